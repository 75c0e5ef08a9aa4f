"""What a document says of days that hold no longer: plans that were given up, slips in other papers, columns of what was planned."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.facts.tables import Table
from seclint.facts.wording import any_of
from seclint.model import Span


class GivenUp(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions, in registers/events.toml, of what makes a day one that holds no longer, or never did.

    ``framed`` stands before the verb in its sentence: "under the first timetable". ``led`` stands between the verb and the day, ``left``
    right behind the day, ``besides`` behind one on which the consultation neither opened nor closed, ``acted`` between a day and a noun
    that it is not the day of, ``conditional`` before the verb of what is no edge of a consultation, ``mistaken`` anywhere in the sentence.
    ``inverted`` stands right before the verb: "Had TAG (approved it)". ``others`` stands in sentences that tell of other days, too.

    ``extended``, in a sentence between two closing days of a consultation, says that the earlier one made way for the later.

    ``planned`` heads the column of a table whose days were planned or given before, ``held`` the one whose days hold.
    """

    framed: tuple[str, ...]
    led: tuple[str, ...]
    left: tuple[str, ...]
    besides: tuple[str, ...]
    conditional: tuple[str, ...]
    acted: tuple[str, ...]
    mistaken: tuple[str, ...]
    inverted: tuple[str, ...]
    others: tuple[str, ...]
    extended: tuple[str, ...]
    planned: tuple[str, ...]
    held: tuple[str, ...]

    def is_unreal(self, text: str, before: Span) -> bool:
        """Whether the words before a verb put what did not happen in the inverted order of words."""
        return any_of(self.inverted).search(text[before.start : before.end]) is not None

    def drops(self, text: str, sentence: Span, verb: Span, day: Span, *, is_noun: bool, is_edge: bool) -> bool:
        """Whether a sentence says that the day of a verb, or of a noun, holds no longer, or never did; an edge is one of a consultation."""
        told = text[sentence.start : verb.start]
        if any_of(self.besides).match(text, day.end, sentence.end) if is_edge else any_of(self.conditional).match(told):
            return True
        if is_noun and day.end <= verb.start and any_of(self.acted).search(text[day.end : verb.start]):
            return True
        return (
            any_of(self.framed).search(told) is not None
            or (verb.end <= day.start and any_of(self.led).search(text[verb.end : day.start]) is not None)
            or any_of(self.left).match(text, day.end, sentence.end) is not None
            or any_of(self.mistaken).search(text, sentence.start, sentence.end) is not None
        )

    def is_told_in(self, text: str, sentence: Span) -> bool:
        """Whether a sentence tells of changes, slips or others' accounts, so that a day in it may hold no longer."""
        words = text[sentence.start : sentence.end].rstrip(" .;")
        return any(any_of(listed).search(words) for listed in (self.framed, self.acted, self.mistaken, self.others))

    def cells(self, tables: Sequence[Table]) -> Iterator[Span]:
        """The cells below the heads of what was planned, in tables that say in another column what came of it."""
        planned, held = any_of(self.planned), any_of(self.held)
        for table in tables:
            kept = [index for index, head in enumerate(table.heads) if index and held.search(head)]
            if kept:
                given_up = [index for index, head in enumerate(table.heads) if index and index not in kept and planned.search(head)]
                yield from (row[index] for row in table.rows for index in given_up)

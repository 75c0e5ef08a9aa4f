"""Of which of several consultations the events of a document are: "the April consultation", "the second round"."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from seclint.facts.events import Event
from seclint.facts.wording import any_of, plain
from seclint.model import Span

if TYPE_CHECKING:
    from seclint.facts import Facts

_COVER = "cover"
_FEWEST = 2


class RoundWords(Struct, frozen=True, forbid_unknown_fields=True):
    """registers/rounds.toml: ``cues`` are letters, all else regular expressions but the ``events`` that each consultation has.

    ``several`` says that there were more than one, ``denied``, before it in its sentence, that there were not; ``named`` is one of them
    by its ``name``. ``ends``: what ends a clause.
    """

    cues: tuple[str, ...]
    several: tuple[str, ...]
    denied: tuple[str, ...]
    named: tuple[str, ...]
    ends: tuple[str, ...]
    events: tuple[str, ...]


class Rounds:
    """The consultations that a document tells of, where there are several."""

    def __init__(self, facts: "Facts", words: RoundWords) -> None:
        self._facts = facts
        self._words = words

    @cached_property
    def are_several(self) -> bool:
        """Whether the document says so, or calls consultations by different names."""
        blocks = list(self._facts.blocks_with(self._words.cues))
        names = {plain(match["name"]) for block in blocks for match in self._named(block)}
        return len(names) >= _FEWEST or any(map(self._tells_of_several, blocks))

    def parts(self, one: Event, other: Event) -> bool:
        """Whether two events may be those of different consultations; those of one paragraph without names are of one."""
        theirs = {one.event, other.event} <= set(self._words.events) and self.are_several
        return theirs and self._round_of(one) != self._round_of(other)

    def _tells_of_several(self, block: Span) -> bool:
        text, denied = self._facts.document.text, any_of(self._words.denied)
        for match in any_of(self._words.several).finditer(text, block.start, block.end):
            sentence = self._facts.sentence(Span(*match.span()))
            if not denied.search(text[sentence.start : match.start()]):
                return True
        return False

    def _round_of(self, event: Event) -> str:
        """What tells last of which consultation a date is: up to the end of its clause, or in the title of a section around it."""
        document = self._facts.document
        index = document.block_index(event.date.span.start)
        if index < self._facts.front.cover_end:
            return _COVER
        block = document.blocks[index].span
        told_to = max(event.span.end, event.date.span.end)
        clause_end = any_of(self._words.ends).search(document.text, told_to, block.end)
        before = Span(block.start, clause_end.start() if clause_end else block.end)
        again = any_of(self._words.several).finditer(document.text, before.start, before.end)
        told = [(match.start(), plain(match["name"])) for match in self._named(before)]
        told += [(match.start(), f"{index}: {match.start()}") for match in again]
        above = [plain(match["name"]) for section in self._facts.outline.within(index) for match in self._named(section.heading)]
        return max(told)[1] if told else next(iter(above), str(index))

    def _named(self, within: Span) -> Iterator[re.Match[str]]:
        return any_of(self._words.named).finditer(self._facts.document.text, within.start, within.end)

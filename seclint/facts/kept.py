"""What responses say was left as it was: "The time remains five Working Days", "The number of gas meters is the same as in the draft"."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice, takewhile

from msgspec import Struct

from seclint.facts.alignment import Alignment, Change, Edit
from seclint.facts.alignment.edits import strict_words
from seclint.facts.amendments import Amendments
from seclint.facts.misplaced import innermost
from seclint.facts.wording import any_of
from seclint.model import Span

_ALIKE = 2  # words that a sentence shares with what it says was kept
_NEAR = 3  # words behind a number that tell what it counts


class Kept(Struct, frozen=True):
    """A sentence that says that something was left as it was, with the stems of what that is, numbers included.

    ``inside`` are the changes, by identity, of the one part that it names.
    """

    sentence: Span
    stems: frozenset[str]
    inside: frozenset[int] = frozenset()

    @property
    def figures(self) -> frozenset[str]:
        """The numbers that the sentence gives."""
        return frozenset(stem for stem in self.stems if _is_figure(stem))


class Keeping:
    """Holds the edits against what is said to have been kept."""

    def __init__(self, amendments: Amendments, alignment: Alignment) -> None:
        self._amendments = amendments
        self._speech = amendments.speech
        self._words = alignment.words
        self._alignment = alignment
        self._sides = (alignment.text_of(alignment.old), alignment.text_of(alignment.new))

    def broken(self, change: Change, told: frozenset[str], *, claimed: bool) -> Iterator[tuple[Edit, Kept]]:
        """The edits of what a response says was kept, with the sentence that says so.

        ``told`` are stems that claims give; ``claimed`` tells that some claim is about the part, so that only a number can have been kept.
        """
        for edit in change.edits if change.old and change.new else ():
            whole = None if claimed else self._in_kept_part(change, edit, told)
            if whole is not None:
                yield edit, whole
                continue
            old, new = (self._words.stems_of(strict_words(side, self._words)) for side in (edit.old, edit.new))
            if edit.nature != "substance" or not (old - new and new - old) or not all(_is_figure(stem) for stem in old ^ new):
                continue
            for kept in self._kept:
                if self._is_same_number(edit, kept, old - new, new - old, told) or (not kept.figures and self._is_of(edit, kept)):
                    yield edit, kept
                    break

    def _in_kept_part(self, change: Change, edit: Edit, told: frozenset[str]) -> Kept | None:
        """The sentence that says that the whole part was left as it was, where a number or an obligation changed that no claim tells of."""
        old, new = (self._words.stems_of(strict_words(side, self._words)) for side in (edit.old, edit.new))
        if edit.nature != "substance" or old == new or new & told:
            return None
        kept = (one for one in self._kept if id(change) in one.inside and (not one.figures or old & one.figures))
        return next((one for one in kept if not new & one.stems), None)

    def _is_same_number(self, edit: Edit, kept: Kept, old: set[str], new: set[str], told: frozenset[str]) -> bool:
        """Whether the old number is the one that a sentence keeps, of the same things, and no claim gives the new one."""
        if not old <= kept.figures or new & (kept.figures | told):
            return False
        around = self._stems(self._alignment.old.sentence(Span(edit.old_span.end - 1, edit.old_span.end)))
        return len((around - old) & kept.stems) >= _ALIKE

    def _is_of(self, edit: Edit, kept: Kept) -> bool:
        """Whether a sentence without numbers speaks of what the number counts, and of little else."""
        sentence = self._alignment.old.sentence(Span(edit.old_span.end - 1, edit.old_span.end))
        words = islice(self._sides[0].words([Span(edit.old_span.end, sentence.end)]), _NEAR)
        counted = self._words.stems(takewhile(lambda word: not self._words.stem(word.key).isdigit(), words))
        shared = counted & kept.stems
        return len(shared) >= _ALIKE and len(shared) * 2 >= len(kept.stems)

    def _stems(self, span: Span) -> set[str]:
        return self._words.stems(self._sides[0].words([span])) if span.start < span.end else set()

    @cached_property
    def _kept(self) -> Sequence[Kept]:
        """The sentences of responses that say that something was kept and claim no change."""
        text, keeping = self._speech.conclusions.document.text, any_of(self._words.keeping)
        found = []
        for sentence in self._speech.sentences:
            match = keeping.search(text, sentence.start, sentence.end)
            spoken = any(sentence.overlaps(span) for span in self._speech.spoken)
            if match is None or not spoken or self._speech.predicates.within(text, sentence.start, sentence.end):
                continue
            clause = self._clause(sentence, Span(*match.span()))
            beside = [Span(clause.start, match.start()), Span(match.end(), clause.end)]
            stems = self._speech.stems([span for span in beside if span.start < span.end])
            found.append(Kept(sentence, stems, self._inside(sentence, clause)))
        return found

    def _clause(self, sentence: Span, keeping: Span) -> Span:
        """The clause of a sentence that says that something was left as it was."""
        text, parting = self._speech.conclusions.document.text, any_of(self._words.parting)
        breaks = [match.span() for match in parting.finditer(text, sentence.start, sentence.end)]
        start = max((end for _, end in breaks if end <= keeping.start), default=sentence.start)
        end = min((start for start, _ in breaks if start >= keeping.end), default=sentence.end)
        return Span(start, end)

    def _inside(self, sentence: Span, clause: Span) -> frozenset[int]:
        """The changes of the one part that a clause names, if its sentence excepts nothing."""
        part = innermost([one for one in self._amendments.mentions.get(sentence, ()) if one.span.within(clause)])
        text = self._speech.conclusions.document.text
        if part is None or any_of(self._words.excepting).search(text, sentence.start, sentence.end):
            return frozenset()
        return frozenset(id(change) for scope in part.scopes for change in self._amendments.scopes.changes_in(scope))


def _is_figure(stem: str) -> bool:
    return stem.replace(".", "").isdigit()

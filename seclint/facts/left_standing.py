"""Claims that something was taken out of a part where the final document has it still, and something else changed."""

import re
from collections.abc import Iterator, Sequence, Set
from functools import cached_property

from seclint.facts.alignment import Alignment, Change
from seclint.facts.alignment.units import sentences_of
from seclint.facts.alignment.words import Word, Words
from seclint.facts.assertions import Assertion, beside
from seclint.facts.scopes import Scope, words_in
from seclint.facts.speech import Speech
from seclint.facts.wording import any_of
from seclint.model import Span
from seclint.patterns import compiled

_MOST = 0.75  # of what a claim says was taken out, to be known again
_PIECES = compiled(r"[;:()–—]\s|,\s+|\band\s", re.IGNORECASE)


class LeftStanding:
    """Holds what is said to be gone against the sentences and rows of the part that are as they were."""

    def __init__(self, speech: Speech, alignment: Alignment) -> None:
        self._speech = speech
        self._alignment = alignment
        self._words: Words = alignment.words

    def of(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Span]:
        """The sentences and rows that a claim says are gone. Where words of one came or went, that is what was meant."""
        edits = [edit for change in changes for edit in change.edits]
        edited = self._words.stems(word for edit in edits for word in (*edit.old, *edit.new))
        for named in self.named(assertion):
            if named and not named & edited and not any(stem[:1].isdigit() for stem in named):
                left = [
                    one for one in self._unchanged(assertion.scope, changes) if len(named & self._words.stems(one)) >= _MOST * len(named)
                ]
                if len(left) == 1:
                    yield Span(left[0][0].span.start, left[0][-1].span.end)

    def named(self, assertion: Assertion) -> Iterator[Set[str]]:
        """What each piece of a claim that says that something is gone says of it: not what it is a row or a mention of."""
        known, text = self._words, self._speech.conclusions.document.text
        longer = (word for words in known.standing for word in words.split())
        general = known.stems_of((*known.part_nouns, *known.pieces, *known.namings, *known.holders, *longer)) | self._speech.verbs
        for piece in self._pieces(assertion):
            if self._deleting.search(text, piece.start, piece.end):
                part = assertion.claim.reference
                told = beside(part, piece) if part.overlaps(piece) else (piece,)
                yield self._speech.stems([one for one in told if one.start < one.end]) - general

    def _pieces(self, assertion: Assertion) -> Iterator[Span]:
        text = self._speech.conclusions.document.text
        for span in assertion.words:
            ends = [match.start() for match in _PIECES.finditer(text, span.start, span.end)]
            yield from (Span(start, end) for start, end in zip([span.start, *ends], [*ends, span.end], strict=True))

    @cached_property
    def _deleting(self) -> re.Pattern[str]:
        return any_of(self._words.deleting)

    def _unchanged(self, scope: Scope, changes: Sequence[Change]) -> Iterator[Sequence[Word]]:
        """The sentences and rows of a part of the final document that are as they were."""
        part = words_in(self._alignment.new, scope.section[1])
        touched = [edit.new_span for change in changes for edit in change.edits]
        touched += [unit.span for change in changes if change.moved or not change.old for unit in change.new]
        for unit in self._alignment.units[1]:
            for words in (unit.words,) if unit.row >= 0 else sentences_of(unit.words):
                here = Span(words[0].span.start, words[-1].span.end) if words else Span(0, 0)
                if words and here.within(part) and not any(here.start <= one.end and one.start <= here.end for one in touched):
                    yield words

"""New numbers and dates that are held against the old ones: "two, not three", "from 8 July to 15 July", "180 becomes 204"."""

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.alignment import Alignment
from seclint.facts.alignment.words import Word
from seclint.model import Span


class Contrast(Struct, frozen=True):
    """Where a contrast stands, the number or date that was there before, and the one that is said to be there now."""

    span: Span
    old: Word
    new: Word


class Contrasts:
    """Finds the contrasts in a document."""

    def __init__(self, facts: Facts, alignment: Alignment) -> None:
        self._facts = facts
        self._words = alignment.words
        self._text = alignment.text_of(facts)

    def within(self, *stretches: Span) -> Iterator[Contrast]:
        """The contrasts in stretches of text, each of which lies within one of them."""
        for stretch in stretches:
            for match in self._words.contrast.finditer(self._masked, stretch.start, stretch.end):
                span = Span(*match.span())
                numbers = [word for word in self._text.words([span]) if self._is_number(word)]
                if len(numbers) < 2 or all(":" in word.key for word in numbers):  # "from 09:00 to 13:00" is a time of the day
                    continue
                first, last = numbers[0], numbers[-1]
                old, new = (first, last) if self._words.succession.fullmatch(match[0]) else (last, first)
                yield Contrast(span, old, new)

    @cached_property
    def _masked(self) -> str:
        """The text with every date as a row of figures, so that it is a number like any other."""
        text = list(self._facts.document.text)
        for date in self._facts.mentions.dates:
            if date.value:
                text[date.span.start : date.span.end] = "0" * (date.span.end - date.span.start)
        return "".join(text)

    def _is_number(self, word: Word) -> bool:
        return word.kind == "date" or word.key in self._words.numbers or any(character.isdigit() for character in word.key)

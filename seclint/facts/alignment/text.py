"""A document as the words in which it is compared: dates, versions and references to its own parts are one word each."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from seclint.facts.alignment.words import Word, Words
from seclint.facts.wording import plain
from seclint.model import Span

if TYPE_CHECKING:
    from seclint.facts import Facts


def _whole_mentions(facts: "Facts") -> list[tuple[Span, str, str]]:
    """What is compared as one word, in text order: (span, key, kind)."""
    mentions = facts.mentions
    found = [(date.part if date.part.end else date.span, date.value, "date") for date in mentions.dates if date.value]
    found += [(version.token, f"v{version.number}", "version") for version in mentions.versions]
    for reference in mentions.references:
        if reference.clauses:
            own = reference.owner in ("", "self")
            key = " ".join((*(() if own else (reference.owner,)), reference.kind, *reference.clauses))
            found.append((reference.span, key, "reference" if own else "citation"))
    return sorted(found, key=lambda one: (one[0].start, -one[0].end))


class Text:
    """A document as words: dates, versions and references to its own parts are one word each."""

    def __init__(self, facts: "Facts", words: Words) -> None:
        self._text = facts.document.text
        self._token = words.token
        self._whole = _whole_mentions(facts)
        self._known: dict[Span, tuple[Word, ...]] = {}  # sentences and rows are asked for again and again

    def words(self, *cells: Sequence[Span]) -> Iterator[Word]:
        """The words of the stretches of text; between the cells of a row stands a border."""
        for number, spans in enumerate(cells):
            if number and spans:
                yield Word("|", Span(spans[0].start, spans[0].start), "border")
            for span in spans:
                known = self._known.get(span)
                if known is None:
                    known = self._known[span] = tuple(self._within(span))
                yield from known

    def _within(self, within: Span) -> Iterator[Word]:
        at = within.start
        index = bisect_left(self._whole, at, key=lambda one: one[0].start)
        while index < len(self._whole) and self._whole[index][0].start < within.end:
            span, key, kind = self._whole[index]
            index += 1
            if span.start < at or span.end > within.end:
                continue
            yield from plain_words(self._text, at, span.start, self._token)
            for part in key.split("/") if kind == "date" else (key,):  # a period is its two days
                yield Word(part.casefold(), span, kind)
            at = span.end
        yield from plain_words(self._text, at, within.end, self._token)


def plain_words(text: str, start: int, end: int, token: re.Pattern[str]) -> Iterator[Word]:
    """The words and signs of a stretch of text, as ``Words.token`` finds them."""
    for match in token.finditer(text, start, end):
        key, kind = _known(match[0])
        yield Word(key, Span(*match.span()), kind)


@lru_cache(maxsize=1 << 15)  # a text repeats most of its words
def _known(word: str) -> tuple[str, str]:
    """What a word or sign is compared by, and which of the two it is."""
    return plain(word) or word, "word" if word[0].isalnum() else "sign"

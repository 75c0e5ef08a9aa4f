"""Characters to words, and words to rows, by where they stand. Kept in columns, because a document has many of them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from operator import lt, sub

from msgspec import Struct

from seclint.patterns import compiled
from seclint.readers.pdf.native import PageText

# pdfium writes U+FFFE (older versions U+0002) for a hyphen at the end of a line and swallows the line break.
HYPHENS = "\ufffe\x02"
_WORD = compiled(r"[^\s\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
_PLAIN_WORD = compiled(r"\S+")  # the same where there are no such hyphens
_BREAK = compiled(r"[\n\r\ufffe\x02]")
_PLAIN_BREAK = compiled(r"\r\n")  # the same where all lines end so


class Word(Struct, frozen=True, array_like=True):
    """Characters without white space between them; the box is that of its first and last character together."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float
    last_top: float
    last_bottom: float


class Range(Struct, frozen=True):
    """Words that are drawn side by side, one by one: the first, and the one behind the last.

    All stand between ``top`` and ``bottom``, and all reach from ``highest`` to ``lowest`` at the least.
    """

    first: int
    last: int
    top: float
    bottom: float
    highest: float
    lowest: float


class Words:
    """The words of a page in the order in which the file draws them."""

    def __init__(self, page: PageText) -> None:
        words = _WORD if any(map(page.text.__contains__, HYPHENS)) else _PLAIN_WORD
        found = list(words.finditer(page.text))
        self.page = page
        self.starts = list(map(re.Match.start, found))
        self.ends = list(map(re.Match.end, found))
        self.x0s, self.tops, rights, self.bottoms = page.edges(self.starts)
        lefts, self.last_tops, self.x1s, self.last_bottoms = page.edges([end - 1 for end in self.ends])
        self.turned = any(map(lt, lefts, self.x0s)) or max(map(abs, map(sub, self.tops, self.last_tops)), default=0.0) > 6.0
        if self.turned:
            self.x0s = list(map(min, self.x0s, lefts))
            self.x1s = list(map(max, self.x1s, rights))
        self.gaps = list(map(sub, self.x0s[1:], self.x1s))  # behind each word but the last
        self._backwards = bytes(map(lt, self.x0s[1:], self.x0s))  # whether the next word begins further left

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Word]:
        return map(Word, self.starts, self.ends, self.x0s, self.tops, self.x1s, self.bottoms, self.last_tops, self.last_bottoms)

    def __getitem__(self, index: int) -> Word:
        return Word(
            self.starts[index],
            self.ends[index],
            self.x0s[index],
            self.tops[index],
            self.x1s[index],
            self.bottoms[index],
            self.last_tops[index],
            self.last_bottoms[index],
        )

    def all_on_page(self) -> bool:
        """Whether every word lies on the visible page, at least in part."""
        if not self.starts:
            return True
        across = max(self.x0s) < self.page.width and min(self.x1s) > 0
        return across and max(self.tops) < self.page.height and min(self.bottoms) > 0

    def rows(self) -> Iterator[list[Word] | Range]:
        """The words in rows that stand side by side; a range where the file draws them one by one between two line breaks."""
        pending: list[Range] = []
        for first, last in self._drawn():
            part = self._range(first, last)
            level = part.highest < part.lowest and self._backwards.find(1, first, last - 1) < 0
            if level and pending and self._goes_on(pending[-1], part):
                pending.append(part)
                continue
            if pending:
                yield self._row(pending)
            pending = [part] if level else []
            if not level:
                yield from rows_of(self.of(part))
        if pending:
            yield self._row(pending)

    def of(self, part: Range) -> Iterator[Word]:
        """The words of a range."""
        return map(self.__getitem__, range(part.first, part.last))

    def range_of(self, row: Sequence[Word]) -> Range | None:
        """The range of words that stand one behind the other in the text; None where they do not."""
        first = bisect_left(self.starts, row[0].start)
        last = first + len(row)
        return self._range(first, last) if last <= len(self) and self.starts[last - 1] == row[-1].start else None

    def _range(self, first: int, last: int) -> Range:
        tops, bottoms = self.tops[first:last], self.bottoms[first:last]
        return Range(first, last, min(tops), max(bottoms), max(tops), min(bottoms))

    def _drawn(self) -> Iterator[tuple[int, int]]:
        """From which to which the words stand between the line breaks that pdfium sees."""
        text = self.page.text
        is_plain = text.count("\r\n") == text.count("\n") == text.count("\r") and not any(map(text.__contains__, HYPHENS))
        breaks = (_PLAIN_BREAK if is_plain else _BREAK).finditer(text)
        firsts = [0, *map(bisect_left, repeat(self.starts), map(re.Match.end, breaks)), len(self)]
        return (part for part in pairwise(firsts) if part[0] < part[1])

    def _goes_on(self, before: Range, part: Range) -> bool:
        last, first = before.last - 1, part.first
        is_right = self.x0s[first] > self.x1s[last] - 0.35 * (before.bottom - before.top)  # most lines begin further left
        return is_right and _follows(self[last], self[first], before.top, before.bottom)

    def _row(self, parts: Sequence[Range]) -> list[Word] | Range:
        return parts[0] if len(parts) == 1 else [word for part in parts for word in self.of(part)]


def rows_of(words: Iterable[Word]) -> Iterator[list[Word]]:
    """The words in runs that stand side by side on one line."""
    row: list[Word] = []
    top = bottom = 0.0
    for word in words:
        if row and _follows(row[-1], word, top, bottom):
            row.append(word)
            if word.bottom - word.top > bottom - top:
                top, bottom = word.top, word.bottom
            continue
        if row:
            yield row
        row, top, bottom = [word], word.top, word.bottom
    if row:
        yield row


def _follows(last: Word, word: Word, top: float, bottom: float) -> bool:
    overlap = min(bottom, word.bottom) - max(top, word.top)
    return overlap > 0.4 * min(bottom - top, word.bottom - word.top) and word.x0 > last.x1 - 0.35 * (bottom - top)

"""Sums in tables: rows and columns of numbers under a total."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from seclint.facts.counts import value_of
from seclint.facts.tables import Table
from seclint.facts.wording import alternatives
from seclint.model import Document, Span

_FIGURE = re.compile(r"\d{1,3}")  # greater ones are amounts, which are rounded
_NOTHING = ("", "-", "–", "—")
_FEWEST = 2  # parts of a sum


class Sum(Struct, frozen=True):
    """The cell of a total, what it says, and the numbers in the cells that it is the total of."""

    total: Span
    stated: int
    parts: tuple[int, ...]


def wrong_sums(document: Document, tables: Sequence[Table], names: tuple[str, ...], numbers: Mapping[str, int]) -> Iterator[Sum]:
    """The totals, under or beside one of the ``names``, that their parts do not add up to; a table with two totals has none for sure."""
    named = re.compile(rf"(?:{alternatives(names)})\W*", re.IGNORECASE)
    for table in tables:
        rows = [row for row in table.rows if document.quote(row[0]).strip()]
        under = [row for row in rows if named.fullmatch(document.quote(row[0]).strip(" *"))]
        beside = [index for index, head in enumerate(table.heads) if named.fullmatch(head.strip(" *"))]
        if len(under) == 1 and under[0] == rows[-1]:
            for column in range(1, len(table.heads)):
                yield from _wrong(document, [row[column] for row in rows], numbers)
        if len(beside) == 1 and beside[0] == len(table.heads) - 1:
            for row in rows:
                yield from _wrong(document, row[1:], numbers)


def _wrong(document: Document, cells: Sequence[Span], numbers: Mapping[str, int]) -> Iterator[Sum]:
    """The last of the cells, when it is not the sum of the others; all of them must hold a number or nothing."""
    *parts, stated = (figure_in(document, cell, numbers) for cell in cells)
    values = [part for part in parts if part is not None]
    if len(values) == len(parts) >= _FEWEST and stated is not None and sum(values) != stated:
        yield Sum(cells[-1], stated, tuple(values))


def figure_in(document: Document, cell: Span, numbers: Mapping[str, int]) -> int | None:
    """The whole number that a cell holds and nothing else, in figures or words; a dash or nothing is none of it: 0."""
    words = document.quote(cell).strip(" *")
    if words in _NOTHING:
        return 0
    if _FIGURE.fullmatch(words):
        return int(words)
    return value_of(words, numbers) if words.lower() in numbers else None

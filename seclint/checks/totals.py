"""Sums in tables: rows and columns of numbers under a total."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from seclint.facts.counts import value_of
from seclint.facts.tables import Table
from seclint.facts.wording import alternatives
from seclint.model import Document, Span
from seclint.patterns import compiled

_FIGURE = compiled(r"\d{1,3}")  # greater ones are amounts, which are rounded
_NOTHING = ("", "-", "–", "—")
_FEWEST = 2  # parts of a sum
_RIGHT = 2  # sums that are right and show that the line without a name is that of the totals, too
_LARGE = 30  # a number as large as this is not by chance about the sum of the others
_NEAR = 0.02  # of it, at most, the two differ


class Sum(Struct, frozen=True):
    """The cell of a total, what it says, and the numbers in the cells that it is the total of."""

    total: Span
    stated: int
    parts: tuple[int, ...]

    @property
    def is_right(self) -> bool:
        """Whether the parts add up to the total."""
        return sum(self.parts) == self.stated

    @property
    def tells(self) -> bool:
        """Whether it is right, and more than one of the parts is not nothing."""
        return self.is_right and sum(map(bool, self.parts)) >= _FEWEST

    @property
    def is_near(self) -> bool:
        """Whether a large number that does not go on from the others is nearly their sum."""
        goes_on = list(self.parts) == sorted(self.parts)
        return (
            len(self.parts) > _FEWEST
            and not goes_on
            and self.stated >= _LARGE
            and abs(sum(self.parts) - self.stated) <= _NEAR * self.stated
        )


def wrong_sums(document: Document, tables: Sequence[Table], names: tuple[str, ...], numbers: Mapping[str, int]) -> Iterator[Sum]:
    """The totals that their parts do not add up to; a table with two totals has none for sure.

    They stand under or beside one of the ``names``, or where all others but one add up, or nearly do.
    """
    named = compiled(rf"(?:{alternatives(names)})\W*", re.IGNORECASE)
    for table in tables:
        rows = [row for row in table.rows if document.quote(row[0]).strip()]
        under = [row for row in rows if named.fullmatch(_bare(document.quote(row[0])))]
        beside = [index for index, head in enumerate(table.heads) if named.fullmatch(_bare(head))]
        below = _sums(document, [[row[column] for row in rows] for column in range(1, len(table.heads))], numbers)
        is_last = len(under) == 1 and under[0] == rows[-1]
        wrong = _odd(below) if not under else [one for one in below if is_last and not one.is_right]
        yield from wrong
        if len(beside) == 1 and beside[0] == len(table.heads) - 1:
            yield from (one for one in _sums(document, [row[1:] for row in rows], numbers) if not one.is_right)
        elif not (wrong or beside):
            yield from _odd(_sums(document, _with_first_last(document, rows, numbers), numbers), right=_RIGHT + 1)


def _odd(sums: Sequence[Sum], right: int = _RIGHT) -> list[Sum]:
    """The one that is wrong where the others, of which so many must be ``right``, show that all are sums."""
    wrong = [one for one in sums if not one.is_right]
    shown = (sum(one.tells for one in sums) >= _RIGHT and len(sums) - len(wrong) >= right) or (len(sums) == 1 and sums[0].is_near)
    return wrong if len(wrong) == 1 and shown else []


def _with_first_last(document: Document, rows: Sequence[Sequence[Span]], numbers: Mapping[str, int]) -> list[list[Span]]:
    """The figures of each row, the first of them last: it may be the number of what the others divide."""
    columns = list(zip(*rows, strict=True))[1:]
    first, *others = [cells for cells in columns if all(figure_in(document, cell, numbers) is not None for cell in cells)] or [()]
    return [list(row) for row in zip(*others, first, strict=True)]


def _sums(document: Document, lines: Sequence[Sequence[Span]], numbers: Mapping[str, int]) -> list[Sum]:
    """The lines as sums, the last of the cells that of the others; all of them must hold a number or nothing."""
    return [one for cells in lines if (one := _sum(document, cells, numbers)) is not None]


def _sum(document: Document, cells: Sequence[Span], numbers: Mapping[str, int]) -> Sum | None:
    values = [figure_in(document, cell, numbers) for cell in cells]
    *parts, stated = values or [None]
    known = tuple(part for part in parts if part is not None)
    if stated is None or not document.quote(cells[-1]).strip() or not len(known) == len(parts) >= _FEWEST:
        return None
    return Sum(cells[-1], stated, known)


def _bare(words: str) -> str:
    return words.strip(" *")


def figure_in(document: Document, cell: Span, numbers: Mapping[str, int]) -> int | None:
    """The whole number that a cell holds and nothing else, in figures or words; a dash or nothing is none of it: 0."""
    words = document.quote(cell).strip(" *")
    if words in _NOTHING:
        return 0
    if _FIGURE.fullmatch(words):
        return int(words)
    return value_of(words, numbers) if words.lower() in numbers else None

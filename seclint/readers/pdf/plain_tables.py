"""Tables that neither rulings nor a header tell of: three columns or more that stay where they are through all rows, drawn cell by cell."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from seclint.readers.labels import split_caption
from seclint.readers.pdf.aligned_rows import Part, column_of, cut, merged, rows_of
from seclint.readers.pdf.aligned_tables import Aligned, in_place, is_aligned, is_foreign, is_loose, is_worded
from seclint.readers.pdf.leaders import is_entry
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.native import PageText
from seclint.readers.pdf.styles import Styles
from seclint.readers.pdf.tables import Table
from seclint.readers.pdf.words import Words

_COLUMNS, _ROWS = 3, 3  # at the least
_FARTHEST = 3.5  # times the size, from line to line
_FIRST = 3  # items of a page among which the rows stand that go on from the page before
_LEVEL = 1.5  # points: words no higher or lower stand on one line


def may_begin(item: Line | Table, at: int) -> bool:
    """Whether the item, which has that place on its page, looks like the first row of such a table."""
    return isinstance(item, Line) and item.wide_gaps > (at >= _FIRST) and not (item.turned or item.heading or item.bold)


def plain_tables(page: PageText, items: Sequence[Line | Table], words: Words, styles: Styles) -> Iterator[Line | Table]:
    """The items, with the lines of such tables made one."""

    def find(at: int) -> Aligned | None:
        found = _found(items[at:], words) if may_begin(items[at], at) else None
        return found if found is not None and _is_certain(page, found, again=at < _FIRST) else None

    return in_place(page, items, styles, find)


def _found(items: Sequence[Line | Table], words: Words) -> Aligned | None:
    """The rows that begin with the first item, as long as the same gaps go on through all lines."""
    parts = list(_parts(items, words))
    rows = rows_of(parts, merged(part.extent for part in parts))
    while len(rows) > 1 and is_loose(rows[-1], rows[:-1], ()):
        rows.pop()
    met = {part.item for row in rows for part in row}
    if any(part.item in met for part in parts[sum(map(len, rows)) :]):
        return None
    return Aligned(rows, merged(part.extent for row in rows for part in row), None)


def _parts(items: Sequence[Line | Table], words: Words) -> Iterator[Part]:
    columns: list[tuple[float, float]] = []
    low = 0.0
    for index, item in enumerate(items):
        if not isinstance(item, Line) or item.turned or item.heading or item.bold or is_entry(item.text) or split_caption(item.text):
            return
        if is_foreign(item, items[0], None, in_head=True) or (index and item.base - low > _FARTHEST * item.size):
            return
        parts = cut(item, index, words)
        grown = merged([*columns, *(part.extent for part in parts)])
        if len(grown) < len(columns):
            return
        columns, low = grown, max(low, item.base)
        yield from parts


def _is_certain(page: PageText, found: Aligned, *, again: bool) -> bool:
    """Whether there are columns and rows enough, hardly a cell is empty, and a cell of two lines was drawn before the one beside it.

    Rows that go on from the page before, ``again``, need no header.
    """
    filled = [{column_of(part, found.columns) for part in row} for row in found.rows]
    last = [page.text[row[-1].words[0].start : row[-1].words[-1].end] for row in found.rows]
    return (
        len(found.columns) >= _COLUMNS
        and len(found.rows) >= _ROWS
        and all(0 in columns and len(columns) >= len(found.columns) - 1 for columns in filled)
        and any(after.base < before.base - _LEVEL for row in found.rows for before, after in pairwise(row))
        and not all(map(str.isdigit, last))
        and (again or is_worded(page, found.rows[0], found.columns))
        and is_aligned(found)
    )

"""Tables of which nothing tells but how their words stand: rows below a header, with the same gaps through all of them.

Only what is certain: three columns or more, three rows or more, every column aligned, and a header that is bold or ruled off.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from seclint.readers.pdf.lines import Line, dress, mixed_line
from seclint.readers.pdf.native import Box, PageText
from seclint.readers.pdf.styles import Styles
from seclint.readers.pdf.tables import Ruled, Table
from seclint.readers.pdf.words import Word, Words

_COLUMNS, _ROWS = 3, 3
_GAP = 0.8  # times the size: words further apart stand in different cells
_RIVER = 5.0  # points between two columns, at least, in all rows
_ALIGNED = 2.5  # points
_FARTHEST = 3.5  # times the size, from line to line
_CLOSE = 1.1  # times the smallest distance between lines: lines so close are of one row, where others stand further apart


class _Cells(NamedTuple):
    """A line cut where it has wide gaps."""

    line: Line
    parts: list[list[Word]]


def may_hold_tables(items: Sequence[Line | Table]) -> bool:
    """Whether any of the items looks like a row of such a table."""
    return any(map(_may_head, items))


def aligned_tables(
    page: PageText, items: Sequence[Line | Table], words: Words, styles: Styles, rulings: Sequence[Box]
) -> Iterator[Line | Table]:
    """The items, with the lines of such tables made one."""
    at = 0
    while at < len(items):
        found = _table_from(page, items[at:], words, styles, rulings) if _may_head(items[at]) else None
        if found is None:
            yield items[at]
            at += 1
        else:
            table, count = found
            yield table
            at += count


def _may_head(item: Line | Table) -> bool:
    return isinstance(item, Line) and item.wide_gaps >= _COLUMNS - 1 and not item.turned


def _table_from(
    page: PageText, items: Sequence[Line | Table], words: Words, styles: Styles, rulings: Sequence[Box]
) -> tuple[Table, int] | None:
    """The table whose header is the first item, and how many items it is made of."""
    lines = _trimmed(list(_below(items, words)))
    columns = _columns(lines)
    rows = list(_rows(lines, columns))
    if len(rows) < _ROWS or len(columns) < _COLUMNS or not _is_header(page, rows, rulings) or not _is_aligned(rows, columns):
        return None
    return _table(page, rows, columns, styles), sum(map(len, rows))


def _below(items: Sequence[Line | Table], words: Words) -> Iterator[_Cells]:
    """The lines from the first one on, as long as its gaps go on through them."""
    columns: list[tuple[float, float]] = []
    last: Line | None = None
    for item in items:
        if not isinstance(item, Line) or item.turned:
            return
        if last is not None and not 0 < item.base - last.base < _FARTHEST * item.size:
            return
        cells = _Cells(item, _cut(item, words))
        merged = _merged([*columns, *map(_extent, cells.parts)])
        if last is not None and len(merged) != len(columns):
            return
        yield cells
        columns, last = merged, item


def _trimmed(lines: Sequence[_Cells]) -> list[_Cells]:
    """The lines without what stands below the table and happens to keep its gaps free."""
    last = max((index for index, cells in enumerate(lines) if len(cells.parts) > 1), default=-1)
    kept = list(lines[: last + 1])
    least, is_spaced = _spacing(kept)
    for cells in lines[last + 1 :] if is_spaced else ():
        if cells.line.base - kept[-1].line.base > _CLOSE * least:
            break
        kept.append(cells)
    return kept


def _spacing(lines: Sequence[_Cells]) -> tuple[float, bool]:
    """The smallest distance from line to line, and whether others are larger: then it is that of the lines of one row."""
    steps = [below.line.base - above.line.base for above, below in pairwise(lines)]
    least = min(steps, default=0.0)
    return least, max(steps, default=0.0) > _CLOSE * least


def _cut(line: Line, words: Words) -> list[list[Word]]:
    first = bisect_left(words.starts, min(piece.start for piece in line.pieces))
    end = bisect_left(words.starts, max(piece.end for piece in line.pieces))
    parts: list[list[Word]] = []
    for word in (words[index] for index in range(first, end)):
        if parts and word.x0 - parts[-1][-1].x1 < _GAP * line.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _extent(part: Sequence[Word]) -> tuple[float, float]:
    return part[0].x0, part[-1].x1


def _merged(extents: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The extents, those that meet or nearly do made one."""
    merged: list[tuple[float, float]] = []
    for left, right in sorted(extents):
        if merged and left < merged[-1][1] + _RIVER:
            merged[-1] = merged[-1][0], max(merged[-1][1], right)
        else:
            merged.append((left, right))
    return merged


def _columns(lines: Sequence[_Cells]) -> list[tuple[float, float]]:
    return _merged([_extent(part) for cells in lines for part in cells.parts])


def _column(part: Sequence[Word], columns: Sequence[tuple[float, float]]) -> int:
    return next(index for index, (left, right) in enumerate(columns) if left <= part[0].x0 <= right)


def _rows(lines: Sequence[_Cells], columns: Sequence[tuple[float, float]]) -> Iterator[list[_Cells]]:
    """The lines of each row: a line that is close, or has nothing in the first column, goes on with the row above."""
    least, is_spaced = _spacing(lines)
    row: list[_Cells] = []
    for cells in lines:
        step = cells.line.base - row[-1].line.base if row else 0.0
        goes_on = step <= _CLOSE * least if is_spaced else _column(cells.parts[0], columns) > 0
        if row and not goes_on:
            yield row
            row = []
        row.append(cells)
    if row:
        yield row


def _is_header(page: PageText, rows: Sequence[Sequence[_Cells]], rulings: Sequence[Box]) -> bool:
    """Whether the first row heads the others: words in all columns, bold over others that are not, or with a ruling below."""
    head, *body = rows
    if sum(page.text[row[0].parts[0][0].start].islower() for row in body) * 2 > len(body):
        return False  # the lines of a column of prose begin in the middle of its sentences
    parts = head[0].parts
    if len(parts) < _COLUMNS or not all(any(map(str.isalpha, page.text[part[0].start : part[-1].end])) for part in parts):
        return False
    if all(cells.line.bold for cells in head) and not any(cells.line.bold for row in body for cells in row):
        return True
    foot, top = max(cells.line.base for cells in head), body[0][0].line.base
    left, right = parts[0][0].x0, parts[-1][-1].x1
    return any(foot - 1 < box[1] < top and box[0] < left + _RIVER and box[2] > right - _RIVER for box in rulings)


def _is_aligned(rows: Sequence[Sequence[_Cells]], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the cells of each column begin, end or are centred at the same place."""
    extents: list[list[tuple[float, float]]] = [[] for _ in columns]
    for row in rows:
        for part in row[0].parts:
            extents[_column(part, columns)].append(_extent(part))
    return all(
        len(column) >= _ROWS - 1
        and min(_spread([left for left, _ in column]), _spread([right for _, right in column]), _spread([sum(both) / 2 for both in column]))
        < _ALIGNED
        for column in extents
    )


def _spread(places: Sequence[float]) -> float:
    return max(places) - min(places)


def _table(page: PageText, rows: Sequence[Sequence[_Cells]], columns: Sequence[tuple[float, float]], styles: Styles) -> Table:
    lefts, right = [left for left, _ in columns], columns[-1][1]
    rights = [*lefts[1:], right]
    cells = []
    for number, row in enumerate(rows):
        top, bottom = min(one.line.top for one in row), max(one.line.bottom for one in row)
        for column in range(len(columns)):
            cell = Ruled(number, column, (lefts[column], top, rights[column], bottom))
            parts = [part for one in row for part in one.parts if _column(part, columns) == column]
            cell.lines = [mixed_line(page, part, styles) for part in parts]
            cells.append(cell)
    dress(page, [line for cell in cells for line in cell.lines], styles)
    whole = lefts[0], min(cell.box[1] for cell in cells), right, max(cell.box[3] for cell in cells)
    return Table(page.index, whole, cells, (*lefts, right))

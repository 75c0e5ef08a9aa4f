"""Ruled tables: pdfium's paths are the rulings."""

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from pypdfium2_raw import bindings as pdfium

from seclint.readers.pdf.calls import fast
from seclint.readers.pdf.grid import cells_between
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.native import Box, PageText
from seclint.readers.pdf.words import Word

_ALIKE = 4.0  # points: edges no further apart are one
_THIN = 4.0  # points: a rectangle no thicker than this is a ruling
_MOST_PATHS = 20_000  # a page with more is a drawing
_UNFINISHED = re.compile(r"[^.!?:;]['\"’”)\]]*$")

_address, _integer = ctypes.c_void_p, ctypes.c_int
_object = fast(pdfium.FPDFPage_GetObject, _address, _address, _integer)
_type = fast(pdfium.FPDFPageObj_GetType, _integer, _address)
_bounds = fast(pdfium.FPDFPageObj_GetBounds, _integer, _address, _address, _address, _address, _address)


class Ruled(Struct):
    """A cell of a ruled table: its place in the grid, its box, and the lines in it."""

    row: int
    column: int
    box: Box
    words: list[Word] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


class Table(Struct):
    """A ruled table of one page, its cells in reading order. ``columns`` are the left edges of its columns, then its right edge."""

    page: int
    box: Box
    cells: list[Ruled]
    columns: tuple[float, ...]

    def cell_at(self, x: float, y: float) -> Ruled | None:
        """The cell that holds a point."""
        for cell in self.cells:
            left, top, right, bottom = cell.box
            if left <= x <= right and top <= y <= bottom:
                return cell
        return None

    def row(self, number: int) -> list[Ruled]:
        """The cells of a row."""
        return [cell for cell in self.cells if cell.row == number]

    def depth(self) -> int:
        """The number of rows."""
        return max(cell.row for cell in self.cells) + 1

    def goes_on_as(self, other: "Table") -> bool:
        """Whether the other table, the next thing on the next page, has the same columns, or those of them that merged cells leave."""
        fewer, more = sorted((_widths(self), _widths(other)), key=len)
        is_part = len(fewer) == len(more) or len(fewer) > 1
        return (
            other.page == self.page + 1 and is_part and abs(fewer[-1] - more[-1]) < _ALIKE and all(_is_among(edge, more) for edge in fewer)
        )

    def holds(self, page: int, foot: float) -> bool:
        """Whether what ends there stands no lower than the table does."""
        return page == self.page and foot <= self.box[3] + 1

    def take(self, other: "Table") -> None:
        """Add the rows of a table that goes on with this one; a header row that is printed again is left out."""
        if len(self.columns) != len(other.columns):
            edges = [0.0, *max(_widths(self), _widths(other), key=len)]
            self._count_by(edges)
            other._count_by(edges)
        again = _look(other.row(0)) == _look(self.row(0)) and other.depth() > 1
        start = self.depth() - again
        broken = self._goes_on_in(other.row(int(again)))
        for cell, rest in broken:
            cell.lines = [*cell.lines, *rest.lines]
        first = again + bool(broken)
        self.cells += [replace(cell, row=cell.row + start - bool(broken)) for cell in other.cells if cell.row >= first]
        self.page, self.box = other.page, other.box

    def _count_by(self, edges: Sequence[float]) -> None:
        """Count the columns by these left edges, in points from that of the table; the last is its right edge."""
        left = self.columns[0]
        places = [min(range(len(edges)), key=lambda index: abs(edges[index] - (edge - left))) for edge in self.columns]
        for cell in self.cells:
            cell.column = places[cell.column]
        self.columns = tuple(left + edge for edge in edges)

    def _goes_on_in(self, row: Sequence[Ruled]) -> list[tuple[Ruled, Ruled]]:
        """The cells of the last row, each with what stands under it in a row of the next page, if that is the rest of the last row.

        It is if some of its cells are empty under full ones, and all others go on in the middle of a sentence.
        """
        above = {cell.column: cell for cell in self.row(self.depth() - 1)}
        pairs = [(above[cell.column], cell) for cell in row if cell.column in above]
        rest = [(cell, below) for cell, below in pairs if below.lines]
        emptied = any(cell.lines and not below.lines for cell, below in pairs)
        goes_on = all(cell.lines and _UNFINISHED.search(cell.lines[-1].text) and below.lines[0].text[:1].islower() for cell, below in rest)
        return rest if len(pairs) == len(row) and emptied and goes_on else []


def parted(table: Table) -> None:
    """Cut the cells that no rulings part, as in rows that are filled with a colour, where their words stand in the columns of the table."""
    if len(table.cells) == table.depth() * (len(table.columns) - 1):
        return  # no cell covers more than one column
    starts: dict[int, float] = {}  # by column, where the words of cells begin that are as wide as it
    for cell in table.cells:
        if cell.words and _reach(table, cell) == 1:
            starts[cell.column] = min(starts.get(cell.column, cell.words[0].x0), cell.words[0].x0)
    cells = []
    for cell in table.cells:
        parts = _parts(table, cell)
        firsts = [part.words[0].x0 - starts.get(part.column, -1.0) for part in parts if part.words]
        cells += parts if len(firsts) > 1 and all(abs(first) < _ALIKE for first in firsts) else [cell]
    table.cells = cells


def _reach(table: Table, cell: Ruled) -> int:
    """How many columns the cell covers."""
    return sum(cell.box[0] - 1 < left < cell.box[2] - 1 for left in table.columns[:-1])


def _parts(table: Table, cell: Ruled) -> list[Ruled]:
    """The cell as one of each column that it covers; none where words stand across them."""
    reach = _reach(table, cell)
    edges = [cell.box[0], *table.columns[cell.column + 1 : cell.column + reach], cell.box[2]]
    parts = [
        Ruled(cell.row, cell.column + index, (left, cell.box[1], right, cell.box[3])) for index, (left, right) in enumerate(pairwise(edges))
    ]
    for word in cell.words:
        part = next((part for part in parts if part.box[0] <= word.x0 and word.x1 <= part.box[2]), None)
        if part is None:
            return []
        part.words.append(word)
    return parts if reach > 1 else []


def _widths(table: Table) -> list[float]:
    """How far from its left edge the columns of a table end: pages bound on both sides have their tables at two places."""
    return [edge - table.columns[0] for edge in table.columns[1:]]


def _is_among(edge: float, edges: Sequence[float]) -> bool:
    return any(abs(edge - other) < _ALIKE for other in edges)


def joined(items: Iterable[Any]) -> list[Any]:
    """The items with tables that go on over a page made one."""
    done: list[Any] = []
    last: Table | None = None  # the lowest table so far, with nothing below it
    for item in items:
        if isinstance(item, Table):
            if last is not None and last.goes_on_as(item):
                last.take(item)
                continue
            if last is None or not last.holds(item.page, item.box[3]):
                last = item
        elif last is not None and not last.holds(item.page, item.bottom):
            last = None
        done.append(item)
    return done


def _look(cells: Sequence[Ruled]) -> list[list[tuple[str, bool]]]:
    return [[(line.text, line.bold) for line in cell.lines] for cell in cells]


def tables_of(page: PageText) -> list[Table]:
    """The ruled tables of a page, from the top."""
    upright: list[Box] = []
    level: list[Box] = []
    for box in rulings(page):
        (upright if box[2] - box[0] < box[3] - box[1] else level).append(box)
    if len(upright) < 2 or len(level) < 2:
        return []
    found = [_table(page.index, cells) for cells in cells_between(upright, level)]
    return sorted(found, key=lambda table: (table.box[1], table.box[0]))


def rulings(page: PageText) -> Iterator[Box]:
    """The thin boxes of a page, as displayed."""
    for path in _paths(page):
        left, bottom, right, top = _box(path)
        if min(right - left, top - bottom) <= _THIN:
            if max(right - left, top - bottom) > _THIN or right - left != top - bottom:
                yield page.displayed(left, bottom, right, top)
        else:
            for edge in _sides(path, (left, bottom, right, top)):
                yield page.displayed(*edge)


def _paths(page: PageText) -> list[Any]:
    count = pdfium.FPDFPage_CountObjects(page.handle)
    if not 0 < count < _MOST_PATHS:
        return []
    handle = ctypes.cast(page.handle, _address).value
    objects = list(map(_object, repeat(handle), range(count)))
    return [thing for thing, kind in zip(objects, map(_type, objects), strict=True) if kind == pdfium.FPDF_PAGEOBJ_PATH]


def _box(path: int) -> Box:
    floats = (ctypes.c_float * 4)()
    address = ctypes.addressof(floats)
    _bounds(path, address, address + 4, address + 8, address + 12)
    return floats[0], floats[1], floats[2], floats[3]


def _sides(path: int, bounds: Box) -> Iterator[Box]:
    """The straight edges of a stroked path, and the thin bars of a filled one, in the page's own space."""
    handle = ctypes.cast(path, pdfium.FPDF_PAGEOBJECT)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    segments = pdfium.FPDFPath_CountSegments(handle)
    left, bottom, right, top = bounds
    if stroke.value and 4 <= segments <= 5:
        yield from ((left, bottom, left, top), (right, bottom, right, top), (left, bottom, right, bottom), (left, top, right, top))
    elif 5 < segments <= 4000:
        for start, end in _strokes(handle, segments):
            box = min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
            if min(box[2] - box[0], box[3] - box[1]) < 0.5 and (stroke.value or segments % 5 == 0):
                yield box


def _strokes(handle: Any, segments: int) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The pairs of points that the path joins."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    last = (0.0, 0.0)
    for index in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point


def _table(page: int, boxes: Sequence[Box]) -> Table:
    tops = sorted({box[1] for box in boxes})
    lefts = sorted({box[0] for box in boxes})
    cells = [Ruled(tops.index(box[1]), lefts.index(box[0]), box) for box in boxes]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    whole = lefts[0], tops[0], max(box[2] for box in boxes), max(box[3] for box in boxes)
    return Table(page, whole, cells, (*lefts, whole[2]))

"""Ruled tables, on one page and over several."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, ClassVar

from msgspec import Struct, field
from msgspec.structs import replace

from seclint.patterns import compiled
from seclint.readers.pdf.grid import cells_between, open_ends
from seclint.readers.pdf.lines import Line, is_full
from seclint.readers.pdf.native import Box
from seclint.readers.pdf.words import Word

_ALIKE = 4.0  # points: edges no further apart are one
_PADDED = 6.0  # points: the least from the words of a cell to those of the next
_UNFINISHED = compiled(r"[^.!?:;]['\"’”)\]]*$")


class Ruled(Struct, array_like=True):
    """A cell of a ruled table: its place in the grid, its box, and the lines in it."""

    row: int
    column: int
    box: Box
    words: list[Word] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


class Table(Struct, array_like=True, tag=True):
    """A ruled table of one page, its cells in reading order. ``columns`` are the left edges of its columns, then its right edge.

    ``broken`` tells that its last row has no ruling below it, because it goes on on the next page.
    """

    page: int
    box: Box
    cells: list[Ruled]
    columns: tuple[float, ...]
    broken: bool = False
    turned: ClassVar[bool] = False  # as lines may be

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.box[1]

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.box[3]

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
        """Whether the other table, the next thing on the next page, has the same columns, or those of them that merged cells leave.

        Columns that no rulings part are as wide as their words; then the header tells, which is printed again.
        """
        if other.page == self.page + 1 and len(self.columns) == len(other.columns) and other.depth() > 1:
            header = _look(self.row(0))
            if any(header) and header == _look(other.row(0)):
                return True
        if other.page == self.page + 1 and _lefts(self) == _lefts(other):
            return True
        fewer, more = sorted((_widths(self), _widths(other)), key=len)
        is_part = len(fewer) == len(more) or len(fewer) > 1
        return (
            other.page == self.page + 1 and is_part and abs(fewer[-1] - more[-1]) < _ALIKE and all(_is_among(edge, more) for edge in fewer)
        )

    def holds(self, page: int, foot: float) -> bool:
        """Whether what ends there stands no lower than the table does."""
        return page == self.page and foot <= self.box[3] + 1

    def begun(self, line: Line, rest: Sequence[tuple[Ruled, Line]]) -> Ruled | None:
        """The cell of the last row that a line of the next page goes on with, as those before it did, where no rulings hold them."""
        if line.page != self.page + 1 or line.turned:
            return None
        cell = next((cell for cell in self.row(self.depth() - 1) if cell.lines and abs(cell.lines[0].x0 - line.x0) < _ALIKE), None)
        before = next((other for known, other in reversed(rest) if known is cell), cell.lines[-1] if cell else line)
        return cell if cell and _goes_on(before, line) else None

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
        self.page, self.box, self.broken = other.page, other.box, other.broken

    def _count_by(self, edges: Sequence[float]) -> None:
        """Count the columns by these left edges, in points from that of the table; the last is its right edge."""
        left = self.columns[0]
        places = [min(range(len(edges)), key=lambda index: abs(edges[index] - (edge - left))) for edge in self.columns]
        for cell in self.cells:
            cell.column = places[cell.column]
        self.columns = tuple(left + edge for edge in edges)

    def _goes_on_in(self, row: Sequence[Ruled]) -> list[tuple[Ruled, Ruled]]:
        """The cells of the last row, each with what stands under it in a row of the next page, if that is the rest of the last row.

        It is where the last row is broken, and where some of its cells are empty under full ones, and all others go on in the middle of a
        sentence or of a full line.
        """
        above = {cell.column: cell for cell in self.row(self.depth() - 1)}
        pairs = [(above[cell.column], cell) for cell in row if cell.column in above]
        rest = [(cell, below) for cell, below in pairs if below.lines]
        emptied = any(cell.lines and not below.lines for cell, below in pairs)
        goes_on = self.broken or (emptied and all(cell.lines and _goes_on(cell.lines[-1], below.lines[0]) for cell, below in rest))
        return rest if len(pairs) == len(row) and goes_on else []


def _goes_on(last: Line, line: Line) -> bool:
    """Whether the first line of a cell may go on with the last one of the cell above."""
    return bool(_UNFINISHED.search(last.text)) and (line.text[:1].islower() or is_full(last, line))


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
        is_parted = len(firsts) > 1 and all(abs(first) < _ALIKE for first in firsts) and _stand_apart(parts)
        cells += parts if is_parted else [cell]
    table.cells = cells


def _stand_apart(parts: Sequence[Ruled]) -> bool:
    """Whether more than a space is between the words of one and those of the next, on every line."""
    full = [part.words for part in parts if part.words]
    return all(min(word.x0 for word in after) - max(word.x1 for word in before) > _PADDED for before, after in pairwise(full))


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


def _lefts(table: Table) -> list[int]:
    """How far from its left edge the columns of a table begin, in steps of what is told apart."""
    return [round((edge - table.columns[0]) / _ALIKE) for edge in table.columns[1:-1]]


def _is_among(edge: float, edges: Sequence[float]) -> bool:
    return any(abs(edge - other) < _ALIKE for other in edges)


def joined(items: Iterable[Any]) -> list[Any]:
    """The items with tables that go on over a page made one."""
    done: list[Any] = []
    last: Table | None = None  # the lowest table so far, with nothing below it
    rest: list[tuple[Ruled, Line]] = []  # lines above the next table, each with the cell of the last row that it may go on with
    for item in items:
        if isinstance(item, Table):
            if last is not None and last.goes_on_as(item):
                for cell, line in rest:
                    cell.lines = [*cell.lines, line]
                del done[len(done) - len(rest) :]
                rest = []
                last.take(item)
                continue
            if last is None or not last.holds(item.page, item.box[3]):
                last, rest = item, []
        elif last is not None and (above := last.begun(item, rest)):
            item.right = above.lines[-1].right
            rest.append((above, item))
        elif last is not None and not last.holds(item.page, item.bottom):
            last, rest = None, []
        done.append(item)
    return done


def _look(cells: Sequence[Ruled]) -> list[list[tuple[str, bool]]]:
    return [[(line.text, line.bold) for line in cell.lines] for cell in cells]


def tables_of(page: int, rulings: Iterable[Box]) -> list[Table]:
    """The tables that the rulings of a page make, from the top."""
    upright: list[Box] = []
    level: list[Box] = []
    for box in rulings:
        (upright if box[2] - box[0] < box[3] - box[1] else level).append(box)
    if len(upright) < 2 or len(level) < 2:
        return []
    ends = open_ends(upright, level)
    found = [_table(page, cells, ends) for cells in cells_between(upright, [*level, *ends])]
    return sorted(found, key=lambda table: (table.box[1], table.box[0]))


def _table(page: int, boxes: Sequence[Box], ends: Iterable[Box]) -> Table:
    tops = sorted({box[1] for box in boxes})
    lefts = sorted({box[0] for box in boxes})
    cells = [Ruled(tops.index(box[1]), lefts.index(box[0]), box) for box in boxes]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    whole = lefts[0], tops[0], max(box[2] for box in boxes), max(box[3] for box in boxes)
    broken = any(abs(end[1] - whole[3]) < _ALIKE and end[0] < whole[2] and end[2] > whole[0] for end in ends)
    return Table(page, whole, cells, (*lefts, whole[2]), broken)

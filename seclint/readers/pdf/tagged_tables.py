"""Tables without rulings, out of the tags of the file: their words stand in rows and columns all the same."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from seclint.readers.pdf.native import Box, PageText
from seclint.readers.pdf.tables import Ruled, Table
from seclint.readers.pdf.tags import Tags
from seclint.readers.pdf.words import Word

_GAP = 4.0  # points that a column ends before the next begins
_Place = tuple[int, int]


def tagged_tables(page: PageText, words: Iterable[Word], tags: Tags, ruled: Sequence[Table]) -> list[Table]:
    """The tables that the tags tell of and no rulings do, where the words of their cells stand in a sound grid."""
    if not tags.tables:
        return []
    boxes: dict[int, dict[_Place, Box]] = defaultdict(dict)
    listed = list(words)
    for word, place in zip(listed, tags.cells_at(page, [word.start for word in listed]), strict=True):
        if place and place[1] >= 0 and place[2] >= 0:
            table, *cell = place
            known = boxes[table].get((cell[0], cell[1]))
            boxes[table][cell[0], cell[1]] = _around(known, (word.x0, word.top, word.x1, word.bottom))
    found = (_table(page.index, tags.tables[number], cells) for number, cells in sorted(boxes.items()))
    return [table for table in found if table and not any(_meet(table.box, other.box) for other in ruled)]


def _table(page: int, rows: Sequence[int], boxes: Mapping[_Place, Box]) -> Table | None:
    """The table; None where its cells do not stand side by side and one below the other. Some files leave empty cells out."""
    width = max(rows, default=0)
    whole = [row for row, count in enumerate(rows) if count == width]
    lefts = [min((boxes[row, column][0] for row in whole if (row, column) in boxes), default=-1.0) for column in range(width)]
    if len(rows) < 2 or width < 2 or -1.0 in lefts or lefts != sorted(lefts):
        return None
    placed = {(row, column if row in whole else _column(box, lefts)): box for (row, column), box in boxes.items()}
    right = max(box[2] for box in boxes.values())
    rights = [*(left - _GAP for left in lefts[1:]), right]
    cells = [_cell(place, placed.get(place), lefts, rights) for place in product(range(len(rows)), range(width))]
    if len(placed) < len(boxes) or not _is_sound(cells, placed):
        return None
    top, bottom = min(box[1] for box in boxes.values()), max(box[3] for box in boxes.values())
    return Table(page, (lefts[0], top, right, bottom), cells, (*lefts, right))


def _column(box: Box, lefts: Sequence[float]) -> int:
    """The column in which a cell begins."""
    return max(0, bisect_right(lefts, box[0] + _GAP) - 1)


def _cell(place: _Place, box: Box | None, lefts: Sequence[float], rights: Sequence[float]) -> Ruled:
    """The cell, as wide as its column; an empty one has no size."""
    row, column = place
    if box is None:
        return Ruled(row, column, (lefts[column], 0.0, lefts[column], 0.0))
    return Ruled(row, column, (lefts[column], box[1], max(box[2], rights[column]), box[3]))


def _is_sound(cells: Sequence[Ruled], boxes: Mapping[_Place, Box]) -> bool:
    """Whether no column runs into the next, and no row begins above the end of the one before."""
    full = [cell for cell in cells if (cell.row, cell.column) in boxes]
    feet: dict[int, float] = {}
    for cell in full:
        after = [other for other in full if other.row == cell.row and other.column > cell.column]
        if any(boxes[cell.row, cell.column][2] > other.box[0] for other in after):
            return False
        feet[cell.row] = max(feet.get(cell.row, 0.0), cell.box[3])
    return all(cell.box[1] > max((foot for row, foot in feet.items() if row < cell.row), default=0.0) - _GAP for cell in full)


def _around(known: Box | None, box: Box) -> Box:
    if known is None:
        return box
    return min(known[0], box[0]), min(known[1], box[1]), max(known[2], box[2]), max(known[3], box[3])


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

"""Lines cut into the cells of a table that no rulings part: their columns, and their rows, by where and in which order they are drawn."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.words import Word, Words

Extent = tuple[float, float]

_GAP = 0.8  # times the size: words further apart stand in different cells
_RIVER = 5.0  # points between two columns, at least, in all rows
_CLOSE = 1.1  # times the smallest distance between lines: lines so close are of one row, where others stand further apart
_LEADING = 1.5  # times the size: lines further apart are not of one row
_LEVEL = 1.5  # points: words no higher or lower stand on one line


class Part(Struct, frozen=True):
    """Words side by side in one cell, and which of the items it was cut from."""

    words: list[Word]
    line: Line
    item: int

    @property
    def extent(self) -> Extent:
        """From where to where it runs."""
        return self.words[0].x0, self.words[-1].x1

    @property
    def base(self) -> float:
        """How far down it stands."""
        return self.words[0].bottom


def cut(line: Line, item: int, words: Words) -> list[Part]:
    """The line cut where it has wide gaps."""
    found: list[list[Word]] = []
    for word in _words_of(line, words):
        if found and word.x0 - found[-1][-1].x1 < _GAP * line.size:
            found[-1].append(word)
        else:
            found.append([word])
    return [Part(part, line, item) for part in found]


def _words_of(line: Line, words: Words) -> Iterator[Word]:
    """The words of the line; between its pieces the file may draw what stands elsewhere."""
    ends = 0  # several pieces may be of one word
    for piece in line.pieces:
        first = max(ends, bisect_right(words.starts, piece.start) - 1)
        ends = bisect_left(words.starts, piece.end)
        yield from (words[index] for index in range(first, ends))


def merged(extents: Iterable[Extent]) -> list[Extent]:
    """The extents, those that meet or nearly do made one: the columns."""
    found: list[Extent] = []
    for left, right in sorted(extents):
        if found and left < found[-1][1] + _RIVER:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def column_of(part: Part, columns: Sequence[Extent]) -> int:
    """The column in which a part begins."""
    return max(0, sum(left <= part.extent[0] for left, _ in columns) - 1)


def rows_of(parts: Sequence[Part], columns: Sequence[Extent]) -> list[list[Part]]:
    """The parts in rows.

    Most programs draw cell by cell: what does not stand below the row that was begun is of the same row, and what stands below it and
    further left begins the next. Where lines are drawn across, a line that is close, or has nothing in the first column, goes on with the
    row above.
    """
    by_cells = any(after.base < before.base - _LEVEL for before, after in pairwise(parts))
    reach = _reach(parts, columns)
    rows: list[list[Part]] = []
    for part in parts:
        if not rows or (_is_below(part, rows[-1]) and not _goes_on(rows[-1], part, columns, reach, by_cells)):
            rows.append([part])
            continue
        while len(rows) > 1 and not _is_below(part, rows[-2]):
            rows[-2:] = [[*rows[-2], *rows[-1]]]
        rows[-1].append(part)
    return rows


def _reach(parts: Sequence[Part], columns: Sequence[Extent]) -> float:
    """The greatest distance from line to line within a row; 0 where all lines stand as far apart as rows."""
    bases: dict[int, set[float]] = defaultdict(set)
    for part in parts:
        bases[column_of(part, columns)].add(part.base)
    steps = [below - above for column in bases.values() for above, below in pairwise(sorted(column)) if below - above > _LEVEL]
    least, most = min(steps, default=0.0), max(steps, default=0.0)
    return _CLOSE * least if most > _CLOSE * least and least < _LEADING * parts[0].line.size else 0.0


def _goes_on(row: Sequence[Part], part: Part, columns: Sequence[Extent], reach: float, by_cells: bool) -> bool:
    """Whether what stands below a row goes on with it."""
    last, column = column_of(row[-1], columns), column_of(part, columns)
    if by_cells and column < last:
        return False
    step = part.base - max(one.base for one in row)
    return step <= reach if reach else column > 0


def _is_below(part: Part, row: Sequence[Part]) -> bool:
    return part.base > max(one.base for one in row) + _LEVEL

"""Cells between ruling lines, as pdfplumber finds them: rulings that nearly meet are one, four of their crossings make a cell.

Its algorithm is small, and importing its package takes as long as reading thirty pages; a test holds the two together.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from seclint.readers.pdf.native import Box

Edge = tuple[float, float, float]  # where the ruling stands, and from where to where it runs
_Point = tuple[float, float]
_SNAP = 3.0  # points: rulings no further apart are one, and meet


def cells_between(upright: Iterable[Box], level: Iterable[Box]) -> list[list[Box]]:
    """The cells that the rulings make, table by table from the top; a lone cell is no table."""
    columns = _merged(((left + right) / 2, top, bottom) for left, top, right, bottom in upright)
    rows = _merged(((top + bottom) / 2, left, right) for left, top, right, bottom in level)
    tables = [cells for cells in _together(_cells(columns, rows)) if len(cells) > 1]
    return sorted(tables, key=lambda cells: min((top, left) for left, top, _, _ in cells))


def open_ends(upright: Iterable[Box], level: Iterable[Box]) -> list[Box]:
    """Level rulings where upright ones end side by side without any: a row that goes on elsewhere has none below, its rest none above."""
    columns = _merged(((left + right) / 2, top, bottom) for left, top, right, bottom in upright)
    heights = [(top + bottom) / 2 for _, top, _, bottom in level]
    found: list[Box] = []
    for side in (1, 2):
        for ends in _close(sorted((column[side], column[0], 0.0) for column in columns)):
            places = {x for _, x, _ in ends}
            y = ends[0][0]
            if len(places) > 2 and not any(abs(height - y) <= 2 * _SNAP for height in heights):
                found.append((min(places), y, max(places), y))
    return found


def _merged(edges: Iterable[Edge]) -> list[Edge]:
    """The edges, those close together on one line, and those that go on one another made one; without the shortest."""
    merged: list[Edge] = []
    for group in _close(sorted(edges)):
        place = sum(map(itemgetter(0), group)) / len(group)
        _, start, end = min(group, key=itemgetter(1))
        for _, next_start, next_end in sorted(group, key=itemgetter(1)):
            if next_start > end + _SNAP:
                merged.append((place, start, end))
                start, end = next_start, next_end
            end = max(end, next_end)
        merged.append((place, start, end))
    return [edge for edge in merged if edge[2] - edge[1] > _SNAP]


def _close(edges: Sequence[Edge]) -> Iterator[list[Edge]]:
    """The sorted edges in groups whose neighbours stand close to each other."""
    group: list[Edge] = []
    for edge in edges:
        if group and edge[0] > group[-1][0] + _SNAP:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _cells(columns: Sequence[Edge], rows: Sequence[Edge]) -> Iterator[Box]:
    """The smallest cell to the lower right of each crossing that has one."""
    down, across = _crossings(columns, rows)
    below: dict[float, list[float]] = defaultdict(list)
    beside: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(down):
        below[x].append(y)
        beside[y].append(x)
    for x, y in down:
        bottoms = [bottom for bottom in below[x] if bottom > y and not down[x, y].isdisjoint(down[x, bottom])]
        rights = [right for right in beside[y] if right > x and not across[x, y].isdisjoint(across[right, y])]
        for corner in ((right, bottom) for bottom in bottoms for right in rights if (right, bottom) in down):
            right, bottom = corner
            if not down[corner].isdisjoint(down[right, y]) and not across[corner].isdisjoint(across[x, bottom]):
                yield x, y, right, bottom
                break


def _crossings(columns: Sequence[Edge], rows: Sequence[Edge]) -> tuple[dict[_Point, set[Edge]], dict[_Point, set[Edge]]]:
    """The points at which rulings meet, with the upright and the level ones that do."""
    down: dict[_Point, set[Edge]] = defaultdict(set)
    across: dict[_Point, set[Edge]] = defaultdict(set)
    heights = [row[0] for row in rows]
    for column in columns:
        x, top, bottom = column
        for row in rows[bisect_left(heights, top - _SNAP) : bisect_right(heights, bottom + _SNAP)]:
            y, left, right = row
            if left - _SNAP <= x <= right + _SNAP:
                down[x, y].add(column)
                across[x, y].add(row)
    return down, across


def _together(cells: Iterable[Box]) -> Iterable[list[Box]]:
    """The cells in tables: those that share corners, directly or through others."""
    at: dict[_Point, list[Box]] = defaultdict(list)
    listed = list(cells)
    for cell in listed:
        for corner in _corners(cell):
            at[corner].append(cell)
    met: set[Box] = set()
    for start in listed:
        table, waiting = [], [start]
        while waiting:
            cell = waiting.pop()
            if cell not in met:
                met.add(cell)
                table.append(cell)
                for corner in _corners(cell):
                    waiting += at.pop(corner, ())
        if table:
            yield table


def _corners(cell: Box) -> tuple[_Point, _Point, _Point, _Point]:
    left, top, right, bottom = cell
    return (left, top), (left, bottom), (right, top), (right, bottom)

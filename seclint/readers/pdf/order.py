"""The order in which the parts of a page are read, where it is not the one in which they were drawn."""

from collections.abc import Sequence

from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.tables import Table

_SLACK = 2.0  # points by which lines may stand higher than the one before, or over the edge of another one

_MOST = 100  # runs; a page drawn in more is left as it was drawn

Item = Line | Table


def in_order(items: Sequence[Item]) -> list[Item]:
    """The items with what was drawn late, such as a text box, at its height; what stands beside something else stays as it was drawn."""
    runs = _runs(items)
    if not 1 < len(runs) <= _MOST:
        return list(items)
    placed: list[Item] = []
    for run in runs:
        top, bottom = min(map(_top, run)), max(map(_bottom, run))
        beside = any(_top(item) < bottom - _SLACK and top < _bottom(item) - _SLACK for item in placed)
        below = next((index for index, item in enumerate(placed) if _top(item) >= bottom - _SLACK), len(placed))
        at = len(placed) if beside else below
        placed[at:at] = run
    return placed


def _runs(items: Sequence[Item]) -> list[list[Item]]:
    """The items in runs that go down the page."""
    runs: list[list[Item]] = []
    for item in items:
        if not runs or _top(item) < _top(runs[-1][-1]) - _SLACK:
            runs.append([])
        runs[-1].append(item)
    return runs


def _top(item: Item) -> float:
    return item.top if isinstance(item, Line) else item.box[1]


def _bottom(item: Item) -> float:
    return item.bottom if isinstance(item, Line) else item.box[3]

"""The order in which the parts of a page are read, where it is not the one in which they were drawn."""

from collections.abc import Sequence
from itertools import pairwise

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
        top, bottom = min(item.top for item in run), max(item.bottom for item in run)
        beside = any(item.top < bottom - _SLACK and top < item.bottom - _SLACK for item in placed)
        below = next((index for index, item in enumerate(placed) if item.top >= bottom - _SLACK), len(placed))
        at = len(placed) if beside else below
        placed[at:at] = run
    return placed


def _runs(items: Sequence[Item]) -> list[list[Item]]:
    """The items in runs that go down the page. What is drawn behind a line and to the left of it, a number in the margin, is no run's."""
    tops = [item.top for item in items]
    backs = [index for index, (above, top) in enumerate(pairwise(tops), 1) if top < above - _SLACK]
    starts = {0, len(items), *backs, *(index + 1 for index in backs if _is_left_of(items[index], items[index - 1]))}
    return [list(items[start:end]) for start, end in pairwise(sorted(starts))]


def _is_left_of(item: Item, other: Item) -> bool:
    return isinstance(item, Line) and isinstance(other, Line) and item.x1 < other.x0

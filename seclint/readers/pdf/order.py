"""The order in which the parts of a page are read, where it is not the one in which they were drawn."""

from collections.abc import Sequence
from itertools import pairwise

from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.tables import Table

_SLACK = 2.0  # points by which lines may stand higher than the one before, or over the edge of another one

_MOST = 100  # runs; a page drawn in more is left as it was drawn

_LONGEST_NUMBER = 8  # characters

Item = Line | Table


def in_order(items: Sequence[Item]) -> list[Item]:
    """The items with what was drawn late, such as a text box, at its height; what stands beside something else stays as it was drawn."""
    runs = _runs(items)
    if not 1 < len(runs) <= _MOST:
        return list(items)
    placed: list[Item] = []
    for run in runs:
        top, bottom = min(item.top for item in run), max(item.bottom for item in run)
        as_high = [other for other in placed if other.top < bottom - _SLACK and top < other.bottom - _SLACK]
        if any(_is_beside(item, other) for item in run for other in as_high):
            placed += run
            continue
        for part in [[item] for item in run] if as_high else [run]:
            at = next((index for index, item in enumerate(placed) if item.top >= max(one.bottom for one in part) - _SLACK), len(placed))
            placed[at:at] = part
    return placed


def _is_beside(item: Item, other: Item) -> bool:
    return item.top < other.bottom - _SLACK and other.top < item.bottom - _SLACK


def _runs(items: Sequence[Item]) -> list[list[Item]]:
    """The items in runs that go down the page. What is drawn behind a line and to the left of it, a number in the margin, is no run's."""
    starts = {0, len(items)}
    for index, (above, item) in enumerate(pairwise(items), 1):
        if _is_in_margin(item, above):
            starts |= {index, index + 1}
        elif item.top < above.top - _SLACK:
            starts.add(index)
    return [list(items[start:end]) for start, end in pairwise(sorted(starts))]


def _is_in_margin(item: Item, above: Item) -> bool:
    """Whether a number or so stands to the left of the line drawn before it, as high as that or higher up."""
    if not isinstance(item, Line) or not isinstance(above, Line) or len(item.text) > _LONGEST_NUMBER:
        return False
    return item.x1 < above.x0 and item.top < above.bottom - _SLACK

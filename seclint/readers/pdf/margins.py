"""How far in paragraphs begin, from the left edge of their column: odd and even pages may be set differently, and columns stand apart."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise

from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.paragraphs import Paragraph

_ENOUGH = 5  # paragraphs of two lines or more, on odd and on even pages, from which their edges can be told; or in a column
_ALIKE = 3.0  # points: what begins no further apart begins at the same place
_SHIFTED = 6.0  # points between the edges of odd and of even pages that are set differently
_APART = 60.0  # points between the right edges of two columns


def places(paragraphs: Sequence[Paragraph]) -> Callable[[int], float]:
    """A function that gives the place of each paragraph by its index."""
    firsts = [paragraph.first for paragraph in paragraphs]
    shift = _shift([paragraph.first for paragraph in paragraphs if len(paragraph.lines) > 1])
    lefts = [(line.x0 if line.dot is None else line.dot) - shift * (line.page % 2) for line in firsts]
    gaps = _gaps(lefts, [line.right - shift * (line.page % 2) for line in firsts])
    columns = [bisect_left(gaps, left) for left in lefts]
    edges: dict[int, float] = {}
    for column, left in zip(columns, lefts, strict=True):
        edges[column] = min(edges.get(column, left), left)
    return lambda index: lefts[index] - edges[columns[index]]


def _shift(lines: Sequence[Line]) -> float:
    """How much further right everything stands on even pages, whose indices are odd, than on odd ones."""
    here, there = ([line for line in lines if line.page % 2 == side] for side in (0, 1))
    if min(len(here), len(there)) < _ENOUGH:
        return 0.0
    shift = _median([line.right for line in there]) - _median([line.right for line in here])
    known = {round(line.x0 / _ALIKE) for line in here}

    def alike(by: float) -> int:
        return sum(round((line.x0 - by) / _ALIKE) in known for line in there)

    return shift if abs(shift) > _SHIFTED and alike(shift) > alike(0.0) else 0.0


def _median(values: Sequence[float]) -> float:
    """What ``statistics.median`` gives, which takes long to import."""
    ordered, half = sorted(values), len(values) // 2
    return (ordered[half] + ordered[~half]) / 2


def _gaps(lefts: Sequence[float], rights: Sequence[float]) -> list[float]:
    """Where columns end, but for the last: most lines that end further right begin there too."""
    gaps = []
    for right, next_one in pairwise(sorted(set(rights))):
        if next_one > right + _APART:
            beyond = [left > right for left, other in zip(lefts, rights, strict=True) if other > right]
            if sum(beyond) >= max(_ENOUGH, len(beyond) / 2):
                gaps.append(right)
    return gaps

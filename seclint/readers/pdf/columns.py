"""Columns: where full lines end, told from the lines that begin at the same distance from the left."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, partial

from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.measures import Measures
from seclint.readers.pdf.pages import Page

_PAGE_ENOUGH, _ENOUGH = 8, 8  # lines with the same left edge from which their right edge can be told, on a page and in all
_LONG = 0.06  # share of the lines that may run over the edge
_SHORT = 0.5  # of the width of a column: lines that all end sooner are not full
_Ends = dict[int, list[float]]  # by left edge, right edges


def set_edges(pages: Sequence[Page], measures: Measures) -> None:
    """Tell every line where the full lines of its column end; the pages of contents entries may stand further right than all text."""
    loose = [[item for item in page.items if isinstance(item, Line)] for page in pages]  # outside tables
    ends = [_ends(_text(page, lines, measures)) for page, lines in zip(pages, loose, strict=True)]
    common = _edges(_all(ends), _ENOUGH)
    margin = min((line.x0 for lines in loose for line in lines), default=0.0)
    longest = max((line.x1 for lines in loose for line in lines), default=0.0)
    for page, lines, page_ends in zip(pages, loose, ends, strict=True):
        widest = max(longest, page.width - margin)  # margins are alike on both sides, as far as can be told
        here = _edges(page_ends, _PAGE_ENOUGH)
        right = cache(partial(_right, here=here, common=common, widest=widest))  # most lines begin at the same few places
        for line in (*lines, *page.footnotes):
            line.right = right(line.x0)
        for item in page.items:
            if not isinstance(item, Line):
                for cell in item.cells:
                    for line in cell.lines:
                        line.right = cell.box[2] - 4


def _text(page: Page, lines: list[Line], measures: Measures) -> list[Line]:
    """Those of the lines of a page that are no contents entries."""
    return [line for line in lines if not measures.is_entry(line)] if page.index in measures.contents else lines


def _ends(lines: Iterable[Line]) -> _Ends:
    ends: _Ends = defaultdict(list)
    for line in lines:
        ends[round(line.x0 / 3)].append(line.x1)
    return ends


def _all(ends: Iterable[_Ends]) -> _Ends:
    """The same of all pages."""
    found: _Ends = defaultdict(list)
    for one in ends:
        for left, rights in one.items():
            found[left] += rights
    return found


def _edges(ends: _Ends, enough: int) -> dict[int, float]:
    """By left edge, where so many lines end; short ones, such as headings, end where lines do that begin further in in their column."""
    edges = {left: _edge(rights) for left, rights in ends.items() if len(rights) >= enough}
    for left in sorted(edges, reverse=True):
        further_in = (edge for further, edge in edges.items() if left < further and further * 3 <= edges[left])
        widest = max((edges[left], *further_in))
        if edges[left] - left * 3 < _SHORT * (widest - left * 3):
            edges[left] = widest
    return edges


def _edge(ends: list[float]) -> float:
    """Where all but a few lines end at the latest."""
    ends.sort()
    return ends[-1 - int(_LONG * len(ends))]


def _right(x0: float, here: dict[int, float], common: dict[int, float], widest: float) -> float:
    """Where the full lines of the column end in which a line begins."""
    left = round(x0 / 3)
    for known in (here, common):
        for near in (left, left - 1, left + 1):
            if near in known:
                return max(known[near], _around(x0, here))
    return _around(x0, here) or _around(x0, common) or widest


def _around(x0: float, known: dict[int, float]) -> float:
    """The right edge of the nearest column to the left in which the line begins; 0 when there is none."""
    column = max((left for left, right in known.items() if left * 3 <= x0 + 2 and right > x0 + 20), default=None)
    return 0.0 if column is None else known[column]

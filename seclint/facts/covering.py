"""Stretches of text that cover others: found without looking at each of them."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from seclint.model import Span


class Covering:
    """Spans, which may overlap, to be asked whether one of them holds another span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [one.start for one in ordered]
        self._farthest = list(accumulate((one.end for one in ordered), max))

    def holds(self, span: Span) -> bool:
        """Whether the span lies within one of them."""
        before = bisect_right(self._starts, span.start)
        return before > 0 and span.end <= self._farthest[before - 1]

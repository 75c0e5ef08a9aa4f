"""Dates and periods: from the trees of grammar/dates.lark to ISO values, with the precision that was written."""

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise.grammar import Match, Token, Tree
from seclint.recognise.model import Date
from seclint.recognise.points import Point, point_of
from seclint.recognise.scene import SENTENCE_END

Joint = Literal["range", "and", "comma"]

# Points that say too little to be dates: a number, a month without a year.
_UNSAID = ("bare", "open")
# Forms that the number of a section may have as well.
_FIGURES = ("dd.mm.yy", "dd.mm.yyyy", "dd-mm-yy", "dd-mm-yyyy")
_BETWEEN = compiled(r"\bbetween (?:the )?\Z", re.IGNORECASE)
_THE = compiled(r"\b[Tt]he (?:\w+day )?\Z")
_ENDS_DAY = compiled(r"[.,;:)](?!\d)|$|\n| (?:and|or|to|until|when|by|at|for|as|but|if|with|in|of (?:that|the same) month)\b")
_REACH = 1000  # characters before and behind a date; what is farther away is of another sentence
_QUARTER_STARTS = (4, 7, 10, 1)  # the months in which the quarters of a regulatory year begin


def dates_in(text: str, matches: Iterable[Match], taken: Sequence[Span] = ()) -> Iterator[Date]:
    """The dates and periods of the text, in order; numbers within the ``taken`` spans are no days.

    A day and month whose year the sentence does not tell is no date.
    """
    numbers = _Spans(taken)
    found = [date_ for match in matches for date_ in _dates(text, match, numbers)]
    dated = [point for points, _ in found for point in points if point.year and not point.inferred]
    starts = [point.start for point in dated]
    for points, joints in found:
        if not any(point.year or point.precision == "regulatory" for point in points):
            start, end = _sentence(text, points[0].start)
            _infer(points, dated[bisect_left(starts, start) : bisect_left(starts, end)])
        yield from _meant(text, points, joints)


def _infer(points: list[Point], near: Sequence[Point]) -> None:
    """Give the points the year that the other dates of the sentence have; to a bare "28th" also the month of the one before it."""
    if points[0].precision == "bare":
        before = [other for other in near if other.start < points[0].start and other.month]
        if before:
            points[0].month, points[0].precision = before[-1].month, "day"
            near = before[-1:]
        else:
            near = []
    years = {other.year for other in near}
    for point in points:
        point.year, point.inferred = years.pop() if len(years) == 1 else 0, True
        years = {point.year}


def _dates(text: str, match: Match, taken: "_Spans") -> Iterator[tuple[list[Point], list[Joint]]]:
    points: list[Point] = []
    joints: list[Joint] = []
    for child in match.tree.children:
        if not isinstance(child, Tree):
            continue
        if child.data == "link":
            joints.append("range" if _token(child, "RANGE") else "comma" if not _token(child, "AND") and _token(child, "COMMA") else "and")
        else:
            points.append(point_of(child, match.start))
            if child.data == "later":
                _take_month(points[-1], points[-2])
    if points[0].form in _FIGURES and taken.hold(points[0].start):
        return  # "Section 10.11.12" has a number
    # What is left of a list when its last members are mere numbers ("28 June 2023 and 3") is not of the date.
    while len(points) > 1 and points[-1].precision in _UNSAID:
        points.pop()
        del joints[len(points) - 1 :]
    while len(points) > 1 and points[0].precision in _UNSAID and (taken.hold(points[0].start) or not _is_list(points, joints)):
        del points[0], joints[0]
    if any(point.precision not in _UNSAID for point in points) or _stands_alone(text, points[0]):
        yield _completed(points, joints), joints


def _take_month(point: Point, before: Point) -> None:
    """Give the last day the month in front of the first one: "July 3-7, 2023"; behind "3 July" it is a mere number."""
    if before.precision == "day" and before.form in ("month d", "mon d"):
        point.month, point.precision, point.form, point.inferred = before.month, "day", f"{before.form} yyyy", True
    else:
        point.year, point.precision = 0, "bare"


def _is_list(points: Sequence[Point], joints: Sequence[Joint]) -> bool:
    """Whether the bare first point belongs to what follows: a list with commas has its "and"."""
    first = next(number for number, point in enumerate(points) if point.precision not in _UNSAID)
    return joints[first - 1] != "comma"


def _stands_alone(text: str, point: Point) -> bool:
    """Whether it is "the 28th" and no "28th attempt"."""
    return point.ordinal and bool(_THE.search(text, max(0, point.start - 8), point.start) and _ENDS_DAY.match(text, point.end))


def _completed(points: list[Point], joints: Sequence[Joint]) -> list[Point]:
    """Fill in what an end leaves to the one behind it: "3 to 28 July 2023"; a year may also come from the one before."""
    for earlier, later in zip(points[-2::-1], points[:0:-1], strict=True):
        if earlier.precision == "bare":
            earlier.month, earlier.precision, earlier.inferred = later.month, "day", True
        if earlier.precision == "open":
            earlier.precision = "month"
        if not earlier.year and later.year:
            earlier.year, earlier.inferred = later.year - (earlier.month > later.month), True
    for (earlier, later), joint in zip(pairwise(points), joints, strict=False):
        if not later.year and earlier.year:
            later.year, later.inferred = earlier.year + (joint == "range" and later.month < earlier.month), True
    return points


def _meant(text: str, points: Sequence[Point], joints: Sequence[Joint]) -> Iterator[Date]:
    """The dates that the points make: two joined by "to", or by "and" after "between", are a period."""
    index = 0
    while index < len(points):
        is_period = index < len(joints) and (
            joints[index] == "range"
            or (index == 0 and len(points) == 2 and _BETWEEN.search(text, max(0, points[0].start - 14), points[0].start))
        )
        first = _record(points[index])
        if is_period and first is not None and (last := _record(points[index + 1])) is not None:
            yield _period(first, last)
            index += 2
            continue
        if first is not None:
            yield first
        index += 1


def _period(first: Date, last: Date) -> Date:
    return Date(
        span=Span(first.span.start, last.span.end),
        value=f"{first.value.partition('/')[0]}/{last.value.rpartition('/')[2]}" if first.value and last.value else "",
        precision="period",
        form=last.form,
        inferred=first.inferred or last.inferred,
        impossible=first.impossible or last.impossible,
        part=Span(first.span.start, last.span.end),
        ends=(first, last),
    )


def _record(point: Point) -> Date | None:
    span, part = Span(point.start, point.end), point.part
    if not point.year or point.precision in _UNSAID:
        return None
    if point.precision == "regulatory":
        value = f"{point.year}-04-01/{point.year + 1}-03-31"
    elif point.precision == "quarter" and point.form == "half":
        value = f"{point.year}-01-01/{point.year}-06-30" if point.quarter == 1 else f"{point.year}-07-01/{point.year}-12-31"
    elif point.precision == "year":
        value = str(point.year)
    elif point.precision == "regulatory quarter":
        first = _QUARTER_STARTS[point.quarter - 1]
        year = point.year + (point.quarter == len(_QUARTER_STARTS))
        value = f"{year}-{first:02}-01/{year}-{first + 2:02}-{_month_days(year, first + 2)}"
    elif point.precision == "month":
        value = f"{point.year}-{point.month:02}"
    elif point.precision == "quarter":
        value = f"{point.year}-Q{point.quarter}"
    else:
        try:
            value = date(point.year, point.month, point.day).isoformat()
        except ValueError:
            return Date(span, "", "day", point.weekday, point.form, point.inferred, impossible=True, part=part)
    precision = "period" if "/" in value else point.precision
    return Date(span, value, precision, point.weekday, point.form, point.inferred, part=part)


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Where the sentence around the offset begins and ends."""
    start = 0
    for match in SENTENCE_END.finditer(text, max(0, at - _REACH), at):
        start = match.end()
    end = SENTENCE_END.search(text, at, at + _REACH)
    return max(start, at - _REACH), end.start() if end else at + _REACH


def _month_days(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _token(tree: Tree, kind: str) -> bool:
    return any(isinstance(child, Token) and child.type == kind for child in tree.children)


class _Spans:
    """Spans in text order, to be asked quickly."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans)

    def hold(self, offset: int) -> bool:
        """Whether one of them holds the character at the offset."""
        index = bisect_right(self.spans, Span(offset + 1, 0)) - 1
        return index >= 0 and offset < self.spans[index].end


def without(dates: Iterator[Date], taken: Sequence[Span]) -> Iterator[Date]:
    """The dates without the months of releases ("November 2023 SEC Release"): these are names, not dates."""
    names = _Spans(taken)
    for found in dates:
        if not any(one.precision == "month" and names.hold(one.span.start) for one in (found, *found.ends)):
            yield found

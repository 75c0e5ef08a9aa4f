"""Dates and periods: from the trees of grammar/dates.lark to ISO values, with the precision that was written."""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from seclint.model import Span
from seclint.recognise.model import Date
from seclint.recognise.scan import Match, Token, Tree, tokens_of

Joint = Literal["range", "and", "comma"]

# Points that say too little to be dates: a number, a month without a year.
_UNSAID = ("bare", "open")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.IGNORECASE)
_THE = re.compile(r"\b[Tt]he (?:\w+day )?$")
_ENDS_DAY = re.compile(r"[.,;:)](?!\d)|$|\n| (?:and|or|to|until|when|by|at|for|as|but|if|with|in|of (?:that|the same) month)\b")
_SENTENCE_END = re.compile(r"[.!?][”’\"')\]]* (?=[A-Z“‘])|\n")
_CORE = ("DAY", "MONTH", "YEAR", "SHORT_YEAR", "MONTH_YEAR", "NUMERIC", "NAMED", "ISO", "QUARTER", "REGULATORY")
_QUARTER_STARTS = (4, 7, 10, 1)  # the months in which the quarters of a regulatory year begin
_OLDEST_SHORT_YEAR = 70  # 05/04/70 is of 1970, 05/04/69 of 2069


class _Point(Struct):
    """One end of a period, or a date; numbers that are not written are 0."""

    start: int
    end: int
    precision: str
    form: str
    day: int = 0
    month: int = 0
    year: int = 0
    quarter: int = 0
    weekday: str = ""
    part: Span = Span(0, 0)
    inferred: bool = False
    ordinal: bool = False


def month_number(name: str) -> int:
    """1 for "January", "Jan." or "JAN"."""
    return _MONTHS.index(name[:3].lower()) + 1


def dates_in(text: str, matches: Iterable[Match], taken: Sequence[Span] = ()) -> Iterator[Date]:
    """The dates and periods of the text, in order; numbers within the ``taken`` spans are no days.

    A day and month whose year the sentence does not tell is no date.
    """
    numbers = _Spans(taken)
    found = [date_ for match in matches for date_ in _dates(text, match, numbers)]
    for number, (points, joints) in enumerate(found):
        if not any(point.year for point in points):
            _infer(text, points, [other for others, _ in found[:number] + found[number + 1 :] for other in others])
        yield from _meant(text, points, joints)


def _infer(text: str, points: list[_Point], others: Sequence[_Point]) -> None:
    """Give the points the year that the other dates of the sentence have; to a bare "28th" also the month of the one before it."""
    start, end = _sentence(text, points[0].start)
    near = [other for other in others if start <= other.start < end and other.year and not other.inferred]
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


def _dates(text: str, match: Match, taken: "_Spans") -> Iterator[tuple[list[_Point], list[Joint]]]:
    points: list[_Point] = []
    joints: list[Joint] = []
    for child in match.tree.children:
        if not isinstance(child, Tree):
            continue
        if child.data == "link":
            joints.append("range" if _token(child, "RANGE") else "comma" if not _token(child, "AND") and _token(child, "COMMA") else "and")
        else:
            points.append(_point(child, match.start))
    # What is left of a list when its last members are mere numbers ("28 June 2023 and 3") is not of the date.
    while len(points) > 1 and points[-1].precision in _UNSAID:
        points.pop()
        del joints[len(points) - 1 :]
    while len(points) > 1 and points[0].precision in _UNSAID and (taken.hold(points[0].start) or not _is_list(points, joints)):
        del points[0], joints[0]
    if any(point.precision not in _UNSAID for point in points) or _stands_alone(text, points[0]):
        yield _completed(points, joints), joints


def _is_list(points: Sequence[_Point], joints: Sequence[Joint]) -> bool:
    """Whether the bare first point belongs to what follows: a list with commas has its "and"."""
    first = next(number for number, point in enumerate(points) if point.precision not in _UNSAID)
    return joints[first - 1] != "comma"


def _stands_alone(text: str, point: _Point) -> bool:
    """Whether it is "the 28th" and no "28th attempt"."""
    return point.ordinal and bool(_THE.search(text, max(0, point.start - 8), point.start) and _ENDS_DAY.match(text, point.end))


def _completed(points: list[_Point], joints: Sequence[Joint]) -> list[_Point]:
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


def _meant(text: str, points: Sequence[_Point], joints: Sequence[Joint]) -> Iterator[Date]:
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
        value=f"{first.value}/{last.value}" if first.value and last.value else "",
        precision="period",
        form=last.form,
        inferred=first.inferred or last.inferred,
        impossible=first.impossible or last.impossible,
        part=Span(first.span.start, last.span.end),
        ends=(first, last),
    )


def _record(point: _Point) -> Date | None:
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
    start = 0
    for match in _SENTENCE_END.finditer(text, max(0, at - 1000), at):
        start = match.end()
    end = _SENTENCE_END.search(text, at)
    return max(start, at - 1000), end.start() if end else len(text)


def _point(tree: Tree, base: int) -> _Point:
    tokens = tokens_of(tree)
    start, end = base + tokens[0].start_pos, base + tokens[-1].end_pos
    weekdays = [token for token in tokens if token.type == "WEEKDAY"]
    core = [token for token in tokens if token.type in _CORE]
    point = _Point(start, end, precision=str(tree.data), form="")
    point.part = Span(base + core[0].start_pos, base + core[-1].end_pos)
    point.weekday = _weekday(weekdays[0]) if weekdays else ""
    for token in core:
        _take(point, token)
    point.form = point.form or _form(core)
    if point.precision == "numeric":
        point.precision = "day"
    return point


def _take(point: _Point, token: Token) -> None:
    match token.type:
        case "DAY":
            point.day, point.ordinal = int(re.sub(r"\D", "", token)), not token[-1].isdigit()
        case "MONTH":
            point.month = month_number(token)
        case "YEAR" | "SHORT_YEAR":
            point.year = _full_year(token)
        case "MONTH_YEAR":
            point.month, point.year, point.form = month_number(token), _full_year(token[-2:]), "mon-yy"
        case "QUARTER":
            _take_quarter(point, token)
        case "REGULATORY":
            _take_regulatory(point, token)
        case "ISO":
            point.year, point.month, point.day = map(int, token.split("-"))
            point.form = "yyyy-mm-dd"
        case _:
            _take_figures(point, token)


def _take_figures(point: _Point, token: Token) -> None:
    """Day first: 19.09.2023, 28/6/23, 28-Jun-2023."""
    day, month, year = re.split(r"[-./]+", token)
    point.day, point.year = int(day), _full_year(year)
    point.month = int(month) if month.isdigit() else month_number(month)
    stroke = token[len(day)]
    point.form = stroke.join(("dd", "mm" if month.isdigit() else "mon", "yyyy" if len(year) > 2 else "yy"))


def _take_quarter(point: _Point, token: Token) -> None:
    figures = [int(number) for number in re.findall(r"\d+", token)]
    point.quarter, point.year = sorted(figures[:2])
    point.form = "half" if token.startswith("H") else "quarter"
    if "/" in token and (point.year + 1) % 100 == figures[2]:
        point.precision = "regulatory quarter"


def _take_regulatory(point: _Point, token: Token) -> None:
    first, second = (int(number) for number in re.findall(r"\d+", token))
    point.form = "yyyy/yy"
    if (first + 1) % 100 == second % 100:
        point.year = first


def _full_year(written: str) -> int:
    year = int(written.lstrip("'’"))
    if year >= 100:
        return year
    return year + (1900 if year >= _OLDEST_SHORT_YEAR else 2000)


def _month_days(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _form(tokens: Sequence[Token]) -> str:
    """How the date is written, in the order of its words: "d month yyyy", "month d yyyy", "d mon yyyy", "month yyyy"."""
    names = {"DAY": "d", "YEAR": "yyyy", "SHORT_YEAR": "yy"}
    return " ".join(
        names.get(token.type) or ("month" if len(token.rstrip(".")) > 4 or token.lower() in ("may", "june", "july") else "mon")
        for token in tokens
    )


def _weekday(token: Token) -> str:
    return next(day for day in _WEEKDAYS if day.startswith(token[:3].lower()))


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
    for found in dates:
        if found.precision == "month" and any(found.span.within(span) for span in taken):
            continue
        if found.ends and any(end.precision == "month" and end.span.within(span) for end in found.ends for span in taken):
            continue
        yield replace(found)

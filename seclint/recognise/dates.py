"""Dates and periods: from the trees of grammar/dates.lark to ISO values, with the precision that was written."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from lark import Token, Tree
from msgspec import Struct
from msgspec.structs import replace

from seclint.model import Span
from seclint.recognise.model import Date
from seclint.recognise.scan import Match, grammar, tokens_of

Joint = Literal["range", "and"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BETWEEN = re.compile(r"\bbetween (?:the )?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][”’\"')\]]* (?=[A-Z“‘])|\n")
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


def month_number(name: str) -> int:
    """1 for "January", "Jan." or "JAN"."""
    return _MONTHS.index(name[:3].lower()) + 1


def dates_in(text: str) -> Iterator[Date]:
    """The dates and periods of the text, in order. A day and month whose year the sentence does not tell is no date."""
    found = [date_ for match in grammar("dates").scan(text) for date_ in _dates(match)]
    for number, (points, joints) in enumerate(found):
        if not any(point.year for point in points):
            year = _year_nearby(text, points[0].start, [other for others, _ in found[:number] + found[number + 1 :] for other in others])
            for point in points:
                point.year, point.inferred = year, True
        yield from _meant(text, points, joints)


def _dates(match: Match) -> Iterator[tuple[list[_Point], list[Joint]]]:
    points: list[_Point] = []
    joints: list[Joint] = []
    for child in match.tree.children:
        if not isinstance(child, Tree):
            continue
        if child.data == "link":
            joints.append("range" if _token(child, "RANGE") else "and")
        else:
            points.append(_point(child, match.start))
    # What is left of a list when its last members are mere numbers ("28 June 2023 and 3") is not of the date.
    while points and points[-1].precision == "bare":
        points.pop()
        del joints[len(points) - 1 :]
    if points:
        yield _completed(points), joints[: len(points) - 1]


def _completed(points: list[_Point]) -> list[_Point]:
    """Fill in what an end leaves to the one behind it: "3 to 28 July 2023"; a year may also come from the one before."""
    for earlier, later in zip(points[-2::-1], points[:0:-1], strict=True):
        if not earlier.month:
            earlier.month, earlier.precision, earlier.inferred = later.month, "day", True
        if not earlier.year and later.year:
            earlier.year, earlier.inferred = later.year - (earlier.month > later.month), True
    for earlier, later in pairwise(points):
        if not later.year:
            later.year, later.inferred = earlier.year, True
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
    if not point.year:
        return None
    if point.precision == "month":
        value = f"{point.year}-{point.month:02}"
    elif point.precision == "quarter":
        value = f"{point.year}-Q{point.quarter}"
    else:
        try:
            value = date(point.year, point.month, point.day).isoformat()
        except ValueError:
            return Date(span, "", "day", point.weekday, point.form, point.inferred, impossible=True, part=part)
    return Date(span, value, point.precision, point.weekday, point.form, point.inferred, part=part)


def _year_nearby(text: str, at: int, others: Sequence[_Point]) -> int:
    """The one year that the other dates of the sentence have, or 0."""
    start, end = _sentence(text, at)
    years = {other.year for other in others if start <= other.start < end and other.year and not other.inferred}
    return years.pop() if len(years) == 1 else 0


def _sentence(text: str, at: int) -> tuple[int, int]:
    start = 0
    for match in _SENTENCE_END.finditer(text, max(0, at - 1000), at):
        start = match.end()
    end = _SENTENCE_END.search(text, at)
    return max(start, at - 1000), end.start() if end else len(text)


def _point(tree: Tree[Token], base: int) -> _Point:
    tokens = tokens_of(tree)
    start, end = base + (tokens[0].start_pos or 0), base + (tokens[-1].end_pos or 0)
    weekdays = [token for token in tokens if token.type == "WEEKDAY"]
    core = [token for token in tokens if token.type in ("DAY", "MONTH", "YEAR", "NUMERIC", "ISO", "QUARTER")]
    point = _Point(start, end, precision=str(tree.data), form="")
    point.part = Span(base + (core[0].start_pos or 0), base + (core[-1].end_pos or 0))
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
            point.day = int(re.sub(r"\D", "", token))
        case "MONTH":
            point.month = month_number(token)
        case "YEAR":
            point.year = int(token)
        case "QUARTER":
            figures = re.findall(r"\d+", token)
            point.quarter, point.year = sorted(map(int, figures))
            point.form = "quarter"
        case "ISO":
            point.year, point.month, point.day = map(int, token.split("-"))
            point.form = "yyyy-mm-dd"
        case _:
            point.day, point.month, point.year = map(int, re.split(r"\D", token))
            stroke = re.search(r"\D", token)
            short = point.year < 100
            if short:
                point.year += 1900 if point.year >= _OLDEST_SHORT_YEAR else 2000
            point.form = (stroke[0] if stroke else ".").join(("dd", "mm", "yy" if short else "yyyy"))


def _form(tokens: Sequence[Token]) -> str:
    """How the date is written, in the order of its words: "d month yyyy", "month d yyyy", "d mon yyyy", "month yyyy"."""
    names = {"DAY": "d", "YEAR": "yyyy"}
    return " ".join(
        names.get(token.type) or ("month" if len(token.rstrip(".")) > 4 or token.lower() in ("may", "june", "july") else "mon")
        for token in tokens
    )


def _weekday(token: Token) -> str:
    return next(day for day in _WEEKDAYS if day.startswith(token[:3].lower()))


def _token(tree: Tree[Token], kind: str) -> bool:
    return any(isinstance(child, Token) and child.type == kind for child in tree.children)


def without(dates: Iterator[Date], taken: Sequence[Span]) -> Iterator[Date]:
    """The dates without the months of releases ("November 2023 SEC Release"): these are names, not dates."""
    for found in dates:
        if found.precision == "month" and any(found.span.within(span) for span in taken):
            continue
        if found.ends and any(end.precision == "month" and end.span.within(span) for end in found.ends for span in taken):
            continue
        yield replace(found)

"""The parts of a date as they are written: day, month, year, quarter, weekday, read off the trees of grammar/dates.lark."""

import re
from collections.abc import Sequence

from msgspec import Struct

from seclint.model import Span
from seclint.recognise.grammar import Token, Tree

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CORE = (
    "DAY",
    "DAY_BEHIND",
    "LAST_DAY",
    "MONTH",
    "YEAR",
    "SHORT_YEAR",
    "MONTH_YEAR",
    "NUMERIC",
    "NAMED",
    "ISO",
    "QUARTER",
    "OPEN_QUARTER",
    "REGULATORY",
)
_ORDINALS = ("first", "second", "third", "fourth")
_OLDEST_SHORT_YEAR = 70  # 05/04/70 is of 1970, 05/04/69 of 2069


class Point(Struct):
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


def point_of(tree: Tree, base: int) -> Point:
    """What a tree says that stands in a mention which begins at ``base``."""
    tokens = tree.tokens
    start, end = base + tokens[0].start_pos, base + tokens[-1].end_pos
    weekdays = [token for token in tokens if token.type == "WEEKDAY"]
    core = [token for token in tokens if token.type in _CORE]
    point = Point(start, end, precision=str(tree.data), form="")
    point.part = Span(base + core[0].start_pos, base + core[-1].end_pos)
    point.weekday = _weekday(weekdays[0]) if weekdays else ""
    for token in core:
        _take(point, token)
    point.form = point.form or _form(core)
    if point.precision == "numeric":
        point.precision = "day"
    return point


def _take(point: Point, token: Token) -> None:
    match token.type:
        case "DAY" | "DAY_BEHIND" | "LAST_DAY":
            point.day, point.ordinal = int(re.sub(r"\D", "", token)), not token[-1].isdigit()
        case "MONTH":
            point.month = month_number(token)
        case "YEAR" | "SHORT_YEAR":
            point.year = _full_year(token)
        case "MONTH_YEAR":
            point.month, point.year, point.form = month_number(token), _full_year(token[-2:]), "mon-yy"
        case "QUARTER":
            _take_quarter(point, token)
        case "OPEN_QUARTER":
            point.quarter, point.form = int(token[1:]), "quarter"
        case "REGULATORY":
            _take_regulatory(point, token)
        case "ISO":
            point.year, point.month, point.day = map(int, re.split("[-/.]", token))
            point.form = token[4].join(("yyyy", "mm", "dd"))
        case _:
            _take_figures(point, token)


def _take_figures(point: Point, token: Token) -> None:
    """Day first: 19.09.2023, 28/6/23, 28 / 6 / 2023, 28-Jun-2023."""
    written = token.replace(" ", "")
    day, month, year = re.split(r"[-./]+", written)
    point.day, point.year = int(day), _full_year(year)
    point.month = int(month) if month.isdigit() else month_number(month)
    stroke = written[len(day)]
    point.form = stroke.join(("dd", "mm" if month.isdigit() else "mon", "yyyy" if len(year) > 2 else "yy"))


def _take_quarter(point: Point, token: Token) -> None:
    figures = [int(number) for number in re.findall(r"\d+", re.sub(r"\(.*\) ", "", token))]
    ordinal = token.partition(" ")[0].lower()
    if ordinal in _ORDINALS:
        figures.insert(0, _ORDINALS.index(ordinal) + 1)
    point.quarter, year = sorted(figures[:2])
    point.year = _full_year(str(year))
    point.form = "half" if token.startswith("H") or " half " in token else "quarter"
    if "/" in token and (point.year + 1) % 100 == figures[2]:
        point.precision = "regulatory quarter"


def _take_regulatory(point: Point, token: Token) -> None:
    first, second = (int(number) for number in re.findall(r"\d+", token))
    point.form = "yyyy/yy"
    if (first + 1) % 100 == second % 100:
        point.year = _full_year(str(first))


def _full_year(written: str) -> int:
    year = int(written.lstrip("'’"))
    if year >= 100:
        return year
    return year + (1900 if year >= _OLDEST_SHORT_YEAR else 2000)


def _form(tokens: Sequence[Token]) -> str:
    """How the date is written, in the order of its words: "d month yyyy", "month d yyyy", "d mon yyyy", "month yyyy"."""
    names = {"DAY": "d", "DAY_BEHIND": "d", "LAST_DAY": "d", "YEAR": "yyyy", "SHORT_YEAR": "yy"}
    return " ".join(
        names.get(token.type) or ("month" if len(token.rstrip(".")) > 4 or token.lower() in ("may", "june", "july") else "mon")
        for token in tokens
    )


def _weekday(token: Token) -> str:
    return next(day for day in _WEEKDAYS if day.startswith(token[:3].lower()))

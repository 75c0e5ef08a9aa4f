"""The records of what is recognised in a text, each with its span."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct

from seclint.model import Span


class Reference(Struct, frozen=True):
    """A pointer to a part of a document: "SEC Sections D10.18 – D10.20", "Section 2.3 of the TAD", "page 14 of the draft TAD", "Table 4".

    ``owner`` is whose part it is: "SEC", "TAD", "TMAD", "self" (this document), "Gas Act 1986", "DCC Licence", or "" when the
    sentence does not say. ``clauses`` are the single parts meant, ranges expanded ("D10.18", "D10.19", "D10.20").
    ``kind`` is the noun: section, clause, paragraph, page, table, figure, annex, appendix, schedule, attachment, question, condition.
    ``canonical`` is how it is properly written. ``malformed`` says in a few words what is wrong with its form ("" when nothing is).
    ``order`` tells a range that runs backwards ("reversed") or from a clause to itself ("degenerate").
    """

    span: Span
    owner: str
    kind: str
    clauses: tuple[str, ...]
    canonical: str = ""
    malformed: str = ""
    order: str = ""


class Date(Struct, frozen=True):
    """A date or period as written.

    ``value`` is ISO with the precision kept: day 2023-06-28, month 2023-06, quarter 2023-Q1, year 2023, period 2014-09-12/2014-10-13;
    "" when the date is impossible. ``weekday`` is the weekday as stated, lower case, or "".
    ``form`` names how it is written: "d month yyyy",
    "dd.mm.yyyy", "month yyyy", "yyyy-mm-dd", ... ``inferred`` when a part (the year, say) comes from elsewhere in the sentence.
    A regulatory year (2022/23) and its quarters are periods of days.
    ``part`` is the span of the day-month-year words themselves, without the weekday. ``ends`` are the two dates of a period.
    """

    span: Span
    value: str
    precision: str
    weekday: str = ""
    form: str = ""
    inferred: bool = False
    impossible: bool = False
    part: Span = Span(0, 0)
    ends: tuple["Date", ...] = ()


class Version(Struct, frozen=True):
    """A version as written: "GBCS v4.2" has name "GBCS", number "4.2", written "v4.2"; ``token`` is the span of "v4.2".

    ``name`` may be inherited from a version before it ("between v4.2 and v4.3") or "" when the sentence names nothing. ``status`` is
    what the words next to it say of it, in small letters: "draft", "approved", "final", "baselined", ...
    """

    span: Span
    name: str
    number: str
    written: str
    token: Span
    status: str = ""


class Release(Struct, frozen=True):
    """A dated SEC Release, or an artefact that bears its month ("November 2023 SEC Release", "June 2023 TAD").

    ``month`` is ISO ("2023-11"). ``noun`` is what the month is bound to as written: "SEC Release", "TAD", "Testing Approach Document", ...
    """

    span: Span
    month: str
    noun: str


class Modification(Struct, frozen=True):
    """A modification ("MP216", "SECMP0062", "DP125") at its number, with the title that rides along; ``whole`` reaches over both."""

    span: Span
    id: str
    title: str = ""
    whole: Span = Span(0, 0)


class Time(Struct, frozen=True):
    """A time of day as written ("5pm", "noon", "1600 hours"), with its value in hours and minutes ("17:00")."""

    span: Span
    value: str


class Duration(Struct, frozen=True):
    """A length of time: "ten Working Days" has value 10, unit "day", working True; units are day, week, month, year, hour, minute.

    ``again`` is the number in brackets behind the first, which should be the same ("ten (10) Working Days"); without one, ``value``.
    """

    span: Span
    value: int
    unit: str
    working: bool = False
    again: int = 0


class Mentions(Struct, frozen=True):
    """Everything recognised in a text, each kind in text order."""

    references: tuple[Reference, ...] = ()
    dates: tuple[Date, ...] = ()
    versions: tuple[Version, ...] = ()
    releases: tuple[Release, ...] = ()
    modifications: tuple[Modification, ...] = ()
    durations: tuple[Duration, ...] = ()
    times: tuple[Time, ...] = ()


Mention = TypeVar("Mention", Reference, Date, Version, Release, Modification, Duration, Time)


def inside(mentions: Sequence[Mention], span: Span) -> Iterator[Mention]:
    """Those of the mentions, which stand in text order, that begin in the span; found without looking at all of them."""
    at = bisect_left(mentions, span.start, key=attrgetter("span.start"))
    while at < len(mentions) and mentions[at].span.start < span.end:
        yield mentions[at]
        at += 1

"""weekday, impossible-date: single dates that cannot be right."""

import re
from collections.abc import Iterator
from datetime import date

from seclint.checks.chronology import Order, when
from seclint.checks.found import Found, found
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.days import WEEKDAYS, bounds, in_words, redated, weekday, with_weekday
from seclint.facts.timeline import is_same, out_of_order
from seclint.facts.wording import any_of
from seclint.model import Fix, Rule, Span
from seclint.recognise import Date

_NEAR = 3  # days: a weekday is slipped by less than half a week
_YEARS = (1, -1, 2, -2)


class Weekdays(Order, frozen=True, forbid_unknown_fields=True):
    """``behind``: regular expressions of what gives the ``weekday`` of a date right behind it."""

    behind: tuple[str, ...] = ()


def weekday_of_date(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every date whose stated weekday is not the date's; the same event or day elsewhere says which of the two is wrong."""
    yield from _in_rows(facts, rule)
    yield from _behind(facts, rule)
    ended = {mention.ends[0] for mention in facts.mentions.dates if mention.ends}  # whose year stands at the other end
    first = _first_by_day(facts)
    for stated in _single(facts):
        day = _day(stated)
        if day is None or not stated.weekday or (stated.inferred and stated not in ended) or weekday(day).lower() == stated.weekday:
            continue
        right = _same_event(facts, stated) or first.get((day.day, day.month, stated.weekday))
        yield found(
            facts,
            rule,
            stated.span,
            related=[(right[0].span, rule.messages["there"])] if right else (),
            notes=[_note(facts, rule, stated, *right), *_order_notes(facts, rule, stated)] if right else (),
            fix=_fix(facts, rule, stated, right[0]) if right else Fix(_alternatives(rule, stated, day)),
            date=in_words(stated.value),
            actual=weekday(day),
            stated=stated.weekday.capitalize(),
        )


def _behind(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Dates of which the weekday is told behind them: "6 November 2031, which is a Friday"."""
    options: Weekdays = rule.options
    told = any_of(options.behind)
    for stated in _single(facts):
        match = told.match(facts.document.text, stated.span.end)
        day = _day(stated) if match is not None and not stated.weekday and not stated.inferred else None
        if match is not None and day is not None and weekday(day).lower() != match["weekday"].lower():
            span = Span(stated.span.start, match.end())
            yield found(facts, rule, span, date=in_words(stated.value), actual=weekday(day), stated=match["weekday"].capitalize())


def _in_rows(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Rows of tables in which one cell is a weekday and another one has the only date, and that on another weekday."""
    for row in (row for table in facts.tables for row in table.rows):
        names = [cell for cell in row if facts.document.quote(cell).strip().capitalize() in WEEKDAYS]
        dates = [one for one in _single(facts) if any(one.span.within(cell) for cell in row)] if len(names) == 1 else []
        day = _day(dates[0]) if len(dates) == 1 and not dates[0].weekday and not dates[0].inferred else None
        stated = facts.document.quote(names[0]).strip().capitalize() if names else ""
        if day is not None and weekday(day) != stated:
            related = [(names[0], rule.messages["row"])]
            yield found(facts, rule, dates[0].span, related=related, date=in_words(dates[0].value), actual=weekday(day), stated=stated)


def impossible_date(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every date that no calendar has; figures alone count when nothing but a day, a month and a year can be meant."""
    for stated in _single(facts):
        if stated.impossible and _is_meant(facts.document.quote(stated.part if stated.part.end else stated.span)):
            yield found(facts, rule, stated.span, date=facts.document.quote(stated.span))


def _single(facts: Facts) -> Iterator[Date]:
    """The dates one by one, both ends of a period too."""
    for stated in facts.mentions.dates:
        yield from stated.ends or (stated,)


def _is_meant(written: str) -> bool:
    """Whether impossible words are a date at all: section numbers have no year, and with the month first they may be a day."""
    figures = [int(figure) for figure in re.findall(r"\d+", written)]
    if len(figures) < 3 or re.search(r"[^\W\d]", written):
        return True
    first, month, last = figures[:3]
    if first > 1900:  # the year first, as computers write it
        return 1 <= month <= 12 and last <= 31
    return last > 1900 and not (1 <= first <= 12 and 1 <= month <= 31)


def _day(stated: Date) -> date | None:
    found = bounds(stated.value) if stated.precision == "day" and not stated.impossible else None
    return found[0] if found else None


def _same_event(facts: Facts, stated: Date) -> tuple[Date, bool] | None:
    """The date that the same event has elsewhere, when that day bears the stated weekday."""
    for event in facts.events:
        if event.date.span != stated.span:
            continue
        for other in facts.events:
            if other.date.span != stated.span and is_same(event, other) and _bears(other.date, stated.weekday):
                return other.date, True
    return None


def _first_by_day(facts: Facts) -> dict[tuple[int, int, str], tuple[Date, bool]]:
    """The first date of the document on each day of a month and weekday, of whatever year."""
    first: dict[tuple[int, int, str], tuple[Date, bool]] = {}
    for other in _single(facts):
        day = _day(other)
        if day is not None and not other.inferred:
            first.setdefault((day.day, day.month, weekday(day).lower()), (other, False))
    return first


def _bears(other: Date, name: str) -> bool:
    day = _day(other)
    return day is not None and not other.inferred and weekday(day).lower() == name


def _alternatives(rule: Rule, stated: Date, day: date) -> str:
    """Both ways out, when nothing says which of the two is wrong: the right weekday, or the days near that bear the stated one."""
    near = with_weekday(day, stated.weekday, _NEAR)
    days = [near] if near else []
    for step in _YEARS:
        other = _shifted(day, step)
        if other is not None and weekday(other).lower() == stated.weekday:
            days.append(other)
            break
    written = rule.messages["or"].join(in_words(other.isoformat()) for other in days)
    return rule.messages["either"].format(
        actual=weekday(day), date=in_words(stated.value), stated=stated.weekday.capitalize(), days=written
    )


def _shifted(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return None


def _note(facts: Facts, rule: Rule, stated: Date, other: Date, same_event: bool) -> str:
    template = rule.messages["same-event" if same_event else "same-day"]
    return template.format(place=where(facts, other.span), date=in_words(other.value), weekday=stated.weekday.capitalize())


def _order_notes(facts: Facts, rule: Rule, stated: Date) -> Iterator[str]:
    """What the stated date would put before something that must come first: the order of events speaks against it too."""
    options: Order = rule.options
    for conflict in out_of_order(facts.events, options.order):
        if conflict.suspect.date.span == stated.span:
            other = conflict.other
            yield rule.messages["order"].format(other=other.says, date=when(rule, other), place=where(facts, other.span))


def _fix(facts: Facts, rule: Rule, stated: Date, other: Date) -> Fix:
    written = facts.document.quote(stated.span)
    description = rule.messages["write"].format(date=in_words(other.value))
    return Fix(description, replace=written, with_=redated(written, stated.value, other.value))

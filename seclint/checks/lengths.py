"""Stated lengths of time, and whether they are those of two days."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from seclint.checks.found import found
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, value_of
from seclint.facts.days import in_words
from seclint.facts.wording import any_of
from seclint.facts.working_days import bank_holiday, working_days_between
from seclint.model import Finding, Rule, Span


class Lengths(Struct, frozen=True, forbid_unknown_fields=True):
    """``units``: expressions with ``{number}``, by unit (working-day, day, week, month); ``inexact``: words before that leave room.

    ``apart``: regular expressions that say the length is not that of the period in the sentence. ``begins``, right before the first of two
    days, and ``ends``, right before the second, make them a period, if they are near to each other where only a preposition, ``through``,
    leads to the second; ``sums_up`` leads to its length behind it.

    How long the consultation was open is said by ``open_for``, right before a length, and ``after_opening``, right behind it; by
    ``goes_on`` at the start of the sentence behind one that dates it; in both by ``given`` before a length with ``given_for`` behind it,
    and anywhere if that is ``to_answer``;
    by ``before_closing`` between a length and the day on which it closed, and ``later`` behind one that follows that day; and by
    ``after_own_date`` if that is the day of opening. Behind ``changed`` a length is a difference, and behind
    ``moving`` two days are those between which something was moved, not its own.

    ``ends_after`` stands between a step and a length behind the day of its end.
    ``lasts`` stands between a step of the tests and its length, ``of_step`` between a length and its step; ``longer`` behind a length
    makes it none of the step's; ``duration_of`` names a ``step`` and leads to its length;
    ``again`` takes up the step of the sentence before, ``every`` all steps that its paragraph has dated;
    behind ``each`` a length is that of both steps before it. ``to_start`` and ``to_end`` stand behind one that lies between a day and an
    edge of a ``step``, ``to_own_date`` behind one to the date of the document, and
    ``to_meeting`` to the day of the meeting in its title, ``to_opening`` and ``to_close`` to that on which the consultation opened or
    closed; behind all these ``on`` may lead to the day. ``takes_up`` begins a sentence about the day before. ``cues`` are letters
    in lower case of which some stand in every paragraph with a length. In documents of the kinds ``not_rows`` the rows of timetables are
    left alone.
    """

    cues: tuple[str, ...]

    units: dict[str, str]
    inexact: tuple[str, ...]
    apart: tuple[str, ...]
    sums_up: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    open_for: tuple[str, ...] = ()
    after_opening: tuple[str, ...] = ()
    before_closing: tuple[str, ...] = ()
    after_own_date: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    given_for: tuple[str, ...] = ()
    to_answer: tuple[str, ...] = ()
    ends_after: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    every: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()
    lasts: tuple[str, ...] = ()
    of_step: tuple[str, ...] = ()
    duration_of: str = ""
    longer: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    to_start: tuple[str, ...] = ()
    to_end: tuple[str, ...] = ()
    to_own_date: tuple[str, ...] = ()
    to_meeting: tuple[str, ...] = ()
    to_opening: tuple[str, ...] = ()
    to_close: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    takes_up: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    not_rows: tuple[str, ...] = ()


class Length(Struct, frozen=True):
    """A length of time as stated: how many of which unit, and where it is written."""

    unit: str
    number: int
    span: Span


def sentences_with_lengths(facts: Facts, options: Lengths) -> Iterator[Span]:
    """The sentences in which a length may be stated, in text order."""
    for block in facts.blocks_with(options.cues):
        yield from facts.sentences_within(block)


def lengths_in(facts: Facts, options: Lengths, within: Span) -> Iterator[Length]:
    """The lengths that a stretch of text states."""
    numbers = facts.profile.numbers
    for unit, pattern in options.units.items():
        for match in any_of((pattern,), number_pattern(numbers)).finditer(facts.document.text, within.start, within.end):
            number = value_of(match[0], numbers)
            if number:
                yield Length(unit, number, Span(*match.span()))


def mismatch(facts: Facts, rule: Rule, length: Length, days: tuple[date, date], related: Sequence[Span]) -> Iterator[Finding]:
    """The finding when the length is not that of the two days."""
    first, last = days
    actual = _actual(length.unit, first, last)
    if not _fits(length.unit, length.number, first, last, actual):
        yield found(
            facts,
            rule,
            length.span,
            related=[(span, rule.messages["period"]) for span in related],
            stated=facts.document.quote(length.span),
            actual=rule.messages[length.unit if actual != 1 else f"one-{length.unit}"].format(number=actual, inclusive=actual + 1),
            period=in_words(f"{first.isoformat()}/{last.isoformat()}"),
        )


@lru_cache(maxsize=64)
def _actual(unit: str, first: date, last: date) -> int:
    days = (last - first).days
    if unit == "working-day":
        return working_days_between(first, last)
    return {"day": days, "week": round(days / 7), "month": round(days / 30.44)}[unit]


def _fits(unit: str, number: int, first: date, last: date, actual: int) -> bool:
    """Whether a length fits: people count the first day or not, and a week may end on its Friday, or begin behind a holiday."""
    days = (last - first).days
    if unit == "week":
        most = days + _holidays_beside(first, -1) + _holidays_beside(last, 1)
        return 7 * number - 3 <= most and days <= 7 * number + 1
    if unit == "month":
        return 28 * number - 3 <= days <= 31 * number + 3
    return abs(actual - number) <= 1


def _holidays_beside(day: date, step: int) -> int:
    """How many bank holidays follow each other right before or behind a day."""
    count = 0
    while bank_holiday(day + timedelta(days=step * (count + 1))):
        count += 1
    return count

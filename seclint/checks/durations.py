"""duration: how long something is said to take, against the days on which it begins and ends."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, value_of
from seclint.facts.days import bounds, in_words
from seclint.facts.wording import alternatives, any_of
from seclint.facts.working_days import working_days_between
from seclint.model import Finding, Rule, Span
from seclint.recognise import Date


class Lengths(Struct, frozen=True, forbid_unknown_fields=True):
    """``units``: expressions with ``{number}``, by unit (working-day, day, week, month); ``inexact``: words before that leave room.

    ``apart``: regular expressions that say the length is not that of the period in the sentence. ``begins``, right before the first of two
    days, and ``ends``, right before the second, make them a period; ``sums_up`` leads to its length behind it. ``open_for``, right before
    a length, and ``after_opening``, right behind it, say that it is how long the consultation was open; so does ``before_closing``
    between the length and the day on which it closed.
    """

    units: dict[str, str]
    inexact: tuple[str, ...]
    apart: tuple[str, ...]
    sums_up: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    open_for: tuple[str, ...] = ()
    after_opening: tuple[str, ...] = ()
    before_closing: tuple[str, ...] = ()


class _Period(Struct, frozen=True):
    """Two days and where they are written; behind ``end`` only a length that is led to is theirs, with ``between`` before it."""

    span: Span
    first: date
    last: date
    end: int | None = None
    between: re.Pattern[str] = re.compile("")

    def reaches(self, text: str, start: int) -> bool:
        """Whether a length that begins there may be this period's."""
        if self.end is None or start < self.end:
            return True
        words = text[self.end : start]
        return not words.strip(" ,(–—-") or self.between.fullmatch(words) is not None


def duration(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A stated length that is not that of the period in the same sentence, and periods that end before they begin."""
    options: Lengths = rule.options
    yield from _reversed(facts, rule)
    of_consultation = list(_of_consultation(facts, rule))
    yield from of_consultation
    numbers = facts.profile.numbers
    patterns = {unit: any_of((pattern,), number_pattern(numbers)) for unit, pattern in options.units.items()}
    inexact, apart = any_of(options.inexact), any_of(options.apart)
    text = facts.document.text
    for period in (*_written(facts), *_begun_and_ended(facts, options)):
        sentence = facts.sentence(period.span)
        lengths = [(unit, match) for unit, pattern in patterns.items() for match in pattern.finditer(text, sentence.start, sentence.end)]
        if len(lengths) != 1 or apart.search(text, sentence.start, sentence.end):
            continue
        unit, match = lengths[0]
        number = value_of(match[0], numbers) if Span(*match.span()) not in {one.span for one in of_consultation} else None
        if number is None or inexact.search(text[max(sentence.start, match.start() - 25) : match.start()]):
            continue
        actual = _length(unit, period.first, period.last)
        if period.reaches(text, match.start()) and actual is not None and not _fits(unit, number, period.first, period.last, actual):
            yield _mismatch(facts, rule, Span(*match.span()), (period.first, period.last), unit, [period.span])


def _written(facts: Facts) -> Iterator[_Period]:
    """The periods of days that are written as one, where their sentence gives no other date."""
    for one in facts.mentions.dates:
        days = _days(one)
        if days is not None and _dates_in(facts, facts.sentence(one.span)) == [one]:
            yield _Period(one.span, *days)


def _begun_and_ended(facts: Facts, options: Lengths) -> Iterator[_Period]:
    """The two days of a sentence on which something begins and ends: "SIT starts on 3 March 2031 and ends on 28 March 2031"."""
    text = facts.document.text
    begins, ends = (re.compile(rf"(?:{alternatives(words)})\s*$", re.IGNORECASE) for words in (options.begins, options.ends))
    for sentence in dict.fromkeys(facts.sentence(one.span) for one in facts.mentions.dates):
        dates = _dates_in(facts, sentence)
        days = [bounds(one.value) for one in dates if one.precision == "day" and not one.impossible and not one.inferred and not one.ends]
        if len(dates) != 2 or len(days) != 2 or days[0] is None or days[1] is None or days[0] > days[1]:
            continue
        first, last = dates
        if begins.search(text[sentence.start : first.span.start]) and ends.search(text[first.span.end : last.span.start]):
            yield _Period(Span(first.span.start, last.span.end), days[0][0], days[1][0], last.span.end, any_of(options.sums_up))


def _dates_in(facts: Facts, sentence: Span) -> list[Date]:
    return [one for one in facts.mentions.dates if one.span.within(sentence)]


def _of_consultation(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """How long the consultation is said to have been open, against the days on which it opened and closed."""
    options: Lengths = rule.options
    told = {event: [one for one in facts.events if one.event == event and not one.about] for event in ("issued", "closed")}
    opened, closed = ({one.value for one in events if len(one.value) == 10} for events in told.values())
    if len(opened) != 1 or len(closed) != 1:
        return
    first, last = (date.fromisoformat(days.pop()) for days in (opened, closed))
    numbers, text = facts.profile.numbers, facts.document.text
    before, behind, later = any_of(options.open_for), any_of(options.after_opening), any_of(options.before_closing)
    sentences = dict.fromkeys(facts.sentence(one.span) for events in told.values() for one in events)
    for sentence in sentences:
        for unit, pattern in options.units.items():
            for match in any_of((pattern,), number_pattern(numbers)).finditer(text, sentence.start, sentence.end):
                number, actual = value_of(match[0], numbers), _length(unit, first, last)
                meant = (
                    before.search(text[max(sentence.start, match.start() - 60) : match.start()])
                    or behind.match(text, match.end())
                    or any(later.fullmatch(text, match.end(), one.date.span.start) for one in told["closed"])
                )
                if meant and number and actual is not None and not _fits(unit, number, first, last, actual):
                    days = [next(one for one in events if len(one.value) == 10) for events in told.values()]
                    yield _mismatch(facts, rule, Span(*match.span()), (first, last), unit, [one.span for one in days])


def _mismatch(facts: Facts, rule: Rule, length: Span, period: tuple[date, date], unit: str, dated: Sequence[Span]) -> Finding:
    """The finding on a length that is not that of a period, which is written in the ``dated`` places."""
    first, last = period
    number = _length(unit, first, last) or 0
    return found(
        facts,
        rule,
        length,
        related=[(span, rule.messages["period"]) for span in dated],
        stated=facts.document.quote(length),
        actual=rule.messages[unit].format(number=number, inclusive=number + 1),
        period=in_words(f"{first.isoformat()}/{last.isoformat()}"),
    )


def _reversed(facts: Facts, rule: Rule) -> Iterator[Found]:
    for period in facts.mentions.dates:
        if len(period.ends) == 2 and not any(end.impossible or end.inferred for end in period.ends):
            first, last = (bounds(end.value) for end in period.ends)
            if first and last and last[1] < first[0]:
                yield found(
                    facts, rule, period.span, variant="reversed", first=in_words(period.ends[0].value), last=in_words(period.ends[1].value)
                )


def _days(period: Date) -> tuple[date, date] | None:
    """The two days of a period of days that runs forwards."""
    if len(period.ends) != 2 or any(end.precision != "day" or end.impossible for end in period.ends):
        return None
    return bounds(period.value)


def _length(unit: str, first: date, last: date) -> int | None:
    days = (last - first).days
    if unit == "working-day":
        return working_days_between(first, last)
    return {"day": days, "week": round(days / 7), "month": round(days / 30.44)}[unit]


def _fits(unit: str, number: int, first: date, last: date, actual: int) -> bool:
    """Whether a length fits: people count the first day or not, and a week that ends on its Friday is one."""
    days = (last - first).days
    if unit == "week":
        return 7 * number - 3 <= days <= 7 * number + 1
    if unit == "month":
        return 28 * number - 3 <= days <= 31 * number + 3
    return abs(actual - number) <= 1

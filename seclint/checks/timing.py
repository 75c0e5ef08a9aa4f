"""events-apart, as-of-date, working-day: how far dates lie from each other, from the day of the check, and from working days."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.facts.days import bounds, in_words, weekday
from seclint.facts.events import Event
from seclint.facts.timeline import day_of
from seclint.facts.wording import alternatives
from seclint.facts.working_days import bank_holiday, is_working_day
from seclint.model import Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Date

_PROSE = ("title", "paragraph", "item", "cell")


class Apart(Struct, frozen=True, forbid_unknown_fields=True):
    """``first`` and ``last``: events by name. ``weeks`` that may lie between the two."""

    first: str
    last: str
    weeks: int


class AsOf(Struct, frozen=True, forbid_unknown_fields=True):
    """``days`` that the document's date and the day of the check may lie apart."""

    days: int


class DaysOff(Struct, frozen=True, forbid_unknown_fields=True):
    """``events`` that happen on working days. ``cues``: regular expressions of words right before a date that make it such a day."""

    events: tuple[str, ...]
    cues: tuple[str, ...]


def events_apart(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The second event where it certainly comes more weeks after the first one than there may be."""
    options: Apart = rule.options
    first, last = (_own(facts, name) for name in (options.first, options.last))
    if not last or len({event.value for event in first}) != 1:
        return
    earlier, later = bounds(first[0].value), bounds(last[0].value)
    if earlier is None or later is None:
        return
    weeks, days = divmod((later[0] - earlier[1]).days, 7)
    if (weeks, days) > (options.weeks, 0):
        yield found(
            facts, rule, last[0].span, related=[(first[0].span, rule.messages["first"])], weeks=weeks, most=options.weeks,
            first=in_words(first[0].value), last=in_words(last[0].value),
        )  # fmt: skip


def _own(facts: Facts, name: str) -> list[Event]:
    """The document's own events of that name that have happened or have a fixed day; the cover's come first."""
    events = [event for event in facts.events if event.event == name and not event.about and not event.recurring]
    return [event for event in events if event.deadline or event.modality == "fact"]


def as_of_date(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A date on the cover that is far from the day on which the document is checked."""
    options: AsOf = rule.options
    field = facts.front.fields.get("date")
    written = bounds(facts.front.date) if field is not None and facts.front.date else None
    if field is None or written is None:
        return
    if facts.as_of is None:
        yield unchecked(rule, rule.messages["unchecked"])
        return
    today = date.fromisoformat(facts.as_of)
    away = max((today - written[1]).days, (written[0] - today).days)
    if away > options.days:
        variant = "future" if written[0] > today else ""
        yield found(facts, rule, field.span, variant=variant, date=in_words(facts.front.date or ""), today=in_words(facts.as_of), days=away)


def working_day(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Meetings and deadlines at a weekend or on a bank holiday; where the stated weekday is not the date's, the date may be wrong."""
    options: DaysOff = rule.options
    for span, day in sorted({**_days_of_events(facts, options), **_days_behind_cues(facts, options)}.items()):
        if is_working_day(day):
            continue
        holiday = bank_holiday(day)
        told = in_words(day.isoformat())
        yield found(facts, rule, span, variant="holiday" if holiday else "", date=told, weekday=weekday(day), holiday=holiday)


def _days_of_events(facts: Facts, options: DaysOff) -> Mapping[Span, date]:
    events = [event for event in facts.events if event.event in options.events and (event.deadline or event.meets)]
    return {event.date.span: day for event in events if (day := day_of(event)) is not None and _is_sound(event.date)}


def _days_behind_cues(facts: Facts, options: DaysOff) -> Mapping[Span, date]:
    cues, text = compiled(rf"(?:{alternatives(options.cues)})$", re.IGNORECASE), facts.document.text
    quoted = [quotation.span for quotation in facts.pairing.quotations]
    found_days = {}
    for one in facts.mentions.dates:
        block = facts.document.block_at(one.span.start)
        days = bounds(one.value) if one.precision == "day" and not one.inferred and _is_sound(one) else None
        if days is None or block.kind not in _PROSE or any(one.span.within(quotation) for quotation in quoted):
            continue
        sentence = facts.sentence(one.span)
        if cues.search(text[sentence.start : one.span.start]):
            found_days[one.span] = days[0]
    return found_days


def _is_sound(one: Date) -> bool:
    """Whether the stated weekday, if any, is the date's."""
    days = bounds(one.value)
    return not one.impossible and days is not None and (not one.weekday or weekday(days[1]).lower() == one.weekday)

"""Days that are said to be one that the text gave before: "at that meeting of 3 May", "on the same day, 3 May", "today, 3 May"."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import found
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.wording import any_of
from seclint.model import Finding, Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Date

_DAY = len("2031-03-03")


class Taken(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions of what, right before a day, takes up an earlier one.

    ``same`` takes up the day given last, ``meeting`` that of the meeting that its section is about, ``today`` the document's own.
    """

    same: tuple[str, ...] = ()
    meeting: tuple[str, ...] = ()
    today: tuple[str, ...] = ()


def same_days(facts: Facts, rule: Rule, taken: Taken) -> Iterator[Finding]:
    """The days that are not those that they take up."""
    ways = ((taken.same, _last_before), (taken.meeting, _of_meeting))
    patterns = [(compiled(rf"(?:{any_of(words).pattern})$", re.IGNORECASE), way) for words, way in ways if words]
    today = compiled(rf"(?:{any_of(taken.today).pattern})$", re.IGNORECASE)
    for date in facts.mentions.dates:
        if date.precision != "day" or date.impossible or date.inferred or not date.value:
            continue
        sentence = facts.sentence(date.span)
        if any_of(facts.lexicon.given_up.others).search(facts.document.text, sentence.start, sentence.end):
            continue
        lead = facts.document.text[sentence.start : date.span.start]
        if facts.front.date and len(facts.front.date) == _DAY and date.value != facts.front.date and today.search(lead):
            span = facts.front.fields["date"].span if "date" in facts.front.fields else date.span
            yield _other_day(facts, rule, date, facts.front.date, span)
        for pattern, way in patterns:
            other = way(facts, date) if pattern.search(lead) else None
            if other is not None and other.value != date.value:
                yield _other_day(facts, rule, date, other.value, other.span)


def _other_day(facts: Facts, rule: Rule, date: Date, value: str, span: Span) -> Finding:
    related = [(span, rule.messages["there"])]
    return found(
        facts,
        rule,
        date.span,
        variant="same-day",
        related=related,
        date=in_words(date.value),
        other=in_words(value),
        place=where(facts, span),
    )


def _last_before(facts: Facts, date: Date) -> Date | None:
    """The only day of the paragraph before it, or of the nearest paragraph before that, in the same section, that gives one."""
    index = facts.document.block_index(date.span.start)
    section = next(iter(facts.outline.within(index)), None)
    first = section.block if section is not None else max(0, index - 1)
    for at in range(index, first - 1, -1):
        block = facts.document.blocks[at].span
        days = [one for one in facts.dates_in(block) if one.precision == "day" and one.span.end <= date.span.start]
        if days:
            return days[-1] if len({one.value for one in days}) == 1 and not days[-1].impossible else None
    return None


def _of_meeting(facts: Facts, date: Date) -> Date | None:
    """The day on which a body meets by what its section tells, if nothing else in the document is of this one."""
    section = next(iter(facts.outline.within(facts.document.block_index(date.span.start))), None)
    again = any(one.value == date.value and one.span != date.span for one in facts.mentions.dates)
    if section is None or again:
        return None
    met = [one for one in facts.events if one.meets and one.body and not one.about and one.date.span != date.span]
    here = [one.date for one in met if section.block <= facts.document.block_index(one.date.span.start) < section.end]
    return here[0] if len({one.value for one in here}) == 1 and len(here[0].value) == _DAY else None

"""A date that bears another year than all others, though the same day of one of their years is there."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.days import weekday
from seclint.facts.wording import any_of
from seclint.recognise import Date


class Years(Struct, frozen=True, forbid_unknown_fields=True):
    """``others``: how many dates of the usual year there must be besides.

    ``yearly``: regular expressions of what, in the sentence, comes back every year or is moved.
    """

    others: int = 3
    yearly: tuple[str, ...] = ()


def slipped_years(facts: Facts, options: Years) -> Iterator[tuple[Date, Date]]:
    """Days whose year no other date has, each with the same day of the year before or after, which is one of many of that year.

    A day whose weekday says that its year is wrong needs no other proof, and is not among them.
    """
    days = [
        one for one in facts.mentions.dates if one.precision == "day" and not (one.inferred or one.ends or one.impossible) and one.value
    ]
    years = Counter(one.value[:4] for one in facts.mentions.dates if one.value)
    by_day: dict[str, list[Date]] = {}
    for one in days:
        by_day.setdefault(one.value[4:], []).append(one)
    for odd in days:
        if years[odd.value[:4]] > 1 or not _stands_for_itself(odd):
            continue
        for twin in by_day[odd.value[4:]]:
            apart = abs(int(odd.value[:4]) - int(twin.value[:4]))
            if apart == 1 and years[twin.value[:4]] > options.others and not _is_yearly(facts, options, odd, twin):
                yield odd, twin
                break


def _stands_for_itself(stated: Date) -> bool:
    """Whether a day is neither the first nor the last of its month, on which years begin and end, and its weekday, if given, is right."""
    day = date.fromisoformat(stated.value)
    turns = day.day == 1 or (day + timedelta(days=1)).day == 1
    return not turns and (not stated.weekday or weekday(day).lower() == stated.weekday)


def _is_yearly(facts: Facts, options: Years, odd: Date, twin: Date) -> bool:
    """Whether one sentence holds both days, or speaks of what comes back every year or is moved."""
    sentence = facts.sentence(odd.span)
    return twin.span.within(sentence) or any_of(options.yearly).search(facts.document.text, sentence.start, sentence.end) is not None

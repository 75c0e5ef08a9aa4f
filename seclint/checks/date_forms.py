"""date-formats, ambiguous-date, modified-date, release-date, duration: how dates are written, and dates against what they belong to."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, value_of
from seclint.facts.days import bounds, in_words
from seclint.facts.wording import any_of
from seclint.model import Rule, Span
from seclint.recognise import Date

_PROSE = ("title", "paragraph", "item")
# With four figures for the year, or obliques: "3.11.10" is a section.
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|(?<=/)\d{2})")
_FIGURES = re.compile(r"[\d./-]+")
# A day in a file's name: "2024-09-19", "20240919", "19-09-2024", "19.09.2024".
_NAMED = re.compile(
    r"(?<!\d)(?:(?P<y>20\d\d)(?P<s>[-_.]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>[0-2]\d|3[01])"
    r"|(?P<day>[0-2]\d|3[01])(?P<t>[-_.])(?P<month>0[1-9]|1[0-2])(?P=t)(?P<year>20\d\d))(?!\d)"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH_FIRST = re.compile(r"[^\W\d]+\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}", re.IGNORECASE)


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """``names``: what to call each way of writing a date (figures, iso, month-first, words)."""

    names: dict[str, str]


class Distance(Struct, frozen=True, forbid_unknown_fields=True):
    """``days`` that the cover's date and the file's own may lie apart; beyond ``most`` the file was only copied or made by a program."""

    days: int
    most: int


class GoLive(Struct, frozen=True, forbid_unknown_fields=True):
    """``cues``: regular expressions of words that say a Release takes effect; ``not_yet`` of words that make it another date."""

    cues: tuple[str, ...]
    not_yet: tuple[str, ...]


class Lengths(Struct, frozen=True, forbid_unknown_fields=True):
    """``units``: expressions with ``{number}``, by unit (working-day, day, week, month); ``inexact``: words before that leave room.

    ``apart``: regular expressions that say the length is not that of the period in the sentence.
    """

    units: dict[str, str]
    inexact: tuple[str, ...]
    apart: tuple[str, ...]


def date_formats(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The first date that is written in another way than most dates of the document are."""
    options: Written = rule.options
    written = [(one, way) for one in _own_dates(facts) if (way := _way(facts.document.quote(one.part if one.part.end else one.span)))]
    ways = Counter(way for _, way in written)
    if len(ways) < 2:
        return
    (usual, _), *_ = sorted(ways.items(), key=lambda item: (-item[1], item[0] != "words"))
    common = next(one for one, way in written if way == usual)
    for way in ways:
        if way != usual:
            other = next(one for one, its in written if its == way)
            yield found(
                facts, rule, other.span, related=[(common.span, rule.messages["usual"])], way=options.names[way], usual=options.names[usual]
            )


def ambiguous_date(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Dates in figures of which the day could be the month."""
    for one in _own_dates(facts):
        match = _NUMERIC.fullmatch(facts.document.quote(one.part if one.part.end else one.span))
        if match is None or match[1] == match[3] or not (1 <= int(match[1]) <= 12 and 1 <= int(match[3]) <= 12) or not one.value:
            continue
        day = date.fromisoformat(one.value)
        yield found(facts, rule, one.span, one=in_words(one.value), other=in_words(day.replace(month=day.day, day=day.month).isoformat()))


def modified_date(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A cover that is dated otherwise than the file's name, or (a hint only) long before or after the file was last changed."""
    yield from _of_name(facts, rule)
    options: Distance = rule.options
    field, own = facts.front.fields.get("date"), facts.front.date
    modified = facts.document.properties.get("modified") or facts.document.properties.get("created") or ""
    day = re.match(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)", modified)
    if field is None or own is None or len(own) != 10 or day is None:
        return
    try:
        changed = date(int(day[1]), int(day[2]), int(day[3]))
    except ValueError:
        return
    apart = (changed - date.fromisoformat(own)).days
    if options.days < abs(apart) <= options.most:
        finding = found(facts, rule, field.span, date=in_words(own), modified=in_words(changed.isoformat()), days=abs(apart))
        yield replace(finding, severity="note")


def _of_name(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A full date in the file's name that is not the cover's."""
    field, own = facts.front.fields.get("date"), facts.front.date
    name = PurePath(facts.document.path).name
    match = _NAMED.search(name)
    if field is None or own is None or len(own) != 10 or match is None:
        return
    figures = [match[group] for group in ("y", "m", "d")] if match["y"] else [match[group] for group in ("year", "month", "day")]
    try:
        named = date(*map(int, figures)).isoformat()
    except ValueError:
        return
    if named != own:
        yield found(facts, rule, field.span, variant="name", date=in_words(own), file=name, named=in_words(named))


def release_date(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A day on which a Release is said to take effect that is not in the month of its name."""
    options: GoLive = rule.options
    cues, never = any_of(options.cues), any_of(options.not_yet)
    text = facts.document.text
    for sentence in facts.sentences:
        releases = [one for one in facts.mentions.releases if one.span.within(sentence) and "release" in one.noun.lower()]
        if len({one.month for one in releases}) != 1:
            continue
        months = [one.span for one in releases]
        dates = [one for one in facts.mentions.dates if one.span.within(sentence) and not any(one.span.overlaps(name) for name in months)]
        if len(dates) != 1 or dates[0].precision != "day" or dates[0].inferred or not dates[0].value:
            continue
        if dates[0].value.startswith(releases[0].month) or never.search(text, sentence.start, sentence.end):
            continue
        if cues.search(text, sentence.start, sentence.end):
            yield found(
                facts,
                rule,
                dates[0].span,
                related=[(releases[0].span, rule.messages["release"])],
                date=in_words(dates[0].value),
                release=in_words(releases[0].month),
            )


def duration(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A stated length that is not that of the period in the same sentence, and periods that end before they begin."""
    options: Lengths = rule.options
    yield from _reversed(facts, rule)
    numbers = facts.profile.numbers
    patterns = {unit: any_of((pattern,), number_pattern(numbers)) for unit, pattern in options.units.items()}
    inexact, apart = any_of(options.inexact), any_of(options.apart)
    text = facts.document.text
    for period in facts.mentions.dates:
        days = _days(period)
        if days is None:
            continue
        sentence = facts.sentence(period.span)
        others = [one for one in facts.mentions.dates if one.span.within(sentence) and one is not period]
        lengths = [(unit, match) for unit, pattern in patterns.items() for match in pattern.finditer(text, sentence.start, sentence.end)]
        if others or len(lengths) != 1 or apart.search(text, sentence.start, sentence.end):
            continue
        unit, match = lengths[0]
        number = value_of(match[0], numbers)
        if number is None or inexact.search(text[max(sentence.start, match.start() - 25) : match.start()]):
            continue
        actual = _length(unit, *days)
        if actual is not None and not _fits(unit, number, *days, actual):
            yield found(
                facts, rule, Span(*match.span()), related=[(period.span, rule.messages["period"])], stated=match[0],
                actual=rule.messages[unit].format(number=actual), period=in_words(period.value),
            )  # fmt: skip


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
        return working_days(first, last)
    return {"day": days, "week": round(days / 7), "month": round(days / 30.44)}[unit]


def _fits(unit: str, number: int, first: date, last: date, actual: int) -> bool:
    """Whether a length fits: people count the first day or not, and a week that ends on its Friday is one."""
    days = (last - first).days
    if unit == "week":
        return 7 * number - 3 <= days <= 7 * number + 1
    if unit == "month":
        return 28 * number - 3 <= days <= 31 * number + 3
    return abs(actual - number) <= 1


def working_days(first: date, last: date) -> int:
    """The days from the one after ``first`` up to ``last`` that are neither at a weekend nor a bank holiday in England and Wales."""
    import holidays  # a heavy package, needed only where working days are counted

    free = holidays.country_holidays("GB", subdiv="ENG", years=range(first.year, last.year + 1))
    days = (first + timedelta(days=step) for step in range(1, (last - first).days + 1))
    return sum(1 for day in days if day.weekday() < 5 and day not in free)


def _own_dates(facts: Facts) -> Iterator[Date]:
    """The single days of cover and prose that the document dates itself: none in quotations, tables or addresses."""
    cover = facts.front.cover_end
    end = facts.document.blocks[cover - 1].span.end if cover else 0
    quoted = [quotation.span for quotation in facts.pairing.quotations if quotation.kind == "double"]
    for mention in facts.mentions.dates:
        for one in mention.ends or (mention,):
            block = facts.document.block_at(one.span.start)
            told = block.kind in _PROSE or (block.kind == "cell" and one.span.end <= end)
            if told and one.precision == "day" and not any(one.span.within(quotation) for quotation in quoted):
                yield one


def _way(words: str) -> str:
    """How a date is written, "" for figures that may be none."""
    if _ISO.fullmatch(words):
        return "iso"
    if _NUMERIC.fullmatch(words):
        return "figures"
    if _FIGURES.fullmatch(words):
        return ""
    return "month-first" if _MONTH_FIRST.fullmatch(words) else "words"

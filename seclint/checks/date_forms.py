"""date-formats, ambiguous-date, modified-date, release-date: how dates are written, and dates against what they belong to."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.covering import Covering
from seclint.facts.days import in_words
from seclint.facts.wording import any_of
from seclint.model import Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Date, inside

_PROSE = ("title", "paragraph", "item")
# With four figures for the year, or obliques: "3.11.10" is a section.
_NUMERIC = compiled(r"(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|(?<=/)\d{2})")
_WHOLE_NUMERIC = compiled(r"\d(?<![\w./-].)\d?[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![\w/-])")
_MARKS = {"/": "strokes", ".": "points", "-": "hyphens"}  # between the figures of a date
_SHOWN = 3  # dates that can only be read in one way show how the others are meant
_MONTHS = 12
_FIGURES = compiled(r"[\d./-]+")
# A day in a file's name: "2024-09-19", "20240919", "19-09-2024", "19.09.2024".
_NAMED = compiled(
    r"(?<!\d)(?:(?P<y>20\d\d)(?P<s>[-_.]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>[0-2]\d|3[01])"
    r"|(?P<day>[0-2]\d|3[01])(?P<t>[-_.])(?P<month>0[1-9]|1[0-2])(?P=t)(?P<year>20\d\d))(?!\d)"
)
_ISO = compiled(r"\d{4}-\d\d-\d\d")
_MONTH_FIRST = compiled(r"[^\W\d]+\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}", re.IGNORECASE)


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """``names``: what to call each way of writing a date (strokes, points, hyphens, iso, month-first, words)."""

    names: dict[str, str]


class Distance(Struct, frozen=True, forbid_unknown_fields=True):
    """``days`` that the cover's date and the file's own may lie apart; beyond ``most`` the file was only copied or made by a program."""

    days: int
    most: int


class GoLive(Struct, frozen=True, forbid_unknown_fields=True):
    """``cues``: regular expressions of words that say a Release takes effect; ``not_yet`` of words that make it another date.

    ``whole``: of what, without the name of a Release, is the document's own.
    """

    cues: tuple[str, ...]
    whole: tuple[str, ...]
    not_yet: tuple[str, ...]


def date_formats(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The first date that is written in another way than most dates of the document are."""
    options: Written = rule.options
    orders = cache(partial(_orders, facts))
    written = [
        (one, way) for one in _own_dates(facts) if (way := _way(facts.document.quote(one.part if one.part.end else one.span), orders))
    ]
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
    """Dates in figures of which the day could be the month, unless other dates of the document show which of the two comes first."""
    orders = cache(partial(_orders, facts))
    for one in _own_dates(facts):
        match = _NUMERIC.fullmatch(facts.document.quote(one.part if one.part.end else one.span))
        if match is None or match[1] == match[3] or not (1 <= int(match[1]) <= 12 and 1 <= int(match[3]) <= 12) or not one.value:
            continue
        shown = orders().get(match[2], Counter())
        if len(shown) == 1 and shown.total() >= _SHOWN:
            continue
        day = date.fromisoformat(one.value)
        yield found(facts, rule, one.span, one=in_words(one.value), other=in_words(day.replace(month=day.day, day=day.month).isoformat()))


def _orders(facts: Facts) -> dict[str, Counter[bool]]:
    """By the mark between the figures: how many dates can only be read with the day first (True), and with the month first."""
    orders: dict[str, Counter[bool]] = {}
    for words in set(_WHOLE_NUMERIC.findall(facts.document.text)):
        match = _NUMERIC.fullmatch(words)
        if match and (int(match[1]) > 12) != (int(match[3]) > 12):
            orders.setdefault(match[2], Counter())[int(match[1]) > 12] += 1
    return orders


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
    """A full date in the file's name that the cover does not give, as its own or as that of a meeting."""
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
    cover = facts.document.blocks[: facts.front.cover_end]
    given = {one.value for block in cover for one in inside(facts.mentions.dates, block.span)}
    if named != own and named not in given:
        yield found(facts, rule, field.span, variant="name", date=in_words(own), file=name, named=in_words(named))


def release_date(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A day on which a Release is said to take effect that is not in the month of its name."""
    options: GoLive = rule.options
    told = dict.fromkeys((*_said_to_go_live(facts, options), *_gone_live(facts, any_of(options.not_yet))))
    for day, month in told:
        if not day.value.startswith(month):
            named = [(one.span, rule.messages["release"]) for one in facts.mentions.releases if one.month == month]
            named.sort(key=lambda one: not one[0].within(facts.sentence(day.span)))
            yield found(facts, rule, day.span, related=named[:1], date=in_words(day.value), release=in_words(month))


def _said_to_go_live(facts: Facts, options: GoLive) -> Iterator[tuple[Date, str]]:
    """The day of each sentence, or row, that says of one Release, and of nothing else, that it takes effect then; with its month."""
    cues, never = any_of(options.cues), any_of(options.not_yet)
    text = facts.document.text
    rows = [Span(row[0].start, row[-1].end) for table in facts.tables for row in table.rows]
    for sentence in (*facts.sentences, *rows):
        inner = list(inside(facts.mentions.dates, sentence))
        if not inner:
            continue
        releases = [one for one in inside(facts.mentions.releases, sentence) if "release" in one.noun.lower()]
        named = {one.month for one in releases} or _own_release(facts, options, sentence)
        dates = [one for one in inner if not any(one.span.overlaps(it.span) for it in releases)]
        if (
            len(named) != 1
            or len({one.value for one in dates}) != 1
            or dates[0].precision != "day"
            or dates[0].inferred
            or not dates[0].value
        ):
            continue
        told = any(_tells_of(facts, dates[0].span, Span(*cue.span())) for cue in cues.finditer(text, sentence.start, sentence.end))
        if told and not never.search(text, sentence.start, sentence.end):
            yield dates[0], named.pop()


def _tells_of(facts: Facts, day: Span, cue: Span) -> bool:
    """Whether words can be said of a day: they stand in its sentence, or in another cell of its row."""
    within = facts.sentence(day)
    return cue.within(within) or not cue.within(facts.document.block_at(day.start).span)


def _gone_live(facts: Facts, never: re.Pattern[str]) -> Iterator[tuple[Date, str]]:
    """The days on which the document's own Release is told to go live, in sentences that date other things, too; with its month."""
    own = facts.subject.release
    for event in facts.events:
        told = event.event == "went live" and not event.about and len(event.value) == 10
        if told and own and not never.search(facts.document.quote(event.span)):
            yield event.date, own


def _own_release(facts: Facts, options: GoLive, sentence: Span) -> set[str]:
    """The Release that a title above names, else the document's own, if the sentence says nothing but "the release"."""
    if not any_of(options.whole).search(facts.document.quote(sentence)):
        return set()
    around = facts.outline.within(facts.document.block_index(sentence.start))
    titled = {one.month for section in around for one in inside(facts.mentions.releases, section.heading)}
    own = facts.subject.release
    return titled or ({own} if own else set())


def _own_dates(facts: Facts) -> Iterator[Date]:
    """The single days of prose and of the cover's fields that the document dates itself: none in quotations, tables or addresses."""
    fields = [field.span for field in facts.front.fields.values()]
    quoted = Covering(quotation.span for quotation in facts.pairing.quotations if quotation.kind == "double")
    for mention in facts.mentions.dates:
        for one in mention.ends or (mention,):
            block = facts.document.block_at(one.span.start)
            told = block.kind in _PROSE or any(one.span.within(field) for field in fields)
            if told and one.precision == "day" and not quoted.holds(one.span):
                yield one


def _way(words: str, orders: Callable[[], dict[str, Counter[bool]]]) -> str:
    """How a date is written, "" for figures that may be none; figures have the month first where others certainly have the day first."""
    if _ISO.fullmatch(words):
        return "iso"
    figures = _NUMERIC.fullmatch(words)
    if figures:
        turned = int(figures[3]) > _MONTHS and any(order[True] for order in orders().values())
        return "month-first" if turned else _MARKS[figures[2]]
    if _FIGURES.fullmatch(words):
        return ""
    return "month-first" if _MONTH_FIRST.fullmatch(words) else "words"

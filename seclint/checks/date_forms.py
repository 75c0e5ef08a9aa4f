"""modified-date, release-date: dates against what they belong to."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.wording import any_of
from seclint.model import Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Date, inside

# A day in a file's name: "2024-09-19", "20240919", "19-09-2024", "19.09.2024".
_NAMED = compiled(
    r"(?<!\d)(?:(?P<y>20\d\d)(?P<s>[-_.]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>[0-2]\d|3[01])"
    r"|(?P<day>[0-2]\d|3[01])(?P<t>[-_.])(?P<month>0[1-9]|1[0-2])(?P=t)(?P<year>20\d\d))(?!\d)"
)


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

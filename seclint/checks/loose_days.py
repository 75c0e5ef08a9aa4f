"""Days of one event that are told of in words that make no event: held against the day of the event if a slip may have made them of it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.found import found
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.covering import Covering
from seclint.facts.days import days_apart, in_words
from seclint.facts.events import Event
from seclint.facts.wording import any_of, phrases
from seclint.model import Finding, Rule, Span
from seclint.recognise import Date, inside

_DAY = len("2031-03-03")
_TOLD_IN = ("paragraph", "item", "footnote")


class Loose(Struct, frozen=True, forbid_unknown_fields=True):
    """How a sentence or row with one day tells of an ``event``: each of ``words`` stands in it and none of ``unless``.

    These are regular expressions. ``body``: the body that the event is of stands there, too. ``kinds``: those of the documents.
    """

    event: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    kinds: tuple[str, ...]
    body: bool = False


class Telling(Struct, frozen=True):
    """A day with the sentence or row that it stands in."""

    date: Date
    place: Span


def loose_days(facts: Facts, rule: Rule, ways: Sequence[Loose], moved: tuple[str, ...], reach: int) -> Iterator[Finding]:
    """The days that stand once in the document, near to the only other day that it gives the event.

    ``moved``: regular expressions of what, in the paragraph, says that something was to happen on another day.
    """
    days = Counter(one.value for one in facts.mentions.dates)
    if facts.rounds.are_several:
        return
    tellings: list[Telling] | None = None
    for way in ways:
        told = [event for event in facts.events if event.event == way.event and _is_plain(event)]
        if facts.kind not in way.kinds or len({event.value for event in told}) != 1:
            continue
        tellings = [one for one in _tellings(facts) if not _is_moved(facts, one, moved)] if tellings is None else tellings
        for telling in tellings:
            near = _is_near(telling.date.value, told[0].value, reach)
            lone = 1 in (days[telling.date.value], days[told[0].value])
            if near and lone and _tells(facts, way, told[0], telling.place):
                yield _told(facts, rule, telling, told[0])


def _is_plain(event: Event) -> bool:
    return not event.about and not event.recurring and event.modality == "fact" and len(event.value) == _DAY


def _is_near(day: str, other: str, reach: int) -> bool:
    return day != other and (days_apart(day, other) <= reach or day[5:] == other[5:])


def _tellings(facts: Facts) -> Iterator[Telling]:
    """The sentences and rows with one day, of which no event is known."""
    known = Covering((*(event.date.span for event in facts.events), *(issue.row for issue in facts.history), *facts.answers.viewed))
    rows = (Span(row[0].start, row[-1].end) for table in facts.tables for row in table.rows)
    prose = (one for one in facts.sentences if facts.document.block_at(one.start).kind in _TOLD_IN)
    unsure = facts.lexicon.given_up
    for place in (*prose, *rows):
        dates = list(inside(facts.mentions.dates, place))
        if len(dates) == 1 and _is_day(dates[0]) and not (known.holds(dates[0].span) or unsure.is_told_in(facts.document.text, place)):
            yield Telling(dates[0], place)


def _is_moved(facts: Facts, telling: Telling, moved: tuple[str, ...]) -> bool:
    return any_of(moved).search(facts.document.quote(facts.document.block_at(telling.date.span.start).span)) is not None


def _is_day(date: Date) -> bool:
    return date.precision == "day" and not (date.impossible or date.inferred)


def _tells(facts: Facts, way: Loose, event: Event, place: Span) -> bool:
    """Whether a sentence may be about the event by its words."""
    text, start, end = facts.document.text, place.start, place.end
    if phrases(facts.lexicon.words.papers).search(text, start, end):
        return False
    if any_of(way.unless).search(text, start, end) or not all(any_of((words,)).search(text, start, end) for words in way.words):
        return False
    named = {body.name for match in facts.bodies.pattern.finditer(text, start, end) if (body := facts.bodies.named(match[0]))}
    return not way.body or (event.body in named if event.body else bool(named))


def _told(facts: Facts, rule: Rule, telling: Telling, event: Event) -> Finding:
    told = found(
        facts,
        rule,
        telling.date.span,
        related=[(event.span, f"{event.says} {rule.messages['day'].format(date=in_words(event.value))}")],
        event=event.says,
        date=rule.messages["day"].format(date=in_words(telling.date.value)),
        other=rule.messages["day"].format(date=in_words(event.value)),
        place=where(facts, event.span),
    )
    return replace(told, severity="warning")

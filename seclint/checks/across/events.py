"""events-agree: one event that two documents of a dossier date differently."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.across.told import told
from seclint.checks.chronology import Order
from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.dossier import DossierFacts
from seclint.facts.events import Event
from seclint.facts.timeline import dated_twice, day_of, is_same
from seclint.model import Rule


class _Told(Struct, frozen=True):
    """An event and the document that tells of it."""

    role: str
    facts: Facts
    event: Event


def events_agree(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every event that other documents date otherwise: more of them than agree with it, or as many and earlier ones."""
    options: Order = rule.options
    every = [_Told(role, facts, event) for role, facts in dossier.documents for event in _undisputed(facts, options)]
    reported: set[tuple[str, str, str]] = set()
    for index, mine in enumerate(every):
        key = (mine.facts.document.path, mine.event.event, mine.event.value)
        against = [
            other
            for place, other in enumerate(every)
            if _conflict(other, mine) and (_support(every, other), -place) > (_support(every, mine), -index)
        ]
        if not against or key in reported:
            continue
        reported.add(key)
        other = against[0]
        yield told(
            mine.facts,
            rule,
            mine.event.span,
            related=[(other.facts, other.event.span, rule.messages["there"].format(date=in_words(other.event.value)))],
            event=mine.event.says,
            date=in_words(mine.event.value),
            other=in_words(other.event.value),
            document=dossier.called(other.role),
        )


def _support(every: Sequence[_Told], one: _Told) -> int:
    """How many documents date the event so."""
    return len({other.role for other in every if other.event.value == one.event.value and is_same(other.event, one.event)})


def _undisputed(facts: Facts, options: Order) -> list[Event]:
    """The events on single days that the document itself does not date twice: of those it is told already."""
    disputed = {event for conflict in dated_twice(facts.events, options.order) for event in (conflict.first, conflict.second)}
    return [
        event
        for event in facts.events
        if event.event in options.order and event not in disputed and not event.recurring and not event.about and day_of(event) is not None
    ]


def _conflict(one: _Told, other: _Told) -> bool:
    """Whether two documents tell of the same event on different days."""
    return one.facts is not other.facts and is_same(one.event, other.event) and day_of(one.event) != day_of(other.event)

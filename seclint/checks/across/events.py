"""events-agree: one event that two documents of a dossier date differently."""

from collections.abc import Iterator

from seclint.checks.across.told import told
from seclint.checks.chronology import Order
from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.dossier import DossierFacts
from seclint.facts.events import Event
from seclint.facts.timeline import dated_twice, day_of, is_same
from seclint.model import Rule


def events_agree(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every event on a day, dated otherwise in an earlier document; plans that came out differently are no contradiction."""
    options: Order = rule.options
    documents = list(dossier.documents)
    reported: set[tuple[str, str]] = set()
    for index, (_, facts) in enumerate(documents):
        settled = _undisputed(facts, options)
        for role, other in documents[:index]:
            for mine in settled:
                theirs = next((event for event in _undisputed(other, options) if _conflict(event, mine)), None)
                if theirs is None or (mine.event, mine.value) in reported:
                    continue
                reported.add((mine.event, mine.value))
                yield told(
                    facts,
                    rule,
                    mine.span,
                    related=[(other, theirs.span, rule.messages["there"].format(date=in_words(theirs.value)))],
                    event=mine.says,
                    date=in_words(mine.value),
                    other=in_words(theirs.value),
                    document=dossier.called(role),
                )


def _undisputed(facts: Facts, options: Order) -> list[Event]:
    """The events on single days that the document itself does not date twice: of those it is told already."""
    disputed = {event for conflict in dated_twice(facts.events, options.order) for event in (conflict.first, conflict.second)}
    return [
        event
        for event in facts.events
        if event.event in options.order and event not in disputed and not event.recurring and not event.about and day_of(event) is not None
    ]


def _conflict(earlier: Event, later: Event) -> bool:
    """Whether the two are the same event on different days, both told as facts, both as plans, or a deadline."""
    return is_same(earlier, later) and day_of(earlier) != day_of(later)

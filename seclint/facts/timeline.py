"""Which events contradict each other: one event dated twice, events in the wrong order, and which of two is the wrong one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, combinations

from msgspec import Struct

from seclint.facts.days import bounds, weekday
from seclint.facts.events import Event


class Conflict(Struct, frozen=True):
    """Two events that cannot both be dated as they are; ``wrong`` is the one that other evidence speaks against, if it does."""

    first: Event
    second: Event
    wrong: Event | None = None

    @property
    def suspect(self) -> Event:
        """The event to point at: the wrong one, else the one that stands later."""
        return self.wrong or max(self.first, self.second, key=lambda event: event.span)

    @property
    def other(self) -> Event:
        """The event that the suspect contradicts."""
        return self.first if self.suspect is self.second else self.second


def day_of(event: Event) -> date | None:
    """The day of an event whose date is a single day."""
    found = bounds(event.value)
    return found[0] if found is not None and found[0] == found[1] else None


def weekday_is_wrong(event: Event) -> bool:
    """Whether the stated weekday is not the date's."""
    day = day_of(event)
    return bool(event.date.weekday and not event.date.inferred and day and weekday(day).lower() != event.date.weekday)


def is_cleared(event: Event, other: Event) -> bool:
    """Whether the other day bears the weekday stated for this one: then the date is wrong here, and not the weekday."""
    day = day_of(other)
    return day is not None and weekday(day).lower() == event.date.weekday


def is_same(one: Event, other: Event) -> bool:
    """Whether two events are one and the same: same kind, nothing that tells them apart, and a thing in common."""
    return (
        one.event == other.event
        and not one.about
        and not other.about
        and (one.modality == other.modality or one.deadline)
        and (one.body == other.body or not one.body or not other.body)
        and _same_actor(one, other)
        and (bool(set(one.things) & set(other.things)) or not one.things or not other.things or _same_day_of_year(one, other))
    )


def _same_actor(one: Event, other: Event) -> bool:
    """Whether nobody else acts; what is shown to a body is looked at by it: "DCC took it to TAG", "TAG discussed it"."""
    if one.body and one.body == other.body and one.body in (one.actor, other.actor):
        return True
    return one.actor == other.actor or not one.actor or not other.actor


def dated_twice(events: Sequence[Event], order: Sequence[str]) -> Iterator[Conflict]:
    """Every two tellings of one event whose dates exclude each other. Recurring events may: only a slip of the year counts for them."""
    evidence = _Evidence(events, order)
    for one, other in combinations(events, 2):
        if is_same(one, other) and _apart(one, other) and (_same_day_of_year(one, other) or not (one.recurring or other.recurring)):
            yield Conflict(one, other, evidence.wrong(one, other))


def told_of_other_things(events: Sequence[Event], names: Sequence[str]) -> Iterator[tuple[Event, Event]]:
    """Every two tellings of one event, on one day or on that day of another year, each about something that the other one leaves out."""
    told = [event for event in events if event.event in names and event.modality == "fact" and not event.recurring]
    for one, other in combinations(told, 2):
        mine, theirs = set(one.things), set(other.things)
        if mine - theirs and theirs - mine and is_same(one, other) and _same_day_of_year(one, other):
            yield one, other


def out_of_order(events: Sequence[Event], order: Sequence[str]) -> Iterator[Conflict]:
    """Every two events of which the one that must come first is certainly dated after the other; the earlier one is ``first``."""
    ranks = {event: rank for rank, event in enumerate(order)}
    known = [event for event in events if event.event in ranks and not event.about]
    pairs = [
        (earlier, later) for earlier in known for later in known if ranks[earlier.event] < ranks[later.event] and _precedes(later, earlier)
    ]
    against = Counter(chain.from_iterable(pairs))
    for earlier, later in pairs:
        yield Conflict(earlier, later, _heavier(earlier, later, {event: (_weight(event), against[event]) for event in (earlier, later)}))


def _apart(one: Event, other: Event) -> bool:
    return _precedes(one, other) or _precedes(other, one)


def _precedes(one: Event, other: Event) -> bool:
    """Whether one event is certainly over before the other begins, as far as the precision of the dates goes."""
    mine, theirs = bounds(one.value), bounds(other.value)
    return mine is not None and theirs is not None and mine[1] < theirs[0]


def _same_day_of_year(one: Event, other: Event) -> bool:
    mine, theirs = day_of(one), day_of(other)
    return mine is not None and theirs is not None and (mine.month, mine.day) == (theirs.month, theirs.day)


class _Evidence:
    """What else a document says that tells which of two dates is wrong."""

    def __init__(self, events: Sequence[Event], order: Sequence[str]) -> None:
        self._events, self._order = events, order
        self._agreeing: dict[Event, int] = {}

    def wrong(self, one: Event, other: Event) -> Event | None:
        """The event that more speaks against, if there is one."""
        evidence = {}
        for event in (one, other):
            weight = _weight(event) if not weekday_is_wrong(event) or is_cleared(event, other if event is one else one) else 0
            evidence[event] = (weight, self._against[event], -self._agreeing_with(event))
        return _heavier(one, other, evidence)

    @cached_property
    def _against(self) -> Counter[Event]:
        """How often each event is out of order."""
        return Counter(event for conflict in out_of_order(self._events, self._order) for event in (conflict.first, conflict.second))

    def _agreeing_with(self, event: Event) -> int:
        """How many others give the event the same date."""
        if event not in self._agreeing:
            self._agreeing[event] = sum(third is not event and is_same(event, third) and not _apart(event, third) for third in self._events)
        return self._agreeing[event]


def _weight(event: Event) -> int:
    """What the stated weekday says about the date: 1 against it, -1 for it, 0 when none is stated."""
    if not event.date.weekday or day_of(event) is None:
        return 0
    return 1 if weekday_is_wrong(event) else -1


def _heavier(one: Event, other: Event, evidence: Mapping[Event, tuple[int, ...]]) -> Event | None:
    if evidence[one] == evidence[other]:
        return None
    return one if evidence[one] > evidence[other] else other

"""events-agree: one event, or one step of the tests, that two documents of a dossier date differently."""

from collections.abc import Iterator, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.across.closing_day import closing_days
from seclint.checks.across.lone_days import LoneDays
from seclint.checks.across.told import told
from seclint.checks.chronology import Order
from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.facts.days import bounds, in_words
from seclint.facts.dossier import DossierFacts
from seclint.facts.events import Event
from seclint.facts.milestones import Milestone
from seclint.facts.sessions import Session
from seclint.facts.timeline import dated_twice, day_of, is_same
from seclint.model import Finding, Rule, Span

_TOGETHER = (("consultation", "draft-tad"), ("conclusions", "tad"), ("conclusions", "report"), ("tad", "report"))
"""Documents of one time: between the draft and the final document a plan may change."""


class Agreed(Order, frozen=True, forbid_unknown_fields=True):
    """``order`` as in Order. ``planned``: events that are told of as plans and as facts alike ("goes live", "will go live").

    ``single``: events of which a dossier has one, whatever a document says that it was: the consultation, or the draft, was issued.
    ``reach``: days up to which a day that nothing else in the dossier has may be a slip for another one. ``shared``: words around both of
    them from which on they are said of the same thing.
    """

    planned: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    reach: int = 14
    shared: int = 3


class _Told(Struct, frozen=True):
    """An event and the document that tells of it."""

    role: str
    facts: Facts
    event: Event


def events_agree(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every event that other documents date otherwise: more of them than agree with it, or as many and earlier ones; and every step."""
    found = list(_events(dossier, rule))
    yield from found
    known = {(one.path, one.span) for one in found} | {(other.path, other.span) for one in found for other in one.related}
    others = [*_steps(dossier, rule, known), *_sessions(dossier, rule), *closing_days(dossier, rule)]
    yield from others
    told_of = [(one.path, one.span) for one in (*found, *others)]
    for lone in LoneDays(dossier, rule).findings():
        if not any(path == lone.path and span.overlaps(lone.span) for path, span in told_of):
            yield lone


def _events(dossier: DossierFacts, rule: Rule) -> Iterator[Finding]:
    options: Agreed = rule.options
    every = [_Told(role, facts, event) for role, facts in dossier.documents for event in _undisputed(facts, options)]
    reported: set[tuple[str, str, str]] = set()
    for index, mine in enumerate(every):
        key = (mine.facts.document.path, mine.event.event, mine.event.value)
        against = [
            other
            for place, other in enumerate(every)
            if _conflict(other, mine, options) and (_support(every, other), -place) > (_support(every, mine), -index)
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


def _steps(dossier: DossierFacts, rule: Rule, known: Set[tuple[str, Span]]) -> Iterator[Finding]:
    """The steps that two documents of one time date differently; those whose dates are ``known`` to conflict are left out."""
    for one, other in _TOGETHER:
        mine, theirs = dossier.get(one), dossier.get(other)
        if mine is None or theirs is None:
            continue
        for key in dict.fromkeys(milestone.key for milestone in mine.milestones):
            here, there = ([milestone for milestone in facts.milestones if milestone.key == key] for facts in (mine, theirs))
            odd = _odd(mine, here, there)
            if odd is None or _is_known(mine, [odd], known):
                continue
            yield told(
                mine,
                rule,
                odd.span,
                related=[(theirs, there[0].span, rule.messages["there"].format(date=in_words(there[0].value)))],
                event=odd.says,
                date=in_words(odd.value),
                other=in_words(there[0].value),
                document=dossier.called(other),
            )


def _sessions(dossier: DossierFacts, rule: Rule) -> Iterator[Finding]:
    """The sessions, of which a document has one by that name, that another document with one dates differently."""
    seen: dict[str, tuple[str, Facts, Session]] = {}
    for role, facts in dossier.documents:
        for name in dict.fromkeys(session.name for session in facts.sessions):
            mine = [session for session in facts.sessions if session.name == name]
            if len({session.value for session in mine}) != 1:
                continue
            where, there, other = seen.setdefault(name, (role, facts, mine[0]))
            if other.value != mine[0].value:
                yield told(
                    facts,
                    rule,
                    mine[0].span,
                    related=[(there, other.span, rule.messages["there"].format(date=in_words(other.value)))],
                    event=rule.messages["session"].format(name=name),
                    date=in_words(mine[0].value),
                    other=in_words(other.value),
                    document=dossier.called(where),
                )


def _odd(facts: Facts, here: Sequence[Milestone], there: Sequence[Milestone]) -> Milestone | None:
    """The date of a step that another document does not have, if that has the step: the only one, or one in prose beside right ones."""
    strange = [step for step in here if not any(_agree(step, again) for again in there)]
    if not strange or not there:
        return None
    in_table = facts.document.block_at(strange[0].span.start).cell is not None  # where each of several rows may be right
    if len(strange) == len(here):
        return strange[0]
    return strange[0] if len(strange) == 1 and not in_table and len({step.value for step in there}) == 1 else None


def _agree(one: Milestone, other: Milestone) -> bool:
    """Whether two dates may be the same, as far as their precision goes."""
    mine, theirs = bounds(one.value), bounds(other.value)
    return mine is None or theirs is None or (mine[0] <= theirs[1] and theirs[0] <= mine[1])


def _is_known(facts: Facts, steps: Sequence[Milestone], known: Set[tuple[str, Span]]) -> bool:
    return any(path == facts.document.path and span.overlaps(step.span) for path, span in known for step in steps)


def _support(every: Sequence[_Told], one: _Told) -> int:
    """How many documents date the event so."""
    return len({other.role for other in every if other.event.value == one.event.value and is_same(other.event, one.event)})


def _undisputed(facts: Facts, options: Order) -> list[Event]:
    """The events on single days that the document itself does not date twice: of those it is told already."""
    disputed = {event for conflict in dated_twice(facts.events, options.order) for event in (conflict.first, conflict.second)}
    told = (event for event in facts.events if not any(event.span.within(issue.row) for issue in facts.history))  # which DOS009 reads
    return [
        event
        for event in told
        if event.event in options.order and event not in disputed and not event.recurring and not event.about and day_of(event) is not None
    ]


def _conflict(one: _Told, other: _Told, options: Agreed) -> bool:
    """Whether two documents tell of the same event on different days."""
    if one.facts is other.facts or day_of(one.event) == day_of(other.event):
        return False
    if one.event.event in options.single:
        return is_same(replace(one.event, things=()), other.event)
    if one.event.event in options.planned and {one.role, other.role} in map(set, _TOGETHER):
        return is_same(one.event, replace(other.event, modality=one.event.modality))
    return is_same(one.event, other.event)

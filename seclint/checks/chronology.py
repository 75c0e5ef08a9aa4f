"""event-dates, event-order, event-descriptions: events that cannot all be as the document dates them, or tells of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.found import Found, found
from seclint.checks.loose_days import Loose, loose_days
from seclint.checks.places import where
from seclint.checks.same_day import Taken, same_days
from seclint.checks.tense import Tense, out_of_tense
from seclint.checks.years import Years, slipped_years
from seclint.facts import Facts
from seclint.facts.covering import Covering
from seclint.facts.days import in_words, redated, weekday
from seclint.facts.events import Event
from seclint.facts.milestones import Milestone
from seclint.facts.timeline import Conflict, dated_twice, day_of, is_cleared, out_of_order, told_of_other_things, weekday_is_wrong
from seclint.model import Finding, Fix, Rule, Span
from seclint.recognise import inside

_EDGES = ("start", "end")
_DAY, _MONTH = len("2031-03-03"), len("2031-03")
_CLOSED = "closed"
_REACH = 3000  # characters between a day and the one that it made way for
_ROUND = ("issued", _CLOSED)


class Order(Struct, frozen=True, forbid_unknown_fields=True):
    """``order``: the events of registers/events.toml in the order in which they must happen; ``also``: another such order."""

    order: tuple[str, ...]
    also: tuple[str, ...] = ()


class Dates(Order, frozen=True, forbid_unknown_fields=True):
    """``order`` as in Order; ``steps_in``: the kinds of document in which the steps of the tests have one date each.

    ``loosely``: how events are told of in other words than those of the register, of days at most ``reach`` apart and not
    ``moved``. ``years``: when a day is taken for that of another year; ``taken``: how a day is taken up again.
    """

    steps_in: tuple[str, ...] = ()
    loosely: tuple[Loose, ...] = ()
    moved: tuple[str, ...] = ()
    reach: int = 0
    years: Years = Years()
    taken: Taken = Taken()


def event_dates(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every event that is dated twice, and differently, and every step of the tests that is; what is both is reported once."""
    options: Dates = rule.options
    twice = list(_of_one_round(facts, dated_twice(facts.events, options.order)))
    conflicts = list(_reported(facts, rule, twice))
    yield from conflicts
    yield from _of_other_years(facts, rule, conflicts)
    yield from same_days(facts, rule, options.taken)
    loose = loose_days(facts, rule, options.loosely, options.moved, options.reach)
    yield from (one for one in loose if not any(one.span.overlaps(other.span) for other in conflicts))
    if facts.kind in options.steps_in:
        yield from (step for step in _steps(facts, rule) if not any(step.span.overlaps(one.span) for one in conflicts))


def _of_other_years(facts: Facts, rule: Rule, conflicts: Sequence[Finding]) -> Iterator[Finding]:
    """Days that bear another year than the same day elsewhere, where no event has told so."""
    for odd, twin in slipped_years(facts, rule.options.years):
        if any(one.span.overlaps(odd.span) for one in conflicts):
            continue
        quote, year = facts.document.quote(odd.span), odd.value[:4]
        right = quote.replace(year, twin.value[:4])
        fix = Fix(rule.messages["perhaps"].format(date=right), replace=quote, with_=right)
        related = [(twin.span, rule.messages["twin"])]
        slip = found(facts, rule, odd.span, variant="year", related=related, fix=fix, date=in_words(odd.value), year=year)
        yield replace(slip, severity="warning")


def _steps(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """The beginnings and ends of steps that are on two days; a step that one table dates more than once may have several.

    What is an event of the consultation is none of the tests.
    """
    told: dict[tuple[frozenset[str], str], list[Milestone]] = {}
    events = Covering(event.date.span for event in facts.events)
    for one in facts.milestones:
        if one.key[1] in _EDGES and len(one.value) == _DAY and not any(events.holds(date.span) for date in facts.dates_in(one.span)):
            told.setdefault(one.key, []).append(one)
    for same in told.values():
        tables = [cell.table for one in same if (cell := facts.document.block_at(one.span.start).cell) is not None]
        first, other = same[0], next((one for one in same if one.value != same[0].value), None)
        if other is not None and len(tables) == len(set(tables)) and len({one.value for one in same}) == 2:
            yield found(
                facts,
                rule,
                other.span,
                related=[(first.span, f"{first.says} {rule.messages['day'].format(date=in_words(first.value))}")],
                event=other.says,
                date=rule.messages["day"].format(date=in_words(other.value)),
                other=rule.messages["day"].format(date=in_words(first.value)),
                place=where(facts, first.span),
            )


class Course(Order, frozen=True, forbid_unknown_fields=True):
    """``order`` and ``also`` as in Order; ``tense``: how days are told of as past, or as still to come."""

    tense: Tense = Tense()


def event_order(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every event that is dated before one that must come first, and days that the document's own date makes past or future."""
    options: Course = rule.options
    rank = tuple(dict.fromkeys((*options.order, *options.also))).index
    conflicts = dict.fromkeys(conflict for order in (options.order, options.also) for conflict in out_of_order(facts.events, order))
    told = list(
        _reported(facts, rule, sorted(_of_one_round(facts, conflicts), key=lambda one: rank(one.second.event) - rank(one.first.event)))
    )
    yield from told
    yield from out_of_tense(facts, rule, options.tense, _places(told))


def _of_one_round(facts: Facts, conflicts: Iterable[Conflict]) -> Iterator[Conflict]:
    """The conflicts whose two events cannot be steps of different consultations."""
    found = list(conflicts)
    several = bool(found) and _is_about_several_releases(facts)
    for conflict in found:
        apart = several and not _titled(facts, conflict.first) & _titled(facts, conflict.second)
        earlier = _is_earlier_round(facts, conflict) or _made_way(facts, conflict)
        if not (apart or earlier or facts.rounds.parts(conflict.first, conflict.second)):
            yield conflict


def _made_way(facts: Facts, conflict: Conflict) -> bool:
    """Whether a closing day made way for a later one: "by 6 February. DCC moved that deadline by a week. It closed on 13 February"."""
    first, last = sorted((conflict.first, conflict.second), key=lambda event: event.date.span)
    far = last.date.span.start - first.date.span.end > _REACH
    if far or {first.event, last.event} != {_CLOSED} or first.value >= last.value:
        return False
    return facts.lexicon.extended.search(facts.document.text, first.date.span.end, last.date.span.start) is not None


def _is_about_several_releases(facts: Facts) -> bool:
    """Whether parts of the document, such as items of minutes, are about different Releases by their headings."""
    return len({month for section in facts.outline.sections for month in _named_in(facts, section.heading)}) > 1


def _is_earlier_round(facts: Facts, conflict: Conflict) -> bool:
    """Whether a consultation tells of one that was held in some month: its own has a day."""
    months = [event for event in (conflict.first, conflict.second) if len(event.date.value) == _MONTH and event.event in _ROUND]
    return facts.kind == "consultation" and bool(months)


def _titled(facts: Facts, event: Event) -> set[str]:
    around = facts.outline.within(facts.document.block_index(event.span.start))
    return {month for section in around for month in _named_in(facts, section.heading)}


def _named_in(facts: Facts, heading: Span) -> Iterator[str]:
    return (one.month for one in inside(facts.mentions.releases, heading) if one.span.within(heading))


def _places(findings: Sequence[Finding]) -> list[Span]:
    """Where findings stand, and what they are held against."""
    return [span for one in findings for span in (one.span, *(related.span for related in one.related))]


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """``events``: those of registers/events.toml that may be told of in two ways."""

    events: tuple[str, ...]


def event_descriptions(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every event that is told of twice, each time with something that the other telling does not have."""
    options: Told = rule.options
    for first, second in told_of_other_things(facts.events, options.events):
        there, here = sorted((first, second), key=lambda event: event.span)
        yield found(
            facts,
            rule,
            here.span,
            related=[(there.span, rule.messages["there"])],
            here=facts.document.quote(facts.sentence(here.span)),
            there=facts.document.quote(facts.sentence(there.span)),
            place=where(facts, there.span),
        )


def _reported(facts: Facts, rule: Rule, conflicts: Sequence[Conflict]) -> Iterator[Finding]:
    """One finding for each event that contradicts others, the one in most contradictions first; what it explains is not told again."""
    left = list(conflicts)
    while left:
        suspect, _ = Counter(conflict.suspect for conflict in left).most_common(1)[0]
        mine = [conflict for conflict in left if suspect in (conflict.first, conflict.second)]
        left = [conflict for conflict in left if suspect not in (conflict.first, conflict.second)]
        yield _finding(facts, rule, suspect, mine)


def _finding(facts: Facts, rule: Rule, suspect: Event, conflicts: Sequence[Conflict]) -> Finding:
    others = [conflict.second if conflict.first == suspect else conflict.first for conflict in conflicts]
    other = others[0]
    variant = "" if other.event == suspect.event else "too-early" if suspect == conflicts[0].second else "too-late"
    return found(
        facts,
        rule,
        suspect.span,
        variant=variant,
        related=[(one.span, _told(rule, one)) for one in others],
        notes=_notes(rule, suspect, other),
        fix=_fix(facts, rule, suspect, other, conflicts[0]),
        event=suspect.says,
        date=when(rule, suspect),
        other=when(rule, other),
        other_event=other.says,
        place=where(facts, other.span),
    )


def _told(rule: Rule, event: Event) -> str:
    return f"{event.says} {when(rule, event)}"


def when(rule: Rule, event: Event) -> str:
    """The date of an event with its preposition, by the rule's messages ``day`` and ``period``."""
    return rule.messages["day" if day_of(event) else "period"].format(date=in_words(event.value))


def _notes(rule: Rule, suspect: Event, other: Event) -> Iterator[str]:
    day = day_of(suspect)
    if day is not None and weekday_is_wrong(suspect) and (other.event != suspect.event or is_cleared(suspect, other)):
        yield rule.messages["weekday"].format(date=in_words(suspect.value), actual=weekday(day), stated=suspect.date.weekday.capitalize())


def _fix(facts: Facts, rule: Rule, suspect: Event, other: Event, conflict: Conflict) -> Fix | None:
    """The other date, when the evidence says that this one is wrong and both tell of the same event."""
    if conflict.wrong != suspect or suspect.event != other.event or day_of(suspect) is None or day_of(other) is None:
        return None
    written = facts.document.quote(suspect.date.span)
    if suspect.value != suspect.date.value:
        return None
    return Fix(
        rule.messages["write"].format(date=in_words(other.value)), replace=written, with_=redated(written, suspect.value, other.value)
    )

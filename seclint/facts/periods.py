"""From when to when the steps of the tests last, as far as their milestones say so in one way only."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from seclint.facts.milestones import Milestone
from seclint.model import Span

_ISO_DAY = len("2031-03-03")

Step = frozenset[str]
"""What tells a step from others, as in the key of a Milestone."""


class Period(Struct, frozen=True):
    """The days on which a step begins and ends, and where they are told."""

    first: date
    last: date
    spans: tuple[Span, ...]


def periods_of(milestones: Sequence[Milestone]) -> Mapping[Step, Period]:
    """The steps of which the document gives one beginning and one end behind it.

    A step in parts ("SIT-A", "SIT-B") lasts as long as all of them.
    """
    edges: dict[Step, dict[str, dict[str, Span]]] = {}
    for one in milestones:
        step, edge = one.key
        if len(one.value) == _ISO_DAY:
            edges.setdefault(step, {}).setdefault(edge, {}).setdefault(one.value, one.span)
    told = {step: known for step, known in edges.items() if all(len(known.get(edge, ())) == 1 for edge in ("start", "end"))}
    periods = {step: period for step, known in told.items() if (period := _period(known)).first <= period.last}
    stems = {name.partition("-")[0] for step in periods for name in step if len(step) == 1 and "-" in name}
    for stem in stems - {name for step in edges for name in step}:
        parts = [period for step, period in periods.items() if len(step) == 1 and next(iter(step)).startswith(f"{stem}-")]
        if len(parts) > 1:
            spans = tuple(span for part in parts for span in part.spans)
            periods[frozenset([stem])] = Period(min(part.first for part in parts), max(part.last for part in parts), spans)
    return periods


def _period(edges: Mapping[str, Mapping[str, Span]]) -> Period:
    (start, at), (end, until) = (next(iter(edges[edge].items())) for edge in ("start", "end"))
    return Period(date.fromisoformat(start), date.fromisoformat(end), (at, until))

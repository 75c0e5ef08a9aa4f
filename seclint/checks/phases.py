"""How the tables of test phases are told from others."""

from collections.abc import Iterator

from msgspec import Struct

from seclint.facts import Facts
from seclint.model import Span


class Phases(Struct, frozen=True, forbid_unknown_fields=True):
    """``phase``, ``start``, ``end``, ``entry``, ``exit``: heads of columns. ``order``: phases in their order, each with its names.

    ``parallel``: words that say that phases run side by side, ``sequential``: regular expressions of what says that they do not; ``over``:
    of what, right behind the name of a phase in an entry criterion, says that it must have ended. ``entering`` and ``leaving``: regular
    expressions of what says in a sentence when a phase may begin or end; ``shared``: words by which criteria are those of all phases.
    """

    phase: tuple[str, ...]
    start: tuple[str, ...]
    end: tuple[str, ...]
    entry: tuple[str, ...] = ()
    exit: tuple[str, ...] = ()
    order: tuple[tuple[str, ...], ...] = ()
    parallel: tuple[str, ...] = ()
    sequential: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    entering: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


def dated_phases(facts: Facts, options: Phases) -> Iterator[tuple[str, Span, tuple[str, Span], tuple[str, Span]]]:
    """The phases of the tables that date them: name, its place, start and end, each an ISO day and its place."""
    for table in facts.tables:
        phase, start, end = table.column(options.phase), table.column(options.start), table.column(options.end)
        if phase is None or start is None or end is None or start == end:
            continue
        for row in table.rows:
            days = [_day(facts, row[column]) for column in (start, end)]
            name = facts.document.quote(row[phase])
            if name and days[0] is not None and days[1] is not None:
                yield name, row[phase], days[0], days[1]


def _day(facts: Facts, cell: Span) -> tuple[str, Span] | None:
    dates = [date for date in facts.dates_in(cell) if date.precision == "day" and not date.impossible]
    return (dates[0].value, dates[0].span) if len(dates) == 1 else None

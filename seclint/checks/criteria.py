"""phase-criteria: test phases for which the tables, or the words, with entry or exit criteria have nothing."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.criteria_lines import half_told
from seclint.checks.found import Found, found
from seclint.checks.phases import Phases, dated_phases
from seclint.facts import Facts
from seclint.facts.tables import Table
from seclint.facts.wording import phrases, plain
from seclint.model import Rule, Span
from seclint.patterns import compiled

_TESTING = compiled(r"\btest", re.IGNORECASE)


class _Side(Struct, frozen=True):
    """The tables of the criteria of one kind, each with the column of them, None where the whole table holds nothing else."""

    name: str
    tables: Sequence[tuple[Table, int | None]]


def phase_criteria(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Phases that are dated but have no row, or an empty cell, in the tables of criteria; phases of which words tell one."""
    options: Phases = rule.options
    sides = [_side(facts, options, "entry", options.entry, options.exit), _side(facts, options, "exit", options.exit, options.entry)]
    yield from half_told(facts, rule, {side.name for side in sides if side.tables})
    shared = [table for table, _ in sides[0].tables if any(table is other for other, _ in sides[1].tables)]
    for phase, name in _phases(facts, options):
        missing = [side for side in sides if side.tables and _row(facts, side, phase) is None]
        if len(missing) == 2 and shared:
            yield found(facts, rule, name, related=[(shared[0].head, rule.messages["table"])], phase=phase)
            continue
        for side in missing:
            related = [(side.tables[0][0].head, rule.messages["table"])]
            yield found(facts, rule, name, variant=side.name, related=related, phase=phase)
        for side in sides:
            row = _row(facts, side, phase)
            if row is not None and not facts.document.quote(row[1]).strip(" -–—"):
                yield found(facts, rule, row[0], variant=side.name, phase=phase)


def _phases(facts: Facts, options: Phases) -> Iterator[tuple[str, Span]]:
    """The test phases that have dates, in a table of phases or as milestones of their own."""
    told = []
    for phase, name, (first, _), (last, _) in dated_phases(facts, options):
        told.append(facts.step(phase))
        if first != last:  # what happens on one day is no phase: "Go-live"
            yield phase, name
    for step, period in facts.periods.items():
        names = [short for short, long in facts.abbreviations.long_forms.items() if _TESTING.search(long) and facts.step(short) == step]
        if names and step not in told and not told:
            yield names[0], period.spans[0]


def _side(facts: Facts, options: Phases, name: str, own: tuple[str, ...], other: tuple[str, ...]) -> _Side:
    """The tables with a column of such criteria, or under a title, a caption or words that announce these and not the others."""
    mine, theirs = phrases(own), phrases(other)
    tables: list[tuple[Table, int | None]] = []
    for table in facts.tables:
        if table.column(options.phase) != 0 or any(facts.step(facts.document.quote(row[0])) == frozenset() for row in table.rows):
            continue
        column = table.column(own)
        above = (_lead_in(facts, table), *table.titles[:2])
        announced = next((words for words in above if mine.search(words) or theirs.search(words)), "")
        if column is not None:
            tables.append((table, column))
        elif table.column(other) is None and mine.search(announced) and not theirs.search(announced):
            tables.append((table, None))
    return _Side(name, tables)


def _lead_in(facts: Facts, table: Table) -> str:
    """The paragraph right before a table."""
    index = facts.document.block_index(table.head.start)
    before = facts.document.blocks[index - 1] if index else None
    return facts.document.quote(before.span) if before is not None and before.kind == "paragraph" else ""


def _row(facts: Facts, side: _Side, phase: str) -> tuple[Span, Span] | None:
    """The name of a phase in the tables of criteria, and what they say of it."""
    for table, column in side.tables:
        for row in table.rows:
            if _is_same(facts, facts.document.quote(row[0]), phase):
                return row[0], row[column] if column is not None else Span(row[1].start, row[-1].end)
    return None


def _is_same(facts: Facts, one: str, other: str) -> bool:
    """Whether two names mean one phase: one stands in the other as a whole word, or one is the other with an abbreviation in it."""
    if facts.step(one) == facts.step(other) != frozenset():
        return True
    long = {plain(short): plain(words) for short, words in facts.abbreviations.long_forms.items()}
    names = [{plain(name), long.get(plain(name), plain(name))} for name in (one, other)]
    return any(_holds(mine, theirs) or _holds(theirs, mine) for mine in names[0] for theirs in names[1] if mine and theirs)


def _holds(words: str, inner: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(inner)}(?![\w-])", words) is not None

"""What a Testing Approach Document says in its tables: modifications and their tests, phases and their dates, environments, obligations."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.phase_order import overlapping_phases
from seclint.checks.phases import Phases
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.tables import Table
from seclint.facts.timeline import day_of
from seclint.facts.wording import phrases, plain
from seclint.model import Rule, Span

_ENVIRONMENT = re.compile(r"(?<![\w-])(?P<name>(?P<stem>[A-Z]{2,6})-[A-Z]\d?)(?![\w-])")


class Matrix(Struct, frozen=True, forbid_unknown_fields=True):
    """``scope`` and ``out``: titles of what is in and out of scope. ``tests``: titles of test matrices. ``untested``: words of no test."""

    scope: tuple[str, ...]
    out: tuple[str, ...]
    tests: tuple[str, ...]
    untested: tuple[str, ...]


class Environments(Struct, frozen=True, forbid_unknown_fields=True):
    """``heads``: heads of the column that names environments."""

    heads: tuple[str, ...]


class Obligations(Struct, frozen=True, forbid_unknown_fields=True):
    """``clauses`` that the matrix must have; ``heads`` of its column of clauses, ``met`` of the column that says where they are met."""

    clauses: tuple[str, ...]
    heads: tuple[str, ...]
    met: tuple[str, ...]


def modification_tests(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Modifications in scope without a row in the test matrix, and rows for modifications that are not in scope."""
    options: Matrix = rule.options
    tests = [table for table in facts.tables if table.is_titled(options.tests)]
    scope = [table for table in facts.tables if table not in tests and table.is_titled(options.scope) and not table.is_titled(options.out)]
    listed, tested = (_modifications(facts, tables) for tables in (scope, tests))
    if not listed or not tested:
        return
    untested = phrases(options.untested)
    for name, span in listed.items():
        if name not in tested and not any(untested.search(facts.document.quote(sentence)) for sentence in _sentences(facts, name)):
            yield found(facts, rule, span, related=[(tests[0].head, rule.messages["matrix"])], modification=name)
    for name, span in tested.items():
        if name not in listed:
            yield found(facts, rule, span, variant="reverse", related=[(scope[0].head, rule.messages["scope"])], modification=name)


def phase_dates(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Phases that end before they start, start before the one that they build on, or end after the Release goes live."""
    options: Phases = rule.options
    yield from overlapping_phases(facts, rule)
    live = next((event for event in facts.events if event.event == "went live" and not event.about and day_of(event)), None)
    starts: dict[int, tuple[str, Span]] = {}
    for phase, name, start, end in _dated(facts, options):
        if start[0] > end[0]:
            yield found(
                facts,
                rule,
                end[1],
                related=[(start[1], rule.messages["start"])],
                phase=phase,
                start=in_words(start[0]),
                end=in_words(end[0]),
            )
            continue
        if live is not None and end[0] > live.value:
            yield found(facts, rule, end[1], variant="live", related=[(live.span, rule.messages["live-there"])],
                        phase=phase, end=in_words(end[0]), live=in_words(live.value))  # fmt: skip
        rank = next((index for index, names in enumerate(options.order) if phrases(names).match(phase)), None)
        if rank is None:
            continue
        earlier = next((starts[other] for other in starts if other < rank and starts[other][0] > start[0]), None)
        if earlier is not None and not phrases(options.parallel).search(facts.document.text):
            yield found(facts, rule, start[1], variant="order", related=[(earlier[1], rule.messages["start"])],
                        phase=phase, start=in_words(start[0]), other=in_words(earlier[0]))  # fmt: skip
        if rank not in starts or start[0] < starts[rank][0]:
            starts[rank] = (start[0], name)


def phase_criteria(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Phases with dates but without a row, or with an empty cell, in the table of entry and exit criteria."""
    options: Phases = rule.options
    criteria: dict[str, tuple[Table, tuple[Span, ...]]] = {}
    for table in facts.tables:
        columns = table.column(options.phase), table.column(options.entry), table.column(options.exit)
        if None not in columns and columns[0] is not None:
            criteria |= {plain(facts.document.quote(row[columns[0]])): (table, row) for row in table.rows}
    if not criteria:
        return
    for phase, name, _, _ in _dated(facts, options):
        there = next((known for key, known in criteria.items() if _is_same(facts, key, plain(phase))), None)
        if there is None:
            table = next(iter(criteria.values()))[0]
            yield found(facts, rule, name, related=[(table.head, rule.messages["table"])], phase=phase)
            continue
        table, row = there
        for names, kind in ((options.entry, "entry"), (options.exit, "exit")):
            column = table.column(names)
            if column is not None and not facts.document.quote(row[column]).strip(" -–—"):
                yield found(facts, rule, row[table.column(options.phase) or 0], variant=kind, phase=phase)


def environments_declared(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Environments that are named in the text but neither in the table of environments nor in a definition."""
    options: Environments = rule.options
    text = facts.document.text
    declared: set[str] = set()
    heads: list[Span] = []
    for table in facts.tables:
        column = next((index for index, head in enumerate(table.heads[:1]) if phrases(options.heads).search(head)), None)
        if column is not None:
            heads.append(table.head)
            declared |= {match["name"] for row in table.rows for match in _ENVIRONMENT.finditer(text, row[column].start, row[column].end)}
    stems = {name.partition("-")[0] for name in declared}
    defined = {definition.short for definition in facts.abbreviations.definitions}
    seen: set[str] = set()
    for match in _ENVIRONMENT.finditer(text):
        name = match["name"]
        if match["stem"] in stems and name not in declared | defined | seen:
            seen.add(name)
            yield found(facts, rule, Span(*match.span()), related=[(heads[0], rule.messages["table"])], environment=name)


def obligations_mapped(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Clauses that the matrix of obligations lacks, and rows that do not say where the clause is met."""
    options: Obligations = rule.options
    for table in facts.tables:
        column, met = table.column(options.heads), table.column(options.met)
        if column is None or met is None or column == met:
            continue
        mapped: dict[str, tuple[Span, ...]] = {}
        for row in table.rows:
            for clause in _clauses(facts, row[column]):
                mapped[clause] = row
        if not any(clause in mapped for clause in options.clauses):
            continue
        for clause in options.clauses:
            if clause not in mapped:
                yield found(facts, rule, table.head, clause=clause)
            elif not facts.document.quote(mapped[clause][met]).strip(" -–—"):
                yield found(facts, rule, mapped[clause][column], variant="empty", clause=clause)


def _modifications(facts: Facts, tables: list[Table]) -> dict[str, Span]:
    """The modifications in the rows of the tables, each where it stands first."""
    found_in: dict[str, Span] = {}
    for table in tables:
        for row in table.rows:
            for mention in facts.mentions.modifications:
                if any(mention.span.within(cell) for cell in row[:2]):
                    found_in.setdefault(mention.id, mention.span)
    return found_in


def _sentences(facts: Facts, modification: str) -> Iterator[Span]:
    return (facts.sentence(mention.span) for mention in facts.mentions.modifications if mention.id == modification)


def _dated(facts: Facts, options: Phases) -> Iterator[tuple[str, Span, tuple[str, Span], tuple[str, Span]]]:
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


def _is_same(facts: Facts, one: str, other: str) -> bool:
    """Whether two names mean one phase: one stands in the other, or one is the other with an abbreviation in it."""
    if facts.step(one) == facts.step(other) != frozenset():
        return True
    long = {plain(short): plain(words) for short, words in facts.abbreviations.long_forms.items()}
    names = [{name, long.get(name, name)} for name in (one, other)]
    return any(mine in theirs or theirs in mine for mine in names[0] for theirs in names[1] if mine and theirs)


def _clauses(facts: Facts, cell: Span) -> Iterator[str]:
    for reference in facts.mentions.references:
        if reference.span.overlaps(cell):
            yield from reference.clauses
    yield from re.findall(r"\b[A-Z]{1,2}\d+(?:\.\d+)*[A-Z]?\b", facts.document.quote(cell))

"""What a Testing Approach Document says in its tables: modifications and their tests, phases and their dates, environments, obligations."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.phase_order import overlapping_phases
from seclint.checks.phases import Phases, dated_phases
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.tables import Table
from seclint.facts.timeline import day_of
from seclint.facts.wording import any_of, phrases
from seclint.model import Rule, Span
from seclint.patterns import compiled

_SECTION = compiled(r"(?<![\w.-])\d{1,2}(?:\.\d{1,2}){0,3}(?![\w%-]|\.\d)")
_BARE = compiled(r"[\d.,;\s–-]+(?:(?:to|and)[\d.,;\s–-]+)*")
_ENVIRONMENT = compiled(r"(?<![\w-])(?P<name>(?P<stem>[A-Z]{2,6})-[A-Z]\d?)(?![\w-])")


class Environments(Struct, frozen=True, forbid_unknown_fields=True):
    """``heads``: heads of the column that names environments; ``unused``: regular expressions of what says that one is none.

    ``phases``: heads of the first column of tables that name test phases.
    """

    heads: tuple[str, ...]
    unused: tuple[str, ...]
    phases: tuple[str, ...]


class Obligations(Struct, frozen=True, forbid_unknown_fields=True):
    """``clauses`` that the matrix must have; ``heads`` of its column of clauses, ``met`` of the column that says where they are met."""

    clauses: tuple[str, ...]
    heads: tuple[str, ...]
    met: tuple[str, ...]


def phase_dates(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Phases that end before they start, start before the one that they build on, or end after the Release goes live."""
    options: Phases = rule.options
    yield from overlapping_phases(facts, rule)
    live = next((event for event in facts.events if event.event == "went live" and not event.about and day_of(event)), None)
    starts: dict[int, tuple[str, Span]] = {}
    for phase, name, start, end in dated_phases(facts, options):
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


def environments_declared(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Environments that are named in the text but neither in a table of environments nor in a definition.

    A table that only gives the environment of each phase need not have all of them: a name is held against it that stands there once.
    """
    options: Environments = rule.options
    named = list(_ENVIRONMENT.finditer(facts.document.text))
    uses = Counter(match["name"] for match in named)
    columns = [(table, column) for table in facts.tables if (column := table.column(options.heads)) is not None]
    declared = {name for table, column in columns for name in _in_columns(facts, table, {0, column})}
    declared |= {name for table in facts.tables if table.is_titled(options.heads) for name in _in_columns(facts, table, {0})}
    whole = any(column == 0 for _, column in columns)
    stems = {name.partition("-")[0] for name in declared}
    defined = {definition.short for definition in facts.abbreviations.definitions}
    seen: set[str] = set()
    unused = any_of(options.unused)
    for match in named:
        name = match["name"]
        sentence = facts.sentence(Span(*match.span()))
        if unused.match(facts.document.text, match.end(), sentence.end):
            seen.add(name)
        if match["stem"] in stems and name not in declared | defined | seen and (whole or uses[name] == 1):
            seen.add(name)
            related = [(columns[0][0].head, rule.messages["table"])]
            yield found(facts, rule, Span(*match.span()), related=related, environment=name)
    yield from _strange_phases(facts, rule, [match for match in named if match["stem"] not in stems], defined | seen)


def _strange_phases(facts: Facts, rule: Rule, named: Sequence[re.Match[str]], known: Set[str]) -> Iterator[Found]:
    """Phases in a table that are named once only, where tables of phases have two others of the same stem ("SIT-A", "SIT-B")."""
    options: Environments = rule.options
    heads = phrases(options.phases)
    tables = [table for table in facts.tables if heads.fullmatch(table.heads[0])]
    listed = {name: table.head for table in tables for name in _in_columns(facts, table, {0})}
    stems = Counter(name.partition("-")[0] for name in listed)
    uses = Counter(match["name"] for match in named)
    for match in named:
        name, in_table = match["name"], facts.document.block_at(match.start()).kind == "cell"
        if stems[match["stem"]] > 1 and in_table and name not in listed and name not in known and uses[name] == 1:
            alike = next(head for other, head in listed.items() if other.startswith(f"{match['stem']}-"))
            related = [(alike, rule.messages["phases"])]
            yield found(facts, rule, Span(*match.span()), variant="phase", related=related, environment=name)


def _in_columns(facts: Facts, table: Table, columns: set[int]) -> Iterator[str]:
    """The environments that stand in the columns of a table."""
    for row in table.rows:
        for column in columns:
            yield from (match["name"] for match in _ENVIRONMENT.finditer(facts.document.text, row[column].start, row[column].end))


def obligations_mapped(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Clauses that the matrix of obligations lacks, and rows that do not say where the clause is met."""
    options: Obligations = rule.options
    for table in facts.tables:
        column, where = table.column(options.heads), phrases(options.met)
        met = next((index for index, head in enumerate(table.heads) if index != column and where.search(head)), None)
        if column is None or met is None:
            continue
        mapped: dict[str, tuple[Span, ...]] = {}
        for row in table.rows:
            for clause in _clauses(facts, row[column]):
                mapped[clause] = row
        if not any(clause in mapped for clause in options.clauses):
            continue
        yield from _leading_nowhere(facts, rule, table, met)
        for clause in options.clauses:
            if clause not in mapped:
                yield found(facts, rule, table.head, clause=clause)
            elif not facts.document.quote(mapped[clause][met]).strip(" -–—"):
                yield found(facts, rule, mapped[clause][column], variant="empty", clause=clause)


def _leading_nowhere(facts: Facts, rule: Rule, table: Table, met: int) -> Iterator[Found]:
    """Bare numbers of sections that the document does not have, in a column in which most numbers are those of its sections."""
    labels = {section.label.rstrip(".") for section in facts.outline.sections}
    cells = [(row[met], words) for row in table.rows if _BARE.fullmatch(words := facts.document.quote(row[met]))]
    told = [(cell, number) for cell, words in cells for number in _SECTION.findall(words)]
    strange = [(cell, number) for cell, number in told if number not in labels]
    for cell, number in strange if 2 * len(strange) < len(told) else ():
        yield found(facts, rule, cell, variant="nowhere", section=number)


def _clauses(facts: Facts, cell: Span) -> Iterator[str]:
    for reference in facts.mentions.references:
        if reference.span.overlaps(cell):
            yield from reference.clauses
    yield from re.findall(r"\b[A-Z]{1,2}\d+(?:\.\d+)*[A-Z]?\b", facts.document.quote(cell))

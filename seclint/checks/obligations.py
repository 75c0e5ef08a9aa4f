"""obligations-mapped: the matrix that says where a Testing Approach Document meets the clauses of the Code that it must meet."""

from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.tables import Table
from seclint.facts.wording import any_of, phrases
from seclint.model import Rule, Span
from seclint.patterns import compiled

_CLAUSE = compiled(r"\b[A-Z]{1,2}\d+(?:\.\d+)*[A-Z]?\b")
_SECTION = compiled(r"(?<![\w.-])\d{1,2}(?:\.\d{1,2}){0,3}(?![\w%-]|\.\d)")
_BARE = compiled(r"[\d.,;\s–-]+(?:(?:to|and|&)[\d.,;\s–-]+)*")


class Obligations(Struct, frozen=True, forbid_unknown_fields=True):
    """``clauses`` that the matrix must have; ``heads`` of its column of clauses, ``met`` of the column that says where they are met.

    ``beside``: regular expressions of what may stand there beside the numbers of this document's sections.
    """

    clauses: tuple[str, ...]
    heads: tuple[str, ...]
    met: tuple[str, ...]
    beside: tuple[str, ...]


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
    """Numbers of sections that the document does not have, in a column in which most numbers are those of its sections.

    Cells that say more than such numbers are left, as they may name another document: "Section 14 of the Test Strategy".
    """
    options: Obligations = rule.options
    labels = {section.label.rstrip(".") for section in facts.outline.sections}
    said = ((row[met], any_of(options.beside).sub(" ", facts.document.quote(row[met]))) for row in table.rows)
    told = [(cell, number) for cell, words in said if _BARE.fullmatch(words) for number in _SECTION.findall(words)]
    strange = [(cell, number) for cell, number in told if number not in labels]
    for cell, number in strange if 2 * len(strange) < len(told) else ():
        yield found(facts, rule, cell, variant="nowhere", section=number)


def _clauses(facts: Facts, cell: Span) -> Iterator[str]:
    for reference in facts.mentions.references:
        if reference.span.overlaps(cell):
            yield from reference.clauses
    yield from _CLAUSE.findall(facts.document.quote(cell))

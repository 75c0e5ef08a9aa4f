"""Tables in which conclusions list what was amended where."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.alignment.words import Words
from seclint.facts.notes import notes_of
from seclint.facts.predicates import predicates_of
from seclint.facts.tables import Table
from seclint.facts.wording import any_of, plain
from seclint.model import Span

_COUNTED = 3  # rows from which on a column of 1, 2, 3 counts them
_HEADED = re.compile(r"\s*(?P<label>\d+(?:\.\d+)*)\s*(?:[:–—-]|(?=\s[a-z]))")


class Listed(Struct, frozen=True):
    """A row: all of it, the cell that names the parts, the cells that tell what was amended, and the parts as pairs of noun and number.

    ``context`` is all that stands beside them.
    """

    row: Span
    where: Span
    what: tuple[Span, ...]
    targets: tuple[tuple[str, str], ...]
    context: tuple[Span, ...] = ()


def listed_amendments(facts: Facts, words: Words) -> Iterator[Listed]:
    """The rows of tables that have a column of places and one of amendments; those that refuse or only take note list none."""
    for table in facts.tables:
        places = where_column(facts, table, words)
        answered = {plain(name) for name in facts.profile.answers.response} if places is None else set[str]()
        amended = [index for index in what_columns(table, words) if index != places and table.heads[index] not in answered]
        for row in table.rows if amended else ():
            what = tuple(row[index] for index in amended if facts.document.quote(row[index]))
            if what and all(_is_refused(facts, cell, words) for cell in what):
                continue
            if places is None:
                yield from _headed(facts, row, row[amended[-1]])
            else:
                beside = tuple(cell for cell in row if cell != row[places] and cell not in what)
                yield Listed(Span(row[0].start, row[-1].end), row[places], what, tuple(_targets(facts, row[places])), beside)


def _is_refused(facts: Facts, cell: Span, words: Words) -> bool:
    """Whether a cell says that nothing was changed: "None", "Not accepted", "Noted; no change asked for"."""
    text, forms = facts.document.text, facts.profile.claims
    if not any_of(words.refusals).match(text, cell.start, cell.end):
        return False
    return not (predicates_of(forms).within(text, cell.start, cell.end) or notes_of(forms).within(text, cell.start, cell.end))


def where_column(facts: Facts, table: Table, words: Words) -> int | None:
    """The column that names the parts that were amended; one that only counts the rows or numbers the questions names none."""
    found: dict[int, int] = {}
    for index, head in enumerate(table.heads):
        if _is_head(head, words.where_columns) and not any(_is_question(facts, row[index]) for row in table.rows):
            cells = [facts.document.quote(row[index]).strip(" .") for row in table.rows]
            if len(cells) < _COUNTED or cells != [str(number + 1) for number in range(len(cells))]:
                found[index] = sum(any(_targets(facts, row[index])) for row in table.rows)
    return max(found, key=lambda index: (found[index], -index)) if found else None


def what_columns(table: Table, words: Words) -> Sequence[int]:
    """The columns that tell what was amended."""
    return [index for index, head in enumerate(table.heads) if _is_head(head, words.what_columns)]


def _headed(facts: Facts, row: Sequence[Span], cell: Span) -> Iterator[Listed]:
    """The claim of a cell that begins with a part: "3.1: third rehearsal added", "4.1 amended", "Table 1: new row"."""
    match = _HEADED.match(facts.document.text, cell.start, cell.end)
    where = Span(*match.span("label")) if match is not None else None
    for reference in facts.mentions.references:
        if reference.span.start == cell.start and reference.clauses:
            where = reference.span
    if where is not None:
        beside = tuple(other for other in row if other != cell)
        yield Listed(cell, where, (Span(where.end, cell.end),), tuple(_targets(facts, where)), beside)


def _is_question(facts: Facts, cell: Span) -> bool:
    return any(reference.kind == "question" and reference.span.start == cell.start for reference in facts.mentions.references)


def _targets(facts: Facts, cell: Span) -> Iterator[tuple[str, str]]:
    """The parts that a cell names: by references, or by numbers alone."""
    named = [one for one in facts.mentions.references if one.span.within(cell) and one.owner != "SEC"]
    for reference in named:
        yield from ((reference.kind, clause) for clause in reference.clauses)
    if named:
        return
    for part in facts.document.quote(cell).replace(" and ", ",").replace("&", ",").split(","):
        label = part.strip().partition(" ")[0].rstrip(".:")
        if label[:1].isdigit():
            yield "section", label


def _is_head(head: str, names: Sequence[str]) -> bool:
    """Whether a column bears one of the names, perhaps with more in brackets or behind a preposition: "Section (final TAD)"."""
    known = {plain(name) for name in names}
    bare = plain(head.partition("(")[0])
    return bare in known or any(plain(bare.partition(link)[0]) in known for link in (" of ", " in ", " to "))

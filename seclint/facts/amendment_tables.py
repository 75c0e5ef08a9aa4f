"""Tables in which conclusions list what was amended where."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.alignment.words import Words
from seclint.facts.wording import plain
from seclint.model import Span


class Listed(Struct, frozen=True):
    """A row: all of it, the cell that names the parts, the other cells, and the parts as pairs of noun and number."""

    row: Span
    where: Span
    what: tuple[Span, ...]
    targets: tuple[tuple[str, str], ...]


def listed_amendments(facts: Facts, words: Words) -> Iterator[Listed]:
    """The rows of tables that have a column of places and one of amendments."""
    for table in facts.tables:
        places = [index for index, head in enumerate(table.heads) if _is_head(head, words.where_columns)]
        amended = [index for index, head in enumerate(table.heads) if index not in places[:1] and _is_head(head, words.what_columns)]
        for row in table.rows if places and amended else ():
            where = row[places[0]]
            what = tuple(cell for cell in row if cell != where)
            yield Listed(Span(row[0].start, row[-1].end), where, what, tuple(_targets(facts, where)))


def _targets(facts: Facts, cell: Span) -> Iterator[tuple[str, str]]:
    """The parts that a cell names: by references, or by numbers alone."""
    named = [reference for reference in facts.mentions.references if reference.span.within(cell)]
    for reference in named:
        yield from ((reference.kind, clause) for clause in reference.clauses)
    if named:
        return
    for part in facts.document.quote(cell).replace(" and ", ",").replace("&", ",").split(","):
        label = part.strip().partition(" ")[0].rstrip(".:")
        if label[:1].isdigit():
            yield "section", label


def _is_head(head: str, names: Sequence[str]) -> bool:
    """Whether a column bears one of the names, perhaps with more in brackets or behind "of" and "in": "Section (final TAD)"."""
    known = {plain(name) for name in names}
    bare = plain(head.partition("(")[0])
    return bare in known or any(plain(bare.partition(link)[0]) in known for link in (" of ", " in "))

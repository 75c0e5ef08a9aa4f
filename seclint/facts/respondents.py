"""Who responded, by name, where a table lists them."""

from collections.abc import Sequence

from seclint.facts.tables import Table
from seclint.facts.wording import plain
from seclint.model import Document
from seclint.patterns import compiled

_BETWEEN = compiled(r"\s*[,;\n]\s*|\s+(?:and|&)\s+")


def respondents(document: Document, tables: Sequence[Table], heads: tuple[str, ...]) -> frozenset[str]:
    """The names, as they are compared, in the columns under one of the ``heads``."""
    wanted = set(map(plain, heads))
    cells = (row[column] for table in tables for column, head in enumerate(table.heads) if head in wanted for row in table.rows)
    return frozenset(name for cell in cells for name in names_in(document.quote(cell)))


def names_in(words: str) -> list[str]:
    """The single names of a list: "Ash Energy, Birch Power and Cedar Grid"."""
    return [plain(name) for name in _BETWEEN.split(words) if name]

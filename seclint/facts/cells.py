"""Rows and columns of tables, as sentences of another document name them: "the limit for Severity 2 in SIT"."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts.alignment import Alignment, Unit
from seclint.facts.alignment.words import Word
from seclint.facts.scopes import Scope, words_in
from seclint.facts.tables import head_of

_TWO = 2  # columns beside that of the names, of which one can be told from the other


class Row(Struct, frozen=True):
    """A row below the head of a table: its unit, the table, the words of each cell, and the stems of each head.

    ``name`` are the stems that name it, ``own`` those of them that stand in no other name of the table.
    """

    unit: Unit
    table: int
    name: frozenset[str]
    own: frozenset[str]
    cells: tuple[tuple[Word, ...], ...]
    heads: tuple[frozenset[str], ...]

    def columns_named(self, terms: Set[str]) -> Sequence[int]:
        """The columns, but for that of the names, that words name by what their heads have and no other head."""
        found = []
        for index, head in enumerate(self.heads[1 : len(self.cells)], start=1):
            others = set[str]().union(*(other for place, other in enumerate(self.heads) if place != index))
            if (head - others) & terms:
                found.append(index)
        return found if len(self.heads) > _TWO else []


class Cells:
    """The rows of the tables in the draft (0) or in the final document (1)."""

    def __init__(self, alignment: Alignment, side: int) -> None:
        self._side = side
        self._facts = (alignment.old, alignment.new)[side]
        self._units = alignment.units[side]
        self._words = alignment.words
        self._text = alignment.text_of(self._facts)

    def named(self, scope: Scope, terms: Set[str]) -> Sequence[Row]:
        """The rows of a part that words name; one whose name is only a part of the name of another one that is named is not meant."""
        rows = [row for row in self.within(scope) if row.name and row.name <= terms]
        return [row for row in rows if not any(row.name < other.name for other in rows)]

    def within(self, scope: Scope) -> Iterator[Row]:
        """The rows of a part: of its one table, if the scope has one."""
        part = words_in(self._facts, scope.section[self._side])
        for row in self._rows:
            if row.unit.span.within(part) and scope.table[self._side] in (None, row.table):
                yield row

    @cached_property
    def _rows(self) -> Sequence[Row]:
        """All rows, but for the first one of each table."""
        document, found = self._facts.document, list[Row]()
        heads: dict[int, tuple[frozenset[str], ...]] = {}
        for unit in self._units:
            cell = document.block_at(unit.span.start).cell if unit.row > 0 else None
            if cell is None:
                continue
            if cell.table not in heads:
                blocks = head_of(document, unit.span.start)
                heads[cell.table] = tuple(frozenset(self._words.stems(self._text.words([block.span]))) for block in blocks)
            cells = tuple(cells_of(unit.words))
            name = self._name(cells[0], heads[cell.table])
            found.append(Row(unit, cell.table, name, name, cells, heads[cell.table]))
        names = {(row.table, row.name) for row in found}
        counted = Counter((table, stem) for table, name in names for stem in name)
        return [replace(row, own=frozenset(stem for stem in row.name if counted[row.table, stem] == 1)) for row in found]

    def _name(self, first: Sequence[Word], heads: Sequence[Set[str]]) -> frozenset[str]:
        """The stems by which a row is named; a bare number goes by the head of its column, too: "Severity 2"."""
        stems = self._words.stems(first) or {word.key for word in first if word.kind == "word"}  # "TT" is too short for a stem
        if len(stems) == 1 and all(map(str.isdigit, stems)):
            counters = {self._words.stem(counter.casefold()): counter.casefold() for counter in self._words.counters}
            counted = [counters[stem] for stem in heads[0] if stem in counters] if heads else []
            return frozenset(f"{counter} {stem}" for counter in counted[:1] for stem in stems)
        return frozenset(stems)


def cells_of(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words of a row cell by cell."""
    cell: list[Word] = []
    for word in words:
        if word.kind == "border":
            yield tuple(cell)
            cell = []
        else:
            cell.append(word)
    yield tuple(cell)

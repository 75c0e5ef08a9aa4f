"""The tables of a document: the words at the head of each column, the rows, and under which titles the table stands."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct

from seclint.facts.outline import Outline
from seclint.facts.wording import phrases, plain
from seclint.model import Block, Cell, Document, Span
from seclint.patterns import compiled

_LABEL = compiled(r"(?<![\w-])[A-Z]{1,3}-?\d{1,3}[a-z]?(?![\w-])")


class Table(Struct, frozen=True):
    """A table with a row of heads. ``titles`` are its caption and the titles of the sections that it stands in.

    ``firsts`` are the words in the first cell of each row.
    """

    heads: tuple[str, ...]
    head: Span
    rows: tuple[tuple[Span, ...], ...]
    titles: tuple[str, ...]
    firsts: tuple[str, ...]

    def column(self, names: tuple[str, ...]) -> int | None:
        """The first column whose head has one of the names in it."""
        pattern = phrases(names)
        return next((index for index, head in enumerate(self.heads) if pattern.search(head)), None)

    def is_titled(self, names: tuple[str, ...]) -> bool:
        """Whether one of the names stands in the caption or in a title above."""
        pattern = phrases(names)
        return any(pattern.search(title) for title in self.titles)


def head_of(document: Document, at: int) -> list[Block]:
    """The cells in the first row of the table in which the offset lies, none where it lies in no table."""
    cell = document.block_at(at).cell
    if cell is None:
        return []
    return [block for block in document.blocks if block.cell is not None and (block.cell.table, block.cell.row) == (cell.table, 0)]


def row_at(document: Document, at: int) -> list[Block]:
    """The cells of the row in which the offset lies; the block itself where it lies in no table."""
    blocks, index = document.blocks, document.block_index(at)
    here = blocks[index].cell
    if here is None:
        return [blocks[index]]
    ways = (range(index - 1, -1, -1), range(index, len(blocks)))
    before, behind = (list(takewhile(lambda block: _is_in_row(block, here), (blocks[one] for one in way))) for way in ways)
    return [*reversed(before), *behind]


def _is_in_row(block: Block, cell: Cell) -> bool:
    return block.cell is not None and (block.cell.table, block.cell.row) == (cell.table, cell.row)


def tables_of(document: Document, outline: Outline) -> tuple[Table, ...]:
    """The tables in order; those of one row only are layout and left out."""
    return tuple(_tables(document, outline))


def rows_pointed_to(document: Document, tables: Sequence[Table], pointing: Span, own: Span) -> Iterator[Span]:
    """The rows whose first cell is a label ("C1") that the words point to, but for the row or table in which these stand themselves."""
    labels = set(_LABEL.findall(document.quote(pointing)))
    for table in tables if labels else ():
        if not (labels.isdisjoint(table.firsts) or table.head.start <= own.start <= table.rows[-1][-1].end):
            yield from (Span(row[0].end, row[-1].end) for row, first in zip(table.rows, table.firsts, strict=True) if first in labels)


def _tables(document: Document, outline: Outline) -> Iterator[Table]:
    blocks = document.blocks
    found: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        if block.cell is not None:
            found.setdefault(block.cell.table, []).append(index)
    for indexes in found.values():
        cells = [blocks[index] for index in indexes]
        rows = _rows(cells)
        if len(rows) < 2:
            continue
        beside = [blocks[index] for index in (indexes[0] - 1, indexes[-1] + 1) if 0 <= index < len(blocks)]
        captions = [document.quote(block.span) for block in beside if block.kind == "caption"][:1]
        titles = [section.title for section in outline.within(indexes[0])]
        heads = tuple(plain(document.quote(span)) for span in rows[0])
        firsts = tuple(document.quote(row[0]).strip() for row in rows[1:])
        yield Table(heads, Span(rows[0][0].start, rows[0][-1].end), tuple(rows[1:]), (*captions, *titles), firsts)


def _rows(cells: Sequence[Block]) -> list[tuple[Span, ...]]:
    """The cells of each row, by column; a cell of several paragraphs is one span."""
    rows: dict[int, dict[int, Span]] = {}
    for block in cells:
        if block.cell is None:
            continue
        row = rows.setdefault(block.cell.row, {})
        before = row.get(block.cell.column)
        row[block.cell.column] = (
            block.span if before is None else Span(min(before.start, block.span.start), max(before.end, block.span.end))
        )
    width = max((column + 1 for row in rows.values() for column in row), default=0)
    filled = []
    for _, row in sorted(rows.items()):
        at = row[min(row)]
        filled.append(tuple(row.get(column, Span(at.start, at.start)) for column in range(width)))
    return filled

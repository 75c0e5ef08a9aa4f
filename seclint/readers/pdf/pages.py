"""One page of a PDF: its lines and ruled tables in the order in which they are read."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from itertools import count, groupby
from typing import Any

from msgspec import Struct, field

from seclint.readers.pdf.about import annotations
from seclint.readers.pdf.aligned_tables import aligned_tables, may_hold_tables, wide
from seclint.readers.pdf.diagnose import has_picture, is_bare
from seclint.readers.pdf.fields import Drawn, in_place
from seclint.readers.pdf.hidden import keep_hidden
from seclint.readers.pdf.lines import Line, dress, line_of, mixed_line
from seclint.readers.pdf.markers import join_markers
from seclint.readers.pdf.named_values import PAGES, with_named_values
from seclint.readers.pdf.native import Box, PageText
from seclint.readers.pdf.order import in_order
from seclint.readers.pdf.overlays import Covered, cover
from seclint.readers.pdf.plain_tables import may_begin, plain_tables
from seclint.readers.pdf.shapes import Shapes, put_dots, shapes_of
from seclint.readers.pdf.styles import Styles
from seclint.readers.pdf.tables import Ruled, Table, parted, tables_of
from seclint.readers.pdf.tagged_tables import tagged_tables
from seclint.readers.pdf.tags import Tags, tags_of
from seclint.readers.pdf.turned import is_slanted, level_and_turned
from seclint.readers.pdf.words import Range, Word, Words, rows_of

_BIG = 24.0  # points: slanted words of at least this size are a watermark


class Page(Struct, array_like=True):
    """What stands on a page. ``items`` are its lines and tables in reading order; ``watermark`` the big slanted words across it.

    ``indices`` are pdfium's indices of the characters of ``text``, where they differ from the positions in it.
    """

    index: int
    width: float
    height: float
    text: str
    items: list[Line | Table]
    watermark: list[str] = field(default_factory=list)
    footnotes: list[Line] = field(default_factory=list)
    covered: list[Covered] = field(default_factory=list)
    indices: Sequence[int] | None = None
    scanned: bool = False
    broken: bool = False

    def lines(self) -> Iterator[Line]:
        """The lines of the body, those in tables too."""
        for item in self.items:
            if isinstance(item, Line):
                yield item
            else:
                for cell in item.cells:
                    yield from cell.lines

    def characters_of(self, line: Line) -> list[int]:
        """The indices by which pdfium knows the characters of a line of this page."""
        positions = (position for piece in line.pieces for position in range(piece.start, piece.end))
        return [position if self.indices is None else self.indices[position] for position in positions]


def read_page(page: PageText, document: Any, drawn: Drawn | None = None) -> Page:
    """The page in lines and tables; ``drawn`` tells of the values of form fields in it."""
    if not page.handle:
        return Page(page.index, page.width, page.height, "", [], broken=True)
    styles = Styles(page)
    level, turned = level_and_turned(page)
    if drawn is not None:
        level = in_place(level, drawn.characters)
    tags = tags_of(page, document)
    shapes = shapes_of(page) if level else Shapes([], [])
    found = Page(page.index, page.width, page.height, page.text, in_order(_items(page, level, styles, tags, shapes.rulings)))
    lines = list(found.lines())
    dress(page, lines, styles)
    if isinstance(level, Words) and _take_unruled(found, page, level, styles, shapes.rulings):
        lines = list(found.lines())
    if joined := join_markers(*_by_place(found)):
        lines = _without(found, joined)
    if drawn is not None:
        for line in lines:
            line.filled = line.pieces[0].start >= drawn.characters
    put_dots(lines, shapes.dots)
    keep_hidden(page, lines)
    _take_turned(found, page, turned, styles)
    if notes := list(annotations(document, page)) if drawn is None else drawn.annotations:
        found.covered = cover(page, list(level), notes)
    found.scanned = is_bare(page.text) and has_picture(page)
    if not isinstance(page.indices, range):
        found.indices = page.indices
    return found


def _take_unruled(found: Page, page: PageText, words: Words, styles: Styles, rulings: Sequence[Box]) -> bool:
    """Make tables of the lines that stand in columns without rulings around them; whether there are any such lines."""
    before = found.items
    wide_rulings = wide(rulings, found.items)
    if may_hold_tables(found.items, wide_rulings):
        found.items = list(aligned_tables(page, found.items, words, styles, wide_rulings))
    if any(map(may_begin, found.items, count())):
        found.items = list(plain_tables(page, found.items, words, styles))
    if page.index < PAGES and any(map(_has_gap, found.items)):
        found.items = list(with_named_values(page, found.items, words, styles))
    return found.items is not before


def _has_gap(item: Line | Table) -> bool:
    return isinstance(item, Line) and item.wide_gaps == 1


def _by_place(found: Page) -> tuple[list[Line], list[list[Line]]]:
    """The lines outside tables, and those of each cell."""
    outside = [item for item in found.items if isinstance(item, Line)]
    return outside, [cell.lines for item in found.items if isinstance(item, Table) for cell in item.cells if len(cell.lines) > 1]


def _without(found: Page, joined: Container[int]) -> list[Line]:
    """The lines of the page when those with these ids are taken off it."""
    found.items = [item for item in found.items if id(item) not in joined]
    for item in found.items:
        if isinstance(item, Table):
            for cell in item.cells:
                cell.lines = [line for line in cell.lines if id(line) not in joined]
    return list(found.lines())


def _take_turned(found: Page, page: PageText, turned: Iterable[list[Word]], styles: Styles) -> None:
    """Put what does not run level behind the other items, but for a watermark."""
    lines: list[Line] = []
    for run in turned:
        if styles.at(run[0].start).size >= _BIG and is_slanted(page, run):
            found.watermark += [page.text[word.start : word.end] for word in run]
        else:
            lines.append(mixed_line(page, run, styles, turned=True))
    dress(page, lines, styles)
    found.items += lines


def _items(page: PageText, words: Words | list[Word], styles: Styles, tags: Tags, rulings: Sequence[Box]) -> list[Line | Table]:
    """The lines and tables that the words make."""
    if not words:
        return []
    tables = tables_of(page.index, rulings)
    tables += tagged_tables(page, words, tags, tables)
    set_line = partial(line_of, page, words, styles=styles)
    items: list[Line | Table] = []
    if not isinstance(words, Words):
        items += _sorted_out(words, tables, set_line, items)
    elif not tables:
        items += map(set_line, words.rows())
    else:
        for is_beside, rows in groupby(words.rows(), key=partial(_is_beside, words, [(table.box[1], table.box[3]) for table in tables])):
            if is_beside:
                items += _sorted_out((word for row in rows for word in _each(words, row)), tables, set_line, items)
            else:
                items += map(set_line, rows)
    for table in tables:
        parted(table)
        for cell in table.cells:
            cell.lines = list(map(set_line, rows_of(cell.words)))
            cell.words = []
    if tags.headings:
        lines = [item for item in items if isinstance(item, Line)]
        for line, heading in zip(lines, tags.headings_at(page, [line.pieces[0].start for line in lines]), strict=True):
            line.heading = heading
    return items


def _is_beside(words: Words, heights: Sequence[tuple[float, float]], row: list[Word] | Range) -> bool:
    """Whether the row stands as high as one of the tables, which reach from one height to the other."""
    top, bottom = (row[0].top, row[0].bottom) if isinstance(row, list) else (words.tops[row.first], words.bottoms[row.first])
    middle = (top + bottom) / 2
    return any(upper - 2 <= middle <= lower + 2 for upper, lower in heights)


def _each(words: Words, row: list[Word] | Range) -> Iterable[Word]:
    return row if isinstance(row, list) else words.of(row)


def _sorted_out(
    words: Iterable[Word], tables: Sequence[Table], set_line: Callable[[list[Word]], Line], before: Sequence[Line | Table]
) -> Iterator[Line | Table]:
    """Lines of words outside tables, and each table where its first word stands; words inside go to their cells."""
    run: list[Word] = []
    met = {id(item) for item in before if isinstance(item, Table)}
    for word in words:
        table = _put(word, tables)
        if table is None:
            run.append(word)
        elif id(table) not in met:
            met.add(id(table))
            yield from map(set_line, rows_of(run))
            run = []
            yield table
    yield from map(set_line, rows_of(run))


def _put(word: Word, tables: Sequence[Table]) -> Table | None:
    """The table into whose cell the word was put: the smallest one, where tables stand in cells of others."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    found: tuple[float, Ruled, Table] | None = None
    for table in tables:
        left, top, right, bottom = table.box
        if left <= x <= right and top <= y <= bottom and (cell := table.cell_at(x, y)):
            size = (cell.box[2] - cell.box[0]) * (cell.box[3] - cell.box[1])
            if found is None or size < found[0]:
                found = size, cell, table
    if found is None:
        return None
    found[1].words.append(word)
    return found[2]

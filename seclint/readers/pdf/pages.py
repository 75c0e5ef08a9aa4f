"""One page of a PDF: its lines and ruled tables in the order in which they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from seclint.readers.pdf.about import annotations
from seclint.readers.pdf.diagnose import has_picture, is_bare
from seclint.readers.pdf.hidden import keep_hidden
from seclint.readers.pdf.lines import Line, Typesetting, Word, line_of, rows_of
from seclint.readers.pdf.native import PageText
from seclint.readers.pdf.overlays import Covered, cover
from seclint.readers.pdf.tables import Table, tables_of
from seclint.readers.pdf.turned import is_slanted, level_and_turned

_BIG = 24.0  # points: slanted words of at least this size are a watermark


@dataclass(slots=True)
class Page:
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


def read_page(page: PageText, document: Any) -> Page:
    """The page in lines and tables."""
    if not page.handle:
        return Page(page.index, page.width, page.height, "", [], broken=True)
    setting = Typesetting(page)
    level, turned = level_and_turned(page)
    found = Page(page.index, page.width, page.height, page.text, _items(page, level, setting))
    keep_hidden(page, list(found.lines()))
    for run in turned:
        if setting.style(run[0].start)[0] >= _BIG and is_slanted(page, run):
            found.watermark += [page.text[word.start : word.end] for word in run]
        else:
            found.items.append(line_of(page, run, setting, turned=True))
    found.covered = cover(page, level, annotations(document, page))
    found.scanned = is_bare(page.text) and has_picture(page)
    if not isinstance(page.indices, range):
        found.indices = page.indices
    return found


def _items(page: PageText, words: Sequence[Word], setting: Typesetting) -> list[Line | Table]:
    """The lines and tables that the words make."""
    tables = tables_of(page) if words else []
    items: list[Line | Table] = []
    for group in _grouped(words, tables):
        if isinstance(group, Table):
            items.append(group)
        else:
            items += [line_of(page, row, setting) for row in rows_of(group)]
    for table in tables:
        for cell in table.cells:
            cell.lines = [line_of(page, row, setting) for row in rows_of(cell.words)]
            cell.words = []
    return items


def _grouped(words: Sequence[Word], tables: Sequence[Table]) -> Iterator[list[Word] | Table]:
    """Runs of words outside tables, and each table where its first word stands; words inside go to their cells."""
    if not tables:
        yield list(words)
        return
    run: list[Word] = []
    met: list[Table] = []
    for word in words:
        table = _put(word, tables)
        if table is None:
            run.append(word)
        elif not any(table is other for other in met):
            if run:
                yield run
            run = []
            met.append(table)
            yield table
    if run:
        yield run


def _put(word: Word, tables: Sequence[Table]) -> Table | None:
    """The table into whose cell the word was put."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    for table in tables:
        left, top, right, bottom = table.box
        if left <= x <= right and top <= y <= bottom and (cell := table.cell_at(x, y)):
            cell.words.append(word)
            return table
    return None

"""PDF files to Documents."""

import hashlib
from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from pypdfium2_raw import bindings as pdfium

from seclint.errors import UnreadableDocument
from seclint.model import Cell, Document
from seclint.readers.builder import Builder
from seclint.readers.cover import mark_titles
from seclint.readers.pdf.columns import set_edges
from seclint.readers.pdf.footnotes import footnote_label, take_footnotes
from seclint.readers.pdf.hyphens import Hyphenation
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.native import PageText, opened
from seclint.readers.pdf.pages import Page, read_page
from seclint.readers.pdf.paragraphs import Measures, measure, paragraphs_of
from seclint.readers.pdf.running import masked, take_running
from seclint.readers.pdf.tables import Table, joined
from seclint.readers.pdf.units import Unit, units_of
from seclint.readers.pdf.write import Writer

__all__ = ["read"]


def read(data: bytes, path: str) -> Document:
    """The document that the bytes of a PDF hold. Raises UnreadableDocument."""
    with opened(data) as handle:
        pages = list(_pages(handle))
    builder = Builder()
    measures = measure(pages)
    headers, footers = take_running(pages, measures.body)
    take_footnotes(pages, measures.body)
    set_edges(pages)
    writer = Writer(builder, pages, Hyphenation(line for page in pages for line in _lines(page)))
    _write_body(pages, measures, builder, writer)
    _write_footnotes(pages, builder, writer)
    for kind, running in (("header", headers), ("footer", footers)):
        _write_running(kind, running, builder, writer)
    document = builder.finish(
        path=path,
        format="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        parts=[str(page.index + 1) for page in pages],
        pages=len(pages),
    )
    return replace(document, blocks=mark_titles(document.blocks, document.text))


def _pages(handle: object) -> Iterator[Page]:
    count = pdfium.FPDF_GetPageCount(handle)
    if count <= 0:
        raise UnreadableDocument("the PDF has no pages", "export or download it again")
    for index in range(count):
        with PageText(handle, index) as page:
            yield read_page(page)


def _lines(page: Page) -> Iterator[Line]:
    for item in page.items:
        if isinstance(item, Line):
            yield item
        else:
            for cell in item.cells:
                yield from cell.lines


def _write_body(pages: Sequence[Page], measures: Measures, builder: Builder, writer: Writer) -> None:
    items = joined(item for page in pages for item in page.items)
    table = -1
    for unit in units_of(list(paragraphs_of(items, measures)), measures):
        if isinstance(unit, Unit):
            writer.unit(unit)
            continue
        table += 1
        _write_table(unit, table, measures, builder, writer)


def _write_table(table: Table, number: int, measures: Measures, builder: Builder, writer: Writer) -> None:
    for ruled in table.cells:
        place = Cell(number, ruled.row, ruled.column)
        if not ruled.lines:
            builder.open("cell", cell=place)
            builder.close()
        for paragraph in paragraphs_of(ruled.lines, measures):
            if not isinstance(paragraph, Table):
                writer.unit(Unit(paragraph), place)


def _write_footnotes(pages: Sequence[Page], builder: Builder, writer: Writer) -> None:
    group: list[Line] = []
    label = ""
    for line in (line for page in pages for line in page.footnotes):
        if found := footnote_label(line):
            _write_footnote(group, label, builder, writer)
            group, label = [], found
        group.append(line)
    _write_footnote(group, label, builder, writer)


def _write_footnote(lines: list[Line], label: str, builder: Builder, writer: Writer) -> None:
    if lines:
        marks = len(builder.notes)
        builder.open("footnote", label=label)
        writer.lines(lines)
        builder.close()
        if label:
            del builder.notes[marks]


def _write_running(kind: str, running: Sequence[list[Line]], builder: Builder, writer: Writer) -> None:
    seen: set[str] = set()
    for lines in running:
        for line in lines:
            if masked(line.text) not in seen:
                seen.add(masked(line.text))
                builder.open("header" if kind == "header" else "footer")
                writer.lines([line])
                builder.close()

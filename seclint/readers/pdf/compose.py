"""Pages to a document: body, footnotes, running headers and footers."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from seclint.model import BlockKind, Cell
from seclint.patterns import compiled
from seclint.readers.builder import Builder
from seclint.readers.labels import split_bullet
from seclint.readers.pdf.about import Bookmark
from seclint.readers.pdf.columns import set_edges
from seclint.readers.pdf.footnotes import take_footnotes
from seclint.readers.pdf.hyphens import Hyphenation
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.measures import Measures, measure
from seclint.readers.pdf.pages import Page
from seclint.readers.pdf.paragraphs import paragraphs_of
from seclint.readers.pdf.running import each_once, take_running
from seclint.readers.pdf.tables import Table, joined
from seclint.readers.pdf.units import Unit, labelled, units_of
from seclint.readers.pdf.write import Writer

_WORD_END = compiled(r"[a-z]{4}[.,;:)\]”’\"']*$")


def compose(pages: Sequence[Page], outline: Sequence[Bookmark] = ()) -> Builder:
    """A builder that holds what the pages say, in reading order. ``outline`` are the bookmarks."""
    builder = Builder()
    measures = measure(pages)
    headers, footers = take_running(pages, measures.body)
    take_footnotes(pages, measures.body)
    set_edges(pages, measures)
    marks = accepted_marks(pages)
    writer = Writer(builder, pages, Hyphenation(line for page in pages for line in page.lines()), marks)
    _write_body(pages, measures, outline, builder, writer)
    _write_footnotes(pages, builder, writer)
    _write_running("header", headers, builder, writer)
    _write_running("footer", footers, builder, writer)
    return builder


def accepted_marks(pages: Iterable[Page]) -> set[str]:
    """The raised labels that are footnote marks: a footnote bears them, they are the next in turn, or they stand behind a word.

    Others are powers: "m²", "10⁹". Behind words, too, raised figures may be something else where a document has no footnotes.
    """
    pages = list(pages)
    known = {line.note for page in pages for line in page.footnotes if line.note}
    has_notes = bool(known)
    for page in pages:
        for line in page.lines():
            behind_words = _behind_words(line, page.text) if has_notes and line.notes else set()
            for note in line.notes:
                if not note.isdecimal() or int(note) == 1 or str(int(note) - 1) in known or note in behind_words:
                    known.add(note)
    return known


def _behind_words(line: Line, text: str) -> set[str]:
    """The raised labels that stand right behind a word, which no unit of measurement is as long as."""
    return {
        text[raised.start : raised.end]
        for before, raised in pairwise(line.pieces)
        if raised.mark and not raised.spaced and _WORD_END.search(text[before.start : before.end])
    }


def _write_body(pages: Sequence[Page], measures: Measures, outline: Sequence[Bookmark], builder: Builder, writer: Writer) -> None:
    items = joined(item for page in pages for item in page.items)
    table = -1
    for unit in units_of(list(paragraphs_of(items, measures)), measures, outline):
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
                unit = Unit(paragraph, label="•" if paragraph.first.dot is not None else "")
                writer.unit(labelled(unit, paragraph.text, split_bullet(paragraph.text)), place)


def _write_footnotes(pages: Sequence[Page], builder: Builder, writer: Writer) -> None:
    for label, lines in _footnotes(line for page in pages for line in page.footnotes):
        builder.open("footnote", label=label)
        writer.lines(lines, marked=bool(label))
        builder.close()


def _footnotes(lines: Iterable[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The lines of each footnote, with its mark."""
    group: list[Line] = []
    label = ""
    for line in lines:
        if line.note:
            if group:
                yield label, group
            group, label = [], line.note
        group.append(line)
    if group:
        yield label, group


def _write_running(kind: BlockKind, running: Sequence[list[Line]], builder: Builder, writer: Writer) -> None:
    for line in each_once(running):
        builder.open(kind)
        writer.lines([line])
        builder.close()

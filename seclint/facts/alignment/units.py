"""The pieces in which two documents are compared: paragraphs, and rows of tables."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from seclint.facts.alignment.text import Text
from seclint.facts.alignment.words import Word, Words
from seclint.facts.part_numbers import printed_number
from seclint.facts.wording import any_of, plain
from seclint.model import Block, Document, Span

if TYPE_CHECKING:
    from seclint.facts import Facts

COVER = -1
"""Stands for a section where a unit comes before the first one."""

_UNREAD = ("contents", "header", "footer", "heading")
_BRIEF = 60  # characters of what stands where something was taken out


class Unit(Struct, frozen=True):
    """A paragraph, or the cells of one row of a table. ``section`` is the index of the innermost section, or ``COVER``."""

    key: str
    span: Span
    kind: str
    section: int
    words: tuple[Word, ...]
    label: str = ""
    row: int = -1


def units_of(facts: "Facts", known: Words) -> list[Unit]:
    """The units of the body and the footnotes, in order; headings, contents and running lines are compared elsewhere or not at all."""
    document, outline = facts.document, facts.outline
    text = Text(facts, known)
    notes = {note.label: note.at for note in document.notes}
    listing = {index for index, one in enumerate(outline.sections) if plain(one.title) in map(plain, facts.profile.contents)}
    units: list[Unit] = []
    for group in _groups(document):
        first = document.blocks[group[0]]
        if first.kind in _UNREAD or all(not document.quote(document.blocks[index].span) for index in group):
            continue
        at = document.block_index(notes[first.label]) if first.kind == "footnote" and first.label in notes else group[0]
        section = outline.index_at(at)
        if section in listing:
            continue
        span = Span(first.span.start, document.blocks[group[-1]].span.end)
        blocks = [document.blocks[index] for index in group]
        label, typed = _label_of(document, first)
        if _holds_a_place(document, blocks, typed, known.placeholders):
            continue
        words = tuple(text.words(*([Span(max(one.start, typed), one.end) for one in cell] for cell in _cells(blocks))))
        row = first.cell.row if first.cell is not None else -1
        key = " ".join(word.key for word in words)
        units.append(Unit(key, span, first.kind, COVER if section is None else section, words, label, row))
    return units


def _holds_a_place(document: Document, blocks: Sequence[Block], begins: int, placeholders: tuple[str, ...]) -> bool:
    """Whether a paragraph whose words begin there, or a row behind its first cell, only says that something is gone: "Not used."."""
    words = (Span(max(block.span.start, begins), block.span.end) for block in (blocks[1:] or blocks))
    spans = [span for span in words if span.start < span.end]
    short = spans and all(span.end - span.start <= _BRIEF for span in spans)
    return bool(short) and all(any_of(placeholders).fullmatch(document.text, span.start, span.end) for span in spans)


def _label_of(document: Document, block: Block) -> tuple[str, int]:
    """The number of a paragraph and where its words begin; one with a letter stands in the text: "31A."."""
    label = printed_number(document, block) if block.cell is None else block.label
    if label == block.label:
        return label, block.span.start
    end = block.span.start + len(label)
    return label, end + (document.text[end : end + 1] == ".")


def _groups(document: Document) -> Iterator[list[int]]:
    """The indexes of blocks that are compared as one: the cells of a row, else each block for itself."""
    group: list[int] = []
    row: tuple[int, int] | None = None
    for index, block in enumerate(document.blocks):
        here = (block.cell.table, block.cell.row) if block.cell is not None else None
        if group and (here is None or here != row) and not _continues(document, group[-1], index):
            yield group
            group = []
        group.append(index)
        row = here
    if group:
        yield group


def _continues(document: Document, above: int, index: int) -> bool:
    """Whether the row above goes on with this cell at the top of a page: a PDF cuts rows where the page ends."""
    last, first = document.blocks[above].cell, document.blocks[index].cell
    if first is None or last is None or last.table != first.table or first.column or document.quote(document.blocks[index].span):
        return False
    row = takewhile(lambda block: block.cell is not None and block.cell.row == first.row, document.blocks[index:])
    filled = [block.span.start for block in row if document.quote(block.span)]
    return bool(filled) and document.page_of(filled[0]) != document.page_of(document.blocks[above].span.start)


def _cells(blocks: Sequence[Block]) -> list[list[Span]]:
    """The stretches of text of each cell of a row, by column; of a block that is no cell its own."""
    cells: dict[int, list[Span]] = {}
    for block in blocks:
        cells.setdefault(block.cell.column if block.cell is not None else 0, []).append(block.span)
    return [cells[column] for column in sorted(cells)]


def sentences_of(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The words sentence by sentence."""
    sentence: list[Word] = []
    for word in words:
        sentence.append(word)
        if word.key == ".":
            yield tuple(sentence)
            sentence = []
    if sentence:
        yield tuple(sentence)

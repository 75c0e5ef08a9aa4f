"""Tables: merged cells once, nested tables with a number of their own, rows that were inserted or deleted."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from seclint.model import Cell
from seclint.readers.docx import names
from seclint.readers.docx.names import VAL, W, is_on, number, value
from seclint.readers.docx.pieces import Paragraph, at_once
from seclint.readers.docx.revisions import revised
from seclint.readers.docx.styles import is_coloured, shade
from seclint.readers.docx.walk import Walk

_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_MOST_COLUMNS = 63  # of a table in Word; a damaged file may name any number
_CELL_PROPERTIES, _SPAN, _SHADING = W + "tcPr", W + "gridSpan", W + "shd"
_PROPERTIES = frozenset(W + name for name in ("tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr"))


def table(walk: Walk, element: etree._Element) -> None:
    """``w:tbl``."""
    flow, book = walk.flow, walk.book
    number_of_table = book.tables
    book.tables += 1
    cell, shaded = flow.cell, flow.shaded
    properties = next(element.iterchildren(W + "tblPr"), None)
    style = value(properties, W + "tblStyle")
    coloured = style is not None and book.styles.get(style).colours_cells
    flow.shaded = shaded or coloured or is_coloured(shade(properties))
    merged: set[int] = set()
    for index, row in enumerate(_through(walk, element, names.ROW)):
        _row(walk, row, number_of_table, index, merged)
    flow.cell, flow.shaded = cell, shaded


def _row(walk: Walk, row: etree._Element, table: int, index: int, merged: set[int]) -> None:
    properties = next(row.iterchildren(W + "trPr"), None)
    removal = arrival = None
    column = 0
    if properties is not None:
        removal = next(properties.iterchildren(names.DELETED), None)
        arrival = next(properties.iterchildren(names.INSERTED), None)
        column = min(number(value(properties, W + "gridBefore")), _MOST_COLUMNS)
        if is_on(properties.find(W + "hidden")):
            walk.skip(row)
            return
    if removal is not None:
        words = walk.lose(row)
        walk.flow.pieces.append(at_once(revised(removal, "deletion", words)))
        return
    arriving = None if arrival is None else walk.begin(revised(arrival, "insertion"))
    for cell in _through(walk, row, names.CELL):
        column += _cell(walk, cell, Cell(table, index, column), merged)
    if arriving is not None:
        walk.flow.pieces.append(arriving.end)


def _cell(walk: Walk, element: etree._Element, place: Cell, merged: set[int]) -> int:
    """Walk a cell; the number of columns that it covers."""
    children = list(element)
    said: dict[Any, etree._Element] = {}
    if children and children[0].tag == _CELL_PROPERTIES:
        said = {child.tag: child for child in children.pop(0)}
    span = said.get(_SPAN)
    width = 1 if span is None else min(max(1, number(span.get(VAL), 1)), _MOST_COLUMNS)
    if _is_continued(said, place.column, merged):
        walk.skip(element)
        return width
    flow = walk.flow
    shaded = flow.shaded
    shading = said.get(_SHADING)
    flow.cell, flow.shaded = place, shaded or (shading is not None and is_coloured(shading.get(W + "fill")))
    first = len(flow.paragraphs)
    walk.children(children)
    walk.flush()
    flow.shaded = shaded
    _keep_words([paragraph for paragraph in flow.paragraphs[first:] if paragraph.cell is place])
    return width


def _is_continued(properties: dict[Any, etree._Element], column: int, merged: set[int]) -> bool:
    """Whether a cell only continues the one above it or beside it; ``merged`` are the columns with such a cell in the row above."""
    beside = properties.get(W + "hMerge")
    if beside is not None and beside.get(VAL) == "continue":
        return True
    merge = properties.get(W + "vMerge")
    if merge is None:
        merged.discard(column)
        return False
    if merge.get(VAL, "continue") == "continue" and column in merged:
        return True
    merged.add(column)
    return False


def _keep_words(paragraphs: list[Paragraph]) -> None:
    """Of a cell's paragraphs those with words are blocks; of an empty cell, the first."""
    if len(paragraphs) < 2:
        return
    full = any(paragraph.has_text() for paragraph in paragraphs)
    for index, paragraph in enumerate(paragraphs):
        if not paragraph.has_text() and (full or index):
            paragraph.cell = paragraph.printed = None


def _through(walk: Walk, parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those inside content controls and the like."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _through(walk, child, wanted)
        elif child.tag not in _PROPERTIES:
            walk.element(child)

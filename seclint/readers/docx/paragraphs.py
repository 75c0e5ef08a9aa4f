"""Paragraphs and text boxes."""

from lxml import etree

from seclint.readers.docx import names
from seclint.readers.docx.items import has_items
from seclint.readers.docx.names import VAL, W, is_on, number
from seclint.readers.docx.pieces import Stretch, at_once
from seclint.readers.docx.revisions import revised
from seclint.readers.docx.styles import is_coloured
from seclint.readers.docx.walk import Flow, Walk

_CHANGES = (W + "pPrChange", W + "sectPrChange")


def paragraph(walk: Walk, element: etree._Element) -> None:
    """``w:p``: where its mark is deleted, its words join the next paragraph's, which then says how both look."""
    flow, book = walk.flow, walk.book
    properties = _by_name(element)
    style = book.styles.paragraph(_value(properties, "pStyle"))
    mark = properties.get(W + "rPr")
    section = properties.get(names.SECTION)
    removal = None if mark is None else next(mark.iterchildren(names.DELETED, names.MOVED_FROM), None)
    printed = None
    if removal is None and walk.lost is None and not _is_unprinted(element, mark, section):
        printed = book.numbering.label(style, properties.get(W + "numPr"))
    look, shaded = walk.look, flow.shaded
    walk.look = style.look
    shading = properties.get(W + "shd")
    flow.shaded = shaded or is_coloured(style.shade if shading is None else shading.get(W + "fill"))
    changes = _changes(walk, properties, mark, section)
    walk.children(element)
    flow.pieces.extend(change.end for change in changes)
    walk.look, flow.shaded = look, shaded
    if removal is not None:
        flow.pieces.append(at_once(revised(removal, "deletion", "\n")))
    else:
        outline = _value(properties, "outlineLvl")
        walk.end_paragraph(style, printed, None if outline is None else number(outline, 9))
    if section is not None:
        book.notes.end_section()


def text_box(walk: Walk, element: etree._Element) -> None:
    """``w:txbxContent``: paragraphs of their own, printed beside the one that they are anchored in."""
    outer, look = walk.flow, walk.look
    walk.flow = Flow(outer.cell, shaded=True)
    walk.children(element)
    walk.flush()
    paragraphs = walk.flow.paragraphs
    walk.flow, walk.look = outer, look
    outer.boxes.extend(paragraphs)


def _by_name(element: etree._Element) -> dict[str, etree._Element]:
    properties = next(element.iterchildren(names.PARAGRAPH_PROPERTIES), None)
    return {} if properties is None else {str(child.tag): child for child in properties}


def _value(properties: dict[str, etree._Element], name: str) -> str | None:
    child = properties.get(W + name)
    return None if child is None else child.get(VAL)


def _is_unprinted(element: etree._Element, mark: etree._Element | None, section: etree._Element | None) -> bool:
    """Whether Word prints no number here: the mark is hidden, or the paragraph is nothing but the end of a section."""
    if section is not None and not has_items(element):
        return True
    return mark is not None and is_on(mark.find(W + "vanish")) and not is_on(mark.find(W + "specVanish"))


def _changes(
    walk: Walk, properties: dict[str, etree._Element], mark: etree._Element | None, section: etree._Element | None
) -> list[Stretch]:
    for insertion in () if mark is None else mark.iterchildren(names.INSERTED, names.MOVED_TO):
        walk.flow.pieces.append(at_once(revised(insertion, "insertion")))
    changes = [properties[_CHANGES[0]]] if _CHANGES[0] in properties else []
    if section is not None:
        changes.extend(section.iterchildren(_CHANGES[1]))
    return [walk.begin(revised(change, "formatting")) for change in changes]

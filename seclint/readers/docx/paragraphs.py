"""Paragraphs and text boxes."""

from lxml import etree

from seclint.readers.docx import names
from seclint.readers.docx.items import has_items
from seclint.readers.docx.names import VAL, W, is_on, number
from seclint.readers.docx.pieces import Stretch, at_once
from seclint.readers.docx.revisions import revised
from seclint.readers.docx.styles import is_coloured
from seclint.readers.docx.walk import Flow, Walk

_STYLE, _NUMBER, _SHADING, _FILL, _OUTLINE = W + "pStyle", W + "numPr", W + "shd", W + "fill", W + "outlineLvl"
_CHANGES = (W + "pPrChange", W + "sectPrChange")


def paragraph(walk: Walk, element: etree._Element) -> None:
    """``w:p``: where its mark is deleted, its words join the next paragraph's, which then says how both look."""
    flow, book = walk.flow, walk.book
    children = list(element)
    properties = _taken(children)
    named = properties.get(_STYLE)
    style = book.styles.paragraph(None if named is None else named.get(VAL))
    mark = properties.get(names.RUN_PROPERTIES)
    section = properties.get(names.SECTION)
    removal = None if mark is None else next(mark.iterchildren(names.DELETED, names.MOVED_FROM), None)
    printed = None
    if removal is None and walk.lost is None and not _is_unprinted(element, mark, section):
        printed = book.numbering.label(style, properties.get(_NUMBER))
    look, shaded = walk.look, flow.shaded
    walk.look = style.look
    shading = properties.get(_SHADING)
    fill = style.shade if shading is None else shading.get(_FILL)
    if fill is not None and not shaded:
        flow.shaded = is_coloured(fill)
    changes = _changes(walk, properties, mark, section) if mark is not None or section is not None or _CHANGES[0] in properties else ()
    walk.children(children)
    for change in changes:
        flow.pieces.append(change.end)
    walk.look, flow.shaded = look, shaded
    if removal is not None:
        flow.pieces.append(at_once(revised(removal, "deletion", "\n")))
    else:
        outline = properties.get(_OUTLINE)
        walk.end_paragraph(style, printed, None if outline is None else number(outline.get(VAL), 9), element)
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


def _taken(children: list[etree._Element]) -> dict[str, etree._Element]:
    """The properties of a paragraph by name, taken from its children."""
    for index, child in enumerate(children):
        if child.tag == names.PARAGRAPH_PROPERTIES:
            del children[index]
            return {child.tag: child for child in child}  # type: ignore[misc]
        if child.tag == names.RUN:  # the properties stand before all runs
            break
    return {}


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

"""What pictures say: SmartArt and charts keep their words in parts of their own, and imported files theirs in a format of their own."""

from lxml import etree

from seclint.readers.docx.names import CHART, DIAGRAM, R
from seclint.readers.docx.walk import Flow, Walk

_SHOWN_POINTS = ("node", "asst", "doc")  # the others are how these are drawn, and the lines between them


def diagram(walk: Walk, element: etree._Element) -> None:
    """``dgm:relIds``: SmartArt. Its words come behind the paragraph that it is anchored in, like those of a text box."""
    _part(walk, element.get(R + "dm", ""))


def chart(walk: Walk, element: etree._Element) -> None:
    """``c:chart``: the titles of a chart and its axes; what it counts is a picture."""
    if identifier := element.get(R + "id"):
        _part(walk, identifier)
    else:  # the element of the same name inside the chart's own part
        walk.children(element)


def point(walk: Walk, element: etree._Element) -> None:
    """``dgm:pt``: a shape of SmartArt, or how one is drawn."""
    if element.get("type", "node") not in _SHOWN_POINTS:
        walk.skip(element)
    else:
        walk.children(element)


def paragraph(walk: Walk, element: etree._Element) -> None:
    """``a:p``: a paragraph in a drawing."""
    walk.children(element)
    walk.end_paragraph(walk.book.styles.paragraph(None), None, None)


def imported(walk: Walk, element: etree._Element) -> None:
    """``w:altChunk``: a file in another format that Word puts in here when it opens the document."""
    relation = walk.relations.get(element.get(R + "id", ""))
    walk.book.unread.append(f"the imported file {relation.target if relation else 'without a name'}")


def _part(walk: Walk, identifier: str) -> None:
    relation, flow = walk.relations.get(identifier), walk.flow
    if relation is None or relation.external or walk.lost is not None or flow.coded:
        return
    root = walk.book.open(relation.target)
    if root is None:
        walk.book.unread.append(f"the words of the picture {relation.target}, which is missing")
        return
    inner = Walk(walk.handlers, walk.book, {}, shaded=True)
    inner.flow = Flow(flow.cell, shaded=True)
    inner.children(root)
    inner.flush()
    for found in inner.flow.paragraphs:
        found.part = relation.target
    flow.boxes += [found for found in inner.flow.paragraphs if found.has_text()]


HANDLERS = {DIAGRAM + "relIds": diagram, DIAGRAM + "pt": point, CHART + "chart": chart}

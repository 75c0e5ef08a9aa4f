"""One part of a Word file (the body, the footnotes, a header) read once, in document order.

Each kind of element has its handler in one table, whether it stands at block, row, cell or run level: content controls, tracked
changes and custom XML may wrap any of them.
"""

from lxml import etree

from seclint.readers.docx import drawings, names, paragraphs, references, revisions, runs, tables
from seclint.readers.docx.fields import forget_unclosed
from seclint.readers.docx.items import has_words
from seclint.readers.docx.names import W
from seclint.readers.docx.package import Relation
from seclint.readers.docx.pieces import Paragraph
from seclint.readers.docx.walk import Book, Flow, Handler, Walk


class Story:
    """Reads the paragraphs of one part. On shaded paper, white text is no mark."""

    def __init__(self, book: Book, relations: dict[str, Relation], *, shaded: bool = False) -> None:
        self._walk = Walk(_HANDLERS, book, relations, shaded=shaded)
        self._shaded = shaded

    def read(self, root: etree._Element) -> list[Paragraph]:
        """The paragraphs under an element of the part. Call it for one element after the other, in document order."""
        walk = self._walk
        forget_unclosed(root)
        walk.flow = Flow(None, shaded=self._shaded)
        walk.children(root)
        walk.flush()
        return walk.flow.paragraphs


def _nothing(walk: Walk, element: etree._Element) -> None:
    """An element that holds neither words nor items."""


def _children(walk: Walk, element: etree._Element) -> None:
    walk.children(element)


def _alternate(walk: Walk, element: etree._Element) -> None:
    """``mc:AlternateContent``: the same content in several ways; the first that holds words."""
    chosen = next((child for child in element if has_words(child)), None)
    for child in element:
        if child is chosen:
            walk.children(child)
        else:
            walk.skip(child)


def _page_end(walk: Walk, _element: etree._Element) -> None:
    walk.book.notes.end_page()


_SILENT = (
    "pPr rPr tblPr tblGrid tblPrEx trPr tcPr sdtPr sdtEndPr customXmlPr smartTagPr sectPr proofErr "
    "footnoteRef endnoteRef annotationRef separator continuationSeparator permStart permEnd"
)
_OPEN = "tr tc sdt sdtContent customXml smartTag dir bdo ruby rubyBase"

_HANDLERS: dict[str, Handler] = {
    **{W + name: _nothing for name in _SILENT.split()},
    **{W + name: _children for name in _OPEN.split()},
    names.PARAGRAPH: paragraphs.paragraph,
    names.TEXT_BOX: paragraphs.text_box,
    names.TABLE: tables.table,
    names.RUN: runs.run,
    names.M + "r": _children,
    names.M + "f": runs.fraction,
    names.T: runs.text,
    names.MATH_T: runs.text,
    names.DELETED_T: runs.text,
    names.DRAWN_T: runs.text,
    names.A + "p": drawings.paragraph,
    **drawings.HANDLERS,
    W + "altChunk": drawings.imported,
    names.SYMBOL: runs.character,
    **dict.fromkeys(runs.CHARACTERS, runs.character),
    names.MC + "AlternateContent": _alternate,
    names.INSERTED: revisions.inserted,
    names.MOVED_TO: revisions.inserted,
    names.DELETED: revisions.removed,
    names.MOVED_FROM: revisions.removed,
    W + "fldChar": references.field_character,
    W + "instrText": references.instruction,
    W + "delInstrText": references.instruction,
    W + "fldSimple": references.simple_field,
    W + "hyperlink": references.hyperlink,
    W + "footnoteReference": references.note_reference,
    W + "endnoteReference": references.note_reference,
    W + "bookmarkStart": references.bookmark_start,
    W + "bookmarkEnd": references.bookmark_end,
    W + "commentRangeStart": references.comment_start,
    W + "commentRangeEnd": references.comment_end,
    W + "commentReference": references.comment_reference,
    W + "lastRenderedPageBreak": _page_end,
}

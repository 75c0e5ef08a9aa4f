"""The state of a walk through one part of a Word file, and the few steps that all handlers of elements are made of."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from lxml import etree
from msgspec import Struct

from seclint.model import Cell, Span
from seclint.readers.builder import Builder
from seclint.readers.docx import names
from seclint.readers.docx.comments import Comments
from seclint.readers.docx.fields import OpenField
from seclint.readers.docx.items import ITEMS, count_items, has_items
from seclint.readers.docx.names import W
from seclint.readers.docx.notes import Notes
from seclint.readers.docx.numbering import Numbering, Printed
from seclint.readers.docx.package import Relation
from seclint.readers.docx.pieces import Paragraph, Piece, Stretch, Text
from seclint.readers.docx.styles import PLAIN, Look, Style, Styles

Handler = Callable[["Walk", etree._Element], None]

_GRAPHICS = frozenset(W + name for name in ("drawing", "pict", "object"))


class Book(Struct):
    """What all parts of a document share. ``open`` gives the root of another part; ``unread`` says what could not be read, ``raised``
    whether there are raised figures. ``bookmarks`` are the places that cross-references may name; ``marked`` those, by their ids,
    of which the end has not been met.
    """

    styles: Styles
    numbering: Numbering
    notes: Notes
    comments: Comments
    open: Callable[[str], etree._Element | None]
    tables: int = 0
    unread: list[str] = []
    raised: bool = False
    bookmarks: dict[str, Span] = {}
    marked: dict[str, Stretch] = {}


class Flow:
    """Where the walk stands in a run of paragraphs; a text box has its own."""

    __slots__ = ("boxes", "cell", "coded", "fields", "figure", "outside", "paragraphs", "pieces", "shaded", "shown")

    def __init__(self, cell: Cell | None, *, shaded: bool) -> None:
        self.paragraphs: list[Paragraph] = []
        self.pieces: list[Piece] = []
        self.boxes: list[Paragraph] = []
        self.fields: list[OpenField] = []
        self.coded = 0  # how many of the open fields are still in their instruction, which is not printed
        self.cell = cell
        self.shaded = shaded  # whether white words would show
        self.shown = False  # whether the paragraph's first words stand inside a table-of-contents field
        self.outside = False  # ... or outside of one
        self.figure = False


class Walk:
    """A walk in document order; ``handlers`` say what each kind of element does to it.

    What has no handler holds no printed text; its items are counted all the same, so that the ordinal of an item depends on the
    part alone. ``lost`` collects words that are not part of the text (of a deletion, of hidden text, of a note mark) as they are met.
    """

    def __init__(self, handlers: Mapping[str, Handler], book: Book, relations: dict[str, Relation], *, shaded: bool) -> None:
        self.handlers = handlers
        self.book = book
        self.relations = relations
        self.item = 0
        self.flow = Flow(None, shaded=shaded)
        self.look: Look = PLAIN
        self.lost: list[str] | None = None
        self.note: tuple[str, str] | None = None

    def children(self, parent: Iterable[etree._Element]) -> None:
        """Walk what an element holds, or those of its children that are given."""
        handlers = self.handlers
        for child in parent:
            handler = handlers.get(child.tag)  # type: ignore[arg-type]
            if handler is None:
                self._other(child)
            else:
                handler(self, child)

    def element(self, element: etree._Element) -> None:
        """Walk one element."""
        handler = self.handlers.get(element.tag)  # type: ignore[arg-type]
        if handler is None:
            self._other(element)
        else:
            handler(self, element)

    def _other(self, element: etree._Element) -> None:
        """An element of no meaning here: a drawing, say, that may hold a text box."""
        if next(element.iter(names.TEXT_BOX, *names.PICTURES, *ITEMS), None) is None:
            return
        tag = str(element.tag)
        if tag.startswith(W) and tag not in _GRAPHICS:
            self.skip(element)
        else:
            self.children(element)

    def skip(self, element: etree._Element) -> None:
        """Pass over an element; its items are counted."""
        if has_items(element):
            self.item += count_items(element)

    def lose(self, element: etree._Element) -> str:
        """Walk what an element holds without taking its words into the text; the words."""
        flow = self.flow
        outer, self.lost = self.lost, []
        count = len(flow.paragraphs)
        self.children(element)
        words = "".join(self.lost)
        self.lost = outer
        if outer is not None:
            outer.append(words)
        if len(flow.paragraphs) > count:
            flow.pieces = [*chain.from_iterable(paragraph.pieces for paragraph in flow.paragraphs[count:]), *flow.pieces]
            del flow.paragraphs[count:]
        return words

    def begin(self, done: Callable[[Builder, Span], None]) -> Stretch:
        """Begin a stretch here; its end is the caller's to add."""
        stretch = Stretch(done)
        self.flow.pieces.append(stretch.begin)
        return stretch

    def put(self, text: Text) -> None:
        """Words that are printed here."""
        flow = self.flow
        if self.lost is not None:
            self.lost.append(text[0])
            return
        if flow.coded:
            return
        flow.pieces.append(text)
        if not flow.outside and not flow.shown and text[0].strip():
            flow.shown = any(field.is_toc for field in flow.fields)
            flow.outside = not flow.shown

    def end_paragraph(self, style: Style, printed: Printed | None, outline: int | None, element: etree._Element | None = None) -> None:
        """The paragraph whose pieces were collected ends here; the text boxes anchored in it come behind it."""
        flow = self.flow
        if self.lost is not None:
            self.lost.append(" ")
        flow.paragraphs.append(Paragraph(flow.pieces, style, outline, printed, flow.cell, flow.shown, flow.figure, "", element))
        flow.paragraphs.extend(flow.boxes)
        flow.pieces, flow.boxes = [], []
        flow.shown = flow.outside = flow.figure = False

    def flush(self) -> None:
        """End a paragraph whose mark is deleted, with none behind it to be joined to."""
        if self.flow.pieces or self.flow.boxes:
            self.end_paragraph(self.book.styles.paragraph(None), None, None)

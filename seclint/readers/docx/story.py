"""The walk through one part of a Word file (the body, the footnotes, a header): every element once, in document order.

Each kind of element has its handler in one table, whether it stands at block, row, cell or run level: content controls, tracked changes
and custom XML may wrap any of them. What has no handler holds no printed text; its items are counted all the same, so that the
ordinal of an item depends on the part alone.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from seclint.model import Cell, Link, Mark, Span
from seclint.readers.builder import Builder
from seclint.readers.docx import names
from seclint.readers.docx.comments import Comments
from seclint.readers.docx.fields import OpenField, is_seq, is_toc
from seclint.readers.docx.names import ID, VAL, R, W, is_on, number, value
from seclint.readers.docx.notes import Notes
from seclint.readers.docx.numbering import Numbering
from seclint.readers.docx.package import Relation
from seclint.readers.docx.pieces import Paragraph, Piece, Stretch, Text, at_once, revision
from seclint.readers.docx.styles import PLAIN, Look, Style, Styles, is_coloured, shade
from seclint.readers.docx.symbols import symbol

ITEMS = (
    names.T,
    names.DELETED_T,
    names.MATH_T,
    names.TAB,
    names.PTAB,
    names.BREAK,
    names.RETURN,
    names.NO_BREAK_HYPHEN,
    names.SOFT_HYPHEN,
    names.SYMBOL,
)


def items(root: etree._Element) -> list[etree._Element]:
    """The text-bearing elements of a part in document order: ``Origin.item`` is an index into this list.

    These are w:t, w:delText, m:t, w:tab (but not the tab stops of paragraph properties), w:ptab, w:br, w:cr, w:noBreakHyphen,
    w:softHyphen and w:sym, wherever they stand: in deletions, field codes and both branches of mc:AlternateContent too.
    ``Origin.offset`` counts the characters of the element's text; elements without text stand for one character.
    """
    return [element for element in root.iter(*ITEMS) if not _is_tab_stop(element)]


def _is_tab_stop(element: etree._Element) -> bool:
    parent = element.getparent()
    return element.tag == names.TAB and parent is not None and parent.tag == names.TABS


class Book:
    """What all parts of a document share."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Notes, comments: Comments) -> None:
        self.styles = styles
        self.numbering = numbering
        self.notes = notes
        self.comments = comments
        self.tables = 0


class _Flow:
    """Where the walk stands in a run of paragraphs; a text box has its own."""

    __slots__ = ("boxes", "cell", "coded", "fields", "outside", "paragraphs", "pieces", "shaded", "shown", "figure")

    def __init__(self, cell: Cell | None, shaded: bool) -> None:
        self.paragraphs: list[Paragraph] = []
        self.pieces: list[Piece] = []
        self.boxes: list[Paragraph] = []
        self.fields: list[OpenField] = []
        self.coded = 0  # how many of the open fields are still in their instruction, which is not printed
        self.cell = cell
        self.shaded = shaded
        self.shown = False  # whether the paragraph has shown text inside a table-of-contents field
        self.outside = False  # ... or outside of one before that
        self.figure = False


class Story:
    """Walks one part. ``paragraphs`` of the flow are the result."""

    def __init__(self, book: Book, relations: dict[str, Relation], *, papered: bool = True) -> None:
        self._book = book
        self._relations = relations
        self._item = 0
        self._flow = _Flow(None, shaded=not papered)
        self._lost: list[str] | None = None  # words of a deletion, of hidden text or of a custom note mark, as they are met
        self._look = PLAIN
        self._note: tuple[str, str] | None = None

    def read(self, root: etree._Element) -> list[Paragraph]:
        """The paragraphs under an element of the part. Call it for one element after the other, in document order."""
        self._flow = _Flow(None, self._flow.shaded)
        self._walk(root)
        self._flush()
        return self._flow.paragraphs

    # -- the walk

    def _walk(self, parent: etree._Element) -> None:
        for child in parent:
            handler = _HANDLERS.get(child.tag)
            if handler is None:
                self._other(child)
            else:
                handler(self, child)

    def _other(self, element: etree._Element) -> None:
        """An element of no meaning here: a drawing, say, that may hold a text box."""
        if next(element.iter(names.TEXT_BOX, *ITEMS), None) is None:
            return
        if element.tag.startswith(W) and element.tag not in _GRAPHICS:
            self._skip(element)
        else:
            self._walk(element)

    def _skip(self, element: etree._Element) -> None:
        self._item += sum(1 for item in element.iter(*ITEMS) if not _is_tab_stop(item))

    def _nothing(self, element: etree._Element) -> None:
        pass

    def _alternate(self, element: etree._Element) -> None:
        chosen = next((child for child in element if next(child.iter(*ITEMS), None) is not None), None)
        for child in element:
            if child is chosen:
                self._walk(child)
            else:
                self._skip(child)

    # -- paragraphs

    def _paragraph(self, element: etree._Element) -> None:
        flow = self._flow
        properties = element.find(names.PARAGRAPH_PROPERTIES)
        style = self._book.styles.paragraph(value(properties, W + "pStyle"))
        mark = None if properties is None else properties.find(names.RUN_PROPERTIES)
        removal = None if mark is None else _first(mark, names.DELETED, names.MOVED_FROM)
        printed = None
        if removal is None and self._lost is None and not _is_hidden_mark(mark):
            printed = self._book.numbering.label(style, None if properties is None else properties.find(W + "numPr"))
        outer, self._look = self._look, style.look
        shaded, flow.shaded = flow.shaded, flow.shaded or is_coloured(shade(properties) or style.shade)
        changes = [] if properties is None else self._paragraph_changes(properties, mark)
        flow.pieces.extend(change.begin for change in changes)
        self._walk(element)
        flow.pieces.extend(change.end for change in changes)
        self._look, flow.shaded = outer, shaded
        if removal is not None:
            flow.pieces.append(at_once(_revised(removal, "deletion", "\n")))
        else:
            outline = value(properties, W + "outlineLvl")
            self._end_paragraph(style, printed, None if outline is None else number(outline, 9))
        if properties is not None and properties.find(names.SECTION) is not None:
            self._book.notes.end_section()

    def _paragraph_changes(self, properties: etree._Element, mark: etree._Element | None) -> list[Stretch]:
        changed = [Stretch(_revised(change, "formatting")) for change in properties.iterchildren(W + "pPrChange")]
        section = properties.find(names.SECTION)
        if section is not None:
            changed += [Stretch(_revised(change, "formatting")) for change in section.iterchildren(W + "sectPrChange")]
        for insertion in () if mark is None else mark.iterchildren(names.INSERTED, names.MOVED_TO):
            self._flow.pieces.append(at_once(_revised(insertion, "insertion")))
        return changed

    def _end_paragraph(self, style: Style, printed: object, outline: int | None) -> None:
        flow = self._flow
        paragraph = Paragraph(flow.pieces, style, outline, printed, flow.cell, flow.shown, flow.figure)  # type: ignore[arg-type]
        if self._lost is not None:
            self._lost.append(" ")
        flow.paragraphs.append(paragraph)
        flow.paragraphs.extend(flow.boxes)
        flow.pieces, flow.boxes = [], []
        flow.shown = flow.outside = flow.figure = False

    def _flush(self) -> None:
        """A paragraph whose mark is deleted, with none behind it to be joined to."""
        if self._flow.pieces or self._flow.boxes:
            self._end_paragraph(self._book.styles.paragraph(None), None, None)

    def _box(self, element: etree._Element) -> None:
        outer, look = self._flow, self._look
        self._flow = _Flow(outer.cell, shaded=True)
        self._walk(element)
        self._flush()
        paragraphs = self._flow.paragraphs
        self._flow, self._look = outer, look
        outer.boxes.extend(paragraphs)

    # -- tables

    def _table(self, element: etree._Element) -> None:
        flow = self._flow
        table, self._book.tables = self._book.tables, self._book.tables + 1
        outer, shaded = flow.cell, flow.shaded
        properties = element.find(W + "tblPr")
        style = value(properties, W + "tblStyle")
        coloured = style is not None and self._book.styles.get(style).colours_cells
        flow.shaded = shaded or coloured or is_coloured(shade(properties))
        merged: set[int] = set()
        for index, row in enumerate(self._through(element, names.ROW)):
            self._row(row, table, index, merged)
        flow.cell, flow.shaded = outer, shaded

    def _row(self, row: etree._Element, table: int, index: int, merged: set[int]) -> None:
        properties = row.find(W + "trPr")
        column = number(value(properties, W + "gridBefore"))
        removal = None if properties is None else properties.find(names.DELETED)
        arrival = None if properties is None else properties.find(names.INSERTED)
        flow = self._flow
        if removal is not None:
            words = self._lose(row)
            flow.pieces.append(at_once(_revised(removal, "deletion", words)))
            return
        stretch = None if arrival is None else Stretch(_revised(arrival, "insertion"))
        if stretch is not None:
            flow.pieces.append(stretch.begin)
        for cell in self._through(row, names.CELL):
            column += self._cell(cell, Cell(table, index, column), merged)
        if stretch is not None:
            flow.pieces.append(stretch.end)

    def _cell(self, element: etree._Element, place: Cell, merged: set[int]) -> int:
        """Walk a cell; the number of columns that it covers."""
        flow = self._flow
        properties = element.find(W + "tcPr")
        width = max(1, number(value(properties, W + "gridSpan"), 1))
        merge = None if properties is None else properties.find(W + "vMerge")
        if properties is not None and value(properties, W + "hMerge") == "continue":
            self._skip(element)
            return width
        if merge is not None and merge.get(VAL, "continue") == "continue" and place.column in merged:
            self._skip(element)
            return width
        if merge is None:
            merged.discard(place.column)
        else:
            merged.add(place.column)
        shaded = flow.shaded
        flow.cell, flow.shaded = place, shaded or is_coloured(shade(properties))
        first = len(flow.paragraphs)
        self._walk(element)
        self._flush()
        flow.shaded = shaded
        _keep_words([paragraph for paragraph in flow.paragraphs[first:] if paragraph.cell is place])
        return width

    def _through(self, parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """The rows of a table or the cells of a row, also those inside content controls and the like."""
        for child in parent:
            if child.tag == wanted:
                yield child
            elif child.tag in _WRAPPERS:
                yield from self._through(child, wanted)
            elif child.tag not in _PROPERTIES:
                handler = _HANDLERS.get(child.tag, Story._other)
                handler(self, child)

    # -- runs

    def _run(self, run: etree._Element) -> None:
        properties = run.find(names.RUN_PROPERTIES)
        look = self._look
        ends: list[Stretch] = []
        if properties is not None:
            look = self._seen(properties)
            for change in properties.iterchildren(W + "rPrChange"):
                ends.append(self._begin(_revised(change, "formatting")))
        if look.hidden and self._lost is None:
            words = self._lose(run)
            if words.strip():
                self._flow.pieces.append(at_once(lambda builder, span: builder.marks.append(Mark("hidden", span, words))))
        else:
            if look is not PLAIN:
                ends += self._marks(look)
            self._walk(run)
            if self._note is not None:
                self._end_custom_note()
        for stretch in ends:
            self._flow.pieces.append(stretch.end)

    def _seen(self, properties: etree._Element) -> Look:
        """How the words of a run look, with its character style and the paragraph's."""
        base = self._look
        notable = False
        for child in properties:
            tag = child.tag
            if tag == W + "rStyle":
                styled = self._book.styles.get(child.get(VAL, "")).look
                if styled.hidden is not None or styled.highlight or styled.color or styled.shade:
                    base = styled.over(base)
            elif tag in _NOTABLE:
                notable = True
        return Look(properties).over(base) if notable else base

    def _marks(self, look: Look) -> list[Stretch]:
        found = []
        highlight = look.highlight if look.highlight not in (None, "none") else None
        if highlight is None and look.shade is not None and look.shade.upper() == "FFFF00":
            highlight = "yellow"
        if highlight is not None:
            found.append(self._begin(_marked("highlight", highlight)))
        elif look.color is not None and look.color.upper() == "FFFFFF" and not self._flow.shaded and not is_coloured(look.shade):
            found.append(self._begin(_marked("invisible", "white text")))
        return found

    def _begin(self, done: Callable[[Builder, Span], None]) -> Stretch:
        stretch = Stretch(done)
        self._flow.pieces.append(stretch.begin)
        return stretch

    def _lose(self, element: etree._Element) -> str:
        """Walk an element whose words are not part of the text; the words."""
        outer, self._lost = self._lost, []
        paragraphs = len(self._flow.paragraphs)
        self._walk(element)
        words = "".join(self._lost)
        self._lost = outer
        if outer is not None:
            outer.append(words)
        del self._flow.paragraphs[paragraphs:]
        return words

    # -- text

    def _text(self, element: etree._Element) -> None:
        text = element.text
        item, self._item = self._item, self._item + 1
        if not text:
            return
        offset = 0
        if (text[0] <= " " or text[-1] <= " ") and element.get(names.XML_SPACE) != "preserve":
            stripped = text.lstrip()
            offset = len(text) - len(stripped)
            text = stripped.rstrip()
        self._put((text, item, offset))

    def _character(self, element: etree._Element) -> None:
        item, self._item = self._item, self._item + 1
        character = _CHARACTERS.get(element.tag) or symbol(element)
        self._put((character, item, 0))

    def _put(self, text: Text) -> None:
        flow = self._flow
        if self._lost is not None:
            self._lost.append(text[0])
            return
        if flow.coded:
            return
        flow.pieces.append(text)
        if not flow.outside and not flow.shown and text[0].strip():
            flow.shown = any(field.is_toc for field in flow.fields)
            flow.outside = not flow.shown

    def _fraction(self, element: etree._Element) -> None:
        for index, child in enumerate(element.iterchildren(names.M + "num", names.M + "den")):
            if index and not self._flow.coded and self._lost is None:
                self._flow.pieces.append(("/", -1, 0))
            self._walk(child)

    # -- revisions

    def _inserted(self, element: etree._Element) -> None:
        stretch = self._begin(_revised(element, "insertion" if element.tag == names.INSERTED else "move"))
        self._walk(element)
        self._flow.pieces.append(stretch.end)

    def _removed(self, element: etree._Element) -> None:
        words = self._lose(element)
        if words:
            kind = "deletion" if element.tag == names.DELETED else "move"
            self._flow.pieces.append(at_once(_revised(element, kind, words)))

    # -- fields, links, notes, comments

    def _field_character(self, element: etree._Element) -> None:
        flow = self._flow
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            flow.fields.append(OpenField(dirty=element.get(W + "dirty") in ("1", "true", "on")))
            flow.coded += 1
        elif flow.fields and kind == "separate" and flow.fields[-1].in_code:
            flow.coded -= 1
            self._show(flow.fields[-1])
        elif flow.fields and kind == "end":
            self._end_field()

    def _instruction(self, element: etree._Element) -> None:
        if self._flow.fields and self._flow.fields[-1].in_code:
            self._flow.fields[-1].instruction += element.text or ""

    def _simple_field(self, element: etree._Element) -> None:
        field = OpenField(dirty=element.get(W + "dirty") in ("1", "true", "on"))
        field.instruction = element.get(W + "instr", "")
        self._flow.fields.append(field)
        self._show(field)
        self._walk(element)
        self._end_field()

    def _show(self, field: OpenField) -> None:
        """The result of the field begins."""
        field.in_code = False
        field.is_toc = is_toc(field.instruction)
        self._flow.figure = self._flow.figure or is_seq(field.instruction)
        if self._lost is None:
            self._flow.pieces.append(field.stretch.begin)

    def _end_field(self) -> None:
        flow = self._flow
        field = flow.fields.pop()
        if field.in_code:
            flow.coded -= 1
            if self._lost is None:
                flow.pieces.append(field.stretch.begin)
        if self._lost is None:
            flow.pieces.append(field.stretch.end)

    def _hyperlink(self, element: etree._Element) -> None:
        relation = self._relations.get(element.get(R + "id", ""))
        anchor = element.get(W + "anchor")
        target = (relation.target if relation else "") + (f"#{anchor}" if anchor else "")
        stretch = self._begin(lambda builder, span: _link(builder, span, target))
        self._walk(element)
        self._flow.pieces.append(stretch.end)

    def _note_reference(self, element: etree._Element) -> None:
        if self._lost is not None or self._flow.coded:
            return
        kind = "footnote" if element.tag == W + "footnoteReference" else "endnote"
        if is_on_attribute(element, "customMarkFollows"):
            self._note, self._lost = (kind, element.get(ID, "")), []
            return
        label = self._book.notes.mark(kind, element.get(ID, ""))
        self._flow.pieces.append(lambda builder: builder.note(label))

    def _end_custom_note(self) -> None:
        """The run of a note whose mark the author chose is over: what followed in it is the mark."""
        if self._note is not None:
            label = self._book.notes.mark(*self._note, custom="".join(self._lost or ()).strip())
            self._note = self._lost = None
            self._flow.pieces.append(lambda builder: builder.note(label))

    def _comment_start(self, element: etree._Element) -> None:
        stretch = self._book.comments.start(element.get(ID, ""))
        if stretch is not None:
            self._flow.pieces.append(stretch.begin)

    def _comment_end(self, element: etree._Element) -> None:
        stretch = self._book.comments.end(element.get(ID, ""))
        if stretch is not None:
            self._flow.pieces.append(stretch.end)

    def _comment_reference(self, element: etree._Element) -> None:
        identifier = element.get(ID, "")
        self._flow.pieces.append(lambda builder: self._book.comments.refer(identifier, builder))

    def _page_end(self, element: etree._Element) -> None:
        self._book.notes.end_page()


def _first(parent: etree._Element, *tags: str) -> etree._Element | None:
    return next(parent.iterchildren(*tags), None)


def is_on_attribute(element: etree._Element, name: str) -> bool:
    """Whether an on-off attribute is there and on."""
    return element.get(W + name, "0") in ("1", "true", "on")


def _is_hidden_mark(mark: etree._Element | None) -> bool:
    return mark is not None and is_on(mark.find(W + "vanish")) and not is_on(mark.find(W + "specVanish"))


def _keep_words(paragraphs: list[Paragraph]) -> None:
    """Of a cell's paragraphs only those with words are blocks; of an empty cell, the first."""
    if any(paragraph.has_text() for paragraph in paragraphs):
        for paragraph in paragraphs:
            if not paragraph.has_text():
                paragraph.cell = paragraph.printed = None
    else:
        for paragraph in paragraphs[1:]:
            paragraph.cell = paragraph.printed = None


def _revised(element: etree._Element, kind: str, text: str = "") -> Callable[[Builder, Span], None]:
    return revision(kind, element.get(W + "author", ""), element.get(W + "date", ""), text)


def _marked(kind: str, detail: str) -> Callable[[Builder, Span], None]:
    def done(builder: Builder, span: Span) -> None:
        if span.start < span.end:
            builder.marks.append(Mark(kind, span, detail))  # type: ignore[arg-type]

    return done


def _link(builder: Builder, span: Span, target: str) -> None:
    if target and span.start < span.end:
        builder.links.append(Link(span, target))


_CHARACTERS = {
    names.TAB: "\t",
    names.PTAB: "\t",
    names.BREAK: "\n",
    names.RETURN: "\n",
    names.NO_BREAK_HYPHEN: "\u2011",
    names.SOFT_HYPHEN: "\xad",
}
_NOTABLE = frozenset(W + name for name in ("vanish", "highlight", "color", "shd"))
_GRAPHICS = frozenset(W + name for name in ("drawing", "pict", "object"))
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_PROPERTIES = frozenset(W + name for name in ("tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr"))
_SILENT = (
    "pPr rPr tblPr tblGrid tblPrEx trPr tcPr sdtPr sdtEndPr customXmlPr smartTagPr sectPr proofErr bookmarkStart bookmarkEnd "
    "footnoteRef endnoteRef annotationRef separator continuationSeparator permStart permEnd"
)
_OPEN = "sdt sdtContent customXml smartTag dir bdo ruby rubyBase"

_HANDLERS: dict[str, Callable[[Story, etree._Element], None]] = {
    **{W + name: Story._nothing for name in _SILENT.split()},
    **{W + name: Story._walk for name in _OPEN.split()},
    names.PARAGRAPH: Story._paragraph,
    names.TABLE: Story._table,
    names.RUN: Story._run,
    names.M + "r": Story._walk,
    names.M + "f": Story._fraction,
    names.T: Story._text,
    names.MATH_T: Story._text,
    names.DELETED_T: Story._text,
    names.SYMBOL: Story._character,
    **{tag: Story._character for tag in _CHARACTERS},
    names.TEXT_BOX: Story._box,
    names.MC + "AlternateContent": Story._alternate,
    names.INSERTED: Story._inserted,
    names.MOVED_TO: Story._inserted,
    names.DELETED: Story._removed,
    names.MOVED_FROM: Story._removed,
    W + "fldChar": Story._field_character,
    W + "instrText": Story._instruction,
    W + "delInstrText": Story._instruction,
    W + "fldSimple": Story._simple_field,
    W + "hyperlink": Story._hyperlink,
    W + "footnoteReference": Story._note_reference,
    W + "endnoteReference": Story._note_reference,
    W + "commentRangeStart": Story._comment_start,
    W + "commentRangeEnd": Story._comment_end,
    W + "commentReference": Story._comment_reference,
    W + "lastRenderedPageBreak": Story._page_end,
}

"""What points elsewhere out of a run of words: fields, links, note marks, comments."""

from lxml import etree

from seclint.model import Link, Span
from seclint.readers.builder import Builder
from seclint.readers.docx.fields import OpenField, form_words, is_seq, is_toc
from seclint.readers.docx.listnum import list_number
from seclint.readers.docx.names import ID, NAME, R, W
from seclint.readers.docx.symbols import field_symbol
from seclint.readers.docx.walk import Walk

_ON = ("1", "true", "on")
_UNNAMED = ("_Toc", "_GoBack", "_Hlk")  # bookmarks that Word keeps for itself


def field_character(walk: Walk, element: etree._Element) -> None:
    """``w:fldChar``: a field begins, its result begins, it ends."""
    flow = walk.flow
    kind = element.get(W + "fldCharType")
    if kind == "begin":
        flow.fields.append(OpenField(dirty=element.get(W + "dirty") in _ON, form=form_words(element)))
        flow.coded += 1
    elif flow.fields and kind == "separate" and flow.fields[-1].in_code:
        flow.coded -= 1
        _show(walk, flow.fields[-1])
    elif flow.fields and kind == "end":
        _end(walk)


def instruction(walk: Walk, element: etree._Element) -> None:
    """``w:instrText``: what the field is to compute."""
    fields = walk.flow.fields
    if fields and fields[-1].in_code:
        fields[-1].instruction += element.text or ""


def simple_field(walk: Walk, element: etree._Element) -> None:
    """``w:fldSimple``: a field whose result is what it holds."""
    field = OpenField(dirty=element.get(W + "dirty") in _ON)
    field.instruction = element.get(W + "instr", "")
    depth = len(walk.flow.fields)
    walk.flow.fields.append(field)
    _show(walk, field)
    walk.children(element)
    while len(walk.flow.fields) > depth:  # a damaged file may have opened more in it, or closed this one
        _end(walk)


def hyperlink(walk: Walk, element: etree._Element) -> None:
    """``w:hyperlink``."""
    relation = walk.relations.get(element.get(R + "id", ""))
    anchor = element.get(W + "anchor")
    target = (relation.target if relation else "") + (f"#{anchor}" if anchor else "")

    def done(builder: Builder, span: Span) -> None:
        if target and span.start < span.end:
            builder.links.append(Link(span, target))

    stretch = walk.begin(done)
    walk.children(element)
    walk.flow.pieces.append(stretch.end)


def note_reference(walk: Walk, element: etree._Element) -> None:
    """``w:footnoteReference`` and ``w:endnoteReference``."""
    if walk.lost is not None or walk.flow.coded:
        return
    kind = "footnote" if element.tag == W + "footnoteReference" else "endnote"
    identifier = element.get(ID, "")
    if element.get(W + "customMarkFollows") in _ON:
        walk.note, walk.lost = (kind, identifier), []
        return
    label = walk.book.notes.mark(kind, identifier)
    walk.flow.pieces.append(lambda builder: builder.note(label))


def end_custom_note(walk: Walk) -> None:
    """The run of a note whose mark the author chose is over: what followed in it is the mark."""
    if walk.note is not None:
        label = walk.book.notes.mark(*walk.note, custom="".join(walk.lost or ()).strip())
        walk.note = walk.lost = None
        walk.flow.pieces.append(lambda builder: builder.note(label))


def bookmark_start(walk: Walk, element: etree._Element) -> None:
    """``w:bookmarkStart``."""
    name, bookmarks = element.get(NAME, ""), walk.book.bookmarks
    if name and not name.startswith(_UNNAMED):

        def done(_builder: Builder, span: Span) -> None:
            bookmarks.setdefault(name.casefold(), span)

        walk.book.marked[element.get(ID, "")] = walk.begin(done)


def bookmark_end(walk: Walk, element: etree._Element) -> None:
    """``w:bookmarkEnd``."""
    stretch = walk.book.marked.pop(element.get(ID, ""), None)
    if stretch is not None:
        walk.flow.pieces.append(stretch.end)


def comment_start(walk: Walk, element: etree._Element) -> None:
    """``w:commentRangeStart``."""
    stretch = walk.book.comments.start(element.get(ID, ""))
    if stretch is not None:
        walk.flow.pieces.append(stretch.begin)


def comment_end(walk: Walk, element: etree._Element) -> None:
    """``w:commentRangeEnd``."""
    stretch = walk.book.comments.end(element.get(ID, ""))
    if stretch is not None:
        walk.flow.pieces.append(stretch.end)


def comment_reference(walk: Walk, element: etree._Element) -> None:
    """``w:commentReference``: where the comment's balloon points to."""
    identifier, comments = element.get(ID, ""), walk.book.comments
    walk.flow.pieces.append(lambda builder: comments.refer(identifier, builder))


def _show(walk: Walk, field: OpenField) -> None:
    """The result of the field begins."""
    flow = walk.flow
    field.in_code = False
    field.is_toc = is_toc(field.instruction)
    if not flow.coded:
        flow.figure = flow.figure or is_seq(field.instruction)
        if walk.lost is None:
            flow.pieces.append(field.stretch.begin)
            field.first = len(flow.pieces)


def _end(walk: Walk) -> None:
    flow = walk.flow
    field = flow.fields.pop()
    if field.in_code:
        flow.coded -= 1
    if walk.lost is not None or flow.coded:
        return
    drawn = ""
    if field.in_code:
        flow.pieces.append(field.stretch.begin)
        drawn = field_symbol(field.instruction)
    if words := drawn or field.form or _listed(walk, field):
        walk.put((words, -1, 0))
    flow.pieces.append(field.stretch.end)


def _listed(walk: Walk, field: OpenField) -> str:
    """The number that a LISTNUM field prints, which has no result in the file as a rule."""
    asked = list_number(field.instruction)
    if asked is None or (not field.in_code and any(isinstance(piece, tuple) for piece in walk.flow.pieces[field.first :])):
        return ""
    printed = walk.book.numbering.field(asked)
    if not printed:
        walk.book.unread.append("a number that Word computes in a list that is not known (LISTNUM)")
    return printed

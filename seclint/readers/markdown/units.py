"""What the Markdown and plain-text readers collect before they write: paragraphs as pieces of text, each with its place in the source."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from seclint.model import BlockKind, Cell, Comment, Link, Mark, Revision, Span
from seclint.readers.builder import Builder, normalise
from seclint.readers.labels import kind_of

# A mark that a piece of text is under, such as a link: (what it is, its detail).
Under = tuple[str, str]
_ENDED = re.compile(r"[.!?:;][”’\"')\]]*$")


class Piece(NamedTuple):
    """A stretch of one source line: line from 1, column from 0. ``line`` 0 for text that the file does not hold, such as a joint.

    ``under`` are the marks over the whole piece. A ``note`` is a footnote mark and has no text.
    """

    text: str
    line: int = 0
    column: int = 0
    under: tuple[Under, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Unit:
    """A block to be: its kind, label and pieces."""

    kind: BlockKind
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    label: str = ""
    cell: Cell | None = None
    page_label: str = ""
    style: str = ""
    features: frozenset[str] = field(default_factory=frozenset)

    def text(self) -> str:
        """The words, as the pieces hold them."""
        return "".join(piece.text for piece in self.pieces)


def labelled(unit: Unit, label: str, rest: str, depth: int = 0) -> Unit:
    """The unit with its label and only the last characters, ``rest``, of its text."""
    kind: BlockKind = kind_of(label, depth) if unit.kind in ("paragraph", "item") else unit.kind
    level = depth if kind == "item" else unit.level
    return replace(unit, kind=kind, level=level, label=label, pieces=ending(unit.pieces, len(rest.rstrip())))


def ending(pieces: Sequence[Piece], wanted: int) -> tuple[Piece, ...]:
    """The last ``wanted`` characters of the pieces, white space at the end not counted."""
    text = "".join(piece.text for piece in pieces)
    return cut(pieces, len(text.rstrip()) - wanted, len(text))


def cut(pieces: Sequence[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """The pieces between two offsets of their joined text; footnote marks at the ends are kept."""
    kept, at = [], 0
    for piece in pieces:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        if piece.note and start <= at <= end:
            kept.append(piece)
        elif first < last:
            kept.append(piece._replace(text=piece.text[first:last], column=piece.column + first))
        at += len(piece.text)
    return tuple(kept)


def rejoined(units: Sequence[Unit]) -> Iterator[Unit]:
    """The units in order, body before footnotes, with the halves of a paragraph joined that a footnote stood between."""
    body: list[Unit] = []
    notes: list[Unit] = []
    interrupted = False
    for unit in units:
        if unit.kind == "footnote":
            notes.append(unit)
            interrupted = True
            continue
        if interrupted and body and _goes_on(body[-1], unit):
            body[-1] = replace(body[-1], pieces=(*body[-1].pieces, Piece(" "), *unit.pieces))
        else:
            body.append(unit)
        interrupted = False
    yield from body
    yield from notes


def _goes_on(before: Unit, after: Unit) -> bool:
    text = normalise(before.text())
    return before.kind in ("paragraph", "item") and after.kind == "paragraph" and not after.label and bool(text) and not _ENDED.search(text)


def write(units: Sequence[Unit], builder: Builder) -> None:
    """Write the units through the builder, with the links, revisions, comments and marks that their pieces are under."""
    for unit in units:
        builder.open(unit.kind, level=unit.level, label=unit.label, style=unit.style, cell=unit.cell, page_label=unit.page_label)
        open_marks: dict[Under, int] = {}
        for piece in unit.pieces:
            _end(builder, open_marks, piece.under)
            if piece.note:
                builder.note(piece.note)
            elif ("deletion", "") in piece.under:
                at = builder.end_position()
                builder.revisions.append(Revision("deletion", Span(at, at), text=piece.text))
            elif piece.text:
                for mark in piece.under:
                    open_marks.setdefault(mark, builder.position())
                builder.write(piece.text, 0 if piece.line else -1, piece.line, piece.column)
            elif piece.under:
                _record(builder, piece.under[-1], builder.end_position())
        _end(builder, open_marks, ())
        builder.close()


def _end(builder: Builder, open_marks: dict[Under, int], still: Sequence[Under]) -> None:
    for mark in [mark for mark in open_marks if mark not in still]:
        _record(builder, mark, open_marks.pop(mark))


def _record(builder: Builder, mark: Under, start: int) -> None:
    what, detail = mark
    span = Span(min(start, builder.end_position()), builder.end_position())
    records: dict[str, Callable[[], None]] = {
        "link": lambda: builder.links.append(Link(span, detail.partition(" ")[2])),
        "insertion": lambda: builder.revisions.append(Revision("insertion", span, text="")),
        "comment": lambda: builder.comments.append(Comment(span, detail)),
        "highlight": lambda: builder.marks.append(Mark("highlight", span)),
    }
    if what in records:
        records[what]()

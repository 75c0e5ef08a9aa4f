"""Units written through the builder, with the links, revisions, comments and highlights over their pieces."""

from collections.abc import Iterable

from seclint.model import Comment, Link, Mark, Revision, Span
from seclint.readers.builder import Builder
from seclint.readers.markdown.units import Piece, Under, Unit


def write(units: Iterable[Unit], builder: Builder) -> None:
    """Write the units in order."""
    for unit in units:
        builder.open(unit.kind, level=unit.level, label=unit.label, style=unit.style, cell=unit.cell, page_label=unit.page_label)
        marks = _Marks(builder)
        for piece in unit.pieces:
            marks.end_all_but(piece.under)
            marks.begin(piece)
            if piece.note:
                builder.note(piece.note)
            elif not marks.deleted(piece):
                builder.write(piece.text, 0 if piece.line else -1, piece.line, piece.column)
        marks.end_all_but(())
        builder.close()


class _Marks:
    """The marks that the words being written are under: where each began, and the words that a deletion took out."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._begun: dict[Under, int] = {}
        self._deleted: dict[Under, str] = {}

    def begin(self, piece: Piece) -> None:
        for mark in piece.under:
            self._begun.setdefault(mark, self._builder.position() if piece.text.strip() else self._builder.end_position())

    def deleted(self, piece: Piece) -> bool:
        mark = next((mark for mark in piece.under if mark[0] == "deletion"), None)
        if mark is not None:
            self._deleted[mark] = self._deleted.get(mark, "") + piece.text
        return mark is not None

    def end_all_but(self, still: Iterable[Under]) -> None:
        for mark in [mark for mark in self._begun if mark not in still]:
            self._record(mark, self._begun.pop(mark))

    def _record(self, mark: Under, start: int) -> None:
        what, _, detail = mark
        builder = self._builder
        end = builder.end_position()
        span = Span(min(start, end), end)
        match what:
            case "link":
                builder.links.append(Link(span, detail))
            case "insertion":
                builder.revisions.append(Revision("insertion", span))
            case "deletion":
                builder.revisions.append(Revision("deletion", Span(end, end), text=self._deleted.get(mark, "")))
            case "comment":
                builder.comments.append(Comment(span, detail))
            case _:
                builder.marks.append(Mark("highlight", span))

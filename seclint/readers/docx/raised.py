"""Raised figures that somebody typed: marks of footnotes that Word does not know for marks, or exponents."""

from collections.abc import Iterable, Iterator

from seclint.patterns import compiled
from seclint.readers.docx.pieces import Figure, Paragraph, Piece
from seclint.readers.labels import is_exponent

_FIGURE = compiled(r"(\s*)(\d{1,3})[.)]?(\s*)$")


def raise_figure(pieces: list[Piece], first: int) -> None:
    """Make a mark of the words from the piece ``first`` on, if they are figures alone; white space about them stays."""
    texts = [piece for piece in pieces[first:] if isinstance(piece, tuple)]
    match = _FIGURE.match("".join(text for text, _, _ in texts))
    if match is None:
        return
    words, item, offset = next(piece for piece in texts if piece[0].strip())
    start = offset + len(words) - len(words.lstrip())
    raised: list[Piece] = [Figure(match[2], item, start)]
    if match[1]:
        raised.insert(0, (match[1], texts[0][1], texts[0][2]))
    if match[3]:
        raised.append((match[3], texts[-1][1], texts[-1][2] + len(texts[-1][0]) - len(match[3])))
    at = pieces.index(texts[0], first)
    others = [piece for piece in pieces[at:] if not isinstance(piece, tuple)]
    pieces[at:] = [*raised, *others]


def typed_notes(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[tuple[str, Paragraph]]]:
    """The paragraphs without those that begin with a raised figure, and these, which are footnotes, with their marks."""
    rest: list[Paragraph] = []
    found: list[tuple[str, Paragraph]] = []
    for paragraph in paragraphs:
        label = _mark_at_start(paragraph)
        if label:
            found.append((label, without_mark(paragraph)))
        else:
            rest.append(paragraph)
    return rest, found


def without_mark(paragraph: Paragraph) -> Paragraph:
    """The paragraph of a footnote without the mark that is typed at its start."""
    if _mark_at_start(paragraph):
        paragraph.pieces = [piece for piece in paragraph.pieces if piece is not _first(paragraph.pieces)]
    return paragraph


def settle(paragraphs: Iterable[Paragraph], labels: set[str]) -> None:
    """Decide which raised figures are marks: all but those behind a unit or a figure, if no footnote has such a ``label``."""
    for paragraph in paragraphs:
        if any(isinstance(piece, Figure) for piece in paragraph.pieces):
            paragraph.pieces = list(_decided(_joined(paragraph.pieces), labels))


def _decided(pieces: list[Piece], labels: set[str]) -> Iterator[Piece]:
    before = ""
    for piece in pieces:
        if isinstance(piece, tuple):
            before += piece[0]
        elif isinstance(piece, Figure) and piece.label not in labels and (not before.strip() or is_exponent(before)):
            piece = (piece.label, piece.item, piece.offset)
        yield piece


def _joined(pieces: list[Piece]) -> list[Piece]:
    """The pieces with figures that only the bounds of runs keep apart as one."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, Figure) and isinstance(last, Figure):
            joined[-1] = Figure(last.label + piece.label, last.item, last.offset)
        else:
            joined.append(piece)
    return joined


def _mark_at_start(paragraph: Paragraph) -> str:
    """The raised figure that a paragraph with other words begins with; "" where it begins with none."""
    first = _first(paragraph.pieces)
    if not isinstance(first, Figure) or paragraph.printed is not None or paragraph.cell is not None or not paragraph.text().strip():
        return ""
    return first.label


def _first(pieces: list[Piece]) -> Piece | None:
    return next((piece for piece in pieces if isinstance(piece, Figure) or (isinstance(piece, tuple) and piece[0].strip())), None)

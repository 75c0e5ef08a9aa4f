"""What the Markdown and plain-text readers collect before they write: paragraphs as pieces of text, each with its place in the source."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from seclint.model import BlockKind, Cell
from seclint.patterns import compiled
from seclint.readers.labels import kind_of, number_of, split_title

# A mark that a piece of text is under, such as a link: (what it is, which one of these, its detail).
Under = tuple[str, int, str]
_MARK = compiled(r"[\s\\]*(\d{1,3})[\s.)\\]*$")


class Piece(NamedTuple):
    """A stretch of one source line: line from 1, column from 0. ``line`` 0 for text that the file does not hold, such as a joint.

    ``under`` are the marks over the whole piece. A ``note`` is a footnote mark and has no text; ``typed`` are the raised figures it was
    read from.
    """

    text: str
    line: int = 0
    column: int = 0
    under: tuple[Under, ...] = ()
    note: str = ""
    typed: str = ""


LIST, COLUMN = 18.0, 6.0  # points that a list around a block, and a column before it, move it in

JOINT = Piece(" ")  # the end of a line inside a paragraph


class Unit(Struct):
    """A block to be: its kind, label and pieces, and how far in it stands, in points: lists and indented lines move it."""

    kind: BlockKind
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    label: str = ""
    cell: Cell | None = None
    page_label: str = ""
    style: str = ""
    place: float = 0.0

    def text(self) -> str:
        """The words, as the pieces hold them."""
        return joined(self.pieces)


def joined(pieces: Sequence[Piece]) -> str:
    """The text of the pieces."""
    return "".join(piece.text for piece in pieces)


def labelled(unit: Unit, label: str, rest: str, depth: int = 0) -> Unit:
    """The unit with its label and only the last characters, ``rest``, of its text."""
    kind: BlockKind = kind_of(label, depth) if unit.kind in ("paragraph", "item") else unit.kind
    return replace(unit, kind=kind, label=label, pieces=ending(unit.pieces, len(rest.rstrip())))


def heading(unit: Unit, level: int = 0) -> Unit:
    """The unit as a heading, its number or part split off; without a level, the depth of the number is the level."""
    found = split_title(unit.text())
    figures = number_of(found[0]) if found else None
    unit = replace(unit, kind="heading", level=level or len(figures or (0,)))
    return labelled(unit, *found) if found else unit


def ending(pieces: Sequence[Piece], wanted: int) -> tuple[Piece, ...]:
    """The last ``wanted`` characters of the pieces, white space at the end not counted."""
    text = joined(pieces)
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


def raised(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Raised pieces: figures alone are a footnote mark, all else ("1st") is text."""
    match = _MARK.match(joined(pieces))
    if match is None:
        return tuple(pieces)
    figure = match[1][0]
    first = next(piece for piece in pieces if figure in piece.text)
    return (first._replace(text="", column=first.column + first.text.index(figure), note=match[1], typed=match[1]),)

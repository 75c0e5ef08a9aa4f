"""What a walk through a Word part collects: paragraphs made of stretches of text, and of marks that do something between them."""

from collections.abc import Callable

from lxml import etree
from msgspec import Struct

from seclint.model import Cell, Span
from seclint.readers.builder import Builder
from seclint.readers.docx import names
from seclint.readers.docx.indents import beginning, indent_of
from seclint.readers.docx.numbering import Printed
from seclint.readers.docx.styles import Style

Text = tuple[str, int, int]
"""Characters, the item they stand in (-1 when Word computes them and the file does not hold them), the offset of the first one in it."""

_STEP = 18.0  # points between the levels of a list that says nothing of indents
_TAB = 36.0  # points to the next tab stop

Piece = Text | Callable[[Builder], None]


class Figure:
    """A raised figure that somebody typed, as long as nothing says otherwise the mark of a footnote."""

    __slots__ = ("item", "label", "offset")

    def __init__(self, label: str, item: int, offset: int) -> None:
        self.label = label
        self.item = item
        self.offset = offset

    def __call__(self, builder: Builder) -> None:
        """Write it as a mark."""
        builder.note(self.label)


class Stretch:
    """Words between two places of the text; ``done`` gets their span when both are known."""

    __slots__ = ("_done", "_start")

    def __init__(self, done: Callable[[Builder, Span], None]) -> None:
        self._done = done
        self._start: int | None = None

    def begin(self, builder: Builder) -> None:
        """The next word is the first."""
        self._start = builder.position()

    def end(self, builder: Builder) -> None:
        """The word before was the last."""
        if self._start is not None:
            end = builder.end_position()
            self._done(builder, Span(min(self._start, end), end))
            self._start = None


def at_once(done: Callable[[Builder, Span], None]) -> Callable[[Builder], None]:
    """The piece that does at one place what a stretch does over its words."""

    def point(builder: Builder) -> None:
        place = builder.end_position()
        done(builder, Span(place, place))

    return point


class Paragraph(Struct):
    """One printed paragraph. ``contents``: inside a table-of-contents field; ``numbered_figure``: it counts tables or figures (SEQ).

    ``part`` is the part that holds its words where that is not the one being read, ``element`` the ``w:p`` itself.
    """

    pieces: list[Piece]
    style: Style
    outline: int | None = None
    printed: Printed | None = None
    cell: Cell | None = None
    contents: bool = False
    numbered_figure: bool = False
    part: str = ""
    element: etree._Element | None = None

    def text(self) -> str:
        """The characters of the paragraph, tabs and breaks among them."""
        return "".join([piece[0] for piece in self.pieces if type(piece) is tuple])

    def begins(self) -> float:
        """Where its label or its first word stands, in points from the margin."""
        layers = [style.indent for style in self.style.chain]
        if self.printed is not None:
            giver = next((index for index, style in enumerate(self.style.chain, 1) if style.num_id is not None), 0)
            layers.insert(0 if self.printed.direct else giver, self.printed.indent)
        own = None if self.element is None else self.element.find(names.PARAGRAPH_PROPERTIES)
        said = beginning([indent_of(own), *layers])
        if self.printed is not None:
            return said if said is not None else _STEP * self.printed.depth
        text = self.text()
        tabs = text[: len(text) - len(text.lstrip())].count("\t")
        return (said or 0.0) + _TAB * tabs

    def has_text(self) -> bool:
        """Whether there is anything but white space in it."""
        return any(piece[0].strip() if type(piece) is tuple else type(piece) is Figure for piece in self.pieces)


def cut(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces without the characters before ``start`` and from ``end`` on; marks stay."""
    if start == 0 and end >= sum([len(piece[0]) for piece in pieces if type(piece) is tuple]):
        return pieces
    kept: list[Piece] = []
    at = 0
    for piece in pieces:
        if not isinstance(piece, tuple):
            kept.append(piece)
            continue
        text, item, offset = piece
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            kept.append((text[first:last], item, offset + first))
        at += len(text)
    return kept

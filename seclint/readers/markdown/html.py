"""The remnants of HTML that converters leave in Markdown: paragraphs, line breaks and tables in blocks of tags."""

from html.parser import HTMLParser

from seclint.model import Cell
from seclint.readers.markdown.units import Piece, Unit

_ENDS = {"p", "div", "li", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "br", "td", "th"}
_UNREAD = {"script", "style", "head"}


class Remnant(HTMLParser):
    """Reads one block of HTML into units. ``table`` is the number of the next table."""

    def __init__(self, first_line: int, table: int) -> None:
        super().__init__(convert_charrefs=False)
        self.units: list[Unit] = []
        self.table = table
        self._first = first_line
        self._pieces: list[Piece] = []
        self._row, self._column = -1, -1
        self._in_cell = False
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """A tag that begins a block ends the one before."""
        self._unread += tag in _UNREAD
        if tag in _ENDS:
            self._end(force=False)
        if tag == "table":
            self._row = self._column = -1
        elif tag == "tr":
            self._row, self._column = self._row + 1, -1
        elif tag in ("td", "th"):
            self._column += 1
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        """A cell is written even when it is empty."""
        self._unread -= tag in _UNREAD and self._unread > 0
        if tag in _ENDS:
            self._end(force=tag in ("td", "th"))
        if tag in ("td", "th"):
            self._in_cell = False
        elif tag == "table":
            self.table += 1

    def handle_data(self, data: str) -> None:
        """Text, line by line."""
        if self._unread:
            return
        line, column = self.getpos()
        for number, text in enumerate(data.split("\n")):
            if number:
                self._pieces.append(Piece(" "))
            if text:
                self._pieces.append(Piece(text, self._first + line - 1 + number, column if not number else 0))

    def handle_entityref(self, name: str) -> None:
        """A named entity stands for one character."""
        self._entity(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A numbered entity stands for one character."""
        self._entity(f"&#{name};")

    def finished(self) -> list[Unit]:
        """The units of the block."""
        self.close()
        self._end(force=False)
        return self.units

    def _entity(self, written: str) -> None:
        from html import unescape

        line, column = self.getpos()
        self._pieces.append(Piece(unescape(written), self._first + line - 1, column))

    def _end(self, *, force: bool) -> None:
        pieces, self._pieces = tuple(self._pieces), []
        if not (force or any(piece.text.strip() for piece in pieces)):
            return
        cell = Cell(self.table, max(0, self._row), max(0, self._column)) if self._in_cell else None
        self.units.append(Unit("cell" if cell else "paragraph", pieces, cell=cell))

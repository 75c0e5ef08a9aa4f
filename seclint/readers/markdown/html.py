"""The remnants of HTML that converters leave in Markdown: paragraphs, headings, lists, line breaks and tables in blocks of tags."""

import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser
from itertools import count

from seclint.model import BlockKind, Cell
from seclint.readers.labels import kind_of
from seclint.readers.markdown.tags import is_placeholder
from seclint.readers.markdown.units import JOINT, LIST, Piece, Under, Unit, raised

_CELLS = ("td", "th")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ENDS = frozenset(("p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "pre", *_CELLS, *_HEADINGS))
_UNREAD = ("script", "style", "head")
_MOST_COVERED = 1000
_numbers = count()


class Remnant(HTMLParser):
    """Reads blocks of HTML into units, one block after the other: a table may go on behind a blank line.

    ``table`` is the number of the next table; ``cell`` is where Markdown between two blocks stands.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.table = 0
        self.cell: Cell | None = None
        self._units: list[Unit] = []
        self._pieces: list[Piece] = []
        self._raised: list[Piece] | None = None
        self._links: list[Under] = []
        self._lists: list[int | None] = []  # the number of the last item of each open list, None for bullets
        self._opened: tuple[BlockKind, int, str] = ("paragraph", 0, "")  # kind, level and label of the unit to come
        self._row, self._column = -1, 0
        self._covered: dict[int, int] = {}  # by column, the first row that no cell above reaches
        self._written = False  # whether the open cell has been
        self._unread = 0
        self._first, self._shifts = 1, [0]

    def units_of(self, text: str, first: int, shifts: Sequence[int]) -> list[Unit]:
        """The units of a block that begins on line ``first``, its lines indented by ``shifts``."""
        self.reset()
        self._unread = 0  # an unclosed <head> swallows its own block, not the document
        self._first, self._shifts, self._units = first, [*shifts, 0], []
        self.feed(text)
        self.close()
        self._end()
        return self._units

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that begins a block ends the one before."""
        written = self.get_starttag_text() or ""
        if is_placeholder(written, self.rawdata):
            self.handle_data(written)
            return
        given = dict(attrs)
        self._unread += tag in _UNREAD
        if tag in _ENDS:
            self._end()
        if tag in _HEADINGS:
            self._opened = ("heading", int(tag[1]), "")
        elif tag in ("table", "tr", *_CELLS):
            self._open_table(tag, _span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag in ("ul", "ol"):
            start = given.get("start") or "1"
            self._lists.append(None if tag == "ul" else int(start) - 1 if re.fullmatch(r"[0-9]{1,9}", start) else 0)
        elif tag == "li":
            self._open_item()
        elif tag == "br":
            self._add(JOINT)
        elif tag == "sup":
            self._raised = []
        elif tag == "a":
            self._links.append(("link", next(_numbers), given.get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        """The end of a block; a cell is written even when it is empty."""
        self._unread -= tag in _UNREAD and self._unread > 0
        if tag in _ENDS:
            self._end()
        if tag in _CELLS and self.cell is not None:
            if not self._written:
                self._units.append(Unit("cell", cell=self.cell))
            self.cell = None
        elif tag == "table":
            self.table += 1
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "a" and self._links:
            self._links.pop()
        elif tag == "sup" and self._raised is not None:
            mark, self._raised = raised(self._raised), None
            self._add(*mark)

    def handle_data(self, data: str) -> None:
        """Text, line by line."""
        line, column = self.getpos()
        for number, text in enumerate(data.split("\n")):
            if number:
                self._add(JOINT)
            if text:
                self._place(text, line + number, column if not number else 0)

    def handle_entityref(self, name: str) -> None:
        """A named entity stands for one character."""
        self._place(unescape(f"&{name};"), *self.getpos())

    def handle_charref(self, name: str) -> None:
        """A numbered entity stands for one character."""
        self._place(unescape(f"&#{name};"), *self.getpos())

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """``<![if ...]>``: what Word leaves of its conditions has no text; the parser itself would give up at one that is damaged."""
        return self.parse_bogus_comment(i, report)

    def _open_table(self, tag: str, across: int, down: int) -> None:
        if tag == "table":
            self._row, self._column, self._covered = -1, 0, {}
        elif tag == "tr":
            self._row, self._column = self._row + 1, 0
        else:
            self._row = max(0, self._row)
            while self._covered.get(self._column, 0) > self._row:
                self._column += 1
            self.cell = Cell(self.table, self._row, self._column)
            self._written = False
            self._covered.update(dict.fromkeys(range(self._column, self._column + across), self._row + down))
            self._column += across

    def _open_item(self) -> None:
        number = self._lists[-1] if self._lists else None
        label = "•"
        if number is not None:
            self._lists[-1] = number + 1
            label = str(number + 1)
        depth = max(0, len(self._lists) - 1)
        self._opened = (kind_of(label, depth), 0, label)

    def _place(self, text: str, line: int, column: int) -> None:
        shift = self._shifts[min(line, len(self._shifts)) - 1]
        self._add(Piece(text, self._first + line - 1, column + shift, tuple(self._links)))

    def _add(self, *pieces: Piece) -> None:
        if not self._unread:
            (self._pieces if self._raised is None else self._raised).extend(pieces)

    def _end(self) -> None:
        pieces, self._pieces = tuple(self._pieces), []
        if not any(piece.text.strip() or piece.note for piece in pieces):
            return
        (kind, level, label), self._opened = self._opened, ("paragraph", 0, "")
        if self.cell is not None:
            self._units.append(Unit("cell", pieces, label=label, cell=self.cell))
            self._written = True
        else:
            place = LIST * max(0, len(self._lists) - bool(label))
            self._units.append(Unit(kind, pieces, level=level, label=label, place=place))


def _span(written: str | None) -> int:
    """How many columns or rows a cell covers; browsers bound it too."""
    return min(max(1, int(written)), _MOST_COVERED) if written and re.fullmatch(r"[0-9]{1,9}", written) else 1

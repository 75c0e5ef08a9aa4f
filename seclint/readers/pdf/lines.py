"""Characters to words to lines, by where they stand; superscript marks are told from the words they hang on."""

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2_raw import bindings as pdfium

from seclint.readers.pdf.native import PageText

# pdfium writes U+FFFE (older versions U+0002) for a hyphen at the end of a line and swallows the line break.
HYPHENS = "\ufffe\x02"
_WORD = re.compile(r"[^\s\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
_TRAILING = re.compile(r"(?:\d{1,3}(?:,\d{1,3})*|[*†‡])[.,;:)\]”’\"']*$")


class Word(NamedTuple):
    """Characters without white space between them; the box is that of its first and last character together."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float
    last_top: float
    last_bottom: float
    backwards: bool


class Piece(NamedTuple):
    """A stretch of a page's text on one line; ``mark`` when it is a raised footnote mark, ``spaced`` when white space stands before it."""

    start: int
    end: int
    spaced: bool
    mark: bool


@dataclass(slots=True)
class Line:
    """Words side by side. ``text`` is what they say without marks; wide gaps are tabs in it."""

    page: int
    pieces: list[Piece]
    x0: float
    top: float
    x1: float
    bottom: float
    base: float = 0.0  # where the words stand: the same for words with and without tails
    text: str = ""
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    font: str = ""
    lead: float = 0.0  # the width of the first word
    indent: float = 0.0  # where the second word begins: the text behind a hanging label
    right: float = 0.0  # where full lines of its column end
    wide_gaps: int = 0
    hidden: str = ""
    turned: bool = False  # not level
    notes: list[str] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """How far down the page the middle of the line stands."""
        return (self.top + self.bottom) / 2


def words_of(page: PageText) -> list[Word]:
    """The words of a page in the order in which the file draws them."""
    spans = [match.span() for match in _WORD.finditer(page.text)]
    firsts = page.boxes([start for start, _ in spans])
    lasts = page.boxes([end - 1 for _, end in spans])
    return [
        Word(start, end, min(first[0], last[0]), first[1], max(last[2], first[2]), first[3], last[1], last[3], last[0] < first[0])
        for (start, end), first, last in zip(spans, firsts, lasts, strict=True)
    ]


def seems_turned(word: Word) -> bool:
    """Whether the word cannot run level from left to right: its ends stand at different heights, or the last character before the first."""
    height = max(word.bottom - word.top, 1.0)
    return word.end - word.start > 1 and (abs(word.last_top + word.last_bottom - word.top - word.bottom) > 1.2 * height or word.backwards)


def rows_of(words: Iterable[Word]) -> Iterator[list[Word]]:
    """The words in runs that stand side by side on one line."""
    row: list[Word] = []
    top = bottom = 0.0
    for word in words:
        if row and _follows(row[-1], word, top, bottom):
            row.append(word)
            if word.bottom - word.top > bottom - top:
                top, bottom = word.top, word.bottom
            continue
        if row:
            yield row
        row, top, bottom = [word], word.top, word.bottom
    if row:
        yield row


def _follows(last: Word, word: Word, top: float, bottom: float) -> bool:
    overlap = min(bottom, word.bottom) - max(top, word.top)
    return overlap > 0.4 * min(bottom - top, word.bottom - word.top) and word.x0 > last.x1 - 0.35 * (bottom - top)


class Typesetting:
    """Tells the size and font of characters; fonts are looked up once a page."""

    def __init__(self, page: PageText) -> None:
        self._page = page
        self._fonts: dict[int, tuple[str, bool, bool]] = {}

    def style(self, position: int) -> tuple[float, str, bool, bool, str]:
        """Size in points, font name, bold, italic, and "not drawn" or "white" for a character that nobody sees on paper."""
        thing = self._page.object_at(position)
        if not thing:
            return 0.0, "", False, False, ""
        size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
        pdfium.FPDFTextObj_GetFontSize(thing, size)
        pdfium.FPDFPageObj_GetMatrix(thing, matrix)
        name, bold, italic = self._font(pdfium.FPDFTextObj_GetFont(thing))
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
        bold |= mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        hidden = "not drawn" if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE else _pale(thing)
        return size.value * scale, name, bold, italic, hidden

    def _font(self, font: Any) -> tuple[str, bool, bool]:
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        if address not in self._fonts:
            buffer = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
            name = buffer.value.decode("latin-1").split("+", 1)[-1]
            bold = bool(re.search(r"bold|black|heavy|demi|[-,]bd\b", name, re.IGNORECASE)) or pdfium.FPDFFont_GetWeight(font) >= 650
            self._fonts[address] = name, bold, bool(re.search(r"ital|obliq", name, re.IGNORECASE))
        return self._fonts[address]


def _pale(thing: Any) -> str:
    """The word "white" for what is drawn in white or let shine through wholly; else nothing."""
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, opaque):
        return ""
    return "white" if min(red.value, green.value, blue.value) >= 250 or not opaque.value else ""


def line_of(page: PageText, row: Sequence[Word], setting: Typesetting, *, turned: bool = False) -> Line:
    """The line that a row of words makes; gaps and raised marks are not told on a turned one."""
    height = _median([word.bottom - word.top for word in row])
    bounds = row[0].x0, min(word.top for word in row), max(word.x1 for word in row), max(word.bottom for word in row)
    line = Line(page.index, [], *bounds, turned=turned)
    said: list[str] = []
    before: Word | None = None
    for word in row:
        gap = word.x0 - before.x1 if before else 0.0
        spaced = before is not None and (gap > 0.12 * height or turned or (before.end < word.start and page.text[before.end] == " "))
        wide = before is not None and gap > 1.6 * height and not turned
        line.wide_gaps += wide
        if said and spaced:
            said.append("\t" if wide else " ")
        whole = Piece(word.start, word.end, spaced, False)
        for piece in (whole,) if turned else _pieces(page, row, word, height, setting, spaced):
            _add(line.pieces, piece, page.text)
            (line.notes if piece.mark else said).append(page.text[piece.start : piece.end])
        before = word
    line.text = "".join(said)
    line.lead = row[0].x1 - row[0].x0
    line.indent = row[1].x0 if len(row) > 1 else row[0].x0
    line.base = page.baseline(_middling(row).start)
    _dress(line, setting)
    return line


def _middling(row: Sequence[Word]) -> Word:
    """A word that is no raised mark: the longest of the first few."""
    return max(row[:4], key=lambda word: word.end - word.start)


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _add(pieces: list[Piece], piece: Piece, text: str) -> None:
    """Add a piece, grown onto the one before where only a space stands between."""
    last = pieces[-1] if pieces else None
    if last is not None and not piece.mark and not last.mark:
        between = text[last.end : piece.start]
        if (between == " " and piece.spaced) or (not between and not piece.spaced):
            pieces[-1] = Piece(last.start, piece.end, last.spaced, False)
            return
    pieces.append(piece)


def _pieces(page: PageText, row: Sequence[Word], word: Word, height: float, setting: Typesetting, spaced: bool) -> Iterator[Piece]:
    """The word, cut where a raised mark begins and ends."""
    found = _TRAILING.search(page.text, word.start, word.end)
    lower = min(word.last_bottom - word.last_top, word.bottom - word.top) < 0.85 * height
    start = end = word.start
    if found and (lower or not found[0][-1].isdigit()):
        start, end = _raised(page, row, range(found.start(), word.end), setting)
    if start == end:
        yield Piece(word.start, word.end, spaced, False)
        return
    if start > word.start:
        yield Piece(word.start, start, spaced, False)
    yield Piece(start, end, spaced and start == word.start, True)
    if end < word.end:
        yield Piece(end, word.end, False, False)


def _raised(page: PageText, row: Sequence[Word], positions: range, setting: Typesetting) -> tuple[int, int]:
    """The positions of the characters among these that are smaller than their line and stand above its foot; empty when there are none."""
    size = max(setting.style(word.start)[0] for word in (row[0], row[-1], max(row, key=lambda word: word.end - word.start)))
    foot = _median([word.bottom for word in row])
    raised = [
        position
        for position, box in zip(positions, page.boxes(positions), strict=True)
        if box[3] < foot - 0.1 * size and setting.style(position)[0] < 0.85 * size and page.text[position] not in ".;:"
    ]
    while raised and page.text[raised[-1]] == ",":
        raised.pop()
    return (raised[0], raised[-1] + 1) if raised else (0, 0)


def _dress(line: Line, setting: Typesetting) -> None:
    """Give the line the style of its words."""
    body = [piece for piece in line.pieces if not piece.mark] or line.pieces
    first, last = setting.style(body[0].start), setting.style(body[-1].end - 1)
    if not last[1]:
        last = first
    line.size = round(max(first[0], last[0]), 1)
    line.font, line.hidden = last[1], first[4] if first[4] == last[4] else ""
    line.bold, line.italic = first[2] and last[2], first[3] and last[3]

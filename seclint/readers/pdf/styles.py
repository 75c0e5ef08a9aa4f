"""How characters look: size, font, and whether anybody sees them."""

import ctypes
import re
from typing import Any, NamedTuple

from pypdfium2_raw import bindings as pdfium

from seclint.readers.pdf.native import PageText, fast

_ADDRESS, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
# Without types of arguments, which are made once: the parameter for an object, the places for the results.
_size = fast(pdfium.FPDFTextObj_GetFontSize, _INT)
_matrix = fast(pdfium.FPDFPageObj_GetMatrix, _INT)
_font = fast(pdfium.FPDFTextObj_GetFont, _ADDRESS)
_mode = fast(pdfium.FPDFTextObj_GetTextRenderMode, _INT)
_colour = fast(pdfium.FPDFPageObj_GetFillColor, _INT)

_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd\b", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obliq", re.IGNORECASE)
_BOLD_WEIGHT = 650
_PALE = 250  # of 255: at least so much of each colour looks like paper


class Style(NamedTuple):
    """``hidden`` is "not drawn" or "white" for what nobody sees on paper."""

    size: float
    font: str
    bold: bool
    italic: bool
    hidden: str


_NONE = Style(0.0, "", False, False, "")


class Styles:
    """The styles of the characters of one page."""

    def __init__(self, page: PageText) -> None:
        self._page = page
        self._known: dict[int, Style] = {}
        self._fonts: dict[int, tuple[str, bool, bool]] = {}
        self._floats = (_FLOAT * 7)()  # a size, then a matrix
        self._size, self._matrix = ctypes.byref(self._floats), ctypes.byref(self._floats, 4)
        self._numbers = (ctypes.c_uint * 4)()
        self._colours = tuple(ctypes.byref(self._numbers, 4 * number) for number in range(4))

    def at(self, position: int) -> Style:
        """The style of the character at a position of the page's text."""
        address = self._page.object_at(position)
        if not address:
            return _NONE
        return self._known.get(address) or self._known.setdefault(address, self._style(address))

    def _style(self, address: int) -> Style:
        drawn = _ADDRESS.from_param(address)
        _size(drawn, self._size)
        _matrix(drawn, self._matrix)
        size, _, _, c, d, _, _ = self._floats
        name, bold, italic = self._font(_font(drawn))
        mode = _mode(drawn)
        bold |= mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        hidden = "not drawn" if mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE else "white" if self._is_pale(drawn) else ""
        return Style(size * (abs(d) if not c else (c * c + d * d) ** 0.5), name, bold, italic, hidden)

    def _is_pale(self, drawn: Any) -> bool:
        """Whether the object is drawn in white, or shines through wholly."""
        if not _colour(drawn, *self._colours):
            return False
        red, green, blue, opaque = self._numbers
        return not opaque or (red >= _PALE and green >= _PALE and blue >= _PALE)

    def _font(self, address: int | None) -> tuple[str, bool, bool]:
        """Name, bold, italic."""
        if not address:
            return "", False, False
        if address not in self._fonts:
            font = ctypes.cast(address, pdfium.FPDF_FONT)
            buffer = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
            name = buffer.value.decode("latin-1").split("+", 1)[-1]
            bold = bool(_BOLD.search(name)) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT
            self._fonts[address] = name, bold, bool(_ITALIC.search(name))
        return self._fonts[address]

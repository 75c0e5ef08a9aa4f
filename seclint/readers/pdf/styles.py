"""How characters look: size, font, and whether anybody sees them."""

import ctypes
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from seclint.patterns import compiled
from seclint.readers.pdf import pdfium
from seclint.readers.pdf.calls import Slots, call, fast
from seclint.readers.pdf.native import PageText

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_size = fast("FPDFTextObj_GetFontSize", None)
_matrix = fast("FPDFPageObj_GetMatrix", None)
_font = fast("FPDFTextObj_GetFont", _ADDRESS)
_mode = fast("FPDFTextObj_GetTextRenderMode", _INT)
_colour = fast("FPDFPageObj_GetFillColor", _INT)
_shapes, _paints = Slots("f", 7), Slots("I", 4)
_sizes, _matrices = _shapes.places(0), _shapes.places(1)
_colours = [_paints.places(number) for number in range(4)]

_BOLD = compiled(r"bold|black|heavy|demi|[-,]bd\b", re.IGNORECASE)
_ITALIC = compiled(r"ital|obliq", re.IGNORECASE)
_BOLD_WEIGHT = 650
_PALE = 250  # of 255: at least so much of each colour looks like paper


class Style(NamedTuple):
    """``printed`` is the size to a tenth of a point; ``hidden`` is "not drawn" or "white" for what nobody sees on paper."""

    size: float
    printed: float
    font: str
    bold: bool
    italic: bool
    hidden: str


_NONE = Style(0.0, 0.0, "", False, False, "")


class _Look(NamedTuple):
    """What pdfium says of an object: size, the lower half of its matrix, the address of its font, how it is drawn, and its colour."""

    size: float
    c: float
    d: float
    font: int | None
    mode: int
    has_colour: int
    red: int
    green: int
    blue: int
    opaque: int

    def is_pale(self) -> bool:
        """Whether it is drawn in white, or shines through wholly."""
        return bool(self.has_colour) and (not self.opaque or min(self.red, self.green, self.blue) >= _PALE)


class Styles:
    """The styles of the characters of one page."""

    def __init__(self, page: PageText) -> None:
        self._page = page
        self._known: dict[int | None, Style] = {None: _NONE}  # by the address of the object that draws the character
        self._styles: dict[tuple[Any, ...], Style] = {}
        self._fonts: dict[int, tuple[str, bool, bool]] = {}

    def at(self, position: int) -> Style:
        """The style of the character at a position of the page's text."""
        return self.of((position,))[0]

    def of(self, positions: Sequence[int]) -> list[Style]:
        """For each position in the page's text the style of its character."""
        drawing = self._page.objects(positions)
        unknown = [address for address in dict.fromkeys(drawing) if address and address not in self._known]
        for some in _shapes.portions(unknown):
            self._known.update(zip(some, self._read(some), strict=True))
        return list(map(self._known.__getitem__, drawing))

    def _read(self, addresses: Sequence[int]) -> Iterable[Style]:
        """The styles in which objects are drawn; many look alike."""
        drawn = list(map(_ADDRESS.from_param, addresses))
        _shapes.clear(len(drawn))
        call(_size, drawn, _sizes)
        call(_matrix, drawn, _matrices)
        coloured = list(map(_colour, drawn, *_colours))
        size, _, _, c, d, _, _ = _shapes.read(len(drawn))
        looks = zip(size, c, d, map(_font, drawn), map(_mode, drawn), coloured, *_paints.read(len(drawn)), strict=True)
        for look in looks:
            yield self._styles.get(look) or self._styles.setdefault(look, self._style(_Look(*look)))

    def _style(self, look: _Look) -> Style:
        name, bold, italic = self._font(look.font)
        bold |= look.mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        hidden = "not drawn" if look.mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE else "white" if look.is_pale() else ""
        size = look.size * (abs(look.d) if not look.c else (look.c * look.c + look.d * look.d) ** 0.5)
        return Style(size, round(size, 1), name, bold, italic, hidden)

    def _font(self, address: int | None) -> tuple[str, bool, bool]:
        """Name, bold, italic."""
        if not address:
            return "", False, False
        if address not in self._fonts:
            buffer = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(address, buffer, 128)
            name = buffer.value.decode("latin-1").split("+", 1)[-1]
            bold = bool(_BOLD.search(name)) or pdfium.FPDFFont_GetWeight(address) >= _BOLD_WEIGHT
            self._fonts[address] = name, bold, bool(_ITALIC.search(name))
        return self._fonts[address]

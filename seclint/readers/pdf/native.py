"""The pages of a PDF and where their characters stand, through the raw C interface of pdfium.

Distances are in points from the top left of the page as displayed. Indices of characters are pdfium's own.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from operator import sub
from typing import Any

from seclint.errors import UnreadableDocument
from seclint.readers.pdf import pdfium
from seclint.readers.pdf.calls import Slots, call, fast

Box = tuple[float, float, float, float]

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int

_loose_box = fast("FPDFText_GetLooseCharBox", None)
_origin = fast("FPDFText_GetCharOrigin", None)
_angle = fast("FPDFText_GetCharAngle", ctypes.c_float, _ADDRESS, _INT)
_character_of = fast("FPDFText_GetCharIndexFromTextIndex", _INT, _ADDRESS, _INT)
_object_of = fast("FPDFText_GetTextObject", _ADDRESS)
_boxes = Slots("f", 4, 1024)
_box_places = _boxes.places()
_points = Slots("d", 2)
_xs, _ys = _points.places(0), _points.places(1)

_ERRORS = {
    pdfium.FPDF_ERR_PASSWORD: ("the PDF is locked with a password", "save a copy without a password and check that"),
    pdfium.FPDF_ERR_SECURITY: ("the PDF is encrypted in a way that cannot be undone here", "save a copy without protection and check that"),
}
_BROKEN = ("the PDF is damaged or cut short", "export or download it again")


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The pdfium document for the bytes of a PDF, closed afterwards. Raises UnreadableDocument."""
    pdfium.FPDF_InitLibrary()
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        raise UnreadableDocument(*_ERRORS.get(pdfium.FPDF_GetLastError(), _BROKEN))
    try:
        yield handle
    finally:
        pdfium.FPDF_CloseDocument(handle)


class PageText:
    """The characters of one page: ``text``, and for each character of it the index that pdfium knows it by."""

    def __init__(self, document: Any, index: int) -> None:
        self.index = index
        self.handle = pdfium.FPDF_LoadPage(document, index)
        self._text_handle = pdfium.FPDFText_LoadPage(self.handle) if self.handle else None
        self._argument = _ADDRESS.from_param(self._text_handle)
        self._left, self._right, self._bottom, self._top, self._rotation = 0.0, 612.0, 0.0, 792.0, 0
        self.text = ""
        self.indices: Sequence[int] = range(0)
        if self._text_handle:
            self._measure()
            self._read()

    def __enter__(self) -> "PageText":
        return self

    def __exit__(self, *_: object) -> None:
        if self._text_handle:
            pdfium.FPDFText_ClosePage(self._text_handle)
        if self.handle:
            pdfium.FPDF_ClosePage(self.handle)

    @property
    def width(self) -> float:
        """The width of the page as displayed."""
        return self._right - self._left if self._rotation % 2 == 0 else self._top - self._bottom

    @property
    def height(self) -> float:
        """The height of the page as displayed."""
        return self._top - self._bottom if self._rotation % 2 == 0 else self._right - self._left

    def edges(self, positions: Sequence[int]) -> tuple[list[float], list[float], list[float], list[float]]:
        """The left, top, right and bottom edges of the boxes that characters take up on the line, by position in ``text``."""
        return self._edges(self._indices_of(positions))

    def boxes(self, positions: Sequence[int]) -> list[Box]:
        """For each position in ``text`` the box that its character takes up on the line."""
        return list(zip(*self.edges(positions), strict=True))

    def character_boxes(self, indices: Sequence[int]) -> list[Box]:
        """For each of pdfium's indices the box that its character takes up on the line."""
        return list(zip(*self._edges(indices), strict=True))

    def baselines(self, positions: Sequence[int]) -> list[float]:
        """For each position in ``text`` how far below the top its character stands on its line."""
        found: list[float] = []
        for some in _points.portions(self._indices_of(positions)):
            call(_origin, repeat(self._argument), some, _xs, _ys)
            xs, ys = _points.read(len(some))
            if self._rotation:
                found += [box[3] for box in map(self.displayed, xs, ys, xs, ys)]
            else:
                found += map(sub, repeat(self._top), ys)
        return found

    def angles(self, positions: Sequence[int]) -> list[float]:
        """For each position in ``text`` how far its character is turned clockwise from level as displayed, in quarters of a turn."""
        turns = map(_angle, repeat(self._text_handle), [self.indices[position] for position in positions])
        return [(radians / (math.pi / 2) + self._rotation) % 4 for radians in turns]

    def turn(self, quarters: int) -> None:
        """Display the page turned clockwise by so many quarters more."""
        self._rotation = (self._rotation + quarters) % 4

    def objects(self, positions: Sequence[int]) -> list[int | None]:
        """For each position in ``text`` the address of the page object that draws its character; None where nothing draws it."""
        return list(map(_object_of, repeat(self._argument), self._indices_of(positions)))

    def displayed(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the page's own space as it is displayed: moved to the visible origin, turned, measured from the top left."""
        match self._rotation:
            case 0:
                return left - self._left, self._top - top, right - self._left, self._top - bottom
            case 1:
                return bottom - self._bottom, left - self._left, top - self._bottom, right - self._left
            case 2:
                return self._right - right, bottom - self._bottom, self._right - left, top - self._bottom
            case _:
                return self._top - top, self._right - right, self._top - bottom, self._right - left

    def undisplayed(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The other way round: a box of the page as displayed as left, bottom, right and top of the page's own space."""
        match self._rotation:
            case 0:
                return left + self._left, self._top - bottom, right + self._left, self._top - top
            case 1:
                return top + self._left, left + self._bottom, bottom + self._left, right + self._bottom
            case 2:
                return self._right - right, top + self._bottom, self._right - left, bottom + self._bottom
            case _:
                return self._right - bottom, self._top - right, self._right - top, self._top - left

    def _indices_of(self, positions: Sequence[int]) -> Sequence[int]:
        return positions if isinstance(self.indices, range) else [self.indices[position] for position in positions]

    def _edges(self, indices: Sequence[int]) -> tuple[list[float], list[float], list[float], list[float]]:
        lefts: list[float] = []
        tops: list[float] = []
        rights: list[float] = []
        bottoms: list[float] = []
        for some in _boxes.portions(indices):
            _boxes.clear(len(some))
            call(_loose_box, repeat(self._argument), some, _box_places)
            for edges, found in zip((lefts, tops, rights, bottoms), _boxes.read(len(some)), strict=True):
                edges += found
        if self._rotation:
            boxes = list(map(self.displayed, lefts, bottoms, rights, tops))
            return tuple([box[edge] for box in boxes] for edge in range(4))  # type: ignore[return-value]
        if self._left:
            lefts, rights = [left - self._left for left in lefts], [right - self._left for right in rights]
        return lefts, list(map(sub, repeat(self._top), tops)), rights, list(map(sub, repeat(self._top), bottoms))

    def _measure(self) -> None:
        box = pdfium.Rectangle()
        if pdfium.FPDF_GetPageBoundingBox(self.handle, ctypes.byref(box)):
            self._left, self._right, self._bottom, self._top = box.left, box.right, box.bottom, box.top
        self._rotation = pdfium.FPDFPage_GetRotation(self.handle) % 4

    def _read(self) -> None:
        count = pdfium.FPDFText_CountChars(self._text_handle)
        if count <= 0:
            return
        units = (ctypes.c_ushort * (2 * count + 1))()
        written = pdfium.FPDFText_GetText(self._text_handle, 0, count, units) - 1
        self.text = bytes(units)[: 2 * max(0, written)].decode("utf-16-le", "replace")
        self.indices = range(len(self.text))
        if len(self.text) != count:
            self.indices = self._diverged()

    def _diverged(self) -> list[int]:
        """Text and characters run apart where a character has no text or stands outside the Basic Multilingual Plane."""
        unit, indices, last = 0, [], 0
        for character in self.text:
            last = max(last, _character_of(self._text_handle, unit))
            indices.append(last)
            unit += 1 if character <= "\uffff" else 2
        return indices

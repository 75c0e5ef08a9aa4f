"""Words on a page that nobody sees: not drawn, or white on white."""

import ctypes
from collections.abc import Iterator
from typing import Any

from seclint.readers.pdf import pdfium
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.native import Box, PageText


def keep_hidden(page: PageText, lines: list[Line]) -> None:
    """Leave ``hidden`` only on lines that are invisible indeed: not white on a dark ground, nor the text layer of a scanned page."""
    suspects = [line for line in lines if line.hidden]
    if not suspects:
        return
    layer = sum(len(line.text) for line in suspects if line.hidden == "not drawn") > 0.5 * sum(len(line.text) for line in lines)
    grounds = list(_grounds(page)) if any(line.hidden == "white" for line in suspects) else []
    for line in suspects:
        if (line.hidden == "not drawn" and layer) or (line.hidden == "white" and any(_covers(ground, line) for ground in grounds)):
            line.hidden = ""


def _grounds(page: PageText) -> Iterator[Box]:
    """Pictures and filled areas that are not white."""
    for index in range(pdfium.FPDFPage_CountObjects(page.handle)):
        thing = pdfium.FPDFPage_GetObject(page.handle, index)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_FORM) or (
            kind == pdfium.FPDF_PAGEOBJ_PATH and _is_dark(thing)
        ):
            edges = [ctypes.c_float() for _ in range(4)]
            pdfium.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, edges))
            yield page.displayed(*(edge.value for edge in edges))


def _is_dark(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, (red, green, blue, opaque)))
    return bool(fill.value) and bool(opaque.value) and min(red.value, green.value, blue.value) < 240


def _covers(ground: Box, line: Line) -> bool:
    x, y = (line.x0 + line.x1) / 2, line.middle
    return ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3]

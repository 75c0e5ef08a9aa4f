"""What a page draws besides words and pictures, as pdfium's paths: rulings, and the dots of bullets that are no characters."""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from seclint.readers.pdf import pdfium
from seclint.readers.pdf.calls import Slots, call, fast
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.native import Box, PageText

_THIN = 4.0  # points: a rectangle no thicker than this is a ruling
_MOST_PATHS = 20_000  # a page with more is a drawing
_DOT = 2.0, 7.0  # points: the least and the greatest width of a bullet
_NEAR = 2.0  # times the size of a line, from its bullet to it
_SQUARE = 0.1  # times its width: how much higher or lower than wide it is

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_object = fast("FPDFPage_GetObject", _ADDRESS)
_type = fast("FPDFPageObj_GetType", _INT)
_bounds = fast("FPDFPageObj_GetBounds", None)
_segment = fast("FPDFPath_GetPathSegment", _ADDRESS)
_segment_type = fast("FPDFPathSegment_GetType", _INT)
_point = fast("FPDFPathSegment_GetPoint", None)
_edges, _points = Slots("f", 4), Slots("f", 2)
_edge_places = [_edges.places(edge) for edge in range(4)]
_xs, _ys = _points.places(0), _points.places(1)


class Shapes(NamedTuple):
    """Boxes as displayed."""

    rulings: list[Box]
    dots: list[Box]


def shapes_of(page: PageText) -> Shapes:
    """The thin boxes of a page, and the small ones that are as high as they are wide."""
    shapes = Shapes([], [])
    paths = _paths(page)
    for path, (left, bottom, right, top) in zip(paths, _boxes(paths), strict=True):
        width, height = right - left, top - bottom
        if _DOT[0] <= width <= _DOT[1] and abs(width - height) < _SQUARE * width:
            shapes.dots.append(page.displayed(left, bottom, right, top))
        elif min(width, height) <= _THIN:
            if max(width, height) > _THIN or width != height:
                shapes.rulings.append(page.displayed(left, bottom, right, top))
        else:
            shapes.rulings.extend(page.displayed(*edge) for edge in _sides(path, (left, bottom, right, top)))
    return shapes


def put_dots(lines: Sequence[Line], dots: Sequence[Box]) -> None:
    """Tell the lines before which a dot stands, close by and at half their height, where it does."""
    for left, top, right, bottom in dots:
        middle = (top + bottom) / 2
        for line in lines:
            if 0 < line.x0 - right < _NEAR * line.size and line.top < middle < line.bottom:
                line.dot = left


def _paths(page: PageText) -> list[Any]:
    """The paths of a page, as arguments of functions."""
    count = pdfium.FPDFPage_CountObjects(page.handle)
    if not 0 < count < _MOST_PATHS:
        return []
    found = map(_object, repeat(_ADDRESS.from_param(page.handle)), range(count))
    objects = list(map(_ADDRESS.from_param, found))
    return [thing for thing, kind in zip(objects, map(_type, objects), strict=True) if kind == pdfium.FPDF_PAGEOBJ_PATH]


def _boxes(paths: Sequence[Any]) -> Iterator[Box]:
    """The left, bottom, right and top edges of the paths."""
    for some in _edges.portions(paths):
        _edges.clear(len(some))
        call(_bounds, some, *_edge_places)
        yield from zip(*_edges.read(len(some)), strict=True)


def _sides(path: Any, bounds: Box) -> Iterator[Box]:
    """The straight edges of a stroked path, a thick line among them, and the thin bars of a filled one, in the page's own space."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    segments = pdfium.FPDFPath_CountSegments(path)
    left, bottom, right, top = bounds
    if stroke.value and 4 <= segments <= 5:
        yield from ((left, bottom, left, top), (right, bottom, right, top), (left, bottom, right, bottom), (left, top, right, top))
    elif (stroke.value and segments == 2) or (5 < segments <= 4000 and (stroke.value or segments % 5 == 0)):
        for start, end in _strokes(path, segments):
            box = min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
            if min(box[2] - box[0], box[3] - box[1]) < 0.5:
                yield box


def _strokes(path: Any, count: int) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The pairs of points that the path joins."""
    matrix = pdfium.Matrix()
    pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    last = (0.0, 0.0)
    for some in _points.portions(range(count)):
        segments = list(map(_ADDRESS.from_param, map(_segment, repeat(path), some)))
        _points.clear(len(segments))
        call(_point, segments, _xs, _ys)
        for kind, x, y in zip(map(_segment_type, segments), *_points.read(len(segments)), strict=True):
            point = (a * x + c * y + e, b * x + d * y + f)
            if kind == pdfium.FPDF_SEGMENT_LINETO:
                yield last, point
            last = point

"""The structure of a tagged PDF: what its maker tagged as headings and as cells of tables, by the content of a page."""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import Any

from msgspec import Struct, field

from seclint.readers.pdf import pdfium
from seclint.readers.pdf.calls import fast
from seclint.readers.pdf.native import PageText

_DEEPEST, _MOST = 60, 20_000  # elements; a tree that is deeper or larger is not followed to the end
_LEVELS = {f"H{level}": level for level in range(1, 7)}
_LONGEST = 64  # bytes of the kind of an element
_kind_buffer, _kind_size = ctypes.create_string_buffer(_LONGEST), ctypes.c_ulong(_LONGEST)

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_content_of = fast("FPDFPageObj_GetMarkedContentID", _INT, _ADDRESS)
_content_in = fast("FPDF_StructElement_GetChildMarkedContentID", _INT)
_child_at = fast("FPDF_StructElement_GetChildAtIndex", _ADDRESS)
_count_in = fast("FPDF_StructElement_CountChildren", _INT)
_kind_of = fast("FPDF_StructElement_GetType", ctypes.c_ulong)

Heading = tuple[int, int]  # the level, and which heading of the page it is
Place = tuple[int, int, int]  # table of the page, row, column


class Tags(Struct):
    """Headings and cells by the number of the marked content in them; ``tables`` are the numbers of cells of the rows of each table."""

    headings: dict[int, Heading] = field(default_factory=dict)
    cells: dict[int, Place] = field(default_factory=dict)
    tables: list[list[int]] = field(default_factory=list)
    met: int = 0

    def headings_at(self, page: PageText, positions: Sequence[int]) -> Iterator[Heading | None]:
        """For each position in the page's text the heading in which its character stands."""
        return map(self.headings.get, _contents_at(page, positions))

    def cells_at(self, page: PageText, positions: Sequence[int]) -> Iterator[Place | None]:
        """For each position in the page's text the cell in which its character stands."""
        return map(self.cells.get, _contents_at(page, positions))


def tags_of(page: PageText, document: Any) -> Tags:
    """The tags of a page; none where the file is not tagged."""
    tags = Tags()
    if pdfium.FPDFCatalog_IsTagged(document):
        with _tree(page) as tree:
            for index in range(max(0, pdfium.FPDF_StructTree_CountChildren(tree)) if tree else 0):
                if element := pdfium.FPDF_StructTree_GetChildAtIndex(tree, index):
                    _walk(tags, _ADDRESS.from_param(element), None, None, 0)
    return tags


@contextmanager
def _tree(page: PageText) -> Iterator[Any]:
    tree = pdfium.FPDF_StructTree_GetForPage(page.handle)
    try:
        yield tree
    finally:
        if tree:
            pdfium.FPDF_StructTree_Close(tree)


def _walk(tags: Tags, element: Any, heading: Heading | None, cell: Place | None, depth: int) -> None:
    """Take in an element of the tree, which stands in the heading and in the cell, and all that it holds."""
    tags.met += 1
    if depth > _DEEPEST or tags.met > _MOST:
        return
    kind = _kind(element)
    if kind in _LEVELS:
        heading = _LEVELS[kind], tags.met
    elif kind == "Table":
        tags.tables.append([])
        cell = len(tags.tables) - 1, -1, -1
    elif cell and kind == "TR":
        tags.tables[cell[0]].append(0)
    elif cell and kind in ("TD", "TH") and tags.tables[cell[0]]:
        rows = tags.tables[cell[0]]
        cell = cell[0], len(rows) - 1, rows[-1]
        rows[-1] += 1
    count = max(0, _count_in(element))
    for index, content in enumerate(map(_content_in, repeat(element), range(count))):
        if content < 0:
            if child := _child_at(element, index):  # there is none for what stands on another page
                _walk(tags, _ADDRESS.from_param(child), heading, cell, depth + 1)
            continue
        if heading:
            tags.headings[content] = heading
        if cell:
            tags.cells[content] = cell


def _kind(element: Any) -> str:
    size = _kind_of(element, _kind_buffer, _kind_size)
    return _kind_buffer.raw[: size - 2].decode("utf-16-le", "replace") if 2 < size < _LONGEST else ""


def _contents_at(page: PageText, positions: Sequence[int]) -> Iterator[int]:
    """For each position the number of the marked content; -1 where there is none."""
    drawing = page.objects(positions)
    content_of = {address: _content_of(address) if address else -1 for address in dict.fromkeys(drawing)}
    return map(content_of.__getitem__, drawing)

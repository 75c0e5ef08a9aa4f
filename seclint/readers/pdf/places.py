"""Where words stand on their pages, looked up by opening the file again for just those pages."""

from collections import defaultdict
from collections.abc import Sequence

from seclint.model import Document, Span
from seclint.readers.pdf import pdfium
from seclint.readers.pdf.fields import draw_values
from seclint.readers.pdf.native import Box, PageText, opened

PageBox = tuple[float, ...]  # page from 1, then left, top, right, bottom in points from the top left of the page as displayed


def boxes(data: bytes, document: Document, spans: Sequence[Span]) -> list[tuple[PageBox, ...]]:
    """For each span the boxes that cover its words, one for each line of each page that they stand on."""
    wanted: dict[int, list[tuple[int, list[int]]]] = defaultdict(list)
    for number, span in enumerate(spans):
        for page, characters in _characters(document, span).items():
            wanted[page].append((number, characters))
    found: list[list[PageBox]] = [[] for _ in spans]
    with opened(data) as handle:
        count = pdfium.FPDF_GetPageCount(handle)
        for index in sorted(number for number in wanted if number < count):
            draw_values(handle, index)
            with PageText(handle, index) as opened_page:
                for number, characters in wanted[index]:
                    found[number] += [
                        (index + 1, *(round(edge, 2) for edge in box)) for box in _lines(opened_page.character_boxes(characters))
                    ]
    return [tuple(covered) for covered in found]


def _characters(document: Document, span: Span) -> dict[int, list[int]]:
    """By page, the indices of the characters of a span, in the order in which they are read."""
    found: dict[int, list[int]] = defaultdict(list)
    for origin in document.origins_of(span):
        found[origin.part] += range(origin.offset, origin.offset + origin.end - origin.start)
    return found


def _lines(found: Sequence[Box]) -> list[Box]:
    """Boxes of characters made one for each line."""
    lines: list[Box] = []
    last: Box | None = None
    for box in found:
        if box[2] - box[0] <= 0 or box[3] - box[1] <= 0:
            continue
        if last and (_adjoins(last, box, 0) or _adjoins(last, box, 1)):
            line = lines[-1]
            lines[-1] = min(line[0], box[0]), min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3])
        else:
            lines.append(box)
        last = box
    return lines


def _adjoins(last: Box, box: Box, way: int) -> bool:
    """Whether a character stands beside the one before it on a line that runs across (way 0) or up and down the page (way 1)."""
    over = 1 - way
    thick = max(last[over + 2] - last[over], box[over + 2] - box[over])
    middle = (box[over] + box[over + 2]) / 2
    gap = max(box[way] - last[way + 2], last[way] - box[way + 2])
    return last[over] - 0.2 * thick < middle < last[over + 2] + 0.2 * thick and gap < (4 - 3 * way) * thick

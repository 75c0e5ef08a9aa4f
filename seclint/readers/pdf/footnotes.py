"""Footnotes: small lines at the foot of a page that begin with a mark."""

import re
from collections.abc import Iterator, Sequence

from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.pages import Page

_PRINTED = re.compile(r"(\d{1,3}|[*†‡]{1,3})\s+\S")
_SMALL = 0.93  # of the size of the body


def take_footnotes(pages: Sequence[Page], body_size: float) -> None:
    """Move the lines of the footnotes from the items of each page to its footnotes."""
    marked: set[str] = set()
    for page in pages:
        lines = [item for item in page.items if isinstance(item, Line)]
        marked |= {note for line in _all_lines(page) for note in line.notes}
        foot = list(_foot(page, lines, body_size))
        first = next((index for index, line in enumerate(foot) if footnote_label(line, marked)), None)
        if first is not None:
            page.footnotes = foot[first:]
            taken = {id(line) for line in page.footnotes}
            page.items = [item for item in page.items if id(item) not in taken]


def footnote_label(line: Line, marked: set[str] | None = None) -> str:
    """The mark with which a footnote begins; empty when the line begins none. A printed one must be ``marked`` in the text."""
    if line.pieces[0].mark:
        return line.notes[0]
    match = _PRINTED.match(line.text)
    return match[1] if match and marked is not None and match[1] in marked else ""


def _all_lines(page: Page) -> Iterator[Line]:
    for item in page.items:
        if isinstance(item, Line):
            yield item
        else:
            for cell in item.cells:
                yield from cell.lines


def _foot(page: Page, lines: Sequence[Line], body_size: float) -> list[Line]:
    """The small lines below which nothing of body size stands in their column."""
    size = _SMALL * body_size
    lower = [(line.x0, line.bottom, line.x1) for line in lines if line.size > size]
    lower += [(item.box[0], item.box[3], item.box[2]) for item in page.items if not isinstance(item, Line)]
    return [
        line
        for line in lines
        if line.size <= size and not any(bottom > line.top + 1 and x0 < line.x1 and x1 > line.x0 for x0, bottom, x1 in lower)
    ]

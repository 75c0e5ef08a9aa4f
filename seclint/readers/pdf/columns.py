"""Columns: how wide the text stands at each line."""

from collections.abc import Sequence

from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.pages import Page


def set_edges(pages: Sequence[Page]) -> None:
    """Tell every line where the full lines of its column end."""
    widest: dict[float, float] = {}
    for page in pages:
        lines = [item for item in page.items if isinstance(item, Line)]
        if lines:
            widest[round(page.width)] = max(widest.get(round(page.width), 0.0), max(line.x1 for line in lines))
    for page in pages:
        for item in page.items:
            if isinstance(item, Line):
                item.right = widest[round(page.width)]
            else:
                for cell in item.cells:
                    for line in cell.lines:
                        line.right = cell.box[2] - 4
        for line in page.footnotes:
            line.right = widest.get(round(page.width), page.width)

"""Labels that are drawn apart from their lines: some programs draw the numbers and bullets of all lists when the page is done."""

import re
from collections.abc import Iterable, Sequence

from seclint.readers.pdf.lines import Line

_LONGEST = 9  # characters
_ONE = r"(?:[•●○◦▪▫■□‣⁃∙·–-]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|\d{1,3}(?:\.\d{1,3})+\.?)"
_MARKER = re.compile(rf"{_ONE}(?:\s{_ONE})?")  # that of a list, and that of another one that begins in its first item
_NEAR = 4.0  # times the size, from the label to its line
_LEVEL = 0.4  # of the size, by which one may stand higher


def join_markers(lines: Sequence[Line]) -> set[int]:
    """Put each label that stands alone before the line to its right, if there is one at its height; the ids of these labels."""
    taken: set[int] = set()
    for marker in lines:
        if len(marker.text) < _LONGEST and _MARKER.fullmatch(marker.text) and (line := _beside(marker, lines)):
            taken.add(id(marker))
            _put_before(line, marker)
    return taken


def _beside(marker: Line, lines: Iterable[Line]) -> Line | None:
    """The next line to the right of a label."""
    near = [
        line
        for line in lines
        if marker.x1 < line.x0 < marker.x1 + _NEAR * marker.size and abs(line.base - marker.base) < _LEVEL * marker.size
    ]
    return min(near, key=lambda line: line.x0, default=None)


def _put_before(line: Line, marker: Line) -> None:
    """Begin the line with its label."""
    line.pieces = [*marker.pieces, line.pieces[0]._replace(spaced=True), *line.pieces[1:]]
    line.text = f"{marker.text}\t{line.text}"
    line.indent, line.x0, line.lead = line.x0, marker.x0, marker.x1 - marker.x0

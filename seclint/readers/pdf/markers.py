"""Labels that are drawn apart from their lines: some programs draw the numbers and bullets of all lists when the page is done."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from seclint.patterns import compiled
from seclint.readers.pdf.lines import Line

_LONGEST = 9  # characters
_BULLETS = "•●○◦▪▫■□‣⁃∙·"
_ONE = rf"(?:[{_BULLETS}–-]|\(?(?:\d{{1,3}}|[A-Za-z]|[ivxIVX]{{1,5}})[.)]|\d{{1,3}}(?:\.\d{{1,3}})+\.?)"
_MARKER = compiled(rf"{_ONE}(?:\s{_ONE})?")  # that of a list, and that of another one that begins in its first item
_NEAR = 4.0  # times the size, from the label to its line
_LEVEL = 0.4  # of the size, by which one may stand higher


def join_markers(page: Sequence[Line], cells: Iterable[Sequence[Line]]) -> set[int]:
    """Put each label that stands alone before the line to its right, if there is one at its height; the ids of these labels.

    ``page`` are the lines outside tables, ``cells`` those of each cell. A bullet outside tables without a line is an empty item.
    """
    taken = {id(marker) for marker in _markers(page) if _joins(marker, page) or marker.text in _BULLETS}
    for cell in cells:
        taken.update(id(marker) for marker in _markers(cell) if _joins(marker, cell))
    return taken


def _markers(lines: Iterable[Line]) -> Iterator[Line]:
    return (line for line in lines if len(line.text) < _LONGEST and _MARKER.fullmatch(line.text))


def _joins(marker: Line, lines: Iterable[Line]) -> bool:
    """Whether there is a line for the label, which begins with it now."""
    line = _beside(marker, lines)
    if line is not None:
        _put_before(line, marker)
    return line is not None


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
    line.pieces = [*marker.pieces, replace(line.pieces[0], spaced=True), *line.pieces[1:]]
    line.notes = [*marker.notes, *line.notes]
    line.text = f"{marker.text}\t{line.text}"
    line.indent, line.x0, line.lead = line.x0, marker.x0, marker.x1 - marker.x0

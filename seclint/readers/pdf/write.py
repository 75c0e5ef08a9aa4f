"""Writes units into the builder: labels and leaders left out, marks lifted, hyphens at line ends undone."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from seclint.model import Cell
from seclint.readers.builder import Builder
from seclint.readers.pdf.hyphens import Hyphenation, is_glued, is_hyphenated
from seclint.readers.pdf.lines import Line, Piece
from seclint.readers.pdf.pages import Page
from seclint.readers.pdf.parted import Parting
from seclint.readers.pdf.units import Unit
from seclint.readers.pdf.words import HYPHENS

_MID_HYPHENS = str.maketrans(dict.fromkeys(HYPHENS, "-"))
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Writer:
    """Writes lines of pages into a builder."""

    def __init__(self, builder: Builder, pages: Sequence[Page], hyphenation: Hyphenation, marks: set[str]) -> None:
        self._builder = builder
        self._pages = pages
        self._hyphenation = hyphenation
        self._marks = marks
        self._parting = Parting(pages)

    def unit(self, unit: Unit, cell: Cell | None = None) -> None:
        """Write a unit as a block."""
        kind = "cell" if cell else unit.kind
        self._builder.open(kind, level=unit.level, label=unit.label, cell=cell, page_label=unit.page_label)
        self.lines(unit.paragraph.lines, unit.skip, unit.drop, narrow=cell is not None)
        self._builder.close()

    def lines(self, lines: Sequence[Line], skip: int = 0, drop: int = 0, *, marked: bool = False, narrow: bool = False) -> None:
        """Write lines into the open block, without so many solid characters at the start and at the end.

        A ``marked`` block begins with the mark of a footnote, which is its label; in a ``narrow`` one a line may break off in a word.
        """
        if marked:
            lines, skip = _unmarked(lines, self._pages)
        total = self._total(lines) - drop if skip or drop else None
        done = 0
        widest = max(line.x1 for line in lines) if narrow else 0.0
        for index, line in enumerate(lines):
            following = lines[index + 1] if index + 1 < len(lines) else None
            if index and not is_glued(lines[index - 1].text) and not (narrow and self._parting.goes_on(lines[index - 1], line, widest)):
                self._builder.joint()
            done = self._line(line, following, done, skip, total)

    def _total(self, lines: Sequence[Line]) -> int:
        return sum(_solid(self._pages[line.page].text, piece) for line in lines for piece in line.pieces if not piece.mark)

    def _line(self, line: Line, following: Line | None, done: int, skip: int, total: int | None) -> int:
        """Write a line; ``total`` None leaves nothing out. Gives how many solid characters were met so far."""
        text = self._pages[line.page].text
        for piece in line.pieces:
            if piece.mark:
                self._mark(line.page, piece)
                continue
            if piece.spaced:
                self._builder.joint()
            if total is None:
                self._stretch(line, following, piece.start, piece.end)
                continue
            for start, end in _kept(text, piece, done, skip, total):
                self._stretch(line, following, start, end)
            done += _solid(text, piece)
        return done

    def _mark(self, page: int, piece: Piece) -> None:
        """Lift footnote marks out of the text; other raised figures are written as such."""
        raised = self._pages[page].text[piece.start : piece.end]
        labels = [label.strip("()[] ") for label in raised.split(",")]
        if all(label in self._marks for label in labels):
            for label in labels:
                self._builder.note(label)
        else:
            indices = self._pages[page].indices
            self._builder.write(raised.translate(_POWERS), page, 0, indices[piece.start] if indices else piece.start)

    def _stretch(self, line: Line, following: Line | None, start: int, end: int) -> None:
        """Write characters of the page of a line; a hyphen at its end goes or stays."""
        page = self._pages[line.page]
        last = page.text[end - 1]
        hyphen = last in HYPHENS or (last == "-" and end == line.pieces[-1].end and is_hyphenated(line.text))
        self._write(page, start, end - hyphen)
        if hyphen and (following is None or self._hyphenation.stays(line.text, following.text)):
            self._builder.write("-", page.index, 0, page.indices[end - 1] if page.indices else end - 1)

    def _write(self, page: Page, start: int, end: int) -> None:
        if page.indices is None:
            text = page.text[start:end]
            self._builder.write(text if text.isprintable() else text.translate(_MID_HYPHENS), page.index, 0, start)
            return
        at = start
        for position in range(start + 1, end + 1):
            if position == end or page.indices[position] - page.indices[at] != position - at:
                self._builder.write(page.text[at:position], page.index, 0, page.indices[at])
                at = position


def _solid(text: str, piece: Piece) -> int:
    return len("".join(text[piece.start : piece.end].split()))


def _kept(text: str, piece: Piece, done: int, skip: int, total: int) -> Iterable[tuple[int, int]]:
    """The stretch of a piece that is neither label nor end."""
    count = _solid(text, piece)
    if done >= skip and done + count <= total:
        return [(piece.start, piece.end)]
    positions = [position for position in range(piece.start, piece.end) if not text[position].isspace()]
    first, last = max(0, skip - done), min(count, total - done)
    return [(positions[first], positions[last - 1] + 1)] if first < last else []


def _unmarked(lines: Sequence[Line], pages: Sequence[Page]) -> tuple[Sequence[Line], int]:
    """The lines of a footnote without its raised mark; or how many solid characters its printed mark takes."""
    first = lines[0]
    if first.pieces[0].mark:
        return [replace(first, pieces=first.pieces[1:]), *lines[1:]], 0
    text = pages[first.page].text[first.pieces[0].start : first.pieces[0].end]
    return lines, len(text.split(None, 1)[0])

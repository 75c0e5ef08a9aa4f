"""Markdown set as a PDF: A4, running header and footer, hanging numbers, footnotes at the foot of the page, ruled tables, links.

Standard fonts are used, so the text may hold what Windows-1252 holds (curly quotation marks and dashes included). The bytes depend on the
arguments alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from support.manuscript import Part, Run, Runs, TableCell, column_shares, parse, plain

_PAGE_WIDTH, _PAGE_HEIGHT = A4
_LEFT, _RIGHT, _TOP, _BOTTOM = 71.0, _PAGE_WIDTH - 71.0, _PAGE_HEIGHT - 78.0, 70.0
_BODY, _NOTE, _CELL = 10.5, 8.5, 9.0
_HEADINGS = (16.0, 13.5, 12.0, 11.5, 11.0, 11.0)
_HANG = 30.0


@dataclass(frozen=True)
class Piece:
    """Text set in one font on one line; ``rise`` is how far above the line it stands."""

    text: str
    font: str
    size: float
    link: str = ""
    note: str = ""
    rise: float = 0.0

    @property
    def width(self) -> float:
        return float(stringWidth(self.text, self.font, self.size))


@dataclass
class Line:
    """A line of pieces at a distance from the left edge; a table row is one tall line that draws its cells."""

    pieces: list[tuple[float, Piece]]
    height: float
    before: float = 0.0
    cells: list["Box"] = field(default_factory=list)
    together: bool = False  # with the line that follows
    new_page: bool = False

    @property
    def notes(self) -> list[str]:
        """The footnotes that the line marks, in order."""
        inner = [note for cell in self.cells for line in cell.lines for note in line.notes]
        return [piece.note for _, piece in self.pieces if piece.note] + inner


@dataclass
class Box:
    """A cell of a table: its left edge, its width, the lines in it, and how far it reaches into the rows below."""

    left: float
    width: float
    lines: list[Line]
    below: float = 0.0

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines) + 7


@dataclass
class Page:
    """The lines of a page with their baselines, and its footnotes."""

    lines: list[tuple[float, Line]] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


def pdf_from_markdown(text: str, *, header: str | None = None, footer: str = "DCC Public", author: str = "Regulation Team") -> bytes:
    """The PDF. ``header`` is by default the title; the cover page bears neither header nor footer."""
    manuscript = parse(text)
    title = next((plain(part.runs) for part in manuscript.parts if part.kind == "title"), "")
    notes = {label: _note_lines(label, runs) for label, runs in manuscript.notes.items()}
    lines = list(_lines(manuscript.parts, bool(title)))
    marked = {note for line in lines for note in line.notes}
    lines += [line for label, note in notes.items() if label not in marked for line in note]
    pages = _pages(lines, notes)
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for number, page in enumerate(pages, 1):
        if number > 1 or not title:
            _draw_running(canvas, title if header is None else header, footer, f"Page {number} of {len(pages)}")
        _draw_page(canvas, page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lines(parts: list[Part], cover: bool) -> Iterator[Line]:
    """All lines of the body in order."""
    fresh, contents = cover, False
    for index, part in enumerate(parts):
        lines = list(_part_lines(part, index == 0 or parts[index - 1].kind != "contents"))
        if lines and part.kind == "heading" and (fresh or contents):
            lines[0].new_page = True
            contents = fresh and index + 1 < len(parts) and parts[index + 1].kind == "contents"
            fresh = False
        yield from lines


def _part_lines(part: Part, first: bool) -> Iterator[Line]:
    match part.kind:
        case "title":
            yield from _set(part.runs, size=22 if part.level == 1 else 17, bold=True, before=60 if part.level == 1 else 14, leading=1.25)
        case "heading":
            size = _HEADINGS[min(part.level, 6) - 1]
            yield from _set(part.runs, label=part.label, size=size, bold=True, before=24 - 3 * min(part.level, 5), together=True)
        case "contents":
            yield _contents_line(part, 6.0 if first else 2.0)
        case "caption":
            yield from _set([Run(f"{part.label}: "), *part.runs], size=_CELL, bold=True, before=10, together=True)
        case "table":
            yield from _table_lines(part)
        case "item":
            yield from _set(part.runs, label=part.label, left=_LEFT + _HANG + 20 * part.depth, hang=20, before=4)
        case _:
            yield from _set(part.runs, label=part.label, left=_LEFT + _HANG * part.depth, hang=_HANG)


def _set(
    runs: Runs,
    *,
    label: str = "",
    left: float = _LEFT,
    hang: float = 0.0,
    size: float = _BODY,
    bold: bool = False,
    before: float = 7.0,
    leading: float = 1.32,
    together: bool = False,
    right: float = _RIGHT,
) -> Iterator[Line]:
    """The lines of a paragraph; its label hangs at ``left``, its words begin ``hang`` (or the label's width) further right."""
    mark = Piece(label, _font(bold), size)
    start = left
    if label:
        start = left + max(hang, mark.width + size * 0.9)
    for index, pieces in enumerate(_broken(_pieces(runs, size, bold), right - start)):
        placed, x = [(left, mark)] if label and not index else [], start
        for piece in pieces:
            placed.append((x, piece))
            x += piece.width
        yield Line(placed, size * leading, before if not index else 0.0, together=together)


def _pieces(runs: Runs, size: float, bold: bool) -> Iterator[Piece]:
    for run in runs:
        if run.change == "deletion":
            continue
        if run.note or run.raised:
            yield Piece(run.note or run.text, _font(bold), size * 0.62, note=run.note, rise=size * 0.36)
        elif run.text:
            yield Piece(run.text, _font(bold or run.bold, run.italic), size, link=run.link)


def _broken(pieces: Iterator[Piece], width: float) -> Iterator[list[Piece]]:
    """The pieces broken into lines no wider than ``width``; they break at spaces and line breaks, never between two pieces of a word."""
    line: list[Piece] = []
    word: list[Piece] = []
    used = 0.0
    for atom in _atoms(pieces):
        if atom.text in (" ", "\n"):
            used, line = _placed(line, word, used)
            word = []
            if atom.text == "\n":
                yield line
                line, used = [], 0.0
            elif line:
                line, used = [*line, atom], used + atom.width
            continue
        word.append(atom)
        if line and used + sum(piece.width for piece in word) > width:
            yield _without_space(line)
            line, used = [], 0.0
    _, line = _placed(line, word, used)
    yield _without_space(line)


def _placed(line: list[Piece], word: list[Piece], used: float) -> tuple[float, list[Piece]]:
    return used + sum(piece.width for piece in word), [*line, *word]


def _without_space(line: list[Piece]) -> list[Piece]:
    return line[:-1] if line and line[-1].text == " " else line


def _atoms(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces cut at every space and line break, which are atoms of their own."""
    for piece in pieces:
        at = 0
        for index, character in enumerate(piece.text):
            if character in " \n":
                if index > at:
                    yield _cut(piece, at, index)
                yield _cut(piece, index, index + 1)
                at = index + 1
        if at < len(piece.text):
            yield _cut(piece, at, len(piece.text))


def _cut(piece: Piece, start: int, end: int) -> Piece:
    return Piece(piece.text[start:end], piece.font, piece.size, piece.link, piece.note, piece.rise)


def _contents_line(part: Part, before: float) -> Line:
    left = _LEFT + 14 * (part.level - 1)
    font = _font(False)
    placed, x = [], left
    if part.label:
        placed.append((left, Piece(part.label, font, _BODY)))
        x = left + 24 + 6 * part.level
    words = Piece(plain(part.runs), font, _BODY)
    placed.append((x, words))
    if part.page:
        page = Piece(part.page, font, _BODY)
        at = x + words.width + 3
        dots = max(3, int((_RIGHT - page.width - 3 - at) / stringWidth(".", font, _BODY)))
        placed += [(at, Piece("." * dots, font, _BODY)), (_RIGHT - page.width, page)]
    return Line(placed, _BODY * 1.32, before)


def _table_lines(part: Part) -> Iterator[Line]:
    widths = [(_RIGHT - _LEFT) * share for share in column_shares(part)]
    boxes = [[_box(cell, widths, head=index == 0) for cell in row] for index, row in enumerate(part.rows)]
    heights = [0.0] * len(boxes)
    for index, (row, own) in enumerate(zip(part.rows, boxes, strict=True)):
        for cell, box in zip(row, own, strict=True):
            for reached in range(index, index + cell.down):
                heights[reached] = max(heights[reached], box.height / cell.down)
    for index, (row, own) in enumerate(zip(part.rows, boxes, strict=True)):
        for cell, box in zip(row, own, strict=True):
            box.below = sum(heights[index + 1 : index + cell.down])
        is_tall = any(cell.down > 1 for cell in row)
        yield Line([], heights[index], 4.0 if index == 0 else 0.0, own, together=index == 0 or is_tall)


def _box(cell: TableCell, widths: list[float], *, head: bool) -> Box:
    left, width = _LEFT + sum(widths[: cell.column]), sum(widths[cell.column : cell.column + cell.across])
    inner = _set(cell.runs, left=left + 5, size=_CELL, bold=head, before=0, leading=1.25, right=left + width - 5)
    return Box(left, width, list(inner))


def _note_lines(label: str, runs: Runs) -> list[Line]:
    return list(_set([Run("", note=label), Run(" "), *runs], size=_NOTE, before=2.0, leading=1.2))


def _pages(lines: list[Line], notes: dict[str, list[Line]]) -> list[Page]:
    """The lines dealt out to pages, each with room for the footnotes that its lines mark."""
    pages = [Page()]
    y, marked = _TOP, set[str]()
    for index, line in enumerate(lines):
        new = [note for note in line.notes if note in notes and note not in marked]
        wanted = [noted for note in new for noted in notes[note]]
        page = pages[-1]
        room = y - _BOTTOM - _height(page.notes + wanted)
        needed = (
            line.before + line.height + (sum(after.before + after.height for after in lines[index + 1 : index + 3]) if line.together else 0)
        )
        if page.lines and (line.new_page or needed > room):
            page = Page()
            pages.append(page)
            y = _TOP
        y -= (line.before if page.lines else 0.0) + line.height
        page.lines.append((y, line))
        page.notes += wanted
        marked.update(new)
    return pages


def _height(notes: list[Line]) -> float:
    return sum(line.before + line.height for line in notes) + 12 if notes else 0.0


def _draw_page(canvas: Canvas, page: Page) -> None:
    for y, line in page.lines:
        _draw_line(canvas, y, line)
    if page.notes:
        y = _BOTTOM + _height(page.notes) - 8
        canvas.setLineWidth(0.5)
        canvas.line(_LEFT, y, _LEFT + 144, y)
        y -= 2
        for line in page.notes:
            y -= line.before + line.height
            _draw_line(canvas, y, line)


def _draw_line(canvas: Canvas, y: float, line: Line) -> None:
    """The line with its bottom edge at ``y``."""
    baseline = y + line.height * 0.24
    for x, piece in _joined(line.pieces):
        canvas.setFont(piece.font, piece.size)
        canvas.drawString(x, baseline + piece.rise, piece.text)
        if piece.link:
            canvas.linkURL(piece.link, (x, y, x + piece.width, y + line.height), relative=0)
    canvas.setLineWidth(0.5)
    for cell in line.cells:
        canvas.rect(cell.left, y - cell.below, cell.width, line.height + cell.below)
        top = y + line.height - 3.5
        for inner in cell.lines:
            top -= inner.height
            _draw_line(canvas, top, inner)


def _joined(pieces: list[tuple[float, Piece]]) -> list[tuple[float, Piece]]:
    """Neighbouring pieces of one style as one, as a typesetter writes them."""
    joined: list[tuple[float, Piece]] = []
    for x, piece in pieces:
        if joined:
            start, last = joined[-1]
            style = (last.font, last.size, last.link, last.note, last.rise)
            if style == (piece.font, piece.size, piece.link, piece.note, piece.rise) and abs(start + last.width - x) < 0.01:
                joined[-1] = (start, Piece(last.text + piece.text, *style))
                continue
        joined.append((x, piece))
    return joined


def _draw_running(canvas: Canvas, header: str, footer: str, count: str) -> None:
    canvas.setFont("Helvetica", 8.5)
    canvas.drawString(_LEFT, _PAGE_HEIGHT - 45, header)
    canvas.drawString(_LEFT, 36, footer)
    canvas.drawRightString(_RIGHT, 36, count)


def _font(bold: bool, italic: bool = False) -> str:
    return "Helvetica" + {(True, True): "-BoldOblique", (True, False): "-Bold", (False, True): "-Oblique"}.get((bold, italic), "")

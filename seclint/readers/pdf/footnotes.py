"""Footnotes: lines at the foot of a page that begin with a mark, and are small as a rule."""

from collections.abc import Iterator, Sequence

from seclint.patterns import compiled
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.pages import Page
from seclint.readers.pdf.tables import Table

_PRINTED = compiled(r"(\d{1,3}|[*†‡]{1,3}|[ivx]{1,5})\s+\S")
_UNFINISHED = compiled(r"[^.!?:;'\"”’)\]]$")
_SMALL = 0.93  # of the size of the body


def take_footnotes(pages: Sequence[Page], body_size: float) -> None:
    """Move the lines of the footnotes from the items of each page to its footnotes; ``note`` of a line says which one it begins.

    A printed mark is one only if it was raised in the text of this page or the one before, and no footnote has it yet. A footnote that
    breaks off at the end of a page goes on at the foot of the next.
    """
    waiting: set[str] = set()
    last: Line | None = None
    for page in pages:
        marks = {note for line in page.lines() for note in line.notes}
        foot = list(_foot(page, body_size)) or _marked_foot(page, waiting)
        begun = _begin(foot, waiting | marks)
        if begun or (foot and last and _goes_on(last, foot[0])):
            first = 0 if last and _goes_on(last, foot[0]) else next(index for index, line in enumerate(foot) if line.note)
            page.footnotes = foot[first:]
            taken = {id(line) for line in page.footnotes}
            page.items = [item for item in page.items if id(item) not in taken]
        waiting = marks - begun
        last = page.footnotes[-1] if page.footnotes else None


def _begin(foot: Sequence[Line], waiting: set[str]) -> set[str]:
    """Tell the lines that begin a footnote which one; gives their marks."""
    begun: set[str] = set()
    last: Line | None = None  # with a printed mark
    for number, line in enumerate(foot):
        printed = _PRINTED.match(line.text)
        if line.pieces[0].mark:
            line.note = line.notes[0]
        elif printed and (printed[1] in waiting - begun or (last and _is_next(last, line, foot[number - 1], printed[1]))):
            line.note = printed[1]
            last = line
        if line.note:
            begun.add(line.note)
    return begun


def _is_next(last: Line, line: Line, before: Line, printed: str) -> bool:
    """Whether a line is the next footnote though its mark stands nowhere: set as the one above it, which is finished."""
    is_next = last.note.isdecimal() and printed.isdecimal() and int(printed) == int(last.note) + 1
    return is_next and abs(line.x0 - last.x0) < 2 and abs(line.size - last.size) < 0.3 and not _UNFINISHED.search(before.text)


def _goes_on(last: Line, line: Line) -> bool:
    """Whether the foot of a page begins in the middle of the footnote that the page before ends with."""
    return bool(_UNFINISHED.search(last.text)) and line.text[:1].islower() and abs(line.size - last.size) < 0.3


def _foot(page: Page, body_size: float) -> Iterator[Line]:
    """The small lines below which nothing of body size stands in their column."""
    size = _SMALL * body_size
    lines = [item for item in page.items if isinstance(item, Line)]
    lower = [(line.x0, line.bottom, line.x1) for line in lines if line.size > size]
    lower += [(item.box[0], item.box[3], item.box[2]) for item in page.items if not isinstance(item, Line)]
    for line in lines:
        if line.size <= size and not any(bottom > line.top + 1 and x0 < line.x1 and x1 > line.x0 for x0, bottom, x1 in lower):
            yield line


def _marked_foot(page: Page, waiting: set[str]) -> list[Line]:
    """The last lines of a page from one on that begins with a mark, where notes are set as big as the body.

    The mark must be raised in the text before it, and all that follows must be lines of the same size.
    """
    raised = set(waiting)
    above: Line | Table | None = None
    for index, item in enumerate(page.items):
        if isinstance(item, Line):
            if _opens_notes(item, above, raised):
                rest = [line for line in page.items[index:] if isinstance(line, Line) and not line.turned]
                alike = len(rest) == len(page.items) - index and all(abs(line.size - item.size) < 0.3 for line in rest)
                return rest if alike else []
            raised.update(item.notes)
        above = item
    return []


def _opens_notes(line: Line, above: Line | Table | None, raised: set[str]) -> bool:
    """Whether a line begins with one of these marks: raised itself, or printed, if there is room for a line between it and the text."""
    if line.pieces[0].mark:
        return line.notes[0] in raised
    printed = _PRINTED.match(line.text) if raised else None
    return printed is not None and printed[1] in raised and above is not None and line.top - above.bottom > line.size

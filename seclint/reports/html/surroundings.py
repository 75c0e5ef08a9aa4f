"""The pages or sections around the findings, with the words marked: findings lead to where they stand, marks lead back."""

import base64
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from html import escape
from itertools import groupby
from typing import NamedTuple

from seclint.model import Passage, Place, Report, Span, View
from seclint.reports.words import harmless


class Mark(NamedTuple):
    """Words that a finding (by its number in the report) stands on, or relates to; ``says`` is its message."""

    span: Span
    place: Place
    number: int
    severity: str
    anchor: str
    says: str

    @property
    def is_related(self) -> bool:
        """Whether the words are not the finding's own."""
        return self.severity == "related"


class Shown(NamedTuple):
    """A view, its anchor in the page, and the marks in it in the order of their findings."""

    anchor: str
    view: View
    marks: Sequence[Mark]


class Surroundings:
    """The views of a report, and everything that is marked in them."""

    def __init__(self, report: Report) -> None:
        marks: dict[str, list[Mark]] = defaultdict(list)
        for path, mark in _all_marks(report):
            marks[path].append(mark)
        indexed = {path: _Marks(those) for path, those in marks.items()}
        self._shown: dict[str, list[Shown]] = defaultdict(list)
        for number, view in enumerate(report.views):
            held = indexed[view.path].held_by(view) if view.path in indexed else ()
            self._shown[view.path].append(Shown(f"v{number}", view, held))
        self._targets: dict[str, tuple[str, str]] = {}
        for anchor, view, held in (shown for those in self._shown.values() for shown in those):
            for mark in held:
                has_own = view.page is None or _boxes(mark, view.page)
                self._targets.setdefault(mark.anchor, (mark.anchor if has_own else anchor, view.name))
        self._anchors: set[str] = set()

    def target(self, anchor: str) -> tuple[str, str]:
        """Where the mark of that anchor is shown, as an anchor of the page, and the name of the view; both "" where it is not shown."""
        return self._targets.get(anchor, ("", ""))

    def render(self, path: str) -> Iterator[str]:
        """Everything that is shown of a document, folded away until somebody follows a link to it."""
        if path not in self._shown:
            return
        yield '<div class="views">'
        for anchor, view, marks in self._shown[path]:
            yield f'<details id="{anchor}" class="view"><summary>{escape(harmless(view.name))}</summary>'
            yield from _picture(view, marks) if view.image else self._text(view, marks)
            yield "</details>"
        yield "</div>"

    def _text(self, view: View, marks: Sequence[Mark]) -> Iterator[str]:
        touching = _by_passage(view.passages, marks)
        for table, group in groupby(view.passages, key=lambda passage: passage.cell.table if passage.cell else None):
            passages = [(passage, self._marked(passage, touching[passage.start])) for passage in group]
            if table is None:
                yield from (f'<p class="{passage.kind} level{passage.level}">{words}</p>' for passage, words in passages)
                continue
            yield '<div class="scroll"><table>'
            for _, row in groupby(passages, key=lambda one: one[0].cell.row if one[0].cell else 0):
                yield "<tr>" + "".join(f"<td>{words}</td>" for _, words in row) + "</tr>"
            yield "</table></div>"

    def _marked(self, passage: Passage, marks: Sequence[Mark]) -> str:
        """The label and the text, with the words of every mark marked; where they overlap, a finding's own words and shorter ones win."""
        here = Span(passage.start, passage.start + len(passage.text))
        pieces = [f'<span class="label">{escape(harmless(passage.label))}</span> '] if passage.label else []
        for stretch, beginning, covering in _stretches(here, marks):
            pieces += self._arrived(mark.anchor for mark in beginning)
            words = escape(harmless(passage.text[stretch.start - here.start : stretch.end - here.start]))
            pieces.append(_linked(covering, words) if covering else words)
        return "".join(pieces)

    def _arrived(self, anchors: Iterable[str]) -> Iterator[str]:
        """Where links to these anchors lead, each in one place only."""
        for anchor in anchors:
            if anchor not in self._anchors:
                self._anchors.add(anchor)
                yield f'<span id="{anchor}" class="target"></span>'


class _Marks:
    """The marks of a document, to be looked up by where they begin and by their pages."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._order = sorted(range(len(marks)), key=lambda index: marks[index].span.start)
        self._starts = [marks[index].span.start for index in self._order]
        self._on_page: dict[int | None, list[Mark]] = defaultdict(list)
        for mark in marks:
            for page in {mark.place.page, *(int(box[0]) for box in mark.place.boxes)}:
                self._on_page[page].append(mark)

    def held_by(self, view: View) -> Sequence[Mark]:
        """Those on the page of the view, or those that begin in its passages."""
        if view.page is not None:
            return self._on_page[view.page]
        found: set[int] = set()
        for passage in view.passages:
            first, end = bisect_left(self._starts, passage.start), bisect_right(self._starts, passage.start + len(passage.text))
            found.update(self._order[first:end])
        return [self._marks[index] for index in sorted(found)]


def _all_marks(report: Report) -> Iterator[tuple[str, Mark]]:
    """Each mark with the path of the document in which it stands."""
    for number, finding in enumerate(report.findings, 1):
        yield finding.path, Mark(finding.span, finding.place, number, finding.severity, f"m{number}", finding.message)
        for index, other in enumerate(finding.related, 1):
            yield other.path, Mark(other.span, other.place, number, "related", f"m{number}-{index}", finding.message)


def _by_passage(passages: Sequence[Passage], marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    """The marks that touch each passage, by its start. Passages stand in the order of the text."""
    ends = [passage.start + len(passage.text) for passage in passages]
    touching: dict[int, list[Mark]] = {passage.start: [] for passage in passages}
    for mark in marks:
        for index in range(bisect_left(ends, mark.span.start), len(passages)):
            if passages[index].start > mark.span.end:
                break
            touching[passages[index].start].append(mark)
    return touching


def _stretches(here: Span, marks: Sequence[Mark]) -> Iterator[tuple[Span, list[Mark], Mark | None]]:
    """The text between the edges of marks, with the marks that begin there, and the one that is to be seen on it; the last is empty."""
    waiting = deque(sorted(marks, key=lambda mark: max(mark.span.start, here.start)))
    edges = {min(max(edge, here.start), here.end) for mark in marks for edge in (mark.span.start, mark.span.end)}
    cuts = sorted(edges | {here.start, here.end})
    open_marks: list[tuple[tuple[bool, int, int], int, Mark]] = []
    for start, end in zip(cuts, [*cuts[1:], here.end], strict=True):
        beginning: list[Mark] = []
        while waiting and waiting[0].span.start <= start:
            beginning.append(waiting.popleft())
            heappush(open_marks, (_rank(beginning[-1]), len(waiting), beginning[-1]))
        while open_marks and open_marks[0][2].span.end <= start:
            heappop(open_marks)
        yield Span(start, end), beginning, open_marks[0][2] if open_marks and start < end else None


def _rank(mark: Mark) -> tuple[bool, int, int]:
    return mark.is_related, mark.span.end - mark.span.start, mark.number


def _linked(mark: Mark, words: str) -> str:
    says = escape(harmless(mark.says))
    return f'<a href="#f{mark.number}" title="{says}"><mark class="{mark.severity}">{words}</mark></a>'


def _boxes(mark: Mark, page: int | None) -> list[tuple[float, float, float, float]]:
    """The left, top, width and height of the mark's boxes on the page."""
    return [(x0, y0, x1 - x0, y1 - y0) for at, x0, y0, x1, y1 in mark.place.boxes if int(at) == page]


def _picture(view: View, marks: Sequence[Mark]) -> Iterator[str]:
    """The picture of a page, and over it the boxes of the marks; what findings relate to lies below."""
    image = base64.b64encode(view.image).decode()
    yield f'<svg viewBox="0 0 {view.width:g} {view.height:g}" role="group" aria-label="{escape(harmless(view.name))}">'
    yield f'<image width="{view.width:g}" height="{view.height:g}" href="data:image/png;base64,{image}"/>'
    for mark in sorted(marks, key=lambda mark: (not mark.is_related, mark.number)):
        boxes = _boxes(mark, view.page)
        if boxes:
            anchor = f'id="{mark.anchor}" ' if mark.place.page == view.page else ""
            yield f'<a {anchor}href="#f{mark.number}"><title>{escape(harmless(mark.says))}</title>'
            for left, top, width, height in boxes:
                yield f'<rect class="{mark.severity}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
            yield "</a>"
    yield "</svg>"

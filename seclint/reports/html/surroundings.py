"""The pages or sections around the findings, with the words marked: findings lead to where they stand, marks lead back."""

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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


class Surroundings:
    """The views of a report, and everything that is marked in them."""

    def __init__(self, report: Report) -> None:
        self._views: dict[str, list[tuple[str, View]]] = defaultdict(list)
        for number, view in enumerate(report.views):
            self._views[view.path].append((f"v{number}", view))
        self._marks: dict[str, list[Mark]] = defaultdict(list)
        for number, finding in enumerate(report.findings, 1):
            own = Mark(finding.span, finding.place, number, finding.severity, f"m{number}", finding.message)
            self._marks[finding.path].append(own)
            for index, other in enumerate(finding.related, 1):
                mark = Mark(other.span, other.place, number, "related", f"m{number}-{index}", finding.message)
                self._marks[other.path].append(mark)
        self._anchors: set[str] = set()

    def target(self, path: str, anchor: str) -> tuple[str, str]:
        """Where the mark of that anchor is shown, as an anchor of the page, and the name of the view; both "" where it is not shown."""
        mark = next((one for one in self._marks[path] if one.anchor == anchor), None)
        for view_anchor, view in self._views[path] if mark else ():
            if mark and _holds(view, mark):
                return (view_anchor if view.page is not None and not _boxes(mark, view.page) else anchor), view.name
        return "", ""

    def render(self, path: str) -> Iterator[str]:
        """Everything that is shown of a document, folded away until somebody follows a link to it."""
        if not self._views[path]:
            return
        yield '<div class="views">'
        for anchor, view in self._views[path]:
            yield f'<details id="{anchor}" class="view"><summary>{escape(harmless(view.name))}</summary>'
            marks = [mark for mark in self._marks[path] if _holds(view, mark)]
            yield from _picture(view, marks) if view.image else self._text(view, marks)
            yield "</details>"
        yield "</div>"

    def _text(self, view: View, marks: Sequence[Mark]) -> Iterator[str]:
        for table, group in groupby(view.passages, key=lambda passage: passage.cell.table if passage.cell else None):
            passages = list(group)
            if table is None:
                yield from (f'<p class="{passage.kind} level{passage.level}">{self._marked(passage, marks)}</p>' for passage in passages)
                continue
            yield '<div class="scroll"><table>'
            for _, row in groupby(passages, key=lambda passage: passage.cell.row if passage.cell else 0):
                yield "<tr>" + "".join(f"<td>{self._marked(passage, marks)}</td>" for passage in row) + "</tr>"
            yield "</table></div>"

    def _marked(self, passage: Passage, marks: Sequence[Mark]) -> str:
        """The label and the text, with the words of every mark marked; where they overlap, a finding's own words and shorter ones win."""
        here = Span(passage.start, passage.start + len(passage.text))
        marks = [mark for mark in marks if mark.span.start <= here.end and mark.span.end >= here.start]
        cuts = {
            here.start,
            here.end,
            *(min(max(edge, here.start), here.end) for mark in marks for edge in (mark.span.start, mark.span.end)),
        }
        pieces = [f'<span class="label">{escape(harmless(passage.label))}</span> '] if passage.label else []
        edges = sorted(cuts)
        for start, end in zip(edges, [*edges[1:], here.end], strict=True):
            pieces += self._arrived(mark.anchor for mark in marks if mark.span.start <= start)
            words = escape(harmless(passage.text[start - here.start : end - here.start]))
            covering = [mark for mark in marks if mark.span.start <= start < end <= mark.span.end]
            pieces.append(_linked(min(covering, key=_rank), words) if covering else words)
        return "".join(pieces)

    def _arrived(self, anchors: Iterable[str]) -> Iterator[str]:
        """Where links to these anchors lead, each in one place only."""
        for anchor in anchors:
            if anchor not in self._anchors:
                self._anchors.add(anchor)
                yield f'<span id="{anchor}" class="target"></span>'


def _rank(mark: Mark) -> tuple[bool, int, int]:
    return mark.is_related, mark.span.end - mark.span.start, mark.number


def _linked(mark: Mark, words: str) -> str:
    says = escape(harmless(mark.says))
    return f'<a href="#f{mark.number}" title="{says}"><mark class="{mark.severity}">{words}</mark></a>'


def _holds(view: View, mark: Mark) -> bool:
    if view.page is not None:
        return mark.place.page == view.page or bool(_boxes(mark, view.page))
    return any(passage.start <= mark.span.start <= passage.start + len(passage.text) for passage in view.passages)


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

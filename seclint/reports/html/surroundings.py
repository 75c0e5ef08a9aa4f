"""The pages or sections around the findings of one document, with the words marked and linked to their findings."""

import base64
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby

from seclint.model import Finding, Passage, Place, Report, Span, View
from seclint.reports.words import harmless


class Surroundings:
    """The views of one document; ``findings`` are its findings by their numbers in the report."""

    def __init__(self, report: Report, path: str, findings: Mapping[int, Finding]) -> None:
        self._views = [(f"v{number}", view) for number, view in enumerate(report.views) if view.path == path]
        self._marks: list[tuple[Span, Place, int, str]] = [
            (finding.span, finding.place, number, finding.severity) for number, finding in findings.items()
        ]
        own = [other for finding in findings.values() for other in finding.related if other.path == path]
        self._marks += [(other.span, other.place, 0, "related") for other in own]

    def link(self, span: Span, place: str) -> str:
        """The place in words, leading to where the span is shown, if it is."""
        words = escape(harmless(place))
        target = next((anchor for anchor, view in self._views if self._holds(view, span)), None)
        if not words or target is None:
            return f'<p class="place">{words}</p>' if words else ""
        return f'<p class="place"><a href="#{target}">{words}</a></p>'

    def render(self) -> Iterator[str]:
        """Everything that is shown, folded away until somebody follows a link to it."""
        if not self._views:
            return
        yield '<div class="views">'
        for anchor, view in self._views:
            yield f'<details id="{anchor}" class="view"><summary>{escape(harmless(view.name))}</summary>'
            yield from self._picture(view) if view.image else self._text(view)
            yield "</details>"
        yield "</div>"

    def _holds(self, view: View, span: Span) -> bool:
        if view.page is not None:
            return any(one == span and place.page == view.page for one, place, _, _ in self._marks)
        return any(passage.start <= span.start <= passage.start + len(passage.text) for passage in view.passages)

    def _picture(self, view: View) -> Iterator[str]:
        image = base64.b64encode(view.image).decode()
        yield f'<svg viewBox="0 0 {view.width:g} {view.height:g}" role="img" aria-label="{escape(harmless(view.name))}">'
        yield f'<image width="{view.width:g}" height="{view.height:g}" href="data:image/png;base64,{image}"/>'
        for severity, number, (left, top, width, height) in self._boxes(view.page):
            shape = f'<rect class="{severity}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
            yield f'<a href="#f{number}">{shape}</a>' if number else shape
        yield "</svg>"

    def _boxes(self, page: int | None) -> Iterator[tuple[str, int, tuple[float, float, float, float]]]:
        """Severity, finding and the left, top, width and height of every different box on the page; what findings relate to lies below."""
        boxes = {
            (severity, number, (x0, y0, x1 - x0, y1 - y0))
            for _, place, number, severity in self._marks
            for at, x0, y0, x1, y1 in place.boxes
            if int(at) == page
        }
        yield from sorted(boxes, key=lambda box: (box[0] != "related", box))

    def _text(self, view: View) -> Iterator[str]:
        for table, group in groupby(view.passages, key=lambda passage: passage.cell.table if passage.cell else None):
            passages = list(group)
            if table is None:
                yield from (f'<p class="{passage.kind} level{passage.level}">{self._marked(passage)}</p>' for passage in passages)
                continue
            yield '<div class="scroll"><table>'
            for _, row in groupby(passages, key=lambda passage: passage.cell.row if passage.cell else 0):
                yield "<tr>" + "".join(f"<td>{self._marked(passage)}</td>" for passage in row) + "</tr>"
            yield "</table></div>"

    def _marked(self, passage: Passage) -> str:
        """The label and the text, with every finding's words marked; where findings overlap, the one that begins first has the words."""
        label = f'<span class="label">{escape(harmless(passage.label))}</span> ' if passage.label else ""
        end = passage.start + len(passage.text)
        pieces, at = [label], passage.start
        for span, _, number, severity in sorted(self._marks, key=lambda mark: (mark[0], mark[2])):
            if span.start < at or span.start >= end or span.end <= span.start:
                continue
            pieces.append(escape(harmless(passage.text[at - passage.start : span.start - passage.start])))
            words = escape(harmless(passage.text[span.start - passage.start : span.end - passage.start]))
            mark = f'<mark class="{severity}">{words}</mark>'
            pieces.append(f'<a href="#f{number}">{mark}</a>' if number else mark)
            at = min(span.end, end)
        return "".join(pieces) + escape(harmless(passage.text[at - passage.start :]))

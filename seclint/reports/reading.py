"""A document as seclint reads it: what `seclint show` prints."""

from collections import deque
from collections.abc import Iterator
from typing import Any

import msgspec

from seclint.model import Block, Document, Span
from seclint.recognise import Mentions
from seclint.reports.json import dumps
from seclint.reports.words import harmless

_MARKS = ("⟦", "⟧")  # around a mention; hardly any document has them
_MENTIONED = ("references", "dates", "times", "durations", "versions", "releases", "modifications")


def render(document: Document, format: str, mentions: Mentions) -> str:
    """The document as "text" (one line a block, mentions marked), "json" (everything) or "markdown" (to read, or to compare versions)."""
    if format == "json":
        return dumps({"schema": "seclint-document/1", **_data(document, mentions)})
    if format == "markdown":
        return "".join(_markdown(document, block) for block in document.blocks)
    spans = deque(_outermost(mentions))
    return "".join(_line(document, block, spans) for block in document.blocks)


def _outermost(mentions: Mentions) -> Iterator[Span]:
    """The spans of all mentions in text order, without those that stand in another one: the month of a release."""
    reached = 0
    for span in sorted((one.span for kind in _MENTIONED for one in getattr(mentions, kind)), key=lambda span: (span.start, -span.end)):
        if span.start >= reached:
            yield span
            reached = span.end


def _marked(document: Document, block: Block, spans: deque[Span]) -> str:
    """The text of the block with marks around its mentions, which are taken from the spans."""
    parts, at = [], block.span.start
    while spans and spans[0].start < block.span.end:
        span = spans.popleft()
        parts += [document.text[at : span.start], _MARKS[0], document.quote(span), _MARKS[1]]
        at = span.end
    return "".join((*parts, document.text[at : block.span.end]))


def _data(document: Document, mentions: Mentions) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(document)
    for block, written in zip(document.blocks, data["blocks"], strict=True):
        written["text"] = document.quote(block.span)
        written["page"] = document.page_of(block.span.start)
    del data["origins"]
    data["mentions"] = {
        kind: [{"quote": document.quote(one.span), **msgspec.to_builtins(one)} for one in getattr(mentions, kind)] for kind in _MENTIONED
    }
    return data


def _line(document: Document, block: Block, spans: deque[Span]) -> str:
    page = document.page_of(block.span.start)
    kind = f"{block.kind} {block.level}" if block.kind in ("title", "heading", "contents") else block.kind
    if block.cell is not None:
        kind = f"cell {block.cell.table + 1}.{block.cell.row + 1}.{block.cell.column + 1}"
    where = f"{page:>4} " if page is not None else ""
    marks = "".join(f" [^{note.label}]" for note in document.notes if block.span.start <= note.at <= block.span.end)
    ending = f" ..... {block.page_label}" if block.page_label else ""
    return f"{where}{kind:<12} {harmless(block.label):<6} {harmless(_marked(document, block, spans))}{ending}{marks}\n"


def _markdown(document: Document, block: Block) -> str:
    text = harmless(document.quote(block.span))
    labelled = f"{block.label} {text}" if block.label else text
    match block.kind:
        case "title" | "heading":
            return f"{'#' * min(6, max(1, block.level))} {labelled}\n\n"
        case "item":
            return f"{'  ' * block.level}- {labelled if block.label != '•' else text}\n\n"
        case "contents":
            return f"- {labelled} ..... {block.page_label}\n\n"
        case "cell":
            return f"| {text}\n\n"
        case "footnote":
            return f"[^{block.label}]: {text}\n\n"
        case _:
            return f"{labelled}\n\n"

"""A document as seclint reads it: what `seclint show` prints."""

from typing import Any

import msgspec

from seclint.model import Block, Document
from seclint.reports.json import dumps
from seclint.reports.words import harmless


def render(document: Document, format: str) -> str:
    """The document as "text" (one line a block), "json" (everything) or "markdown" (to read, or to compare versions)."""
    if format == "json":
        return dumps({"schema": "seclint-document/1", **_data(document)})
    write = _markdown if format == "markdown" else _line
    return "".join(write(document, block) for block in document.blocks)


def _data(document: Document) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(document)
    for block, written in zip(document.blocks, data["blocks"], strict=True):
        written["text"] = document.quote(block.span)
        written["page"] = document.page_of(block.span.start)
    del data["origins"]
    return data


def _line(document: Document, block: Block) -> str:
    page = document.page_of(block.span.start)
    kind = f"{block.kind} {block.level}" if block.kind in ("title", "heading", "contents") else block.kind
    if block.cell is not None:
        kind = f"cell {block.cell.table + 1}.{block.cell.row + 1}.{block.cell.column + 1}"
    where = f"{page:>4} " if page is not None else ""
    marks = "".join(f" [^{note.label}]" for note in document.notes if block.span.start <= note.at <= block.span.end)
    ending = f" ..... {block.page_label}" if block.page_label else ""
    return f"{where}{kind:<12} {harmless(block.label):<6} {harmless(document.quote(block.span))}{ending}{marks}\n"


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

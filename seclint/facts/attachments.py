"""The attachments that a document lists: label, title and version."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.model import Document, Span
from seclint.recognise import Mentions

_NUMBER = r"(?:\d{1,2}[a-z]?|[A-Z]{1,2})"


class Attachment(Struct, frozen=True):
    """An attachment as listed; ``version`` is "" when none is given."""

    label: str
    title: str
    version: str
    span: Span


def attachments_of(document: Document, mentions: Mentions, words: tuple[str, ...]) -> tuple[Attachment, ...]:
    """The lines "Attachment 1: title v2.0", in paragraphs, list items, headings or two cells of a table row."""
    return tuple(_attachments(document, mentions, words))


def _attachments(document: Document, mentions: Mentions, words: tuple[str, ...]) -> Iterator[Attachment]:
    label = re.compile(rf"((?:{'|'.join(map(re.escape, words))})\s+{_NUMBER})(?:\s*[:–—.-]\s*|\s*$|\s+(?=[“‘]))")
    for index, block in enumerate(document.blocks):
        if block.kind not in ("paragraph", "item", "cell", "heading"):
            continue
        match = label.match(document.text[block.span.start : block.span.end])
        if match is None:
            continue
        span = block.span
        words_span = Span(span.start + match.end(), span.end)
        if words_span.start == words_span.end:
            following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
            if following is None or block.cell is None or following.cell is None or following.cell.row != block.cell.row:
                continue
            words_span = following.span
        version = next((version for version in mentions.versions if version.token.within(words_span)), None)
        title_end = version.token.start if version and version.token.end >= words_span.end - 1 else words_span.end
        title = document.text[words_span.start : title_end].rstrip(" (,-–")
        yield Attachment(match[1], title, version.number if version else "", Span(span.start, words_span.end))

"""The tables, figures, annexes and appendices of a document by the labels that they bear."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.model import Block, Document, Span
from seclint.patterns import compiled

_LABEL = compiled(
    r"(?P<kind>Table|Figure|Annex|Appendix)\s+(?P<number>\d{1,3}[a-zA-Z]?(?:[.-]\d{1,3})?|[A-Z]{1,2}(?:[.-]?\d{1,2})?)", re.IGNORECASE
)
_TITLE = compiled(r"\s*[:.–—-]\s*(?=\S)|\s+[–—-]\s+|\s*$")
_AGAIN = compiled(r"\b(?:continued|cont(?:[’']d|d)?)\b\.?", re.IGNORECASE)
_LONGEST = 30  # words of a caption


class Captioned(Struct, frozen=True):
    """A table, figure, annex or appendix: ``kind`` in lower case, ``number`` as printed, ``block`` the index of its label."""

    kind: str
    number: str
    title: str
    span: Span
    block: int

    @property
    def label(self) -> str:
        """How a reference names it: "Table 4"."""
        return f"{self.kind.capitalize()} {self.number}"


def captions_of(document: Document) -> tuple[Captioned, ...]:
    """The captions and headings with such a label, and paragraphs that are one; what goes on from the page before is left out."""
    return tuple(one for one in _captions(document) if not _AGAIN.search(one.title))


def _captions(document: Document) -> Iterator[Captioned]:
    for index, block in enumerate(document.blocks):
        if block.kind not in ("caption", "heading", "paragraph", "cell"):
            continue
        text = document.quote(block.span)
        match = _LABEL.fullmatch(block.label) if block.kind in ("caption", "heading") else None
        if match:
            yield Captioned(match["kind"].lower(), match["number"], text, block.span, index)
            continue
        match = _LABEL.match(text)
        if match and _is_caption(block, text, match.end()):
            title = text[match.end() :].lstrip(" :.–—-")
            yield Captioned(match["kind"].lower(), match["number"], title, block.span, index)


def _is_caption(block: Block, text: str, end: int) -> bool:
    """Whether a line that begins with a label is a caption: a title behind a mark, no sentence, and no cell that only names it."""
    separator = _TITLE.match(text, end)
    if separator is None or block.label or len(text.split()) > _LONGEST:
        return False
    return separator.end() < len(text) and (block.kind != "cell" or text[end : end + 1] in ":.") and not text.endswith((";", ","))

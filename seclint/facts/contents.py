"""The contents list: its entries, whether they end in page numbers or are only the lines below the heading "Contents"."""

from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct

from seclint.facts.profile import Profile
from seclint.facts.wording import plain
from seclint.model import Block, Document, Span
from seclint.patterns import compiled

_LEAST = 3  # lines below the heading that make a list
_LONGEST = 14  # words of an entry
_NUMBERED = compiled(r"(?P<number>\d+(?:\.\d+)*|(?:Annex|Appendix)\s+\w+)[.:]?\s+(?=\S)")
_SENTENCE = compiled(r"[.:;,!]$")


class Entry(Struct, frozen=True):
    """An entry: the number before its words, "" for none, the words, and the page as printed, "" where the list gives none."""

    label: str
    span: Span
    page_label: str = ""


def contents_of(document: Document, profile: Profile) -> tuple[Entry, ...]:
    """The entries in order."""
    read = [block for block in document.blocks if block.kind == "contents" and document.quote(block.span).strip()]
    if read:
        return tuple(Entry(block.label, block.span, block.page_label) for block in read)
    titles = {plain(title) for title in profile.contents}
    longest = max(map(len, titles), default=0) + 2  # with a colon and a space
    for index, block in enumerate(document.blocks):
        short = block.kind in ("heading", "paragraph") and block.span.end - block.span.start <= longest
        if short and plain(document.quote(block.span)) in titles:
            below = (line for line in document.blocks[index + 1 :] if line.span.start < line.span.end)
            lines = tuple(takewhile(lambda line: _may_be_entry(document, line), below))
            return tuple(_entries(document, lines)) if len(lines) >= _LEAST else ()
    return ()


def _may_be_entry(document: Document, block: Block) -> bool:
    words = document.quote(block.span)
    return block.kind in ("paragraph", "item") and 0 < len(words.split()) <= _LONGEST and not _SENTENCE.search(words)


def _entries(document: Document, lines: tuple[Block, ...]) -> Iterator[Entry]:
    """The lines as entries; a number that stands in the text of a list item is its label."""
    for line in lines:
        typed = _NUMBERED.match(document.quote(line.span)) if not line.label.strip("•–-") else None
        label = typed["number"] if typed else line.label.strip("•–-.")
        yield Entry(label, Span(line.span.start + (typed.end() if typed else 0), line.span.end))

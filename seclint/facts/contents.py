"""The contents list: its entries, whether they end in page numbers, stand below "Contents", or are lines that repeat the headings."""

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from msgspec import Struct

from seclint.facts.profile import Profile
from seclint.facts.wording import plain
from seclint.model import Block, Document, Span
from seclint.patterns import compiled

_LEAST = 3  # lines below the heading that make a list
_SHARE = 0.6  # of the lines without a heading must repeat headings of the document
_LONGEST = 14  # words of an entry
_PAIR = 2  # cells of a row: a number and the words
_NUMBER = compiled(r"\d+(?:\.\d+)*|(?:Annex|Appendix)\s+\w+")
_NUMBERED = compiled(rf"(?P<number>{_NUMBER.pattern})[.:]?\s+(?=\S)")
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
            below = [line for line in document.blocks[index + 1 :] if line.span.start < line.span.end]
            if below and below[0].cell is not None:
                return tuple(_rows(document, list(takewhile(lambda line: line.cell is not None, below))))
            lines = tuple(takewhile(lambda line: _may_be_entry(document, line), below))
            return tuple(_entries(document, lines)) if len(lines) >= _LEAST else ()
    return tuple(_untitled(document))


def _rows(document: Document, cells: Sequence[Block]) -> Iterator[Entry]:
    """The rows of a table as entries: the number in the first cell, the words in the second, the page perhaps in the last one."""
    for _, row in groupby(cells, key=lambda block: (block.cell.table, block.cell.row) if block.cell else None):
        words = list(row)
        label = document.quote(words[0].span).strip().rstrip(".")
        if len(words) > 1 and _NUMBER.fullmatch(label):
            page = document.quote(words[-1].span).strip() if len(words) > _PAIR else ""
            yield Entry(label, words[1].span, page if page.isdigit() else "")


def _untitled(document: Document) -> Iterator[Entry]:
    """The entries of the first list of lines above the first numbered heading, where most of them repeat headings."""
    first = next((index for index, block in enumerate(document.blocks) if block.kind == "heading" and block.label), 0)
    listed = list(takewhile(lambda block: block.label and _may_be_entry(document, block), reversed(document.blocks[:first])))[::-1]
    titles = {plain(document.quote(block.span)) for block in document.blocks if block.kind == "heading"}
    if sum(plain(document.quote(block.span)) in titles for block in listed) >= max(_LEAST, _SHARE * len(listed)):
        yield from _entries(document, tuple(listed))


def _may_be_entry(document: Document, block: Block) -> bool:
    words = document.quote(block.span)
    return block.kind in ("paragraph", "item") and 0 < len(words.split()) <= _LONGEST and not _SENTENCE.search(words)


def _entries(document: Document, lines: tuple[Block, ...]) -> Iterator[Entry]:
    """The lines as entries; a number that stands in the text of a list item is its label."""
    for line in lines:
        typed = _NUMBERED.match(document.quote(line.span)) if not line.label.strip("•–-") else None
        label = typed["number"] if typed else line.label.strip("•–-.")
        yield Entry(label, Span(line.span.start + (typed.end() if typed else 0), line.span.end))

"""The document's sections, and where a span stands among them.

Authors and converters get heading levels wrong more often than numbers, so the depth of a numbered heading is that of its number.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from seclint.facts.wording import plain
from seclint.model import Block, Document, Place, Span
from seclint.patterns import compiled

_DECIMAL = compiled(r"\d+(?:\.\d+)*$")
_LETTERED = compiled(r"[A-Z]{1,2}(?:\.?\d+(?:\.\d+)*)?$")
_AFTER_BODY = ("footnote", "header", "footer")


class Section(Struct, frozen=True):
    """A heading and what stands under it.

    ``level`` is the heading's style, ``depth`` its real depth from 1. ``span`` reaches from the heading to the next one that is
    not deeper; ``block`` is the heading's index among the blocks, ``end`` the index behind the section's last block.
    ``parent`` is the index of the section that holds this one.
    """

    label: str
    title: str
    level: int
    depth: int
    heading: Span
    span: Span
    block: int
    end: int
    parent: int | None = None


class Outline:
    """All sections in order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        blocks = document.blocks
        self.body_end = next((index for index, block in enumerate(blocks) if block.kind in _AFTER_BODY), len(blocks))
        self.sections: tuple[Section, ...] = tuple(_sections(document, self.body_end))
        self._starts = [section.block for section in self.sections]
        self._paragraphs = _paragraphs(blocks, self.body_end)

    def index_at(self, block: int) -> int | None:
        """The index of the innermost section that holds the block, by the block's index."""
        index = bisect_right(self._starts, block) - 1
        return index if index >= 0 and block < self.body_end else None

    def within(self, block: int) -> Iterable[Section]:
        """The sections that hold the block, innermost first."""
        index = self.index_at(block)
        while index is not None:
            yield self.sections[index]
            index = self.sections[index].parent

    def place(self, span: Span) -> Place:
        """Where the span stands: page, section number, nearest heading, numbered paragraph, line. Boxes are looked up elsewhere."""
        document = self.document
        at, page = span.start, document.page_of(span.start)
        block = document.block_at(at) if document.blocks else None
        if block is not None and block.kind == "footnote":
            at = next((note.at for note in document.notes if note.label == block.label), at)
        index = document.block_index(at)
        sections = list(self.within(index)) if document.blocks else []
        place = Place(
            page=page,
            section=next((section.label for section in sections if section.label), None),
            heading=sections[0].title if sections else None,
            paragraph=self._paragraphs.get(index),
        )
        return self._with_lines(place, span) if document.format in ("markdown", "text") else place

    def _with_lines(self, place: Place, span: Span) -> Place:
        origins = self.document.origins_of(Span(span.start, max(span.end, span.start + 1)))
        if not origins:
            return place
        first, last = origins[0], origins[-1]
        end_column = last.offset + last.end - last.start + 1
        return msgspec.structs.replace(place, line=first.item, column=first.offset + 1, end_line=last.item, end_column=end_column)


def depth_of(label: str) -> int | None:
    """How deep a section with this number stands ("3.1" is 2, "Annex A" 1), or None when the label does not tell."""
    if _DECIMAL.match(label):
        return label.count(".") + 1
    if _LETTERED.match(label):
        return len(re.findall(r"[A-Z]+|\d+", label))
    word, _, number = label.partition(" ")
    if word and number and "." not in number:
        return 1
    return None


def _sections(document: Document, body_end: int) -> Iterable[Section]:
    headings = [index for index in range(body_end) if document.blocks[index].kind == "heading"]
    depths = _depths(
        [document.blocks[index] for index in headings], [plain(document.quote(document.blocks[index].span)) for index in headings]
    )
    open_sections: list[int] = []
    for position, (index, depth) in enumerate(zip(headings, depths, strict=True)):
        while open_sections and depths[open_sections[-1]] >= depth:
            open_sections.pop()
        block = document.blocks[index]
        end = next((headings[later] for later in range(position + 1, len(headings)) if depths[later] <= depth), body_end)
        yield Section(
            label=block.label,
            title=document.quote(block.span),
            level=block.level,
            depth=depth,
            heading=block.span,
            span=Span(block.span.start, document.blocks[end - 1].span.end),
            block=index,
            end=end,
            parent=open_sections[-1] if open_sections else None,
        )
        open_sections.append(position)


def _depths(headings: Sequence[Block], titles: Sequence[str]) -> list[int]:
    """The depth of each heading: by its number, or by its style below the last numbered one that its style allows."""
    repeated = {
        title
        for title, count in Counter(title for title, block in zip(titles, headings, strict=True) if not block.label).items()
        if count > 1
    }
    depths: list[int] = []
    above: list[tuple[int, int]] = []  # (style level, depth) of the headings that are still open
    numbered: tuple[int, int] | None = None
    for block, title in zip(headings, titles, strict=True):
        depth = depth_of(block.label) if block.label else None
        if depth is not None:
            numbered = (block.level, depth)
            above = [entry for entry in above if entry[1] < depth]
        elif numbered is not None and title in repeated:
            # A title that comes again and again ("DCC Response") belongs to the numbered heading before it, however it is styled.
            depth = numbered[1] + 1
            above = [entry for entry in above if entry[1] < depth]
        else:
            above = [entry for entry in above if entry[0] < block.level]
            depth = above[-1][1] + 1 if above else 1
            if depth == 1:
                numbered = None
        above.append((block.level, depth))
        depths.append(depth)
    return depths


def _paragraphs(blocks: Sequence[Block], body_end: int) -> dict[int, str]:
    """The label under which an author finds a block: its own, or for an item the numbered paragraph's with the item's behind it."""
    found: dict[int, str] = {}
    number = ""
    trail: list[str] = []
    for index in range(body_end):
        block = blocks[index]
        if block.kind == "heading":
            number, trail = "", []
        elif block.kind == "paragraph" and block.label:
            number, trail = block.label, []
            found[index] = number
        elif block.kind == "item":
            trail = [*trail[: block.level], *[""] * (block.level - len(trail)), block.label if block.label != "•" else ""]
            if number or block.label != "•":
                found[index] = number + "".join(_bracketed(label, bool(number)) for label in trail)
    return {index: label for index, label in found.items() if label}


def _bracketed(label: str, below: bool) -> str:
    return f"({label.strip('().')})" if label and below else label

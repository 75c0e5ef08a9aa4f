"""What a lead-in leads to: the items of the list, or the rows of the table, that follow it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from msgspec import Struct

from seclint.facts.tables import Table
from seclint.model import Block, Document, Span
from seclint.patterns import compiled

_LEADING = ("paragraph", "item")
_MARKS = (":", ":-", "–", "—")
_ROMAN = compiled(r"[ivxlc]+")
_TOTAL = compiled(r"\s*(?:sub-?)?total\b", re.IGNORECASE)


class Led(Struct, frozen=True):
    """A lead-in, the index of its block, and the places of the items or rows behind it."""

    block: int
    lead_in: Span
    parts: tuple[Span, ...]


def led_lists(document: Document, tables: Sequence[Table]) -> tuple[Led, ...]:
    """The headings, and the paragraphs that end in a colon or dash, with a list or table right behind them.

    Left out is what cannot be counted: lists with two ways of numbering on one level, and lists that go on behind another paragraph.
    """
    return tuple(_led(document, {table.head.start: table for table in tables}))


def _led(document: Document, tables: dict[int, Table]) -> Iterator[Led]:
    blocks = document.blocks
    for index, (block, after) in enumerate(pairwise(blocks)):
        if block.kind != "heading" and not _leads(document, block):
            continue
        parts: Sequence[Span] = ()
        if after.kind == "item":
            parts = _items(document, index)
        elif after.kind == "paragraph" and after.label and not block.label:
            parts = _numbered(document, index + 1)
        else:
            below = blocks[index + 2] if after.kind == "caption" and index + 2 < len(blocks) else after
            table = tables.get(below.span.start)
            parts = _rows(document, table) if table is not None else ()
        if parts:
            yield Led(index, block.span, tuple(parts))


def beside(document: Document, tables: Sequence[Table], index: int, *, below: bool) -> Sequence[Span]:
    """The items of the list, or the rows of the table, right below a block or right above it."""
    blocks = document.blocks
    other = index + 1 if below else index - 1
    if not 0 <= other < len(blocks):
        return ()
    at = blocks[other].span.start
    table = next((one for one in tables if one.head.start <= at <= one.rows[-1][-1].end), None)
    if table is not None or blocks[other].kind != "item":
        return _rows(document, table) if table is not None else ()
    first = other
    while not below and first and blocks[first - 1].kind == "item":
        first -= 1
    return _items(document, first - 1) if first else ()


def _leads(document: Document, block: Block) -> bool:
    return block.kind in _LEADING and document.quote(block.span).endswith(_MARKS)


def _items(document: Document, index: int) -> Sequence[Span]:
    """The items of the list on its own level."""
    blocks = document.blocks
    first = blocks[index + 1]
    if blocks[index].kind == "item" and first.level <= blocks[index].level:
        return ()
    end = index + 1
    while end < len(blocks) and blocks[end].kind == "item" and blocks[end].level >= first.level:
        end += 1
    items = [block for block in blocks[index + 1 : end] if block.level == first.level]
    ways = _ways(first.label).intersection(*(_ways(block.label) for block in items))
    return () if not ways or _goes_on(document, end, ways) else [block.span for block in items]


def _numbered(document: Document, index: int) -> Sequence[Span]:
    """The paragraphs that are numbered from 1 on right behind a lead-in."""
    numbered = takewhile(lambda one: one[1].label.strip("(.)") == str(one[0]), enumerate(document.blocks[index:], 1))
    return [block.span for _, block in numbered if block.kind == "paragraph"]


def _goes_on(document: Document, end: int, ways: set[str]) -> bool:
    """Whether a list that ends before a block goes on behind it: one without a number that leads to no list of its own."""
    between, *behind = document.blocks[end : end + 2] or (None,)
    if between is None or between.kind != "paragraph" or between.label or _leads(document, between):
        return False
    return any(block.kind == "item" and bool(_ways(block.label) & ways) for block in behind)


def _ways(label: str) -> set[str]:
    """The ways of numbering that a label may be of: figures, letters, Roman numerals ("i" is both), or a mark that counts nothing."""
    bare = label.strip("().").lower()
    ways = {"figures" if bare.isdigit() else "letters" if len(bare) == 1 and bare.isalpha() else ""}
    ways |= {"roman"} if _ROMAN.fullmatch(bare) else set()
    return ways - {""} or {"mark"}


def _rows(document: Document, table: Table) -> Sequence[Span]:
    """The rows that begin with words, but for a total."""
    words = [(row[0], document.quote(row[0]).strip()) for row in table.rows]
    return [span for span, text in words if text and not _TOTAL.match(text)]

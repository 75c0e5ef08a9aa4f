"""The quotations of a document, over paragraphs too, and the quotation marks and brackets that have no partner."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from seclint.facts.covering import Covering
from seclint.facts.pairs import Mark, Paired, PairKind, pair
from seclint.model import Block, Document, Span
from seclint.patterns import compiled

_TERMINAL = compiled("[.!?][”’\"')\\]]*$")
# Lines of program text: nothing but marks, a quoted name with a colon, a tag, a comment.
_CODE = compiled(r"[^\w]*|\"[\w.-]+\"\s*:.*|<\W?\w.*>|(?:#|//).*", re.DOTALL)
_CODE_STYLE = compiled(r"code|listing|preformatted|source", re.IGNORECASE)
_CURLY = compiled("[“”]")
_UNREAD = ("header", "footer", "contents")
_REACH = 250  # paragraphs over which a quotation may run


class Quotation(Struct, frozen=True):
    """Words in quotation marks: ``span`` with the marks, ``words`` without; ``depth`` counts the quotations around it."""

    span: Span
    words: Span
    kind: PairKind
    depth: int


class Unpaired(Struct, frozen=True):
    """A quotation mark or bracket without its partner in the paragraph, nor in the paragraphs that continue it."""

    span: Span
    kind: PairKind
    opens: bool


class Pairing(Struct, frozen=True, dict=True):
    """The quotations of a document, and the quotation marks and brackets that have no partner."""

    quotations: tuple[Quotation, ...]
    unpaired: tuple[Unpaired, ...]

    @cached_property
    def quoted(self) -> Covering:
        """What stands in quotation marks, with the marks."""
        return Covering(quotation.span for quotation in self.quotations)


def pairing_of(document: Document) -> Pairing:
    """Pair the marks of every paragraph, then those that open in one and close in a later one."""
    text = document.text
    read = [block for block in document.blocks if block.kind not in _UNREAD and not _is_code(text, block)]
    paired: list[Paired] = []
    for blocks in ([block for block in read if block.kind != "footnote"], [block for block in read if block.kind == "footnote"]):
        marks = [pair(text, block.span) for block in blocks]
        _join(text, blocks, marks)
        paired += marks
    quotations = tuple(sorted((quotation for marks in paired for quotation in _quotations(marks)), key=lambda one: one.span))
    unpaired = sorted((mark for marks in paired for mark in _unpaired(marks)), key=lambda one: one.span)
    return Pairing(quotations, tuple(mark for mark in unpaired if not _is_fragment(mark, quotations)))


def _is_code(text: str, block: Block) -> bool:
    words = text[block.span.start : block.span.end]
    return bool("{" in words or "}" in words or _CODE.fullmatch(words) or (block.style and _CODE_STYLE.search(block.style)))


def _join(text: str, blocks: Sequence[Block], paired: Sequence[Paired]) -> None:
    """Take away what opens in one paragraph and closes in a later one: quotations of several paragraphs, brackets around a list."""
    waiting: list[tuple[int, Mark]] = []
    for index, here in enumerate(paired):
        for closer in list(here.unopened):
            opener = next((one for one in reversed(waiting) if one[1].kind == closer.kind and index - one[0] <= _REACH), None)
            if opener is not None:
                waiting.remove(opener)
                here.unopened.remove(closer)
                paired[opener[0]].pairs.append((opener[1], closer.at))
        for mark in list(here.unclosed):
            # A straight mark may close what a curly one opened, and the other way round.
            span = blocks[index].span
            mixed = (mark.straight and bool(_CURLY.search(text, span.start, span.end))) or (
                mark.kind == "single" and "'" in text[mark.at : span.end]
            )
            split = mark.kind in ("round", "square") and _closes_next(paired, index, mark)
            if not mixed and (split or _is_repeated(text, blocks, index, mark) or _continues(text, blocks[index], mark)):
                waiting.append((index, mark))
            if mixed or waiting[-1:] == [(index, mark)]:
                here.unclosed.remove(mark)
    for index, mark in waiting:
        if not _is_repeated(text, blocks, index, mark):
            paired[index].unclosed.append(mark)


def _closes_next(paired: Sequence[Paired], index: int, mark: Mark) -> bool:
    """Whether the very next paragraph closes a bracket that it does not open: a paragraph that was split by its layout."""
    return index + 1 < len(paired) and any(closer.kind == mark.kind for closer in paired[index + 1].unopened)


def _is_repeated(text: str, blocks: Sequence[Block], index: int, mark: Mark) -> bool:
    """Whether the next paragraph opens with the same mark: each paragraph of a long quotation repeats it, only the last one closes."""
    return mark.kind in ("double", "single") and index + 1 < len(blocks) and text.startswith(text[mark.at], blocks[index + 1].span.start)


def _continues(text: str, block: Block, mark: Mark) -> bool:
    """Whether what a mark opens can go on in the next paragraph: it opens this one, or this one ends in the middle of a sentence."""
    start, end = block.span.start, block.span.end
    opens_block = not text[start : mark.at].strip(' “‘(["')
    return opens_block or not _TERMINAL.search(text, mark.at, end)


def _quotations(block: Paired) -> Iterator[Quotation]:
    quotes = [(mark, end) for mark, end in block.pairs if mark.kind in ("double", "single")]
    for mark, end in quotes:
        depth = sum(other.at < mark.at and end < other_end for other, other_end in quotes)
        yield Quotation(Span(mark.at, end + 1), Span(mark.at + 1, end), mark.kind, depth)


def _unpaired(block: Paired) -> Iterator[Unpaired]:
    for marks, opens in ((block.unclosed, True), (block.unopened, False)):
        yield from (Unpaired(Span(mark.at, mark.at + 1), mark.kind, opens) for mark in marks if not mark.soft)


def _is_fragment(mark: Unpaired, quotations: Sequence[Quotation]) -> bool:
    """Whether a bracket stands inside a quotation, which may quote a piece of a sentence."""
    return mark.kind in ("round", "square") and any(mark.span.within(quotation.words) for quotation in quotations)

"""Quotation marks and brackets: which opens what, what stands inside, and which have no partner."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from seclint.model import Block, Document, Span

PairKind = Literal["double", "single", "round", "square"]

_MARKS = re.compile('[“”"‘’()\\[\\]]')
_OPENERS: dict[str, PairKind] = {"“": "double", "‘": "single", "(": "round", "[": "square"}
_CLOSERS: dict[str, PairKind] = {"”": "double", "’": "single", ")": "round", "]": "square"}

# "a)", "iv)", "12)" at the start of a list entry, in the text too: "either a) wait or b) go".
_LIST_MARKER = re.compile(r"(?:^|[\s(;:,—–-])(?:[A-Za-z]{1,2}|[ivxlIVXL]{1,5}|\d{1,3}(?:\.\d{1,3})*)$")
# An autocorrected apostrophe: "‘90s", "‘em".
_ELISION = re.compile(r"\d|(?:em|til|till|tis|twas|cause|n)\b", re.IGNORECASE)
# Text such as "[0, 5)" or "(1, n]": a half-open interval.
_INTERVAL = re.compile(r"[\s\w.+∞-]{1,12},[\s\w.+∞-]{1,12}")
_TERMINAL = re.compile("[.!?][”’\"')\\]]*$")
_REACH = 60  # blocks over which a quotation of several paragraphs may run


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


class Pairing(Struct, frozen=True):
    """The quotations of a document, and the quotation marks and brackets that have no partner."""

    quotations: tuple[Quotation, ...]
    unpaired: tuple[Unpaired, ...]


class _Open(Struct, frozen=True):
    kind: PairKind
    at: int
    straight: bool = False


class _Paired(Struct):
    """One block's marks: the pairs, and what stays open on either side."""

    pairs: list[tuple[_Open, int]] = []
    unclosed: list[_Open] = []
    unopened: list[_Open] = []


def pairing_of(document: Document) -> Pairing:
    """Pair the marks of every block, then those that open in one block and close in a later one."""
    text = document.text
    body = [block for block in document.blocks if block.kind not in ("header", "footer", "contents", "footnote")]
    notes = [block for block in document.blocks if block.kind == "footnote"]
    paired = [*_paired(text, body), *_paired(text, notes)]
    quotations = [quotation for block in paired for quotation in _quotations(block)]
    unpaired = [
        _unpaired(mark, opens) for block in paired for marks, opens in ((block.unclosed, True), (block.unopened, False)) for mark in marks
    ]
    return Pairing(tuple(sorted(quotations, key=lambda one: one.span)), tuple(sorted(unpaired, key=lambda one: one.span)))


def _paired(text: str, blocks: Sequence[Block]) -> list[_Paired]:
    paired = [_pair(text, block) for block in blocks]
    _join(text, blocks, paired)
    return paired


def _pair(text: str, block: Block) -> _Paired:
    result = _Paired([], [], [])
    stack: list[_Open] = []
    for match in _MARKS.finditer(text, block.span.start, block.span.end):
        mark, at = match[0], match.start()
        if mark in '“”"':
            _double(text, mark, at, block.span, stack, result)
        elif mark in _OPENERS:
            if not (mark == "‘" and _ELISION.match(text, at + 1, block.span.end)):
                stack.append(_Open(_OPENERS[mark], at))
        elif not (mark == "’" and _is_apostrophe(text, at, block.span)):
            _close(text, _CLOSERS[mark], at, block.span, stack, result)
    result.unclosed = [mark for mark in stack if not mark.straight]
    return result


def _double(text: str, mark: str, at: int, block: Span, stack: list[_Open], result: _Paired) -> None:
    """Authors turn double marks the wrong way round, so where a mark stands decides about the ones that can only be meant the other way."""
    after_space = at == block.start or not (text[at - 1].isalnum() or text[at - 1] in ".,;:!?)]’'")
    before_space = at + 1 >= block.end or not (text[at + 1].isalnum() or text[at + 1] in "‘'([")
    is_open = any(one.kind == "double" for one in stack)
    if mark == "“":
        closes = is_open and before_space and not after_space
    elif mark == "”":
        closes = is_open or not after_space or before_space
    else:
        closes = is_open
    if closes:
        _close(text, "double", at, block, stack, result)
    elif mark != '"' or after_space:
        stack.append(_Open("double", at, straight=mark == '"'))


def _close(text: str, kind: PairKind, at: int, block: Span, stack: list[_Open], result: _Paired) -> None:
    for index in range(len(stack) - 1, -1, -1):
        if stack[index].kind == kind:
            result.pairs.append((stack[index], at))
            del stack[index]
            return
    if kind != "single" and not _is_harmless(text, kind, at, block, stack):
        result.unopened.append(_Open(kind, at))


def _is_apostrophe(text: str, at: int, block: Span) -> bool:
    return block.start < at < block.end - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _is_harmless(text: str, kind: PairKind, at: int, block: Span, stack: list[_Open]) -> bool:
    """Closing marks that were never meant to have an opening one: list markers, inches, ditto marks and half-open intervals."""
    if kind == "double":
        return text[at - 1 : at].isdigit() or block == Span(at, at + 1)
    if kind == "round" and _LIST_MARKER.search(text, max(block.start, at - 12), at):
        return True
    for index in range(len(stack) - 1, -1, -1):
        if stack[index].kind in ("round", "square"):
            if _INTERVAL.fullmatch(text, stack[index].at + 1, at):
                del stack[index]
                return True
            return False
    return False


def _join(text: str, blocks: Sequence[Block], paired: Sequence[_Paired]) -> None:
    """Take away what opens in one block and closes in a later one: quotations of several paragraphs, brackets around a list."""
    for index, here in enumerate(paired):
        for mark in list(here.unclosed):
            if mark.kind == "single" and "'" in text[mark.at : blocks[index].span.end]:
                here.unclosed.remove(mark)  # ‘closed by a straight mark'
            elif _is_repeated(text, blocks, index, mark):
                here.unclosed.remove(mark)
            elif _continues(text, blocks[index], mark):
                _close_later(mark, index, paired)


def _is_repeated(text: str, blocks: Sequence[Block], index: int, mark: _Open) -> bool:
    """Whether the next paragraph opens with the same mark: each paragraph of a long quotation repeats it, only the last one closes."""
    return mark.kind in ("double", "single") and index + 1 < len(blocks) and text.startswith(text[mark.at], blocks[index + 1].span.start)


def _continues(text: str, block: Block, mark: _Open) -> bool:
    """Whether what a mark opens can go on in the next block: it opens the block, or the block ends in the middle of a sentence."""
    start, end = block.span.start, block.span.end
    opens_block = not text[start : mark.at].strip(' “‘(["')
    return opens_block or not _TERMINAL.search(text, mark.at, end)


def _close_later(mark: _Open, index: int, paired: Sequence[_Paired]) -> None:
    for later in paired[index + 1 : index + 1 + _REACH]:
        for closer in later.unopened:
            if closer.kind == mark.kind:
                later.unopened.remove(closer)
                paired[index].unclosed.remove(mark)
                paired[index].pairs.append((mark, closer.at))
                return


def _quotations(block: _Paired) -> Iterator[Quotation]:
    quotes = [(mark, end) for mark, end in block.pairs if mark.kind in ("double", "single")]
    for mark, end in quotes:
        depth = sum(other.at < mark.at and end < other_end for other, other_end in quotes)
        yield Quotation(Span(mark.at, end + 1), Span(mark.at + 1, end), mark.kind, depth)


def _unpaired(mark: _Open, opens: bool) -> Unpaired:
    return Unpaired(Span(mark.at, mark.at + 1), mark.kind, opens)

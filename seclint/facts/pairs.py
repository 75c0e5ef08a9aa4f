"""Which quotation mark or bracket belongs to which, inside one paragraph."""

import re
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from seclint.model import Span
from seclint.patterns import compiled

PairKind = Literal["double", "single", "round", "square"]

_MARKS = compiled('[“”"‘’()\\[\\]]')
_OPENERS: dict[str, PairKind] = {"‘": "single", "(": "round", "[": "square"}
_CLOSERS: dict[str, PairKind] = {"’": "single", ")": "round", "]": "square"}

# "a)", "iv)", "12)" at the start of a list entry, in the text too: "either a) wait or b) go".
_LIST_MARKER = compiled(r"(?:^|[\s(;:,—–]|(?<!\w)-)(?:[A-Za-z]{1,2}|[ivxlIVXL]{1,5}|\d{1,2}(?:\.\d{1,2})*)$")
# A noun before the number: "Attachment 1)" closes a bracket.
_NUMBERED_THING = compiled(
    r"\b(?:pages?|sections?|attachments?|annex(?:es)?|appendi(?:x|ces)|tables?|figures?|questions?|paragraphs?|clauses?|notes?|phases?|versions?)"
    r"\s[\dA-Za-z.]+$",
    re.IGNORECASE,
)
# An autocorrected apostrophe: "‘90s", "‘em".
_ELISION = compiled(r"\d|(?:em|til|till|tis|twas|cause|n)\b", re.IGNORECASE)
# What stands between the brackets of a half-open interval: "[0, 5)".
_INTERVAL = compiled(r"[\s\w.+∞-]{1,12},[\s\w.+∞-]{1,12}")
# Program text in a paragraph, whose brackets need not pair: "run()", "Type.method(", "readAll(", "item[@name", a name and value or the
# beginning of a list of JSON, and codes for colours on a terminal ("[31m").
_CALL = compiled(
    r'\w\(\)|\w(?:\.|::)\w+\(|\b[a-z]+[A-Z]\w*\(|\[@|\w/\w+:\w+[/\[]|"[\w$.-]+"\s*:\s*["\d\[{tfn-]|\[\s*"[^"\s]*"\s*(?:,|$)|\[\d{1,3}(?:;\d{1,3})*m'
)
_ADDRESS = compiled(r"(?:://|www\.)\S*$")


class Mark(Struct, frozen=True):
    """A mark at an offset. ``straight`` and ``soft`` ones (apostrophes, brackets of addresses and program text) prove nothing alone."""

    kind: PairKind
    at: int
    straight: bool = False
    soft: bool = False


class Paired(Struct):
    """The marks of a paragraph: the pairs, with the offset of the closing mark, and what stays open on either side."""

    pairs: list[tuple[Mark, int]]
    unclosed: list[Mark]
    unopened: list[Mark]


def pair(text: str, block: Span) -> Paired:
    """Pair the marks of a paragraph; ``unclosed`` holds what is still open at its end."""
    result = Paired([], [], [])
    for match in _MARKS.finditer(text, block.start, block.end):
        mark, at = match[0], match.start()
        if mark in '“”"':
            _double(text, mark, at, block, result)
        elif mark in _OPENERS:
            if not (mark == "‘" and _is_turned_apostrophe(text, at, block)):
                result.unclosed.append(Mark(_OPENERS[mark], at))
        elif mark != "’" or not _is_apostrophe(text, at, block):
            _close(text, _CLOSERS[mark], at, block, result)
    if (result.unclosed or result.unopened) and _CALL.search(text, block.start, block.end):
        result.unclosed = [_softened(mark) for mark in result.unclosed]
        result.unopened = [_softened(mark) for mark in result.unopened]
    return result


def _softened(mark: Mark) -> Mark:
    return replace(mark, soft=True) if mark.kind in ("round", "square") else mark


def _double(text: str, mark: str, at: int, block: Span, result: Paired) -> None:
    """Authors turn double marks the wrong way round, so where a mark stands decides about the ones that can only be meant the other way."""
    after_space = at == block.start or not (text[at - 1].isalnum() or text[at - 1] in ".,;:!?)]’'")
    before_space = at + 1 >= block.end or not (text[at + 1].isalnum() or text[at + 1] in "‘'([")
    is_open = any(one.kind == "double" for one in result.unclosed)
    if mark == "“":
        closes = is_open and before_space and not after_space
    elif mark == "”":
        closes = is_open or not after_space or before_space
    else:
        closes = is_open
    if closes:
        _close(text, "double", at, block, result)
    elif mark != '"' or (after_space and not before_space):
        result.unclosed.append(Mark("double", at, straight=mark == '"'))


def _close(text: str, kind: PairKind, at: int, block: Span, result: Paired) -> None:
    for index in range(len(result.unclosed) - 1, -1, -1):
        if result.unclosed[index].kind == kind:
            result.pairs.append((result.unclosed[index], at))
            del result.unclosed[index]
            return
    if kind == "single" or not _is_harmless(text, kind, at, block, result):
        soft = kind == "single" or bool(_ADDRESS.search(text[block.start : at]))
        result.unopened.append(Mark(kind, at, soft=soft))


def _is_apostrophe(text: str, at: int, block: Span) -> bool:
    return block.start < at < block.end - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _is_turned_apostrophe(text: str, at: int, block: Span) -> bool:
    """Whether ‘ stands for an apostrophe: the author's word processor turns it the wrong way in "‘90s" and "Smith‘s"."""
    return bool(_ELISION.match(text, at + 1, block.end)) or (at > block.start and text[at - 1].isalnum())


def _is_harmless(text: str, kind: PairKind, at: int, block: Span, result: Paired) -> bool:
    """Closing marks that were never meant to have an opening one: list markers, inches, ditto marks, half-open intervals."""
    if kind == "double":
        return text[at - 1 : at].isdigit() or block == Span(at, at + 1)
    index = next((index for index in range(len(result.unclosed) - 1, -1, -1) if result.unclosed[index].kind in ("round", "square")), None)
    if index is not None and _INTERVAL.fullmatch(text, result.unclosed[index].at + 1, at):
        del result.unclosed[index]
        return True
    before = text[block.start : at]
    return kind == "round" and bool(_LIST_MARKER.search(before)) and not _NUMBERED_THING.search(before)

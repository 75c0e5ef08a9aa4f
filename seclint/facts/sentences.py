"""Where the sentences of a document begin and end: inside each block, never across two."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec import Struct

from seclint.model import Document, Span
from seclint.patterns import compiled

# A stop ends a sentence together with the closing marks (and any doubled stop) behind it; a bar parts what stands on one line.
# One set of characters in front lets re pass over the others quickly.
_STOP = compiled(r"[.!?…|¦](?:(?<=[.!?…])[.!?…]*(?:[”’\"')\]]+[.!?…]*)*|(?<=\s[|¦]))(?=\s)")
_UP_TO_WORD = compiled(r"(?s:.*)[\s(\[“‘\"']")  # greedy, so it ends where the last word begins
_LONGEST_WORD = 60
_OPENING = compiled(r"[“‘\"'(\[]*(.)", re.DOTALL)
_SMALL = compiled(r"[a-z]")
_INITIALS = compiled(r"(?:[A-Z]\.)*[A-Z]")
_start = attrgetter("start")


class Shortened(Struct, frozen=True, forbid_unknown_fields=True):
    """The words that end in a full stop without ending a sentence (registers/shortened.toml).

    ``words`` never end one ("e.g."); ``before_numbers`` do not when a number follows ("No. 5"); ``titles`` stand before names ("Dr.").
    """

    words: tuple[str, ...]
    before_numbers: tuple[str, ...]
    titles: tuple[str, ...]


def sentences_of(document: Document, shortened: Shortened) -> tuple[Span, ...]:
    """The spans of the sentences of every block, in text order; a block without a full stop is one sentence."""
    return tuple(span for block in document.blocks for span in _sentences(document.text, block.span, shortened))


def sentence_at(sentences: Sequence[Span], offset: int) -> Span:
    """The sentence that holds the character at ``offset`` (the one before it, in the gap between two)."""
    index = bisect_right(sentences, offset, key=_start) - 1
    return sentences[index] if index >= 0 else Span(offset, offset)


def _sentences(text: str, block: Span, shortened: Shortened) -> Iterator[Span]:
    start = block.start
    for stop in _STOP.finditer(text, block.start, block.end):
        if _ends(text, start, stop, block.end, shortened):
            yield Span(start, stop.end())
            start = stop.end() + 1
    if start < block.end:
        yield Span(start, block.end)


def _ends(text: str, start: int, stop: re.Match[str], end: int, shortened: Shortened) -> bool:
    """Whether a stop ends a sentence; a small letter after it says no, a question or exclamation mark before a capital yes."""
    following = _OPENING.match(text, stop.end() + 1, end) if stop.end() + 1 < end else None
    if following is None or _SMALL.match(following[1]):
        return False
    if stop[0][0] != ".":
        return True
    reach = max(start, stop.start() - _LONGEST_WORD)
    before = _UP_TO_WORD.match(text, reach, stop.start())
    at = before.end() if before else reach
    word = text[at : stop.start()].lower()
    if word in shortened.words or (word in shortened.titles and stop[0] == "."):
        return False
    if word in shortened.before_numbers:
        return not following[1].isdigit()
    return not (stop[0] == "." and word[-1:].isalpha() and _is_initial(text, start, Span(at, stop.start())))


def _is_initial(text: str, start: int, word: Span) -> bool:
    """Whether a capital is a person's initial: it stands at the start or after another initial ("J. R. Hartley")."""
    if not _INITIALS.fullmatch(text, word.start, word.end):
        return False
    before = text[start : word.start].rstrip()
    return not before or bool(re.search(r"(?:^|\s)[A-Z]\.$", before))

"""CriticMarkup: {++insertions++}, {--deletions--}, {~~old~>new~~}, {>>comments<<}, {==highlights==} in the pieces of a paragraph.

Highlights may do without the braces, as many editors write them: ==words==.
The attributes that pandoc writes behind headings and words, ``{#anchor .class}``, are dropped on the way, and so are ``~~struck~~`` tildes.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, count
from typing import NamedTuple

from seclint.patterns import compiled
from seclint.readers.markdown.units import Piece, Under, cut, joined

_ATTRIBUTE = r"(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|[\w.%-]+))"
_ATTRIBUTES = rf"\{{\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}"
_UNBRACED = (
    rf"\[(?P<words>[^\[\]]*)\]{_ATTRIBUTES}|(?<!\s)\s*{_ATTRIBUTES}|(?<![~\w])~~(?P<struck>[^\s~](?:(?!~~)[\s\S])*)~~"
    r"|(?<![=\w])==(?P<bright>[^\s=](?:[^=\n]*[^\s=])?)==(?![=\w])"
)
_SIGN = compiled(rf"\{{(?P<opening>\+\+|--|~~|==|>>)|{_UNBRACED}")
_OTHER_SIGN = compiled(_UNBRACED)
_CLOSING = {"++": "++}", "--": "--}", "~~": "~~}", "==": "==}", ">>": "<<}"}
_MEANING = {"++": "insertion", "--": "deletion", "==": "highlight"}
_UNBRACED_PARTS = (("words", ""), ("struck", ""), ("bright", "highlight"))
_OPENING = 3  # characters of what opens a sign, and of what closes it
_numbers = count()


class _Part(NamedTuple):
    """What stands from ``start`` to ``end`` inside a sign, and what the sign says of it: "" for nothing."""

    start: int
    end: int
    what: str = ""
    detail: str = ""


class _Sign(NamedTuple):
    """A sign from ``start`` to ``end`` of the text. ``comment`` is one that stands on no words."""

    start: int
    end: int
    parts: tuple[_Part, ...] = ()
    comment: str | None = None


class _Paragraph:
    """Pieces that are cut at many places."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._starts = [0, *accumulate(len(piece.text) for piece in pieces)]

    def cut(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces between two offsets of the text."""
        first = max(bisect_left(self._starts, start) - 1, 0)
        last = bisect_right(self._starts, end)
        return cut(self._pieces[first:last], start - self._starts[first], end - self._starts[first])


class _Closers:
    """Where the signs end. Each is looked for from ever later places, so that the text is searched once for each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, int] = {}

    def after(self, closer: str, start: int) -> int | None:
        """Where the closer stands next, None where it does not."""
        found = self._found.get(closer, 0)
        if found >= 0 and (found < start or closer not in self._found):
            found = self._found[closer] = self._text.find(closer, start)
        return found if found >= 0 else None


def marked(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces without the signs of CriticMarkup, under what the signs say."""
    text = joined(pieces)
    if "{" not in text and "~~" not in text and "==" not in text:
        return tuple(pieces)
    paragraph = _Paragraph(pieces)
    done: list[Piece] = []
    at = 0
    for sign in _signs(text):
        done += paragraph.cut(at, sign.start)
        if sign.comment is not None:
            done.append(Piece("", under=(("comment", next(_numbers), sign.comment),)))
        for part in sign.parts:
            inner = paragraph.cut(part.start, part.end)
            done += _under(inner, (part.what, next(_numbers), part.detail)) if part.what else inner
        at = sign.end
    return (*done, *paragraph.cut(at, len(text)))


def _signs(text: str) -> Iterator[_Sign]:
    """The signs of a text in order; what opens one and is never closed is none."""
    closers = _Closers(text)
    at = 0
    while match := _SIGN.search(text, at):
        sign = _braced(text, match.start(), match["opening"], closers) if match["opening"] else _unbraced(match)
        if sign is None and (other := _OTHER_SIGN.match(text, match.start())):
            sign = _unbraced(other)
        if sign is not None:
            yield sign
        at = sign.end if sign is not None else match.start() + 1


def _unbraced(match: re.Match[str]) -> _Sign:
    """A highlight or struck words, or attributes, which go away and leave the words that they are of."""
    parts = [_Part(*match.span(group), what) for group, what in _UNBRACED_PARTS if match[group] is not None]
    return _Sign(*match.span(), tuple(parts))


def _braced(text: str, start: int, opening: str, closers: _Closers) -> _Sign | None:
    """The sign that opens there, if it is closed."""
    inner = start + _OPENING
    turn = closers.after("~>", inner) if opening == "~~" else inner
    end = closers.after(_CLOSING[opening], turn + (2 if opening == "~~" else 0)) if turn is not None else None
    if turn is None or end is None:
        return None
    if opening == "~~":
        return _Sign(start, end + _OPENING, (_Part(inner, turn, "deletion"), _Part(turn + 2, end, "insertion")))
    if opening == ">>":
        return _Sign(start, end + _OPENING, comment=text[inner:end].strip())
    behind = end + _OPENING
    closed = closers.after("<<}", behind + _OPENING) if opening == "==" and text.startswith("{>>", behind) else None
    if closed is not None:  # a remark on the words
        return _Sign(start, closed + _OPENING, (_Part(inner, end, "comment", text[behind + _OPENING : closed].strip()),))
    return _Sign(start, behind, (_Part(inner, end, _MEANING[opening]),))


def _under(pieces: Sequence[Piece], mark: Under) -> Iterator[Piece]:
    for piece in pieces:
        yield piece._replace(under=(*piece.under, mark))

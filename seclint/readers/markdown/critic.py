"""CriticMarkup: {++insertions++}, {--deletions--}, {~~old~>new~~}, {>>comments<<}, {==highlights==} in the pieces of a paragraph.

Highlights may do without the braces, as many editors write them: ==words==.
The attributes that pandoc writes behind headings and words, ``{#anchor .class}``, are dropped on the way, and so are ``~~struck~~`` tildes.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count

from seclint.patterns import compiled
from seclint.readers.markdown.units import Piece, Under, cut, joined

_ATTRIBUTE = r"(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"]*\"|[\w.%-]+))"
_ATTRIBUTES = rf"\{{\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}"
_CRITIC = compiled(
    r"\{\+\+(?P<insertion>.*?)\+\+\}|\{--(?P<deletion>.*?)--\}|\{~~(?P<old>[^~]*+(?:~(?!>)[^~]*+)*+)~>(?P<new>[^~]*+(?:~(?!~\})[^~]*+)*+)~~\}"
    r"|\{==(?P<highlight>.*?)==\}(?:\{>>(?P<remark>.*?)<<\})?|\{>>(?P<comment>.*?)<<\}"
    rf"|\[(?P<words>[^\[\]]*)\]{_ATTRIBUTES}|\s*{_ATTRIBUTES}|(?<![~\w])~~(?P<struck>[^\s~].*?)~~"
    r"|(?<![=\w])==(?P<bright>[^\s=](?:[^=\n]*[^\s=])?)==(?![=\w])",
    re.DOTALL,
)
_numbers = count()


def marked(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces without the signs of CriticMarkup, under what the signs say."""
    text = joined(pieces)
    if "{" not in text and "~~" not in text and "==" not in text:
        return tuple(pieces)
    done: list[Piece] = []
    at = 0
    for match in _CRITIC.finditer(text):
        done += cut(pieces, at, match.start())
        done += _meant(pieces, match)
        at = match.end()
    return (*done, *cut(pieces, at, len(text)))


def _meant(pieces: Sequence[Piece], match: re.Match[str]) -> Iterator[Piece]:
    if match["comment"] is not None:
        yield Piece("", under=(("comment", next(_numbers), match["comment"].strip()),))
    for group, what in (
        ("insertion", "insertion"),
        ("deletion", "deletion"),
        ("old", "deletion"),
        ("new", "insertion"),
        ("bright", "highlight"),
        ("highlight", "highlight" if match["remark"] is None else "comment"),
    ):
        if match[group] is not None:
            yield from _under(cut(pieces, *match.span(group)), (what, next(_numbers), (match["remark"] or "").strip()))
    for group in ("words", "struck"):
        if match[group] is not None:
            yield from cut(pieces, *match.span(group))


def _under(pieces: Sequence[Piece], mark: Under) -> Iterator[Piece]:
    for piece in pieces:
        yield piece._replace(under=(*piece.under, mark))

"""CriticMarkup: {++insertions++}, {--deletions--}, {~~old~>new~~}, {>>comments<<}, {==highlights==} in the pieces of a paragraph."""

import re
from collections.abc import Iterator, Sequence
from itertools import count

from seclint.readers.markdown.units import Piece, Under, cut

_CRITIC = re.compile(
    r"\{\+\+(?P<insertion>.*?)\+\+\}|\{--(?P<deletion>.*?)--\}|\{~~(?P<old>.*?)~>(?P<new>.*?)~~\}"
    r"|\{==(?P<highlight>.*?)==\}(?:\{>>(?P<remark>.*?)<<\})?|\{>>(?P<comment>.*?)<<\}",
    re.DOTALL,
)
_numbers = count()


def marked(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces without the marks of CriticMarkup, under what the marks say."""
    text = "".join(piece.text for piece in pieces)
    if "{" not in text:
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
        yield Piece("", under=(("comment", match["comment"].strip()),))
        return
    for group, under in (
        ("insertion", ("insertion", str(next(_numbers)))),
        ("deletion", ("deletion", "")),
        ("old", ("deletion", "")),
        ("new", ("insertion", str(next(_numbers)))),
        ("highlight", ("highlight", "") if match["remark"] is None else ("comment", match["remark"].strip())),
    ):
        if match[group] is not None:
            yield from _under(cut(pieces, *match.span(group)), under)


def _under(pieces: Sequence[Piece], mark: Under) -> Iterator[Piece]:
    for piece in pieces:
        yield piece._replace(under=(*piece.under, mark))

"""The comparison for a person at a terminal: side by side where there is room, else in one text."""

import re
import textwrap
from collections.abc import Iterator, Sequence

from seclint.facts.alignment import Change
from seclint.reports import Look
from seclint.reports.comparison.entries import Comparison, Piece, Said, described
from seclint.reports.words import counted, harmless, place_in_words

_WIDE = 100  # columns from which on old and new stand side by side
_MARGIN = "    "
_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
_COLOURS = {"gone": "31", "new": "32", "title": "1", "said": "36", "unsaid": "33;1"}
_KEPT = 12  # words around a difference that are shown where one text shows both sides
_NARROWEST = 30
_LONGEST = 160  # characters of what the conclusions say


def render(comparison: Comparison, look: Look) -> str:
    """The changes by section, each with what the conclusions say of it, and a line that sums them up."""
    return "".join(f"{line}\n" if line else "\n" for line in _lines(comparison, look))


def _lines(comparison: Comparison, look: Look) -> Iterator[str]:
    yield f"old: {harmless(described(comparison.alignment.old))}"
    yield f"new: {harmless(described(comparison.alignment.new))}"
    for title, changes in comparison.sections:
        yield from ("", look.painted(harmless(title), _COLOURS["title"]))
        before: list[Said] = []
        for change in changes:
            where = comparison.where(change)
            yield f"  {comparison.what(change)}" + (f", {harmless(where)}" if where else "")
            yield from _change(comparison, change, look)
            said = comparison.said(change)
            yield from _said(said, look, again=bool(said) and said == before)
            if comparison.is_unspoken(change):
                yield _MARGIN + look.painted("= the conclusions do not speak of this", _COLOURS["unsaid"])
            before = said
    yield from ("", _summary(comparison))


def _change(comparison: Comparison, change: Change, look: Look) -> Iterator[str]:
    if look.width >= _WIDE and change.old and change.new:
        room = (look.width - len(_MARGIN) - 3) // 2
        left, right = (_wrapped(comparison.pieces(change, new=new), room, look) for new in (False, True))
        for index in range(max(len(left), len(right))):
            (mine, length), (theirs, _) = (side[index] if index < len(side) else ("", 0) for side in (left, right))
            yield f"{_MARGIN}{mine}{' ' * (room - length)} | {theirs}".rstrip()
        return
    room = max(_NARROWEST, look.width - len(_MARGIN))
    pieces = comparison.merged(change)
    if change.old and change.new:
        yield from (_MARGIN + line for line, _ in _wrapped(_cut(pieces), room, look))
        return
    for piece in pieces:
        sign = "+ " if piece.mark == "new" else "- "
        yield from (_MARGIN + look.painted(sign + line, _COLOURS[piece.mark]) for line in textwrap.wrap(piece.words, room - len(sign)))


def _cut(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with long stretches that are the same cut down to the words around the differences."""
    found = []
    for index, piece in enumerate(pieces):
        words = piece.words.split()
        first, last = index == 0, index == len(pieces) - 1
        if piece.mark != "same" or len(words) <= 2 * _KEPT:
            found.append(piece)
            continue
        begin = "" if first else " " + " ".join(words[:_KEPT])
        end = "" if last else " ".join(words[-_KEPT:]) + " "
        found.append(Piece("same", f"{begin} ... {end}"))
    return found


def _wrapped(pieces: Sequence[Piece], room: int, look: Look) -> list[tuple[str, int]]:
    """The pieces in lines of at most ``room`` columns, each with its length; what differs stands in marks on every line."""
    tokens: list[tuple[str, str]] = []
    for piece in pieces:
        opening, closing = _MARKS[piece.mark]
        words = opening + piece.words.strip() + closing if piece.mark != "same" else piece.words
        tokens += [(match[0], piece.mark) for match in re.finditer(r"\s*\S+|\s+$", words)]
    lines: list[list[tuple[str, str]]] = [[]]
    length = 0
    for words, mark in tokens:
        if length and length + len(words.rstrip()) > room and words[:1].isspace():
            lines.append([])
            length = 0
        shown = words.lstrip() if not length else words
        for start in range(0, max(len(shown), 1), room):  # a word that is wider than the column
            if start:
                lines.append([])
                length = 0
            lines[-1].append((shown[start : start + room], mark))
            length += len(shown[start : start + room])
    return [
        (
            "".join(look.painted(words, _COLOURS[mark]) if mark != "same" else words for words, mark in line),
            sum(len(words) for words, _ in line),
        )
        for line in lines
        if line
    ]


def _said(said: Sequence[Said], look: Look, *, again: bool) -> Iterator[str]:
    if again:
        yield _MARGIN + look.painted("= said there, too", _COLOURS["said"])
        return
    for one in said:
        place = place_in_words(one.place)
        quote = harmless(one.quote)
        quote = quote if len(quote) <= _LONGEST else quote[: _LONGEST - 4] + " ..."
        words = f"= said in {harmless(place)}: {quote}" if place else f"= said: {quote}"
        room = max(_NARROWEST, look.width - len(_MARGIN))
        yield from (_MARGIN + look.painted(line, _COLOURS["said"]) for line in textwrap.wrap(words, room, subsequent_indent="  "))


def _summary(comparison: Comparison) -> str:
    if not comparison.shown:
        words = "nothing changed" if not comparison.hidden else "no change of substance"
    else:
        words = f"{counted(len(comparison.shown), 'change')} in {counted(len(comparison.sections), 'section')}"
    if comparison.coverage is not None and comparison.shown:
        unspoken = comparison.unspoken
        words += f"; the conclusions do not speak of {unspoken}" if unspoken else "; the conclusions speak of all of substance"
    if comparison.hidden:
        words += f"; {comparison.hidden} of version, date, numbering or formatting not shown (--all shows them)"
    return words

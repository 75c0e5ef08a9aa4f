"""Footnotes: their definitions, the raised figures that are marks, and the paragraphs that they stood in the middle of."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from seclint.patterns import compiled
from seclint.readers.builder import normalise
from seclint.readers.labels import is_exponent
from seclint.readers.markdown.units import JOINT, Piece, Unit, cut, joined

_DEFINITION = compiled(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*")
_INDENTED = compiled(r"(?: {2,}|\t)\s*\S")
_NEW_BLOCK = compiled(r"\s*(?:$|#|>|\||```|~~~|[-*+] |\d+[.)] |<|\[\^)")
_FENCE = compiled(r" {0,3}(?:```|~~~)")
_ENDED = compiled(r"[.!?:;][”’\"')\]]*$")
_SUPERSCRIPT = compiled("[⁰¹²³⁴-⁹]+")
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SURELY_LONG = 80  # characters of a line that breaks off where a page ends, rather than being short by itself


def without_definitions(lines: Sequence[str]) -> tuple[list[str], list[tuple[str, range, int]]]:
    """The lines with the definitions ``[^1]: ...`` blanked out; for each its label, its lines (from 0) and the column of its text."""
    rest, found = list(lines), []
    number, fenced = 0, False
    while number < len(lines):
        fenced ^= bool(_FENCE.match(lines[number]))
        match = None if fenced else _DEFINITION.match(lines[number])
        if match is None:
            number += 1
            continue
        end = _end(lines, number + 1)
        found.append((match[1], range(number, end), match.end()))
        rest[number:end] = [""] * (end - number)
        number = end
    return rest, found


def _end(lines: Sequence[str], number: int) -> int:
    """Where a definition ends: it goes on over lines that begin no block, and over indented paragraphs behind blank lines."""
    while number < len(lines):
        if lines[number].strip():
            if not _INDENTED.match(lines[number]) and (_NEW_BLOCK.match(lines[number]) or not lines[number - 1].strip()):
                return number
            number += 1
            continue
        behind = next((index for index in range(number, len(lines)) if lines[index].strip()), len(lines))
        if behind == len(lines) or not _INDENTED.match(lines[behind]):
            return number
        number = behind
    return number


def settled(units: Sequence[Unit]) -> Iterator[Unit]:
    """The units with doubtful marks decided: "m<sup>2</sup>" is text where there is no footnote 2, "word¹" a mark where there is one."""
    units = list(_superscript_notes(units))
    labels = {unit.label for unit in units if unit.kind == "footnote"}
    for unit in units:
        pieces = tuple(part for index in range(len(unit.pieces)) for part in _decided(unit.pieces, index, labels))
        yield unit if pieces == unit.pieces else replace(unit, pieces=pieces)


def _superscript_notes(units: Sequence[Unit]) -> Iterator[Unit]:
    """Paragraphs that begin with a superscript figure which stands behind a word elsewhere are footnotes."""
    marks = {match[0] for unit in units for match in re.finditer(rf"(?<=\S){_SUPERSCRIPT.pattern}", unit.text())}
    for unit in units:
        text = unit.text()
        match = _SUPERSCRIPT.match(text.lstrip())
        if match is not None and match[0] in marks and unit.kind == "paragraph":
            at = len(text) - len(text.lstrip()) + len(match[0])
            yield Unit("footnote", cut(unit.pieces, at, len(text)), label=match[0].translate(_FIGURES))
        else:
            yield unit


def _decided(pieces: Sequence[Piece], index: int, labels: set[str]) -> Iterator[Piece]:
    """The pieces that one of the pieces of a unit turns out to be."""
    piece = pieces[index]
    if piece.typed and piece.note not in labels and is_exponent(joined(pieces[:index])):
        yield piece._replace(text=piece.typed, note="", typed="")
        return
    at = 0
    for match in _SUPERSCRIPT.finditer(piece.text):
        label = match[0].translate(_FIGURES)
        if label in labels:
            yield piece._replace(text=piece.text[at : match.start()], column=piece.column + at)
            yield piece._replace(text="", column=piece.column + match.start(), note=label)
            at = match.end()
    yield piece._replace(text=piece.text[at:], column=piece.column + at) if at else piece


def rejoined(units: Sequence[Unit]) -> Iterator[Unit]:
    """The units in order, body before footnotes, with the halves of a paragraph joined that a footnote stood between."""
    body: list[Unit] = []
    notes: list[Unit] = []
    interrupted = False
    for unit in units:
        if unit.kind == "footnote":
            notes.append(unit)
            interrupted = True
            continue
        if interrupted and body and _goes_on(body[-1], unit):
            body[-1] = replace(body[-1], pieces=(*body[-1].pieces, JOINT, *unit.pieces))
        else:
            body.append(unit)
        interrupted = False
    yield from body
    yield from notes


def _goes_on(before: Unit, after: Unit) -> bool:
    if before.kind not in ("paragraph", "item") or after.kind != "paragraph" or after.label:
        return False
    text, more = normalise(before.text()), normalise(after.text())
    if not text or _ENDED.search(text):
        return False
    return bool(before.label) or more[:1].islower() or len(text) > _SURELY_LONG

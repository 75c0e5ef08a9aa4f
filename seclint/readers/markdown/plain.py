"""Plain text as units: paragraphs between blank lines, with headings, numbers, bullets and contents told by their form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from seclint.readers.labels import number_of, split_caption, split_heading_label, split_label
from seclint.readers.markdown.units import Piece, Unit, cut, labelled

_LEADER = re.compile(r"(?:\s*(?:\.\s?){3,}|\s*…[\s.…]*|\t+)\s*(?P<page>\d{1,4}|[ivxlc]{1,6})\s*$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})\s*$")
_LONGEST_HEADING = 80


def units_of(lines: Sequence[str]) -> tuple[list[Unit], dict[str, str]]:
    """The units of the file; a text file has no properties."""
    return [unit for paragraph in _paragraphs(lines) for unit in _units(paragraph)], {}


def _paragraphs(lines: Sequence[str]) -> Iterator[list[Piece]]:
    """The lines of each paragraph: a blank line, a label or a contents entry begins a new one."""
    found: list[Piece] = []
    for number, line in enumerate(lines, 1):
        text = line.strip("\f")
        piece = Piece(text, number, line.find(text))
        begins = not text.strip() or (bool(found) and (_LEADER.search(text) or split_label(text)))
        if begins and found:
            yield found
            found = []
        if text.strip():
            found.append(piece)
            if _LEADER.search(text):
                yield found
                found = []
    if found:
        yield found


def _units(lines: Sequence[Piece]) -> Iterator[Unit]:
    if len(lines) == 2 and _UNDERLINE.match(lines[1].text.strip()):
        yield _heading(Unit("heading", (lines[0],), level=1 if "=" in lines[1].text else 2))
        return
    found = [part for line in lines for part in (Piece(" "), line)][1:]
    unit = Unit("paragraph", tuple(found))
    text = unit.text()
    if match := _LEADER.search(text):
        entry = Unit("contents", cut(unit.pieces, 0, match.start()), level=1, page_label=match["page"])
        label = split_heading_label(entry.text())
        yield labelled(entry, *label) if label else entry
    elif caption := split_caption(text):
        yield labelled(replace(unit, kind="caption"), *caption)
    elif len(lines) == 1 and _is_heading(text.strip()):
        yield _heading(Unit("heading", unit.pieces, level=1))
    elif label := split_label(text):
        yield labelled(unit, *label)
    else:
        yield unit


def _is_heading(text: str) -> bool:
    """A short line in capitals, or a short numbered line that is no sentence."""
    if len(text) > _LONGEST_HEADING or text.endswith((".", ";", ",", ":")):
        return False
    found = split_heading_label(text)
    if found is not None and number_of(found[0]) is not None:
        return found[1][:1].isupper()
    return text.isupper() and len(text.split()) > 1


def _heading(unit: Unit) -> Unit:
    found = split_heading_label(unit.text())
    if found is None:
        return unit
    figures = number_of(found[0])
    return replace(labelled(unit, *found), level=len(figures) if figures else unit.level)

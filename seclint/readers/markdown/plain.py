"""Plain text as units: paragraphs between blank lines, with headings, numbers, bullets and contents told by their form."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from seclint.patterns import compiled
from seclint.readers.labels import number_of, split_caption, split_heading_label, split_label
from seclint.readers.markdown.entries import ends_entry, entry_of, heads_contents
from seclint.readers.markdown.paragraphs import FIELD, begins, is_bare
from seclint.readers.markdown.units import COLUMN, JOINT, Piece, Unit, heading, joined, labelled

_UNDERLINE = compiled(r"(?:={3,}|-{3,}|~{3,})\s*$")
_DASH = compiled(r"\s*[–—-]\s")
_SENTENCE = compiled(r"[.;,:?!”]$")
_LONGEST_HEADING = 80


def units_of(lines: Sequence[str]) -> tuple[list[Unit], dict[str, str]]:
    """The units of the file; a text file has no properties."""
    return [unit for paragraph, in_contents in _paragraphs(lines) for unit in _units(paragraph, in_contents=in_contents)], {}


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[list[Piece], bool]]:
    """The lines of each paragraph, and whether it is one of a contents list, where each line is one.

    Elsewhere a blank line, a label, a field or a contents entry begins a new one.
    """
    found: list[Piece] = []
    in_contents = False
    for number, line in enumerate(lines, 1):
        text = line.strip("\f")
        blank = not text.strip()
        if found and (blank or in_contents or heads_contents(found[0].text) or _breaks(found, text)):
            yield found, in_contents
            in_contents = heads_contents(found[0].text) or (in_contents and not blank)
            found = []
        if not blank:
            found.append(Piece(text, number, line.find(text)))
    if found:
        yield found, in_contents


def _breaks(before: Sequence[Piece], line: str) -> bool:
    if _UNDERLINE.match(line.strip()):
        return False
    if len(before) == 2 and _UNDERLINE.match(before[1].text.strip()):
        return True
    if begins(" ".join(piece.text for piece in before), line) or ends_entry(line):
        return True
    if _DASH.match(line) and _indent(line) != _indent(before[-1].text):
        return True
    return bool(FIELD.match(line.strip()) and FIELD.match(before[0].text.strip()))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _units(lines: Sequence[Piece], *, in_contents: bool) -> Iterator[Unit]:
    if len(lines) == 2 and _UNDERLINE.match(lines[1].text.strip()):
        yield heading(Unit("heading", (lines[0],)), _level(lines[0].text, 1 if "=" in lines[1].text else 2))
        return
    place = COLUMN * (lines[0].column + _indent(lines[0].text))
    unit = Unit("paragraph", tuple(part for line in lines for part in (JOINT, line))[1:], place=place)
    text = joined(unit.pieces)
    label = split_label(text)
    if entry := entry_of(unit):
        yield entry
    elif caption := split_caption(text):
        yield labelled(replace(unit, kind="caption"), *caption)
    elif len(lines) == 1 and not in_contents and _is_heading(text.strip()):
        yield heading(unit, _level(text, 1))
    elif label and not is_bare(text, label[0]):
        yield labelled(unit, *label)
    else:
        yield unit


def _is_heading(text: str) -> bool:
    """A short line in capitals, or a short numbered line that is no sentence."""
    if len(text) > _LONGEST_HEADING or _SENTENCE.search(text):
        return False
    found = split_heading_label(text)
    if found is not None and number_of(found[0]) is not None:
        return found[1][:1].isupper()
    return text.isupper() and len(text.split()) > 1


def _level(text: str, otherwise: int) -> int:
    """How deep the number of a heading goes, or else how it is underlined."""
    found = split_heading_label(text)
    figures = number_of(found[0]) if found else None
    return len(figures) if figures else otherwise

"""Where one paragraph ends and the next begins among lines that no blank line separates, and which bare numbers are labels."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from seclint.patterns import compiled
from seclint.readers.labels import follows, number_of, split_label
from seclint.readers.markdown.entries import ends_entry
from seclint.readers.markdown.units import JOINT, Piece, Unit, joined, labelled

FIELD = compiled(r"[A-Z][A-Za-z /&’'-]{1,40}:\s+\S")
_COLON = compiled(r"\s*:\s+\S")
_DASH = compiled(r"\s*[–—-]")
_ENDED = compiled(r"[.:;!?][”’\"')\]]*$")
_LOOKAHEAD = 30  # lines
_FIRST = compiled(r"\(?(?:[aAiI]|1)\)?")
_LISTED = compiled(r"(?:,|\b(?:and|or))$")


def split_paragraph(pieces: Sequence[Piece], *, in_contents: bool = False) -> list[tuple[Piece, ...]]:
    """The paragraph, or the several that its lines hold: limbs, numbered paragraphs, fields of a cover, contents entries.

    In a contents list each line is an entry, unless one of them ends as sentences do.
    """
    lines = list(_lines(pieces))
    texts = [joined(line) for line in lines]
    if len(lines) > 1 and (all(map(FIELD.match, texts)) or (in_contents and _are_entries(lines, texts))):
        return [tuple(line) for line in lines]
    parts: list[list[Piece]] = []
    for index, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if not parts or begins(joined(parts[-1]), text) or _opens_list(lines, texts, index) or defines(text):
            parts.append(line)
        else:
            parts[-1] += [JOINT, *line]
    return [tuple(part) for part in parts]


def _are_entries(lines: Sequence[Sequence[Piece]], texts: Sequence[str]) -> bool:
    """Whether each line stands on one of the file of its own, and none ends as sentences do."""
    numbers = [{piece.line for piece in line if piece.line} for line in lines]
    apart = all(before and behind and max(before) < min(behind) for before, behind in pairwise(numbers))
    return apart and not any(map(_ENDED.search, texts))


def defines(text: str) -> bool:
    """Whether the text has the mark of what is said of a term, or of a table, above it: a colon before everything else."""
    return _COLON.match(text) is not None


def _opens_list(lines: Sequence[Sequence[Piece]], texts: Sequence[str], index: int) -> bool:
    """Whether a line is the first limb of a list: "a. the plan" before "b. the report", or "(i) ..." further in than what is above it."""
    found = split_label(texts[index])
    if found is None or found[0] == "•":
        return False
    if _FIRST.fullmatch(found[0]) and any(
        (later := split_label(text)) and follows(later[0], found[0]) for text in texts[index + 1 : index + _LOOKAHEAD]
    ):
        return True
    above, own = lines[index - 1], lines[index]
    if not found[0].startswith("(") or not above or not own:
        return False
    return 0 < above[0].line < own[0].line and own[0].column >= above[0].column + 2


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in pieces:
        if piece.text == " " and not piece.line:
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def begins(before: str, line: str) -> bool:
    """Whether a line begins a paragraph of its own behind the text ``before``, by the label it starts with or the entry before it ends."""
    before = before.strip()
    if ends_entry(before):
        return True
    found = split_label(line)
    if found is None:
        return False
    own = split_label(before)
    if (own is not None and follows(found[0], own[0])) or (found[0] == "•" and not _DASH.match(line)):
        return True
    if is_bare(line, found[0]) or found[0][0].isalpha():
        return False
    return bool(_ENDED.search(before)) or (number_of(found[0]) is None and bool(_LISTED.search(before)))


def is_bare(text: str, label: str) -> bool:
    """Whether the label is a number with nothing but a space behind it, which might as well be a quantity: "12 Energy Suppliers"."""
    return label.isdigit() and re.match(rf"\s*{label} \S", text) is not None


def numbered(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units, with bare numbers at their start as labels where the paragraph before or behind is numbered to match."""
    units = list(units)
    bare = {
        index: found for index, unit in enumerate(units) if unit.kind == "paragraph" and not unit.label and (found := _bare_label(unit))
    }
    numbers = {unit.label for unit in units if unit.kind == "paragraph"} | {label for label, _ in bare.values()}
    for index, unit in enumerate(units):
        if index in bare and {str(int(bare[index][0]) - 1), str(int(bare[index][0]) + 1)} & numbers:
            yield labelled(unit, *bare[index])
        else:
            yield unit


def _bare_label(unit: Unit) -> tuple[str, str] | None:
    text = unit.text()
    found = split_label(text)
    return found if found is not None and is_bare(text, found[0]) else None

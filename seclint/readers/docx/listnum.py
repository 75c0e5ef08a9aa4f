"""LISTNUM fields: numbers in the middle of a paragraph, which Word counts in a list and keeps nowhere in the file."""

import re

from msgspec import Struct

from seclint.patterns import compiled
from seclint.readers.docx.levels import Level

_INSTRUCTION = compiled(r'\s*LISTNUM\b\s*(?:"([^"]*)"|([^\\\s]\S*))?', re.IGNORECASE)
_LEVEL, _START = compiled(r'\\l\s*"?(\d)', re.IGNORECASE), compiled(r'\\s\s*"?(\d{1,5})', re.IGNORECASE)
_NUMBERS = ("decimal", "lowerLetter", "lowerRoman")


def _levels(texts: str, formats: tuple[str, ...]) -> dict[int, Level]:
    return {index: Level(text=text, format=formats[index]) for index, text in enumerate(texts.split())}


LISTS = {
    "numberdefault": _levels("%1) %2) %3) (%4) (%5) (%6) %7. %8. %9.", 3 * _NUMBERS),
    "outlinedefault": _levels(
        "%1. %2. %3. %4) (%5) (%6) (%7) (%8) (%9)",
        ("upperRoman", "upperLetter", "decimal", "lowerLetter", "decimal", *2 * ("lowerLetter", "lowerRoman")),
    ),
    "legaldefault": {index: Level(text="".join(f"%{above}." for above in range(1, index + 2)), format="decimal") for index in range(9)},
}
"""The lists that every Word knows, by name."""


class ListNumber(Struct, frozen=True):
    """What a field asks for: the name of its list, "" for that of its paragraph; the level from 0, the number to begin with."""

    name: str
    level: int | None
    start: int | None


def list_number(instruction: str) -> ListNumber | None:
    """What the instruction of a field asks for; None when it is no LISTNUM."""
    match = _INSTRUCTION.match(instruction)
    if match is None:
        return None
    level, start = _LEVEL.search(instruction), _START.search(instruction)
    return ListNumber(
        (match[1] or match[2] or "").casefold(), max(0, int(level[1]) - 1) if level else None, int(start[1]) if start else None
    )

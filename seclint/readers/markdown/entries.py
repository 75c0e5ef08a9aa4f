"""Entries of a contents list: a text that ends in dots and a page number."""

import re
from dataclasses import replace

from seclint.readers.labels import number_of, split_heading_label
from seclint.readers.markdown.units import Unit, cut, ending

_LEADER = re.compile(r"(?:\s*(?:\.\s?){3,}|\s*…[\s.…]*|\s*_{3,}|\t+)\s*(?P<page>\d{1,4}|[ivxlc]{1,6})\s*$")
_LAST_NUMBER = re.compile(r"\s+(?P<page>\d{1,3})\s*$")
_CONTENTS = re.compile(r"\s*(?:(?:table|list) of )?contents:?\s*$", re.IGNORECASE)


def heads_contents(text: str) -> bool:
    """Whether the text is the heading of a contents list."""
    return bool(_CONTENTS.match(text))


def ends_entry(text: str) -> bool:
    """Whether the text ends as an entry with dots and a page number."""
    match = _LEADER.search(text)
    return match is not None and bool(text[: match.start()].strip())


def entry_of(unit: Unit, level: int = 0, *, in_contents: bool = False) -> Unit | None:
    """The unit as an entry; in a contents list, a page number at the end will do. Without a level, the depth of the number is the level."""
    text = unit.text()
    match = _LEADER.search(text) or (_LAST_NUMBER.search(text) if in_contents else None)
    if match is None or not text[: match.start()].strip():
        return None
    entry = replace(unit, kind="contents", page_label=match["page"], pieces=cut(unit.pieces, 0, match.start()))
    found = split_heading_label(entry.text())
    if found is None:
        return replace(entry, level=level or 1)
    label, rest = found
    return replace(entry, level=level or len(number_of(label) or (0,)), label=label, pieces=ending(entry.pieces, len(rest.rstrip())))

"""Entries of a contents list: a text that ends in dots and a page number."""

import re
from collections.abc import Iterable
from itertools import islice, takewhile

from msgspec.structs import replace

from seclint.patterns import compiled
from seclint.readers.labels import number_of, split_leader, split_title
from seclint.readers.markdown.units import Unit, cut, ending

# pandoc writes an entry as a link around the words and another around the page: Markdown has no links in links.
_NESTED = compiled(r"\[([^\[\]]*\S)\s*\[(\d{1,4}|[ivxl]{1,6})\]\(#[^()\s]*\)\](?=\(#[^()\s]*\)\s*$)")
_TARGET = compiled(r"\]\([^()\s]*\)")  # of a link
_SAMPLE = 12  # lines of a contents list that tell whether it gives pages
_CONTENTS = compiled(r"\s*(?:(?:table|list) of )?contents:?\s*$", re.IGNORECASE)


def heads_contents(text: str) -> bool:
    """Whether the text is the heading of a contents list."""
    return bool(_CONTENTS.match(text))


def ends_entry(text: str) -> bool:
    """Whether the text ends as an entry with dots and a page number."""
    return _split(text, in_contents=False) is not None


def have_pages(lines: Iterable[str]) -> bool:
    """Whether most of the first lines below the heading of a contents list end in figures, as entries with their pages do."""
    bare = (_TARGET.sub("", line).strip(" \t|*_]") for line in takewhile(lambda line: not line.startswith("#"), lines))
    entries = list(islice(filter(None, bare), _SAMPLE))
    return 2 * sum(entry[-1].isdigit() for entry in entries) > len(entries)


def flat_entry(line: str) -> str:
    """The line with the page of a contents entry in the link of its words: "[1 Scope [3](#scope)](#scope)" gives "[1 Scope 3](#scope)"."""
    return _NESTED.sub(r"[\1 \2]", line)


def entry_of(unit: Unit, level: int = 0, *, in_contents: bool = False) -> Unit | None:
    """The unit as an entry; in a contents list, a page number at the end will do. Without a level, the depth of the number is the level."""
    text = unit.text()
    leader = _split(text, in_contents=in_contents)
    if leader is None:
        return None
    entry = replace(unit, kind="contents", page_label=leader[1], pieces=cut(unit.pieces, 0, leader[0]))
    found = split_title(entry.text())
    if found is None:
        return replace(entry, level=level or 1)
    label, rest = found
    return replace(entry, level=level or len(number_of(label) or (0,)), label=label, pieces=ending(entry.pieces, len(rest.rstrip())))


def _split(text: str, *, in_contents: bool) -> tuple[int, str] | None:
    """Where the words end, and the page; a number behind nothing but spaces is a page in a contents list only."""
    found = split_leader(text)
    if found is None:
        return None
    end, page = found
    leader = text.rstrip()[end : -len(page)]
    return found if leader.strip(" \xa0") or (in_contents and len(page) < 4) else None

"""The YAML block at the top of a Markdown file: its properties, and the cover that converters print from it."""

import re
from collections.abc import Iterator, Sequence

from seclint.patterns import compiled
from seclint.readers.markdown.units import Piece, Unit

_LONGEST = 60  # lines
_LINE = compiled(r"\s+\S|#|-|[\w-]+:|\s*$")
_PAIR = compiled(r"([\w-]+):\s*(?P<quote>[\"']?)(?P<value>.*?)(?P=quote)\s*$")
_TITLES = {"title": 1, "subtitle": 2}
_COVER = ("date", "author", "owner", "version", "status", "classification")


def front_matter(lines: Sequence[str]) -> tuple[list[str], dict[str, str], list[Unit]]:
    """The lines with the block blanked out, what it says in simple "key: value" lines, and what of that stands on the cover."""
    end = _end(lines)
    if end is None:
        return list(lines), {}, []
    pairs = [(number, match) for number, line in enumerate(lines[1:end], 2) if (match := _PAIR.match(line)) and match["value"]]
    said = {match[1].lower(): match["value"] for _, match in pairs}
    return [""] * (end + 1) + list(lines[end + 1 :]), said, list(_cover(pairs))


def _end(lines: Sequence[str]) -> int | None:
    if not lines or lines[0].rstrip() != "---":
        return None
    end = next((number for number, line in enumerate(lines[1:_LONGEST], 1) if line.rstrip() in ("---", "...")), None)
    return end if end is not None and all(map(_LINE.match, lines[1:end])) else None


def _cover(pairs: Sequence[tuple[int, re.Match[str]]]) -> Iterator[Unit]:
    for number, match in pairs:
        key, start = match[1].lower(), match.start("value")
        if match["value"].startswith(("[", "{", "|", ">")):
            continue
        if key in _TITLES:
            yield Unit("title", (Piece(match["value"], number, start),), _TITLES[key])
        elif key in _COVER:
            yield Unit("paragraph", (Piece(f"{match[1]}: ", number, 0), Piece(match["value"], number, start)))

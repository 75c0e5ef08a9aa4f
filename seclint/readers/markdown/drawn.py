"""Tables that pandoc draws with dashes and white space ("simple" and "multiline") or with lines ("grid"): Markdown knows neither."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from seclint.patterns import compiled

_DASHES = compiled(r"\s*-{2,}(?:\s+-{2,})+\s*$")
_RULE = compiled(r"\s*-{10,}\s*$")
_BORDER = compiled(r"\s*\+(?:[:=-]{3,}\+)+\s*$")
_FENCE = "~" * 8


class DrawnCell(NamedTuple):
    """A cell: its lines, counted from 0 in the file, and the columns between which its text stands in all of them."""

    lines: range
    start: int
    end: int


class DrawnTable(NamedTuple):
    """A table on some lines of the file, row by row."""

    lines: range
    rows: tuple[tuple[DrawnCell, ...], ...]


def drawn_tables(lines: Sequence[str]) -> dict[int, DrawnTable]:
    """The drawn tables of the file, each under its first line."""
    found: dict[int, DrawnTable] = {}
    end = 0
    for index, line in enumerate(lines):
        if index < end:
            continue
        table = _grid(lines, index) if _BORDER.match(line) else _laid_out(lines, index) if _DASHES.match(line) else None
        if table is not None and table.lines.start >= end:
            found[table.lines.start] = table
            end = table.lines.stop
    return found


def as_fences(lines: Sequence[str], tables: Mapping[int, DrawnTable]) -> list[str]:
    """The lines with a fence around each table, in place of its first and its last line, so that nothing in it is taken for Markdown."""
    shown = list(lines)
    for table in tables.values():
        shown[table.lines[0]] = shown[table.lines[-1]] = _FENCE
    return shown


def text_of(cell: DrawnCell, lines: Sequence[str]) -> list[str]:
    """The lines of the cell, each with white space in place of all that is not the cell's."""
    return [" " * cell.start + lines[number][cell.start : cell.end] for number in cell.lines]


def _laid_out(lines: Sequence[str], dashes: int) -> DrawnTable | None:
    """The table whose columns the dashes show: a header above them, the rows below."""
    head = dashes
    while head and lines[head - 1].strip() and not _RULE.match(lines[head - 1]):
        head -= 1
    ruled = head > 0 and _RULE.match(lines[head - 1]) is not None
    body, stop = _ruled_rows(lines, dashes) if ruled else _line_rows(lines, dashes)
    rows = [range(head, dashes), *body] if head < dashes else body
    columns = _columns([match.start() for match in re.finditer("-+", lines[dashes])])
    framed = ruled or dashes - head == 1 or (head == dashes and _DASHES.match(lines[stop - 1]))
    if len(rows) < 2 or not framed or any(_runs_over(lines[number], columns) for row in rows for number in row):
        return None
    return DrawnTable(range(head - ruled, stop), tuple(_row(row, columns) for row in rows))


def _line_rows(lines: Sequence[str], dashes: int) -> tuple[list[range], int]:
    """One row a line up to a blank line or to dashes again, and the line where the table ends."""
    last = dashes + 1
    while last < len(lines) and lines[last].strip() and not _DASHES.match(lines[last]):
        last += 1
    closed = last < len(lines) and bool(lines[last].strip())
    return [range(number, number + 1) for number in range(dashes + 1, last)], last + closed


def _ruled_rows(lines: Sequence[str], dashes: int) -> tuple[list[range], int]:
    """Rows of several lines with blank lines between them, up to a rule, and the line behind it; no rows where no rule follows."""
    last = next((number for number in range(dashes + 1, len(lines)) if _RULE.match(lines[number])), 0)
    breaks = [dashes, *(number for number in range(dashes + 1, last) if not lines[number].strip()), last]
    return [range(above + 1, below) for above, below in pairwise(breaks) if below > above + 1], last + 1


def _columns(starts: Sequence[int]) -> list[tuple[int, int]]:
    """Where each column begins and ends; the first takes in the margin, the last has no end."""
    return list(pairwise([0, *starts[1:], 10_000]))


def _runs_over(line: str, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether words stand across the gap between two columns: then the dashes are no table's."""
    return any(len(line) > start and not line[start - 1].isspace() for start, _ in columns[1:])


def _grid(lines: Sequence[str], first: int) -> DrawnTable | None:
    """The table that begins with this border: rows between borders, cells between upright lines that stand in the same columns."""
    last = first
    while last < len(lines) and lines[last].lstrip().startswith(("+", "|")):
        last += 1
    borders = [number for number in range(first, last) if _BORDER.match(lines[number])]
    posts = [match.start() for match in re.finditer(r"\+", lines[first])]
    if len(borders) < 2 or borders[-1] != last - 1 or any(not _stands_between(lines[number], posts) for number in range(first, last)):
        return None
    columns = [(left + 1, right) for left, right in pairwise(posts)]
    return DrawnTable(range(first, last), tuple(_rows_between(borders, columns)))


def _stands_between(line: str, posts: Sequence[int]) -> bool:
    return all(len(line) > post and line[post] in "+|" for post in posts)


def _rows_between(borders: Sequence[int], columns: Sequence[tuple[int, int]]) -> Iterator[tuple[DrawnCell, ...]]:
    for above, below in pairwise(borders):
        if below > above + 1:
            yield _row(range(above + 1, below), columns)


def _row(lines: range, columns: Sequence[tuple[int, int]]) -> tuple[DrawnCell, ...]:
    return tuple(DrawnCell(lines, start, end) for start, end in columns)

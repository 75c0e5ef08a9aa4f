"""Tables of which nothing tells but how their words stand: rows below a header, with the same gaps through all of them.

Only what is certain: a header that is ruled off or bold, two rows or more below it, and every column aligned. Of two columns more is asked,
because much else stands in two.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from seclint.readers.labels import split_caption, split_label
from seclint.readers.pdf.aligned_rows import Extent, Part, column_of, cut, merged, rows_of
from seclint.readers.pdf.leaders import is_entry
from seclint.readers.pdf.lines import Line, dress, mixed_line
from seclint.readers.pdf.native import Box, PageText
from seclint.readers.pdf.styles import Styles
from seclint.readers.pdf.tables import Ruled, Table
from seclint.readers.pdf.words import Word, Words

_ROWS, _ROWS_OF_TWO = 3, 4  # the second for two columns below a header that is only bold
_ALIGNED = 2.5  # points
_FARTHEST = 3.5  # times the size, from line to line
_WIDER = 2.2  # times the largest step from row to row so far: what stands further below is no row
_LEADING = 1.5  # times the size, from line to line of a header and to the ruling below it
_HEAD = 4.0  # times the size: the height of a header of three lines
_SMALLER = 0.75  # times the size of the header: what is set smaller, or larger than it, is no row
_ALIKE = 0.03  # of the size of the header: what differs by no more is set alike
_WIDE = 100.0  # points: shorter rulings underline words
_PADDED = 4.0  # points from where a cell ends to the words of the next
_FIRST = 3  # items of a page among which the header stands that a table has again there
_OVER = 6.0  # points by which words may stand beside the ruling of their table, or parts of it may stand apart


class Aligned(Struct):
    """The rows of what may be a table, its header first, and its columns; ``ruling`` is the one below the header."""

    rows: list[list[Part]]
    columns: list[Extent]
    ruling: Box | None


def wide(rulings: Sequence[Box], items: Sequence[Line | Table]) -> list[Box]:
    """The level rulings below which a table may stand, from the top, but for those of tables; those that go on one another are one."""
    joined: list[Box] = []
    for box in sorted((box for box in rulings if box[2] - box[0] > box[3] - box[1]), key=lambda box: (round(box[1]), box[0])):
        last = joined[-1] if joined else None
        if last is not None and abs(last[1] - box[1]) < 1 and box[0] < last[2] + _OVER:
            joined[-1] = last[0], last[1], max(last[2], box[2]), max(last[3], box[3])
        else:
            joined.append(box)
    tables = [item.box for item in items if isinstance(item, Table)]
    return [box for box in joined if box[2] - box[0] > _WIDE and not any(top - 1 < box[1] < bottom + 1 for _, top, _, bottom in tables)]


def may_hold_tables(items: Sequence[Line | Table], rulings: Sequence[Box]) -> bool:
    """Whether any of the items looks like the header of such a table."""
    return any(_may_head(item, _ruling(item, rulings)) for item in items)


def aligned_tables(
    page: PageText, items: Sequence[Line | Table], words: Words, styles: Styles, rulings: Sequence[Box]
) -> Iterator[Line | Table]:
    """The items, with the lines of such tables made one; ``rulings`` are the ``wide`` ones."""

    def find(at: int) -> Aligned | None:
        ruling = _ruling(items[at], rulings)
        found = _found(items[at:], words, ruling) if _may_head(items[at], ruling) else None
        return found if found is not None and _is_certain(page, found, again=at < _FIRST) else None

    return in_place(page, items, styles, find)


def in_place(
    page: PageText, items: Sequence[Line | Table], styles: Styles, find: Callable[[int], Aligned | None]
) -> Iterator[Line | Table]:
    """The items, with the lines of a table made one wherever ``find`` gives the table that begins with the item of that index."""
    at = 0
    while at < len(items):
        found = find(at)
        if found is None:
            yield items[at]
            at += 1
        else:
            yield table_of(page, found, styles)
            at += 1 + max(part.item for row in found.rows for part in row)


def _may_head(item: Line | Table, ruling: Box | None) -> bool:
    if not isinstance(item, Line) or item.turned or item.heading:
        return False
    return (item.bold and item.wide_gaps > 0) or (ruling is not None and not is_entry(item.text) and split_caption(item.text) is None)


def _ruling(item: Line | Table, rulings: Sequence[Box]) -> Box | None:
    """The ruling close below a line, which stands within its ends."""
    if not rulings or not isinstance(item, Line):
        return None
    foot = item.base + _HEAD * item.size
    return next((box for box in rulings if item.base < box[3] < foot and box[0] - _OVER < item.x0 and item.x1 < box[2] + _OVER), None)


def _found(items: Sequence[Line | Table], words: Words, ruling: Box | None) -> Aligned | None:
    """The rows below the header that begins with the first item; None where what stands below and beside them makes no table."""
    head, body = _parts(items, words, ruling)
    rows = rows_of(body, merged(part.extent for part in (*head, *body)))
    last = len(rows)
    while last and is_loose(rows[last - 1], rows[:last], head):
        last -= 1
    kept = [head, *rows[:last]]
    met = {part.item for row in kept for part in row}
    if not head or any(part.item in met for row in rows[last:] for part in row):
        return None
    return Aligned(kept, merged(part.extent for row in kept for part in row), ruling)


def _parts(items: Sequence[Line | Table], words: Words, ruling: Box | None) -> tuple[list[Part], list[Part]]:
    """What stands in the header and what below it, as long as the same gaps go on through all lines."""
    head: list[Part] = []
    body: list[Part] = []
    columns: list[Extent] = []
    low, widest, steps = 0.0, 0.0, 0
    for index, item in enumerate(items):
        if not isinstance(item, Line) or item.turned or item.heading or is_entry(item.text) or _is_caption(item, columns):
            break
        step = item.base - low if index else 0.0
        if step > _FARTHEST * item.size or (steps > 2 and step > _WIDER * widest):
            break
        parts = cut(item, index, words)
        grown = merged([*columns, *(part.extent for part in parts)])
        in_head = item.base < ruling[3] if ruling else item.bold and not body
        heads = item.bold and len(parts) == 1 and body and not any(part.line.bold for part in body)
        if (
            heads
            or is_foreign(item, items[0], ruling, in_head=in_head)
            or len(grown) < len(columns)
            or (body and len(grown) > len(columns))
        ):
            break
        (head if in_head else body).extend(parts)
        if step > 1 and not in_head:
            steps, widest = steps + 1, max(widest, step)
        columns, low = grown, max(low, item.base)
    return head, body


def _is_caption(line: Line, columns: Sequence[Extent]) -> bool:
    """Whether the line is the caption of another table; a reference may fill a line of a cell, behind the first column or before others."""
    return split_caption(line.text) is not None and not (columns and (line.x0 > columns[0][1] or line.wide_gaps))


def is_foreign(line: Line, first: Line | Table, ruling: Box | None, *, in_head: bool) -> bool:
    """Whether the line is set as no line of that header or no row below it is, or does not stand within the ends of the ruling."""
    if isinstance(first, Line):
        alike = abs(line.size - first.size) < _ALIKE * first.size and line.font == first.font
        if not _SMALLER * first.size < line.size < (1 + _ALIKE) * first.size or (in_head and not alike):
            return True
    return ruling is not None and not (ruling[0] - _OVER < line.x0 and line.x1 < ruling[2] + _OVER)


def is_loose(row: Sequence[Part], rows: Sequence[Sequence[Part]], head: Sequence[Part]) -> bool:
    """Whether the last row may stand below the table, and only happens to keep its gaps free: it has words in one column."""
    columns = merged(part.extent for one in (head, *rows) for part in one)
    return len({column_of(part, columns) for part in row}) == 1


def _is_certain(page: PageText, found: Aligned, *, again: bool) -> bool:
    """Whether the rows are those of a table; one that goes on here from the page before, with its header ``again``, may end at once."""
    head, *body = found.rows
    cells = {column_of(part, found.columns) for part in head}
    is_headed = len(cells) >= max(2, len(found.columns) - (found.ruling is not None)) or (found.ruling is not None and cells == {1})
    if not is_headed or not is_worded(page, head, found.columns):
        return False
    if len(found.rows) < _ROWS and not (found.ruling and (_is_filled(found) or (again and len(cells) > 2))):
        return False  # the first row of a table, or its last one, may stand alone on its page
    firsts = [page.text[row[0].words[0].start : row[0].words[0].end] for row in body[again:]]
    if sum(word[0].islower() and word.isalpha() for word in firsts) * 2 > len(firsts):
        return False  # the lines of a column of prose begin in the middle of its sentences
    if len(found.columns) == 2 and not _is_sure_of_two(page, found):
        return False
    return (_is_close(head, found.ruling) if found.ruling else _is_set_apart(head, body)) and is_aligned(found)


def _is_filled(found: Aligned) -> bool:
    """Whether no cell is empty."""
    return min(map(len, found.rows)) >= len(found.columns)


def is_worded(page: PageText, head: Sequence[Part], columns: Sequence[Extent]) -> bool:
    """Whether there are letters in all cells of a header, and none begins in the middle of a sentence."""
    said: dict[int, str] = {}
    for part in head:
        column = column_of(part, columns)
        said[column] = said.get(column, "") + page.text[part.words[0].start : part.words[-1].end]
    return all(any(map(str.isalpha, words)) and not words[0].islower() for words in said.values())


def _is_sure_of_two(page: PageText, found: Aligned) -> bool:
    """Whether rows of two columns are no contents list, whose second column are pages in order, and no list, whose first one are labels."""
    texts = [[page.text[part.words[0].start : part.words[-1].end] for part in row] for row in found.rows[1:]]
    if all(row[-1].isdigit() for row in texts) and all(int(one[-1]) <= int(other[-1]) for one, other in pairwise(texts)):
        return False
    return found.ruling is not None or (len(texts) + 1 >= _ROWS_OF_TWO and not all(split_label(f"{row[0]} Of") for row in texts))


def _is_close(head: Sequence[Part], ruling: Box) -> bool:
    """Whether the lines of a header stand close above each other and above its ruling."""
    bases = sorted(part.base for part in head)
    return all(below - above < _LEADING * head[0].line.size for above, below in pairwise([*bases, ruling[3]]))


def _is_set_apart(head: Sequence[Part], body: Sequence[Sequence[Part]]) -> bool:
    """Whether the header is bold, and nothing below it."""
    return all(part.line.bold for part in head) and not any(part.line.bold for row in body for part in row)


def is_aligned(found: Aligned) -> bool:
    """Whether the cells of each column begin, end or are centred at the same place."""
    extents: list[list[Extent]] = [[] for _ in found.columns]
    for row in found.rows:
        for column, part in {column_of(part, found.columns): part for part in reversed(row)}.items():
            extents[column].append(part.extent)
    needed = 2 if len(found.rows) < _ROWS else len(extents)  # the rest of a row leaves most of its cells empty
    return sum(len(column) > 1 for column in extents) >= needed and all(
        min(_spread([left for left, _ in column]), _spread([right for _, right in column]), _spread([sum(both) / 2 for both in column]))
        < _ALIGNED
        for column in extents
    )


def _spread(places: Sequence[float]) -> float:
    return max(places) - min(places)


def table_of(page: PageText, found: Aligned, styles: Styles) -> Table:
    """The table that the rows make."""
    lefts = [left for left, _ in found.columns]
    right = found.columns[-1][1]
    if found.ruling is not None:
        lefts[0], right = min(lefts[0], found.ruling[0]), max(right, found.ruling[2])
    rights = [*(left - _PADDED for left in lefts[1:]), right]
    cells = []
    for number, row in enumerate(found.rows):
        top = min(word.top for part in row for word in part.words)
        bottom = max(word.bottom for part in row for word in part.words)
        for column in range(len(lefts)):
            cell = Ruled(number, column, (lefts[column], top, rights[column], bottom))
            cell.lines = [mixed_line(page, words, styles) for words in _lines(row, column, found.columns)]
            cells.append(cell)
    dress(page, [line for cell in cells for line in cell.lines], styles)
    whole = lefts[0], min(cell.box[1] for cell in cells), right, max(cell.box[3] for cell in cells)
    return Table(page.index, whole, cells, (*lefts, right))


def _lines(row: Sequence[Part], column: int, columns: Sequence[Extent]) -> list[list[Word]]:
    """The words of a cell line by line; wide gaps within a line are gaps all the same."""
    lines: list[list[Word]] = []
    line: Line | None = None
    for part in row:
        if column_of(part, columns) != column:
            continue
        if part.line is line:
            lines[-1] = [*lines[-1], *part.words]
        else:
            lines.append(part.words)
            line = part.line
    return lines

"""Names and values side by side, as covers have them: "Version" and, a wide gap behind it, "1.0". No ruling and no header tells of them."""

from collections.abc import Iterator, Sequence

from seclint.readers.labels import split_label
from seclint.readers.pdf.aligned_rows import Part, cut, merged
from seclint.readers.pdf.aligned_tables import Aligned, table_of
from seclint.readers.pdf.leaders import is_entry
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.native import PageText
from seclint.readers.pdf.styles import Styles
from seclint.readers.pdf.tables import Table
from seclint.readers.pdf.words import Words

PAGES = 2  # at the beginning of a file, on which a cover may stand
_ROWS = 3  # at the least
_WORDS = 4  # of a name at the most
_PROSE = 12  # words on a line of prose
_ALIKE = 2.5  # points
_LEADING = 1.5  # times the size, from line to line of one value


def with_named_values(page: PageText, items: Sequence[Line | Table], words: Words, styles: Styles) -> Iterator[Line | Table]:
    """The items, with the lines of such names and values made tables; the cover ends where prose begins."""
    at = 0
    end = next((index for index, item in enumerate(items) if isinstance(item, Line) and len(item.text.split()) >= _PROSE), len(items))
    while at < end:
        rows = _rows(page, items[at:], words)
        if len(rows) < _ROWS:
            yield items[at]
            at += 1
        else:
            columns = merged(part.extent for row in rows for part in row)
            yield table_of(page, Aligned(rows, columns, None), styles)
            at += 1 + rows[-1][-1].item
    yield from items[at:]


def _rows(page: PageText, items: Sequence[Line | Table], words: Words) -> list[list[Part]]:
    """The names and values that begin with the first of the items, each with the lines of the value."""
    rows: list[list[Part]] = []
    for index, item in enumerate(items):
        if not isinstance(item, Line) or item.turned or item.heading or is_entry(item.text) or item.wide_gaps > 1:
            break
        parts = cut(item, index, words) if item.wide_gaps or rows else []
        if len(parts) == 2 and _is_named(page, parts) and (not rows or _are_level(parts, rows[0])):
            rows.append(parts)
        elif rows and len(parts) == 1 and _goes_on(parts[0], rows[-1]):
            rows[-1].append(parts[0])
        else:
            break
    return rows


def _is_named(page: PageText, parts: Sequence[Part]) -> bool:
    """Whether the first part names what the second one says; a colon behind the name tells as much without a table."""
    name, value = (page.text[part.words[0].start : part.words[-1].end] for part in parts)
    is_name = name[0].isupper() and len(name.split()) <= _WORDS and all(character.isalpha() or character in " -/’'()" for character in name)
    return is_name and not value.isdigit() and split_label(f"{name} Of") is None


def _are_level(parts: Sequence[Part], first: Sequence[Part]) -> bool:
    return all(abs(part.extent[0] - other.extent[0]) < _ALIKE for part, other in zip(parts, first[:2], strict=True))


def _goes_on(part: Part, row: Sequence[Part]) -> bool:
    """Whether the part stands right below the value of the row."""
    return abs(part.extent[0] - row[1].extent[0]) < _ALIKE and 0 < part.base - row[-1].base < _LEADING * part.line.size

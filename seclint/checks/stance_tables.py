"""Tables that say how many respondents agreed with each question, and how many did not."""

import re
from collections.abc import Iterator, Mapping, Sequence

from seclint.checks.totals import figure_in
from seclint.facts.tables import Table
from seclint.facts.wording import alternatives
from seclint.model import Document, Span
from seclint.patterns import compiled

_FEWEST = 2  # stances
_ALIKE = 3  # rows that add up to the same, of which one less will do where the rows are numbered ("Question 1", "Question 2")
_FIGURES = compiled(r"\d+")


def stances_in_tables(
    document: Document, tables: Sequence[Table], stances: tuple[str, ...], totals: tuple[str, ...], numbers: Mapping[str, int]
) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """How many took each stance, with the name of the row: for each row where the columns are the stances, else for the whole table.

    Of a table whose rows are the stances, the last column counts, if it is the only one or bears one of the names of ``totals``.
    """
    stance, total = (compiled(alternatives(names), re.IGNORECASE) for names in (stances, totals))
    for table in tables:
        columns = [index for index, head in enumerate(table.heads) if index and stance.fullmatch(_bare(head))]
        rows = [row for row in table.rows if stance.fullmatch(_bare(document.quote(row[0])))]
        last = len(table.heads) - 1
        if len(columns) >= _FEWEST:
            asked = [row for row in table.rows if not total.fullmatch(_bare(document.quote(row[0])))]
            counted = [(row[0], [row[index] for index in columns]) for row in asked]
        elif len(rows) >= _FEWEST and (last == 1 or total.fullmatch(_bare(table.heads[last]))):
            counted = [(rows[0][0], [row[last] for row in rows])]
        else:
            continue
        for name, cells in counted:
            counts = [count for cell in cells if (count := figure_in(document, cell, numbers)) is not None]
            if len(counts) == len(cells):
                yield name, tuple(counts)


def odd_lines(
    document: Document, tables: Sequence[Table], total: int, numbers: Mapping[str, int]
) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """The one row, or column, of a table of which all others add up to the total, whatever the heads; with the cell that begins it."""
    for table in tables:
        figures = [[figure_in(document, cell, numbers) for cell in row[1:]] for row in table.rows]
        names = [row[0] for row in table.rows]
        odd = _odd_line(figures, [document.quote(name) for name in names], total)
        if odd is not None:
            yield names[odd[0]], odd[1]
            continue
        turned = _odd_line(list(zip(*figures, strict=True)), table.heads[1:], total)
        if turned is not None:
            yield table.rows[0][turned[0] + 1], turned[1]


def _odd_line(figures: Sequence[Sequence[int | None]], names: Sequence[str], total: int) -> tuple[int, tuple[int, ...]] | None:
    """Which line does not add up to the total though all others do, and its figures; what is no figure anywhere is left out."""
    places = [index for index, cells in enumerate(zip(*figures, strict=True)) if None not in cells]
    counted = [tuple(figure for index in places if (figure := line[index]) is not None) for line in figures]
    odd = [index for index, counts in enumerate(counted) if sum(counts) != total]
    numbered = len({_FIGURES.sub("", name) for name in names}) == 1
    if len(places) >= _FEWEST and len(odd) == 1 and len(counted) > _ALIKE - numbered:
        return odd[0], counted[odd[0]]
    return None


def _bare(words: str) -> str:
    return words.strip(" *")

"""Tables that say how many respondents agreed with each question, and how many did not."""

import re
from collections.abc import Iterator, Mapping, Sequence

from seclint.checks.totals import figure_in
from seclint.facts.tables import Table
from seclint.facts.wording import alternatives
from seclint.model import Document, Span

_FEWEST = 2  # stances


def stances_in_tables(
    document: Document, tables: Sequence[Table], stances: tuple[str, ...], totals: tuple[str, ...], numbers: Mapping[str, int]
) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """How many took each stance, with the name of the row: for each row where the columns are the stances, else for the whole table.

    Of a table whose rows are the stances, the last column counts, if it is the only one or bears one of the names of ``totals``.
    """
    stance, total = (re.compile(alternatives(names), re.IGNORECASE) for names in (stances, totals))
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


def _bare(words: str) -> str:
    return words.strip(" *")

"""Which columns of a table hold respondents' views, and which the responses."""

from collections.abc import Mapping, Sequence

from seclint.facts.labels import Labels, Part
from seclint.model import Block, Document

_FEW = 4  # words of a column that holds no comments
Columns = Mapping[int, tuple[Part, ...]]


def parts_of_columns(document: Document, labels: Labels, table: Sequence[Block], named: Columns, heads: Mapping[int, str]) -> Columns:
    """The parts by column, told from those that the head names, and from what stands below it."""
    if ("response",) in named.values() and ("views",) not in named.values():
        named = {**named, **_commented(document, labels, table, named)}
    responses = [column for column, parts in named.items() if parts == ("response",)]
    if not responses:
        return named
    outcomes: Columns = {column: ("response",) for column, head in heads.items() if column > responses[-1] and labels.is_outcome(head)}
    if len(responses) > 1:
        named = {**named, responses[0]: ("views",)}  # "Response" beside "DCC Response" is the respondent's
    return {**outcomes, **named}


def _commented(document: Document, labels: Labels, table: Sequence[Block], named: Columns) -> Columns:
    """The column of views of a table that names only that of the response: the wordiest one before it that holds no questions."""
    response = min(column for column, parts in named.items() if parts == ("response",))
    words: dict[int, int] = {}
    for block in table:
        if block.cell is None or block.cell.row == 0 or block.cell.column >= response:
            continue
        text = document.quote(block.span)
        lengths = 0 if labels.question_at_start(text) else len(text.split())
        words[block.cell.column] = words.get(block.cell.column, 0) + lengths
    best = max(words, key=lambda column: words[column], default=None)
    return {best: ("views",)} if best is not None and words[best] > _FEW else {}

"""Which columns of a table hold respondents' views, and which the responses."""

from collections.abc import Container, Mapping, Sequence

from seclint.facts.labels import Labels, Part
from seclint.model import Block, Document

_FEW = 4  # words of a column that holds no comments
Columns = Mapping[int, tuple[Part, ...]]


def parts_of_columns(document: Document, labels: Labels, table: Sequence[Block], named: Columns, heads: Mapping[int, str]) -> Columns:
    """The parts by column, told from those that the head names, and from what stands below it."""
    if ("response",) in named.values() and ("views",) not in named.values():
        response = min(column for column, parts in named.items() if parts == ("response",))
        named = {**named, **_wordiest(document, labels, table, range(response), "views")}
    elif ("views",) in named.values() and ("response",) not in named.values():
        views = max(column for column, parts in named.items() if parts == ("views",))
        behind = [column for column in range(views + 1, len(heads)) if column not in named]
        answers = [column for column in behind if not labels.is_outcome(heads[column])] or behind
        named = {**named, **_wordiest(document, labels, table, answers, "response")}
    responses = [column for column, parts in named.items() if parts == ("response",)]
    if not responses:
        return named
    views = min((column for column, parts in named.items() if parts == ("views",)), default=responses[-1])
    # What stands between the views and the response is of the response, whatever it is called: "Decision", "Change".
    outcomes: Columns = {
        column: ("response",)
        for column, head in heads.items()
        if views < column < responses[-1] or (column > responses[-1] and labels.is_outcome(head))
    }
    if len(responses) > 1:
        named = {**named, responses[0]: ("views",)}  # "Response" beside "DCC Response" is the respondent's
    return {**outcomes, **named}


def _wordiest(document: Document, labels: Labels, table: Sequence[Block], columns: Container[int], part: Part) -> Columns:
    """The column, of several, that holds most words and no questions, as that of a part that the heads do not name."""
    words: dict[int, int] = {}
    for block in table:
        if block.cell is None or block.cell.row == 0 or block.cell.column not in columns:
            continue
        text = document.quote(block.span)
        lengths = 0 if labels.question_at_start(text) else len(text.split())
        words[block.cell.column] = words.get(block.cell.column, 0) + lengths
    best = max(words, key=lambda column: words[column], default=None)
    return {best: (part,)} if best is not None and words[best] > _FEW else {}

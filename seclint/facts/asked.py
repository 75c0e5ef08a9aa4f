"""Questions that are asked in the rows of a table or in a numbered list, without a label such as "Question 1"."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts.labels import Labels
from seclint.model import Block, Document, Span
from seclint.patterns import compiled

_NUMBER = compiled(r"\(?(\d{1,2}(?:\.\d{1,2})?[a-z]?)(?:[.):](?!\d)|\s*[-–—](?=\s)|\s*$)\s*")
_ASKS = compiled(r"\?[\"'”’)\]]*\s*$")
_QUOTES = compiled(r"[“‘\"'][^“”]*\?[^“”]*[”’\"']\s*$")  # with what may be answered behind it: "... give up? Tick all: (a) none."
_PART = compiled(r"\?")


class Asked(Struct, frozen=True):
    """A question, where its words stand, and how it is to be called. ``numbers`` is empty when it has none."""

    label: str
    numbers: tuple[str, ...]
    span: Span
    text: Span | None = None


def asked_in_table(document: Document, labels: Labels, table: Sequence[Block]) -> dict[int, Asked]:
    """The questions of a table that has a column of them, by row."""
    heads = {block.cell.column: document.quote(block.span) for block in table if block.cell is not None and block.cell.row == 0}
    column = next((column for column, head in heads.items() if labels.is_column_of_questions(head)), None)
    if column is None:
        return {}
    cells = _column(document, table, column)
    found = {row: _asked(document, labels, heads[column], block) for row, block in cells.items()}
    if not any(asked.numbers for asked in found.values()):
        nameless = next((other for other, head in heads.items() if other < column and not head.strip()), None)
        numbers = next((other for other, head in heads.items() if labels.is_column_of_numbers(head)), nameless)
        found = found if numbers is None else _numbered(document, labels, heads[column], (found, _column(document, table, numbers)))
    worded = sum(asked.text is not None and _PART.search(document.quote(asked.text)) is not None for asked in found.values())
    return found if 2 * worded >= len(found) else {}


def _column(document: Document, table: Sequence[Block], column: int) -> dict[int, Block]:
    """The first block with words in each row of the column, without its head."""
    found: dict[int, Block] = {}
    for block in table:
        if (
            block.cell is not None
            and block.cell.row > 0
            and block.cell.column == column
            and (block.label or document.quote(block.span).strip())
        ):
            found.setdefault(block.cell.row, block)
    return found


def _asked(document: Document, labels: Labels, head: str, block: Block) -> Asked:
    text = document.quote(block.span)
    label = labels.question_at_start(text)
    if label is not None:
        words = Span(min(block.span.start + label.rest(text), block.span.end), block.span.end)
        return Asked(label.words(text), label.numbers, block.span, words if words.start < words.end else None)
    printed = _NUMBER.match(block.label) if block.label else None
    written = printed or _NUMBER.match(text)
    if written is None:
        return Asked(text, (), block.span, block.span)
    words = block.span if printed else Span(block.span.start + written.end(), block.span.end)
    return Asked(f"{head} {written[1]}", (written[1],), block.span, words if words.start < words.end else None)


def _numbered(document: Document, labels: Labels, head: str, columns: tuple[dict[int, Asked], dict[int, Block]]) -> dict[int, Asked]:
    """The questions with the numbers of another column, unless those count something else: the comments on one question, say."""
    found, numbers = columns
    written = {row: _number_in(labels, block.label or document.quote(block.span)) for row, block in numbers.items() if row in found}
    kept = {row: number for row, number in written.items() if number}
    texts = {document.quote(found[row].span) for row in kept}
    if len(kept) < len(found) or len(texts) < len(kept) or 2 * len(set(kept.values())) <= len(kept) > 1:
        return found
    return {row: replace(asked, label=f"{head} {kept[row]}", numbers=(kept[row],)) for row, asked in found.items()}


def _number_in(labels: Labels, text: str) -> str:
    """The number of a cell that holds one, bare or as a label: "3", "Q3"."""
    label = labels.question_at_start(text)
    if label is not None and len(label.numbers) == 1:
        return label.numbers[0]
    bare = _NUMBER.match(text)
    return bare[1] if bare is not None else ""


def asked_in_list(document: Document, blocks: Sequence[Block]) -> Iterator[Asked]:
    """The questions of a list that begins with the first of the blocks: numbered from 1 on, and nothing but questions."""
    for number, block in enumerate(blocks, 1):
        label = _NUMBER.match(block.label) if block.label else None
        if (
            label is None
            or label[1] != str(number)
            or block.kind not in ("item", "paragraph")
            or not (_ASKS.search(words := document.quote(block.span)) or _QUOTES.match(words))
        ):
            return
        yield Asked(label[1], (label[1],), block.span, block.span)

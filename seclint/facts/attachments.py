"""The attachments that a document lists: label, title and version."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Mentions

_LISTED_IN = ("paragraph", "item", "cell", "heading")
_BARE = compiled(r"^\s*v?(\d+(?:\.\d+)+)\s*$", re.IGNORECASE | re.MULTILINE)  # in a cell of its own
_SENTENCE = compiled(r"(?<=[\w)’”])\.\s+(?=[A-Z][a-z]+\s)")  # behind the title, in a paragraph that goes on
_TITLE_ENDS = compiled(r".?\Z|\)?[,;]\s")  # behind the version: nothing, or what the attachment is for
_NUMBER = r"(?:\d{1,2}[a-z]?|[A-Z]{1,2})"


class Attachment(Struct, frozen=True):
    """An attachment as listed; ``version`` is "" when none is given."""

    label: str
    title: str
    version: str
    span: Span


def attachments_of(document: Document, mentions: Mentions, words: tuple[str, ...]) -> tuple[Attachment, ...]:
    """The lines "Attachment 1: title v2.0", in paragraphs, list items, headings or two cells of a table row.

    In a table under the heading "Attachments" the number alone will do.
    """
    return tuple(_attachments(document, mentions, words))


def _attachments(document: Document, mentions: Mentions, words: tuple[str, ...]) -> Iterator[Attachment]:
    of_the_code = {one.span.start for one in mentions.references if one.owner == "SEC" and one.kind == "section"}
    for index, name, line, start in _labelled(document, words):
        block = document.blocks[index]
        if any(document.blocks[other].span.start in of_the_code for other in _run(document, index)):
            continue  # a list of the parts of the Code: "Section H", "Appendix I"
        words_span = Span(start, line.end)
        row = words_span
        if words_span.start == words_span.end:
            following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
            if following is None or block.cell is None or following.cell is None or following.cell.row != block.cell.row:
                continue
            words_span = following.span
            row = Span(words_span.start, _row_end(document, index + 1))
        version = next((version for version in mentions.versions if version.token.within(row)), None)
        bare = _BARE.search(document.text, words_span.end, row.end) if version is None else None
        within = version is not None and version.token.within(words_span)
        closes = version is not None and within and _TITLE_ENDS.match(document.text, version.token.end, words_span.end)
        title_end = version.token.start if version and closes else words_span.end
        title = document.text[words_span.start : title_end].rstrip(" (,-–")
        yield Attachment(name, title, version.number if version else bare[1] if bare else "", Span(line.start, words_span.end))


def _is_of_list(document: Document, index: int, label: re.Pattern[str]) -> bool:
    """Whether most cells of a column bear such labels: a table of what stood where may name an annex among sections."""
    cell = document.blocks[index].cell
    if cell is None:
        return False
    first = last = index
    while first and (before := document.blocks[first - 1].cell) is not None and before.table == cell.table:
        first -= 1
    while last + 1 < len(document.blocks) and (behind := document.blocks[last + 1].cell) is not None and behind.table == cell.table:
        last += 1
    column = [one for one in document.blocks[first : last + 1] if one.cell and one.cell.column == cell.column and one.cell.row]
    return 2 * sum(label.match(document.quote(one.span)) is not None for one in column) >= len(column)


def _run(document: Document, index: int) -> range:
    """The indices of the list items that stand in a row with this one, which is alone where it is no item."""
    first = last = index
    while first and document.blocks[first - 1].kind == document.blocks[index].kind == "item":
        first -= 1
    while last + 1 < len(document.blocks) and document.blocks[last + 1].kind == document.blocks[index].kind == "item":
        last += 1
    return range(first, last + 1)


def _row_end(document: Document, index: int) -> int:
    """Where the row of a table ends in which the cell stands."""
    cell = document.blocks[index].cell
    end = index
    while end + 1 < len(document.blocks) and (other := document.blocks[end + 1].cell) is not None and cell is not None:
        if (other.table, other.row) != (cell.table, cell.row):
            break
        end += 1
    return document.blocks[end].span.end


def _labelled(document: Document, words: tuple[str, ...]) -> Iterator[tuple[int, str, Span, int]]:
    """The lines that begin with the label of an attachment: the index of their block, the label, the line, and where the label ends.

    Lines of a list that is written as one paragraph each begin with a label and a colon.
    """
    named = rf"((?:{'|'.join(map(re.escape, words))})\s+{_NUMBER})"
    label = compiled(rf"{named}(?:\s*[:–—.-]\s*|\s*$|\s+(?=[“‘]))")
    further = compiled(rf"(?<=\s){named}\s*:\s*")
    headed = ""  # the word of the heading above
    for index, block in enumerate(document.blocks):
        text, start = document.quote(block.span), block.span.start
        if block.kind == "heading":
            headed = next((word for word in words if re.fullmatch(rf"{word[:-1]}\w{{1,3}}", text, re.IGNORECASE)), "")
        written = label.match(text) if block.kind in _LISTED_IN else None
        if written is not None and (block.cell is None or _is_of_list(document, index, label)):
            headed = ""  # what is numbered below it, the rows of a table that is attached, say, is no attachment
            lines = [written, *further.finditer(text, written.end())]
            ends = [*(line.start() for line in lines[1:]), len(text)]
            for line, end in zip(lines, ends, strict=True):
                behind = _SENTENCE.search(text, line.end(), end)
                whole = Span(start + line.start(), start + len(text[: behind.start() if behind else end].rstrip()))
                yield index, line[1], whole, min(start + line.end(), whole.end)
        elif headed and block.cell is not None and block.cell.column == 0 and re.fullmatch(_NUMBER, text):
            yield index, f"{headed} {text}", block.span, block.span.end

"""Where the cover of a document ends, and the title on it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from seclint.facts.profile import Profile
from seclint.facts.wording import any_of, phrases, plain
from seclint.model import Block, Document, Span
from seclint.patterns import compiled

_SENTENCE = compiled(r"(?:\S+\s+){7,}\S+[.?!][”’\"')]*(?:\s|$)")  # of eight words at least
_SHORTEST_TITLE, _LONGEST_TITLE = 3, 40  # words
_ABOVE = 4  # lines at the head of the cover among which the title is
_LONGEST_LINE = 600  # characters: longer paragraphs are running prose
_FIELDS = 3  # of a table that is the cover's
_BEHIND_COVER = ("heading", "footnote", "header", "footer")


def cover_end(document: Document, profile: Profile) -> int:
    """The index of the first block behind the cover: the contents, a heading that is not part of the title, or running prose.

    A heading that has the fields of the cover below it ("Document details") is one of its lines. Two paragraphs of prose in a row end the
    cover, and where neither contents nor headings follow, a single one does.
    """
    contents = {plain(title) for title in profile.contents}
    salutation = phrases(profile.salutations)
    for index, block in enumerate(document.blocks):
        if block.kind == "paragraph" and salutation.match(document.text, block.span.start, block.span.end):
            return index + 2 if _is_subject_line(document, index + 1) else index
        if block.kind == "contents" or plain(document.quote(block.span)) in contents:
            return index
        if block.kind == "heading" and (_heads_fields(document, index, profile) or _is_first_of_two(document, index, profile)):
            continue
        if block.kind in _BEHIND_COVER or (
            block.kind == "paragraph" and (block.label or block.span.end - block.span.start > _LONGEST_LINE)
        ):
            return index
        if _is_prose(document, index) and _is_prose(document, index + 1):
            return index
    return next((index for index in range(len(document.blocks)) if _is_prose(document, index)), len(document.blocks))


def _is_prose(document: Document, index: int) -> bool:
    """Whether a block is a paragraph with a whole sentence in it."""
    if index >= len(document.blocks) or document.blocks[index].kind != "paragraph":
        return False
    return _SENTENCE.search(document.quote(document.blocks[index].span)) is not None


def _heads_fields(document: Document, index: int, profile: Profile) -> bool:
    """Whether a heading has a table of the fields of the cover right below it, and no field stands above."""
    labels = phrases(tuple(alias for field in profile.field.values() for alias in field.aliases))
    above = (document.quote(block.span) for block in document.blocks[:index])
    if any(labels.match(words) and ":" in words for words in above) or any(block.cell for block in document.blocks[:index]):
        return False
    below = takewhile(lambda block: block.cell is not None, document.blocks[index + 1 :])
    first = (document.quote(block.span).strip(" :") for block in below if block.cell is not None and block.cell.column == 0)
    return sum(labels.fullmatch(words) is not None for words in first) >= _FIELDS


def _is_first_of_two(document: Document, index: int, profile: Profile) -> bool:
    """Whether the document begins with a heading, such as its series, that has another one with the fields of the cover right below it."""
    following = document.blocks[index + 1 : index + 2]
    return index == 0 and bool(following) and following[0].kind == "heading" and _heads_fields(document, 1, profile)


def _is_subject_line(document: Document, index: int) -> bool:
    """Whether a block, which stands behind the salutation of a letter, says what the letter is about."""
    if index >= len(document.blocks) or document.blocks[index].kind not in ("paragraph", "heading", "title"):
        return False
    words = document.quote(document.blocks[index].span)
    return 2 < len(words.split()) <= _LONGEST_TITLE and not words.endswith((".", ":", ";", ","))


def title_of(document: Document, profile: Profile) -> Span | None:
    """The title's words: a title of more than one word, or the first line of the cover, or row of a table on it, that is no field.

    A line that only names a programme or who issues the document, and a shorter one than titles are, is none while another one follows.
    """
    blocks = document.blocks[: cover_end(document, profile)]
    above, values = any_of(profile.series), _values(profile)
    titles = [block.span for block in blocks if block.kind == "title"]
    several = [span for span in titles if " " in document.quote(span)]
    naming = [span for span in several if not any(other.fullmatch(document.quote(span)) for other in (above, values))]
    if naming:
        return next((span for span in naming if len(document.quote(span).split()) >= _SHORTEST_TITLE), naming[0])
    if len(blocks) > 1 and phrases(profile.salutations).match(document.quote(blocks[-2].span)):
        return blocks[-1].span
    lines = [span for span in _lines_of_cover(document, blocks, profile) if not above.fullmatch(document.quote(span))]
    long = next((span for span in lines[:_ABOVE] if len(document.quote(span).split()) >= _SHORTEST_TITLE), None)
    return long if long is not None and _reads_as_title(document.quote(long)) else next(iter((*several, *titles)), None)


def _lines_of_cover(document: Document, blocks: Sequence[Block], profile: Profile) -> Iterator[Span]:
    """The lines of the cover, and the rows with one cell that holds words, that are neither fields nor values known without a label."""
    labels = phrases(tuple(alias for field in profile.field.values() for alias in field.aliases))
    values = _values(profile)
    full = _full_cells(document, blocks)
    for block in blocks:
        text = document.quote(block.span)
        alone = block.kind == "paragraph" or (block.cell is not None and full[block.cell.table, block.cell.row] == 1)
        if alone and text and not block.label and not labels.match(text) and not values.fullmatch(text):
            yield block.span


def _values(profile: Profile) -> re.Pattern[str]:
    """Finds what is a field's value without a label: "DCC Public"."""
    return phrases(tuple(value for field in profile.field.values() for value in field.values))


def _reads_as_title(text: str) -> bool:
    return len(text.split()) <= _LONGEST_TITLE and not text.endswith((".", ":", ";"))


def _full_cells(document: Document, blocks: Sequence[Block]) -> Counter[tuple[int, int]]:
    """How many cells with words each row has, by table and row."""
    return Counter((block.cell.table, block.cell.row) for block in blocks if block.cell and document.quote(block.span).strip())

"""The title on the cover: headings that stand before everything that is numbered."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from msgspec.structs import replace

from seclint.model import Block

CONTENTS = ("contents", "table of contents")
_PROSE = 12  # words of a sentence that is no line of a cover
_LETTERHEAD = 8  # lines before the title at most

_TITLE = 5  # words of a title at the least where sections have headings as high
_COLUMNS = 2  # of a table of fields: what each is called, and its value
_FIELDS = 3  # cells or labelled lines that make a cover
_STOPS = (".", ":", ";", "?")  # no line of a cover ends with one


def mark_titles(blocks: Sequence[Block], text: str) -> tuple[Block, ...]:
    """The blocks with the headings of the cover turned into titles.

    The cover ends at the contents list, its heading, the first numbered section or, before those, the first one that running prose follows
    (but for one that opens the document). In a document that has none of these, a first heading with nothing but the short lines of a
    letterhead before it is the title when no other heading is as high, or when the fields of a cover stand under it. The highest title
    has level 1, whatever its style.
    """
    headings = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    end = next((index for index, block in enumerate(blocks) if _ends_cover(block, text)), None)
    first = headings[0] if headings else -1
    alone = 0 <= first <= _LETTERHEAD and all(blocks[index].level > blocks[first].level for index in headings[1:])
    opens = 0 <= first <= _LETTERHEAD and _are_lines(blocks[:first], text)
    if end is None and alone and opens:
        titles = {first, *_lines_below(blocks, first, text)}
    elif end is None:
        end = next((index for index in headings if index > 0 and _opens_prose(blocks, index, text)), 0)
        titles = {index for index in headings if index < end} if opens and _has_lines(blocks[:end], text) else set()
        titles = titles or (set(_over_fields(blocks, headings, text)) if opens else set())
    else:
        opens_prose = next((index for index in headings if 0 < index < end and _opens_prose(blocks, index, text)), end)
        titles = {index for index in headings if index < min(end, opens_prose)}
        titles -= {0} if not (first == 0 and alone) and opens_prose < end and _opens_prose(blocks, 0, text) else set()
    levels = sorted({blocks[index].level for index in titles})
    marked = {index: replace(blocks[index], kind="title", level=levels.index(blocks[index].level) + 1) for index in titles}
    return tuple(marked.get(index, block) for index, block in enumerate(blocks))


def _lines_below(blocks: Sequence[Block], first: int, text: str) -> Iterator[int]:
    """The headings right under the first one that nothing but the lines of a cover follow."""
    index = first + 1
    while index < len(blocks) and blocks[index].kind == "heading":
        index += 1
    end = next((other for other in range(index, len(blocks)) if blocks[other].kind not in ("paragraph", "cell")), len(blocks))
    is_followed = end < len(blocks) and blocks[end].kind == "heading" and index < end
    return iter(range(first + 1, index)) if is_followed and _are_lines(blocks[index:end], text) else iter(())


def _are_lines(blocks: Sequence[Block], text: str) -> bool:
    """Whether the blocks are the lines of a cover or a letterhead, and none of them ends as sentences do."""
    lines = [text[block.span.start : block.span.end] for block in blocks]
    return not any(line.endswith(_STOPS) or len(line.split()) >= _PROSE for line in lines)


def _ends_cover(block: Block, text: str) -> bool:
    # "Annex A" and "Q1" number something besides the sections, which may have no numbers.
    numbered = block.kind == "heading" and block.label and not re.match(r"Q|\w+ ", block.label)
    if block.kind == "contents" or numbered:
        return True
    words = " ".join(text[block.span.start : block.span.end].casefold().split()).rstrip(":")
    return block.kind in ("heading", "paragraph") and words in CONTENTS


def _has_lines(blocks: Sequence[Block], text: str) -> bool:
    """Whether there is something besides headings, and no sentence, as on a cover."""
    lines = [text[block.span.start : block.span.end] for block in blocks if block.kind != "heading"]
    return bool(lines) and not any(len(line.split()) >= _PROSE and line.endswith(".") for line in lines)


def _over_fields(blocks: Sequence[Block], headings: Sequence[int], text: str) -> Sequence[int]:
    """The first headings, if they stand right above each other and the last one opens a cover; ``headings`` are all of them, by index."""
    last = next((place for place, (one, other) in enumerate(pairwise(headings)) if other > one + 1), len(headings) - 1)
    end = headings[last + 1] if last + 1 < len(headings) else len(blocks)
    return headings[: last + 1] if _opens_cover(blocks[headings[last] : end], text) else ()


def _opens_cover(blocks: Sequence[Block], text: str) -> bool:
    """Whether a heading, with the blocks up to the next one, has the words of a title and the fields of a cover right under it."""
    title, *below = blocks
    fields = list(takewhile(lambda block: _are_lines((block,), text) and (block.cell is None or block.cell.column < _COLUMNS), below))
    labelled = [block for block in fields if block.kind == "cell" or ": " in text[block.span.start : block.span.end]]
    return len(text[title.span.start : title.span.end].split()) >= _TITLE and len(labelled) >= _FIELDS


def _opens_prose(blocks: Sequence[Block], index: int, text: str) -> bool:
    """Whether a whole sentence stands right under a heading."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    words = text[below.span.start : below.span.end].split() if below is not None and below.kind == "paragraph" else []
    return len(words) >= _PROSE and words[-1].endswith((".", ":", "?"))

"""The title on the cover: headings that stand before everything that is numbered."""

from collections.abc import Sequence

from msgspec.structs import replace

from seclint.model import Block

_CONTENTS = ("contents", "table of contents")


def mark_titles(blocks: Sequence[Block], text: str) -> tuple[Block, ...]:
    """The blocks with the headings of the cover turned into titles.

    The cover ends at the contents list, its heading or the first numbered heading. In a document that has none of these, a first
    heading is the title when it stands first and no other heading is as high. The highest title has level 1, whatever its style.
    """
    headings = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    end = next((index for index, block in enumerate(blocks) if _ends_cover(block, text)), None)
    if end is None:
        first = headings[0] if headings else -1
        alone = first == 0 and all(blocks[index].level > blocks[0].level for index in headings[1:])
        titles = {0} if alone else set()
    else:
        titles = {index for index in headings if index < end}
    levels = sorted({blocks[index].level for index in titles})
    marked = {index: replace(blocks[index], kind="title", level=levels.index(blocks[index].level) + 1) for index in titles}
    return tuple(marked.get(index, block) for index, block in enumerate(blocks))


def _ends_cover(block: Block, text: str) -> bool:
    if block.kind == "contents" or (block.kind == "heading" and block.label):
        return True
    words = " ".join(text[block.span.start : block.span.end].casefold().split()).rstrip(":")
    return block.kind in ("heading", "paragraph") and words in _CONTENTS

"""The entries of a contents list that gives no pages: the lines below its heading that are the headings of the document."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from seclint.model import Block, Span
from seclint.patterns import compiled
from seclint.readers.cover import CONTENTS
from seclint.readers.labels import number_of, split_title

_LONGEST = 14  # words of an entry
_LONGEST_HEADING = max(map(len, CONTENTS)) + 2  # characters, with a colon and a space
_LEAST, _SHARE = 2, 0.6  # entries, and the share of them that must be headings
_SENTENCE = compiled(r"[.:;,!?]$")


def mark_entries(blocks: Sequence[Block], text: str) -> Sequence[Block]:
    """The blocks with such lines turned into entries, each with the number that is typed before it for its label."""
    start = next((index for index, block in enumerate(blocks) if block.kind == "contents" or _heads_contents(block, text)), None)
    if start is None or any(block.kind == "contents" for block in blocks):
        return blocks
    lines = list(_lines(blocks, start + 1, text))
    titles = {letters_of(said) for block in blocks[start + 1 :] if block.kind == "heading" for said in _said(block, text)}
    listed = [index for index in lines if not titles.isdisjoint(map(letters_of, _said(blocks[index], text)))]
    lines = [index for index in lines if blocks[index].kind == "item" or index <= max(listed, default=0)]
    if len(listed) < max(_LEAST, _SHARE * len(lines)):
        return blocks
    entries = {index: _entry(blocks[index], text) for index in lines}
    return [entries.get(index, block) for index, block in enumerate(blocks)]


def _heads_contents(block: Block, text: str) -> bool:
    start, end = block.span.start, block.span.end
    if end - start > _LONGEST_HEADING or block.kind not in ("heading", "title", "paragraph"):
        return False
    return " ".join(text[start:end].casefold().split()).rstrip(":") in CONTENTS


def _lines(blocks: Sequence[Block], start: int, text: str) -> Iterator[int]:
    """The short lines from there on, by index; empty ones are passed over."""
    for index in range(start, len(blocks)):
        words = text[blocks[index].span.start : blocks[index].span.end]
        if blocks[index].kind not in ("paragraph", "item") or len(words.split()) > _LONGEST or _SENTENCE.search(words):
            return
        if any(map(str.isalnum, words)):
            yield index


def _said(block: Block, text: str) -> tuple[str, str]:
    """The words with and without the number before them."""
    words = text[block.span.start : block.span.end]
    return f"{block.label} {words}", words


def letters_of(said: str) -> str:
    """What is compared of an entry and a heading: letters and figures."""
    return "".join(filter(str.isalnum, said.casefold()))


def _entry(block: Block, text: str) -> Block:
    words = text[block.span.start : block.span.end]
    label = "" if block.label == "•" else block.label
    typed = None if label else split_title(words)
    if typed is not None:
        label, rest = typed
        block = replace(block, span=Span(block.span.end - len(rest), block.span.end))
    numbers = number_of(label)
    return replace(block, kind="contents", label=label, level=len(numbers) if numbers else block.level + 1)

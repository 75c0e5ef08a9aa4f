"""End notes as web pages print them: a numbered list whose items end in an arrow that leads back to the text."""

from collections.abc import Sequence

from msgspec.structs import replace

from seclint.model import Block, Span
from seclint.patterns import compiled

_ARROW = compiled(r"\s*↩\ufe0e?$")
_NUMBER = compiled(r"(\d{1,3})[.)]\s+")


def mark_end_notes(blocks: Sequence[Block], text: str) -> Sequence[Block]:
    """The blocks with such items turned into footnotes, without their arrows."""
    return [_as_note(block, text) for block in blocks] if "↩" in text else blocks


def _as_note(block: Block, text: str) -> Block:
    words = text[block.span.start : block.span.end]
    arrow = _ARROW.search(words) if block.kind in ("paragraph", "item") else None
    typed = None if block.label else _NUMBER.match(words)  # "1. November 2024 ..." is read as a date elsewhere
    label = typed[1] if typed else block.label
    if arrow is None or not label.isdecimal():
        return block
    start = block.span.start + (typed.end() if typed else 0)
    return replace(block, kind="footnote", level=0, label=label, span=Span(start, block.span.start + arrow.start()))

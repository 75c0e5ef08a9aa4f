"""What the blocks of a document are that only the whole of it tells: titles, entries of contents lists without pages, end notes."""

from seclint.model import Block, Document
from seclint.readers.backlinks import mark_end_notes
from seclint.readers.cover import mark_titles
from seclint.readers.entries import mark_entries


def known_blocks(document: Document) -> tuple[Block, ...]:
    """The blocks of a document as it was read, with these kinds told."""
    text = document.text
    return mark_titles(mark_entries(mark_end_notes(document.blocks, text), text), text)

"""Builds a Document out of what a reader meets: one normalised string, blocks, and the way back into the file.

Every reader writes through this one builder, so that the same document gives the same text whatever its format.
Normalising: white space of any kind becomes one space, ligatures become letters, no-break hyphens become hyphens, soft hyphens
and characters without width (bidirectional controls too) are dropped. Dashes and quotation marks stay as they are.
"""

import re
from collections.abc import Iterable

from seclint.model import (
    Block,
    BlockKind,
    Cell,
    Comment,
    Document,
    Field,
    Format,
    Link,
    Mark,
    NoteMark,
    Origin,
    Revision,
    Span,
)
from seclint.patterns import compiled

# What does not go into the text as it stands: white space but the single space, runs of spaces, ligatures, invisible characters.
_SPECIAL = compiled(
    "[\x00-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2011\u2028-\u202f\u205f-\u206f\u3000\ufb00-\ufb06\ufeff\ufffe\uffff]+|  +"
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_PRINTABLE = ("\u2011", *_LIGATURES)  # the special characters that Python calls printable
_DROPPED = frozenset("\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff\ufffe\uffff") | frozenset(
    map(chr, range(0x2060, 0x2070))
)

_JOINT = Origin(0, 0, -1, 0, 0)  # a space that the file does not hold


def normalise(text: str) -> str:
    """The text as the builder would write it, white space at both ends removed."""
    return re.sub("  +", " ", _SPECIAL.sub(lambda match: "".join(map(_replacement, match[0])), text)).strip(" ")


def _replacement(character: str) -> str:
    if character in _LIGATURES:
        return _LIGATURES[character]
    if character == "\u2011":
        return "-"
    if (
        character in _DROPPED
        or (character < " " and not character.isspace())
        or "\x7f" <= character < "\x85"
        or "\x86" <= character < "\xa0"
    ):
        return ""
    return " "


def _is_plain(text: str) -> bool:
    """Whether text goes in as it stands, which most does: told faster than by searching it."""
    return text.isprintable() and "  " not in text and (text.isascii() or not any(map(text.__contains__, _PRINTABLE)))


class Builder:
    """Collects blocks in reading order. Call ``open``, then ``write`` for each stretch of text, then ``close``; at the end ``finish``."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._origins: list[Origin] = []
        self._blocks: list[Block] = []
        self._open: tuple[BlockKind, int, str, str, Cell | None, str] | None = None
        self._start = 0
        self._space: Origin | None = None  # a space that is written only if a word follows it
        self.notes: list[NoteMark] = []
        self.links: list[Link] = []
        self.revisions: list[Revision] = []
        self.comments: list[Comment] = []
        self.marks: list[Mark] = []
        self.fields: list[Field] = []

    def open(
        self,
        kind: BlockKind,
        *,
        level: int = 0,
        label: str = "",
        style: str = "",
        cell: Cell | None = None,
        page_label: str = "",
    ) -> None:
        """Begin a block. The one before it must be closed."""
        if self._open is not None:
            raise ValueError("a block is open already")
        self._open = (kind, level, label, style, cell, page_label)
        self._start = self._length
        self._space = None

    def position(self) -> int:
        """The offset at which the next word of the open block will stand."""
        return self._length + (self._space is not None)

    def end_position(self) -> int:
        """The offset behind the last word written; use it as the end of spans (links, comments, marks)."""
        return self._length

    def write(self, text: str, part: int, item: int, offset: int = 0) -> None:
        """Append text to the open block; its first character is ``offset`` of ``item`` in ``part`` (see ``Origin``).

        A ``part`` of -1 is for text that the file does not hold: words that Word prints out of a numbering, say.
        """
        if _is_plain(text):
            self._append(text, part, item, offset)
            return
        at = 0
        for match in _SPECIAL.finditer(text):
            self._append(text[at : match.start()], part, item, offset + at)
            for index, character in enumerate(match[0], match.start()):
                replacement = _replacement(character)
                if replacement == " ":
                    self._hold_space(part, item, offset + index)
                else:
                    for letter in replacement:
                        self._append(letter, part, item, offset + index)
            at = match.end()
        self._append(text[at:], part, item, offset + at)

    def joint(self) -> None:
        """A space that the file does not hold: between the lines of a paragraph, say."""
        if self._length > self._start and self._space is None:
            self._space = _JOINT

    def note(self, label: str) -> None:
        """A footnote mark stands here."""
        self.notes.append(NoteMark(label, self._length))

    def close(self) -> Block | None:
        """End the open block; one without text is left out (None) unless it is a table cell or bears a label."""
        if self._open is None:
            raise ValueError("no block is open")
        kind, level, label, style, cell, page_label = self._open
        self._open = self._space = None
        if self._length == self._start and not (label or kind == "cell"):
            return None
        closed = Block(kind, Span(self._start, self._length), level, label, style, cell, page_label)
        self._blocks.append(closed)
        self._text.append("\n")
        self._length += 1
        return closed

    def finish(
        self,
        *,
        path: str,
        format: Format,
        sha256: str,
        parts: Iterable[str] = (),
        pages: int | None = None,
        properties: dict[str, str] | None = None,
        features: dict[str, str] | None = None,
    ) -> Document:
        """The document."""
        return Document(
            path=path,
            format=format,
            sha256=sha256,
            text="".join(self._text),
            blocks=tuple(self._blocks),
            origins=tuple(self._origins),
            parts=tuple(parts),
            pages=pages,
            notes=tuple(self.notes),
            links=tuple(self.links),
            revisions=tuple(self.revisions),
            comments=tuple(self.comments),
            marks=tuple(self.marks),
            fields=tuple(self.fields),
            properties=properties or {},
            features=features or {},
        )

    def _hold_space(self, part: int, item: int, offset: int) -> None:
        if self._length > self._start and self._space is None:
            self._space = Origin(0, 0, part, item, offset)

    def _append(self, text: str, part: int, item: int, offset: int) -> None:
        if not text:
            return
        if text[0] == " ":
            self._hold_space(part, item, offset)
            text, offset = text[1:], offset + 1
            if not text:
                return
        trailing = text[-1] == " "
        if trailing:
            text = text[:-1]
        if self._space is not None:
            self._text.append(" ")
            held, self._space = self._space, None
            if held is not _JOINT:
                self._record(1, held.part, held.item, held.offset)
            self._length += 1
        self._text.append(text)
        self._record(len(text), part, item, offset)
        self._length += len(text)
        if trailing:
            self._hold_space(part, item, offset + len(text))

    def _record(self, length: int, part: int, item: int, offset: int) -> None:
        if part < 0:
            return
        last = self._origins[-1] if self._origins else None
        if (
            last is not None
            and last.end == self._length
            and last.part == part
            and last.item == item
            and last.offset + (last.end - last.start) == offset
        ):
            self._origins[-1] = Origin(last.start, last.end + length, part, item, last.offset)
        else:
            self._origins.append(Origin(self._length, self._length + length, part, item, offset))

"""Edits in Markdown and plain text: the words changed where they stand, and not a byte besides."""

import re
from collections.abc import Sequence

from seclint.errors import UnreadableDocument
from seclint.markup.edits import Edit, Refusal
from seclint.model import Document, Origin
from seclint.readers.builder import normalise
from seclint.readers.markdown import decoded

_ENDS = re.compile(r"(\r\n|\r|\n)")
_ENTITY = re.compile(r"&(?:#?\w+);")
_CODECS = {"utf-8": "utf-8", "windows-1252": "cp1252"}
_BOM = "\ufeff"


class Source:
    """The lines of a text file and what ends each, kept so that every byte can be written again."""

    def __init__(self, data: bytes) -> None:
        encoding = decoded(data)[1]
        self._codec = _CODECS.get(encoding) or ("utf-16-le" if data.startswith(b"\xff\xfe") else "utf-16-be")
        text = data.decode(self._codec, "surrogateescape")
        self._bom = _BOM if text.startswith(_BOM) else ""
        parts = _ENDS.split(text.removeprefix(_BOM))
        self.lines = parts[0::2]
        self._ends = [*parts[1::2], ""]

    def encoded(self) -> bytes:
        """The bytes of the file."""
        text = self._bom + "".join(line + end for line, end in zip(self.lines, self._ends, strict=True))
        try:
            return text.encode(self._codec, "surrogateescape")
        except UnicodeEncodeError as error:
            raise UnreadableDocument(
                f"the file's encoding has no “{text[error.start]}”, which a fix would write", "save the file as UTF-8 and fix that"
            ) from None


def edited(data: bytes, document: Document, edits: Sequence[Edit]) -> tuple[Source, list[Edit], list[Refusal]]:
    """The source with the edits made, those that were made, and those that could not be."""
    source = Source(data)
    made: list[Edit] = []
    refused: list[Refusal] = []
    for edit in reversed(edits):  # so that those before it keep their columns
        origins = document.origins_of(edit.anchor(document))
        if _stands(source, document, edit, origins):
            _make(source, document, edit, origins)
            made.append(edit)
        else:
            refused.append(Refusal(edit.finding, "the source writes its words in another way; change them there"))
    return source, made[::-1], refused[::-1]


def _stands(source: Source, document: Document, edit: Edit, origins: Sequence[Origin]) -> bool:
    """Whether the source holds the words of the edit as they are read, the ends of lines between them apart."""
    if document.format == "markdown" and any(_is_escaped(source.lines[origin.item - 1], origin) for origin in origins):
        return False
    words = " ".join(_words(source, origin) for origin in origins)
    return bool(origins) and "".join(normalise(words).split()) == "".join(document.quote(edit.anchor(document)).split())


def _is_escaped(line: str, origin: Origin) -> bool:
    """Whether the characters are part of something longer that Markdown reads as one: an escape, or "&amp;"."""
    end = origin.offset + origin.end - origin.start
    return line[: origin.offset].endswith("\\") or any(
        found.start() < end and origin.offset < found.end() for found in _ENTITY.finditer(line)
    )


def _words(source: Source, origin: Origin) -> str:
    return source.lines[origin.item - 1][origin.offset : origin.offset + origin.end - origin.start]


def _make(source: Source, document: Document, edit: Edit, origins: Sequence[Origin]) -> None:
    if edit.span.start == edit.span.end:
        (origin,) = origins
        at = origin.offset + (edit.anchor(document).start < edit.span.start)
        _splice(source, origin.item, at, at, edit.text)
        return
    for origin in reversed(origins):
        new = edit.text if origin is origins[0] else ""
        end = origin.offset + origin.end - origin.start
        line = source.lines[origin.item - 1]
        if not new and not line[: origin.offset].strip():  # no line begins with the space behind what is gone
            end += len(line[end:]) - len(line[end:].lstrip())
        _splice(source, origin.item, origin.offset, end, new)


def _splice(source: Source, number: int, start: int, end: int, text: str) -> None:
    line = source.lines[number - 1]
    source.lines[number - 1] = line[:start] + text + line[end:]

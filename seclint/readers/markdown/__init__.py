"""Markdown as converters write it, and plain text, to Documents."""

import hashlib
from pathlib import PurePath

from msgspec.structs import replace

from seclint.errors import UnreadableDocument
from seclint.model import Document
from seclint.readers.builder import Builder
from seclint.readers.kinds import known_blocks
from seclint.readers.markdown.footnotes import rejoined, settled
from seclint.readers.markdown.paragraphs import numbered
from seclint.readers.markdown.write import write
from seclint.readers.nesting import nest

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")


def read(data: bytes, path: str) -> Document:
    """The document that a Markdown or text file holds; the name's ending tells which. Raises UnreadableDocument when it holds no text."""
    text, encoding = decoded(data)
    is_markdown = PurePath(path).suffix.lower() in _MARKDOWN
    if is_markdown:
        from seclint.readers.markdown.blocks import units_of
    else:
        from seclint.readers.markdown.plain import units_of
    units, properties = units_of(text.split("\n"))
    builder = Builder()
    units = list(rejoined(list(settled(list(numbered(units))))))
    nest(units, lambda index: units[index].place)
    write(units, builder)
    document = builder.finish(
        path=path,
        format="markdown" if is_markdown else "text",
        sha256=hashlib.sha256(data).hexdigest(),
        parts=("",),
        properties=properties,
        features={} if encoding == "utf-8" else {"encoding": encoding},
    )
    if not document.text.strip():
        raise UnreadableDocument("the file holds no text", "check that it is the right file and that it was saved")
    return replace(document, blocks=known_blocks(document))


def decoded(data: bytes) -> tuple[str, str]:
    """The text of the bytes, lines ended by a line feed, and their encoding.

    UTF-8, UTF-16 with its mark, or else the Western code page of Windows; a UTF-8 file with a few bad bytes stays UTF-8.
    """
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    if encoding == "utf-8" and 2 * text.count("\ufffd") > sum(character > "\x7f" for character in text):
        encoding = "windows-1252"
        text = data.decode("cp1252", "replace")
    # NUL would be rewritten by the Markdown parser, and form feeds are white space.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd"), encoding

"""Real Word files: each is read, with every character traced back into its file, or refused for a reason."""

from pathlib import Path

from lxml import etree

from seclint.errors import UnreadableDocument
from seclint.model import Document
from seclint.readers.builder import normalise
from seclint.readers.docx import items, read
from seclint.readers.docx.package import Package

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")


def word_files(shared: Path) -> list[Path]:
    return sorted(file for file in (shared / "corpus").rglob("*") if file.suffix.lower() in SUFFIXES)


def strayed(document: Document, data: bytes) -> str:
    """The first words whose origin holds other words; "" when all origins are right."""
    package = Package(data)
    found: dict[int, list[etree._Element]] = {}
    for origin in document.origins:
        if origin.part not in found:
            root = package.xml(document.parts[origin.part])
            assert root is not None
            found[origin.part] = items(root)
        words = document.text[origin.start : origin.end]
        element = found[origin.part][origin.item]
        there = (element.text or "")[origin.offset : origin.offset + len(words)]
        if element.text and len(words) > 1 and normalise(there) != words.strip():
            return f"{words!r} is {there!r}"
    return ""


def test_every_word_file_is_read_or_refused_for_a_reason(shared: Path) -> None:
    refused: list[UnreadableDocument] = []
    files = word_files(shared)
    for file in files:
        data = file.read_bytes()
        try:
            document = read(data, file.name)
        except UnreadableDocument as error:
            refused.append(error)
            continue
        assert document.text.strip(), file.name
        assert strayed(document, data) == "", file.name
        for marked in (*document.marks, *document.links, *document.revisions, *document.comments, *document.fields):
            assert 0 <= marked.span.start <= marked.span.end <= len(document.text), file.name
    assert len(refused) < len(files) / 4
    assert all(error.message and error.hint for error in refused)

"""One document is the same in every format: the same blocks, levels, labels, cells and words, each with the way back into its file.

The documents are made up, see support/made.py.
That the words of the sample PDFs stand where they are said to stand is in test_pdf_places.
"""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from support.made import documents
from support.pdf import pdf_from_markdown
from support.word import docx_from_markdown
from test_samples import NAMES, SAMPLES

from seclint.model import Document
from seclint.readers import docx, markdown, pdf, read
from seclint.readers.builder import normalise
from seclint.readers.docx.package import Package

HEADER = "Smart Energy Code"


def printed(document: Document) -> list[tuple[object, ...]]:
    """What a reader of the body sees; Markdown has no header or footer."""
    return [
        (block.kind, block.level, block.label, block.cell, document.quote(block.span))
        for block in document.blocks
        if block.kind not in ("header", "footer")
    ]


def marks(document: Document) -> list[tuple[str, str]]:
    """The marks of footnotes, each with the words before it."""
    return [(note.label, document.text[max(0, note.at - 12) : note.at]) for note in document.notes]


quick = settings(suppress_health_check=list(HealthCheck))


@settings(quick, max_examples=150)
@given(documents)
def test_a_word_file_says_what_the_markdown_says(text: str) -> None:
    ours, theirs = docx.read(docx_from_markdown(text), "a.docx"), markdown.read(text.encode(), "a.md")
    assert printed(ours) == printed(theirs)
    assert marks(ours) == marks(theirs)


@settings(quick, max_examples=60)
@given(documents)
def test_a_pdf_says_what_the_markdown_says(text: str) -> None:
    ours, theirs = pdf.read(pdf_from_markdown(text, header=HEADER), "a.pdf"), markdown.read(text.encode(), "a.md")
    assert printed(ours) == printed(theirs)
    assert marks(ours) == marks(theirs)


def sample(name: str, suffix: str) -> tuple[Document, bytes]:
    path = SAMPLES / f"{name}.{suffix}"
    return read(str(path)), path.read_bytes()


def words_with_places(document: Document) -> Iterator[tuple[str, int, int, int]]:
    """Every stretch of text that stands in one piece in the file: its words, and where they stand."""
    for origin in document.origins:
        yield document.text[origin.start : origin.end], origin.part, origin.item, origin.offset


def unplaced(document: Document) -> list[str]:
    """The words, and parts of words, for which the file is said to hold nothing."""
    placed = [False] * len(document.text)
    for origin in document.origins:
        placed[origin.start : origin.end] = [True] * (origin.end - origin.start)
    return [character for character, found in zip(document.text, placed, strict=True) if not found and not character.isspace()]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_word_file_stands_in_its_run(name: str) -> None:
    document, data = sample(name, "docx")
    package = Package(data)
    roots = [package.xml(part) for part in document.parts]
    found: list[list[etree._Element]] = [docx.items(root) for root in roots if root is not None]
    for words, part, item, offset in words_with_places(document):
        there = found[part][item].text or " "
        assert normalise(there[offset : offset + len(words)]) == words.strip()
    assert not unplaced(document)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_markdown_stands_in_its_line(name: str) -> None:
    document, data = sample(name, "md")
    lines = data.decode().split("\n")
    for words, _, line, column in words_with_places(document):
        assert normalise(lines[line - 1][column : column + len(words)]) == words.strip()
    assert not unplaced(document)

"""One document is the same in every format: the same blocks, levels, labels, cells and words, each with the way back into its file.

The documents are made up: headings with and without numbers, numbered paragraphs, nested lists, limbs, tables, footnotes, bold words.
That the words of the sample PDFs stand where they are said to stand is in test_pdf_places.
"""

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from support.pdf import pdf_from_markdown
from support.word import docx_from_markdown
from test_samples import NAMES, SAMPLES

from seclint.model import Document
from seclint.readers import docx, markdown, pdf, read
from seclint.readers.builder import normalise
from seclint.readers.docx.package import Package

_VOCABULARY = """
consultation release device meters party responses testing approach document service provider emulator phase environment evidence report
decision draft panel users approval June 2026 SEC DCC TAG Section 14.3 D10.18 v1.0 plan’s “agreed” start–up
"""
WORDS = _VOCABULARY.split()

HEADER = "Smart Energy Code"
LONG = (
    "The words that come next say more about it, in a paragraph that is long enough to go over the end of its line, and then over the end "
    "of the next one too, as those of such documents do, because how far its lines stand apart is what tells a paragraph from a line."
)

sentences = st.lists(st.sampled_from(WORDS), min_size=4, max_size=40).map(lambda words: f"The {' '.join(words)} is published.")
phrases = st.lists(st.sampled_from(WORDS[:16]), min_size=1, max_size=4).map(lambda words: " ".join(words).capitalize())
bolds = st.tuples(sentences, phrases).map(lambda parts: f"{parts[0][:-1]} with **{parts[1]}** in it.")
texts = st.one_of(sentences, bolds)
noted = st.tuples(texts, sentences)
rows = st.integers(2, 3).flatmap(lambda width: st.lists(st.lists(phrases, min_size=width, max_size=width), min_size=2, max_size=4))
items = st.lists(st.tuples(st.integers(0, 2), texts), min_size=2, max_size=5)
parts = st.lists(
    st.one_of(
        st.tuples(st.just("heading"), phrases),
        st.tuples(st.just("subheading"), phrases),
        st.tuples(st.just("numbered"), texts),
        st.tuples(st.just("plain"), texts),
        st.tuples(st.just("noted"), noted),
        st.tuples(st.just("bullets"), items),
        st.tuples(st.just("limbs"), st.lists(texts, min_size=2, max_size=4)),
        st.tuples(st.just("table"), rows),
    ),
    min_size=3,
    max_size=9,
)


def written(title: str, numbers: bool, made: list[tuple[str, object]]) -> str:
    """The document in Markdown. It begins with a heading and ends with a sentence, as documents do."""
    body = list(_body(numbers, [("heading", "Introduction"), *made, ("plain", "The document ends here.")]))
    return "\n\n".join([f"# {title}", *(text for text, _ in body), *(note for _, note in body if note)]) + "\n"


def _body(numbers: bool, made: list[tuple[str, object]]) -> Iterator[tuple[str, str]]:
    """The text of each part, and its footnote."""
    sections, paragraphs, notes = count(1), count(1), count(1)
    marks = "#" if numbers else "##"  # the number of a heading says how deep it stands; one without stands below the title
    section = subsection = 0
    for kind, content in made:
        note = ""
        match kind, content:
            case "heading", str(text):
                section, subsection = next(sections), 0
                text = f"{marks} {section}. {text}" if numbers else f"{marks} {text}"
            case "subheading", str(text):
                subsection += 1
                text = f"{marks}# {section}.{subsection}. {text}" if numbers else f"{marks}# {text}"
            case "numbered", str(text):
                text = f"{next(paragraphs)}. {text}"
            case "noted", (str(text), str(said)):
                mark = next(notes)
                text, note = f"{text}[^{mark}]", f"[^{mark}]: {said}"
            case "bullets", list(lines):
                text = "\n".join(f"{'  ' * depth}- {line}" for depth, line in _stepwise(lines))
            case "limbs", list(lines):
                text = "\n\n".join(f"({letter}) {line}" for letter, line in zip("abcd", lines, strict=False))
            case "table", list(cells):
                lines = [f"| {' | '.join(row)} |" for row in cells]
                text = "\n".join([lines[0], "|---" * len(cells[0]) + "|", *lines[1:]])
            case _:
                text = str(content)
        if kind in ("table", "heading", "subheading"):
            text += f"\n\n{LONG}"
        yield text, note


def _stepwise(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The items with depths that never go in by more than one."""
    last = -1
    for depth, line in lines:
        last = min(depth, last + 1)
        yield last, line


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


documents = st.builds(written, phrases, st.booleans(), parts)
quick = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


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

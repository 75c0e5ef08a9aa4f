"""The typesetters that make the tests' documents: what they write is a real Word file and a real PDF of the Markdown."""

import re
import zipfile
from io import BytesIO

import docx
import pypdfium2
import pytest
from lxml import etree
from support.manuscript import accepted, parse, plain
from support.pdf import pdf_from_markdown
from support.word import docx_from_markdown

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = """\
# Conclusions on the draft

**Date:** 2 March 2027

# Contents

- 1. Introduction ..... 3
  - 1.1. Background ..... 3

# 1. Introduction

1. The first paragraph has a mark<sup>1</sup> and goes on

<sup>1</sup> See the [web page](https://www.dcc.example/page).

to its end.

2. The second one leads to a list:

- a bullet; and
- (a) an item.

## 1.1. Background

4. A number was skipped.

Table 1: Dates

| Step | Date |
|---|---|
| Start | 1 April 2027 |
"""


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def part(word_file: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(word_file)) as package:
        return etree.fromstring(package.read(name))


def words(element: etree._Element) -> str:
    return "".join(element.itertext(f"{W}t"))


def test_a_paragraph_that_a_footnote_interrupts_is_one() -> None:
    manuscript = parse(DOCUMENT)
    assert "The first paragraph has a mark and goes on to its end." in [plain(part.runs) for part in manuscript.parts]
    assert plain(manuscript.notes["1"]) == "See the web page."


def test_a_word_file_opens_and_its_numbers_are_not_typed() -> None:
    paragraphs = [paragraph.text for paragraph in docx.Document(BytesIO(docx_from_markdown(DOCUMENT))).paragraphs]
    assert "Introduction" in paragraphs
    assert "The second one leads to a list:" in paragraphs
    assert not [text for text in paragraphs if re.match(r"\d|\(a\)", text)]


def test_a_word_file_holds_its_footnote_apart() -> None:
    word_file = docx_from_markdown(DOCUMENT)
    assert len(part(word_file, "word/document.xml").findall(f".//{W}footnoteReference")) == 1
    assert "See the web page." in words(part(word_file, "word/footnotes.xml"))
    assert "See the web page." not in words(part(word_file, "word/document.xml"))


def test_a_word_file_prints_a_number_that_skips_one() -> None:
    numbering = part(docx_from_markdown(DOCUMENT), "word/numbering.xml")
    assert "4" in [start.get(f"{W}val") for start in numbering.iter(f"{W}startOverride")]


def test_a_word_file_holds_changes_and_comments_as_word_does() -> None:
    word_file = docx_from_markdown("All {--were happy--}{++agreed++} with {==the draft==}{>>Which one?<<}.")
    document = part(word_file, "word/document.xml")
    assert [element.text for element in document.iter(f"{W}delText")] == ["were happy"]
    assert words(document) == "All agreed with the draft."
    assert words(part(word_file, "word/comments.xml")) == "Which one?"


def test_a_pdf_holds_the_words_with_their_numbers_and_the_footnote_at_the_foot() -> None:
    *_, last = texts(pdf_from_markdown(DOCUMENT))
    wanted = [
        "1. Introduction",
        "mark1 and goes on to its end.",
        "• a bullet",
        "(a) an item",
        "4. A number",
        "Table 1: Dates",
        "1 See the web page.",
    ]
    assert sorted(wanted, key=last.find) == wanted
    assert all(words in last for words in wanted)


def test_a_pdf_has_a_footer_on_every_page_but_the_cover() -> None:
    cover, *others = texts(pdf_from_markdown(DOCUMENT))
    assert "Page" not in cover
    assert [f"DCC Public Page {number} of 3" in page for number, page in enumerate(others, 2)] == [True, True]


def test_a_long_document_gets_pages_with_every_paragraph_once() -> None:
    numbers = range(1, 120)
    pages = texts(pdf_from_markdown("".join(f"{number}. Paragraph {number} ends here.\n" for number in numbers)))
    assert len(pages) > 3
    assert [int(found) for found in re.findall(r"Paragraph (\d+) ends", " ".join(pages))] == list(numbers)


@pytest.mark.parametrize("typeset", [docx_from_markdown, pdf_from_markdown])
def test_the_same_markdown_gives_the_same_bytes(typeset) -> None:
    assert typeset(DOCUMENT) == typeset(DOCUMENT)


def test_accepting_changes_gives_the_final_version() -> None:
    assert accepted("All {--were happy--}{++agreed++} with {==the draft==}{>>Which one?<<}.") == "All agreed with the draft."

"""Headings of Word files whose authors use no heading styles: lines that are only set like some."""

from io import BytesIO

import docx
from docx.shared import Pt

from seclint.readers import docx as reader

BODY = "DCC will test the changes in each environment and report to the Testing Advisory Group."


def headings(*paragraphs):
    """The headings and titles of a document; each paragraph is its words, then whether they are bold, then their size."""
    document = docx.Document()
    for words, bold, size in paragraphs:
        run = document.add_paragraph().add_run(words)
        run.bold = bold
        run.font.size = Pt(size) if size else None
    buffer = BytesIO()
    document.save(buffer)
    read = reader.read(buffer.getvalue(), "a.docx")
    return [(block.kind, block.level, block.label, read.quote(block.span)) for block in read.blocks if block.kind in ("heading", "title")]


def test_bold_lines_are_headings_as_deep_as_their_numbers():
    assert headings(
        ("1. Introduction", True, None), (BODY, None, None),
        ("1.1 Scope", True, None), (BODY, None, None),
        ("2. Next Steps", True, None), (BODY, None, None),
    ) == [("heading", 1, "1", "Introduction"), ("heading", 2, "1.1", "Scope"), ("heading", 1, "2", "Next Steps")]  # fmt: skip


def test_large_lines_are_headings_and_the_largest_is_the_title():
    found = headings(
        ("Conclusions on the Draft", None, 24), ("1 Introduction", None, 14), (BODY, None, 11), ("2 Analysis", None, 14), (BODY, None, 11)
    )
    assert found == [("title", 1, "", "Conclusions on the Draft"), ("heading", 1, "1", "Introduction"), ("heading", 1, "2", "Analysis")]


def test_a_line_without_a_number_stands_below_the_numbered_one_that_is_set_alike():
    found = headings(("3.1 Question 1", True, None), ("Respondent Views", True, None), (BODY, None, None), (BODY, None, None))
    assert [(level, words) for _, level, _, words in found] == [(2, "Question 1"), (3, "Respondent Views")]


def test_what_reads_as_a_sentence_or_a_field_is_none():
    lines = ["Do you agree with the scope?", "This must not be changed.", "Date: 12 March 2027", "Table 1: Phases", "one two " * 9]
    assert headings(
        ("1 Scope", True, None), *((line, True, None) for line in lines), ("2 Plan", True, None), *[(BODY, None, None)] * 8
    ) == [
        ("heading", 1, "1", "Scope"),
        ("heading", 1, "2", "Plan"),
    ]


def test_words_that_are_bold_in_part_are_none():
    document = docx.Document()
    for _ in range(3):
        paragraph = document.add_paragraph()
        paragraph.add_run("1 Scope").bold = True
        paragraph.add_run(" of the tests")
        document.add_paragraph(BODY)
    buffer = BytesIO()
    document.save(buffer)
    assert not [block for block in reader.read(buffer.getvalue(), "a.docx").blocks if block.kind == "heading"]


def test_heading_styles_are_enough_where_there_are_any():
    document = docx.Document()
    document.add_heading("1 Introduction", 1)
    for _ in range(3):
        document.add_paragraph().add_run("Please note").bold = True
        document.add_paragraph(BODY)
    buffer = BytesIO()
    document.save(buffer)
    read = reader.read(buffer.getvalue(), "a.docx")
    assert [read.quote(block.span) for block in read.blocks if block.kind == "heading"] == ["Introduction"]


def test_a_document_in_bold_has_none():
    assert headings(*[("All is bold here", True, None)] * 6) == []


def test_a_contents_list_that_somebody_typed_is_one():
    document = docx.Document()
    document.add_heading("Contents", 1)
    for line in ("1. Introduction ..... 3", "1.1 Scope ….. 4", "Annex A Respondents\t9"):
        document.add_paragraph(line)
    document.add_heading("1. Introduction", 1)
    document.add_paragraph("See page\t9")
    buffer = BytesIO()
    document.save(buffer)
    read = reader.read(buffer.getvalue(), "a.docx")
    entries = [(block.level, block.label, read.quote(block.span), block.page_label) for block in read.blocks if block.kind == "contents"]
    assert entries == [(1, "1", "Introduction", "3"), (2, "1.1", "Scope", "4"), (1, "Annex A", "Respondents", "9")]

"""What a PDF says, block by block."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from support.pdf import pdf_from_markdown
from support.sheets import Words, prose, sheets

from seclint.model import Document
from seclint.readers.pdf import read

_LONG = "The regression pack is run twice in each environment, once with the changes switched on and once with them switched off. "


def _read(markdown: str, **options: str) -> Document:
    return read(pdf_from_markdown(markdown, **options), "document.pdf")


def _said(document: Document, *kinds: str) -> list[tuple[str, str]]:
    return [(block.label, document.quote(block.span)) for block in document.blocks if block.kind in kinds]


class TestParts:
    def test_a_part_whose_title_stands_below_it_is_a_heading_of_its_own(self) -> None:
        document = _read(
            "# A Plan for Testing\n\n## Part I\n\n## Governance\n\nThe Panel decides.\n\n## Annex A Terms\n\nThere are none.\n"
        )
        assert _said(document, "heading") == [("Part I", ""), ("", "Governance"), ("Annex A", "Terms")]


class TestParagraphs:
    def test_a_paragraph_is_one_block_over_lines(self) -> None:
        document = _read(f"## 1. Scope\n\n{_LONG * 3}\n\nA second one.\n")
        assert _said(document, "paragraph") == [("", (_LONG * 3).strip()), ("", "A second one.")]

    def test_a_paragraph_is_one_block_over_pages(self) -> None:
        document = _read("## 1. Scope\n\n" + "\n\n".join(f"{number}. {_LONG * 4}" for number in range(1, 16)))
        assert (document.pages or 0) > 1
        assert _said(document, "paragraph") == [(str(number), (_LONG * 4).strip()) for number in range(1, 16)]

    def test_numbers_and_bullets_are_labels(self) -> None:
        document = _read(
            "## 1. Scope\n\n7. The phases are:\n\n   - SIT; and\n   - UIT.\n\n8. A phase ends when:\n\n- (a) no defect is open;\n"
        )
        assert _said(document, "paragraph") == [("7", "The phases are:"), ("8", "A phase ends when:")]
        assert _said(document, "item") == [("•", "SIT; and"), ("•", "UIT."), ("(a)", "no defect is open;")]

    @pytest.mark.parametrize("end", ["as it says in section 8.2.", "as it says in Sections D10.18 – D10.20."])
    def test_a_reference_that_is_broken_at_a_line_end_begins_nothing(self, end: str) -> None:
        texts = [" ".join(["It", *["is"] * count, end]) for count in range(18, 45)]
        document = _read("## 1. Scope\n\n" + "\n\n".join(texts))
        assert _said(document, "paragraph", "item") == [("", text) for text in texts]

    def test_figures_at_the_start_of_a_line_are_no_label(self) -> None:
        words = "The consultation on the draft was open for a good many days and closed at the end of the month of October, in the year of "
        document = _read(f"## 1. Scope\n\n1. {words}2024 exactly as planned. {words}2025 too.\n")
        assert [label for label, _ in _said(document, "paragraph")] == ["1"]


class TestHeadings:
    def test_a_numbered_heading_stands_as_deep_as_its_number(self) -> None:
        above = "# T\n\n## 1. Scope\n\nText of it.\n\n### 1.1. Background\n\nMore text.\n\n"
        document = _read(f"{above}#### Respondent Views\n\nViews.\n\n### 1.2. Q3\n\nText.\n")
        found = [(b.level, b.label, document.quote(b.span)) for b in document.blocks if b.kind == "heading"]
        assert found == [(1, "1", "Scope"), (2, "1.1", "Background"), (3, "", "Respondent Views"), (2, "1.2", "Q3")]

    def test_a_title_over_two_lines_is_one_title(self) -> None:
        title = "Conclusions on the February 2027 SEC Release Testing Approach Document"
        document = _read(f"# {title}\n\n## 1. Scope\n\nText.\n")
        assert _said(document, "title") == [("", title)]


def test_contents_entries_have_their_level_label_and_page() -> None:
    document = _read(
        "# T\n\n## Contents\n\n1. Scope ........ 3\n\n1.1. Background ........ 4\n\n2. Next Steps ........ 12\n\n## 1. Scope\n\nText.\n"
    )
    found = [(b.level, b.label, document.quote(b.span), b.page_label) for b in document.blocks if b.kind == "contents"]
    assert found == [(1, "1", "Scope", "3"), (2, "1.1", "Background", "4"), (1, "2", "Next Steps", "12")]


class TestFootnotes:
    def test_marks_are_lifted_out_of_the_text(self) -> None:
        document = _read(
            "## 1. Scope\n\nDCC published a draft[^1] in SIT[^2], and then 2015[^3].\n\n[^1]: One.\n[^2]: Two.\n[^3]: Three.\n"
        )
        paragraph = next(block for block in document.blocks if block.kind == "paragraph")
        assert document.quote(paragraph.span) == "DCC published a draft in SIT, and then 2015."
        text = document.text
        assert [(note.label, text[: note.at].split()[-1]) for note in document.notes] == [("1", "draft"), ("2", "SIT"), ("3", "2015")]

    def test_footnotes_stand_behind_the_body(self) -> None:
        document = _read(f"## 1. Scope\n\nA claim.[^1] {_LONG * 2}\n\n[^1]: The source of the claim.\n")
        assert _said(document, "footnote") == [("1", "The source of the claim.")]
        assert document.blocks[-2].kind == "footnote" or document.blocks[-1].kind == "footnote"

    def test_a_power_is_no_footnote_mark(self) -> None:
        out = BytesIO()
        canvas = Canvas(out, pagesize=A4)
        canvas.drawString(72, 700, "The room measures 40 m")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(72 + canvas.stringWidth("The room measures 40 m", "Helvetica", 12), 705, "2")
        canvas.save()
        document = read(out.getvalue(), "power.pdf")
        assert document.text == "The room measures 40 m²\n"
        assert document.notes == ()


class TestRunningLines:
    def test_headers_and_footers_come_once_behind_everything(self) -> None:
        document = _read("# The Title\n\n## 1. Scope\n\n" + "\n\n".join([_LONG * 5] * 20))
        assert (document.pages or 0) > 3
        assert [(block.kind, document.quote(block.span)) for block in document.blocks[-2:]] == [
            ("header", "The Title"),
            ("footer", f"DCC Public Page 2 of {document.pages}"),
        ]

    def test_a_document_whose_pages_are_alike_keeps_its_text(self) -> None:
        out = BytesIO()
        canvas = Canvas(out, pagesize=A4)
        for _ in range(3):
            canvas.drawString(72, 800, "This page is left blank")
            canvas.showPage()
        canvas.save()
        document = read(out.getvalue(), "blank.pdf")
        assert [block.kind for block in document.blocks] == ["paragraph"] * 3


class TestTables:
    def test_words_go_to_their_cells(self) -> None:
        document = _read("## 1. Scope\n\n| Phase | Start |\n|---|---|\n| SIT | 26 October 2026 |\n| UIT | |\n")
        cells = [(*(b.cell.row, b.cell.column), document.quote(b.span)) for b in document.blocks if b.cell]
        assert cells == [(0, 0, "Phase"), (0, 1, "Start"), (1, 0, "SIT"), (1, 1, "26 October 2026"), (2, 0, "UIT"), (2, 1, "")]

    def test_a_table_over_two_pages_is_one(self) -> None:
        rows = "\n".join(f"| Phase {number} | Starts in week {number} |" for number in range(1, 90))
        document = _read(f"## 1. Scope\n\n| Phase | Start |\n|---|---|\n{rows}\n")
        assert (document.pages or 0) > 1
        assert {block.cell.table for block in document.blocks if block.cell} == {0}
        assert max(block.cell.row for block in document.blocks if block.cell) == 89

    def test_rules_without_columns_are_no_table(self) -> None:
        out = BytesIO()
        canvas = Canvas(out, pagesize=A4)
        canvas.drawString(72, 700, "Between two rules")
        canvas.line(72, 715, 500, 715)
        canvas.line(72, 690, 500, 690)
        canvas.save()
        assert [block.kind for block in read(out.getvalue(), "rules.pdf").blocks] == ["paragraph"]


class TestHyphens:
    @pytest.mark.parametrize(
        ("elsewhere", "joined"),
        [("A second-generation meter.", "second-generation"), ("The secondgeneration meter.", "secondgeneration")],
    )
    def test_the_document_says_how_a_broken_word_is_written(self, elsewhere: str, joined: str) -> None:
        out = BytesIO()
        canvas = Canvas(out, pagesize=A4)
        words = "The network serves first meters that have been migrated to it and more second-"
        canvas.drawString(72, 700, words)
        canvas.drawString(72, 686, "generation meters too.")
        canvas.drawString(72, 640, elsewhere)
        canvas.save()
        document = read(out.getvalue(), "hyphen.pdf")
        assert f"and more {joined} meters too." in document.text

    def test_a_dash_at_a_line_end_takes_no_space(self) -> None:
        out = BytesIO()
        canvas = Canvas(out, pagesize=A4)
        canvas.drawString(72, 700, "The obligations that this document meets are those of Sections D10.18–")
        canvas.drawString(72, 686, "D10.20 of the Code.")
        canvas.save()
        assert "D10.18–D10.20" in read(out.getvalue(), "dash.pdf").text


def test_two_columns_are_read_one_after_the_other() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for column, name in enumerate(("left", "right")):
        for line in range(20):
            canvas.drawString(60 + 250 * column, 760 - 14 * line, f"The {name} column of the page holds its line {line}")
    canvas.save()
    document = read(out.getvalue(), "columns.pdf")
    text = document.text.replace("\n", " ")
    assert text.index("left column of the page holds its line 19") < text.index("right column of the page holds its line 0")


def test_a_text_box_that_was_drawn_last_is_read_at_its_height() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for top, line in (
        (690, "1. Introduction"),
        (670, "The plan has two parts."),
        (760, "Conclusions of the consultation"),
        (740, "Owner: DCC"),
    ):
        canvas.drawString(72, top, line)
    canvas.save()
    said = [words for _, words in _said(read(out.getvalue(), "a.pdf"), "title", "heading", "paragraph")]
    assert said == ["Conclusions of the consultation", "Owner: DCC", "Introduction", "The plan has two parts."]


def test_letters_almost_without_a_size_are_read() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    text = canvas.beginText(72, 700)
    text.setFont("Helvetica", 0.04)
    for height in (700, 699, 680):
        text.setTextOrigin(72, height)
        text.textOut("Words as small as dust")
    canvas.drawText(text)
    canvas.save()
    assert "as small as dust" in read(out.getvalue(), "dust.pdf").text


def test_lines_thinner_than_a_point_are_read_like_any_others() -> None:
    thin = [Words(127.6, 700 - index, "i", 1) for index in range(20)]
    assert "The plan has two parts." in read(sheets([*prose(["The plan has two parts."]), *thin]), "thin.pdf").text


def test_paragraphs_that_are_drawn_late_with_their_numbers_in_the_margin_stand_below_their_headings() -> None:
    headings = [Words(100, 760, "1 Scope", 15), Words(100, 690, "2 Dates", 15)]
    texts = [(735, "The release has two changes."), (715, "Both are tested."), (665, "Tests begin in May.")]
    late = [words for y, text in texts for words in (Words(100, y, text), Words(60, y, f"1.{y}", 9))]
    document = read(sheets([*headings, *late]), "margin.pdf")
    order = ["Scope", "The release has two changes.", "Both are tested.", "Dates", "Tests begin in May."]
    assert [document.quote(block.span) for block in document.blocks] == order


def test_a_thick_rule_below_the_head_of_a_table_parts_it_from_the_rows() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for y, width in ((700, 0.5), (680, 3), (660, 0.5)):
        canvas.setLineWidth(width)
        canvas.line(72, y, 272, y)
    canvas.setLineWidth(0.5)
    for x in (72, 172, 272):
        canvas.line(x, 660, x, 700)
    for x, y, words in ((80, 686, "Phase"), (180, 686, "Start"), (80, 666, "SIT"), (180, 666, "3 May 2031")):
        canvas.drawString(x, y, words)
    canvas.save()
    document = read(out.getvalue(), "table.pdf")
    cells = [(block.cell.row, document.quote(block.span)) for block in document.blocks if block.cell]
    assert cells == [(0, "Phase"), (0, "Start"), (1, "SIT"), (1, "3 May 2031")]

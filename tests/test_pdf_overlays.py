"""What a PDF holds besides its words: links, reviewers' notes, a watermark, words nobody sees, metadata."""

from io import BytesIO

from reportlab.lib.colors import black, lightgrey, white
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from support.pdf import pdf_from_markdown

from seclint.readers.pdf import read
from seclint.readers.pdf.about import iso_date


def _canvas() -> tuple[BytesIO, Canvas]:
    out = BytesIO()
    return out, Canvas(out, pagesize=A4, invariant=1)


def test_a_link_covers_its_words() -> None:
    document = read(pdf_from_markdown("## 1. Scope\n\nSee [the SEC website](https://sec.example/code) for it.\n"), "link.pdf")
    assert [(document.quote(link.span), link.target) for link in document.links] == [("the SEC website", "https://sec.example/code")]


def test_a_link_that_runs_over_two_lines_is_one_in_whatever_order_its_halves_are_kept() -> None:
    out, canvas = _canvas()
    canvas.drawString(72, 700, "Write to the mailbox named testing-")
    canvas.drawString(72, 686, "approach@dcc.example before the day on which it closes.")
    end = 72 + canvas.stringWidth("Write to the mailbox named testing-")
    start = end - canvas.stringWidth("testing-")
    canvas.linkURL("mailto:testing-approach@dcc.example", (72, 683, 72 + canvas.stringWidth("approach@dcc.example"), 697))
    canvas.linkURL("mailto:testing-approach@dcc.example", (start, 697, end, 711))
    canvas.save()
    (link,) = (document := read(out.getvalue(), "link.pdf")).links
    assert document.quote(link.span) == "testing-approach@dcc.example"


def test_reviewers_notes_are_comments_on_the_words_they_cover() -> None:
    out, canvas = _canvas()
    canvas.drawString(72, 700, "The dates are wrong here.")
    width = canvas.stringWidth("The dates")
    canvas.highlightAnnotation("Check these", (72, 697, 72 + width, 712), QuadPoints=[72, 712, 72 + width, 712, 72, 697, 72 + width, 697])
    canvas.save()
    document = read(out.getvalue(), "notes.pdf")
    assert [(document.quote(comment.span), comment.text) for comment in document.comments] == [("The dates", "Check these")]
    assert document.features["annotations"] == "1"


def test_a_slanted_watermark_stays_out_of_the_text() -> None:
    out, canvas = _canvas()
    canvas.saveState()
    canvas.translate(150, 300)
    canvas.rotate(45)
    canvas.setFillColor(lightgrey)
    canvas.setFont("Helvetica", 90)
    canvas.drawString(0, 0, "DRAFT")
    canvas.restoreState()
    canvas.drawString(72, 700, "The text of the page.")
    canvas.save()
    document = read(out.getvalue(), "watermark.pdf")
    assert document.text == "The text of the page.\n"
    assert document.features["watermark"] == "DRAFT"


def test_upright_text_is_read() -> None:
    out, canvas = _canvas()
    canvas.drawString(72, 700, "Level words.")
    canvas.translate(40, 300)
    canvas.rotate(90)
    canvas.drawString(0, 0, "Upright words")
    canvas.save()
    assert read(out.getvalue(), "upright.pdf").text.splitlines() == ["Level words.", "Upright words"]


def test_white_words_on_white_paper_are_marked() -> None:
    out, canvas = _canvas()
    canvas.drawString(72, 700, "Plain to see.")
    canvas.setFillColor(white)
    canvas.drawString(72, 600, "Meant to be secret.")
    canvas.save()
    document = read(out.getvalue(), "white.pdf")
    assert [(mark.kind, document.quote(mark.span), mark.detail) for mark in document.marks] == [
        ("invisible", "Meant to be secret.", "white")
    ]


def test_white_words_on_a_dark_ground_are_not() -> None:
    out, canvas = _canvas()
    canvas.drawString(72, 700, "Plain to see.")
    canvas.setFillColor(black)
    canvas.rect(60, 590, 300, 30, fill=1)
    canvas.setFillColor(white)
    canvas.drawString(72, 600, "The head of a table.")
    canvas.save()
    assert read(out.getvalue(), "dark.pdf").marks == ()


def test_words_that_are_not_drawn_are_marked() -> None:
    out, canvas = _canvas()
    canvas.drawString(72, 700, "Plain to see, and more of it than of the other.")
    text = canvas.beginText(72, 600)
    text.setTextRenderMode(3)
    text.textLine("Not drawn.")
    canvas.drawText(text)
    canvas.save()
    document = read(out.getvalue(), "undrawn.pdf")
    assert [(document.quote(mark.span), mark.detail) for mark in document.marks] == [("Not drawn.", "not drawn")]


def test_metadata_are_properties() -> None:
    document = read(pdf_from_markdown("# The Title\n\n## 1. Scope\n\nText.\n", author="Regulation"), "about.pdf")
    assert document.properties["title"] == "The Title"
    assert document.properties["author"] == "Regulation"
    assert document.properties["created"].startswith("2000-01-01T")


def test_dates_are_given_in_iso_form() -> None:
    assert iso_date("D:20230919101500+01'00'") == "2023-09-19T10:15:00+01:00"
    assert iso_date("D:2023") == "2023-01-01T00:00:00"
    assert iso_date("yesterday") == ""


def test_pages_bear_the_labels_that_the_file_states() -> None:
    out, canvas = _canvas()
    canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
    for words in ("First page of all.", "Second page of all."):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    assert read(out.getvalue(), "labels.pdf").parts == ("i", "ii")

"""Rules about what only a file holds, on real Word and PDF files."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from support.reading import results
from support.word_file import instruction, paragraph, read_word, run

from seclint.facts import Facts
from seclint.library import Library
from seclint.model import Finding
from seclint.readers import pdf


def found(rule, document, kind="conclusions"):
    return [one for one in results(rule, Facts(document, Library(), kind=kind)) if isinstance(one, Finding)]


def pages(*drawn):
    """A PDF of pages, each drawn by a function of the canvas."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for draw in drawn:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return pdf.read(buffer.getvalue(), "a.pdf")


def prose(canvas, *lines):
    for number, line in enumerate(lines or ("DCC will test the changes and report to the Testing Advisory Group.",)):
        canvas.drawString(72, 760 - 16 * number, line)


class TestWord:
    def test_hidden_words_are_found_where_they_would_stand(self):
        document = read_word(paragraph(run("The price is ") + run("not ", "<w:vanish/>") + run("public.")))
        (finding,) = found("HYG003", document)
        assert finding.quote == "The price is public."
        assert "not" in finding.message

    def test_white_words_are_found(self):
        document = read_word(paragraph(run("The price is ") + run("not", '<w:color w:val="FFFFFF"/>') + run(" public.")))
        (finding,) = found("HYG003", document)
        assert finding.quote == "not"

    def test_a_field_that_waits_to_be_updated_is_found(self):
        field = instruction("REF _Ref1", run("section 4.1"), attributes=' w:dirty="true"')
        (finding,) = found("HYG006", read_word(paragraph(run("See ") + field + run("."))))
        assert finding.quote == "section 4.1"

    def test_a_field_that_was_updated_is_not(self):
        field = instruction("REF _Ref1", run("section 4.1"))
        assert found("HYG006", read_word(paragraph(run("See ") + field + run(".")))) == []


class TestPdf:
    def test_reviewers_notes_are_found_and_links_are_not(self):
        def noted(canvas):
            prose(canvas)
            canvas.textAnnotation("Is this right?", Rect=[72, 700, 92, 720])

        def linked(canvas):
            prose(canvas)
            canvas.linkURL("https://example.org/plan", (72, 755, 200, 772))

        assert len(found("PDF003", pages(noted))) == 1
        assert found("PDF003", pages(linked)) == []

    def test_a_page_that_is_only_a_picture_is_found(self):
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        def pictured(canvas):
            canvas.drawImage(ImageReader(Image.new("RGB", (600, 800), "gray")), 0, 0, *A4)

        (finding,) = found("PDF001", pages(prose, prose, pictured))
        assert "3" in finding.message

    @pytest.mark.parametrize(("total", "wrong"), [(3, 0), (4, 1)])
    def test_a_footer_that_counts_other_pages_is_found(self, total, wrong):
        def numbered(number):
            def draw(canvas):
                prose(canvas, *(f"Line {line} of page {number} tells of test phase {line * number}." for line in range(1, 30)))
                canvas.drawString(72, 40, f"DCC Public   Page {number} of {total}")

            return draw

        assert len(found("FRM008", pages(*map(numbered, range(1, 4))))) == wrong

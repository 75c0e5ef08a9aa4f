"""Rules about what only a file holds, on real Word and PDF files."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from support.reading import results
from support.word_file import abstract, instruction, level, num, paragraph, read_word, run

from seclint.facts import Facts
from seclint.library import Library
from seclint.model import Finding
from seclint.readers import pdf


def found(rule, document, kind="conclusions"):
    return [one for one in results(rule, Facts(document, Library(), kind=kind)) if isinstance(one, Finding)]


def pages(*drawn):
    """The document of a PDF of pages, each drawn by a function of the canvas."""
    return pdf.read(written(*drawn), "a.pdf")


def written(*drawn):
    """The bytes of such a PDF, which has no title."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for draw in drawn:
        draw(canvas)
        canvas.showPage()
    canvas.setTitle("")
    canvas.save()
    return buffer.getvalue()


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

    def test_words_too_small_to_read_are_found(self):
        document = read_word(paragraph(run("The price is ") + run("not", '<w:sz w:val="2"/>') + run(" public.", '<w:sz w:val="22"/>')))
        (finding,) = found("HYG003", document)
        assert finding.quote == "not"

    def test_a_field_that_waits_to_be_updated_is_found(self):
        field = instruction("REF _Ref1", run("section 4.1"), attributes=' w:dirty="true"')
        (finding,) = found("HYG006", read_word(paragraph(run("See ") + field + run("."))))
        assert finding.quote == "section 4.1"

    def test_a_field_that_was_updated_is_not(self):
        field = instruction("REF _Ref1", run("section 4.1"))
        assert found("HYG006", read_word(paragraph(run("See ") + field + run(".")))) == []

    @pytest.mark.parametrize(
        ("asked", "shown", "told"),
        [
            (r"REF _Ref7 \r \h", "3", "shows “3”, but what it points to is numbered “2”"),
            (r"REF _Ref7 \r \h", "2", ""),
            (r"REF _Ref7 \h", "Dates", "shows “Dates”, but what it points to reads “Timetable”"),
            (r"REF _Ref7 \h \* MERGEFORMAT", "Timetable", ""),
            (r"REF _Ref7 \p \h", "below", ""),
            (r"REF _Ref8 \r \h", "9", ""),
        ],
    )
    def test_a_cross_reference_is_held_against_what_it_points_to(self, asked, shown, told):
        place = '<w:bookmarkStart w:id="4" w:name="_ref7"/>' + run("Timetable") + '<w:bookmarkEnd w:id="4"/>'
        document = read_word(
            paragraph("Scope", number=(1, 0))
            + paragraph(run("See ") + instruction(asked, run(shown)) + run("."))
            + paragraph(place, number=(1, 0)),
            numbering=abstract(1, level(0, "%1.")) + num(1, 1),
        )
        assert [one.message.removeprefix("This cross-reference ") for one in found("HYG006", document)] == ([told] if told else [])

    def test_persons_in_the_properties_are_found_once(self):
        core = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Jane Smithson</dc:creator>'
            "<cp:lastModifiedBy>Jane Smithson</cp:lastModifiedBy></cp:coreProperties>"
        )
        (finding,) = found("HYG004", read_word(paragraph("The plan has two parts."), raw={"docProps/core.xml": core}))
        assert finding.message == "The file's properties give Jane Smithson as the author"


class TestPdf:
    def test_what_screen_readers_miss_is_found(self):
        assert {one.message for one in found("PDF002", pages(prose))} >= {
            "The PDF has no tags",
            "The PDF does not say in which language it is written",
        }

    def test_a_title_that_only_the_xmp_packet_gives_is_one(self):
        title = b'<rdf:Alt><rdf:li xml:lang="x-default">Testing &amp; Release Plan</rdf:li></rdf:Alt>'
        file = written(prose)
        document = pdf.read(file + b"%<dc:title>" + title + b"</dc:title>\n", "a.pdf")
        assert "no-title" in pdf.read(file, "a.pdf").features
        assert document.properties["title"] == "Testing & Release Plan"
        assert "no-title" not in document.features

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

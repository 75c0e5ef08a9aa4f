"""Findings as highlights in a PDF: each on its words, nobody else's notes touched, and every byte that was there still there."""

import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from support.pdf import pdf_from_markdown

from seclint.errors import UnreadableDocument
from seclint.markup.highlights import cleared, highlighted
from seclint.markup.process import written
from seclint.model import Finding, Place, Span
from seclint.processes.isolate import Limits
from seclint.readers.pdf import boxes, read
from seclint.records import Settings
from seclint.run.verdict import Policy

WORDS = "the words in question"


def pdf(pages=2, turn=0, crop=None):
    """A PDF with the words in question on each page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number in range(1, pages + 1):
        canvas.setPageRotation(turn)
        if crop:
            canvas.setCropBox(crop)
        canvas.drawString(120, 400, f"Page {number} has {WORDS} and more.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def finding(data, document, start, message="Here."):
    span = Span(start, start + len(WORDS))
    (found,) = boxes(data, document, [span])
    return Finding("TST001", "test", "error", message, WORDS, span, place=Place(page=document.page_of(start), boxes=found))


def marked(data, *, which=(0,), message="Here.", day=None):
    """The PDF with a highlight on the words in question of these pages."""
    document = read(data, "test.pdf")
    starts = [index for index in range(len(document.text)) if document.text.startswith(WORDS, index)]
    return highlighted(data, [finding(data, document, starts[index], message) for index in which], day)


def rewritten(data, change=lambda writer: None, **options):
    """The PDF as another program would save it."""
    writer = PdfWriter(clone_from=BytesIO(data))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def annotations(data, page=0):
    return [one.get_object() for one in PdfReader(BytesIO(data)).pages[page].get("/Annots") or ()]


def highlights(data, page=0):
    return [one for one in annotations(data, page) if one["/Subtype"] == "/Highlight"]


def qpdf(data, *options):
    """What qpdf says of the PDF, or makes of it."""
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "file.pdf")
        file.write_bytes(data)
        target = [] if "--check" in options else ["-"]
        return subprocess.run(["qpdf", *options, str(file), *target], capture_output=True, check=False)


def assert_sound(data):
    done = qpdf(data, "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def appended_to(data):
    """The PDF with an update of another program behind it, whose table is a stream."""
    out = BytesIO()
    writer = PdfWriter(BytesIO(data), incremental=True)
    writer.add_annotation(0, Text(rect=(10, 10, 30, 30), text="Signed."))
    writer.write(out)
    return out.getvalue()


def compressed(data):
    """The PDF with its objects in compressed streams."""
    return qpdf(data, "--object-streams=generate", "--deterministic-id").stdout


def test_the_bytes_that_were_there_stay():
    data = pdf()
    result = marked(data, which=(0, 1))
    assert result.startswith(data)
    assert len(result) > len(data)
    assert read(result, "test.pdf").text == read(data, "test.pdf").text
    assert [len(highlights(result, page)) for page in (0, 1)] == [1, 1]


def test_a_highlight_says_what_was_found():
    (mark,) = highlights(marked(pdf(), message="The words “are” wrong.", day="2026-11-01"))
    assert mark["/T"] == "seclint"
    assert mark["/Contents"] == "TST001 test (error): The words “are” wrong."
    assert mark["/M"].startswith("D:20261101")
    assert mark["/Popup"]["/Parent"] == mark
    assert mark["/AP"]["/N"]["/Subtype"] == "/Form"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (50, 60, 560, 700)])
def test_a_highlight_lies_on_the_words_however_the_page_is_turned_and_cut(turn, crop):
    (mark,) = highlights(marked(pdf(turn=turn, crop=crop)))
    left, bottom, right, top = (float(edge) for edge in mark["/Rect"])
    assert 150 < left < 200 < right < 310
    assert 392 < bottom < 400 < top < 415
    document = read(marked(pdf(turn=turn, crop=crop)), "test.pdf")
    (comment,) = document.comments
    assert WORDS in document.quote(comment.span)


@pytest.mark.parametrize("save", [lambda data: data, compressed], ids=["table", "streams"])
def test_what_is_appended_is_sound_and_like_the_rest(save):
    data = save(pdf())
    result = marked(data, which=(0, 1))
    assert result.startswith(data)
    assert (b"/XRef" in result[len(data) :]) == (b"/XRef" in data)
    assert_sound(result)


def test_a_table_in_a_stream_is_followed_by_one():
    data = appended_to(pdf())
    result = marked(data)
    assert b"/XRef" in result[len(data) :]
    assert len(annotations(result)) == len(annotations(data)) + 2


def test_once_more_replaces_the_notes_and_gives_the_same_file():
    once = marked(pdf())
    assert cleared(once) == pdf()
    assert marked(cleared(once)) == once
    assert cleared(pdf()) == pdf()


def test_own_notes_are_found_again_after_another_program_saved_the_file():
    saved = rewritten(marked(pdf(), which=(0, 1)))
    assert [len(annotations(cleared(saved), page)) for page in (0, 1)] == [0, 0]
    again = marked(cleared(saved))
    assert [len(highlights(again, page)) for page in (0, 1)] == [1, 0]
    assert again.startswith(saved)
    assert marked(cleared(again)) == again


def test_what_others_appended_since_stays():
    signed = appended_to(marked(pdf()))
    assert cleared(signed).startswith(signed)
    assert [one["/Contents"] for one in annotations(cleared(signed))] == ["Signed."]


def test_the_notes_of_other_people_stay():
    data = rewritten(pdf(), lambda writer: writer.add_annotation(0, Text(rect=(10, 10, 30, 30), text="Is this right?")))
    once = marked(data)
    assert annotations(once)[0]["/Contents"] == "Is this right?"
    assert len(highlights(once)) == 1
    assert cleared(once) == data


def _share(writer):
    """One array of annotations for two pages, as an object of its own."""
    writer.add_annotation(0, Text(rect=(10, 10, 30, 30), text="On both."))
    shared = writer._add_object(ArrayObject(list(writer.pages[0]["/Annots"])))
    for page in writer.pages:
        page[NameObject("/Annots")] = shared


def test_pages_that_share_their_annotations_do_not_share_the_highlights():
    data = rewritten(pdf(), _share)
    result = marked(data, which=(1,))
    assert [[one["/Contents"] for one in annotations(result, page) if one["/Subtype"] == "/Text"] for page in (0, 1)] == [["On both."]] * 2
    assert [len(highlights(result, page)) for page in (0, 1)] == [0, 1]
    assert cleared(result) == data
    assert_sound(result)


def test_what_has_no_words_gets_a_note_in_the_corner():
    data = pdf()
    empty = Finding("TST001", "test", "warning", "Something is missing.", "", Span(0, 0))
    result = highlighted(data, [empty, empty], None)
    notes = [one for one in annotations(result) if one["/Subtype"] == "/Text"]
    assert [one["/Contents"] for one in notes] == ["TST001 test (warning): Something is missing."] * 2
    assert notes[0]["/Rect"] != notes[1]["/Rect"]
    assert float(notes[0]["/Rect"][3]) > 800
    assert cleared(result) == data
    assert_sound(result)


def test_words_on_two_pages_are_marked_on_both():
    data = pdf()
    place = Place(page=1, boxes=((1, 100.0, 100.0, 200.0, 110.0), (2, 100.0, 50.0, 200.0, 60.0)))
    result = highlighted(data, [Finding("TST001", "test", "error", "Here.", WORDS, Span(0, 5), place=place)], None)
    assert [len(highlights(result, page)) for page in (0, 1)] == [1, 1]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_protected_pdf_is_refused(algorithm):
    protected = rewritten(pdf(), lambda writer: writer.encrypt("", "owner", algorithm=algorithm))
    assert WORDS in read(protected, "test.pdf").text
    with pytest.raises(UnreadableDocument, match="protected"):
        cleared(protected)


def _certify(allowed):
    def change(writer):
        rules = DictionaryObject({NameObject("/P"): NumberObject(allowed)})
        reference = DictionaryObject({NameObject("/TransformMethod"): NameObject("/DocMDP"), NameObject("/TransformParams"): rules})
        signature = DictionaryObject({NameObject("/Reference"): ArrayObject([reference])})
        certified = DictionaryObject({NameObject("/DocMDP"): writer._add_object(signature)})
        writer.root_object[NameObject("/Perms")] = certified

    return change


@pytest.mark.parametrize(("allowed", "refused"), [(1, True), (2, True), (3, False)])
def test_a_certified_pdf_is_annotated_only_where_its_author_allows_notes(allowed, refused):
    data = rewritten(pdf(), _certify(allowed))
    if refused:
        with pytest.raises(UnreadableDocument, match="certified"):
            marked(data)
    else:
        assert len(highlights(marked(data))) == 1


def test_a_pdf_whose_table_is_lost_is_refused():
    with pytest.raises(UnreadableDocument, match="nothing can be added"):
        cleared(pdf().replace(b"startxref", b"startxxxx"))


def test_hostile_words_are_text():
    data = pdf()
    result = marked(data, message="%%EOF ) >> endobj \x1b[31m \u202e startxref 0 \\")
    (mark,) = highlights(result)
    assert "%%EOF ) >> endobj" in mark["/Contents"]
    assert not {"\x1b", "\u202e"} & set(mark["/Contents"])
    assert cleared(marked(cleared(result), message="Other.")) == data or highlights(cleared(result)) == []
    assert_sound(result)


@pytest.mark.parametrize("name", ["conclusions.pdf", "conclusions-unfinished.pdf"])
def test_every_finding_of_the_samples_is_marked_on_its_words(samples, tmp_path, name):
    source = samples / "faulty" / name
    result = written(str(source), "annotate", Settings(), Policy(), Limits())
    assert result.data.startswith(source.read_bytes())
    notes = [comment for comment in read(result.data, name).comments if comment.author == "seclint"]
    assert len(notes) == result.done > 5
    copy = tmp_path / name
    copy.write_bytes(result.data)
    assert written(str(copy), "annotate", Settings(), Policy(), Limits()).data == result.data
    assert_sound(result.data)


def test_a_reviewers_note_of_the_same_kind_is_not_seclints():
    def add(writer):
        writer.add_annotation(0, Text(rect=(10, 10, 30, 30), text="Ours?"))
        writer.pages[0]["/Annots"][0].get_object()[NameObject("/T")] = TextStringObject("seclint team")

    data = rewritten(pdf(), add)
    assert cleared(data) == data


def test_the_command_annotates_a_pdf(run, write):
    name = write("c.pdf", pdf_from_markdown("# Conclusions\n\n## 1. Scope\n\n1. The plan is sound,, and it goes ahead.\n"))
    result = run("annotate", name, "-o", "out.pdf")
    assert result.exit_code == 0
    assert "written into out.pdf" in result.output
    assert run("annotate", name, "-o", name).exit_code == 2

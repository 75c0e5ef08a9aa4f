"""Findings as Word comments: each on its words, none of anybody else's touched, and the document beneath as it was."""

import io
import re
import shutil
import subprocess
import zipfile

import pytest
from support.tracked import merged, parts
from support.word import docx_from_markdown
from support.word_file import instruction, paragraph, part, run, word_file

import seclint
from seclint.markup.comments import cleared, commented
from seclint.markup.process import written
from seclint.model import Finding, Span
from seclint.processes.isolate import Limits
from seclint.readers.docx import read
from seclint.records import Settings
from seclint.run.verdict import Policy

WORDS = "the words in question"


def finding(document, quote, message="Here."):
    start = document.text.index(quote)
    return Finding("TST001", "test", "error", message, quote, Span(start, start + len(quote)))


def with_comment(data, *quotes, message="Here."):
    """The file with a comment on each of the quotes, and the Document that it then is."""
    document = read(data, "test.docx")
    result = commented(data, document, [finding(document, quote, message) for quote in quotes], None)
    return result, read(result, "test.docx")


def anchored(document):
    return [document.quote(comment.span) for comment in document.comments if comment.author == "seclint"]


@pytest.mark.parametrize(
    "body",
    [
        paragraph(f"Before, {WORDS} and after."),
        paragraph(WORDS),
        paragraph(run("Before, the wo") + run("rds in", "<w:b/>") + run(" question, after")),
        paragraph(run("Before, the ") + f'<w:hyperlink w:anchor="x">{run("words in")}</w:hyperlink>' + run(" question.")),
        paragraph(run("Before, the ") + f"<w:sdt><w:sdtContent>{run('words in')}</w:sdtContent></w:sdt>" + run(" question.")),
        paragraph(run("Before, the ") + f'<w:ins w:id="1" w:author="A">{run("words in question, after")}</w:ins>'),
        paragraph(run("the words ") + '<w:del w:id="1" w:author="A"><w:r><w:delText>not</w:delText></w:r></w:del>' + run("in question")),
        paragraph(instruction("REF x", run("the words in")) + run(" question")),
        paragraph("<w:r><w:t>the words</w:t><w:tab/><w:t>in question, after</w:t></w:r>"),
        paragraph("<w:r><w:t>  and the words in question  </w:t></w:r>"),
        f"<w:tbl><w:tr><w:tc>{paragraph('Cell')}</w:tc><w:tc>{paragraph(f'So {WORDS}.')}</w:tc></w:tr></w:tbl>" + paragraph("Below."),
    ],
)
def test_a_comment_is_anchored_on_exactly_its_words(body):
    data = word_file(body)
    result, document = with_comment(data, WORDS)
    assert anchored(document) == [WORDS]
    assert document.text == read(data, "test.docx").text
    assert merged(parts(cleared(result))["word/document.xml"]) == merged(parts(data)["word/document.xml"])


def test_runs_that_are_cut_look_as_before():
    _, document = with_comment(word_file(paragraph(run(f"Now {WORDS} here.", "<w:b/><w:highlight w:val='yellow'/>"))), WORDS)
    assert [(mark.kind, document.quote(mark.span)) for mark in document.marks] == [("highlight", f"Now {WORDS} here.")]


def test_words_that_overlap_get_a_comment_each():
    _, document = with_comment(
        word_file(paragraph("One two three four five.")), "One two three", "two three four", "two", "three four five"
    )
    assert sorted(anchored(document)) == sorted(["One two three", "two three four", "two", "three four five"])


@pytest.mark.parametrize(
    ("more", "where", "anchor"),
    [
        ({"footnotes": f'<w:footnote w:id="2">{paragraph("A note with the words in question.")}</w:footnote>'}, "a footnote", ""),
        (
            {
                "links": {"h": ("header", "header1.xml")},
                "raw": {"word/header1.xml": part("hdr", paragraph(f"Header with {WORDS}"))},
            },
            "a running header",
            "Body",
        ),
    ],
)
def test_words_outside_of_the_body_are_commented_on_where_the_body_leads_to_them(more, where, anchor):
    body = paragraph(run("Body") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" goes on."))
    body += '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    result, document = with_comment(word_file(body, **more), WORDS)
    (comment,) = document.comments
    assert where in comment.text
    assert WORDS in comment.text
    assert document.text[: comment.span.start + 4].startswith("Body")
    assert b"commentRangeStart" in parts(result)["word/document.xml"]
    if not anchor:
        assert re.search(
            rb"commentRangeStart[^>]*>(?:</w:commentRangeStart>)?<w:r><w:footnoteReference", parts(result)["word/document.xml"]
        )


def test_words_in_a_text_box_are_commented_on_at_the_box():
    box = f"<v:shape><v:textbox><w:txbxContent>{paragraph(f'Box with {WORDS}')}</w:txbxContent></v:textbox></v:shape>"
    _, document = with_comment(word_file(paragraph(run("Beside a box") + f"<w:r><w:pict>{box}</w:pict></w:r>")), WORDS)
    assert "a text box" in document.comments[0].text


def test_words_that_word_fills_in_are_commented_on_at_their_paragraph():
    choice = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="none"/><w:listEntry w:val="some"/></w:ddList></w:ffData>'
    form = f'<w:r><w:fldChar w:fldCharType="begin">{choice}</w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>'
    form += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    _, document = with_comment(word_file(paragraph(run("Changes: ") + form)), "some")
    assert anchored(document) == ["Changes:"]
    assert "Word fills in" in document.comments[0].text


def test_the_comments_of_other_people_stay_and_own_ones_are_replaced():
    theirs = f'<w:comment w:id="7" w:author="A. Person" w:initials="AP">{paragraph("Is this right?")}</w:comment>'
    body = paragraph(
        run("Some ")
        + '<w:commentRangeStart w:id="7"/>'
        + run("words of ours")
        + '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    )
    once, document = with_comment(word_file(body, comments=theirs), "words")
    assert [(one.author, document.quote(one.span)) for one in document.comments] == [("A. Person", "words of ours"), ("seclint", "words")]
    again, document = with_comment(cleared(once), "of")
    assert [(one.author, document.quote(one.span)) for one in document.comments] == [("A. Person", "words of ours"), ("seclint", "of")]
    assert anchored(read(cleared(again), "test.docx")) == []


def test_hostile_words_are_text():
    hostile = "<w:t/>&amp; ]]> \x1b[31m \u202e \x00 ::error:: <img onerror=x>"
    _, document = with_comment(word_file(paragraph(f"So {WORDS}.")), WORDS, message=hostile)
    said = document.comments[0].text
    assert "<w:t/>&amp; ]]>" in said
    assert not {"\x1b", "\u202e", "\x00"} & set(said)


def test_the_other_parts_stay_byte_for_byte(samples):
    data = (samples / "faulty" / "conclusions.docx").read_bytes()
    before, after = parts(data), parts(annotated(samples / "faulty" / "conclusions.docx"))
    assert {name for name in before if before[name] != after[name]} <= {
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    assert zipfile.ZipFile(io.BytesIO(annotated(samples / "faulty" / "conclusions.docx"))).testzip() is None


def annotated(path):
    return written(str(path), "annotate", Settings(), Policy(), Limits()).data


def assert_marked(path, tmp_path):
    """Every finding has a comment on its quote; once more gives the same file; without comments it is what it was."""
    data = path.read_bytes()
    once = annotated(path)
    copy = tmp_path / path.name
    copy.write_bytes(once)
    document = read(once, str(path))
    original = read(data, str(path))
    assert document.text == original.text
    assert [(block.kind, block.label) for block in document.blocks] == [(block.kind, block.label) for block in original.blocks]
    assert annotated(copy) == once
    assert merged(parts(cleared(once))["word/document.xml"]) == merged(parts(data)["word/document.xml"])
    expected = [one for one in seclint.check(path).findings if one.span.start < one.span.end]
    bodily = [one for one in expected if all(not origin.part for origin in original.origins_of(one.span))]
    assert sorted(one.quote for one in bodily) == sorted(
        quote for quote, comment in zip(anchored(document), document.comments, strict=False) if "can be anchored" not in comment.text
    )
    return once


@pytest.mark.parametrize("name", ["faulty/conclusions.docx", "faulty/conclusions-unfinished.docx", "faulty-dossier/consultation.docx"])
def test_every_finding_of_the_samples_is_marked_on_its_words(samples, tmp_path, name):
    assert_marked(samples / name, tmp_path)


def test_every_finding_of_the_real_document_is_marked_on_its_words(shared, tmp_path):
    text = (shared / "real" / "conclusions-november-2023-tad.md").read_text("utf-8")
    file = tmp_path / "real" / "conclusions.docx"
    file.parent.mkdir()
    file.write_bytes(docx_from_markdown(text))
    assert_marked(file, tmp_path)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_sees_every_comment(samples, tmp_path):
    names = ("conclusions", "conclusions-unfinished")
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(annotated(samples / "faulty" / f"{name}.docx"))
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless", "--convert-to", "fodt"]
    files = [f"{name}.docx" for name in names]
    subprocess.run([*office, *files], cwd=tmp_path, capture_output=True, check=True, timeout=150)
    for name in names:
        seen = (tmp_path / f"{name}.fodt").read_text("utf-8").count("<dc:creator>seclint</dc:creator>")
        assert seen == len(seclint.check(samples / "faulty" / f"{name}.docx").findings)


def test_the_command_writes_a_copy_and_never_the_document_itself(run, write, samples):
    name = write("c.docx", (samples / "faulty" / "conclusions.docx").read_bytes())
    assert run("annotate", name, "-o", "out.docx", "--as-of", "2026-11-01").exit_code == 0
    result = run("annotate", name, "-o", name)
    assert result.exit_code == 2
    assert "another name" in result.stderr


def test_what_cannot_be_annotated_is_an_error_with_a_remedy(run, write):
    name = write("c.md", "# Words\n\nSome text.\n")
    result = run("annotate", name, "-o", "out.md")
    assert result.exit_code == 2
    assert "help:" in result.stderr
    broken = write("b.docx", b"PK\x03\x04 nothing")
    assert run("annotate", broken, "-o", "out.docx").exit_code == 2

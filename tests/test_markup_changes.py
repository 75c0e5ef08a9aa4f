"""Fixes as tracked changes in Word files: accepted they give the new words, rejected the old file, and nothing else is touched."""

import random
import re
import shutil
import subprocess

import pytest
from support.tracked import merged, parts, settled, settled_file
from support.word import docx_from_markdown
from support.word_file import instruction, paragraph, part, run, word_file

import seclint
from seclint.markup.changes import tracked
from seclint.markup.edits import applied, planned
from seclint.markup.process import written
from seclint.model import Finding, Fix, Span
from seclint.processes.isolate import Limits
from seclint.readers.docx import read
from seclint.records import Settings
from seclint.run.verdict import Policy

MAIN = "word/document.xml"


def finding(document, old, new, *, safe=True):
    start = document.text.index(old)
    return Finding("TST001", "test", "error", "Here.", old, Span(start, start + len(old)), fix=Fix(f"write {new}", old, new, safe))


def fixed(data, *pairs):
    """The file with the fixes made as tracked changes, and the reasons for those that were not."""
    document = read(data, "test.docx")
    edits, refused = planned(document, [finding(document, old, new) for old, new in pairs], suggested=False)
    result, _, unfit = tracked(data, document, edits, "2026-11-01")
    return result, [one.reason for one in (*refused, *unfit)]


def text_of(data):
    return read(data, "test.docx").text


@pytest.mark.parametrize(
    ("body", "old", "new"),
    [
        (paragraph("It is sound,, and good."), "sound,,", "sound,"),
        (paragraph("Amended the the plan."), "the the", "the"),
        (paragraph(run("Amended the ") + run("the", "<w:b/>") + run(" plan.")), "the the", "the"),
        (paragraph(run("Amended th") + run("e th", "<w:b/>") + run("e plan.")), "the the", "the"),
        (paragraph(run("See V") + run("2.0", "<w:i/>") + run(" of it.")), "V2.0", "v2.0"),
        (paragraph("For November 2026 SEC Release."), "For November", "For the November"),
        (paragraph("November 2026 comes."), "November", "The November"),
        (paragraph("Words at the end end"), "end end", "end"),
        (paragraph(run("Link ") + f'<w:hyperlink w:anchor="x">{run("to to it")}</w:hyperlink>'), "to to", "to"),
        (paragraph(f"<w:sdt><w:sdtContent>{run('in in it')}</w:sdtContent></w:sdt>"), "in in", "in"),
        (paragraph("<w:r><w:t>one</w:t><w:tab/><w:t>and and two</w:t></w:r>"), "and and", "and"),
        (paragraph("<w:r><w:t>and</w:t><w:br/><w:t>and two</w:t></w:r>"), "and and", "and"),
        (paragraph("<w:r><w:t>  the the plan  </w:t></w:r>"), "the the", "the"),
        (paragraph("two  spaces the   the plan"), "the the", "the"),
        (paragraph(run("D10.18 ") + "<w:r><w:noBreakHyphen/></w:r>" + run(" D10.20")), "D10.18 - D10.20", "D10.18 – D10.20"),
        (paragraph(run("On Tuesday ") + run("7", "<w:b/>") + run(" May 2026")), "Tuesday 7 May", "Thursday 7 May"),
        (paragraph(run("the") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(" the plan")), "the the", "the"),
        (paragraph(run("the") + '<w:bookmarkStart w:id="1" w:name="b"/>' + run(" the") + '<w:bookmarkEnd w:id="1"/>'), "the the", "the"),
        (
            paragraph(run("the ") + '<w:del w:id="9" w:author="A"><w:r><w:delText>a</w:delText></w:r></w:del>' + run("the")),
            "the the",
            "the",
        ),
        (paragraph(instruction('HYPERLINK "https://x.example"', run("for for it"))), "for for", "for"),
        (f"<w:tbl><w:tr><w:tc>{paragraph('Cell cell, it is,, so.')}</w:tc></w:tr></w:tbl>" + paragraph("Below."), "is,,", "is,"),
    ],
)
def test_accepted_it_reads_as_proposed_and_rejected_as_before(body, old, new):
    data = word_file(body, footnotes=f'<w:footnote w:id="2">{paragraph("A note.")}</w:footnote>')
    result, refused = fixed(data, (old, new))
    assert refused == []
    document = read(data, "test.docx")
    start = document.text.index(old)
    proposed = document.text[:start] + new + document.text[start + len(old) :]
    assert text_of(result) == proposed
    assert text_of(settled_file(result, accept=True)) == proposed
    assert text_of(settled_file(result, accept=False)) == document.text
    before, after = parts(data), parts(result)
    assert merged(settled(after[MAIN], accept=False)) == merged(before[MAIN])
    assert {name for name in before if before[name] != after[name]} == {MAIN}


def test_changes_bear_the_author_the_day_and_the_look():
    result, _ = fixed(word_file(paragraph(run("See V2.0 now.", "<w:b/><w:rPrChange w:id='5' w:author='A'/>"))), ("V2.0", "v2.0"))
    xml = parts(result)[MAIN].decode()
    changes = re.findall(r"<w:(?:ins|del) ([^>]*)>", xml)
    assert len(changes) == 2
    assert all('w:author="seclint"' in change and 'w:date="2026-11-01T00:00:00Z"' in change for change in changes)
    assert len({re.search(r'w:id="(\d+)"', change)[1] for change in changes} - {"5"}) == 2
    assert re.search(r"<w:ins [^>]*><w:r><w:rPr><w:b/></w:rPr><w:t [^>]*>v2</w:t>", xml)
    assert re.search(r"<w:del [^>]*><w:r><w:rPr><w:b/><w:rPrChange[^>]*/></w:rPr><w:delText [^>]*>V2</w:delText>", xml)


def test_words_in_footnotes_and_running_headers_are_put_right_too():
    body = paragraph(run("Body") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    body += '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    data = word_file(
        body,
        footnotes=f'<w:footnote w:id="2">{paragraph("A note, of of it.")}</w:footnote>',
        links={"h": ("header", "header1.xml")},
        raw={"word/header1.xml": part("hdr", paragraph("Head,, er"))},
    )
    result, refused = fixed(data, ("of of", "of"), ("Head,,", "Head,"))
    assert refused == []
    assert {name for name, content in parts(data).items() if parts(result)[name] != content} == {"word/footnotes.xml", "word/header1.xml"}
    assert text_of(settled_file(result, accept=False)) == text_of(data)


def test_running_headers_that_say_the_same_are_put_right_together():
    body = paragraph("One") + paragraph(properties='<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>')
    body += (
        paragraph("Two") + '<w:sectPr><w:headerReference w:type="default" r:id="i"/><w:headerReference w:type="first" r:id="j"/></w:sectPr>'
    )
    heads = {"header1": "Head,, er", "header2": "Head,, er", "header3": "Another,, er"}
    data = word_file(
        body,
        links={identifier: ("header", f"{name}.xml") for identifier, name in zip("hij", heads, strict=True)},
        raw={f"word/{name}.xml": part("hdr", paragraph(text)) for name, text in heads.items()},
    )
    result, _ = fixed(data, ("Head,,", "Head,"))
    changed = {name for name, content in parts(data).items() if parts(result)[name] != content}
    assert changed == {"word/header1.xml", "word/header2.xml"}
    assert ",," not in text_of(result)


_CHOICE = '<w:ffData><w:ddList><w:result w:val="0"/><w:listEntry w:val="the the"/></w:ddList></w:ffData>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_BOX = f"<v:shape><v:textbox><w:txbxContent>{paragraph('the the box')}</w:txbxContent></v:textbox></v:shape>"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (paragraph(f'<w:ins w:id="1" w:author="A. Person">{run("the the plan")}</w:ins>'), "a tracked change by A. Person"),
        (paragraph(instruction("REF x", run("the the plan"))), "(a field)"),
        (paragraph(f'<w:fldSimple w:instr="TITLE">{run("the the plan")}</w:fldSimple>'), "(a field)"),
        (paragraph(run("Beside") + f"<w:r><w:pict>{_BOX}</w:pict></w:r>"), "a text box"),
        (
            paragraph(f'<w:sdt><w:sdtPr><w:lock w:val="contentLocked"/></w:sdtPr><w:sdtContent>{run("the the")}</w:sdtContent></w:sdt>'),
            "locked",
        ),
        (paragraph(f"<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{run('the the')}</w:sdtContent></w:sdt>"), "fills in"),
        (paragraph(run("A ") + f'<w:r><w:fldChar w:fldCharType="begin">{_CHOICE}</w:fldChar></w:r>{_END}'), "Word fills its words in"),
        (paragraph("<m:oMath><m:r><m:t>the the</m:t></m:r></m:oMath>"), "a formula"),
    ],
)
def test_what_cannot_be_changed_is_left_with_its_reason(body, reason):
    data = word_file(body)
    result, refused = fixed(data, ("the the", "the"))
    assert result == data
    assert [reason in one for one in refused] == [True], refused


def test_of_two_fixes_for_the_same_words_one_is_made():
    result, refused = fixed(word_file(paragraph("It is sound,, the the plan.")), ("the the", "the"), ("the the plan", "a plan"))
    assert text_of(result) == "It is sound,, the plan.\n"
    assert ["another fix" in one for one in refused] == [True]


def faulty(path):
    return written(str(path), "fix", Settings(), Policy(), Limits(), suggested=True)


@pytest.mark.parametrize("name", ["faulty/conclusions.docx", "faulty/conclusions-unfinished.docx", "faulty-dossier/conclusions.docx"])
def test_the_samples_put_right(samples, tmp_path, name):
    assert_put_right(samples / name, tmp_path)


def test_a_document_full_of_slips_is_put_right(tmp_path):
    text = "# Conclusions on the the TAD\n\n## 1. Scope\n\n1. The plan is sound,, and **it goes** ahead.."
    text += (
        " They agree with with it;; so do we.\n2. It meets *SEC Sections* D10.18 - D10.20. The approved Testing Approach Document (V1.1)"
    )
    text += " is here, as V1.1.\n\n"
    text += "Attachment 1: Testing Approach Document v1.1\n\nAttachment 2: Testing Approach Document v1.1\n"
    file = tmp_path / "slips" / "conclusions.docx"
    file.parent.mkdir()
    file.write_bytes(docx_from_markdown(text))
    assert assert_put_right(file, tmp_path).done >= 5


def assert_put_right(path, tmp_path):
    """Accepted, the fixes are no longer found; rejected, the file is as it was; once more, nothing is left to do."""
    data = path.read_bytes()
    result = faulty(path)
    assert result.left == ()
    before, after = parts(data), parts(result.data)
    for name in before:
        if before[name] != after[name]:
            assert merged(settled(after[name], accept=False)) == merged(before[name])
    copy = tmp_path / path.name
    copy.write_bytes(result.data)
    assert faulty(copy).data == result.data
    copy.write_bytes(settled_file(result.data, accept=True))
    assert [one.message for one in seclint.check(copy).findings if one.fix and one.fix.replace] == []
    assert read(copy.read_bytes(), "a").text == read(result.data, "a").text
    return result


def as_pandoc_reads(file, how):
    command = ["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", f"--track-changes={how}", str(file)]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("seed", range(3))
def test_pandoc_reads_the_new_words_and_the_old_ones(shared, tmp_path, seed):
    """On real Word files, with words drawn at random put into capitals."""
    files = sorted((shared / "corpus" / "docx").glob("*.docx"), key=lambda file: file.stat().st_size)[10:90]
    source = random.Random(seed).choice(files)
    data = source.read_bytes()
    result, _ = shouted(data, seed)
    out = tmp_path / "out.docx"
    out.write_bytes(result)
    assert as_pandoc_reads(out, "reject") == as_pandoc_reads(source, "reject")
    accepted = tmp_path / "accepted.docx"
    accepted.write_bytes(settled_file(result, accept=True))
    assert as_pandoc_reads(out, "accept") == as_pandoc_reads(accepted, "accept")


def shouted(data, seed, number=12):
    """A Word file with words drawn at random put into capitals by tracked changes, and the text that it then has."""
    document = read(data, "test.docx")
    words = list(re.finditer(r"[a-z]{4,}", document.text))
    drawn = random.Random(seed).sample(words, min(number, len(words)))
    findings = [
        Finding("TST001", "test", "error", "", one[0], Span(*one.span()), fix=Fix("", one[0], one[0].upper(), safe=True)) for one in drawn
    ]
    edits, _ = planned(document, findings, suggested=False)
    result, made, _ = tracked(data, document, edits, None)
    return result, applied(document.text, made)

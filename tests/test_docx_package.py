"""Word files of every kind open, and what is none, is broken or means harm is unreadable in words that an author understands."""

import io
import re
import zipfile

import pytest
from support.word_file import STYLES, packed, paragraph, part, read_word, run, texts, word_file

from seclint.errors import UnreadableDocument
from seclint.readers.docx import package, read

PLAIN = word_file(paragraph("DCC consulted."))


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refusal(data: bytes) -> str:
    """What the reader says of a file that it cannot read."""
    with pytest.raises(UnreadableDocument) as caught:
        read(data, "test.docx")
    assert caught.value.hint
    return caught.value.message


def old_office(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + b"".join(stream.encode("utf-16-le") for stream in streams)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"Just text.", "not a Word document"),
        (old_office("EncryptionInfo", "EncryptedPackage"), "encrypted with a password"),
        (old_office("WordDocument", "1Table"), "old Word format"),
        (old_office("Workbook"), "old Office format"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "OpenDocument"),
        (packed({"xl/workbook.xml": "<x/>"}), "an Excel workbook"),
        (packed({"ppt/presentation.xml": "<x/>"}), "a PowerPoint presentation"),
        (packed({"readme.txt": "hello"}), "zip archive without a Word document"),
        (PLAIN[: len(PLAIN) // 2], "damaged"),
        (PLAIN[:-30], "damaged"),
        (word_file(paragraph()), "holds no text"),
    ],
    ids=lambda given: given if isinstance(given, str) else "bytes",  # which hold the time, and workers must name a test alike
)
def test_what_is_no_word_document_is_named(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_a_part_that_is_not_xml_is_damage() -> None:
    broken = files(PLAIN) | {"word/document.xml": b"<w:document"}
    assert "damaged in word/document.xml" in refusal(packed(broken))


def test_a_part_that_does_not_inflate_is_damage() -> None:
    data = bytearray(PLAIN)
    at = data.index(b"word/document.xml") + len("word/document.xml")
    data[at + 5 : at + 25] = bytes(20)
    assert "damaged" in refusal(bytes(data))


def test_a_document_type_is_refused_before_it_is_read() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    document = files(PLAIN)["word/document.xml"].decode().replace("DCC", "&b;")
    assert "document type" in refusal(packed(files(PLAIN) | {"word/document.xml": (bomb + document).encode()}))
    utf16 = ('<?xml version="1.0" encoding="UTF-16"?>' + bomb + document).encode("utf-16")
    assert "document type" in refusal(packed(files(PLAIN) | {"word/document.xml": utf16}))


def test_the_same_part_twice_is_refused() -> None:
    buffer = io.BytesIO(PLAIN)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/Document.xml", "<other/>")
    assert "twice" in refusal(buffer.getvalue())


def test_a_part_that_points_outside_is_refused() -> None:
    assert "outside" in refusal(packed(files(PLAIN) | {"word/../../etc/passwd": b"x"}))


def test_inflated_bytes_are_counted_while_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 50_000)
    assert "fill the memory" in refusal(word_file(paragraph(" " * 60_000 + "x")))


def test_a_part_that_inflates_beyond_all_measure_is_refused() -> None:
    huge = files(PLAIN)["word/document.xml"].replace(b"<w:body>", b"<w:body>" + b" " * 30_000_000)
    assert "fill the memory" in refusal(packed(files(PLAIN) | {"word/document.xml": huge}))


def test_parts_that_are_not_needed_are_not_opened() -> None:
    pictures = {f"word/media/image{index}.png": bytes(100_000) for index in range(3)}
    data = bytearray(packed(files(PLAIN) | pictures))
    at = data.index(b"image1.png") + len("image1.png")
    data[at : at + 20] = b"x" * 20
    assert texts(read(bytes(data), "test.docx")) == ["DCC consulted."]


def test_a_strict_document_opens() -> None:
    def strict(content: bytes) -> bytes:
        return re.sub(
            rb"http://schemas.openxmlformats.org/(officeDocument|wordprocessingml)/2006/", rb"http://purl.oclc.org/ooxml/\1/", content
        )

    body = paragraph("Scope", style="Heading1") + paragraph("DCC consulted.")
    document = read(packed({name: strict(content) for name, content in files(word_file(body)).items()}), "test.docx")
    assert [(block.kind, block.style) for block in document.blocks] == [("title", "heading 1"), ("paragraph", "Normal")]


def test_templates_and_files_with_macros_open() -> None:
    types = files(PLAIN)["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", b"vnd.ms-word.template.macroEnabledTemplate.main+xml"
    )
    data = word_file(paragraph("DCC consulted."), links={"m": ("vbaProject", "vbaProject.bin")}, raw={"word/vbaProject.bin": "x"})
    document = read(packed(files(data) | {"[Content_Types].xml": types}), "test.dotm")
    assert texts(document) == ["DCC consulted."]
    assert document.features == {"macros": "word/vbaProject.bin"}


def test_parts_may_be_missing_and_named_otherwise() -> None:
    bare = {"word/document.xml": files(PLAIN)["word/document.xml"]}
    assert texts(read(packed(bare), "test.docx")) == ["DCC consulted."]
    moved = files(PLAIN)
    moved["main.xml"] = moved.pop("word/document.xml")
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"word/document.xml", b"/main.xml")
    assert texts(read(packed(moved), "test.docx")) == ["DCC consulted."]


def test_odd_prefixes_and_double_style_ids_do_no_harm() -> None:
    body = paragraph("Before.") + paragraph("Scope", style="Heading1")
    data = files(word_file(body, styles=STYLES + '<w:style w:styleId="Heading1"><w:name w:val="Other"/></w:style>'))
    odd = data["word/document.xml"].replace(b"xmlns:w=", b"xmlns:ns0=").replace(b"<w:", b"<ns0:").replace(b"</w:", b"</ns0:")
    odd = odd.replace(b" w:", b" ns0:")
    document = read(packed(data | {"word/document.xml": odd}), "test.docx")
    assert [block.style for block in document.blocks] == ["Normal", "heading 1"]


def test_properties_come_from_the_core_part() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>The TAD</dc:title>'
        "<dc:creator>Ann</dc:creator><cp:lastModifiedBy>Ben</cp:lastModifiedBy><dcterms:created>2026-01-01T00:00:00Z</dcterms:created>"
        "<dcterms:modified>2027-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>"
    )
    assert read_word(paragraph("x y"), raw={"docProps/core.xml": core}).properties == {
        "title": "The TAD",
        "author": "Ann",
        "last_modified_by": "Ben",
        "created": "2026-01-01T00:00:00Z",
        "modified": "2027-01-01T00:00:00Z",
    }
    assert read_word(paragraph("x y"), raw={"docProps/core.xml": "<broken"}).properties == {}


def test_features_say_what_the_file_can_do() -> None:
    watermark = '<w:p><w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r></w:p>'
    document = read_word(
        paragraph("Text") + '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>',
        settings='<w:trackRevisions/><w:documentProtection w:edit="readOnly" w:enforcement="1"/>',
        links={"o": ("oleObject", "embeddings/one.bin"), "h": ("header", "h.xml")},
        raw={
            "word/embeddings/one.bin": "x",
            "word/h.xml": part("hdr", watermark + paragraph(run("DCC"))),
            "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="t" Type="x/attachedTemplate" Target="file:///C:/house.dotm" TargetMode="External"/></Relationships>',
        },
    )
    assert document.features == {
        "change-tracking": "on",
        "protection": "readOnly",
        "embedded": "word/embeddings/one.bin",
        "external-template": "file:///C:/house.dotm",
        "watermark": "DRAFT",
    }

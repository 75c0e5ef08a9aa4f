"""What people and attackers hand in by mistake or on purpose: each gets a reason and a remedy, and the other documents are checked."""

import os
import warnings
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.word_file import packed, paragraph, read_word, word_file

from seclint.cli import main

FAULTY = word_file(paragraph("Responses are due by Tuesday 7 October 2024."))


def doubled() -> bytes:
    """A Word file with the main part twice; which of them is read would be chance."""
    buffer = BytesIO(FAULTY)
    with zipfile.ZipFile(buffer, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", "<w:document/>")
    return buffer.getvalue()


def bomb() -> bytes:
    """A Word file whose main part inflates a thousandfold."""
    return packed({"word/document.xml": b" " * 60_000_000})


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptionInfo EncryptedPackage".encode("utf-16-le").replace(b" \0", b"")


HANDED_IN: dict[str, tuple[bytes, str, str]] = {
    "bomb.docx": (bomb(), "made to fill the memory", "do not open it"),
    "doubled.docx": (doubled(), "holds the part word/document.xml twice", "save it again"),
    "encrypted.docx": (encrypted(), "encrypted with a password", "without the password"),
    "pointer.docx": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "Git LFS pointer", "git lfs pull"),
    "pointer.pdf": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "Git LFS pointer", "git lfs pull"),
    "page.docx": (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page", "login page"),
    "page.pdf": (b"\n<html><body>Log in</body></html>", "web page", "login page"),
    "empty.docx": (b"", "the file is empty", "saved or downloaded"),
    "empty.pdf": (b"", "the file is empty", "saved or downloaded"),
    "cut.docx": (FAULTY[:-40], "damaged", "fetch the file anew"),
    "notes.docx": (b"just words", "no Word file", "export or download it again"),
}


@pytest.mark.parametrize("name", HANDED_IN)
def test_what_cannot_be_read_is_named_with_a_remedy_and_the_rest_is_checked(tmp_path: Path, name: str) -> None:
    data, reason, remedy = HANDED_IN[name]
    path, other = tmp_path / name, tmp_path / "faulty.docx"
    path.write_bytes(data)
    other.write_bytes(FAULTY)
    result = CliRunner().invoke(main, ["check", str(path), str(other), "--no-cache"])
    words = " ".join(result.output.split())
    assert result.exit_code == 2
    assert name in words
    assert reason in words
    assert remedy in words
    assert "7 October 2024 is a Monday" in words
    assert "Traceback" not in words


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_that_nobody_writes_to_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe.docx"
    os.mkfifo(path)
    result = CliRunner().invoke(main, ["check", str(path), "--no-cache"])
    assert result.exit_code == 2
    assert "not a regular file" in result.output


def test_a_folder_without_documents_is_said_to_be_one(tmp_path: Path) -> None:
    folder = tmp_path / "consultation.docx"
    folder.mkdir()
    result = CliRunner().invoke(main, ["check", str(folder), "--no-cache"])
    assert result.exit_code == 2
    assert "no document found" in result.output


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="who may read everything is never refused")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.docx"
    path.write_bytes(FAULTY)
    path.chmod(0)
    result = CliRunner().invoke(main, ["check", str(path), "--no-cache"])
    assert result.exit_code == 2
    assert "cannot be opened" in result.output


def test_a_cell_that_claims_to_span_millions_of_columns_spans_as_many_as_a_table_can_have() -> None:
    cells = "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr>{paragraph(words)}</w:tc>' for words in ("One", "Two"))
    document = read_word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert [block.cell.column for block in document.blocks if block.cell] == [0, 63]

"""PDFs that cannot be read say why, in words an author understands."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from support.pdf import pdf_from_markdown

from seclint.errors import UnreadableDocument
from seclint.readers.pdf import read


def _refusal(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read(data, "refused.pdf")
    assert caught.value.hint
    return caught.value


def test_a_locked_file() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(72, 700, "Locked away.")
    canvas.save()
    assert "password" in _refusal(out.getvalue()).message


def test_a_file_cut_short() -> None:
    data = pdf_from_markdown("# T\n\nText.\n")
    assert "damaged or cut short" in _refusal(data[:200]).message


def test_a_file_without_words() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.rect(72, 600, 100, 100)
    canvas.save()
    assert "no text" in _refusal(out.getvalue()).message


def test_a_scan() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    picture = BytesIO(b"P6 2 2 255 " + bytes(range(12)))
    canvas.drawInlineImage(_image(picture), 0, 0, 500, 700)
    canvas.save()
    refusal = _refusal(out.getvalue())
    assert "scanned images without text" in refusal.message
    assert "OCR" in refusal.hint


def _image(picture: BytesIO) -> object:
    image = pytest.importorskip("PIL.Image")
    return image.open(picture)


def test_a_page_that_is_a_picture_is_told_of() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for line in range(10):
        canvas.drawString(72, 700 - 14 * line, "A page with many words on it, which can be read.")
    canvas.showPage()
    canvas.drawInlineImage(_image(BytesIO(b"P6 2 2 255 " + bytes(range(12)))), 0, 0, 500, 700)
    canvas.save()
    assert read(out.getvalue(), "half.pdf").features["scanned-pages"] == "2"


def test_fonts_that_do_not_tell_their_letters(tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    data = pdf_from_markdown("# T\n\n" + "Words that a font draws without telling which letters they are. " * 5)
    plain = tmp_path / "plain.pdf"
    (tmp_path / "in.pdf").write_bytes(data)
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", tmp_path / "in.pdf", plain], check=True, timeout=30)
    codes = b" ".join(b"/uniE%03X" % number for number in range(32, 127))
    encoding = b"<< /Type /Encoding /Differences [32 " + codes + b"] >>"
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(plain.read_bytes().replace(b"/Encoding /WinAnsiEncoding", b"/Encoding " + encoding))
    repaired = tmp_path / "repaired.pdf"
    subprocess.run(["qpdf", "--warning-exit-0", broken, repaired], check=True, timeout=30, capture_output=True)
    assert "which letters" in _refusal(repaired.read_bytes()).message


def test_pages_beyond_those_that_the_file_counts() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(3):
        canvas.drawString(72, 700, f"Page {number + 1} has words enough to be read.")
        canvas.showPage()
    canvas.save()
    assert read(out.getvalue(), "whole.pdf").pages == 3
    assert "number of its pages as 1, but holds 3" in _refusal(out.getvalue().replace(b"/Count 3", b"/Count 1")).message

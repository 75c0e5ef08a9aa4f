"""Makes the Word and PDF files of the samples from their Markdown, and the contents lists in all three.

    python samples/make.py            needs LibreOffice ("soffice") for the PDFs

The Markdown files are the originals. Their contents lists are written by this script: it sets a document, reads from the PDF on which page
each heading stands, and sets it again until the numbers hold. The same Markdown always gives the same Word file, byte for byte.
"""

import re
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import pypdfium2

SAMPLES = Path(__file__).parent
sys.path.insert(0, str(SAMPLES.parent / "tests"))

from support.manuscript import accepted, parse, plain  # noqa: E402
from support.word import docx_from_markdown  # noqa: E402

_CONTENTS = re.compile(r"(?<=^# Contents\n)(.*?)(?=^# )", re.MULTILINE | re.DOTALL)
_DATE = re.compile(r"^\*\*Date:\*\* (\d{1,2} \w+ \d{4})$", re.MULTILINE)
_LISTED_LEVELS = 2


def word_file(text: str, pages: int) -> bytes:
    """The Word file of a sample; its properties bear the date on the cover."""
    return docx_from_markdown(text, pages=pages, date=_date(text).strftime("%Y-%m-%dT09:00:00Z"))


def contents(text: str, pages: dict[str, int]) -> str:
    """The Markdown with its contents list written anew; ``pages`` gives the page of each heading as printed."""
    lines = []
    for part in parse(text).parts:
        if part.kind == "heading" and part.level <= _LISTED_LEVELS and (part.label or plain(part.runs) != "Contents"):
            printed = f"{part.label} {plain(part.runs)}".strip()
            lines.append(f"{'  ' * (part.level - 1)}- {printed} ..... {pages.get(printed, 0)}\n")
    listed = "\n" + "".join(lines) + "\n"
    return _CONTENTS.sub(lambda _: listed, text)


def _date(text: str) -> datetime:
    match = _DATE.search(text)
    if match is None:
        raise SystemExit("a sample needs a line **Date:** 1 January 2027 on its cover")
    return datetime.strptime(match[1] + " +0000", "%d %B %Y %z")


def _pdf(text: str, pages: int, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of the document's final version."""
    source = folder / "sample.docx"
    source.write_bytes(word_file(accepted(text), pages))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return _timeless(source.with_suffix(".pdf").read_bytes(), _date(text))


def _timeless(pdf: bytes, date: datetime) -> bytes:
    """The PDF with the sample's date for that of its making, and without identifiers made from the clock."""
    pdf = re.sub(rb"(?<=/CreationDate\(D:)\d{14}", date.strftime("%Y%m%d090000").encode(), pdf)
    return re.sub(rb"(?:(?<=<)|(?<=/DocChecksum /))[0-9A-F]{32}(?=[>\n])", b"0" * 32, pdf)


def pages_of_headings(pdf: bytes, text: str) -> tuple[dict[str, int], int]:
    """The page of each heading and the number of pages."""
    headings = [f"{part.label} {plain(part.runs)}".strip() for part in parse(accepted(text)).parts if part.kind == "heading"]
    found: dict[str, int] = {}
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(2, len(document)):
            lines = " ".join(document[number].get_textpage().get_text_range().split())
            for heading in headings:
                if heading in lines:
                    found.setdefault(heading, number + 1)
        return found, len(document)


def make(markdown: Path, folder: Path) -> None:
    """Write the Word file and the PDF beside the Markdown, and its contents list into it."""
    text, pages = markdown.read_text("utf-8"), 1
    while True:
        pdf = _pdf(text, pages, folder)
        numbers, counted = pages_of_headings(pdf, text)
        renewed = contents(text, numbers)
        if (renewed, counted) == (text, pages):
            break
        text, pages = renewed, counted
    markdown.write_text(text, "utf-8")
    markdown.with_suffix(".docx").write_bytes(word_file(text, pages))
    markdown.with_suffix(".pdf").write_bytes(pdf)
    print(f"{markdown.relative_to(SAMPLES)}: {pages} pages")


def main() -> None:
    """Make all samples."""
    with tempfile.TemporaryDirectory() as folder:
        for markdown in sorted(SAMPLES.glob("*/*.md")):
            make(markdown, Path(folder))


if __name__ == "__main__":
    main()

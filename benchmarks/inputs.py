"""Makes the documents that the benchmarks read: regulatory prose of about sixty pages in Word and PDF, with ruled tables."""

import random
import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from docx import Document

_SUBJECTS = ("DCC", "each Party", "the Panel", "a Supplier Party", "the Testing Advisory Group", "each Test Participant")
_VERBS = ("shall provide", "confirmed", "has amended", "will support", "published", "reviewed")
_OBJECTS = (
    "the test environment described in SEC Section H14.{n}",
    "the approach set out in Section {m}.{n} of the TAD",
    "the report required under SEC Sections D10.18 – D10.20",
    "the draft Testing Approach Document v{m}.{n}",
    "an exit report for the System Integration Testing phase",
    "the evidence on {day} March 2027, as noted in Table {m}",
)
_TAILS = (
    "before the phase begins.",
    "in accordance with the agreed plan.",
    "where devices are not available.",
    "and no further action is needed.",
)


def sentence(random_: random.Random) -> str:
    """One sentence of the kind that these documents hold."""
    thing = random_.choice(_OBJECTS).format(n=random_.randint(1, 40), m=random_.randint(1, 9), day=random_.randint(1, 28))
    subject = random_.choice(_SUBJECTS)
    return f"{subject[0].upper()}{subject[1:]} {random_.choice(_VERBS)} {thing} {random_.choice(_TAILS)}"


def word_file(pages: int = 60, slips: int = 0, seed: int = 0) -> bytes:
    """A Word file of about that many pages: headings, paragraphs, and on every third page a ruled table.

    So many of its paragraphs, if there are as many, have a comma that is typed twice.
    """
    random_ = random.Random(seed or pages)
    document = Document()
    for page in range(1, pages + 1):
        document.add_heading(f"{page}. Part {page} of the approach", level=1)
        for _ in range(5):
            text = " ".join(sentence(random_) for _ in range(6))
            document.add_paragraph(text.replace(". ", ",, and ", 1) if slips > 0 else text)
            slips -= 1
        if page % 3 == 0:
            table = document.add_table(rows=5, cols=4, style="Table Grid")
            for row in table.rows:
                for cell in row.cells:
                    cell.text = random_.choice(_OBJECTS).format(n=1, m=2, day=3)[:28]
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_file(word: Path) -> Path:
    """The PDF that LibreOffice makes of the Word file, beside it."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice (soffice) is needed to make the PDF")
    with tempfile.TemporaryDirectory() as profile:
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", str(word.parent)]
        subprocess.run([*command, str(word)], check=True, capture_output=True)
    return word.with_suffix(".pdf")

"""Where words stand in a PDF, and the way back into the file."""

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from support.pdf import pdf_from_markdown

from seclint.model import Document, Span
from seclint.readers.pdf import boxes, read
from seclint.readers.pdf.native import PageText, opened

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*/*.pdf"))


def _words(document: Document) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"\S+", document.text)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_word_of_the_samples_maps_to_its_characters_and_back(path: Path) -> None:
    data = path.read_bytes()
    document = read(data, str(path))
    with opened(data) as handle:
        pages = []
        for index in range(document.pages or 0):
            with PageText(handle, index) as page:
                pages.append(page.text)
    words = _words(document)
    assert len(words) > 500
    for word in words:
        origins = document.origins_of(word)
        drawn = "".join(pages[origin.part][origin.offset : origin.offset + origin.end - origin.start] for origin in origins)
        assert re.sub("[\ufffe\x02]", "-", drawn) == document.quote(word)
        first = document.origin_at(word.start)
        assert first is not None
        assert (first.part, first.offset + word.start - first.start) == (origins[0].part, origins[0].offset)


@pytest.mark.parametrize("path", SAMPLES[:2], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_boxes_cover_the_words_as_an_independent_reader_sees_them(path: Path) -> None:
    data = path.read_bytes()
    document = read(data, str(path))
    words = [word for word in _words(document) if word.end - word.start > 6 and document.quote(word).isalpha()]
    found = boxes(data, document, words)
    with pdfplumber.open(path) as pdf:
        seen = [page.extract_words() for page in pdf.pages]
    for word, (box, *_) in zip(words, found, strict=True):
        page, x0, top, x1, bottom = box
        near = [
            other
            for other in seen[int(page) - 1]
            if other["x0"] - 1 <= x0 and x1 <= other["x1"] + 1 and other["top"] < (top + bottom) / 2 < other["bottom"]
        ]
        assert [document.quote(word) in other["text"] for other in near] == [True], document.quote(word)


def test_a_quote_over_two_lines_has_two_boxes() -> None:
    data = pdf_from_markdown("## 1. Scope\n\n" + "DCC runs the regression pack twice in each environment. " * 4)
    document = read(data, "two.pdf")
    paragraph = next(block for block in document.blocks if block.kind == "paragraph")
    (found,) = boxes(data, document, [paragraph.span])
    assert len(found) >= 2
    assert all(upper[4] <= lower[4] for upper, lower in pairwise(found))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_displayed(turn: int) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 600))
    canvas.setPageRotation(turn)
    canvas.drawString(50, 300, "Somewhere")
    canvas.save()
    document = read(out.getvalue(), "turned.pdf")
    ((box,),) = boxes(out.getvalue(), document, [Span(0, 9)])
    _, x0, top, x1, bottom = box
    with pdfplumber.open(BytesIO(out.getvalue())) as pdf:
        characters = pdf.pages[0].chars
    assert x0 == pytest.approx(min(character["x0"] for character in characters), abs=3)
    assert x1 == pytest.approx(max(character["x1"] for character in characters), abs=3)
    assert top == pytest.approx(min(character["top"] for character in characters), abs=4)
    assert bottom == pytest.approx(max(character["bottom"] for character in characters), abs=4)


def test_boxes_begin_at_the_visible_corner_of_the_page() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas._doc.setCompression(0)
    canvas.setCropBox((50, 50, 500, 780))
    canvas.drawString(72, 700, "Inside")
    canvas.save()
    document = read(out.getvalue(), "cropped.pdf")
    ((box,),) = boxes(out.getvalue(), document, [Span(0, 6)])
    assert box[1] == pytest.approx(22, abs=1)
    assert box[4] == pytest.approx(80, abs=4)


def test_pages_count_from_one() -> None:
    data = pdf_from_markdown("# T\n\n## 1. Scope\n\nText of the second page.\n")
    document = read(data, "pages.pdf")
    start = document.text.index("Text of")
    assert document.page_of(start) == 2
    ((box,),) = boxes(data, document, [Span(start, start + 4)])
    assert box[0] == 2

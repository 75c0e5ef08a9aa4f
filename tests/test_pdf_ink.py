"""The boxes of words lie over their ink: pages are rendered, and the pixels in and beside each box looked at."""

import re
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from seclint.model import Document, Span
from seclint.readers.pdf import boxes, read

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*/*.pdf"))
_SCALE = 3
_INK = 170  # grey below which a pixel is ink
_A_PAGE = 12  # words looked at


class _Picture:
    """A page as it is displayed, in grey."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        bitmap = page.render(scale=_SCALE, grayscale=True)
        pixels = bytes(bitmap.buffer)
        self._rows = [pixels[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height)]

    def inked(self, left: float, top: float, right: float, bottom: float) -> list[float]:
        """For each column of pixels between left and right, how much of it is ink."""
        rows = self._rows[max(0, round(top * _SCALE)) : round(bottom * _SCALE)]
        return [sum(row[column] < _INK for row in rows) / len(rows) for column in range(round(left * _SCALE), round(right * _SCALE))]


def _words(document: Document) -> list[Span]:
    """Longer words with nothing but spaces beside them, nor a raised footnote mark."""
    marked = {mark.at for mark in document.notes}
    found = (Span(*match.span()) for match in re.finditer(r"(?<= )[a-z]{6,}(?= )", document.text))
    return [word for word in found if word.end not in marked]


def _by_page(data: bytes) -> dict[int, list[tuple[str, tuple[float, ...]]]]:
    document = read(data, "printed.pdf")
    pages: dict[int, list[tuple[str, tuple[float, ...]]]] = {}
    words = _words(document)
    for word, (first, *more) in zip(words, boxes(data, document, words), strict=True):
        if not more:
            pages.setdefault(int(first[0]), []).append((document.quote(word), first[1:]))
    return pages


def _check(data: bytes) -> int:
    """Check the boxes of some words on each page; gives on how many pages."""
    pages = _by_page(data)
    with pypdfium2.PdfDocument(data) as pdf:
        for number, words in pages.items():
            picture = _Picture(pdf[number - 1])
            for said, (left, top, right, bottom) in words[:: max(1, len(words) // _A_PAGE)]:
                inside = picture.inked(left, top, right, bottom)
                assert sum(map(bool, inside)) > 0.6 * len(inside), (number, said)
                beside = picture.inked(left - 0.7, top, left - 0.3, bottom) + picture.inked(right + 0.3, top, right + 0.7, bottom)
                assert not any(beside), (number, said)
    return len(pages)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_boxes_cover_the_ink_of_words(path: Path) -> None:
    assert _check(path.read_bytes()) > 1


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_cover_the_ink_on_a_page_that_is_displayed_turned(turn: int) -> None:
    out = BytesIO()
    with pypdfium2.PdfDocument(SAMPLES[0]) as pdf:
        for page in pdf:
            page.set_rotation(turn)
        pdf.save(out)
    document = read(out.getvalue(), "turned.pdf")
    assert len(_words(document)) > 100
    found = boxes(out.getvalue(), document, _words(document))
    with pypdfium2.PdfDocument(out.getvalue()) as pdf:
        pictures = [_Picture(page) for page in pdf]
    for word, ((page, *box), *_) in list(zip(_words(document), found, strict=True))[::10]:
        inside = pictures[int(page) - 1].inked(*box)
        assert any(inside), document.quote(word)
        assert (box[3] - box[1] > box[2] - box[0]) == (turn != 180), document.quote(word)

"""What is filled into the fields of a form: a reader sees it on the page, but it stands beside the page in the file."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from seclint.readers.pdf import pdfium
from seclint.readers.pdf.about import Annotation, annotations
from seclint.readers.pdf.native import PageText
from seclint.readers.pdf.words import Word

_MOST = 10_000  # annotations of a page; one with more is left as it is
_NO_FORM = 0


class Drawn(NamedTuple):
    """A page into which its values were drawn: how many characters it had before, and the links and notes that it had."""

    characters: int
    annotations: list[Annotation]


def draw_values(document: Any, index: int) -> Drawn | None:
    """Draw the values of the fields of a page into it, as long as the document is open; None where it has none."""
    if pdfium.FPDF_GetFormType(document) <= _NO_FORM:
        return None
    with PageText(document, index) as page:
        count = pdfium.FPDFPage_GetAnnotCount(page.handle) if page.handle else 0
        others = [number for number in range(min(count, _MOST)) if not _is_filled(page.handle, number)]
        if len(others) == count or count > _MOST:
            return None
        drawn = Drawn(len(page.text), list(annotations(document, page)))
        for number in reversed(others):
            pdfium.FPDFPage_RemoveAnnot(page.handle, number)
        pdfium.FPDFPage_Flatten(page.handle, pdfium.FLAT_NORMALDISPLAY)
        return drawn


def _is_filled(page: Any, number: int) -> bool:
    """Whether the annotation is a field with words in it: boxes to tick have states instead."""
    annotation = pdfium.FPDFPage_GetAnnot(page, number)
    if not annotation:
        return False
    is_field = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET
    filled = is_field and pdfium.FPDFAnnot_HasKey(annotation, b"AP") and not pdfium.FPDFAnnot_HasKey(annotation, b"AS")
    pdfium.FPDFPage_CloseAnnot(annotation)
    return bool(filled)


def in_place(words: Iterable[Word], characters: int) -> list[Word]:
    """The words with those of values, which come behind so many characters, behind the words to the left of them."""
    placed: list[Word] = []
    for word in words:
        if word.start < characters:
            placed.append(word)
        else:
            placed.insert(_place(placed, word), word)
    return placed


def _place(words: list[Word], word: Word) -> int:
    """Where the word belongs: behind the nearest one to its left, or else before the first one further down."""
    middle = (word.top + word.bottom) / 2
    beside = [index for index, other in enumerate(words) if other.top < middle < other.bottom and other.x0 < word.x0]
    if beside:
        return max(beside, key=lambda index: words[index].x0) + 1
    return next((index for index, other in enumerate(words) if other.top > middle), len(words))

"""Why a PDF that opens cannot be read, in words that an author understands."""

import re
from collections.abc import Sequence
from io import BytesIO

from seclint.errors import UnreadableDocument
from seclint.patterns import compiled
from seclint.readers.pdf import pdfium
from seclint.readers.pdf.native import PageText

_FEW = 20  # solid characters: what a page number or a stamp on a scan may hold
_UNKNOWN = compiled("[\ue000-\uf8ff\x01\x03-\x08\x0b\x0c\x0e-\x1f]")
_PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")
_UNMAPPED = 0.4  # share of characters without a meaning from which the text is no text


def has_picture(page: PageText) -> bool:
    """Whether a picture stands on the page."""
    count = pdfium.FPDFPage_CountObjects(page.handle)
    kinds = {pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.handle, index)) for index in range(min(count, 2000))}
    return bool(kinds & {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM})


def is_bare(text: str) -> bool:
    """Whether a page holds no words to speak of."""
    return len("".join(text[:400].split())) < _FEW


def no_text() -> UnreadableDocument:
    """The error for a PDF without words, nor pictures of them."""
    return UnreadableDocument("the PDF holds no text", "if its letters are drawn as shapes, export it again with its fonts")


def check_readable(texts: Sequence[str], scanned: Sequence[int], broken: Sequence[int]) -> None:
    """Raise UnreadableDocument unless the pages hold words. ``scanned`` are pages that hold a picture and no words."""
    if len(broken) == len(texts):
        raise UnreadableDocument("none of the pages of the PDF can be opened; the file is damaged", "export or download it again")
    if not any(text.strip() for text in texts) or (len(scanned) > 0.9 * len(texts) and len(texts) > 1):
        if scanned:
            raise UnreadableDocument("the PDF holds scanned images without text", "run OCR first, or check the file that was printed")
        raise no_text()
    solid = unmapped = 0
    for text in texts:
        solid += len(text)
        unmapped += sum(map(text.count, "\ufffd\x00")) + _private(text)
    if unmapped > _UNMAPPED * solid:
        raise UnreadableDocument(
            "the fonts of the PDF do not say which letters their shapes stand for",
            "export it again with fonts embedded, check the Word file instead, or run OCR",
        )


def check_count(data: bytes, count: int) -> None:
    """Raise UnreadableDocument when the file holds more pages than it says: those beyond would go unread."""
    if sum(1 for _ in _PAGE_OBJECT.finditer(data)) <= count:
        return
    held = _pages_held(data)
    if held > count:
        raise UnreadableDocument(f"the PDF gives the number of its pages as {count}, but holds {held}", "print it to a new PDF")


def _pages_held(data: bytes) -> int:
    """The pages to which the page tree leads, as a second engine finds them; pages that were deleted are none."""
    import pdfplumber  # only files with more page objects than pages pay for the import

    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            return len(pdf.pages)
    except MemoryError:
        raise
    except Exception:  # the second engine is the weaker one: where it fails there is nothing to compare
        return 0


def _private(text: str) -> int:
    """The characters that no reader can know: private use, and controls."""
    return len(_UNKNOWN.findall(text))

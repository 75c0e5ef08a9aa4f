"""PDF files to Documents."""

import hashlib
from collections.abc import Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from seclint.errors import UnreadableDocument
from seclint.model import Document
from seclint.processes.sharing import Sharing
from seclint.readers.kinds import known_blocks
from seclint.readers.pdf import overlays, pdfium
from seclint.readers.pdf.about import lacking, outline, page_labels, properties
from seclint.readers.pdf.diagnose import check_count, check_readable, no_text
from seclint.readers.pdf.fields import draw_values
from seclint.readers.pdf.native import PageText, opened
from seclint.readers.pdf.pages import Page, read_page
from seclint.readers.pdf.places import boxes

__all__ = ["boxes", "read"]

_FEW = 10  # pages: reading no more takes no longer than having another process help
_EACH = 16  # portions for each process, so that all have something to read until the end


def read(data: bytes, path: str, sharing: Sharing | None = None) -> Document:
    """The document that the bytes of a PDF hold; its pages are read as ``sharing`` says. Raises UnreadableDocument."""
    sharing = sharing or Sharing()
    with opened(data) as handle:
        portions = _portions(_count(handle), sharing.jobs)
        pages = [page for some in sharing.map(partial(_pages, handle), portions, list[Page]) for page in some]
        labels = page_labels(handle, len(pages))
        about = properties(handle, data)
        lacks = lacking(handle, about.get("title", ""))
        titles = outline(handle)
    from seclint.readers.pdf.compose import compose  # not before others help to read: what they need is imported without it

    check_readable(
        [page.text for page in pages],
        [page.index for page in pages if page.scanned],
        [page.index for page in pages if page.broken],
    )
    check_count(data, len(pages))
    document = compose(pages, titles).finish(
        path=path,
        format="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        parts=labels,
        pages=len(pages),
        properties=about,
        features={**_features(pages), **lacks},
    )
    if not document.text.strip():
        raise no_text()
    return replace(_overlaid(document, pages), blocks=known_blocks(document))


def _count(handle: Any) -> int:
    count = int(pdfium.FPDF_GetPageCount(handle))
    if count <= 0:
        raise UnreadableDocument("the PDF has no pages", "export or download it again")
    return count


def _portions(count: int, jobs: int) -> list[range]:
    """The pages in some portions for each of the jobs, if they are worth sharing out."""
    size = -(-count // (jobs * _EACH)) if jobs > 1 and count > _FEW else count
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


def _pages(handle: Any, portion: range) -> list[Page]:
    pages = []
    for index in portion:
        drawn = draw_values(handle, index)
        with PageText(handle, index) as page:
            pages.append(read_page(page, handle, drawn))
    return pages


def _features(pages: Sequence[Page]) -> dict[str, str]:
    """What the file holds besides words: reviewers' notes, a watermark, pages that are pictures, pages that do not open."""
    notes = sum(1 for page in pages for annotation, _ in page.covered if annotation.kind)
    marks = list(dict.fromkeys(" ".join(page.watermark) for page in pages if page.watermark))
    found = {
        "annotations": str(notes) if notes else "",
        "watermark": "; ".join(marks),
        "scanned-pages": ", ".join(str(page.index + 1) for page in pages if page.scanned),
        "broken-pages": ", ".join(str(page.index + 1) for page in pages if page.broken),
    }
    return {name: value for name, value in found.items() if value}


def _overlaid(document: Document, pages: Sequence[Page]) -> Document:
    """The document with links, reviewers' notes and marks on invisible words."""
    covered = [found for page in pages for found in page.covered]
    hidden = [(page.index, page.characters_of(line), line.hidden) for page in pages for line in page.lines() if line.hidden]
    if not covered and not hidden:
        return document
    way = overlays.Way(document)
    return replace(
        document,
        links=tuple(overlays.links(covered, way)),
        comments=tuple(overlays.comments(covered, way)),
        marks=tuple(overlays.invisible(hidden, way)),
    )

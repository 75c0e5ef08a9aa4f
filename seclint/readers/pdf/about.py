"""What a PDF says about itself: metadata, page labels, outline, links and annotations."""

import ctypes
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from msgspec import Struct

from seclint.patterns import compiled
from seclint.readers.pdf import pdfium
from seclint.readers.pdf.native import Box, PageText

_DC_TITLE = re.compile(rb"<dc:title\b[^<>]{0,200}>.{0,200}?<rdf:li\b[^<>]{0,200}>([^<]{1,1000})</rdf:li>", re.DOTALL)
_DATE = compiled(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(Z|[+-]\d\d'?(?:\d\d)?)?")
_MOST = 10_000  # bookmarks or annotations; a file with more is not followed to the end
_REVIEW = {
    pdfium.FPDF_ANNOT_TEXT: "note",
    pdfium.FPDF_ANNOT_FREETEXT: "text",
    pdfium.FPDF_ANNOT_HIGHLIGHT: "highlight",
    pdfium.FPDF_ANNOT_UNDERLINE: "underline",
    pdfium.FPDF_ANNOT_SQUIGGLY: "underline",
    pdfium.FPDF_ANNOT_STRIKEOUT: "strike-out",
    pdfium.FPDF_ANNOT_STAMP: "stamp",
    pdfium.FPDF_ANNOT_CARET: "insertion",
    pdfium.FPDF_ANNOT_INK: "drawing",
}


class Annotation(Struct, frozen=True, array_like=True):
    """A link with its target, or a reviewer's note: where it lies on its page, and what it says."""

    page: int
    box: Box
    target: str = ""
    kind: str = ""
    text: str = ""
    author: str = ""


class Bookmark(NamedTuple):
    """A heading as the file lists it for its reader; the level counts from 1."""

    title: str
    level: int


def properties(document: Any, data: bytes) -> dict[str, str]:
    """Title, author, created and modified, where the file states them; dates in ISO form. ``data`` are the file's bytes."""
    found = {name.lower(): _meta(document, name).strip() for name in ("Title", "Author")}
    found["title"] = found["title"] or _xmp_title(data)
    found["created"] = iso_date(_meta(document, "CreationDate"))
    found["modified"] = iso_date(_meta(document, "ModDate"))
    return {name: value for name, value in found.items() if value}


def lacking(document: Any, title: str) -> dict[str, str]:
    """What a screen reader needs and the file does not have: "untagged", "no-language", "no-title"."""
    missing = {
        "untagged": not pdfium.FPDFCatalog_IsTagged(document),
        "no-language": not _language(document),
        "no-title": not title,
    }
    return {name: "yes" for name, is_missing in missing.items() if is_missing}


def _language(document: Any) -> str:
    return _string(partial(pdfium.FPDFCatalog_GetLanguage, document)).strip()


def _xmp_title(data: bytes) -> str:
    """The title in the file's XMP packet, which stands in the file as plain text for programs that know no PDF."""
    match = _DC_TITLE.search(data)
    if match is None:
        return ""
    from html import unescape  # few files need it

    return unescape(match[1].decode("utf-8", "replace")).strip()


def iso_date(text: str) -> str:
    """A PDF date in ISO form: "D:20230919101500+01'00'" gives "2023-09-19T10:15:00+01:00"; empty when it is none."""
    match = _DATE.match(text)
    if not match:
        return ""
    year, month, day, *clock = match.groups()[:6]
    zone = match[7] or ""
    if zone and zone != "Z":
        figures = re.sub(r"\D", "", zone).ljust(4, "0")
        zone = f"{zone[0]}{figures[:2]}:{figures[2:]}"
    return f"{year}-{month or '01'}-{day or '01'}T{':'.join(part or '00' for part in clock)}{zone}"


def page_labels(document: Any, count: int) -> list[str]:
    """The number printed on each page as the file states it; its ordinal where it states none."""
    labels = [_string(partial(pdfium.FPDF_GetPageLabel, document, index)) for index in range(count)]
    return [label or str(index) for index, label in enumerate(labels, 1)]


def outline(document: Any) -> list[Bookmark]:
    """The bookmarks, in order."""
    return list(_bookmarks(document, pdfium.FPDFBookmark_GetFirstChild(document, None), 0, set()))


def _bookmarks(document: Any, bookmark: Any, depth: int, met: set[int]) -> Iterator[Bookmark]:
    while bookmark and len(met) < _MOST and depth < 20:
        if bookmark in met:
            return
        met.add(bookmark)
        here = bookmark
        title = _string(partial(pdfium.FPDFBookmark_GetTitle, here))
        yield Bookmark(" ".join(title.split()), depth + 1)
        yield from _bookmarks(document, pdfium.FPDFBookmark_GetFirstChild(document, here), depth + 1, met)
        bookmark = pdfium.FPDFBookmark_GetNextSibling(document, here)


def annotations(document: Any, page: PageText) -> Iterator[Annotation]:
    """The links and reviewers' notes of a page."""
    for index in range(min(_MOST, pdfium.FPDFPage_GetAnnotCount(page.handle))):
        annotation = pdfium.FPDFPage_GetAnnot(page.handle, index)
        if not annotation:
            continue
        subtype = pdfium.FPDFAnnot_GetSubtype(annotation)
        if subtype == pdfium.FPDF_ANNOT_LINK:
            if target := _target(document, annotation):
                yield Annotation(page.index, _rectangle(page, annotation), target=target)
        elif kind := _REVIEW.get(subtype):
            text, author = _entry(annotation, b"Contents"), _entry(annotation, b"T")
            yield Annotation(page.index, _rectangle(page, annotation), kind=kind, text=text, author=author)
        pdfium.FPDFPage_CloseAnnot(annotation)


def _target(document: Any, annotation: Any) -> str:
    link = pdfium.FPDFAnnot_GetLink(annotation)
    action = pdfium.FPDFLink_GetAction(link) if link else None
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(size + 1)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode("utf-8", "replace").strip()


def _rectangle(page: PageText, annotation: Any) -> Box:
    box = pdfium.Rectangle()
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
    left, right = sorted((box.left, box.right))
    bottom, top = sorted((box.bottom, box.top))
    return page.displayed(left, bottom, right, top)


def _entry(annotation: Any, key: bytes) -> str:
    return " ".join(_string(partial(pdfium.FPDFAnnot_GetStringValue, annotation, key)).split())


def _meta(document: Any, name: str) -> str:
    return _string(partial(pdfium.FPDF_GetMetaText, document, name.encode()))


def _string(fill: Callable[[Any, int], int]) -> str:
    """The UTF-16 string that a function of pdfium writes; called twice, first for the size."""
    size = int(fill(None, 0))
    if size <= 2 or size > 1 << 20:
        return ""
    buffer = ctypes.create_string_buffer(size)
    fill(buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").replace("\0", "")

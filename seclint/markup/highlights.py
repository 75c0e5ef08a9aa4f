"""Findings as highlights with pop-up notes in a PDF; and those of an earlier run taken out again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from seclint.errors import UnreadableDocument
from seclint.markup import AUTHOR
from seclint.markup.increment import DAMAGED, Increment, without_last
from seclint.markup.remark import remark
from seclint.model import Finding
from seclint.readers.pdf import pdfium
from seclint.readers.pdf.native import Box, PageText, opened

_COLOURS = {"error": (1.0, 0.72, 0.66), "warning": (1.0, 0.86, 0.45), "note": (0.74, 0.87, 1.0)}
_PRINTED = 4  # the flag that has an annotation printed with its page
_NOTE, _GAP = 18.0, 6.0  # points: the side of a note without words to mark, and its distance from the edge and from the next
_WINDOW = (220.0, 120.0)  # points: the pop-up window
_OWN = ("/Highlight", "/Text")


def cleared(data: bytes) -> bytes:
    """The PDF without seclint's own notes; the same bytes where it has none."""
    before = without_last(data)
    increment = Increment(before)
    for reference in dict.fromkeys(increment.pages):
        page = _page(reference)
        kept = _of_others(page)
        if len(kept) < len(_annotations(page)):
            increment.replace(reference, _with(page, kept))
    return increment.written()


def highlighted(data: bytes, findings: Sequence[Finding], day: str | None) -> bytes:
    """The PDF, which has no note of seclint's yet, with one for each finding; ``day`` dates them.

    What stands on several pages is marked on each; what has no words to mark gets a note in the corner of its page, or of the first.
    """
    increment = Increment(data)
    wanted: dict[int, list[tuple[Finding, list[Box]]]] = {}
    for finding in findings:
        for index, boxes in _boxes(finding).items():
            wanted.setdefault(index, []).append((finding, boxes))
    added: dict[IndirectObject, list[PdfObject]] = {}
    with opened(data) as handle:
        if pdfium.FPDF_GetPageCount(handle) != len(increment.pages):
            raise UnreadableDocument(*DAMAGED)
        for index, marked in sorted(wanted.items()):
            reference = increment.pages[index]
            with PageText(handle, index) as paper:
                added.setdefault(reference, []).extend(_marks(increment, reference, paper, marked, day))
    for reference, marks in added.items():
        page = _page(reference)
        increment.replace(reference, _with(page, [*_annotations(page), *marks]))
    return increment.written()


def _boxes(finding: Finding) -> Mapping[int, list[Box]]:
    """The boxes of a finding, by the index of the page."""
    found: dict[int, list[Box]] = {}
    for number, left, top, right, bottom in finding.place.boxes:
        found.setdefault(int(number) - 1, []).append((left, top, right, bottom))
    return found or {(finding.place.page or 1) - 1: []}


def _marks(
    increment: Increment, reference: IndirectObject, paper: PageText, marked: Sequence[tuple[Finding, list[Box]]], day: str | None
) -> Iterator[PdfObject]:
    """The highlights of one page, each followed by its pop-up."""
    corner = _GAP
    for finding, boxes in marked:
        mark = _described(finding, reference, day)
        if boxes:
            outlines = [paper.undisplayed(*box) for box in boxes]
            mark[NameObject("/QuadPoints")] = _reals(*(edge for outline in outlines for edge in _corners(outline)))
        else:
            outlines = [paper.undisplayed(corner, _GAP, corner + _NOTE, _GAP + _NOTE)]
            mark[NameObject("/Name")] = NameObject("/Comment")
            corner += _NOTE + _GAP
        mark[NameObject("/Subtype")] = NameObject("/Highlight" if boxes else "/Text")
        around = _around(outlines)
        mark[NameObject("/Rect")] = _reals(*around)
        appearance = increment.add(_appearance(_COLOURS[finding.severity], outlines, around))
        mark[NameObject("/AP")] = DictionaryObject({NameObject("/N"): appearance})
        added = increment.add(mark)
        popup = increment.add(_popup(added, reference, around))
        mark[NameObject("/Popup")] = popup
        yield from (added, popup)


def _described(finding: Finding, page: IndirectObject, day: str | None) -> DictionaryObject:
    """What any kind of annotation says of a finding."""
    described = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/P"): page,
            NameObject("/T"): TextStringObject(AUTHOR),
            NameObject("/Subj"): TextStringObject(f"{finding.rule} {finding.name}"),
            NameObject("/Contents"): TextStringObject("\n".join(remark(finding))),
            NameObject("/C"): _reals(*_COLOURS[finding.severity]),
            NameObject("/F"): NumberObject(_PRINTED),
        }
    )
    if day:
        described[NameObject("/M")] = TextStringObject(f"D:{day.replace('-', '')}000000Z")
    return described


def _popup(parent: IndirectObject, page: IndirectObject, around: Box) -> DictionaryObject:
    width, height = _WINDOW
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Popup"),
            NameObject("/Rect"): _reals(around[2], around[3] - height, around[2] + width, around[3]),
            NameObject("/Parent"): parent,
            NameObject("/P"): page,
        }
    )


def _appearance(colour: tuple[float, float, float], outlines: Sequence[Box], around: Box) -> DecodedStreamObject:
    """How the mark looks in every viewer: coloured as if with a pen, the words visible through it."""
    form = DecodedStreamObject()
    areas = "".join(f"{left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re " for left, bottom, right, top in outlines)
    form.set_data(f"/G gs {' '.join(f'{part:g}' for part in colour)} rg {areas}f".encode())
    pen = DictionaryObject({NameObject("/Type"): NameObject("/ExtGState"), NameObject("/BM"): NameObject("/Multiply")})
    states = DictionaryObject({NameObject("/G"): pen})
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = _reals(*around)
    form[NameObject("/Resources")] = DictionaryObject({NameObject("/ExtGState"): states})
    return form


def _page(reference: IndirectObject) -> DictionaryObject:
    page = reference.get_object()
    if not isinstance(page, DictionaryObject):
        raise UnreadableDocument(*DAMAGED)
    return page


def _annotations(page: DictionaryObject) -> list[PdfObject]:
    """The annotations of a page, as it refers to them."""
    found = page.get("/Annots")
    array = found.get_object() if found is not None else None
    return list(array) if isinstance(array, ArrayObject) else []


def _of_others(page: DictionaryObject) -> list[PdfObject]:
    """The annotations that are neither seclint's own nor pop-ups of such."""
    return [one for one in _annotations(page) if not _is_own(one) and not _is_own(_entry(one, "/Parent"))]


def _is_own(annotation: Any) -> bool:
    return _entry(annotation, "/T") == AUTHOR and _entry(annotation, "/Subtype") in _OWN


def _entry(annotation: Any, name: str) -> Any:
    found = annotation.get_object() if annotation is not None else None
    return found.get(name) if isinstance(found, DictionaryObject) else None


def _with(page: DictionaryObject, annotations: Sequence[PdfObject]) -> DictionaryObject:
    """The page with these annotations: in an array of its own, whoever else may share the one that it had."""
    changed = DictionaryObject(page)
    changed[NameObject("/Annots")] = ArrayObject(annotations)
    return changed


def _around(outlines: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*outlines, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _corners(outline: Box) -> tuple[float, ...]:
    """In the order in which viewers want them, which is not the one of the standard: top left, top right, bottom left, bottom right."""
    left, bottom, right, top = outline
    return left, top, right, top, left, bottom, right, bottom


def _reals(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(round(value, 2)) for value in values)

"""Objects appended to a PDF as an incremental update (ISO 32000-1, 7.5.6): every byte that was there stays, and signatures with it.

pypdf reads the file and writes single objects. Its own incremental writer copies every object of the file first and counts one object
too many, and pdfium's writes everything anew that it has looked at, fonts and pages too; so the update itself is put together here.
"""

import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
)

from seclint.errors import UnreadableDocument

_MARK = b"\n%seclint\n"
_END = b"%%EOF\n"
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_TABLE = re.compile(rb"\s*(?:(xref)\b|\d+\s+\d+\s+obj\b)")
_TAIL = 2048
_FORBIDDING = (1, 2)  # what a certified document allows: nothing, or to fill in forms
_OVERFLOW = 10**10

DAMAGED = ("the PDF is put together in a way that nothing can be added to", "export it anew, or print it into a new PDF, and annotate that")
_PROTECTED = ("the PDF is protected, so nothing can be added to it", "save a copy without protection and annotate that")
_CERTIFIED = ("the PDF is certified, and its author allows no notes in it", "annotate the document that it was made from")


class _Place(NamedTuple):
    number: int
    generation: int
    offset: int


class Increment:
    """New objects, and ones that take the place of others. Raises UnreadableDocument for files that nothing can be added to."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._last, self._is_table = _last_table(data)
        self._objects: dict[tuple[int, int], PdfObject] = {}
        try:
            self.reader = PdfReader(io.BytesIO(data))
            if self.reader.is_encrypted:
                raise UnreadableDocument(*_PROTECTED)
            if _forbids_notes(self.reader):
                raise UnreadableDocument(*_CERTIFIED)
            self.pages = list(_pages(self.reader))
        except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise UnreadableDocument(*DAMAGED) from error
        known = [*self.reader.xref_objStm, *(number for numbers in self.reader.xref.values() for number in numbers)]
        self._next = max([int(self.reader.trailer.get("/Size", 0)) - 1, *known]) + 1

    def add(self, content: PdfObject) -> IndirectObject:
        """Add an object; the reference to it."""
        reference = IndirectObject(self._next, 0, self.reader)
        self._next += 1
        self.replace(reference, content)
        return reference

    def replace(self, reference: IndirectObject, content: PdfObject) -> None:
        """Put the object in the place of the one that is referred to."""
        self._objects[reference.idnum, reference.generation] = content

    def written(self) -> bytes:
        """The file with the update behind it; the same bytes where there is none."""
        if not self._objects:
            return self._data
        out = io.BytesIO()
        out.write(self._data)
        out.write(_MARK)
        places = [_Place(*key, _write(out, key, content)) for key, content in sorted(self._objects.items(), key=lambda item: item[0])]
        at = self._write_table(out, places) if self._is_table else self._write_stream(out, places)
        if at >= _OVERFLOW:
            raise UnreadableDocument(*DAMAGED)
        out.write(b"startxref\n%d\n" % at + _END)
        return out.getvalue()

    def _write_table(self, out: io.BytesIO, places: list[_Place]) -> int:
        at = out.tell()
        out.write(b"xref\n")
        for block in _blocks(places):
            out.write(b"%d %d\n" % (block[0].number, len(block)))
            out.writelines(b"%010d %05d n \n" % (place.offset, place.generation) for place in block)
        out.write(b"trailer\n")
        self._trailer(self._next, out.getvalue()).write_to_stream(out)
        out.write(b"\n")
        return at

    def _write_stream(self, out: io.BytesIO, places: list[_Place]) -> int:
        """The table as a stream, which files with compressed objects have; it lists itself."""
        at = out.tell()
        places = [*places, _Place(self._next, 0, at)]
        stream = DecodedStreamObject()
        stream.set_data(b"".join(b"\1" + place.offset.to_bytes(5) + place.generation.to_bytes(2) for place in places))
        stream.update(self._trailer(self._next + 1, out.getvalue()))
        stream[NameObject("/Type")] = NameObject("/XRef")
        stream[NameObject("/W")] = _numbers(1, 5, 2)
        stream[NameObject("/Index")] = _numbers(*(number for block in _blocks(places) for number in (block[0].number, len(block))))
        _write(out, (self._next, 0), stream)
        return at

    def _trailer(self, size: int, before: bytes) -> DictionaryObject:
        """The trailer of the update: the file is the same by the first half of its identifier, and another by the second."""
        trailer = DictionaryObject({NameObject("/Size"): NumberObject(size), NameObject("/Prev"): NumberObject(self._last)})
        for name in ("/Root", "/Info"):
            if name in self.reader.trailer:
                trailer[NameObject(name)] = self.reader.trailer.raw_get(name)
        identifier = self.reader.trailer.get("/ID")
        if isinstance(identifier, ArrayObject) and len(identifier) == 2:
            digest = ByteStringObject(hashlib.sha256(before).digest()[:16])
            trailer[NameObject("/ID")] = ArrayObject([ByteStringObject(identifier[0].original_bytes), digest])
        return trailer


def without_last(data: bytes) -> bytes:
    """The PDF without the update that seclint appended last, if nobody has appended one since."""
    at = data.rfind(_MARK)
    update = data[at:]
    return data[:at] if at >= 0 and update.endswith(_END) and update.count(b"startxref") == 1 else data


def _last_table(data: bytes) -> tuple[int, bool]:
    """Where the table of objects begins that is read first, and whether it is one, not a stream."""
    starts = list(_START.finditer(data, max(0, len(data) - _TAIL)))
    last = int(starts[-1][1]) if starts else len(data)
    table = _TABLE.match(data, last)
    if table is None:
        raise UnreadableDocument(*DAMAGED)
    return last, table[1] is not None


def _pages(reader: PdfReader) -> Iterator[IndirectObject]:
    for page in reader.pages:
        if page.indirect_reference is None:
            raise UnreadableDocument(*DAMAGED)
        yield page.indirect_reference


def _forbids_notes(reader: PdfReader) -> bool:
    """Whether a certifying signature (DocMDP) allows no annotations."""
    signature = _inner(_inner(reader.root_object, "/Perms"), "/DocMDP")
    references = signature.get("/Reference")
    for reference in references.get_object() if references is not None else ():
        if _inner(reference.get_object(), "/TransformParams").get("/P", 2) in _FORBIDDING:
            return True
    return False


def _inner(outer: DictionaryObject, name: str) -> DictionaryObject:
    found = outer.get(name)
    inner = found.get_object() if found is not None else None
    return inner if isinstance(inner, DictionaryObject) else DictionaryObject()


def _write(out: io.BytesIO, key: tuple[int, int], content: PdfObject) -> int:
    at = out.tell()
    out.write(b"%d %d obj\n" % key)
    content.write_to_stream(out)
    out.write(b"\nendobj\n")
    return at


def _blocks(places: Iterable[_Place]) -> Iterator[list[_Place]]:
    """The places of objects that are numbered on end."""
    for _, block in groupby(enumerate(places), key=lambda item: item[1].number - item[0]):
        yield [place for _, place in block]


def _numbers(*values: int) -> ArrayObject:
    return ArrayObject(NumberObject(value) for value in values)

"""The Open Packaging container of a Word file: its parts and the relationships between them, read with care.

python-docx is not used to open files: it refuses .docm, .dotx and Strict documents, inflates and parses every part without counting what
it inflates, and its import alone takes longer than this reader needs for sixty pages. Its object model is used where files are made.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from seclint.errors import UnreadableDocument
from seclint.readers.docx.diagnose import damaged, no_word_document, not_a_package

MOST_BYTES = 400_000_000
MOST_INFLATION = 250  # of 181 real files the most is 32; what deflate can do at most is 1032
_SMALL = 10_000_000
_CHUNK = 1 << 20
_FAILURES = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)
_STRICT = re.compile(rb"""(["'])http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|drawingml|spreadsheetml|presentationml)/""")
_DOCTYPE = "<!DOCTYPE"


class Relation(NamedTuple):
    """A relationship: the last word of its type ("footnotes"), its target (a part's name when it is internal)."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a Word file, by name without leading slash. Raises UnreadableDocument for what is not one, or not a safe one."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(b"PK"):
            raise not_a_package(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAILURES as error:
            raise damaged(error) from None
        self.parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
        )
        self._left = MOST_BYTES
        self._relations: dict[str, dict[str, Relation]] = {}
        self._entries = self._index()
        self.main = self._find_main()

    def names(self) -> list[str]:
        """The names of all parts."""
        return [entry.filename for entry in self._entries.values()]

    def xml(self, name: str) -> etree._Element | None:
        """The root element of a part; None when there is no such part. Strict names are given as transitional ones."""
        data = self.data(name)
        if data is None:
            return None
        try:
            root = etree.fromstring(data, self.parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(error, name) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableDocument(f"the Word file declares a document type in {name}", "open it in Word and save it again as .docx")
        return root

    def data(self, name: str) -> bytes | None:
        """The bytes of a part of XML, without a document type and with transitional names; None when there is no such part."""
        data = self._read(name)
        if data is None:
            return None
        if _declares_type(data):
            raise UnreadableDocument(f"the Word file declares a document type in {name}", "open it in Word and save it again as .docx")
        if b"purl.oclc.org/ooxml" in data:
            data = _STRICT.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", data)
        return data

    def relations(self, name: str) -> dict[str, Relation]:
        """The relationships of a part, by id; those of the package itself for the name ""."""
        if name not in self._relations:
            folder, base = posixpath.split(name)
            root = self.xml(posixpath.join(folder, "_rels", base + ".rels"))
            found = {} if root is None else {child.get("Id", ""): _relation(child, folder) for child in root}
            self._relations[name] = found
        return self._relations[name]

    def related(self, kind: str, name: str | None = None) -> str | None:
        """The part to which the main part (or the named one) has a relationship of that kind."""
        for relation in self.relations(self.main if name is None else name).values():
            if relation.kind == kind and not relation.external and relation.target.casefold() in self._entries:
                return relation.target
        return None

    def _index(self) -> dict[str, zipfile.ZipInfo]:
        entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self._zip.infolist():
            name = entry.filename.replace("\\", "/").lstrip("/")
            key = name.casefold()
            if key in entries:
                raise UnreadableDocument(f"the Word file holds the part {name} twice", "open it in Word and save it again")
            if ".." in name.split("/"):
                raise UnreadableDocument("the Word file holds a part that points outside of it", "do not open it; ask where it comes from")
            entries[key] = entry
        return entries

    def _find_main(self) -> str:
        main = self.related("officeDocument", "")
        if main is None and "word/document.xml" in self._entries:
            main = "word/document.xml"
        if main is None:
            raise no_word_document(set(self._entries), self._read("mimetype"))
        return main

    def _read(self, name: str) -> bytes | None:
        entry = self._entries.get(name.casefold())
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise UnreadableDocument("the file is protected by a password", "save a copy without the password and check that")
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    chunks.append(chunk)
                    size += len(chunk)
                    self._left -= len(chunk)
                    if self._left < 0 or (size > _SMALL and size > MOST_INFLATION * max(entry.compress_size, 1)):
                        raise UnreadableDocument(
                            f"the Word file is made to fill the memory: {name} inflates to more than {size // 1_000_000} MB",
                            "do not open it; ask where it comes from",
                        )
        except _FAILURES as error:
            raise damaged(error, name) from None
        return b"".join(chunks)


def _declares_type(data: bytes) -> bool:
    """Whether XML in UTF-8 or UTF-16 declares a document type, told before it is parsed."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        return any(_DOCTYPE.encode(encoding) in data for encoding in ("utf-16-le", "utf-16-be"))
    return b"!" in data and _DOCTYPE.encode() in data


def _relation(element: etree._Element, folder: str) -> Relation:
    kind = element.get("Type", "").rsplit("/", 1)[-1]
    target = element.get("Target", "")
    if element.get("TargetMode") == "External":
        return Relation(kind, target, external=True)
    path = unquote(target.split("#", 1)[0])
    return Relation(kind, posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/"), external=False)

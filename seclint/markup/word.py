"""A Word file that is to be written to: its parts parsed, and only those that were changed packed anew."""

import io
import posixpath
import re
import zipfile

from lxml import etree

from seclint.errors import UnreadableDocument
from seclint.markup.archive import rewritten
from seclint.readers.docx.items import items
from seclint.readers.docx.package import Package

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = b"purl.oclc.org/ooxml"
_TRANSITIONAL = re.compile(
    rb"""(["'])http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml|drawingml|spreadsheetml|presentationml)/2006/"""
)


class WordFile:
    """The parts by name, parsed when they are asked for. Strict names are given as transitional ones, as the reader gives them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.package = Package(data)
        self.package.parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False)
        self._names = {name.replace("\\", "/").lstrip("/").casefold(): name for name in self.package.names()}
        self._roots: dict[str, etree._Element] = {}
        self._items: dict[str, list[etree._Element]] = {}
        self._changed: dict[str, str] = {}
        self.main = self.package.main
        self._strict = self.part(self.main) is not None and _STRICT in zipfile.ZipFile(io.BytesIO(data)).read(
            self._names[self.main.casefold()]
        )

    def part(self, name: str) -> etree._Element:
        """The root element of a part. Raises UnreadableDocument when it is not there."""
        key = name.casefold()
        if key not in self._roots:
            root = self.package.xml(name)
            if root is None:
                raise UnreadableDocument(f"the Word file has no part {name}", "open it in Word, let Word repair it, and save it again")
            self._roots[key] = root
        return self._roots[key]

    def items(self, name: str) -> list[etree._Element]:
        """The text-bearing elements of a part, as ``Origin.item`` counts them before anything is changed."""
        key = name.casefold()
        if key not in self._items:
            found = items(self.part(name))
            for element in found:
                if len(element):  # a comment of XML inside words would keep half of them from sight
                    etree.strip_tags(element, etree.Comment, etree.ProcessingInstruction)
            self._items[key] = found
        return self._items[key]

    def change(self, name: str) -> None:
        """The part was changed, and is to be written."""
        self._changed[name.casefold()] = name

    def related(self, kind: str) -> str | None:
        """The part to which the main part has a relationship of that kind."""
        return self.package.related(kind)

    def running(self) -> list[str]:
        """The parts that hold running headers and footers."""
        relations = self.package.relations(self.main).values()
        there = (one.target for one in relations if one.kind in ("header", "footer") and not one.external)
        return [name for name in there if name.casefold() in self._names]

    def add(self, kind: str, content_type: str, root: etree._Element) -> str:
        """Add a part that the main part is related to; its name."""
        folder, base = posixpath.split(self.main)
        number = 0
        while (name := posixpath.join(folder, f"{kind}{number or ''}.xml")).casefold() in self._names:
            number += 1
        self._roots[name.casefold()] = root
        self.change(name)
        self._relate(posixpath.join(folder, "_rels", base + ".rels"), kind, posixpath.basename(name))
        types = self.part("[Content_Types].xml")
        etree.SubElement(types, _TYPE + "Override", PartName="/" + name, ContentType=content_type)
        self.change("[Content_Types].xml")
        return name

    def packed(self) -> bytes:
        """The file; the bytes it was read from where nothing was changed."""
        if not self._changed:
            return self._data
        return rewritten(self._data, {self._names.get(key, name): self._serialised(key) for key, name in self._changed.items()})

    def _relate(self, name: str, kind: str, target: str) -> None:
        if name.casefold() in self._names:
            root = self.part(name)
        else:
            root = self._roots[name.casefold()] = etree.Element(_RELATION + "Relationships", nsmap={None: _RELATION[1:-1]})
        taken = {child.get("Id") for child in root}
        number = 1
        while (identifier := f"rId{number}") in taken:
            number += 1
        etree.SubElement(root, _RELATION + "Relationship", Id=identifier, Type=_KINDS + kind, Target=target)
        self.change(name)

    def _serialised(self, key: str) -> bytes:
        tree = self._roots[key].getroottree()
        data: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=tree.docinfo.standalone is not False)
        return _TRANSITIONAL.sub(rb"\1http://purl.oclc.org/ooxml/\2/", data) if self._strict else data

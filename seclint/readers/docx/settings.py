"""What a Word file holds besides its text: its properties, and what it can do to its reader."""

from lxml import etree

from seclint.readers.docx.names import VML, W, is_on
from seclint.readers.docx.package import Package

_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_PROPERTIES = {
    _DC + "title": "title",
    _DC + "creator": "author",
    _TERMS + "created": "created",
    _TERMS + "modified": "modified",
    _CORE + "lastModifiedBy": "last_modified_by",
}
_EMBEDDED = frozenset(("oleObject", "package", "aFChunk", "control"))
_ON = ("1", "true", "on")


def properties(core: etree._Element | None) -> dict[str, str]:
    """Title, author, created, modified, last_modified_by, as far as the file tells them."""
    found: dict[str, str] = {}
    for element in () if core is None else core:
        name = _PROPERTIES.get(str(element.tag))
        text = " ".join((element.text or "").split())
        if name is not None and text:
            found.setdefault(name, text)
    return found


def features(package: Package, settings: etree._Element | None) -> dict[str, str]:
    """The features of a Word file by name, each with its detail: the kind of protection, the template's address, the parts' names."""
    found: dict[str, str] = {}
    if settings is not None and is_on(settings.find(W + "trackRevisions")):
        found["change-tracking"] = "on"
    if protection := _protection(settings):
        found["protection"] = protection
    embedded = []
    for relation in package.relations(package.main).values():
        if relation.kind == "vbaProject":
            found["macros"] = relation.target
        elif relation.kind in _EMBEDDED:
            embedded.append(relation.target)
    if embedded:
        found["embedded"] = ", ".join(embedded)
    for part in {package.related("settings"), package.main} - {None}:
        for relation in package.relations(part or "").values():
            if relation.kind == "attachedTemplate" and relation.external:
                found["external-template"] = relation.target
    return found


def _protection(settings: etree._Element | None) -> str:
    if settings is None:
        return ""
    protection = settings.find(W + "documentProtection")
    if protection is not None and protection.get(W + "enforcement") in _ON:
        return protection.get(W + "edit", "none")
    return "write-reservation" if settings.find(W + "writeProtection") is not None else ""


def watermark(roots: list[etree._Element]) -> str:
    """The words of a watermark in the running headers; "" without one."""
    words = (path.get("string", "") for root in roots for path in root.iter(VML + "textpath"))
    return next((word for word in words if word.strip()), "")

"""Word files (.docx, .docm, .dotx, .dotm, transitional and Strict) to Documents."""

import hashlib

from lxml import etree
from msgspec.structs import replace

from seclint.errors import UnreadableDocument
from seclint.model import Document, Span
from seclint.readers.builder import Builder
from seclint.readers.docx import settings as about
from seclint.readers.docx.comments import Comments
from seclint.readers.docx.diagnose import damaged
from seclint.readers.docx.fields import pointing
from seclint.readers.docx.items import items
from seclint.readers.docx.names import ID, W
from seclint.readers.docx.notes import Notes, sections
from seclint.readers.docx.numbering import Numbering
from seclint.readers.docx.package import Package
from seclint.readers.docx.raised import settle, typed_notes, without_mark
from seclint.readers.docx.running import Running
from seclint.readers.docx.sheet import LazyStyleSheet, StyleSheet, is_plain
from seclint.readers.docx.story import Story
from seclint.readers.docx.styles import Styles
from seclint.readers.docx.walk import Book
from seclint.readers.docx.write import write_body, write_joined
from seclint.readers.kinds import known_blocks

__all__ = ["items", "read"]


def read(data: bytes, path: str) -> Document:
    """The document that the bytes of a Word file hold. Raises UnreadableDocument for anything else."""
    try:
        return _read(Package(data), hashlib.sha256(data).hexdigest(), path)
    except (RecursionError, etree.LxmlError) as error:
        raise damaged(error) from None


def _read(package: Package, sha256: str, path: str) -> Document:
    root = package.xml(package.main)
    if root is None or root.tag != W + "document":
        raise UnreadableDocument("the Word file has no document in it", "open it in Word, let Word repair it, and save it again")
    settings = _part(package, "settings")
    all_sections = sections(root)
    styles = Styles(_sheet(package))
    comments = Comments(_part(package, "comments"), _part(package, "commentsExtended"))
    book = Book(styles, Numbering(_part(package, "numbering"), styles), Notes(settings, all_sections), comments, package.xml)
    builder = Builder()
    parts = [package.main]
    body = root.find(W + "body")
    story = Story(book, package.relations(package.main), shaded=root.find(W + "background") is not None)
    paragraphs = [] if body is None else story.read(body)
    paragraphs, typed = typed_notes(paragraphs) if book.raised else (paragraphs, [])
    labels = {note.label for note in book.notes.found} | {label for label, _ in typed}
    if book.raised:
        settle(paragraphs, labels)
    write_body(paragraphs, builder, parts)
    for label, paragraph in typed:
        settle([paragraph], labels)
        write_joined("footnote", [paragraph], builder, 0, label)
    _write_notes(package, book, builder, parts, labels)
    running = Running(package, book, settings, all_sections)
    running.write(builder, parts)
    builder.comments += comments.all()
    properties, features = about.properties(_core(package)), _features(package, settings, running, book)
    document = builder.finish(path=path, format="docx", sha256=sha256, parts=parts, properties=properties, features=features)
    if not document.text or document.text.isspace():
        raise UnreadableDocument("the Word file holds no text", "if its pages are pictures, run OCR first and save the words")
    marks = tuple(replace(mark, span=_words(document.text, mark.span)) for mark in document.marks)
    fields = tuple(pointing(document.fields, book.bookmarks))
    return replace(document, blocks=known_blocks(document), marks=marks, fields=fields)


def _features(package: Package, settings: etree._Element | None, running: Running, book: Book) -> dict[str, str]:
    """What the file holds besides text, and what of it could not be read."""
    features = about.features(package, settings)
    if words := about.watermark(running.roots):
        features["watermark"] = words
    if book.unread:
        features["unread"] = "; ".join(dict.fromkeys(book.unread))
    return features


def _words(text: str, span: Span) -> Span:
    """The span without the space before its first word."""
    return Span(span.start + 1, span.end) if text[span.start : span.end].startswith(" ") else span


def _part(package: Package, kind: str) -> etree._Element | None:
    name = package.related(kind)
    return None if name is None else package.xml(name)


def _sheet(package: Package) -> StyleSheet:
    name = package.related("styles")
    data = None if name is None else package.data(name)
    if name is None or data is None:
        return StyleSheet(None)
    return LazyStyleSheet(data, package.parser) if is_plain(data) else StyleSheet(package.xml(name))


def _core(package: Package) -> etree._Element | None:
    """The core properties; Word opens files in which they are broken."""
    name = package.related("core-properties", "") or package.related("coreProperties", "")
    try:
        return None if name is None else package.xml(name)
    except UnreadableDocument:
        return None


def _write_notes(package: Package, book: Book, builder: Builder, parts: list[str], labels: set[str]) -> None:
    """The footnotes, then the endnotes, each in the order of the references to them."""
    for kind in ("footnote", "endnote"):
        wanted = {note.id: note.label for note in book.notes.found if note.kind == kind}
        name = package.related(f"{kind}s")
        root = package.xml(name) if name is not None and wanted else None
        if wanted and root is None:
            book.unread.append(f"the {kind}s, which are missing from the file")
        if name is None or root is None:
            continue
        story = Story(book, package.relations(name))
        texts = {element.get(ID, ""): story.read(element) for element in root.iterchildren(W + kind)}
        parts.append(name)
        for identifier, label in wanted.items():
            if identifier in texts:
                paragraphs = [without_mark(paragraph) if not index else paragraph for index, paragraph in enumerate(texts[identifier])]
                settle(paragraphs, labels)
                write_joined("footnote", paragraphs, builder, len(parts) - 1, label)

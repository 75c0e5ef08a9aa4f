"""Running headers and footers: those that some section prints, each different text once."""

from lxml import etree

from seclint.model import BlockKind
from seclint.readers.builder import Builder
from seclint.readers.docx.names import R, W, is_on
from seclint.readers.docx.package import Package
from seclint.readers.docx.pieces import Paragraph
from seclint.readers.docx.raised import settle
from seclint.readers.docx.story import Story
from seclint.readers.docx.walk import Book
from seclint.readers.docx.write import joined_text, write_joined

_KINDS: tuple[BlockKind, BlockKind] = ("header", "footer")


class Running:
    """The headers and footers in use; ``roots`` are their parts."""

    def __init__(self, package: Package, book: Book, settings: etree._Element | None, sections: list[etree._Element]) -> None:
        self._package = package
        self._book = book
        self._sections = sections
        self._even = settings is not None and is_on(settings.find(W + "evenAndOddHeaders"))
        self.roots: list[etree._Element] = []

    def write(self, builder: Builder, parts: list[str]) -> None:
        """Write the headers, then the footers, and add their parts."""
        for kind in _KINDS:
            seen: set[str] = set()
            for name in self._names(kind):
                paragraphs = self._paragraphs(name)
                text = joined_text(paragraphs)
                if text and text not in seen:
                    seen.add(text)
                    parts.append(name)
                    write_joined(kind, paragraphs, builder, len(parts) - 1)

    def _names(self, kind: str) -> list[str]:
        """The parts in the order in which sections print them first."""
        relations = self._package.relations(self._package.main)
        names: dict[str, None] = {}
        current: dict[str, str] = {}
        for section in self._sections:
            for reference in section.iterchildren(f"{W}{kind}Reference"):
                current[reference.get(W + "type", "default")] = reference.get(R + "id", "")
            used = ["first"] if is_on(section.find(W + "titlePg")) else []
            used += ["default", "even"] if self._even else ["default"]
            for which in used:
                relation = relations.get(current.get(which, ""))
                if relation is not None and not relation.external:
                    names.setdefault(relation.target)
        return list(names)

    def _paragraphs(self, name: str) -> list[Paragraph]:
        root = self._package.xml(name)
        if root is None:
            return []
        self.roots.append(root)
        paragraphs = Story(self._book, self._package.relations(name), shaded=True).read(root)
        settle(paragraphs, {note.label for note in self._book.notes.found})
        return [paragraph for paragraph in paragraphs if not paragraph.part]

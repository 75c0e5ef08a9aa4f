"""Where in the body of a Word file a comment on some words is anchored."""

from typing import NamedTuple

from lxml import etree

from seclint.errors import UnreadableDocument
from seclint.markup.runs import Runs, holder
from seclint.markup.word import WordFile
from seclint.model import Block, Document, Origin, Span
from seclint.readers.docx.names import ID, PARAGRAPH, RUN, TEXT_BOX, R, W

_NOTES = {W + "footnotes": "footnote", W + "endnotes": "endnote"}
_COMPUTED = "what Word fills in itself"
_WHERE = {"header": "a running header", "footer": "a running footer"}


class Anchor(NamedTuple):
    """The first and the last element under a comment; ``where`` the words stand, if not there."""

    first: etree._Element
    last: etree._Element
    where: str = ""


class Anchors:
    """Finds the anchors, and cuts runs so that they hold the words and nothing else."""

    def __init__(self, file: WordFile, document: Document) -> None:
        self._file = file
        self._document = document
        self._items = file.items(file.main)
        self._runs = Runs(self._items)

    def of(self, span: Span) -> Anchor:
        """The anchor of a span; Word allows comments in the body only, outside of text boxes."""
        document = self._document
        block = document.block_at(span.start)
        origins = document.origins_of(span)
        where = "" if origins or span.start == span.end else _COMPUTED
        origins = origins or document.origins_of(block.span)
        if not origins:
            return self._first(where)
        if origins[0].part:
            return self._from(origins[0], block)
        return self._over([origin for origin in origins if not origin.part], where)

    def _over(self, origins: list[Origin], where: str = "") -> Anchor:
        first, last = origins[0], origins[-1]
        if not where and next(self._items[first.item].iterancestors(TEXT_BOX), None) is not None:
            where = "a text box"
        start = self._runs.starting(first.item, first.offset)
        return Anchor(start, self._runs.ending(last.item, last.offset + last.end - last.start), where)

    def _from(self, origin: Origin, block: Block) -> Anchor:
        """The place in the body that leads to another part: a note's mark, a picture; else the first words."""
        name = self._document.parts[origin.part]
        root = self._file.part(name)
        kind = _NOTES.get(str(root.tag))
        if kind is not None:
            note = next(self._file.items(name)[origin.item].iterancestors(f"{W}{kind}"), None)
            marks = self._file.part(self._file.main).iter(f"{W}{kind}Reference")
            mark = next((one for one in marks if note is not None and one.get(ID) == note.get(ID)), None)
            where = f"{'an' if kind == 'endnote' else 'a'} {kind}"
        else:
            mark = self._leading_to(name)
            where = _WHERE.get(block.kind, "a picture")
        if mark is None or holder(mark) is mark:
            return self._first(where)
        return Anchor(holder(mark), holder(mark), where)

    def _leading_to(self, name: str) -> etree._Element | None:
        relations = self._file.package.relations(self._file.main)
        wanted = {identifier for identifier, relation in relations.items() if relation.target == name and not relation.external}
        for element in self._file.part(self._file.main).iter(etree.Element):
            if any(value in wanted and str(key).startswith(R) for key, value in element.attrib.items()):
                return element
        return None

    def _first(self, where: str) -> Anchor:
        """The first words of the body."""
        document = self._document
        for block in document.blocks:
            origins = [origin for origin in document.origins_of(block.span) if not origin.part]
            if origins:
                return self._over(origins, where)
        paragraph = next(self._file.part(self._file.main).iter(PARAGRAPH), None)
        if paragraph is None:
            raise UnreadableDocument("the body of the Word file has no paragraph to comment on", "write something in it and save it again")
        run = etree.SubElement(paragraph, RUN)
        return Anchor(run, run, where)

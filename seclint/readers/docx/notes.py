"""Footnotes and endnotes: the mark that Word prints for each, counted in the order in which the text refers to them."""

from lxml import etree
from msgspec import Struct

from seclint.readers.docx.formats import printed
from seclint.readers.docx.names import SECTION, W, number, value


class Note(Struct, frozen=True):
    """A note that the text refers to: ``kind`` is "footnote" or "endnote"."""

    kind: str
    id: str
    label: str


class _Counting(Struct):
    format: str
    start: int
    restart: str

    def under(self, properties: etree._Element | None) -> "_Counting":
        """The same as a section or the settings change it."""
        if properties is None:
            return self
        start = value(properties, W + "numStart")
        return _Counting(
            value(properties, W + "numFmt") or self.format,
            self.start if start is None else number(start, 1),
            value(properties, W + "numRestart") or self.restart,
        )


_DEFAULTS = {"footnote": _Counting("decimal", 1, "continuous"), "endnote": _Counting("lowerRoman", 1, "continuous")}


class Notes:
    """Counts the notes. Tell it where sections and pages end; ask for each mark once, in document order."""

    def __init__(self, settings: etree._Element | None, sections: list[etree._Element]) -> None:
        self.found: list[Note] = []
        self._sections = sections
        self._section = 0
        self._next: dict[str, int] = {}
        self._base = {
            kind: default.under(None if settings is None else settings.find(f"{W}{kind}Pr")) for kind, default in _DEFAULTS.items()
        }

    def mark(self, kind: str, identifier: str, custom: str | None = None) -> str:
        """The mark of a reference to the note; ``custom`` is one that the author chose, which does not count."""
        if custom is not None:
            label = custom
        else:
            counting = self._counting(kind)
            count = self._next.get(kind, counting.start)
            self._next[kind] = count + 1
            label = printed(count, counting.format)
        self.found.append(Note(kind, identifier, label))
        return label

    def end_section(self) -> None:
        """A section of the document ends here."""
        self._restart("eachSect")
        self._section += 1

    def end_page(self) -> None:
        """A page ended here when Word last laid the document out."""
        self._restart("eachPage")

    def _counting(self, kind: str) -> _Counting:
        section = self._sections[self._section] if self._section < len(self._sections) else None
        return self._base[kind].under(None if section is None else section.find(f"{W}{kind}Pr"))

    def _restart(self, when: str) -> None:
        for kind in list(self._next):
            if self._counting(kind).restart == when:
                del self._next[kind]


def sections(root: etree._Element) -> list[etree._Element]:
    """The properties of the document's sections, in order, without former ones that a revision keeps."""
    return [section for section in root.iter(SECTION) if section.getparent().tag != W + "sectPrChange"]  # type: ignore[union-attr]

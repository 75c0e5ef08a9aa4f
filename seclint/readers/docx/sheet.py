"""The style sheet of a Word file: its styles by id, each parsed when it is asked for, because files bear hundreds and use a few."""

import re
from html import unescape

from lxml import etree

from seclint.readers.docx.names import W

_ON = ("1", "true", "on")
_ROOT = re.compile(rb"<w:styles\b[^<>]*>")
_STYLE = b"<w:style "
_END, _CLOSE = b"</w:style>", b"</w:styles>"
_ATTRIBUTES = re.compile(rb"""\sw:(styleId|default|type)=(?:"([^"]*)"|'([^']*)')""")
_UNUSUAL = (b"!--", b"![CDATA[")


class StyleSheet:
    """The elements of the styles by id; where an id stands twice, the first keeps it (ECMA-376 part 1, 17.7.4.17).

    ``default`` is the id of the default paragraph style.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self.default = ""
        for element in () if root is None else root.iterchildren(W + "style"):
            identifier = element.get(W + "styleId", "")
            if identifier not in self._elements:
                self._elements[identifier] = element
                if element.get(W + "type") == "paragraph" and element.get(W + "default") in _ON:
                    self.default = identifier

    def get(self, identifier: str) -> etree._Element | None:
        """The element of a style; None for an id that is not defined."""
        return self._elements.get(identifier)


class LazyStyleSheet(StyleSheet):
    """The same out of the bytes of the part, with only those styles parsed that are asked for."""

    def __init__(self, data: bytes, parser: etree.XMLParser) -> None:
        super().__init__(None)
        self._parser = parser
        self._written: dict[str, bytes] = {}
        root = _ROOT.search(data)
        self._root = root[0] if root else b""
        for style in _cut(data, root.end() if root else len(data)):
            attributes = {name: value or other for name, value, other in _ATTRIBUTES.findall(style[: style.index(b">")])}
            identifier = unescape(attributes.get(b"styleId", b"").decode("utf-8", "replace"))
            if identifier not in self._written:
                self._written[identifier] = style
                if attributes.get(b"type") == b"paragraph" and attributes.get(b"default", b"").decode("ascii", "replace") in _ON:
                    self.default = identifier

    def get(self, identifier: str) -> etree._Element | None:
        """The element of a style, parsed now if it has not been."""
        written = self._written.pop(identifier, None)
        if written is not None:
            self._elements[identifier] = etree.fromstring(self._root + written + _CLOSE, self._parser)[0]
        return self._elements.get(identifier)


def is_plain(data: bytes) -> bool:
    """Whether a style sheet, in UTF-8, is written as Word writes it, so that its styles can be told apart without parsing."""
    head = data[:200]
    if b"encoding=" in head and b"utf-8" not in head.lower():
        return False
    root = _ROOT.search(data[:8000])
    if root is None or b"wordprocessingml/2006/main" not in root[0] or not data[-40:].rstrip().endswith(_CLOSE):
        return False
    return b"!" not in data or not any(mark in data for mark in _UNUSUAL)


def _cut(data: bytes, at: int) -> list[bytes]:
    """The styles one by one."""
    found = []
    while (start := data.find(_STYLE, at)) >= 0:
        tag_end = data.find(b">", start)
        at = tag_end + 1 if data[tag_end - 1 : tag_end] == b"/" else data.find(_END, start) + len(_END)
        if at < len(_END):
            break
        found.append(data[start:at])
    return found

"""The styles of a Word file, each looked up once and read through the chain of styles that it is based on."""

import re
from functools import cached_property

from lxml import etree

from seclint.patterns import compiled
from seclint.readers.docx.indents import indent_of
from seclint.readers.docx.names import RUN_PROPERTIES, VAL, W, is_on, number, value
from seclint.readers.docx.sheet import StyleSheet

_BODY_TEXT = 9  # the outline level that is none
_HEADING = compiled(r"(?:^|[\w)] )heading ?([1-9])$")
_NO_HEADING = compiled(r"\b(?:table|toc|box|header|figure|note)\b")
_RAISED = 4  # half points above the line: so programs raise figures that know no superscript, such as those of web pages
_CONTENTS = compiled(r"(?:toc|contents) ?([1-9])$")


TINY = ("0", "1", "2")
"""Sizes of letters, in half points, that nobody can read."""


class Look:
    """What a style or a run says about how its words look; None where it says nothing."""

    __slots__ = ("color", "hidden", "highlight", "raised", "shade", "tiny")

    def __init__(self, properties: etree._Element | None) -> None:
        self.hidden: bool | None = None
        self.highlight: str | None = None
        self.color: str | None = None
        self.shade: str | None = None
        self.raised: bool | None = None
        self.tiny: bool | None = None
        for child in () if properties is None else properties:
            tag = child.tag
            if tag == W + "vanish":
                self.hidden = is_on(child)
            elif tag == W + "highlight":
                self.highlight = child.get(VAL)
            elif tag == W + "color":
                self.color = child.get(VAL)
            elif tag == W + "shd":
                self.shade = child.get(W + "fill")
            elif tag == W + "vertAlign":
                self.raised = child.get(VAL) == "superscript"
            elif tag == W + "position" and number(child.get(VAL)) >= _RAISED:
                self.raised = True
            elif tag == W + "sz":
                self.tiny = child.get(VAL) in TINY

    def over(self, base: "Look") -> "Look":
        """What the look says, and the other one where it says nothing."""
        both = Look(None)
        silent = True
        for name in Look.__slots__:
            own = getattr(self, name)
            silent &= own is None
            setattr(both, name, getattr(base, name) if own is None else own)
        return base if silent else both


PLAIN = Look(None)


class Style:
    """One style, with what it takes from the style that it is based on; ``chain`` are all of these, itself first."""

    def __init__(self, identifier: str, element: etree._Element | None, base: "Style | None" = None) -> None:
        parts = {} if element is None else {str(child.tag): child for child in element}
        properties = parts.get(W + "pPr")
        numbering = None if properties is None else next(properties.iterchildren(W + "numPr"), None)
        self.run = parts.get(RUN_PROPERTIES)
        look = Look(self.run)
        self.id = identifier
        self.name = value(element, W + "name") or identifier
        self.num_id = value(numbering, W + "numId")
        self.num_level = value(numbering, W + "ilvl")
        self.outline = value(properties, W + "outlineLvl")
        self.indent = indent_of(properties)
        self.shade: str | None = shade(properties) or (base.shade if base else None)
        self.colours_cells: bool = _colours(element) or (base is not None and base.colours_cells)
        self.look: Look = look.over(base.look if base else PLAIN)
        self.chain: tuple[Style, ...] = (self, *base.chain) if base else (self,)

    @cached_property
    def own_list(self) -> str | None:
        """The list that the style, or the next one in the chain that names one, counts in."""
        return next((style.num_id for style in self.chain if style.num_id is not None), None)

    @cached_property
    def heading(self) -> int:
        """The heading level, from 1, of an outline level or a heading's name in the chain; 0 for none."""
        for style in self.chain:
            if style.name.casefold() == "toc heading":
                return 1
            if (outline := number(style.outline, -1)) >= 0:
                return outline + 1 if outline < _BODY_TEXT else 0
            if level := style.named_heading:
                return level
        return 0

    @cached_property
    def named_heading(self) -> int:
        """The level in the style's own name ("heading 2", "Numbered Heading 2"); 0 when it is not a heading's name."""
        name = self.name.casefold()
        match = _HEADING.search(name)
        return int(match[1]) if match and not _NO_HEADING.search(name) else 0

    @cached_property
    def is_named_heading(self) -> bool:
        """Whether the style, or one that it is based on, is a heading by its name, not only by an outline level."""
        return any(style.named_heading or style.name.casefold() == "toc heading" for style in self.chain)

    @cached_property
    def title(self) -> int:
        """1 for a title, 2 for a subtitle, 0 for anything else."""
        names = [style.name.casefold() for style in self.chain]
        return 1 if "title" in names else 2 if "subtitle" in names else 0

    @cached_property
    def contents(self) -> int:
        """The level of a contents entry, from 1; 0 for anything else."""
        for style in self.chain:
            name = style.name.casefold()
            if match := _CONTENTS.match(name):
                return int(match[1])
            if name == "table of figures":
                return 1
        return 0

    @cached_property
    def lists_figures(self) -> bool:
        """Whether the style is that of the entries in a list of tables or figures."""
        return any(style.name.casefold() == "table of figures" for style in self.chain)

    @cached_property
    def caption(self) -> bool:
        """Whether the style is that of captions."""
        return any(style.name.casefold() == "caption" for style in self.chain)


class Styles:
    """All styles, by id, read when they are asked for."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._styles: dict[str, Style] = {}

    def paragraph(self, identifier: str | None) -> Style:
        """The paragraph style of that id; the default one without an id."""
        return self.get(self._sheet.default if identifier is None else identifier)

    def get(self, identifier: str) -> Style:
        """The style of that id; an undefined id stands for itself ("Heading1" is still a heading)."""
        return self._styles.get(identifier) or self._read(identifier)

    def _read(self, identifier: str) -> Style:
        line = [identifier]
        while (above := value(self._sheet.get(line[-1]), W + "basedOn")) and above not in line and self._sheet.get(above) is not None:
            line.append(above)
        style: Style | None = None
        for one in reversed(line):
            element = self._sheet.get(one)
            name = one if element is not None else re.sub(r"(?<=[a-z])(?=\d$)", " ", one)
            style = self._styles[one] = self._styles.get(one) or Style(name, element, style)
        return style or Style(identifier, None)


def _colours(element: etree._Element | None) -> bool:
    """Whether a style gives cells a colour."""
    return element is not None and any(is_coloured(fill.get(W + "fill")) for fill in element.iter(W + "shd"))


def shade(properties: etree._Element | None) -> str | None:
    """The fill colour that the properties of a paragraph, cell or run give."""
    shading = None if properties is None else next(properties.iterchildren(W + "shd"), None)
    return None if shading is None else shading.get(W + "fill")


def is_coloured(fill: str | None) -> bool:
    """Whether a fill is anything but paper."""
    return fill is not None and fill.upper() not in ("AUTO", "FFFFFF")

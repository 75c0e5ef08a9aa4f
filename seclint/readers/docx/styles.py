"""The styles of a Word file, each looked up once and read through the chain of styles that it is based on."""

import re
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from seclint.readers.docx.names import RUN_PROPERTIES, VAL, W, is_on, number, value

_BODY_TEXT = 9  # the outline level that is none
_HEADING = re.compile(r"(?:^|[\w)] )heading ?([1-9])$")
_NO_HEADING = re.compile(r"\b(?:table|toc|box|header|figure|note)\b")
_CONTENTS = re.compile(r"(?:toc|contents) ?([1-9])$")


class Look:
    """What a style or a run says about how its words look; None where it says nothing."""

    __slots__ = ("color", "hidden", "highlight", "shade")

    def __init__(self, properties: etree._Element | None) -> None:
        self.hidden: bool | None = None
        self.highlight: str | None = None
        self.color: str | None = None
        self.shade: str | None = None
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

    def over(self, base: "Look") -> "Look":
        """What the look says, and the other one where it says nothing."""
        both = Look(None)
        both.hidden = base.hidden if self.hidden is None else self.hidden
        both.highlight = base.highlight if self.highlight is None else self.highlight
        both.color = base.color if self.color is None else self.color
        both.shade = base.shade if self.shade is None else self.shade
        return both


PLAIN = Look(None)


class Style:
    """One style: what it says itself, and with the styles it is based on (``chain``, itself first)."""

    def __init__(self, identifier: str, element: etree._Element | None) -> None:
        self.id = identifier
        self.name = value(element, W + "name") or identifier
        self.based_on = value(element, W + "basedOn")
        properties = None if element is None else element.find(W + "pPr")
        numbering = None if properties is None else properties.find(W + "numPr")
        self.num_id = value(numbering, W + "numId")
        self.num_level = value(numbering, W + "ilvl")
        self.outline = value(properties, W + "outlineLvl")
        self.shade = shade(properties)
        self.own_look = Look(None if element is None else element.find(RUN_PROPERTIES))
        self.colours_cells = element is not None and any(is_coloured(fill.get(W + "fill")) for fill in element.iter(W + "shd"))
        self.chain: tuple[Style, ...] = (self,)
        self.look = self.own_look

    def inherit(self, chain: tuple["Style", ...]) -> None:
        """Take what the styles above say; ``chain`` is this style and those that it is based on."""
        self.chain = chain
        for base in chain[1:]:
            self.look = self.look.over(base.own_look)
            self.shade = self.shade or base.shade
            self.colours_cells = self.colours_cells or base.colours_cells

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
    """All styles, by id. Where an id stands twice, the first keeps it (ECMA-376 part 1, 17.7.4.17)."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default = Style("", None)
        for element in () if root is None else root.iter(W + "style"):
            identifier = element.get(W + "styleId", "")
            if identifier in self._styles:
                continue
            style = Style(identifier, element)
            self._styles[identifier] = style
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self._default = style
        for style in self._styles.values():
            style.inherit(tuple(self._chain(style)))

    def paragraph(self, identifier: str | None) -> Style:
        """The paragraph style of that id; the default one without an id."""
        return self._default if identifier is None else self.get(identifier)

    def get(self, identifier: str) -> Style:
        """The style of that id; an undefined id stands for itself ("Heading1" is still a heading)."""
        style = self._styles.get(identifier)
        if style is None:
            style = self._styles[identifier] = Style(re.sub(r"(?<=[a-z])(?=\d$)", " ", identifier), None)
        return style

    def _chain(self, style: Style) -> Iterator[Style]:
        seen: set[str] = set()
        current: Style | None = style
        while current is not None and current.id not in seen:
            seen.add(current.id)
            yield current
            current = self._styles.get(current.based_on) if current.based_on else None


def shade(properties: etree._Element | None) -> str | None:
    """The fill colour that the properties of a paragraph, cell or run give."""
    shading = None if properties is None else properties.find(W + "shd")
    return None if shading is None else shading.get(W + "fill")


def is_coloured(fill: str | None) -> bool:
    """Whether a fill is anything but paper."""
    return fill is not None and fill.upper() not in ("AUTO", "FFFFFF")

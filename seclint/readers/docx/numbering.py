"""The numbers that Word prints before paragraphs: computed from numbering.xml, they stand nowhere in the text."""

import re

from lxml import etree
from msgspec import Struct

from seclint.readers.docx.formats import printed
from seclint.readers.docx.indents import NONE, Indent, indent_of
from seclint.readers.docx.names import VAL, W, is_on, number, value
from seclint.readers.docx.styles import Style, Styles

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9


class Level(Struct, frozen=True):
    """How one level of a list counts and prints. ``restart``: 0 never, n after a number of level n or higher (from 1)."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None
    picture: bool = False
    indent: Indent = NONE


class _List(Struct):
    """A ``w:num``: the abstract list it counts in, with its own overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = {}
    started: set[int] = set()


class Printed(Struct, frozen=True):
    """The label that Word prints, its level from 0, and whether it is a bullet. ``depth`` leaves out the levels of headings above it.

    ``indent`` is that of the level; ``direct`` tells that the paragraph itself names the list, not its style.
    """

    text: str
    level: int
    bullet: bool
    depth: int
    indent: Indent = NONE
    direct: bool = False


class Numbering:
    """Counts the numbered paragraphs; ask for the label of each once, in document order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._depths: dict[tuple[str, int], int] = {}
        for child in () if root is None else root:
            if child.tag == W + "abstractNum":
                self._abstracts.setdefault(child.get(W + "abstractNumId", ""), child)
            elif child.tag == W + "num":
                self._nums.setdefault(child.get(W + "numId", ""), child)

    def label(self, style: Style, properties: etree._Element | None) -> Printed | None:
        """The label of the next paragraph in document order; None when it has none. ``properties`` is its own ``w:numPr``."""
        if properties is None and style.own_list is None:
            return None
        num_id, level = self._place(style, properties)
        found = self._list(num_id) if num_id is not None else None
        if num_id is None or found is None or level not in found.levels:
            return None
        counters = self._count(found, level)
        definition = found.levels[level]
        depth = self._depth(num_id, found, level)
        direct = value(properties, W + "numId") is not None
        if definition.format == "bullet" or definition.picture:
            return Printed("•", level, True, depth, definition.indent, direct) if definition.text or definition.picture else None
        text = _PLACEHOLDER.sub(lambda match: self._part(found, definition, counters, int(match[1]) - 1), definition.text)
        return Printed(text, level, False, depth, definition.indent, direct) if text.strip() else None

    def _place(self, style: Style, properties: etree._Element | None) -> tuple[str | None, int]:
        num_id = value(properties, W + "numId")
        own_level = value(properties, W + "ilvl")
        if num_id is None:
            num_id = style.own_list
        if num_id is None or number(num_id, -1) == 0:
            return None, 0
        if own_level is not None:
            return num_id, number(own_level)
        return num_id, self._styled_level(style, num_id)

    def _styled_level(self, style: Style, num_id: str) -> int:
        """The level that the style takes: the one linked to it or to a style it is based on, else the one it names."""
        found = self._list(num_id)
        for one in style.chain:
            for index, level in found.levels.items() if found else ():
                if level.style is not None and level.style == one.id:
                    return index
            if one.num_level is not None:
                return number(one.num_level)
        return 0

    def _count(self, found: _List, level: int) -> list[int | None]:
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        if level in found.starts and level not in found.started:
            found.started.add(level)
            counters[level] = found.starts[level]
        else:
            current = counters[level]
            counters[level] = self._start(found, level) if current is None else current + 1
        for above in range(level):
            if counters[above] is None:
                counters[above] = self._start(found, above)
        for below in range(level + 1, _LEVELS):
            definition = found.levels.get(below)
            restart = below if definition is None or definition.restart is None else definition.restart
            if level < restart:
                counters[below] = None
        return counters

    def _start(self, found: _List, level: int) -> int:
        definition = found.levels.get(level)
        return found.starts.get(level, definition.start if definition else 1)

    def _part(self, found: _List, definition: Level, counters: list[int | None], level: int) -> str:
        other = found.levels.get(level)
        count = counters[level]
        if other is None:
            return ""
        if count is None:
            count = self._start(found, level)
        style = other.format
        if definition.legal and style not in ("none", "bullet", "decimalZero"):
            style = "decimal"
        return printed(count, style)

    def _depth(self, num_id: str, found: _List, level: int) -> int:
        key = (num_id, level)
        if key not in self._depths:
            above = (found.levels[index].style for index in range(level) if index in found.levels)
            headings = sum(1 for name in above if name is not None and self._styles.get(name).heading)
            self._depths[key] = level - headings
        return self._depths[key]

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = None  # a list that links to itself counts nothing
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def _read_list(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        abstract_id = value(num, W + "abstractNumId")
        abstract = self._abstracts.get(abstract_id or "")
        if num is None or abstract is None or abstract_id is None:
            return None
        linked = self._linked(abstract)
        found = _List(linked.abstract, dict(linked.levels)) if linked else _List(abstract_id, dict(_levels(abstract)))
        for override in num.iter(W + "lvlOverride"):
            index = number(override.get(W + "ilvl"), -1)
            definition = override.find(W + "lvl")
            if not 0 <= index < _LEVELS:
                continue
            if definition is not None:
                found.levels[index] = _level(definition)
            start = value(override, W + "startOverride")
            if start is not None:
                found.starts[index] = number(start, 1)
        return found

    def _linked(self, abstract: etree._Element) -> _List | None:
        """The list of the numbering style that an abstract list stands for."""
        name = value(abstract, W + "numStyleLink")
        if name is None:
            return None
        num_id = self._styles.get(name).own_list
        if num_id is not None and (found := self._list(num_id)) is not None:
            return found
        for identifier, other in self._abstracts.items():
            if value(other, W + "styleLink") == name:
                return _List(identifier, dict(_levels(other)))
        return None


def _levels(abstract: etree._Element) -> list[tuple[int, Level]]:
    found = [(number(child.get(W + "ilvl"), -1), child) for child in abstract.iterchildren(W + "lvl")]
    return [(index, _level(child)) for index, child in found if 0 <= index < _LEVELS]


def _level(element: etree._Element) -> Level:
    text = element.find(W + "lvlText")
    restart = value(element, W + "lvlRestart")
    return Level(
        start=number(value(element, W + "start"), 0),
        format=_format(element),
        text="" if text is None else text.get(VAL, ""),
        legal=is_on(element.find(W + "isLgl")),
        restart=None if restart is None else number(restart),
        style=value(element, W + "pStyle"),
        picture=element.find(W + "lvlPicBulletId") is not None,
        indent=indent_of(element.find(W + "pPr")),
    )


def _format(element: etree._Element) -> str:
    """The number format; one that newer Words wrap in an alternative is given by its custom pattern ("001, 002, ...")."""
    found = next(element.iter(W + "numFmt"), None)
    if found is None:
        return "decimal"
    return found.get(VAL, "decimal")

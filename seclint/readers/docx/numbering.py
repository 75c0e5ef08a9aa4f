"""The numbers that Word prints before paragraphs: computed from numbering.xml, they stand nowhere in the text."""

from lxml import etree
from msgspec import Struct

from seclint.patterns import compiled
from seclint.readers.docx.formats import printed
from seclint.readers.docx.indents import NONE, Indent
from seclint.readers.docx.levels import LEVELS, Level, level_of, levels_of
from seclint.readers.docx.listnum import LISTS, ListNumber
from seclint.readers.docx.names import W, number, value
from seclint.readers.docx.styles import Style, Styles

_PLACEHOLDER = compiled(r"%([1-9])")


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
        self._here: tuple[_List, int] | None = None  # the list and the level of the paragraph that was asked for last
        for child in () if root is None else root:
            if child.tag == W + "abstractNum":
                self._abstracts.setdefault(child.get(W + "abstractNumId", ""), child)
            elif child.tag == W + "num":
                self._nums.setdefault(child.get(W + "numId", ""), child)

    def label(self, style: Style, properties: etree._Element | None) -> Printed | None:
        """The label of the next paragraph in document order; None when it has none. ``properties`` is its own ``w:numPr``."""
        self._here = None
        if properties is None and style.own_list is None:
            return None
        num_id, level = self._place(style, properties)
        found = self._list(num_id) if num_id is not None else None
        if num_id is None or found is None or level not in found.levels:
            return None
        self._here = found, level
        counters = self._count(found, level)
        definition = found.levels[level]
        depth = self._depth(num_id, found, level)
        direct = value(properties, W + "numId") is not None
        if definition.format == "bullet" or definition.picture:
            return Printed("•", level, True, depth, definition.indent, direct) if definition.text or definition.picture else None
        text = self._text(found, definition, counters)
        return Printed(text, level, False, depth, definition.indent, direct) if text.strip() else None

    def field(self, asked: ListNumber) -> str:
        """The number that a LISTNUM field prints in the paragraph that was asked for last; "" where its list is not known.

        Without a name it counts in the list of its paragraph, one level further in than that, or in the one that every Word begins with.
        """
        found, level = (self._here[0], self._here[1] + 1) if self._here and not asked.name else (self._named(asked.name), 0)
        level = level if asked.level is None else asked.level
        if found is None or level not in found.levels:
            return ""
        counters = self._count(found, level)
        if asked.start is not None:
            counters[level] = asked.start
        return self._text(found, found.levels[level], counters)

    def _named(self, name: str) -> _List | None:
        """The list of a name, in small letters: the file's own, or one that every Word knows."""
        for identifier, abstract in self._abstracts.items():
            if name and (value(abstract, W + "name") or "").casefold() == name:
                return _List(identifier, dict(levels_of(abstract)))
        levels = LISTS.get(name or "numberdefault")
        return _List(f"LISTNUM {name}", levels) if levels else None

    def _text(self, found: _List, definition: Level, counters: list[int | None]) -> str:
        """What the level prints, with its numbers put in."""
        return _PLACEHOLDER.sub(lambda match: self._part(found, definition, counters, int(match[1]) - 1), definition.text)

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
        counters = self._counters.setdefault(found.abstract, [None] * LEVELS)
        if level in found.starts and level not in found.started:
            found.started.add(level)
            counters[level] = found.starts[level]
        else:
            current = counters[level]
            counters[level] = self._start(found, level) if current is None else current + 1
        for above in range(level):
            if counters[above] is None:
                counters[above] = self._start(found, above)
        for below in range(level + 1, LEVELS):
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
        found = _List(linked.abstract, dict(linked.levels)) if linked else _List(abstract_id, dict(levels_of(abstract)))
        for override in num.iter(W + "lvlOverride"):
            index = number(override.get(W + "ilvl"), -1)
            definition = override.find(W + "lvl")
            if not 0 <= index < LEVELS:
                continue
            if definition is not None:
                found.levels[index] = level_of(definition)
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
                return _List(identifier, dict(levels_of(other)))
        return None

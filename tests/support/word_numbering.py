"""The automatic numbers of a Word file: lists in numbering.xml that print the labels which a manuscript has."""

import re
from dataclasses import dataclass, field

from support.word_styles import NAMESPACES

HEADINGS, BODY, BULLETS = 1, 2, 3  # numId and abstractNumId of the lists that the styles are linked to

_GLYPHS = ("•", "o", "▪")
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True)
class Format:
    """How one list prints its numbers: the kind of numeral and the text around it, "(%1)"."""

    numeral: str
    text: str


@dataclass
class Numbering:
    """Hands out the ``numId`` for each label and, at the end, the part that makes Word print just these labels."""

    heading_stop: bool = True
    body_stop: str = "."
    _formats: dict[Format, int] = field(default_factory=dict)
    _nums: list[tuple[int, int, int, int]] = field(default_factory=list)  # numId, abstractNumId, ilvl, start
    _counters: list[int] = field(default_factory=list)
    _body: int = 0
    _body_num: int = BODY
    _running: dict[int, tuple[Format, int, int]] = field(default_factory=dict)  # depth → format, last value, numId

    def heading(self, label: str) -> int | None:
        """The list level (from 0) whose next number is ``label``; None where only a typed number can print it."""
        values = [int(value) for value in label.rstrip(".").split(".")] if re.fullmatch(r"[\d.]+", label) else []
        depth = len(values)
        if not 1 <= depth <= 6 or label.endswith(".") != self.heading_stop:
            return None
        following = [*self._counters[: depth - 1], self._counters[depth - 1] + 1 if depth <= len(self._counters) else 1]
        if values != following:
            return None
        self._counters = values
        return depth - 1

    def paragraph(self, label: str) -> int | None:
        """The ``numId`` that makes the next body paragraph print ``label``; the list starts anew where the numbers jump."""
        if not re.fullmatch(r"\d+" + re.escape(self.body_stop), label):
            return None
        value = int(label.rstrip(".)"))
        if value != self._body + 1:
            self._body_num = self._restart(BODY, 0, value)
        self._body = value
        return self._body_num

    def item(self, label: str, depth: int) -> int:
        """The ``numId`` for an item of a list at that depth: bullets share one, "(a)" or "ii." begin a new list or go on with it."""
        self.leave(depth + 1)
        if label == "•":
            self._running.pop(depth, None)
            return BULLETS
        running = self._running.get(depth)
        for form, value in _readings(label):
            if running and running[0] == form and value == running[1] + 1:
                self._running[depth] = (form, value, running[2])
                return running[2]
        form, value = min(_readings(label), key=lambda reading: reading[1])
        number = self._restart(self._formats.setdefault(form, len(self._formats) + BULLETS + 1), depth, value)
        self._running[depth] = (form, value, number)
        return number

    def leave(self, depth: int = 0) -> None:
        """Every list from that depth on has ended."""
        for inner in [other for other in self._running if other >= depth]:
            del self._running[inner]

    def _restart(self, abstract: int, level: int, start: int) -> int:
        number = BULLETS + 1 + len(self._nums)
        self._nums.append((number, abstract, level, start))
        return number

    def xml(self) -> str:
        """The numbering part."""
        lists = _abstract(HEADINGS, [_heading_level(level, self.heading_stop) for level in range(6)])
        lists += _abstract(BODY, [_level(0, "decimal", "%1" + self.body_stop, 567, 567, "NumberedParagraph")])
        lists += _abstract(BULLETS, [_level(level, "bullet", glyph, 1134 + 454 * level, 454) for level, glyph in enumerate(_GLYPHS)])
        for form, abstract in self._formats.items():
            levels = [_level(level, form.numeral, form.text.replace("%1", f"%{level + 1}"), 1134 + 454 * level, 454) for level in range(4)]
            lists += _abstract(abstract, levels)
        nums = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (HEADINGS, BODY, BULLETS))
        nums += "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for number, abstract, level, start in self._nums
        )
        return f"<w:numbering {NAMESPACES}>{lists}{nums}</w:numbering>"


def _readings(label: str) -> list[tuple[Format, int]]:
    """The ways to read a list label: "(i)" is the ninth letter or the first Roman number."""
    core = re.sub(r"[^0-9a-z]", "", label)
    text = label.replace(core, "%1")
    if core.isdigit():
        return [(Format("decimal", text), int(core))]
    readings = [(Format("lowerRoman", text), _roman(core))] if set(core) <= set(_ROMAN) else []
    if len(core) == 1:
        readings.append((Format("lowerLetter", text), ord(core) - ord("a") + 1))
    return readings


def _roman(core: str) -> int:
    values = [_ROMAN[letter] for letter in core]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


def _abstract(identifier: int, levels: list[str]) -> str:
    kind = "singleLevel" if len(levels) == 1 else "multilevel"
    return f'<w:abstractNum w:abstractNumId="{identifier}"><w:multiLevelType w:val="{kind}"/>{"".join(levels)}</w:abstractNum>'


def _heading_level(level: int, stop: bool) -> str:
    text = ".".join(f"%{number}" for number in range(1, level + 2)) + ("." if stop else "")
    return _level(level, "decimal", text, 567 + 142 * level, 567 + 142 * level, f"Heading{level + 1}" if level < 3 else "")


def _level(level: int, numeral: str, text: str, left: int, hanging: int, style: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{numeral}"/>{linked}<w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/>'
        f'<w:pPr><w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )

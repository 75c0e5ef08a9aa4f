"""The levels of the lists of a Word file: how each counts and prints."""

from lxml import etree
from msgspec import Struct

from seclint.readers.docx.indents import NONE, Indent, indent_of
from seclint.readers.docx.names import VAL, W, is_on, number, value

LEVELS = 9
"""So many has every list."""


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


def levels_of(abstract: etree._Element) -> list[tuple[int, Level]]:
    """The levels of an abstract list, each with its number from 0."""
    found = [(number(child.get(W + "ilvl"), -1), child) for child in abstract.iterchildren(W + "lvl")]
    return [(index, level_of(child)) for index, child in found if 0 <= index < LEVELS]


def level_of(element: etree._Element) -> Level:
    """One level."""
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

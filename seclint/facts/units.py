"""A question while it is being read, and where it ends."""

from msgspec import Struct, field

from seclint.facts.asked import Asked
from seclint.facts.labels import Part
from seclint.facts.outline import Section
from seclint.model import Span


class Unit(Struct):
    """A question while it is being read, or a topic without a number. ``depth`` and ``level`` are those of its heading.

    ``headed`` tells that it has a heading of its own; ``listed`` that it stands in a list of questions or in an annex.
    ``tabled`` tells that it is a row of a table.
    ``inner`` is the level of the headings of its parts, 0 when they have none.
    ``parts`` are the labels met, whether or not words follow them; ``left`` the views in rows of a table whose response is empty.
    """

    label: str
    numbers: tuple[str, ...]
    span: Span
    depth: int = 0
    level: int = 0
    inner: int = 0
    headed: bool = False
    listed: bool = False
    tabled: bool = False
    text: Span | None = None
    lead: list[Span] = field(default_factory=list)
    views: list[Span] = field(default_factory=list)
    response: list[Span] = field(default_factory=list)
    parts: set[Part] = field(default_factory=set)
    left: list[Span] = field(default_factory=list)


def listed(asked: Asked) -> Unit:
    """A question that a table or list only asks."""
    return Unit(asked.label, asked.numbers, asked.span, listed=True, text=asked.text)


def is_same(unit: Unit, asked: Asked) -> bool:
    """Whether the row asks the question of the row above: it has a row for each respondent."""
    return unit.span == asked.span or bool(asked.numbers and asked.numbers == unit.numbers)


def ends(unit: Unit, section: Section) -> bool:
    """Whether a heading ends the question; one without a number only when its style, too, stands above the question's or its parts'.

    A question without a heading ends with the section that it stands in.
    """
    labelled = not unit.inner and bool(unit.parts)  # its parts have labels before their paragraphs, and no headings
    beside = unit.level == section.level and (section.level == 1 or section.level < unit.inner or not unit.headed or labelled)
    above = section.level < unit.level or beside
    return section.depth <= unit.depth and (bool(section.label) or above)

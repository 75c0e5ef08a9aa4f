"""How deep the items of lists are nested: told in every format from where their labels stand, because that is what a reader sees."""

from collections.abc import Callable, Sequence
from typing import Protocol

from seclint.model import BlockKind
from seclint.readers.labels import follows, kind_of

_ALIKE = 3.0  # points: labels no further apart stand at the same place
_INDENTED = 12.0  # points further in than the other numbered paragraphs: a number there counts the items of a list
_FEW = 10  # a place is an exception when not even one in so many numbers stands there


class Unit(Protocol):
    """A block to be."""

    kind: BlockKind
    level: int
    label: str


def nest(units: Sequence[Unit], place: Callable[[int], float]) -> None:
    """Set the levels of the items among the units, which come in reading order; ``place`` gives the points from the left, by index.

    A number further in than those of paragraphs is that of an item too, unless it goes on from theirs. Headings and numbered paragraphs
    end all lists; other paragraphs end those whose labels do not stand further left.
    """
    margin = _margin(sorted(place(index) for index, unit in enumerate(units) if unit.kind == "paragraph" and unit.label))
    outer: list[float] = []  # the places of the items that enclose the next one
    number = item = ""  # the last one of a paragraph, of an item of the open lists
    for index, unit in enumerate(units):
        if unit.kind == "paragraph" and unit.label and place(index) > min([margin + _INDENTED, *outer[:1]]) + _ALIKE:
            goes_on = follows(unit.label, number) and not follows(unit.label, item)
            unit.kind = "paragraph" if goes_on or not (number or outer) else kind_of(unit.label, 1)
        if unit.kind == "heading" or (unit.kind == "paragraph" and unit.label):
            outer, number, item = [], unit.label if unit.kind == "paragraph" else number, ""
        elif unit.kind == "item":
            here = place(index)
            outer = [one for one in outer if one < here + _ALIKE]
            if not outer or here > outer[-1] + _ALIKE:
                outer.append(here)
            unit.level = len(outer) - 1
            item = unit.label
        elif unit.kind == "paragraph" and outer:
            here = place(index)
            outer = [one for one in outer if one < here - _ALIKE]


def _margin(places: Sequence[float]) -> float:
    """The leftmost of the places, in order, at which more than a few stand."""
    for place in places:
        if sum(abs(other - place) < _ALIKE for other in places) * _FEW >= len(places):
            return place
    return 0.0

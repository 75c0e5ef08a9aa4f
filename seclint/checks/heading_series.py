"""Part of section-numbers: headings that a letter numbers, or a word or letters with a number: "A", "Section B", "Part 2", "S-7"."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.outline import Section
from seclint.facts.wording import phrases
from seclint.patterns import compiled

_COUNTED = compiled(r"(?P<series>[A-Z][a-z]+ |[A-Z]{1,3}[-–.]? ?|)(?P<number>\d{1,2}|[A-Z])(?![\w’'.-]\w)")
_LEAST = 3  # headings that make a series
_FIRST = ("0", "1", "A")


class Break(Struct, frozen=True):
    """A heading whose number does not follow that of the one before: "gap" with what is ``missing``, or "repeat"."""

    before: Section
    after: Section
    number: str
    previous: str
    missing: tuple[str, ...] = ()


def breaks_in_series(facts: Facts) -> Iterator[Break]:
    """The first break of each series of headings on one level that begins with its first number; questions and attachments aside."""
    apart = phrases((*facts.profile.answers.question, *facts.profile.attachment))
    series: dict[tuple[str, int, int | None], list[tuple[Section, str]]] = {}
    for section in facts.outline.sections:
        match = _COUNTED.match(f"{section.label} {section.title}".strip())
        lettered = match is not None and match["number"] == section.label and section.label.isalpha()
        if match is not None and (match["series"] or lettered) and not apart.match(match["series"]):
            series.setdefault((match["series"], section.level, section.parent), []).append((section, match["number"]))
    for (name, _, _), members in series.items():
        if len(members) >= _LEAST and members[0][1] in _FIRST and len({number.isdigit() for _, number in members}) == 1:
            yield from _broken(name, members)


def _broken(name: str, members: list[tuple[Section, str]]) -> Iterator[Break]:
    numbers = {number for _, number in members}
    for (before, previous), (after, number) in pairwise(members):
        steps = _value(number) - _value(previous)
        missing = tuple(f"{name}{one}" for one in (_written(previous, step) for step in range(1, steps)) if one not in numbers)
        if steps == 0 or (missing and len(missing) == steps - 1):
            yield Break(before, after, f"{name}{number}", f"{name}{previous}", missing)
            return


def _value(number: str) -> int:
    return int(number) if number.isdigit() else ord(number)


def _written(number: str, step: int) -> str:
    """The number so many steps further on."""
    return str(int(number) + step) if number.isdigit() else chr(ord(number) + step)

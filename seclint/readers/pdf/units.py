"""Paragraphs to units: what each one is, its label and level."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from seclint.model import BlockKind
from seclint.patterns import compiled
from seclint.readers.labels import clean_label, kind_of, number_of, split_caption, split_label, split_title
from seclint.readers.nesting import nest
from seclint.readers.pdf.about import Bookmark
from seclint.readers.pdf.headings import BIGGER, are_named, as_title, is_heading
from seclint.readers.pdf.margins import places
from seclint.readers.pdf.measures import Measures
from seclint.readers.pdf.paragraphs import Paragraph
from seclint.readers.pdf.tables import Table

_ENTRY_END = compiled(r"(?:\.\s?|…\s?|_|\s){4,}\s*(\d{1,4}|[ivxlc]{1,6})?\s*$|\t(\d{1,4})\s*$")
_PLAIN_NUMBER = compiled(r"\s*(\d{1,3}(?:\.\d{1,3})*)(?:\.?\s+(?=\S)|\.(?=[^\W\d_]{2}))")
_TELLING = 16  # characters that tell most paragraphs from a title
_Style = tuple[float, bool]


class Unit(Struct):
    """What a paragraph is. ``skip`` and ``drop`` count the characters other than white space that belong to its label and to its end."""

    paragraph: Paragraph
    kind: BlockKind = "paragraph"
    level: int = 0
    label: str = ""
    skip: int = 0
    drop: int = 0
    page_label: str = ""


def units_of(found: Sequence[Paragraph | Table], measures: Measures, outline: Sequence[Bookmark] = ()) -> list[Unit | Table]:
    """The units and tables in order. ``outline`` are the bookmarks."""
    titles = _named_once(found, outline) if outline else set()
    named = are_named([item for item in found if isinstance(item, Paragraph)], measures, outline)
    units = [item if isinstance(item, Table) else _unit(item, measures, titles, named) for item in found]
    headings = _below_title([unit for unit in units if isinstance(unit, Unit) and unit.kind == "heading"], measures)
    _set_heading_levels(headings, outline)
    _lift_contents(units)
    _set_titles(headings)
    loose = [unit for unit in units if isinstance(unit, Unit)]
    nest(loose, places([unit.paragraph for unit in loose]))
    _set_entry_levels([unit for unit in loose if unit.kind == "contents"])
    return units


def _named_once(found: Sequence[Paragraph | Table], outline: Sequence[Bookmark]) -> set[str]:
    """The titles of the bookmarks that no more paragraphs bear than there are bookmarks: others stand in a contents list too."""
    titles = Counter(as_title(bookmark.title) for bookmark in outline)
    beginnings = {title[:end] for title in titles for end in range(_TELLING + 1)}  # which most paragraphs begin otherwise than
    texts = (item.text for item in found if isinstance(item, Paragraph))
    borne = Counter(as_title(text) for text in texts if as_title(text[:_TELLING])[:_TELLING] in beginnings)
    return {title for title, count in titles.items() if borne[title] <= count}


def _unit(paragraph: Paragraph, measures: Measures, titles: set[str], named: bool) -> Unit:
    text = paragraph.text
    if measures.is_entry(paragraph.last):
        return _entry(paragraph, text)
    if paragraph.first.dot is not None:
        return Unit(paragraph, "item", label="•")
    if is_heading(paragraph, measures, titles, named=named):
        return labelled(Unit(paragraph, "heading"), text, split_title(text) or _number(text))
    if caption := split_caption(text):
        return labelled(Unit(paragraph, "caption"), text, caption)
    found = split_label(text)
    unit = labelled(Unit(paragraph), text, found)
    if found:
        unit.kind = kind_of(unit.label, 0)
    return unit


def labelled(unit: Unit, text: str, found: tuple[str, str] | None) -> Unit:
    """The unit with the label found at the start of its text, if any."""
    if found:
        unit.label = clean_label(found[0])
        text, rest = text.rstrip(), found[1].rstrip()
        unit.skip = _solid(text[: len(text) - len(rest)])
    return unit


def _solid(text: str) -> int:
    """The number of characters that are not white space."""
    return len("".join(text.split()))


def _entry(paragraph: Paragraph, text: str) -> Unit:
    match = _ENTRY_END.search(text)
    kept = text[: match.start()] if match else text
    page_label = (match[1] or match[2] or "") if match else ""
    unit = Unit(paragraph, "contents", 1, page_label=page_label, drop=_solid(text) - _solid(kept))
    bullet = split_label(kept)
    words = bullet[1] if bullet and bullet[0] == "•" else kept  # the bullet of a list says nothing of an entry
    return labelled(unit, kept, split_title(words) or split_label(words) or _number(words) or ("", words))


def _number(text: str) -> tuple[str, str] | None:
    """The number that an entry or a heading begins with, whatever its words begin with."""
    match = _PLAIN_NUMBER.match(text)
    return (match[1], text[match.end() :]) if match else None


def _style(unit: Unit) -> _Style:
    return unit.paragraph.first.size, unit.paragraph.first.bold


def _below_title(headings: Sequence[Unit], measures: Measures) -> Sequence[Unit]:
    """The headings from the title on; bold lines above it, no larger than the body, are other lines of the cover."""
    biggest = max((unit.paragraph.first.size for unit in headings), default=0.0)
    title = next((index for index, unit in enumerate(headings) if unit.paragraph.first.size == biggest), 0)
    above = [unit for unit in headings[:title] if not unit.label and not unit.paragraph.first.heading]
    larger = any(unit.paragraph.first.size > measures.body * BIGGER for unit in above)
    if len(above) < title or larger or (headings and (headings[title].label or headings[title].paragraph.first.page)):
        return headings
    for unit in above:
        unit.kind = "paragraph"
    return headings[title:]


def _set_heading_levels(headings: Sequence[Unit], outline: Sequence[Bookmark]) -> None:
    """Headings stand as deep as their tag or their bookmark says, others as most that are set alike, or as deep as their number."""
    for unit, level in zip(headings, _listed(headings, outline), strict=True):
        unit.level = unit.paragraph.first.heading[0] if unit.paragraph.first.heading else level
    known = {_style(unit) for unit in headings if unit.level}
    for unit in headings:
        if not unit.level and _style(unit) not in known:
            unit.level = len(number_of(unit.label) or ())
    level_of = _levels_by_style(headings)
    for unit in headings:
        unit.level = unit.level or level_of[_style(unit)]


def _listed(headings: Sequence[Unit], outline: Sequence[Bookmark]) -> Iterator[int]:
    """The level of the bookmark of each heading; 0 where it has none. Both go down the document."""
    titles = [as_title(bookmark.title) for bookmark in outline]
    at = 0
    for unit in headings:
        title = as_title(unit.paragraph.text)
        found = titles.index(title, at) if title in titles[at:] else -1
        at = found + 1 if found >= 0 else at
        yield outline[found].level if found >= 0 else 0


def _levels_by_style(headings: Sequence[Unit]) -> dict[_Style, int]:
    """The level of most headings that are set alike; those of which none is known stand below the larger ones."""
    known: dict[_Style, list[int]] = {}
    for unit in headings:
        if unit.level:
            known.setdefault(_style(unit), []).append(unit.level)
    level_of = {style: max(set(levels), key=levels.count) for style, levels in known.items()}
    for style in sorted({_style(unit) for unit in headings} - level_of.keys(), reverse=True):
        bigger = [level for other, level in level_of.items() if other > style]
        smaller = [level for other, level in level_of.items() if other < style]
        level_of[style] = max(bigger) + 1 if bigger else max(1, min(smaller, default=2) - 1)
    return level_of


def _lift_contents(units: Sequence[Unit | Table]) -> None:
    """Let the heading of a contents list stand no higher than the next one: some programs file all that follows under its bookmark."""
    for index, (unit, below) in enumerate(pairwise(units)):
        if isinstance(unit, Unit) and unit.kind == "heading" and isinstance(below, Unit) and below.kind == "contents":
            after = (other.level for other in units[index + 1 :] if isinstance(other, Unit) and other.kind == "heading")
            unit.level = max(unit.level, next(after, unit.level))


def _set_titles(headings: Sequence[Unit]) -> None:
    """In a tagged file, what is set bigger than all tagged headings and stands before them is a title, which has no tag of its own."""
    tagged = [unit for unit in headings if unit.paragraph.first.heading]
    biggest = max((unit.paragraph.first.size for unit in tagged), default=0.0)
    for unit in headings[: headings.index(tagged[0])] if tagged else ():
        if unit.paragraph.first.size > biggest and not unit.label:
            unit.kind, unit.level = "title", 1


def _set_entry_levels(entries: Sequence[Unit]) -> None:
    """Contents entries stand as deep as their number, or as their indent."""
    lefts: list[float] = []
    for unit in entries:
        x = unit.paragraph.first.x0
        if not any(abs(x - left) < 3 for left in lefts):
            lefts.append(x)
    lefts.sort()
    for unit in entries:
        numbers = number_of(unit.label)
        indent = next(index for index, left in enumerate(lefts) if abs(unit.paragraph.first.x0 - left) < 3) + 1
        unit.level = len(numbers) if numbers else indent

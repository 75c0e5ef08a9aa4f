"""Paragraphs to blocks: what each one is, which words of it are its label, and its text written through the builder."""

import re

from msgspec import Struct

from seclint.model import BlockKind
from seclint.patterns import compiled
from seclint.readers.builder import Builder, normalise
from seclint.readers.cover import CONTENTS
from seclint.readers.docx.emphasis import headings
from seclint.readers.docx.pieces import Paragraph, Piece, cut
from seclint.readers.labels import (
    clean_label,
    kind_of,
    number_of,
    split_bullet,
    split_caption,
    split_label,
    split_leader,
    split_part_label,
    split_title,
)
from seclint.readers.nesting import nest

_LONGEST_HEADING = 300  # characters; what is longer is a clause that borrows the style
_LONGEST_OUTLINED = 160  # the same where only an outline level makes it a heading
_WORD = compiled(r"\b(?![ivxl]+\b|([a-z])\1+\b)[^\W\d_]{3,}", re.IGNORECASE)  # but no number such as "viii" or "aaa"
_CAPTION = compiled(r"\s*(?P<label>[^\W\d_]{3,}\.?\s+(?:[A-Z]{1,2}[.\-–\d]*|\d[\d.\-–]*)(?:[a-z]\b)?)\s*(?:[:.–—-]\s*|\s+|$)")


class _Unit(Struct):
    """A block as it will be opened, and the pieces that go into it; ``prefix`` are words that Word prints and the file does not hold."""

    kind: BlockKind
    pieces: list[Piece]
    level: int = 0
    label: str = ""
    page_label: str = ""
    prefix: str = ""


def write_body(paragraphs: list[Paragraph], builder: Builder, parts: list[str]) -> None:
    """Write the paragraphs of the body, the first part, one block each; the parts of pictures are added to ``parts``."""
    units = [_unit(paragraph) for paragraph in paragraphs]
    if not any(unit.kind == "heading" for unit in units):
        for index, level in headings(paragraphs).items():
            units[index] = _labelled(paragraphs[index], paragraphs[index].text(), "heading", level)
    _type_contents(paragraphs, units)
    _head_contents(paragraphs, units)
    shown = [index for index, paragraph in enumerate(paragraphs) if units[index].label or paragraph.has_text()]
    nest([units[index] for index in shown], lambda index: paragraphs[shown[index]].begins())
    for paragraph, unit in zip(paragraphs, units, strict=True):
        builder.open(
            unit.kind,
            level=unit.level,
            label=unit.label,
            style=paragraph.style.name,
            cell=paragraph.cell,
            page_label=unit.page_label,
        )
        if unit.prefix:
            builder.write(unit.prefix + " ", -1, 0)
        _pour(unit.pieces, builder, _index(paragraph.part, parts))
        builder.close()


def write_joined(kind: BlockKind, paragraphs: list[Paragraph], builder: Builder, part: int, label: str = "") -> None:
    """Write all paragraphs as one block: a footnote, a running header."""
    builder.open(kind, label=label, style=paragraphs[0].style.name if paragraphs else "")
    for paragraph in paragraphs:
        if paragraph.printed is not None and not paragraph.printed.bullet:
            builder.write(paragraph.printed.text + " ", -1, 0)
        _pour(paragraph.pieces, builder, part)
        builder.joint()
    builder.close()


def joined_text(paragraphs: list[Paragraph]) -> str:
    """The text that ``write_joined`` would write, but for labels."""
    return normalise(" ".join(paragraph.text() for paragraph in paragraphs))


def _index(name: str, parts: list[str]) -> int:
    """The index of the part, which is added when it is new; the main part has no name here."""
    if not name:
        return 0
    if name not in parts:
        parts.append(name)
    return parts.index(name)


def _pour(pieces: list[Piece], builder: Builder, part: int) -> None:
    for piece in pieces:
        if isinstance(piece, tuple):
            text, item, offset = piece
            builder.write(text, part if item >= 0 else -1, item, offset)
        else:
            piece(builder)


def _unit(paragraph: Paragraph) -> _Unit:
    text = paragraph.text()
    style = paragraph.style
    if not text.strip() and (paragraph.printed is None or style.heading):
        return _Unit("paragraph" if paragraph.cell is None else "cell", paragraph.pieces)
    if paragraph.cell is not None:
        return _labelled(paragraph, text, "cell")
    if style.contents or paragraph.contents:
        return _contents(paragraph, text)
    if style.caption or (paragraph.numbered_figure and _CAPTION.match(text)):
        return _caption(paragraph, text)
    if level := _heading_level(paragraph, text):
        return _labelled(paragraph, text, "heading", level)
    if style.title:
        return _labelled(paragraph, text, "title", style.title)
    if paragraph.printed is None and (found := split_caption(text)):
        return _Unit("caption", cut(paragraph.pieces, len(text.rstrip()) - len(found[1]), len(text)), label=found[0])
    return _labelled(paragraph, text, "paragraph")


def _heading_level(paragraph: Paragraph, text: str) -> int:
    outline = paragraph.outline
    level = paragraph.style.heading if outline is None else outline + 1 if outline < 9 else 0
    if not level or len(text) > _LONGEST_HEADING:
        return 0
    if not paragraph.style.is_named_heading and (len(text) > _LONGEST_OUTLINED or text.rstrip().endswith((".", ";", ","))):
        return 0
    return level


def _labelled(paragraph: Paragraph, text: str, kind: BlockKind, level: int = 0) -> _Unit:
    """The block with the label that Word prints, or that is typed at the start of its text."""
    unit = _Unit(kind, paragraph.pieces, level)
    depth = 0
    if paragraph.printed is not None:
        depth = paragraph.printed.depth
        _print(unit, paragraph.printed.text)
    elif kind in ("heading", "paragraph", "cell"):
        _split(unit, text, len(text))
    if kind == "paragraph" and unit.label:
        unit.kind = kind_of(unit.label, depth)
        unit.level = depth if unit.kind == "item" else 0
    return unit


def _print(unit: _Unit, printed: str) -> None:
    """The label that Word prints. Words in it that name no part of the document ("Question 1:") are text to the reader of the page."""
    label = clean_label(printed)
    if _WORD.search(label):
        part = split_part_label(printed)
        if part is None or part[1]:
            unit.prefix = printed.strip()
            return
        label = part[0]
    unit.label = label


def _split(unit: _Unit, text: str, end: int) -> None:
    """Take the label that is typed at the start of the text; ``end`` is where the text ends for it."""
    text = text[:end]
    found = split_bullet(text) if unit.kind == "cell" else split_label(text)
    if found is None and unit.kind in ("heading", "contents"):
        found = split_title(text)
    start = 0
    if found is not None:
        start = len(text.rstrip()) - len(found[1].rstrip())
        if unit.kind == "paragraph" and found[0].isdigit() and text[:start].strip() == found[0] and not re.search(r"\t|\s\s", text[:start]):
            start = 0  # "12 Users responded": a figure and one space are no label in running text
        else:
            unit.label = found[0]
    unit.pieces = cut(unit.pieces, start, end)


def _contents(paragraph: Paragraph, text: str) -> _Unit:
    unit = _Unit("contents", paragraph.pieces, paragraph.style.contents or 1)
    end = len(text)
    if (leader := split_leader(text, dots=2)) and text[leader[0] : -len(leader[1])].strip(" "):
        end, unit.page_label = leader
    figure = _CAPTION.match(text[:end]) if paragraph.style.lists_figures else None
    if paragraph.printed is not None and not (paragraph.printed.bullet or split_title(text[:end])):
        _print(unit, paragraph.printed.text)
        unit.pieces = cut(unit.pieces, 0, end)
    elif figure is not None:
        unit.label = _figure_label(figure)
        unit.pieces = cut(unit.pieces, figure.end(), end)
    else:
        _split(unit, text, end)
    return unit


def _caption(paragraph: Paragraph, text: str) -> _Unit:
    unit = _Unit("caption", paragraph.pieces)
    match = _CAPTION.match(text)
    if match is not None:
        unit.label = _figure_label(match)
        unit.pieces = cut(paragraph.pieces, match.end(), len(text))
    elif paragraph.printed is not None:
        unit.label = clean_label(paragraph.printed.text)
    return unit


def _figure_label(match: re.Match[str]) -> str:
    return " ".join(match["label"].split()).rstrip(".–-")


def _type_contents(paragraphs: list[Paragraph], units: list[_Unit]) -> None:
    """The lines with leaders and pages below the heading of a contents list are its entries, when somebody typed them too."""
    within = False
    for index, paragraph in enumerate(paragraphs):
        if not paragraph.has_text():
            continue
        text = paragraph.text()
        if within and units[index].kind in ("paragraph", "item") and _is_entry(text):
            units[index] = _contents(paragraph, text)
            units[index].level = max(1, len(number_of(units[index].label) or ()))
        else:
            within = normalise(text).casefold().rstrip(":.") in CONTENTS


def _is_entry(text: str) -> bool:
    leader = split_leader(text, dots=2)
    return leader is not None and bool(text.rstrip()[leader[0] : -len(leader[1])].strip(" \xa0"))


def _head_contents(paragraphs: list[Paragraph], units: list[_Unit]) -> None:
    """The words right above the first contents entry are its heading, whatever their style: many authors keep them out of the list."""
    first = next((index for index, unit in enumerate(units) if unit.kind == "contents"), 0)
    above = next((index for index in range(first - 1, -1, -1) if paragraphs[index].has_text()), None)
    if above is not None and units[above].kind == "paragraph":
        words = normalise(paragraphs[above].text()).casefold().rstrip(":.")
        if words in CONTENTS:
            units[above].kind, units[above].level = "heading", 1

"""Paragraphs to blocks: what each one is, which words of it are its label, and its text written through the builder."""

import re
from dataclasses import dataclass, field

from seclint.model import BlockKind
from seclint.readers.builder import Builder, normalise
from seclint.readers.docx.pieces import Paragraph, Piece, cut
from seclint.readers.labels import clean_label, kind_of, split_heading_label, split_label

_LONGEST_HEADING = 300  # characters; what is longer is a clause that borrows the style
_LONGEST_OUTLINED = 160  # the same where only an outline level makes it a heading
_PAGE = re.compile(r"(?:\t[\s.…·_]*|\s*(?:\.{2,}|…|(?:\s\.){2,})[\s.…]*)(?P<page>\d{1,4}|[ivxlcdm]{1,8})\s*$", re.I)
_WORD = re.compile(r"[^\W\d_]{3,}")
_CAPTION = re.compile(r"\s*(?P<label>[^\W\d_]+\s+(?:[A-Z]{1,2}(?=[.\-–\d\s:]))?[\d.\-–]*[\dA-Za-z]?)\s*(?:[:.–—-]\s*|\s+|$)")


@dataclass(slots=True)
class _Unit:
    """A block as it will be opened, and the pieces that go into it."""

    kind: BlockKind
    pieces: list[Piece]
    level: int = 0
    label: str = ""
    page_label: str = ""
    prefix: str = field(default="")


def write_body(paragraphs: list[Paragraph], builder: Builder, part: int) -> None:
    """Write the paragraphs of the body, one block each."""
    for paragraph in paragraphs:
        unit = _unit(paragraph)
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
        _pour(unit.pieces, builder, part)
        builder.close()


def write_joined(kind: BlockKind, paragraphs: list[Paragraph], builder: Builder, part: int, label: str = "") -> None:
    """Write all paragraphs as one block: a footnote, a running header."""
    builder.open(kind, label=label, style=paragraphs[0].style.name if paragraphs else "")
    for paragraph in paragraphs:
        if paragraph.printed is not None and not paragraph.printed.bullet:
            builder.joint()
            builder.write(paragraph.printed.text + " ", -1, 0)
        _pour(paragraph.pieces, builder, part)
        builder.joint()
    builder.close()


def joined_text(paragraphs: list[Paragraph]) -> str:
    """The text that ``write_joined`` would write."""
    return normalise(" ".join(paragraph.text() for paragraph in paragraphs))


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
    if paragraph.cell is not None:
        return _labelled(paragraph, text, "cell")
    if (style.contents or paragraph.contents) and text.strip():
        return _contents(paragraph, text)
    if style.caption or (paragraph.numbered_figure and _CAPTION.match(text)):
        return _caption(paragraph, text)
    level = _heading_level(paragraph, text)
    if style.title and not level:
        return _labelled(paragraph, text, "title", style.title)
    if level and text.strip():
        return _labelled(paragraph, text, "heading", level)
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
    printed = paragraph.printed
    depth = 0
    if printed is not None:
        depth = printed.depth
        _print(unit, printed.text, text)
    elif kind != "cell" and kind != "title":
        _split(unit, text, split_heading_label(text) if kind == "heading" else split_label(text))
    if kind == "paragraph" and unit.label:
        unit.kind = kind_of(unit.label, depth)
        unit.level = depth if unit.kind == "item" else 0
    return unit


def _print(unit: _Unit, printed: str, text: str) -> None:
    """Words that Word prints before the number belong to the text, where no reader of the printed page would take them for a label."""
    label = clean_label(printed)
    if _WORD.search(label):
        found = split_label(f"{printed.strip()} {text}")
        if found is None:
            unit.prefix = printed.strip()
            return
        label = found[0]
    unit.label = label


def _split(unit: _Unit, text: str, found: tuple[str, str] | None) -> None:
    if found is not None:
        label, rest = found
        unit.label = label
        unit.pieces = cut(unit.pieces, len(text.rstrip()) - len(rest.rstrip()), len(text))


def _contents(paragraph: Paragraph, text: str) -> _Unit:
    unit = _Unit("contents", paragraph.pieces, paragraph.style.contents or 1)
    page = _PAGE.search(text)
    end = len(text)
    if page is not None and text[: page.start()].strip():
        end = page.start()
        unit.page_label = page["page"]
    start = 0
    if paragraph.printed is not None:
        _print(unit, paragraph.printed.text, text[:end])
    elif (found := split_heading_label(text[:end])) is not None:
        unit.label = found[0]
        start = len(text[:end].rstrip()) - len(found[1].rstrip())
    unit.pieces = cut(paragraph.pieces, start, end)
    return unit


def _caption(paragraph: Paragraph, text: str) -> _Unit:
    unit = _Unit("caption", paragraph.pieces)
    match = _CAPTION.match(text)
    if match is not None and re.search(r"\d|\s[A-Z]$", match["label"]):
        unit.label = " ".join(match["label"].split()).rstrip(".–-")
        unit.pieces = cut(paragraph.pieces, match.end(), len(text))
    elif paragraph.printed is not None:
        unit.label = clean_label(paragraph.printed.text)
    return unit

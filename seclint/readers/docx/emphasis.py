"""Headings that are only set like some: bold or large lines, in documents whose authors use no heading styles."""

from collections import Counter
from collections.abc import Sequence

from lxml import etree
from msgspec import Struct

from seclint.patterns import compiled
from seclint.readers.docx import names
from seclint.readers.docx.names import W, is_on, number, value
from seclint.readers.docx.pieces import Paragraph
from seclint.readers.docx.styles import Style
from seclint.readers.labels import number_of, split_caption, split_heading_label

_MOST_WORDS = 14
_LARGER = 1.15  # a line this much larger than most of the text is set as a heading
_LEAST, _MOST = 2, 0.6  # so many headings at least, and at most this share of all paragraphs
_ENDS_SENTENCE = compiled(r"[.;,:?!](?:[”’\"')]*)$")
_FIELD = compiled(r"[^\W\d_][\w /-]{0,30}:\s+\S")  # "Date: 12 March" on a cover
_DEFAULT_SIZE = 20  # half points, where neither style nor run says more


class _Set(Struct, frozen=True, order=True):
    """How the words of a paragraph are set; ``size`` in half points."""

    size: int
    bold: bool


def headings(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """The level of each paragraph that is set as a heading, by its index; none when too many or too few look like that."""
    looks = [_look(paragraph) for paragraph in paragraphs]
    sizes = Counter[int]()
    for paragraph, look in zip(paragraphs, looks, strict=True):
        if look is not None:
            sizes[look.size] += len(paragraph.text())
    if not sizes:
        return {}
    body = sizes.most_common(1)[0][0]
    found = {
        index: look
        for index, (paragraph, look) in enumerate(zip(paragraphs, looks, strict=True))
        if look is not None and (look.bold or look.size > body * _LARGER) and _reads_as_heading(paragraph)
    }
    if not _LEAST <= len(found) <= max(_LEAST, _MOST * len(paragraphs)):
        return {}
    return _levels(paragraphs, found)


def _reads_as_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text().strip()
    if paragraph.cell is not None or paragraph.contents or (paragraph.printed is not None and paragraph.printed.bullet):
        return False
    return (
        0 < len(text.split()) <= _MOST_WORDS
        and any(letter.isalpha() for letter in text)
        and not _ENDS_SENTENCE.search(text)
        and not _FIELD.match(text)
        and split_caption(text) is None
    )


def _levels(paragraphs: Sequence[Paragraph], found: dict[int, _Set]) -> dict[int, int]:
    """Numbered headings stand as deep as their numbers; the others by how they are set, below a numbered one that is set alike."""
    levels: dict[int, int] = {}
    depths: dict[_Set, int] = {}  # how deep numbered headings of each setting stand at the least
    ranks = {look: rank for rank, look in enumerate(sorted(set(found.values()), reverse=True), 1)}
    numbered: tuple[int, _Set] | None = None
    for index, look in found.items():
        label = _label(paragraphs[index])
        depth = len(number_of(label) or (0,)) if label else 0
        if depth:
            depths[look] = min(depth, depths.get(look, depth))
            numbered = (depth, look)
            levels[index] = depth
        elif numbered is None or look > numbered[1]:
            levels[index] = min(ranks[look], depths.get(look, ranks[look]))
        else:
            levels[index] = numbered[0] + 1
    return levels


def _label(paragraph: Paragraph) -> str:
    if paragraph.printed is not None:
        return paragraph.printed.text.strip().rstrip(".")
    found = split_heading_label(paragraph.text())
    return found[0] if found else ""


def _look(paragraph: Paragraph) -> _Set | None:
    """How all words of the paragraph are set alike; None where they are not, or where there are none."""
    if paragraph.element is None:
        return None
    looks = {
        _of_run(run, paragraph.style)
        for run in paragraph.element.iter(names.RUN)
        if any(text.text and not text.text.isspace() for text in run.iterchildren(names.T))
    }
    if not looks:
        return None
    return _Set(min(look.size for look in looks), all(look.bold for look in looks))


def _of_run(run: etree._Element, style: Style) -> _Set:
    own = next(run.iterchildren(names.RUN_PROPERTIES), None)
    layers = [own, *(one.run for one in style.chain)]
    bold = next((is_on(mark) for layer in layers if layer is not None for mark in layer.iterchildren(W + "b")), False)
    sizes = (number(value(layer, W + "sz"), 0) for layer in layers if layer is not None)
    return _Set(next((size for size in sizes if size), _DEFAULT_SIZE), bold)

"""What lies over the words of a PDF - links, reviewers' notes, text nobody sees - as spans of the document."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from seclint.model import Comment, Document, Link, Mark, Origin, Span
from seclint.readers.pdf.about import Annotation
from seclint.readers.pdf.native import PageText
from seclint.readers.pdf.words import Word

Covered = tuple[Annotation, list[int]]  # an annotation and the indices of the characters under it


def cover(page: PageText, words: Sequence[Word], found: Iterable[Annotation]) -> list[Covered]:
    """Each annotation with the characters that it covers; a note in the margin with the word nearest to it."""
    covered: list[Covered] = []
    for annotation in found:
        left, top, right, bottom = annotation.box
        near = [word for word in words if word.x1 > left and word.x0 < right and top < (word.top + word.bottom) / 2 < bottom]
        positions = [position for word in near for position in range(word.start, word.end)]
        inside = [
            position for position, box in zip(positions, page.boxes(positions), strict=True) if left <= (box[0] + box[2]) / 2 <= right
        ]
        if not inside and words and not annotation.target:
            nearest = min(words, key=lambda word: abs(word.top - top) * 4 + max(0.0, word.x0 - right, left - word.x1))
            inside = list(range(nearest.start, nearest.end))
        if inside:
            covered.append((annotation, [page.indices[position] for position in inside]))
    return covered


class Way:
    """The way from characters of pages to the document."""

    def __init__(self, document: Document) -> None:
        self._origins: list[Origin] = sorted(document.origins, key=lambda origin: (origin.part, origin.offset))
        self._starts = [(origin.part, origin.offset) for origin in self._origins]

    def span(self, page: int, characters: Sequence[int]) -> Span | None:
        """From the first to the last of the characters that the document holds."""
        offsets = [offset for character in characters if (offset := self._offset(page, character)) is not None]
        return Span(min(offsets), max(offsets) + 1) if offsets else None

    def _offset(self, page: int, character: int) -> int | None:
        index = bisect_right(self._starts, (page, character)) - 1
        if index < 0:
            return None
        origin = self._origins[index]
        if origin.part != page or character >= origin.offset + origin.end - origin.start:
            return None
        return origin.start + character - origin.offset


def links(covered: Iterable[Covered], way: Way) -> list[Link]:
    """The links; one that runs over several lines, each with an annotation of its own, is one."""
    spans = [(span, annotation.target) for annotation, characters in covered if (span := _linked(annotation, characters, way))]
    found: list[Link] = []
    for span, target in sorted(spans):
        if found and found[-1].target == target and 0 <= span.start - found[-1].span.end <= 1:
            found[-1] = Link(Span(found[-1].span.start, span.end), target)
        else:
            found.append(Link(span, target))
    return found


def _linked(annotation: Annotation, characters: Sequence[int], way: Way) -> Span | None:
    return way.span(annotation.page, characters) if annotation.target else None


def comments(covered: Iterable[Covered], way: Way) -> list[Comment]:
    """The reviewers' notes."""
    return [
        Comment(way.span(annotation.page, characters) or Span(0, 0), annotation.text, annotation.author)
        for annotation, characters in covered
        if annotation.kind
    ]


def invisible(found: Iterable[tuple[int, Sequence[int], str]], way: Way) -> list[Mark]:
    """Marks on the words that nobody sees: page, characters, why."""
    spans = ((way.span(page, characters), why) for page, characters, why in found)
    return [Mark("invisible", span, why) for span, why in spans if span is not None]

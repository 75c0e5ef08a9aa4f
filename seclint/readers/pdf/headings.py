"""Telling headings: by the tags and the outline of the file, by size, weight and font."""

import re
from collections.abc import Collection, Sequence

from seclint.patterns import compiled
from seclint.readers.labels import split_caption, split_heading_label, split_label
from seclint.readers.pdf.about import Bookmark
from seclint.readers.pdf.measures import Measures
from seclint.readers.pdf.paragraphs import MOST_LINES, Paragraph

_FIXED_WIDTH = compiled(r"courier|mono|consol|menlo|typewriter|code|cmtt|fixed", re.IGNORECASE)
_FRONT_MATTER = compiled(r"[A-Z][\w ]{1,30}:\s+\S")
_LONGEST = 250  # characters
_LONGEST_TAGGED = 300  # the same where the file says that it is a heading; what is longer is a clause that borrows the style
_LONGEST_IN_BODY_SIZE = 150
_NAMED = 3  # headings that the file names at the least, where it names all
BIGGER, _MUCH_BIGGER = 1.08, 1.18  # times the size of the body


def as_title(text: str) -> str:
    """What is compared of a heading and its bookmark: letters and figures."""
    return "".join(filter(str.isalnum, text.casefold()))


def are_named(found: Sequence[Paragraph], measures: Measures, outline: Collection[Bookmark]) -> bool:
    """Whether the file names its headings: by tags, or by bookmarks for all that is bigger than the body from the first one on."""
    if sum(paragraph.first.heading is not None for paragraph in found) >= _NAMED:
        return True
    titles = {as_title(bookmark.title) for bookmark in outline}
    if len(titles) < _NAMED:
        return False
    bigger = [paragraph for paragraph in found if paragraph.first.size > measures.body * BIGGER and is_heading(paragraph, measures, set())]
    named = [as_title(paragraph.text) in titles for paragraph in bigger]
    return True in named and all(named[named.index(True) :])


def is_heading(paragraph: Paragraph, measures: Measures, titles: set[str], *, named: bool = False) -> bool:
    """Whether the paragraph is a heading; ``titles`` are those of the bookmarks.

    Where the file names its headings, ``named``, a bold line no bigger than the body needs a number to be one.
    """
    is_set_so = _is_set_so(paragraph, measures)
    if not is_set_so and not paragraph.first.heading:
        return False
    text = " ".join(paragraph.text.split())
    if paragraph.first.heading and len(text) <= _LONGEST_TAGGED and any(map(str.isalpha, text)):
        return True
    if not is_set_so or not _reads_so(text) or (not paragraph.first.bold and _is_bulleted(text)):
        return False
    if as_title(text) in titles:
        return True
    size = paragraph.first.size
    bigger = size > measures.body * BIGGER
    if all(line.bold for line in paragraph.lines):
        is_short = len(text) <= _LONGEST_IN_BODY_SIZE and text[-1] != ":"
        return bigger or (is_short and bool(split_heading_label(text) or not (named or _FRONT_MATTER.match(text))))
    if bigger and paragraph.first.font != measures.font and split_heading_label(text):
        return True
    return size > measures.body * _MUCH_BIGGER and len(text) <= _LONGEST_IN_BODY_SIZE


def _is_bulleted(text: str) -> bool:
    found = split_label(text)
    return found is not None and found[0] == "•"


def _is_set_so(paragraph: Paragraph, measures: Measures) -> bool:
    """Whether the number of its lines, size and font let the paragraph be a heading at all."""
    first = paragraph.first
    if first.filled or len(paragraph.lines) > MOST_LINES or first.size < measures.body * 0.98:
        return False
    return first.size >= measures.body * _MUCH_BIGGER or _FIXED_WIDTH.search(first.font) is None


def _reads_so(text: str) -> bool:
    """Whether length and end let a text be a heading at all."""
    if len(text) > _LONGEST or text[-1:] in ".;," or split_caption(text) is not None:
        return False
    least = 1 if split_heading_label(text) else 2  # "3.2 Q1"
    return sum(map(str.isalpha, text)) >= least

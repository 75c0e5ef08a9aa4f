"""Telling headings: by the tags and the outline of the file, by size, weight and font."""

import re

from seclint.readers.labels import split_caption, split_heading_label, split_label
from seclint.readers.pdf.measures import Measures
from seclint.readers.pdf.paragraphs import MOST_LINES, Paragraph

_FIXED_WIDTH = re.compile(r"courier|mono|consol|menlo|typewriter|code|cmtt|fixed", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"[A-Z][\w ]{1,30}:\s+\S")
_LONGEST = 250  # characters
_LONGEST_TAGGED = 300  # the same where the file says that it is a heading; what is longer is a clause that borrows the style
_LONGEST_IN_BODY_SIZE = 150
BIGGER, _MUCH_BIGGER = 1.08, 1.18  # times the size of the body


def as_title(text: str) -> str:
    """What is compared of a heading and its bookmark: letters and figures."""
    return "".join(filter(str.isalnum, text.casefold()))


def is_heading(paragraph: Paragraph, measures: Measures, titles: set[str]) -> bool:
    """Whether the paragraph is a heading; ``titles`` are those of the bookmarks."""
    text = " ".join(paragraph.text.split())
    if paragraph.first.heading and len(text) <= _LONGEST_TAGGED and any(map(str.isalpha, text)):
        return True
    if not _may_be(paragraph, text, measures) or (_is_bulleted(text) and not paragraph.first.bold):
        return False
    if as_title(text) in titles:
        return True
    size = paragraph.first.size
    bigger = size > measures.body * BIGGER
    labelled = split_heading_label(text)
    if all(line.bold for line in paragraph.lines):
        return bigger or (len(text) <= _LONGEST_IN_BODY_SIZE and text[-1] != ":" and bool(labelled or not _FRONT_MATTER.match(text)))
    if bigger and labelled and paragraph.first.font != measures.font:
        return True
    return size > measures.body * _MUCH_BIGGER and len(text) <= _LONGEST_IN_BODY_SIZE


def _is_bulleted(text: str) -> bool:
    found = split_label(text)
    return found is not None and found[0] == "•"


def _may_be(paragraph: Paragraph, text: str, measures: Measures) -> bool:
    """Whether length, end, size and font let the paragraph be a heading at all."""
    first = paragraph.first
    if first.filled or len(text) > _LONGEST or len(paragraph.lines) > MOST_LINES or text[-1:] in ".;," or sum(map(str.isalpha, text)) < 2:
        return False
    if first.size < measures.body * 0.98 or (_FIXED_WIDTH.search(first.font) and first.size < measures.body * _MUCH_BIGGER):
        return False
    return split_caption(text) is None

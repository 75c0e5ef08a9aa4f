"""Lines to paragraphs: what belongs together over lines, columns and pages."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from seclint.patterns import compiled
from seclint.readers.labels import split_caption, split_heading_label, split_label, split_part_label
from seclint.readers.pdf.hyphens import is_glued
from seclint.readers.pdf.lines import Line, is_full
from seclint.readers.pdf.measures import Measures
from seclint.readers.pdf.tables import Table

# A label, the name of a part or of a caption; what begins otherwise need not be looked at closely.
_MAY_BEGIN = compiled(
    r"[^A-Za-z]|[A-Za-z]{1,6}[.)]|[Oo]\s|[A-Za-z]{1,2}\d|(?i:annex|appendix|schedule|part|chapter|section|table|figure|diagram|chart)\b"
)
_ENDED = compiled(r"[.!?:;]['\"”’)\]]*$")
_NUMBER_ALONE = compiled(r"[A-Z]{0,2}\d+(?:\.\d+)+\.?")
# What a number must follow: the noun of a reference, or a joint behind another number.
_LEADS_TO_NUMBER = compiled(
    r"(?i:\b(?:paragraph|para|section|clause|question|table|figure|part|chapter|annex|appendix|schedule|step|item|row|page|version)s?)$"
    r"|\b(?i:section|clause)s? [A-Z]{1,2}$|\d\)?,? (?:and|or|to|–|-)$"
)
_CLAUSE = compiled(r"[A-Z]\d+\.\d")  # in the middle of a sentence, a reference
_RANGE_GOES_ON = compiled(r"[–-] ?[A-Z]{0,2}\d+(?:\.\d+)*")

# A title that breaks off here goes on, in whatever size.
_BREAKS_OFF = compiled(r"(?:\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with)|[&–—-])$")

_NEARLY_FULL = 0.75  # of the width of its column
_CLOSE, _SPACED = 1.4, 2.4  # times the size, from line to line of a title; the second where the first of them is full
MOST_LINES = 6  # of a title or a heading


class Paragraph(Struct, dict=True):
    """Lines that make one paragraph; ``label`` as printed at its start, ``text_x`` where its words begin."""

    lines: list[Line]
    label: str = ""
    text_x: float = 0.0

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The last line so far."""
        return self.lines[-1]

    def take(self, line: Line) -> None:
        """Go on with the line; in another column or on another page words may begin elsewhere."""
        last = self.lines[-1]
        if line.page != last.page or line.base <= last.base - 1:
            self.text_x = line.x0
        self.lines.append(line)

    @cached_property
    def text(self) -> str:
        """What the paragraph says when it has all its lines, joined by spaces."""
        return " ".join([line.text for line in self.lines])


def paragraphs_of(items: Iterable[Line | Table], measures: Measures) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in order; what does not run level comes last."""
    current: Paragraph | None = None
    turned: list[Paragraph] = []
    for item in items:
        if isinstance(item, Table):
            if current:
                yield current
            current = None
            yield item
        elif item.turned:
            turned.append(Paragraph([item]))
        elif current and _continues(current, item, measures):
            current.take(item)
        else:
            if current:
                yield current
            current = begun(item)
    if current:
        yield current
    yield from turned


def begun(line: Line) -> Paragraph:
    """A paragraph that begins with this line."""
    if line.dot is not None:
        return Paragraph([line], "•", line.x0)
    found = split_label(line.text) if _MAY_BEGIN.match(line.text) else None
    label = line.text[: len(line.text.rstrip()) - len(found[1])].strip() if found else ""
    text_x = line.indent if label and len(label.split()) == 1 else line.x0
    return Paragraph([line], label, text_x)


def _continues(paragraph: Paragraph, line: Line, measures: Measures) -> bool:
    last = paragraph.last
    if line.pieces[0].mark or line.dot is not None:
        return False
    if last.heading or line.heading:
        return last.heading == line.heading
    if last.size == line.size and is_glued(last.text):
        return True
    if _is_display(last, measures) and _is_one_title(paragraph, line, measures):
        return True
    if abs(last.size - line.size) > 0.6 or measures.is_entry(last) or line.wide_gaps > 1 or last.wide_gaps > 1 + bool(paragraph.label):
        return False
    if line.page == last.page and line.base > last.base - 1:
        return _continues_below(paragraph, last, line, measures)
    return _continues_elsewhere(paragraph, line)


def _continues_below(paragraph: Paragraph, last: Line, line: Line, measures: Measures) -> bool:
    if line.base - last.base > 1.22 * measures.usual(line.size):
        return False
    if _is_display(last, measures) and _is_display(line, measures) and last.bold == line.bold:
        return False  # all that goes on is one title
    if paragraph.first.behind and not paragraph.label and abs(line.x0 - paragraph.first.behind) < 2 and not line.wide_gaps:
        return True  # below the value of a field, which no ruling parts from its name
    full = is_full(last, line)
    if last.bold != line.bold and not full:
        return False
    if _begins_unit(paragraph, line, full):
        return False
    if abs(line.x0 - paragraph.text_x) < 2:
        return full or _is_one_sentence(last, line)
    if len(paragraph.lines) == 1:
        if (
            paragraph.label
            and line.x0 < last.x0 - 3
            and _ENDED.search(last.text)
            and line.base - last.base > 1.08 * measures.usual(line.size)
        ):
            return False  # a little apart, and further left than a label that a whole sentence follows
        return full or (last.x1 - last.x0 > _NEARLY_FULL * (last.right - last.x0) and _is_one_sentence(last, line))
    if abs(line.x0 - last.x0) < 2:
        return full
    return full and not _ENDED.search(last.text)


def _is_one_title(paragraph: Paragraph, line: Line, measures: Measures) -> bool:
    """Whether the line goes on with the title: close below it, or further below where the title is set wide or breaks off."""
    last = paragraph.last
    if not _is_display(line, measures) or last.bold != line.bold or line.page != last.page:
        return False
    step = line.base - last.base
    if not 1 < step < _SPACED * max(last.size, line.size) or len(paragraph.lines) >= MOST_LINES or _is_other(last, line, measures):
        return False
    if abs(last.size - line.size) > 0.6:
        return bool(_BREAKS_OFF.search(last.text))
    return (
        step < min(_CLOSE * line.size, 1.22 * measures.usual(line.size)) or _has_no_room(last, line) or bool(_BREAKS_OFF.search(last.text))
    )


def _is_other(last: Line, line: Line, measures: Measures) -> bool:
    """Whether one of the lines is set as something else than a title."""
    part = split_part_label(last.text)
    if part is not None and not part[1]:
        return True  # "Part I", whose title stands below it
    return bool(split_heading_label(line.text)) or measures.is_entry(last) or line.wide_gaps > 1 or last.wide_gaps > 1


def _has_no_room(last: Line, line: Line) -> bool:
    """Whether the first word of the line would not have fitted on the last one, which may be centred."""
    if abs(line.x0 - last.x0) < 2:
        return is_full(last, line)
    is_centred = abs(line.x0 + line.x1 - last.x0 - last.x1) < 4
    return is_centred and last.x1 + (line.lead + 0.2 * line.size) / 2 > last.right


def _continues_elsewhere(paragraph: Paragraph, line: Line) -> bool:
    """Whether the line goes on with the paragraph in the next column or on the next page."""
    last = paragraph.last
    if last.bold != line.bold or _ENDED.search(last.text) or split_caption(line.text) or line.wide_gaps:
        return False
    begins = split_label(line.text)
    if begins and not _CLAUSE.match(begins[0]) and not (paragraph.label and abs(line.x0 - paragraph.text_x) < 2):
        return False
    return _is_mid_sentence(line) or (not last.bold and (len(last.text) > 40 or is_full(last, line)))


def _is_one_sentence(last: Line, line: Line) -> bool:
    """Whether the line goes on with a sentence that the last one has begun."""
    return _is_mid_sentence(line) and not _ENDED.search(last.text)


def _is_mid_sentence(line: Line) -> bool:
    """Whether the line begins as no sentence does: with a small letter, or with a bracket that holds no label."""
    return line.text[:1].islower() or (line.text[:1] == "(" and split_label(line.text) is None)


def _is_display(line: Line, measures: Measures) -> bool:
    """Whether the line is set bigger than the body, as titles and headings are."""
    return line.size > 1.15 * measures.body


def _begins_unit(paragraph: Paragraph, line: Line, full: bool) -> bool:
    """Whether a label at the start of the line begins something new, rather than standing in the middle of a sentence."""
    if not _MAY_BEGIN.match(line.text) or _ends_reference(paragraph.last.text, line.text, full=full):
        return False
    if line.text[:1] in "•●○▪■" or (line.text[:1] in "–-" and line.text[1:2] in " \t"):
        return True
    found = split_label(line.text) or split_heading_label(line.text)
    if not found:
        return bool(split_caption(line.text)) and (line.bold or not full)
    if _CLAUSE.match(found[0]) and not _ENDED.search(paragraph.last.text):
        return False
    if paragraph.label and abs(line.x0 - paragraph.text_x) < 2 and paragraph.text_x > paragraph.first.x0 + 3:
        return not full or paragraph.last.text.endswith(":")
    if paragraph.label:
        return abs(line.x0 - paragraph.first.x0) < 2 or "\t" in line.text[:12] or not full
    return not full or bool(_ENDED.search(paragraph.last.text)) or "\t" in line.text[:12]


def _ends_reference(before: str, line: str, *, full: bool) -> bool:
    """Whether a line only looks like an item or a number: it ends a range ("D10.18", "– D10.20.") or a reference ("section", "8.2. It").

    ``full``: whether the line before has no room for more.
    """
    if _ENDED.search(before):
        return False
    if full and line[:1].isdigit() and _LEADS_TO_NUMBER.search(before.rstrip()):
        return True
    return bool(_NUMBER_ALONE.fullmatch(line.strip()) or (before[-1:].isdigit() and _RANGE_GOES_ON.match(line)))

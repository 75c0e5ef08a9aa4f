"""The records that travel up the floors: Document, Rule, Finding, Report. Frozen data, no behaviour beyond look-up.

Every offset is a character index into ``Document.text``; every range is half open.
"""

from bisect import bisect_right
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct

BlockKind = Literal["title", "heading", "paragraph", "item", "cell", "footnote", "caption", "header", "footer", "contents"]
Format = Literal["docx", "pdf", "markdown", "text"]
Severity = Literal["error", "warning", "note"]
Stage = Literal["draft", "publish"]
Status = Literal["new", "known", "waived"]
Verdict = Literal["pass", "fail", "incomplete"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
EXIT_CODES: dict[Verdict, int] = {"pass": 0, "fail": 1, "incomplete": 2}


class Span(Struct, frozen=True, order=True, array_like=True):
    """A half-open range of ``Document.text``."""

    start: int
    end: int

    def within(self, other: "Span") -> bool:
        """Whether this range lies inside the other one."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end


class Origin(Struct, frozen=True, array_like=True):
    """Where a stretch of text stands in its file: character ``start + n`` came from ``offset + n`` of ``item`` in ``part``.

    ``part`` indexes ``Document.parts``. ``item`` is, in DOCX, the ordinal of the text-bearing run child (``w:t``, ``w:tab``, ...)
    in document order of the part; in PDF 0 (``part`` is the page index and ``offset`` the index of the character on it); in
    Markdown and text the line number from 1 (``offset`` is the column from 0).
    """

    start: int
    end: int
    part: int
    item: int
    offset: int


class Cell(Struct, frozen=True, array_like=True):
    """The place of a table cell: table, row and column, each counted from 0 in reading order; merged cells have their first place."""

    table: int
    row: int
    column: int


class Block(Struct, frozen=True):
    """A paragraph-like unit of the document.

    ``label`` is the printed number without a closing full stop: "3.2", "17", "(a)", "•"; never part of the text.
    ``level`` is 1.. for headings (as styled, not as numbered), the nesting depth from 0 for items, 1.. for contents entries.
    ``page_label`` is the page printed at the end of a contents entry.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    label: str = ""
    style: str = ""
    cell: Cell | None = None
    page_label: str = ""


class NoteMark(Struct, frozen=True):
    """A footnote or endnote mark that stood in the text at ``at``; the mark itself is lifted out of the text."""

    label: str
    at: int


class Link(Struct, frozen=True):
    """A hyperlink: the words it covers and its target ("#name" for a bookmark of the same document)."""

    span: Span
    target: str


class Revision(Struct, frozen=True):
    """A tracked change that nobody has accepted or rejected. The text is the final view: ``text`` holds the words of a deletion."""

    kind: Literal["insertion", "deletion", "move", "formatting"]
    span: Span
    author: str = ""
    date: str = ""
    text: str = ""


class Comment(Struct, frozen=True):
    """A reviewer's comment, with the words it is anchored on."""

    span: Span
    text: str
    author: str = ""
    resolved: bool = False
    reply: bool = False


class Mark(Struct, frozen=True):
    """Words that a reader sees differently: highlighted, hidden, or coloured like the paper."""

    kind: Literal["highlight", "hidden", "invisible"]
    span: Span
    detail: str = ""


class Field(Struct, frozen=True):
    r"""A field of a Word file: its instruction ("REF _Ref1 \\h") and the words of its cached result.

    ``target`` is what a cross-reference points to, where that stands in the document.
    """

    span: Span
    instruction: str
    dirty: bool = False
    target: Span | None = None


class Document(Struct, frozen=True, dict=True):
    """A document as a reader of its final version sees it: one normalised string, and spans of it.

    Blocks stand in reading order, separated by one newline: the body first, then the footnotes, then each different running
    header and footer once. ``pages`` is None where the format has no pages. ``properties`` are the file's own metadata
    (title, author, created, modified, last_modified_by). ``features`` names what the file holds besides text
    ("change-tracking", "protection", "macros", "embedded", "external-template", "annotations"), and what a PDF lacks for screen readers
    ("untagged", "no-language", "no-title"); "unread" names what could not be read.
    """

    path: str
    format: Format
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    origins: tuple[Origin, ...] = ()
    parts: tuple[str, ...] = ()
    pages: int | None = None
    notes: tuple[NoteMark, ...] = ()
    links: tuple[Link, ...] = ()
    revisions: tuple[Revision, ...] = ()
    comments: tuple[Comment, ...] = ()
    marks: tuple[Mark, ...] = ()
    fields: tuple[Field, ...] = ()
    properties: dict[str, str] = {}
    features: dict[str, str] = {}

    def quote(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span.start : span.end]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    @cached_property
    def _origin_starts(self) -> list[int]:
        return [origin.start for origin in self.origins]

    def block_index(self, offset: int) -> int:
        """The index of the block that holds the character at ``offset`` (the one before it, between two blocks)."""
        return max(0, bisect_right(self._block_starts, offset) - 1)

    def block_at(self, offset: int) -> Block:
        """The block that holds the character at ``offset``."""
        return self.blocks[self.block_index(offset)]

    def origin_at(self, offset: int) -> Origin | None:
        """The origin of the character at ``offset``; None where nothing of the file stands for it (a joint between lines)."""
        index = bisect_right(self._origin_starts, offset) - 1
        if index >= 0 and offset < self.origins[index].end:
            return self.origins[index]
        return None

    def origins_of(self, span: Span) -> list[Origin]:
        """The parts of the file that the span came from, cut to the span, in reading order."""
        first = max(0, bisect_right(self._origin_starts, span.start) - 1)
        cut = []
        for index in range(first, len(self.origins)):
            origin = self.origins[index]
            if origin.start >= span.end:
                break
            start, end = max(origin.start, span.start), min(origin.end, span.end)
            if start < end:
                cut.append(Origin(start, end, origin.part, origin.item, origin.offset + start - origin.start))
        return cut

    def page_of(self, offset: int) -> int | None:
        """The physical page, from 1, on which the character at ``offset`` stands; None where the format has no pages."""
        if self.pages is None:
            return None
        index = bisect_right(self._origin_starts, offset) - 1
        return self.origins[index].part + 1 if index >= 0 else None


class Place(Struct, frozen=True):
    """Where a finding stands, as an author would look for it. ``boxes`` are (page, x0, y0, x1, y1) in points from the top left.

    In Markdown and text the words run from ``column`` of ``line`` up to, not including, ``end_column`` of ``end_line``; all count from 1.
    """

    page: int | None = None
    section: str | None = None
    heading: str | None = None
    paragraph: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    boxes: tuple[tuple[float, ...], ...] = ()


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A text in Markdown (or several, by role) and the quotes that the rule must find in it, in order.

    ``file`` is the file's name; ``properties``, ``features``, ``header``, ``footer`` and ``pages`` are what only Word and PDF files have,
    as are ``hidden`` words, ``invisible`` words of the text, and words of it that a ``stale`` field shows. ``refers`` gives, by the number
    that the field of a cross-reference shows, the words that it points to. ``registers`` are entries that a user's registers would hold,
    by the register's name.
    """

    finds: tuple[str, ...]
    text: str = ""
    file: str = ""
    properties: dict[str, str] = {}
    features: dict[str, str] = {}
    header: str = ""
    footer: str = ""
    pages: int | None = None
    hidden: str = ""
    invisible: str = ""
    stale: str = ""
    refers: dict[str, str] = {}
    texts: dict[str, str] = {}
    registers: dict[str, dict[str, Any]] = {}
    kind: str = ""
    stage: Stage = "publish"
    as_of: str = ""
    note: str = ""
    known_miss: bool = False
    false_alarm: bool = False


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule as its pack states it; ``options`` belong to the check kind and are validated by it.

    ``whole`` rules judge a document as a whole (a missing section, say), so they are not tried on other rules' examples.
    """

    id: str
    name: str
    title: str
    severity: Severity
    check: str
    message: str
    why: str
    fix: str
    source: str
    applies: tuple[str, ...] = ("*",)
    stages: tuple[Stage, ...] = ("draft", "publish")
    default: bool = True
    whole: bool = False
    messages: dict[str, str] = {}
    options: Any = None
    example: tuple[Example, ...] = ()


class Fix(Struct, frozen=True):
    """A way to put the finding right. ``safe`` only when nothing else can be meant; ``also``: other places where the same is to be done."""

    description: str
    replace: str = ""
    with_: str = ""
    safe: bool = False
    also: tuple[Span, ...] = ()


class Related(Struct, frozen=True):
    """The other place of a contradiction."""

    message: str
    quote: str
    span: Span
    path: str = ""
    place: Place = Place()


class Waived(Struct, frozen=True):
    """Why a finding is accepted, who accepted it, and until which day (ISO)."""

    reason: str
    by: str
    expires: str | None = None


class Finding(Struct, frozen=True):
    """What a rule saw, where, and how to put it right.

    ``context`` is the sentence, or of a very long one what is near to the quote, which begins in it at ``at``.
    """

    rule: str
    name: str
    severity: Severity
    message: str
    quote: str
    span: Span
    path: str = ""
    place: Place = Place()
    context: str = ""
    at: int = 0
    related: tuple[Related, ...] = ()
    notes: tuple[str, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    status: Status = "new"
    waiver: Waived | None = None


class Unchecked(Struct, frozen=True):
    """What a rule could not decide, and why."""

    rule: str
    reason: str
    path: str = ""


class Checked(Struct, frozen=True):
    """What is reported about one document; ``reason`` says why it is taken for its kind, ``error`` why it could not be read.

    ``dossier`` is the one that it belongs to, ``role`` its part in it with the reason. ``times`` are the seconds that each floor took,
    where somebody asks and the result was not kept from an earlier run.
    """

    path: str
    status: Literal["checked", "unreadable"]
    kind: str = ""
    reason: str = ""
    release: str | None = None
    version: str | None = None
    date: str | None = None
    sha256: str | None = None
    pages: int | None = None
    error: str | None = None
    hint: str | None = None
    dossier: str | None = None
    role: str | None = None
    times: tuple[tuple[str, float], ...] = ()


class Passage(Struct, frozen=True):
    """A block as a report shows it: its text begins at ``start`` of the document's."""

    kind: BlockKind
    level: int
    label: str
    start: int
    text: str
    cell: Cell | None = None


class View(Struct, frozen=True):
    """A part of a document around findings: the picture of a page (PNG; ``width`` and ``height`` of the page in points), or its text."""

    path: str
    name: str
    page: int | None = None
    width: float = 0
    height: float = 0
    image: bytes = b""
    passages: tuple[Passage, ...] = ()


class Report(Struct, frozen=True):
    """The result of a run: every document, every finding, and what could not be checked.

    ``rules`` are the rules in force and ``views`` the parts around the findings, where a report wants them.
    ``fail_on`` is the least severity that fails the run. ``times`` are the seconds that the run took, where somebody asks.
    """

    documents: tuple[Checked, ...]
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...] = ()
    errors: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    views: tuple[View, ...] = ()
    version: str = ""
    rulebook: str = ""
    as_of: str | None = None
    stage: Stage = "publish"
    fail_on: Severity | None = "error"
    verdict: Verdict = "pass"
    times: tuple[tuple[str, float], ...] = ()

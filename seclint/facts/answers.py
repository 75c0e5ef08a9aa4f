"""Questions and their answers: which question a part of the text is about, what respondents said of it and what the response is."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from seclint.facts.labels import Labels, Part, QuestionLabel
from seclint.facts.outline import Outline, Section
from seclint.facts.profile import Profile
from seclint.facts.quotations import Quotation
from seclint.facts.wording import any_of
from seclint.model import Block, Document, Span

_LEAST_QUESTION = 20  # characters: a shorter quotation is a title or a term
_BESIDES = ("title", "contents", "header", "footer", "footnote")


class Question(Struct, frozen=True):
    """A question (or several answered together) and where the document deals with it.

    ``numbers`` is empty for a topic that bears no question number. ``views`` and ``response`` are the paragraphs of each part;
    ``has_views`` and ``has_response`` tell that the part's label is there, too, should it have no words.
    ``nobody`` is where the document says that nobody answered.
    """

    label: str
    numbers: tuple[str, ...]
    span: Span
    text: Span | None = None
    lead: tuple[Span, ...] = ()
    views: tuple[Span, ...] = ()
    response: tuple[Span, ...] = ()
    has_views: bool = False
    has_response: bool = False
    nobody: Span | None = None


class Answers(Struct, frozen=True):
    """The questions that the document analyses, those it only lists, and parts that stand for all questions together."""

    questions: tuple[Question, ...] = ()
    listed: tuple[Question, ...] = ()
    shared_views: tuple[Span, ...] = ()
    shared_response: tuple[Span, ...] = ()

    @property
    def labelled(self) -> bool:
        """Whether the document marks views or responses off from the rest at all."""
        return any(question.has_views or question.has_response for question in self.questions) or bool(
            self.shared_views or self.shared_response
        )


class _Unit(Struct):
    """A question while it is being read. ``depth`` is that of its heading; ``headed`` tells that it has one of its own."""

    label: str
    numbers: tuple[str, ...]
    span: Span
    depth: int
    level: int
    headed: bool
    listed: bool = False
    text: Span | None = None
    lead: list[Span] = field(default_factory=list)
    views: list[Span] = field(default_factory=list)
    response: list[Span] = field(default_factory=list)
    parts: set[Part] = field(default_factory=set)


def answers_of(document: Document, outline: Outline, profile: Profile, quotations: Sequence[Quotation]) -> Answers:
    """Walk the body once and hand every paragraph to the question and part it belongs to."""
    walk = _Walk(document, outline, profile)
    walk.run()
    units = walk.units
    whole = [unit for unit in units if unit.views and unit.response]
    topics = {unit.depth for unit in whole if not unit.numbers}
    analysed = [
        unit
        for unit in units
        if (unit.numbers and (unit.parts or (unit.headed and not unit.listed)))
        or (not unit.numbers and unit.depth in topics and unit.parts)
    ]
    listed = [unit for unit in units if unit.numbers and not unit.parts and (unit.listed or not unit.headed)]
    return Answers(
        questions=tuple(_question(document, unit, profile, quotations) for unit in analysed),
        listed=tuple(_question(document, unit, profile, quotations) for unit in (*listed, *walk.contents)),
        shared_views=tuple(walk.shared["views"]) if not any("views" in unit.parts for unit in analysed) else (),
        shared_response=tuple(walk.shared["response"]) if not any("response" in unit.parts for unit in analysed) else (),
    )


class _Walk:
    """The blocks of the body in order; which question and which part of it they belong to."""

    def __init__(self, document: Document, outline: Outline, profile: Profile) -> None:
        self.document = document
        self.outline = outline
        self.labels = Labels(profile.answers)
        self.annexes = profile.attachment
        self.units: list[_Unit] = []
        self.contents: list[_Unit] = []
        self.shared: dict[Part, list[Span]] = {"views": [], "response": []}
        self.unit: _Unit | None = None
        self.parts: tuple[Part, ...] = ()

    def run(self) -> None:
        """Read every block of the body."""
        headings = {section.block: section for section in self.outline.sections}
        blocks = self.document.blocks[: self.outline.body_end]
        index = 0
        while index < len(blocks):
            block = blocks[index]
            if index in headings:
                self._heading(headings[index])
            elif block.kind == "contents":
                self._contents_entry(block)
            elif block.cell is not None and block.cell.row == 0:
                table = _table(blocks, index)
                if not self._columns(table):
                    for cell in table:
                        self._line(cell)
                index += len(table)
                continue
            elif block.kind not in _BESIDES:
                self._line(block)
            index += 1

    def _heading(self, section: Section) -> None:
        parts = self.labels.parts(section.title)
        label = self.labels.question(f"{section.label} {section.title}" if section.label.startswith("Q") else section.title)
        if label is not None:
            self._question_heading(section, label, parts or self._parts_above(section))
        elif parts:
            self._part_heading(section, parts)
        elif self.unit is not None and self._ends(self.unit, section):
            self.unit, self.parts = None, ()

    def _ends(self, unit: _Unit, section: Section) -> bool:
        """Whether a heading ends the question; one without a number does so only when its style, too, stands above the question's."""
        return section.depth <= unit.depth and (bool(section.label) or section.level < unit.level or unit.level == section.level == 1)

    def _parts_above(self, section: Section) -> tuple[Part, ...]:
        while section.parent is not None:
            section = self.outline.sections[section.parent]
            parts = self.labels.parts(section.title)
            if parts:
                return parts
        return ()

    def _question_heading(self, section: Section, label: QuestionLabel, parts: tuple[Part, ...]) -> None:
        known = next((unit for unit in self.units if unit.numbers == label.numbers), None) if parts else None
        if known is None:
            known = self._open(label.numbers, section.heading, section.title, section, headed=True)
            rest = section.title[label.end :].lstrip(" :.–—-")
            if rest.endswith("?"):
                known.text = Span(section.heading.end - len(rest), section.heading.end)
        self.unit = known
        self._begin(parts)

    def _part_heading(self, section: Section, parts: tuple[Part, ...]) -> None:
        if self.unit is not None and section.depth < self.unit.depth and section.label:
            self.unit = None
        if self.unit is None and section.parent is not None:
            above = self.outline.sections[section.parent]
            self.unit = self._open((), above.heading, above.title, above, headed=True)
        self._begin(parts)

    def _open(self, numbers: tuple[str, ...], span: Span, label: str, section: Section | None, *, headed: bool) -> _Unit:
        depth = section.depth if section else 0
        unit = _Unit(label, numbers, span, depth if headed else depth + 1, section.level if section else 0, headed, self._in_list(section))
        self.units.append(unit)
        return unit

    def _in_list(self, section: Section | None) -> bool:
        while section is not None:
            if self.labels.is_list_of_questions(section.title) or section.label.partition(" ")[0] in self.annexes:
                return True
            section = self.outline.sections[section.parent] if section.parent is not None else None
        return False

    def _begin(self, parts: tuple[Part, ...]) -> None:
        self.parts = parts
        if self.unit is not None:
            self.unit.parts.update(parts)

    def _contents_entry(self, block: Block) -> None:
        text = self.document.quote(block.span)
        label = self.labels.question(text)
        if label is not None:
            self.contents.append(_Unit(text, label.numbers, block.span, 0, 0, headed=False, listed=True))

    def _line(self, block: Block, parts: tuple[Part, ...] | None = None) -> None:
        text = self.document.quote(block.span)
        if not text:
            return
        label = self.labels.question_at_start(f"{block.label} {text}" if block.label[:1] in "Qq" and block.label else text)
        if label is not None:
            self._question_line(block, label, text)
            return
        lead_in = self.labels.lead_in(text)
        start = 0
        if lead_in is not None:
            part, start = lead_in
            self._lead_in(block, part)
        self._add(Span(block.span.start + start, block.span.end), self.parts if parts is None else parts)

    def _question_line(self, block: Block, label: QuestionLabel, text: str) -> None:
        shift = len(block.label) + 1 if block.label[:1] in "Qq" and block.label else 0
        words = Span(min(block.span.start + max(label.end - shift, 0), block.span.end), block.span.end)
        asked = words if words.end > words.start else None
        if self.unit is None or not set(label.numbers) <= set(self.unit.numbers):
            section = next(iter(self.outline.within(self.document.block_index(block.span.start))), None)
            self.unit = self._open(
                label.numbers,
                block.span if shift else Span(block.span.start, max(words.start, block.span.start)),
                text,
                section,
                headed=False,
            )
            self.parts = ()
        if asked is not None and self.unit.text is None:
            self.unit.text = asked

    def _lead_in(self, block: Block, part: Part) -> None:
        if self.unit is None:
            section = next(iter(self.outline.within(self.document.block_index(block.span.start))), None)
            if section is not None:
                self.unit = self._open((), section.heading, section.title, section, headed=True)
        self._begin((part,))

    def _add(self, span: Span, parts: Iterable[Part]) -> None:
        if span.start >= span.end:
            return
        if self.unit is None:
            for part in parts:
                self.shared[part].append(span)
            return
        for part in parts:
            (self.unit.views if part == "views" else self.unit.response).append(span)
        if not parts:
            self.unit.lead.append(span)
        elif self.unit.text is None and not self.unit.numbers:
            self.unit.parts.update(parts)

    def _columns(self, table: Sequence[Block]) -> bool:
        """Read a table whose first row names the parts in its columns; False when it does not."""
        heads = {block.cell.column: self.document.quote(block.span) for block in table if block.cell is not None and block.cell.row == 0}
        named = {column: parts for column, head in heads.items() if (parts := self.labels.parts(head))}
        if not named or len(heads) < 2 or (len(named) == len(heads) == 2 and self.unit is None):
            return False
        if sum(parts == ("response",) for parts in named.values()) > 1:
            first = next(column for column, parts in named.items() if parts == ("response",))
            named[first] = ("views",)  # "Response" beside "DCC Response" is the respondent's
        row = 0
        for block in table:
            if block.cell is None or block.cell.row == 0:
                continue
            if block.cell.row != row:
                row = block.cell.row
            if block.cell.column in named:
                if self.unit is not None:
                    self.unit.parts.update(named[block.cell.column] if self.document.quote(block.span) else ())
                self._add(block.span, named[block.cell.column])
            else:
                self._line(block, ())
        self.parts = ()
        return True


def _table(blocks: Sequence[Block], index: int) -> Sequence[Block]:
    first = blocks[index].cell
    end = index
    while end < len(blocks) and (cell := blocks[end].cell) is not None and first is not None and cell.table == first.table:
        end += 1
    return blocks[index:end]


def _question(document: Document, unit: _Unit, profile: Profile, quotations: Sequence[Quotation]) -> Question:
    spans = (*unit.lead, *unit.views, *unit.response)
    return Question(
        label=unit.label,
        numbers=unit.numbers,
        span=unit.span,
        text=unit.text or _asked(document, unit.lead, quotations),
        lead=tuple(unit.lead),
        views=tuple(unit.views),
        response=tuple(unit.response),
        has_views="views" in unit.parts,
        has_response="response" in unit.parts,
        nobody=next(_nobody(document, spans, profile), None),
    )


def _asked(document: Document, lead: Sequence[Span], quotations: Sequence[Quotation]) -> Span | None:
    """The question as quoted before the views, or the sentences there that ask something."""
    quoted = [
        quotation.words
        for quotation in quotations
        if quotation.depth == 0
        and any(quotation.words.within(span) for span in lead)
        and quotation.words.end - quotation.words.start >= _LEAST_QUESTION
    ]
    if quoted:
        return max(quoted, key=lambda span: ("?" in document.quote(span), span.end - span.start))
    return next((span for span in lead if "?" in document.quote(span)), None)


def _nobody(document: Document, spans: Sequence[Span], profile: Profile) -> Iterator[Span]:
    pattern = any_of(profile.answers.no_views)
    for span in spans:
        match = pattern.search(document.text, span.start, span.end)
        if match:
            yield Span(*match.span())

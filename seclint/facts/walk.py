"""One walk through the body: which question each paragraph is about, and whether it is part of the views or of the response."""

from collections.abc import Iterable, Mapping, Sequence

from seclint.facts.asked import Asked, asked_in_list, asked_in_table
from seclint.facts.columns import parts_of_columns
from seclint.facts.labels import Labels, Part, QuestionLabel
from seclint.facts.outline import Outline, Section
from seclint.facts.profile import Profile
from seclint.facts.recurring import with_recurring
from seclint.facts.units import Unit, ends, is_same, listed
from seclint.model import Block, Document, Span

_PARTS: tuple[Part, ...] = ("views", "response")
_SAID = 2  # words of a cell that says what was changed
_BESIDES = ("title", "contents", "header", "footer", "footnote")


class Walk:
    """The result of the walk: ``units`` in the body, ``contents`` and lists that name questions, parts ``shared`` by all questions.

    ``comments`` are the rows of tables of comments and responses that belong to no question.
    """

    def __init__(self, document: Document, outline: Outline, profile: Profile) -> None:
        self.document = document
        self.outline = outline
        self.labels = Labels(with_recurring(document, outline, profile.answers))
        self.annexes = profile.attachment
        self.units: list[Unit] = []
        self.contents: list[Unit] = []
        self.comments: list[Unit] = []
        self.shared: dict[Part, list[Span]] = {"views": [], "response": []}
        self._unit: Unit | None = None
        self._parts: tuple[Part, ...] = ()
        self._read(document.blocks[: outline.body_end])

    def _read(self, blocks: Sequence[Block]) -> None:
        headings = {section.block: section for section in self.outline.sections}
        index = 0
        while index < len(blocks):
            block = blocks[index]
            if index in headings:
                self._heading(headings[index])
            elif block.kind == "contents":
                self._contents_entry(block)
            elif block.cell is not None and block.cell.row == 0:
                table = _table(blocks, index)
                self._table(table)
                index += len(table)
                continue
            elif asked := self._listed(blocks, index):
                self.contents += asked
                index += len(asked)
                continue
            elif block.kind not in _BESIDES:
                self._line(block)
            index += 1

    def _listed(self, blocks: Sequence[Block], index: int) -> list[Unit]:
        """The questions of a numbered list that begins here: in a section that lists them, or behind words that lead it in."""
        block = blocks[index]
        if block.label.strip("(.)") != "1" or not index:
            return []
        led_in = self._unit is None and self.labels.leads_in_questions(self.document.quote(blocks[index - 1].span))
        if not led_in and not self._is_in_list(self._section(block)):
            return []
        return [listed(asked) for asked in asked_in_list(self.document, blocks[index:])]

    def _heading(self, section: Section) -> None:
        parts = self.labels.parts(section.title)
        words, shift = _with_label(section.label, section.title)
        label = self.labels.question(words)
        if label is not None:
            self._question_heading(section, label, words, shift, parts or self._parts_above(section))
        elif parts:
            self._part_heading(section, parts)
        elif self._unit is not None and ends(self._unit, section):
            self._unit, self._parts = None, ()

    def _parts_above(self, section: Section) -> tuple[Part, ...]:
        while section.parent is not None:
            section = self.outline.sections[section.parent]
            parts = self.labels.parts(section.title)
            if parts:
                return parts
        return ()

    def _question_heading(self, section: Section, label: QuestionLabel, words: str, shift: int, parts: tuple[Part, ...]) -> None:
        alike = (unit for unit in self.units if unit.numbers == label.numbers and (unit.parts or not unit.tabled))
        known = next(alike, None) if parts else None
        if known is None:
            known = self._open(label.words(words), label.numbers, section.heading, section, headed=True)
            if "?" in words:  # "...? Please give reasons."
                known.text = Span(section.heading.start + max(label.rest(words) - shift, 0), section.heading.end)
        self._unit = known
        self._begin(parts)

    def _part_heading(self, section: Section, parts: tuple[Part, ...]) -> None:
        if self._unit is not None and section.depth < self._unit.depth and section.label:
            self._unit = None
        if self._unit is None and section.parent is not None:
            above = self.outline.sections[section.parent]
            self._unit = self._open(above.title, (), above.heading, above, headed=True)
        if self._unit is not None:
            self._unit.inner = section.level
        self._begin(parts)

    def _open(self, label: str, numbers: tuple[str, ...], span: Span, section: Section | None, *, headed: bool) -> Unit:
        unit = Unit(label, numbers, span, headed=headed)
        if section is not None:
            unit.depth, unit.level, unit.listed = section.depth + (not headed), section.level, self._is_in_list(section)
        self.units.append(unit)
        return unit

    def _is_in_list(self, section: Section | None) -> bool:
        while section is not None:
            if self.labels.is_list_of_questions(section.title) or section.label.partition(" ")[0] in self.annexes:
                return True
            section = self.outline.sections[section.parent] if section.parent is not None else None
        return False

    def _begin(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        if self._unit is not None:
            self._unit.parts.update(parts)

    def _contents_entry(self, block: Block) -> None:
        words, _ = _with_label(block.label, self.document.quote(block.span))
        label = self.labels.question(words)
        if label is not None:
            self.contents.append(Unit(label.words(words), label.numbers, block.span, listed=True))

    def _line(self, block: Block, parts: tuple[Part, ...] | None = None) -> None:
        """A paragraph, list item or cell; ``parts`` when its place in a table, not what went before, says what it belongs to."""
        words, shift = _with_label(block.label, self.document.quote(block.span))
        label = self.labels.question_at_start(words)
        if label is not None:
            self._question_line(block, label, words, shift)
            return
        lead_in = self.labels.lead_in(words) if not shift else None
        start = 0
        if lead_in is not None:
            part, start = lead_in
            self._lead_in(block, part)
        elif (behind := self.labels.response_on_topic(words)) is not None and self._unit is not None:
            start = behind
            self._take_for_view(block, self._unit)
            self._begin(("response",))
        self._add(Span(block.span.start + start, block.span.end), self._parts if parts is None else parts)

    def _question_line(self, block: Block, label: QuestionLabel, words: str, shift: int) -> None:
        start = block.span.start
        asked = Span(start + max(label.rest(words) - shift, 0), block.span.end)
        again = (
            self._unit is not None
            and self._unit.text is not None
            and not (self._unit.headed or self._unit.parts)
            and asked.start < asked.end
        )
        if self._unit is None or again or not set(label.numbers) <= set(self._unit.numbers):
            named = Span(start, start + label.end) if not shift else block.span
            bare = asked.start >= asked.end  # tables of comments give the number alone: those taken up, those not taken up
            self._unit = self._of_table(block, label.numbers, anywhere=bare) or self._open(
                label.words(words), label.numbers, named, self._section(block), headed=False
            )
            self._unit.tabled = self._unit.tabled or (bare and block.cell is not None)
            self._parts = ()
        if asked.start < asked.end and self._unit.text is None:
            self._unit.text = asked

    def _of_table(self, block: Block, numbers: tuple[str, ...], *, anywhere: bool = False) -> Unit | None:
        """The question that an earlier row of the same table, or ``anywhere``, opened: the comments on it need not stand together."""
        if block.cell is None or not numbers:
            return None
        for unit in self.units:
            cell = self.document.block_at(unit.span.start).cell
            if unit.numbers == numbers and cell is not None and (anywhere or cell.table == block.cell.table):
                return unit
        return None

    def _section(self, block: Block) -> Section | None:
        return next(iter(self.outline.within(self.document.block_index(block.span.start))), None)

    def _lead_in(self, block: Block, part: Part) -> None:
        section = self._section(block)
        if self._unit is None and section is not None:
            self._unit = self._open(section.title, (), section.heading, section, headed=True)
            self._unit.lead = self._before(block, section)
        self._begin((part,))

    def _take_for_view(self, block: Block, unit: Unit) -> None:
        """Take the paragraph right before a response to one matter for the view on it, where no label marks views off there."""
        before = self.document.blocks[self.document.block_index(block.span.start) - 1].span
        for said in (unit.lead, unit.response):
            if before in said:
                said.remove(before)
                unit.views.append(before)
                unit.parts.add("views")

    def _before(self, block: Block, section: Section) -> list[Span]:
        """The paragraphs of a section that stand right under its heading, before a block."""
        blocks = self.document.blocks[section.block + 1 : self.document.block_index(block.span.start)]
        return [one.span for one in blocks if one.kind in ("paragraph", "item")] if all(one.kind != "heading" for one in blocks) else []

    def _add(self, span: Span, parts: Iterable[Part]) -> None:
        if span.start >= span.end:
            return
        for part in parts:
            if self._unit is None:
                self.shared[part].append(span)
            else:
                (self._unit.views if part == "views" else self._unit.response).append(span)
        if not parts and self._unit is not None:
            self._unit.lead.append(span)

    def _table(self, table: Sequence[Block]) -> None:
        """A table whose first row names the parts in its columns, or that lists questions; any other one is read cell by cell."""
        heads = {block.cell.column: self.document.quote(block.span) for block in table if block.cell is not None and block.cell.row == 0}
        named = {column: parts for column, head in heads.items() if (parts := self.labels.parts(head))}
        is_own = self._unit is None or not self._unit.numbers  # in a question's section, respondents ask
        asked = asked_in_table(self.document, self.labels, table) if is_own else {}
        if asked and not named:
            self.contents += [listed(one) for one in asked.values() if one.numbers]
        elif asked and ("views",) in named.values():
            self._question_rows(table, parts_of_columns(self.document, self.labels, table, named, heads), asked, heads)
        elif not named or len(heads) < 2:
            for block in table:
                self._line(block)
        else:
            self._rows(table, parts_of_columns(self.document, self.labels, table, named, heads), heads)

    def _question_rows(
        self, table: Sequence[Block], named: Mapping[int, tuple[Part, ...]], asked: Mapping[int, Asked], heads: Mapping[int, str]
    ) -> None:
        """Rows that ask a question and give the views and the response; a row without a question goes on with the one above."""
        outer, self._unit = self._unit, None
        for block in table:
            if block.cell is None or block.cell.row == 0:
                continue
            one = asked.get(block.cell.row)
            if one is not None and (self._unit is None or not is_same(self._unit, one)):
                self._unit = self._of_table(block, one.numbers)
                if self._unit is None:
                    self._unit = self._open(one.label, one.numbers, one.span, self._section(block), headed=False)
                    self._unit.text, self._unit.tabled = one.text, True
                    self._unit.parts = {part for parts in named.values() for part in parts}
            if block.cell.column in named and not self._is_bare_outcome(block, heads):
                self._add(block.span, named[block.cell.column])
        self._unit, self._parts = outer, ()

    def _is_bare_outcome(self, block: Block, heads: Mapping[int, str]) -> bool:
        """Whether a cell stands where changes are told of, and tells of none in words: "None", "C6"."""
        head = heads.get(block.cell.column, "") if block.cell is not None else ""
        return self.labels.is_outcome(head) and len(self._words(block).split()) < _SAID

    def _rows(self, table: Sequence[Block], named: Mapping[int, tuple[Part, ...]], heads: Mapping[int, str]) -> None:
        """Rows of comments with their responses."""
        empty = {
            block.cell.row for block in table if block.cell and named.get(block.cell.column) == ("response",) and not self._words(block)
        }
        rows: dict[int, Unit] = {}
        around = () if ("views",) in named.values() else self._parts  # a table of answers below "DCC Response" is all of the response
        for block in table:
            if block.cell is None or block.cell.row == 0:
                continue
            meant = named.get(block.cell.column)
            if self._is_bare_outcome(block, heads):
                continue
            row = self._unit or rows.setdefault(
                block.cell.row, Unit(f"{heads.get(0, '')} {self._words(block)}".strip(), (), block.span, parts=set(_PARTS))
            )
            if meant == ("views",) and block.cell.row in empty and self._words(block):
                row.left.append(block.span)
            if meant is None:
                self._line(block, around)
            elif block.span.start < block.span.end:
                if self._unit is not None:
                    self._unit.parts.update(meant)
                for part in meant if self._unit is None else ():
                    (row.views if part == "views" else row.response).append(block.span)
                self._add(block.span, meant)
        self.comments += [row for row in rows.values() if row.views]
        self._parts = ()

    def _words(self, block: Block) -> str:
        return self.document.quote(block.span).strip()


def _with_label(label: str, text: str) -> tuple[str, int]:
    """The text with its number in front of it where that is part of a question's label ("Q1"), and how far that shifts the text."""
    if label[:1] in ("Q", "q"):
        return f"{label} {text}", len(label) + 1
    return text, 0


def _table(blocks: Sequence[Block], index: int) -> Sequence[Block]:
    first = blocks[index].cell
    end = index
    while end < len(blocks) and (cell := blocks[end].cell) is not None and first is not None and cell.table == first.table:
        end += 1
    return blocks[index:end]

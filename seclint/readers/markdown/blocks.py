"""The blocks of a Markdown file as units: headings, numbered paragraphs, lists, contents, tables, footnotes."""

from collections.abc import Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from msgspec.structs import replace

from seclint.errors import UnreadableDocument
from seclint.model import BlockKind, Cell
from seclint.patterns import compiled
from seclint.readers.entries import letters_of
from seclint.readers.labels import clean_label, kind_of, number_of, split_caption, split_heading_label, split_label, split_title
from seclint.readers.markdown.critic import marked
from seclint.readers.markdown.drawn import DrawnTable, as_fences, drawn_tables, text_of
from seclint.readers.markdown.entries import entry_of, flat_entry, have_pages, heads_contents
from seclint.readers.markdown.footnotes import without_definitions
from seclint.readers.markdown.html import Remnant
from seclint.readers.markdown.inline import Source, pieces
from seclint.readers.markdown.paragraphs import defines, is_bare, split_paragraph
from seclint.readers.markdown.running import with_footer
from seclint.readers.markdown.units import COLUMN, JOINT, LIST, Piece, Unit, ending, heading, labelled
from seclint.readers.markdown.yaml import front_matter

_DEEPEST = 100  # the parser leaves out what is nested deeper
# Escapes and entities stay tokens of their own, which keeps the way back into the source. Indented lines are no code: converters indent
# what is nested in limbs that Markdown knows for no lists.
_PARSER = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST}).enable("table").disable(["text_join", "code"])
_NUMBERED_LINE = compiled(r" {0,3}(\d{1,9})(?=[.)]\s+\S)")
_UNDERLINE = compiled(r" {0,3}(?:={2,}|-{2,})\s*$")
_LONGEST_HEADING = 100
_SENTENCE = compiled(r"[.,;?!:”’\"]$")


def units_of(lines: Sequence[str]) -> tuple[list[Unit], dict[str, str]]:
    """The units of the file in source order, defined footnotes last, and the properties of its front matter."""
    rest, properties, cover = front_matter(lines)
    rest, definitions = without_definitions(rest)
    drawn = drawn_tables(rest)
    shown = map(flat_entry, _underlined(as_fences(rest, drawn)))
    tree = SyntaxTreeNode(_tokens_of("\n".join(shown)))
    reading = _Reading(rest, [node.children[0].content for node in tree.walk() if node.type == "heading" and node.children], drawn)
    reading.blocks(tree.children)
    notes = [Unit("footnote", _note_text(lines, where, column), label=label) for label, where, column in definitions]
    return [*_once(cover, reading.units), *with_footer(reading.units), *notes], properties


def _once(cover: Sequence[Unit], units: Sequence[Unit]) -> list[Unit]:
    """The cover without the titles that the text repeats as its first heading."""
    first = next((unit.text().casefold().strip() for unit in units), "")
    return [unit for unit in cover if unit.kind != "title" or unit.text().casefold().strip() != first]


class _Reading:
    """Walks the tree of blocks and collects units. ``titles`` are the headings that are marked as such."""

    def __init__(self, lines: Sequence[str], titles: Sequence[str], drawn: Mapping[int, DrawnTable]) -> None:
        self.lines = lines
        self.drawn = drawn
        self.units: list[Unit] = []
        self.styled = bool(titles)
        self.titles = {letters_of(title) for title in titles} | {letters_of(found[1]) for title in titles if (found := split_title(title))}
        self.depth_of_number = 0  # of the last numbered heading
        self.in_contents = False
        self.paged = False  # whether the contents list gives pages
        self.left = 0  # the column at which the words of the list item around begin
        self.remnant = Remnant()

    def blocks(self, nodes: Sequence[SyntaxTreeNode], depth: int = 0) -> None:
        """Read sibling blocks; ``depth`` counts the lists around them."""
        for node in nodes:
            match node.type:
                case "heading":
                    self._heading(Unit("heading", self._inline(node.children[0])), int(node.tag[1:]))
                case "paragraph":
                    self._paragraph(node, depth)
                case "bullet_list" | "ordered_list":
                    for item in node.children:
                        self._item(item, node.type == "bullet_list", depth)
                case "table":
                    self._table(node)
                case "html_block":
                    self._html(node)
                case "fence" if node.map and node.map[0] in self.drawn:
                    self._drawn(self.drawn[node.map[0]])
                case "fence":
                    self._code(node)
                case "hr":
                    pass
                case _:
                    self.blocks(node.children, depth)

    def _add(self, unit: Unit) -> None:
        """Take a unit in; what stands in a cell of an HTML table is its text."""
        cell = self.remnant.cell
        self.units.append(unit if cell is None or unit.cell else replace(unit, kind="cell", level=0, cell=cell))

    def _heading(self, unit: Unit, level: int) -> None:
        self.in_contents = False
        self._open_contents(unit)
        self._add(heading(unit, level))

    def _open_contents(self, unit: Unit) -> None:
        if heads_contents(unit.text()):
            self.in_contents, self.paged = True, have_pages(self.lines[unit.pieces[-1].line :])

    def _paragraph(self, node: SyntaxTreeNode, depth: int) -> None:
        inline = node.children[0]
        for part in split_paragraph(self._inline(inline, starts_line=True), in_contents=self.in_contents):
            self._line(part, depth, bold=not self.styled and not depth and _is_bold(_tokens(inline)))

    def _line(self, found: tuple[Piece, ...], depth: int, *, bold: bool = False) -> None:
        unit = Unit("paragraph", found, place=LIST * depth + COLUMN * self._further_in(found))
        text = unit.text()
        first = next((piece for piece in found if piece.note or piece.text.strip()), None)
        if first is not None and first.note and text.strip():
            self._add(Unit("footnote", tuple(piece for piece in found if piece is not first), label=first.note))
        elif entry := entry_of(unit, depth, in_contents=self._may_end_in_page(unit)):
            self._add(entry)
        elif caption := split_caption(text.lstrip(": ")):  # pandoc writes ": Table 1: Phases" below a table
            self._add(labelled(replace(unit, kind="caption"), *caption))
        elif defines(text):
            kind: BlockKind = "caption" if self.units and self.units[-1].kind == "cell" else "paragraph"
            self._add(replace(unit, kind=kind, pieces=ending(found, len(text.strip().lstrip(": \t")))))
        elif bold and _may_head(text.strip()):
            self._bold_heading(unit)
        elif (label := split_label(text)) and not is_bare(text, label[0]):
            self._add(labelled(unit, *label, depth=depth))
        else:
            self._open_contents(unit)
            self._add(unit)

    def _may_end_in_page(self, unit: Unit) -> bool:
        """Whether figures at the end are a page number even without dots: "Question 1" ends in them as its heading does."""
        return self.in_contents and self.paged and letters_of(unit.text()) not in self.titles

    def _bold_heading(self, unit: Unit) -> None:
        found = split_heading_label(unit.text())
        figures = number_of(found[0]) if found else None
        if figures or found:
            self.depth_of_number = len(figures or (0,))
        self._heading(unit, self.depth_of_number + (found is None))

    def _item(self, item: SyntaxTreeNode, bullet: bool, depth: int) -> None:
        children = item.children
        # "- 1. Introduction" is one entry with a number, though to Markdown it is a list in a list.
        if bullet and children and children[0].type == "ordered_list" and _first_line(children[0]) == _first_line(item):
            for inner in children[0].children:
                self._item(inner, False, depth)
            self.blocks(children[1:], depth + 1)
            return
        label = "•" if bullet else clean_label(item.info + item.markup)
        if not children or children[0].type != "paragraph":
            kind = kind_of(label, depth)
            self._add(Unit(kind, (), label=label, place=LIST * depth))
            self.blocks(children, depth + 1)
            return
        first, *more = split_paragraph(self._inline(children[0].children[0], starts_line=True))
        outer, self.left = self.left, _column(first)
        self._add(self._numbered(Unit("paragraph", first, place=LIST * depth), label, depth))
        for part in more:
            self._line(part, depth if split_label("".join(piece.text for piece in part)) else depth + 1)
        self.blocks(children[1:], depth + 1)
        self.left = outer

    def _further_in(self, found: Sequence[Piece]) -> int:
        """How many columns further in than the list item around the pieces begin; one is a slip."""
        columns = _column(found) - self.left
        return columns if columns > 1 else 0

    def _numbered(self, unit: Unit, label: str, depth: int) -> Unit:
        text = unit.text()
        entry = entry_of(unit, depth + 1, in_contents=self._may_end_in_page(unit))
        if entry is not None:
            return replace(entry, label=entry.label or ("" if label == "•" else label))
        typed = split_label(text) if label == "•" else None
        if typed is not None and not is_bare(text, typed[0]):
            return labelled(unit, *typed, depth=depth)
        return replace(unit, kind=kind_of(label, depth), label=label)

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row for part in node.children for row in part.children]
        for row_number, row in enumerate(rows):
            first, last = row.map or (0, 1)
            source = Source(self.lines[first:last], first + 1)
            for column, cell in enumerate(row.children):
                found = tuple(marked(pieces(_tokens(cell.children[0]), source))) if cell.children else ()
                self._add(Unit("cell", found, cell=Cell(self.remnant.table, row_number, column)))
        self.remnant.table += 1

    def _drawn(self, table: DrawnTable) -> None:
        for row_number, row in enumerate(table.rows):
            for column, cell in enumerate(row):
                found = _words_of(text_of(cell, self.lines), cell.lines.start)
                self._add(Unit("cell", found, cell=Cell(self.remnant.table, row_number, column)))
        self.remnant.table += 1

    def _html(self, node: SyntaxTreeNode) -> None:
        first, last = node.map or (0, 0)
        written = node.content.split("\n")
        shifts = [max(0, source.find(line)) for source, line in zip(self.lines[first:last], written, strict=False)]
        for unit in self.remnant.units_of(node.content, first + 1, shifts):
            if unit.kind == "paragraph" and not unit.label:
                self._line(unit.pieces, 0)
            elif unit.kind == "heading":
                self._heading(unit, unit.level)
            else:
                self.units.append(unit)

    def _code(self, node: SyntaxTreeNode) -> None:
        first, last = node.map or (0, 0)
        source = Source(self.lines[first:last], first + 1)
        found: list[Piece] = []
        for text in node.content.split("\n"):
            if text.strip():
                found += [JOINT, *source.pieces(text)] if found else source.pieces(text)
        self._add(Unit("paragraph", tuple(found), style="code"))

    def _inline(self, node: SyntaxTreeNode, *, starts_line: bool = False) -> tuple[Piece, ...]:
        """The pieces of the node; the first line of a paragraph is the end of its source line, behind the markers of lists and quotes."""
        first, last = node.map or (0, 0)
        written = node.content.split("\n", 1)[0].rstrip()
        column = max(0, len(self.lines[first].rstrip()) - len(written)) if starts_line else 0
        return marked(pieces(_tokens(node), Source(self.lines[first:last], first + 1, column)))


def _underlined(lines: Sequence[str]) -> list[str]:
    """The lines, with the full stop behind the number of an underlined heading escaped, which would begin a list there."""
    shown = list(lines)
    for index in range(len(lines) - 1):
        match = _NUMBERED_LINE.match(lines[index])
        if match and _UNDERLINE.match(lines[index + 1]) and not (index and lines[index - 1].strip()):
            shown[index] = f"{match[1]}\\{lines[index][match.end(1) :]}"
    return shown


def _tokens_of(text: str) -> list[Token]:
    """The tokens of the blocks, with those of the words in them set aside: emphasis nests deeper than a tree of them could be walked."""
    tokens = _PARSER.parse(text)
    if any(token.level >= _DEEPEST - 2 for token in tokens):
        raise UnreadableDocument("the file nests lists or quotations too deeply", "take the superfluous marks off the starts of its lines")
    for token in tokens:
        token.meta["words"], token.children = token.children or [], None
    return tokens


def _tokens(node: SyntaxTreeNode) -> Sequence[Token]:
    words: Sequence[Token] = node.token.meta["words"] if node.token is not None else ()
    return words


def _first_line(node: SyntaxTreeNode) -> int:
    return node.map[0] if node.map else -1


def _column(found: Sequence[Piece]) -> int:
    """The column at which the pieces begin."""
    return next((piece.column for piece in found if piece.line), 0)


def _is_bold(tokens: Sequence[Token]) -> bool:
    """Whether all words stand in one stretch of bold."""
    shown = [token for token in tokens if token.type != "text" or token.content.strip()]
    if len(shown) < 3 or shown[0].type != "strong_open" or shown[-1].type != "strong_close":
        return False
    return not any(token.type == "strong_close" for token in shown[1:-1])


def _may_head(text: str) -> bool:
    """Whether a bold line reads as a heading in a file that marks none: short, no sentence, no field such as "Date: ..."."""
    if len(text) > _LONGEST_HEADING or _SENTENCE.search(text):
        return False
    return ":" not in text or split_heading_label(text) is not None


def _note_text(lines: Sequence[str], where: range, column: int) -> tuple[Piece, ...]:
    return _words_of(lines[where.start : where.stop], where.start, column)


def _words_of(lines: Sequence[str], first: int, column: int = 0) -> tuple[Piece, ...]:
    """The pieces of lines that are read apart from the blocks; ``first`` is their place in the file, from 0."""
    own = [lines[0][column:].strip(), *(line.strip() for line in lines[1:])]
    tokens = _PARSER.parseInline("\n".join(line for line in own if line))
    return marked(pieces(tokens[0].children or [], Source(lines, first + 1, column)))

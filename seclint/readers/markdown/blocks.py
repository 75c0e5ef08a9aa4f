"""The blocks of a Markdown file as units: headings, numbered paragraphs, lists, contents, tables, footnotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from seclint.model import Cell
from seclint.readers.labels import clean_label, kind_of, split_caption, split_heading_label, split_label
from seclint.readers.markdown.critic import marked
from seclint.readers.markdown.html import Remnant
from seclint.readers.markdown.inline import Source, pieces
from seclint.readers.markdown.units import Piece, Unit, cut, ending, labelled

# Escapes and entities stay tokens of their own, which keeps the way back into the source.
_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table").disable("text_join")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_LEADER = re.compile(r"(?:\s*(?:\.\s?){3,}|\s*…[\s.…]*|\t+)\s*(?P<page>\d{1,4}|[ivxlc]{1,6})\s*$")
_CONTENTS = re.compile(r"(?:table of )?contents:?\s*$", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"\s+(?P<page>\d{1,4})\s*$")
_RAISED = re.compile(r"<sup>\s*(\d{1,3})[\s.)]*</sup>\s*", re.IGNORECASE)
_LETTERED = re.compile(r"\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)\s")
_BREAKS_OFF = re.compile(r"(?:[:;,.]|\b(?:and|or))\s*$")


def units_of(lines: Sequence[str]) -> tuple[list[Unit], dict[str, str]]:
    """The units of the file in source order, footnotes where they stand, and the properties of its front matter."""
    rest, properties = _front_matter(list(lines))
    rest, notes = _notes(rest)
    reading = _Reading(rest)
    reading.blocks(SyntaxTreeNode(_PARSER.parse("\n".join(rest))).children)
    return [*reading.units, *notes], properties


class _Reading:
    """Walks the tree of blocks and collects units."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.units: list[Unit] = []
        self.tables = 0
        self.in_contents = False

    def blocks(self, nodes: Sequence[SyntaxTreeNode], depth: int = 0) -> None:
        """Read sibling blocks; ``depth`` counts the lists around them."""
        for node in nodes:
            match node.type:
                case "heading":
                    self._heading(node)
                case "paragraph":
                    self._paragraph(node, depth)
                case "bullet_list" | "ordered_list":
                    for item in node.children:
                        self._item(item, node.type == "bullet_list", depth)
                case "table":
                    self._table(node)
                case "html_block":
                    self._html(node)
                case "code_block" | "fence":
                    self._code(node)
                case "hr":
                    pass
                case _:
                    self.blocks(node.children, depth)

    def _heading(self, node: SyntaxTreeNode) -> None:
        unit = Unit("heading", self._inline(node.children[0]), level=int(node.tag[1:]))
        found = split_heading_label(unit.text())
        self.in_contents = bool(_CONTENTS.match(unit.text().strip()))
        self.units.append(labelled(unit, *found) if found else unit)

    def _paragraph(self, node: SyntaxTreeNode, depth: int) -> None:
        for part in _split_lines(self._inline(node.children[0])):
            self._line(part, depth)

    def _line(self, found: tuple[Piece, ...], depth: int) -> None:
        unit = Unit("paragraph", found)
        text = unit.text()
        first = next((piece for piece in found if piece.note or piece.text.strip()), None)
        if first is not None and first.note and text.strip():
            self.units.append(Unit("footnote", tuple(piece for piece in found if piece is not first), label=first.note))
        elif entry := self._contents(unit, text, max(1, depth)):
            self.units.append(entry)
        elif caption := split_caption(text):
            self.units.append(labelled(replace(unit, kind="caption"), *caption))
        elif label := split_label(text):
            self.units.append(labelled(unit, *label, depth=depth))
        else:
            self.units.append(unit)

    def _item(self, item: SyntaxTreeNode, bullet: bool, depth: int) -> None:
        children = item.children
        # "- 1. Introduction" is one entry with a number, though to Markdown it is a list in a list.
        if (
            bullet
            and children
            and children[0].type == "ordered_list"
            and children[0].map
            and item.map
            and children[0].map[0] == item.map[0]
        ):
            for inner in children[0].children:
                self._item(inner, False, depth)
            self.blocks(children[1:], depth + 1)
            return
        label = "•" if bullet else clean_label(item.info + item.markup)
        if not children or children[0].type != "paragraph":
            self.units.append(Unit(kind_of(label, depth), (), level=depth, label=label))
            self.blocks(children, depth + 1)
            return
        first, *more = _split_lines(self._inline(children[0].children[0], marker=True))
        self.units.append(self._numbered(Unit("paragraph", first), label, depth))
        for part in more:
            self._line(part, depth + 1)
        self.blocks(children[1:], depth + 1)

    def _numbered(self, unit: Unit, label: str, depth: int) -> Unit:
        entry = self._contents(unit, unit.text(), depth + 1)
        if entry is not None:
            return replace(entry, label=entry.label or ("" if label == "•" else label))
        typed = split_label(unit.text()) if label == "•" else None
        if typed is not None:
            return labelled(unit, *typed, depth=depth)
        kind = kind_of(label, depth)
        return replace(unit, kind=kind, label=label, level=depth if kind == "item" else 0)

    def _contents(self, unit: Unit, text: str, level: int) -> Unit | None:
        """The entry of a contents list: it ends in dots and a page number, or in a page number where the heading says "Contents"."""
        match = _LEADER.search(text) or (_LAST_NUMBER.search(text) if self.in_contents else None)
        if match is None or not text[: match.start()].strip():
            return None
        entry = replace(unit, kind="contents", level=level, page_label=match["page"], pieces=cut(unit.pieces, 0, match.start()))
        found = split_heading_label(entry.text())
        return replace(entry, label=found[0], pieces=ending(entry.pieces, len(found[1].rstrip()))) if found else entry

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row for part in node.children for row in part.children]
        for row_number, row in enumerate(rows):
            first, last = row.map or (0, 1)
            source = Source(self.lines[first:last], first + 1)
            for column, cell in enumerate(row.children):
                found = tuple(marked(pieces(_tokens(cell.children[0]), source))) if cell.children else ()
                self.units.append(Unit("cell", found, cell=Cell(self.tables, row_number, column)))
        self.tables += 1

    def _html(self, node: SyntaxTreeNode) -> None:
        first = (node.map or (0, 0))[0]
        if match := _RAISED.match(node.content):
            line = node.content[match.end() :].rstrip("\n")
            self.units.append(Unit("footnote", (Piece(line, first + 1, match.end()),), label=match[1]))
            return
        remnant = Remnant(first + 1, self.tables)
        remnant.feed(node.content)
        self.units += remnant.finished()
        self.tables = remnant.table

    def _code(self, node: SyntaxTreeNode) -> None:
        first = (node.map or (0, 0))[0]
        source = Source(self.lines[first:], first + 1)
        found: list[Piece] = []
        for text in node.content.split("\n"):
            if text.strip():
                line, column = source.find(text)
                found += [Piece(" "), Piece(text, line, column)] if found else [Piece(text, line, column)]
        self.units.append(Unit("paragraph", tuple(found), style="code"))

    def _inline(self, node: SyntaxTreeNode, *, marker: bool = False) -> tuple[Piece, ...]:
        first, last = node.map or (0, 0)
        column = 0
        if marker and (match := re.match(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)+", self.lines[first])):
            # The innermost marker of this line ends where the text begins.
            column = self._text_column(node, match.end())
        return marked(pieces(_tokens(node), Source(self.lines[first:last], first + 1, column)))

    def _text_column(self, node: SyntaxTreeNode, furthest: int) -> int:
        """Where the text of a list item begins: its content stands behind the markers, unless it looks like one itself."""
        first = (node.content or "").split("\n")[0]
        line = self.lines[(node.map or (0, 0))[0]]
        found = line.rfind(first, 0, furthest + len(first))
        return max(0, found)


def _tokens(node: SyntaxTreeNode) -> Sequence[Token]:
    return (node.token.children or []) if node.token is not None else []


def _split_lines(found: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """A paragraph, or the several that it holds when its lines begin with "(a)", "(b)": converters leave no blank line between these."""
    parts: list[list[Piece]] = [[]]
    for index, piece in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        is_break = piece == Piece(" ") and following is not None and bool(_LETTERED.match(following.text))
        if is_break and _BREAKS_OFF.search("".join(one.text for one in parts[-1])):
            parts.append([])
        else:
            parts[-1].append(piece)
    return [tuple(part) for part in parts]


def _front_matter(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The lines with the YAML block at the top blanked out, and what it says in simple "key: value" lines."""
    if not lines or lines[0].rstrip() != "---":
        return lines, {}
    end = next((number for number, line in enumerate(lines[1:60], 1) if line.rstrip() in ("---", "...")), None)
    inside = lines[1:end] if end else []
    if end is None or not all(re.match(r"\s*(?:#|-|[\w-]+:|$)", line) for line in inside):
        return lines, {}
    pairs = (line.partition(":") for line in inside if re.match(r"[\w-]+:", line))
    return [""] * (end + 1) + lines[end + 1 :], {
        key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()
    }


def _notes(lines: list[str]) -> tuple[list[str], list[Unit]]:
    """The lines with the definitions of footnotes blanked out, and those footnotes."""
    rest, notes = list(lines), []
    number = 0
    while number < len(lines):
        match = _NOTE.match(lines[number])
        if match is None:
            number += 1
            continue
        end = number + 1
        while end < len(lines) and re.match(r"(?: {2,}|\t)\S", lines[end]):
            end += 1
        notes.append(Unit("footnote", tuple(_note_text(lines[number:end], number + 1, match.end())), label=match[1]))
        rest[number:end] = [""] * (end - number)
        number = end
    return rest, notes


def _note_text(lines: Sequence[str], first: int, column: int) -> Iterator[Piece]:
    tokens = _PARSER.parseInline("\n".join([lines[0][column:], *(line.strip() for line in lines[1:])]))
    yield from marked(pieces(tokens[0].children or [], Source(lines, first, column)))

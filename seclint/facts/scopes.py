"""The parts of draft and final document that conclusions speak of: by number, by caption, by page."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Change, Unit
from seclint.facts.alignment.units import COVER
from seclint.facts.part_numbers import LETTERED, printed_number
from seclint.facts.wording import phrases, plain
from seclint.model import Block, Span
from seclint.patterns import compiled

_TABLES = ("table", "figure")
_BELOW = ("item", "caption")  # what goes with the numbered paragraph above it
_SECTIONS = ("annex", "appendix", "schedule")  # what is never the number of a paragraph
BARE_NUMBER = compiled(r"(?<![\w.£$-])(?:\d{1,2}(?:\.\d{1,2}){1,4}|[A-Z](?:\.\d{1,2}){1,4})(?![\w%-]|\.\d)")
_NEXT_CLAUSE = compiled(r"[(;]|,\s+(?:and|but|while|whereas|so)\b")
_ON_PAGE = compiled(r"(?<=\w)\s+page\s+\d+$")  # "Annex A, page 6"
_BECOMES = compiled(
    r"\s+(?:(?:has|have)\s+become|becomes?|became)\s+(?:the\s+)?(?:(?:final|new)\s+)?(?:sections?|clauses?|paragraphs?|parts?|chapters?)?\s*$",
    re.IGNORECASE,
)
_SIDE = 50  # characters beside a number in which words may say whose it is


class Scope(Struct, frozen=True):
    """The part that a claim is about, on the old and on the new side: a section, perhaps one table or clause in it, or pages.

    ``side`` tells whose number that of the clause is, where that is known: 0 the draft's, 1 the final document's.
    """

    section: tuple[int | None, int | None] = (None, None)
    table: tuple[int | None, int | None] = (None, None)
    page: int | None = None
    clause: str = ""
    side: int | None = None

    @property
    def is_found(self) -> bool:
        """Whether either document has the part."""
        return self.section != (None, None) or self.page is not None


class Scopes:
    """The parts of two aligned documents, by what they are called."""

    def __init__(self, alignment: Alignment) -> None:
        self._alignment = alignment
        self._sides = (alignment.old, alignment.new)
        self._changes: dict[Scope, list[Change]] = {}
        self._back = {theirs: mine for mine, theirs in alignment.sections.items()}

    def candidates(self, kind: str, target: str) -> list[Scope]:
        """Where the part may be that a reference names; two places where the number has gone to another part."""
        target = _ON_PAGE.sub("", target)
        if kind == "page":
            number = target.split()[-1]
            return [Scope(page=int(number))] if number.isdigit() and self._alignment.old.document.pages else []
        if kind in _TABLES:
            return self.captioned(target)
        if kind != "paragraph" and (found := self._both(*(_section(facts, target) for facts in self._sides))):
            return found
        if kind in _SECTIONS:
            inside = target.rpartition(" ")[2]
            return self._both(*(_section(facts, inside) for facts in self._sides)) if any(map(str.isdigit, inside)) else []
        clause = bare_label(target.split()[-1])
        found = [replace(scope, clause=clause) for scope in self._both(*(_clause(facts, clause) for facts in self._sides))]
        if found or "(" not in target:
            return found
        return self.candidates(kind, target.partition("(")[0].strip())  # limbs may be printed as words

    def is_unknown(self, kind: str, target: str) -> bool:
        """Whether it is no part of a document after all: "SIT Part 2"."""
        return kind == "part" and not self.candidates(kind, target)

    def changes_in(self, scope: Scope) -> list[Change]:
        """The changes in the part."""
        if scope not in self._changes:
            self._changes[scope] = self._found_in(scope)
        return self._changes[scope]

    def _found_in(self, scope: Scope) -> list[Change]:
        if scope.page is not None:
            return [change for change in self._alignment.changes if self._on_page(change, scope.page)]
        inside = list(self._alignment.inside(scope.section))
        if scope.clause:
            return self._in_clause(inside, scope)
        if scope.table == (None, None):
            return inside
        return [
            change
            for change in inside
            if any(
                number is not None and any(_table_of(facts, unit) == number for unit in units)
                for facts, units, number in zip(self._sides, (change.old, change.new), scope.table, strict=True)
            )
        ]

    def _both(self, old: int | None, new: int | None) -> list[Scope]:
        """The part on both sides; the same number may belong to two different parts."""
        found = []
        if new is not None:
            found.append(Scope((self._back.get(new), new)))
        if old is not None:
            found.append(Scope((old, self._alignment.sections.get(old))))
        return list(dict.fromkeys(found))

    def captioned(self, target: str) -> list[Scope]:
        """The table or figure whose caption bears the label, one on both sides."""
        captions = [_caption(facts, target) for facts in self._sides]
        if captions == [None, None]:
            return []
        tables = [_table_below(facts, index) if index is not None else None for facts, index in zip(self._sides, captions, strict=True)]
        sections = [
            facts.outline.index_at(index) if index is not None else None for facts, index in zip(self._sides, captions, strict=True)
        ]
        return [Scope((sections[0], sections[1]), (tables[0], tables[1]))]

    def _in_clause(self, changes: Sequence[Change], scope: Scope) -> list[Change]:
        """The changes in the numbered paragraph, of the document whose number it is if something changed there.

        Another paragraph that bore the number and is gone, or that bears it and is new, may have been replaced.
        """
        found = []
        for change in changes:
            sides = [side for side in (0, 1) if scope.side in (None, side) or not (change.old, change.new)[1 - side]]
            if any(_bears(self._sides[side], (change.old, change.new)[side], scope.clause) for side in sides):
                found.append(change)
        return found if found or scope.side is None else self._in_clause(changes, replace(scope, side=None))

    def _on_page(self, change: Change, page: int) -> bool:
        """Whether something changed on the page, or on one beside it: pages may be counted from the cover or as printed."""
        return any(
            (facts.document.page_of(unit.span.start) or 0) - 1 <= page <= (facts.document.page_of(unit.span.end - 1) or 0) + 1
            for facts, units in zip(self._sides, (change.old, change.new), strict=True)
            for unit in units
        )


def side_meant(facts: Facts, span: Span, of_draft: tuple[str, ...], of_final: tuple[str, ...]) -> int | None:
    """Whose number a reference gives, told by the words beside it: 0 the draft's, 1 the final document's, None when nothing tells."""
    text, sentence = facts.document.text, facts.sentence(span)
    behind = text[span.end : min(span.end + _SIDE, sentence.end)]
    other = BARE_NUMBER.search(behind)  # what stands behind another number is said of that
    if other is not None and _BECOMES.match(behind[: other.start()]):
        return 0
    around = _NEXT_CLAUSE.split(text[span.start : span.end], maxsplit=1)[0]
    around += _NEXT_CLAUSE.split(behind[: other.start()] if other else behind, maxsplit=1)[0]
    before = text[max(span.start - 20, sentence.start) : span.start]
    right_before = before.split()[-1:]  # "draft Sections 7.3 and 7.4 have become final Sections 8.1 and 8.2"
    for stretch in (*right_before, around, before):
        for side, words in enumerate((of_draft, of_final)):
            if phrases(words).search(stretch):
                return side
    return None


def is_new(scope: Scope) -> bool:
    """Whether the part is there on one side only: added, or taken out."""
    return scope.page is None and None in scope.section and scope.section != (None, None)


def words_in(facts: Facts, section: int | None) -> Span:
    """The span of a section, an empty one where there is none."""
    return Span(0, 0) if section is None or section == COVER else facts.outline.sections[section].span


def _section(facts: Facts, target: str) -> int | None:
    wanted = target.casefold()
    for index, section in enumerate(facts.outline.sections):
        if section.label and wanted in (section.label.casefold(), section.label.casefold().rpartition(" ")[2]):
            return index
    for index, section in enumerate(facts.outline.sections):  # a heading whose number was not told from its title
        if not section.label and " " in wanted and f"{plain(section.title)} ".startswith(f"{wanted} "):
            return index
    return None


def _caption(facts: Facts, target: str) -> int | None:
    blocks = facts.document.blocks
    wanted = target.casefold()
    for index, block in enumerate(blocks):
        if block.kind == "caption" and block.label.casefold() == wanted:
            return index
    typed = re.compile(rf"{re.escape(target)}\s*(?:[:.–—-]|$)", re.IGNORECASE)  # a caption that is only a paragraph above its table
    for index, block in enumerate(blocks[:-1]):
        if block.kind == "paragraph" and blocks[index + 1].cell is not None and typed.match(facts.document.quote(block.span)):
            return index
    return None


def _table_below(facts: Facts, caption: int) -> int | None:
    """The table that a caption belongs to: the one right below, else right above."""
    blocks = facts.document.blocks
    for index in (caption + 1, caption - 1):
        if 0 <= index < len(blocks):
            cell = blocks[index].cell
            if cell is not None:
                return cell.table
    return None


def _bears(facts: Facts, units: Sequence[Unit], clause: str) -> bool:
    """Whether one of the units is the numbered paragraph, or an item or a table below it."""
    for unit in units:
        index = facts.document.block_index(unit.span.start)
        while index and _goes_with_above(facts, facts.document.blocks[index]):
            index -= 1
        at = facts.document.block_at(unit.span.start)
        if clause in (_printed(facts, at), _printed(facts, facts.document.blocks[index])):
            return True
    return False


def _goes_with_above(facts: Facts, block: Block) -> bool:
    """Whether a block goes with a numbered paragraph above it: an item, a caption or a cell without a number like that."""
    return (block.kind in _BELOW or block.cell is not None) and LETTERED.fullmatch(_number(facts, block)) is None


def _clause(facts: Facts, target: str) -> int | None:
    """The section in which the numbered paragraph stands."""
    for index, block in enumerate(facts.document.blocks):
        if block.kind in ("paragraph", "item") and _printed(facts, block) == target:
            return facts.outline.index_at(index)
    return None


def _printed(facts: Facts, block: Block) -> str:
    """The number of a paragraph, as it is compared."""
    return bare_label(_number(facts, block))


def _number(facts: Facts, block: Block) -> str:
    return printed_number(facts.document, block) if block.cell is None else ""


def bare_label(label: str) -> str:
    """The number of a paragraph as it is compared: without full stop, brackets and what stands in them."""
    return label.casefold().rstrip(".").partition("(")[0] or label.strip("().").casefold()


def _table_of(facts: Facts, unit: Unit) -> int | None:
    """The table that a unit is a row of, or the caption."""
    index = facts.document.block_index(unit.span.start)
    if unit.kind == "caption":
        return _table_below(facts, index)
    cell = facts.document.blocks[index].cell
    return cell.table if cell is not None else None

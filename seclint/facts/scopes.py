"""The parts of draft and final document that conclusions speak of: by number, by title, by caption, by page."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Change, Unit
from seclint.facts.alignment.units import COVER
from seclint.facts.part_numbers import printed_number
from seclint.facts.wording import any_phrase, phrases, plain
from seclint.model import Block, Span

_TABLES = ("table", "figure")
_BELOW = ("item", "caption")  # what goes with the numbered paragraph above it
_SECTIONS = ("annex", "appendix", "schedule")  # what is never the number of a paragraph
_NUMBER = re.compile(r"(?<![\w.£$-])(?:\d{1,2}(?:\.\d{1,2}){1,4}|[A-Z](?:\.\d{1,2}){1,4})(?![\w%-]|\.\d)")
_LEADS = re.compile(r"(?:\b(?:in|to|into|under|of|at|as|and|from|see|within|through)|[(,;/&–-])\s*$", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r"[(;]|,\s+(?:and|but|while|whereas|so)\b")
_ON_PAGE = re.compile(r"(?<=\w)\s+page\s+\d+$")  # "Annex A, page 6"
_SIDE = 50  # characters beside a number in which words may say whose it is
_LONGEST = 10  # words of a title by which a part is called


class Scope(Struct, frozen=True):
    """The part that a claim is about, on the old and on the new side: a section, perhaps one table or clause in it, or pages."""

    section: tuple[int | None, int | None] = (None, None)
    table: tuple[int | None, int | None] = (None, None)
    page: int | None = None
    clause: str = ""

    @property
    def is_found(self) -> bool:
        """Whether either document has the part."""
        return self.section != (None, None) or self.page is not None


class Named(Struct, frozen=True):
    """A part as a sentence names it without a reference: its printed number or title, and where it is named."""

    target: str
    scope: Scope
    span: Span


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
            return self._tables(target)
        if kind != "paragraph" and (found := self._both(*(_section(facts, target) for facts in self._sides))):
            return found
        if kind in _SECTIONS:
            return []
        clause = bare_label(target.split()[-1])
        return [replace(scope, clause=clause) for scope in self._both(*(_clause(facts, clause) for facts in self._sides))]

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
            return [change for change in inside if self._is_in_clause(change, scope.clause)]
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

    def named(self, facts: Facts, sentence: Span, taken: Sequence[Span]) -> Iterator[Named]:
        """The parts that a sentence names by bare number ("in 3.2") or by title ("the section on Regression Testing")."""
        for match in _NUMBER.finditer(facts.document.text, sentence.start, sentence.end):
            span = Span(*match.span())
            leads = span.start == sentence.start or _LEADS.search(facts.document.text, sentence.start, span.start)
            if leads and not any(span.overlaps(other) for other in taken):
                yield from (Named(match[0], scope, span) for scope in self.candidates("section", match[0])[:1])
        for match in self._lettered.finditer(facts.document.text, sentence.start, sentence.end) if self._letters else ():
            span = Span(*match.span())
            if not any(span.overlaps(other) for other in taken):
                yield from (Named(match[0], scope, span) for scope in self.candidates("section", match["label"])[:1])
        for match in self._titled.finditer(facts.document.text, sentence.start, sentence.end):
            title = match["after"] or match["before"] or match["quoted"] or match["led"] or match["fronted"] or ""
            if match["fronted"] and match.start() > sentence.start:
                continue
            scope = self._by_title.get(plain(title))
            span = Span(*match.span("fronted" if match["fronted"] else 0))
            if scope is not None and not any(span.overlaps(other) for other in taken):
                yield Named(title, scope, span)

    def called(self, facts: Facts, words: Span) -> Named | None:
        """The part whose title the words are, with or without an article."""
        text = facts.document.quote(words)
        bare = re.sub(r"^(?:the|our)\s+", "", plain(text))
        scope = self._by_title.get(bare)
        return Named(text, scope, words) if scope is not None else None

    @cached_property
    def _letters(self) -> frozenset[str]:
        """The labels of sections that are no numbers: "Section C", "Annex A", "B.2"."""
        return frozenset(section.label for facts in self._sides for section in facts.outline.sections if section.label[:1].isalpha())

    @cached_property
    def _lettered(self) -> re.Pattern[str]:
        """Finds the parts that bear a letter, by the noun before it or, where the label has one, by the label."""
        bare = sorted({label.rpartition(" ")[2] for label in self._letters}, key=len, reverse=True)
        nouns = sorted({re.escape(label.rpartition(" ")[0]) for label in self._letters if " " in label} | {"Sections?"})
        noun = "|".join(nouns)
        return re.compile(rf"\b(?<!SEC )(?:{noun})\s+(?P<label>{'|'.join(map(re.escape, bare))})(?![\w.])")

    @cached_property
    def longest(self) -> int:
        """Words of the longest title by which a part may be called."""
        return max((len(title.split()) for title in self._by_title), default=0)

    @cached_property
    def _by_title(self) -> dict[str, Scope]:
        """The parts whose title or caption stands once on each side, or on one side only."""
        found: dict[str, list[Scope]] = {}
        for mine, section in enumerate(self._sides[0].outline.sections):
            found.setdefault(plain(section.title), []).append(Scope((mine, self._alignment.sections.get(mine))))
        for theirs, section in enumerate(self._sides[1].outline.sections):
            scope = Scope((self._back.get(theirs), theirs))
            if scope not in found.setdefault(plain(section.title), []):
                found[plain(section.title)].append(scope)
        for facts in self._sides:
            for block in facts.document.blocks:
                if block.kind == "caption" and block.label:
                    scopes = self._tables(block.label)
                    found.setdefault(plain(facts.document.quote(block.span)), []).extend(one for one in scopes if one.is_found)
        return {title: scopes[0] for title, scopes in found.items() if title and len(set(scopes)) == 1 and len(title.split()) <= _LONGEST}

    @cached_property
    def _titled(self) -> re.Pattern[str]:
        titles = any_phrase(tuple(self._by_title))
        noun = any_phrase(self._alignment.words.part_nouns)
        linked = r"\s+(?:(?:on|about|for|of|covering|headed|entitled|titled|called|named)\s+)?(?:the\s+)?"
        owner = rf"(?:\s+(?:of|in)\s+the\s+(?:\w+\s+)?{self._alignment.new.lexicon.artefact.pattern})?"
        return re.compile(
            rf"{noun}{linked}[“‘\"']?(?P<after>{titles})[”’\"']?{owner}|(?P<before>{titles})[”’\"']?\s+{noun}{owner}"
            rf"|(?-i:\b(?:In|To|Under))\s+(?:the|our)\s+(?P<fronted>{titles}),"
            rf"|\b(?:in|to|under|see)\s+(?:the\s+)?(?=(?-i:[A-Z]))(?P<led>{titles})(?![\w-]|\s+(?-i:[A-Z]))"
            rf"|(?:under|headed|entitled|heading|in)\s+(?:the\s+heading\s+)?[“‘\"'](?P<quoted>{titles})[”’\"']",
            re.IGNORECASE,
        )

    def _both(self, old: int | None, new: int | None) -> list[Scope]:
        """The part on both sides; the same number may belong to two different parts."""
        found = []
        if new is not None:
            found.append(Scope((self._back.get(new), new)))
        if old is not None:
            found.append(Scope((old, self._alignment.sections.get(old))))
        return list(dict.fromkeys(found))

    def _tables(self, target: str) -> list[Scope]:
        captions = [_caption(facts, target) for facts in self._sides]
        if captions == [None, None]:
            return []
        tables = [_table_below(facts, index) if index is not None else None for facts, index in zip(self._sides, captions, strict=True)]
        sections = [
            facts.outline.index_at(index) if index is not None else None for facts, index in zip(self._sides, captions, strict=True)
        ]
        return [Scope((sections[0], sections[1]), (tables[0], tables[1]))]

    def _is_in_clause(self, change: Change, clause: str) -> bool:
        """Whether the change is in the numbered paragraph, or in the items and tables below it."""
        for facts, units in zip(self._sides, (change.old, change.new), strict=True):
            for unit in units:
                index = facts.document.block_index(unit.span.start)
                while index and (facts.document.blocks[index].kind in _BELOW or facts.document.blocks[index].cell is not None):
                    index -= 1
                at = facts.document.block_at(unit.span.start)
                if clause in (_printed(facts, at), _printed(facts, facts.document.blocks[index])):
                    return True
        return False

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
    other = _NUMBER.search(behind)  # what stands behind another number is said of that
    around = text[span.start : span.end] + _NEXT_CLAUSE.split(behind[: other.start()] if other else behind, maxsplit=1)[0]
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


def _clause(facts: Facts, target: str) -> int | None:
    """The section in which the numbered paragraph stands."""
    for index, block in enumerate(facts.document.blocks):
        if block.kind in ("paragraph", "item") and _printed(facts, block) == target:
            return facts.outline.index_at(index)
    return None


def _printed(facts: Facts, block: Block) -> str:
    """The number of a paragraph, as it is compared."""
    return bare_label(printed_number(facts.document, block))


def bare_label(label: str) -> str:
    """The number of a paragraph as it is compared: without full stop, brackets and what stands in them."""
    return label.casefold().rstrip(".").partition("(")[0] or label.strip("().").casefold()


def _table_of(facts: Facts, unit: Unit) -> int | None:
    cell = facts.document.block_at(unit.span.start).cell
    return cell.table if cell is not None else None

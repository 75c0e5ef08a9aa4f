"""The pieces in which two documents are compared: units (paragraphs, table rows) and the words in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from seclint.facts.wording import phrases, plain
from seclint.model import Block, Span

if TYPE_CHECKING:
    from seclint.facts import Facts

COVER = -1
"""Stands for a section where a unit comes before the first one."""

_UNREAD = ("contents", "header", "footer", "heading")
_WORD = re.compile(r"\w+(?:[.,:/'’&-]\w+)*%?|[^\w\s]")
_STEM = 5  # letters in which related words agree: "tested", "testing"


class Words(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """registers/comparison.toml: words that tell what a difference means."""

    control_sections: tuple[str, ...]
    control_columns: tuple[str, ...]
    glossaries: tuple[str, ...]
    status: tuple[str, ...]
    binding: tuple[str, ...]
    numbers: tuple[str, ...]
    common: tuple[str, ...]
    clarify: tuple[str, ...]
    everywhere: tuple[str, ...]
    where_columns: tuple[str, ...]
    what_columns: tuple[str, ...]
    roles: dict[str, str]

    @cached_property
    def hard(self) -> frozenset[str]:
        """The words that change what is required: numbers, negations, modal verbs."""
        return frozenset((*self.binding, *self.numbers))

    def stems(self, text: str) -> set[str]:
        """The stems of the words that say something of the subject; numbers and names are kept whole."""
        common, hard = set(self.common), set(self.numbers)
        words = (match[0].casefold() for match in _WORD.finditer(text))
        return {stem(word) for word in words if word not in common and (len(word) > 2 or word in hard or word[0].isdigit())} - {""}


def stem(word: str) -> str:
    """The beginning in which forms of a word agree; all of it where it holds a figure; "" for a sign."""
    if not word[0].isalnum():
        return ""
    return word if any(character.isdigit() for character in word) else word[:_STEM]


class Word(Struct, frozen=True):
    """A word, a sign, or a date, version or reference taken as one; ``key`` is what is compared."""

    key: str
    span: Span
    kind: str = ""


class Unit(Struct, frozen=True):
    """A paragraph, or the cells of one row of a table. ``section`` is the index of the innermost section, or ``COVER``."""

    key: str
    span: Span
    kind: str
    section: int
    words: tuple[Word, ...]
    label: str = ""
    row: int = -1


def units_of(facts: "Facts") -> list[Unit]:
    """The units of the body and the footnotes, in order; headings, contents and running lines are compared elsewhere or not at all."""
    document, outline = facts.document, facts.outline
    whole = _whole_mentions(facts)
    notes = {note.label: note.at for note in document.notes}
    units: list[Unit] = []
    for group in _groups(document.blocks):
        first = document.blocks[group[0]]
        if first.kind in _UNREAD or all(not document.quote(document.blocks[index].span) for index in group):
            continue
        at = document.block_index(notes[first.label]) if first.kind == "footnote" and first.label in notes else group[0]
        section = outline.index_at(at)
        words = tuple(_words(facts, [document.blocks[index] for index in group], whole))
        span = Span(first.span.start, document.blocks[group[-1]].span.end)
        row = first.cell.row if first.cell is not None else -1
        key = " ".join(word.key for word in words)
        units.append(Unit(key, span, first.kind, COVER if section is None else section, words, first.label, row))
    return units


def _groups(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """The indexes of blocks that are compared as one: the cells of a row, else each block for itself."""
    group: list[int] = []
    row: tuple[int, int] | None = None
    for index, block in enumerate(blocks):
        here = (block.cell.table, block.cell.row) if block.cell is not None else None
        if group and (here is None or here != row):
            yield group
            group = []
        group.append(index)
        row = here
    if group:
        yield group


def _whole_mentions(facts: "Facts") -> list[tuple[Span, str, str]]:
    """What is compared as one word, in text order: (span, key, kind)."""
    mentions = facts.mentions
    found = [(date.part if date.part.end else date.span, date.value, "date") for date in mentions.dates if date.value]
    found += [(version.token, f"v{version.number}", "version") for version in mentions.versions]
    found += [
        (reference.span, f"{reference.kind} " + " ".join(reference.clauses), "reference")
        for reference in mentions.references
        if reference.clauses and reference.owner in ("", "self")
    ]
    return sorted(found, key=lambda one: (one[0].start, -one[0].end))


def _words(facts: "Facts", blocks: Sequence[Block], whole: Sequence[tuple[Span, str, str]]) -> Iterator[Word]:
    text = facts.document.text
    for number, block in enumerate(blocks):
        if number:
            yield Word("|", Span(block.span.start, block.span.start), "border")
        at = block.span.start
        index = bisect_left(whole, at, key=lambda one: one[0].start)
        while index < len(whole) and whole[index][0].start < block.span.end:
            span, key, kind = whole[index]
            index += 1
            if span.start < at or span.end > block.span.end:
                continue
            yield from plain_words(text, at, span.start)
            yield Word(key.casefold(), span, kind)
            at = span.end
        yield from plain_words(text, at, block.span.end)


def plain_words(text: str, start: int, end: int) -> Iterator[Word]:
    """The words and signs of a stretch of text."""
    for match in _WORD.finditer(text, start, end):
        yield Word(plain(match[0]) or match[0], Span(*match.span()), "word" if match[0][0].isalnum() else "sign")


def titled(titles: tuple[str, ...], title: str) -> bool:
    """Whether one of the titles stands in this one."""
    return bool(phrases(titles).search(title))

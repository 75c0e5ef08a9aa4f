"""The pieces in which two documents are compared: units (paragraphs, table rows) and the words in them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from seclint.facts.part_numbers import printed_number
from seclint.facts.wording import any_of, phrases, plain
from seclint.model import Block, Document, Span

if TYPE_CHECKING:
    from seclint.facts import Facts

COVER = -1
"""Stands for a section where a unit comes before the first one."""

_UNREAD = ("contents", "header", "footer", "heading")
_WORD = r"\w+(?:[.,:/'’&-]\w+)*%?|[^\w\s]"
_BRIEF = 60  # characters of what stands where something was taken out
_SHORT = 3  # letters of words that are no plural: "was", "bus"
_AHEAD = 3  # words in which a number reaches what it counts: "two of the respondents"
_STEM = 5  # letters in which related words agree: "tested", "testing"


class Words(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """registers/comparison.toml: words that tell what a difference means."""

    control_sections: tuple[str, ...]
    control_columns: tuple[str, ...]
    glossaries: tuple[str, ...]
    placeholders: tuple[str, ...]
    status: tuple[str, ...]
    stages: tuple[str, ...]
    drafting: tuple[str, ...]
    decided: tuple[str, ...]
    own_copy: tuple[str, ...]
    binding: tuple[str, ...]
    joining: tuple[str, ...]
    listing: tuple[str, ...]
    measures: tuple[str, ...]
    common: tuple[str, ...]
    namings: tuple[str, ...]
    clarify: tuple[str, ...]
    everywhere: tuple[str, ...]
    units: tuple[str, ...]
    counters: tuple[str, ...]
    ordinals: tuple[str, ...]
    answering: tuple[str, ...]
    periods: tuple[str, ...]
    weekdays: tuple[str, ...]
    rating: tuple[str, ...]
    former: tuple[str, ...]
    differing: tuple[str, ...]
    apart: tuple[str, ...]
    beside: tuple[str, ...]
    reasons: tuple[str, ...]
    moving: tuple[str, ...]
    taking: tuple[str, ...]
    keeping: tuple[str, ...]
    supposing: tuple[str, ...]
    announcing: tuple[str, ...]
    pointers: tuple[str, ...]
    locating: tuple[str, ...]
    renumbering: tuple[str, ...]
    saying: tuple[str, ...]
    standing: tuple[str, ...]
    negations: tuple[str, ...]
    bounds: tuple[str, ...]
    ratios: dict[str, float]
    standing_for: tuple[str, ...]
    accepting: tuple[str, ...]
    pointing: tuple[str, ...]
    done: tuple[str, ...]
    denials: tuple[str, ...]
    declines: tuple[str, ...]
    refusals: tuple[str, ...]
    contrasts: tuple[str, ...]
    successions: tuple[str, ...]
    of_draft: tuple[str, ...]
    of_final: tuple[str, ...]
    pieces: tuple[str, ...]
    part_nouns: tuple[str, ...]
    where_columns: tuple[str, ...]
    what_columns: tuple[str, ...]
    what_words: tuple[str, ...]
    asking: tuple[str, ...]
    opposites: tuple[tuple[str, str], ...]
    contractions: dict[str, str]
    numbers: dict[str, int]
    rates: dict[str, str]
    roles: dict[str, str]

    @cached_property
    def strict(self) -> frozenset[str]:
        """The words that change what is required wherever they change: numbers, negations, modal verbs."""
        return frozenset((*self.binding, *self.measures, *self.numbers))

    @cached_property
    def hard(self) -> frozenset[str]:
        """The same with the small words that may change it: "and", "or", "each"."""
        return self.strict | frozenset(self.joining)

    @cached_property
    def token(self) -> re.Pattern[str]:
        """Finds the words and signs of a text; what is numbered is one word with its number: "Severity 2"."""
        return re.compile(rf"\b(?:{'|'.join(self.counters)})\s+\d+[a-z]?(?![\w%]|[.,:/]\d)|{_WORD}", re.IGNORECASE)

    @cached_property
    def declining(self) -> re.Pattern[str]:
        """Finds what says that a request is turned down."""
        return any_of(self.declines, self._number)

    @cached_property
    def contrast(self) -> re.Pattern[str]:
        """Finds a new number held against the old one, in whatever order."""
        return any_of((*self.contrasts, *self.successions), self._number)

    @cached_property
    def succession(self) -> re.Pattern[str]:
        """Matches a contrast that tells the old number first: "from 10 to 8", "instead of 10, 8"."""
        return any_of(self.successions, self._number)

    @cached_property
    def _number(self) -> str:
        return rf"(?:£?\d+(?:[.:]\d+)*%?|{'|'.join(self.numbers)})"

    def multiplied(self, old: Iterable["Word"], new: Iterable["Word"]) -> set[str]:
        """The words that tell how the one number of the old words became that of the new ones: "halved"."""
        before, after = ([float(stem) for stem in map(self.stem, (word.key for word in side)) if stem.isdigit()] for side in (old, new))
        if len(before) != 1 or len(after) != 1:
            return set()
        return {word for word, ratio in self.ratios.items() if before[0] * ratio == after[0]}

    @cached_property
    def _unsaid(self) -> frozenset[str]:
        return frozenset(self.common)

    @cached_property
    def _answering(self) -> frozenset[str]:
        return frozenset(self.answering)

    def turned(self, old: Iterable[str], new: Iterable[str]) -> bool:
        """Whether a word of the old ones has become its contrary: "included", "excluded"."""
        before, after = set(old), set(new)
        gone, come = before - after, after - before
        return any((left in gone and right in come) or (right in gone and left in come) for left, right in self.opposites)

    def denied(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Whether a word of the old ones stands behind a "no" or "not" among the new ones: "agrees", "does not agree"."""
        before, no = {self.stem(word) for word in old} - {""}, set(self.negations)
        return not no & set(old) and any(
            word in no and any(self.stem(behind) in before for behind in new[index + 1 : index + _AHEAD]) for index, word in enumerate(new)
        )

    def stem(self, word: str) -> str:
        """The beginning in which forms of a word agree; a number in figures; all of a word with a figure in it; "" for a sign."""
        known = self._stems.get(word)
        if known is None:
            known = self._stems[word] = self._stem(word)
        return known

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {}

    def _stem(self, word: str) -> str:
        if not word[:1].isalnum():
            return ""
        if word in self.numbers:
            return str(self.numbers[word])
        if any(character.isdigit() for character in word):
            return word.rstrip("%")
        word = self.rates.get(word, word)
        singular = _STEM >= len(word) > _SHORT and word.endswith("s") and not word.endswith("ss")
        stem = word[:-1] if singular else word[:_STEM]
        return f"{stem[:-1]}i" if stem.endswith("y") else stem  # "apply", "applied"

    def stems(self, words: Iterable["Word"]) -> set[str]:
        """The stems of the words that say something of the subject; numbers and names are kept whole.

        A number of people who answered says nothing of it.
        """
        said = [word.key for word in words if word.kind not in ("reference", "citation")]
        known = self.strict
        subjects = {
            key
            for index, key in enumerate(said)
            if key not in self._unsaid
            and (len(key) > 2 or key in known or key[:1].isdigit() or key[-1:].isdigit())
            and not (key in self.numbers and self._counts_answers(said[index + 1 : index + _AHEAD]))
        }
        counted = {key.partition(" ")[0] for key in subjects if " " in key}
        return {self.stem(key) for key in subjects | counted} - {""}

    def _counts_answers(self, behind: Sequence[str]) -> bool:
        """Whether the words behind a number name people who answered."""
        near = list(takewhile(str.isalnum, behind))
        return not self._answering.isdisjoint(near)

    def stems_of(self, keys: Iterable[str]) -> set[str]:
        """The stems of all the words, whether they say something of the subject or not."""
        return {self.stem(key) for key in keys} - {""}

    def tells(self, said: Set[str], stems: Iterable[str]) -> bool:
        """Whether all the stems are among those that are said; "Severity 1 and 2" says "Severity 2", too."""
        return all(stem in said or (" " in stem and {self.stem(part) for part in stem.split(" ")} <= said) for stem in stems)


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


def units_of(facts: "Facts", known: Words) -> list[Unit]:
    """The units of the body and the footnotes, in order; headings, contents and running lines are compared elsewhere or not at all."""
    document, outline = facts.document, facts.outline
    text = Text(facts, known)
    notes = {note.label: note.at for note in document.notes}
    listing = {index for index, one in enumerate(outline.sections) if plain(one.title) in map(plain, facts.profile.contents)}
    units: list[Unit] = []
    for group in _groups(document):
        first = document.blocks[group[0]]
        if first.kind in _UNREAD or all(not document.quote(document.blocks[index].span) for index in group):
            continue
        at = document.block_index(notes[first.label]) if first.kind == "footnote" and first.label in notes else group[0]
        section = outline.index_at(at)
        if section in listing:
            continue
        span = Span(first.span.start, document.blocks[group[-1]].span.end)
        blocks = [document.blocks[index] for index in group]
        if _holds_a_place(document, blocks, known.placeholders):
            continue
        label, typed = _label_of(document, first)
        words = tuple(text.words(*([Span(max(one.start, typed), one.end) for one in cell] for cell in _cells(blocks))))
        row = first.cell.row if first.cell is not None else -1
        key = " ".join(word.key for word in words)
        units.append(Unit(key, span, first.kind, COVER if section is None else section, words, label, row))
    return units


def _holds_a_place(document: Document, blocks: Sequence[Block], placeholders: tuple[str, ...]) -> bool:
    """Whether a paragraph, or a row behind its first cell, only says that what stood there is gone: "Not used."."""
    spans = [block.span for block in (blocks[1:] or blocks) if block.span.start < block.span.end]
    short = spans and all(span.end - span.start <= _BRIEF for span in spans)
    return bool(short) and all(any_of(placeholders).fullmatch(document.text, span.start, span.end) for span in spans)


def _label_of(document: Document, block: Block) -> tuple[str, int]:
    """The number of a paragraph and where its words begin; one with a letter stands in the text: "31A."."""
    label = printed_number(document, block) if block.cell is None else block.label
    if label == block.label:
        return label, block.span.start
    end = block.span.start + len(label)
    return label, end + (document.text[end : end + 1] == ".")


def _groups(document: Document) -> Iterator[list[int]]:
    """The indexes of blocks that are compared as one: the cells of a row, else each block for itself."""
    group: list[int] = []
    row: tuple[int, int] | None = None
    for index, block in enumerate(document.blocks):
        here = (block.cell.table, block.cell.row) if block.cell is not None else None
        if group and (here is None or here != row) and not _continues(document, group[-1], index):
            yield group
            group = []
        group.append(index)
        row = here
    if group:
        yield group


def _continues(document: Document, above: int, index: int) -> bool:
    """Whether the row above goes on with this cell at the top of a page: a PDF cuts rows where the page ends."""
    last, first = document.blocks[above].cell, document.blocks[index].cell
    if first is None or last is None or last.table != first.table or first.column or document.quote(document.blocks[index].span):
        return False
    row = takewhile(lambda block: block.cell is not None and block.cell.row == first.row, document.blocks[index:])
    filled = [block.span.start for block in row if document.quote(block.span)]
    return bool(filled) and document.page_of(filled[0]) != document.page_of(document.blocks[above].span.start)


def _cells(blocks: Sequence[Block]) -> list[list[Span]]:
    """The stretches of text of each cell of a row, by column; of a block that is no cell its own."""
    cells: dict[int, list[Span]] = {}
    for block in blocks:
        cells.setdefault(block.cell.column if block.cell is not None else 0, []).append(block.span)
    return [cells[column] for column in sorted(cells)]


def _whole_mentions(facts: "Facts") -> list[tuple[Span, str, str]]:
    """What is compared as one word, in text order: (span, key, kind)."""
    mentions = facts.mentions
    found = [(date.part if date.part.end else date.span, date.value, "date") for date in mentions.dates if date.value]
    found += [(version.token, f"v{version.number}", "version") for version in mentions.versions]
    for reference in mentions.references:
        if reference.clauses:
            own = reference.owner in ("", "self")
            key = " ".join((*(() if own else (reference.owner,)), reference.kind, *reference.clauses))
            found.append((reference.span, key, "reference" if own else "citation"))
    return sorted(found, key=lambda one: (one[0].start, -one[0].end))


class Text:
    """A document as words: dates, versions and references to its own parts are one word each."""

    def __init__(self, facts: "Facts", words: Words) -> None:
        self._text = facts.document.text
        self._token = words.token
        self._whole = _whole_mentions(facts)

    def words(self, *cells: Sequence[Span]) -> Iterator[Word]:
        """The words of the stretches of text; between the cells of a row stands a border."""
        for number, spans in enumerate(cells):
            if number and spans:
                yield Word("|", Span(spans[0].start, spans[0].start), "border")
            for span in spans:
                yield from self._within(span)

    def _within(self, within: Span) -> Iterator[Word]:
        at = within.start
        index = bisect_left(self._whole, at, key=lambda one: one[0].start)
        while index < len(self._whole) and self._whole[index][0].start < within.end:
            span, key, kind = self._whole[index]
            index += 1
            if span.start < at or span.end > within.end:
                continue
            yield from plain_words(self._text, at, span.start, self._token)
            for part in key.split("/") if kind == "date" else (key,):  # a period is its two days
                yield Word(part.casefold(), span, kind)
            at = span.end
        yield from plain_words(self._text, at, within.end, self._token)


def plain_words(text: str, start: int, end: int, token: re.Pattern[str]) -> Iterator[Word]:
    """The words and signs of a stretch of text, as ``Words.token`` finds them."""
    for match in token.finditer(text, start, end):
        key, kind = _known(match[0])
        yield Word(key, Span(*match.span()), kind)


@lru_cache(maxsize=1 << 15)  # a text repeats most of its words
def _known(word: str) -> tuple[str, str]:
    """What a word or sign is compared by, and which of the two it is."""
    return plain(word) or word, "word" if word[0].isalnum() else "sign"


def titled(titles: tuple[str, ...], title: str) -> bool:
    """Whether one of the titles stands in this one."""
    return bool(phrases(titles).search(title))

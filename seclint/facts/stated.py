"""Numbers, dates and shares that conclusions give for rows and parts of the final document, which has others there."""

from collections.abc import Iterator, Sequence, Set
from datetime import date
from itertools import pairwise

from msgspec import Struct

from seclint.facts.alignment import Alignment
from seclint.facts.alignment.units import sentences_of
from seclint.facts.alignment.words import Word
from seclint.facts.assertions import Assertion, beside
from seclint.facts.cells import Cells
from seclint.facts.scopes import Scope, words_in
from seclint.facts.speech import Speech
from seclint.facts.wording import any_of
from seclint.model import Span
from seclint.patterns import compiled

_FIGURE = compiled(r"\d[\d.,:]*%?")
_PLAIN = compiled(r"\d+(?:\.\d+)?")
_DAY = compiled(r"\d{4}-\d\d-\d\d")
_NEAR = 2  # words beside a number that say that it is the old one, or a difference
_END = Word("", Span(0, 0))


class Value(Struct, frozen=True):
    """A number, date or share, and of what sort it is: only such of one sort can contradict each other."""

    word: Word
    stem: str
    sort: str

    def is_same(self, other: "Value") -> bool:
        """Whether both are the same; a date may be given without its year."""
        return self.stem == other.stem or (self.word.kind == "date" and (self.stem.endswith(other.stem) or other.stem.endswith(self.stem)))

    def distance(self, other: "Value") -> float:
        """How far two values of one sort are from each other; parts of dates and versions are no numbers."""
        if self.word.kind == "date":
            days = [date.fromisoformat(one.stem).toordinal() if _DAY.fullmatch(one.stem) else 0 for one in (self, other)]
            return abs(days[0] - days[1])
        figures = [float(one.stem) if _PLAIN.fullmatch(one.stem) else 0.0 for one in (self, other)]
        return abs(figures[0] - figures[1])


class Contradiction(Struct, frozen=True):
    """What the conclusions give at ``said``, and the word of the final document that stands there instead."""

    said: Span
    found: Word


class Stated:
    """Holds the values that a claim gives against those of the rows that it names, its dates and shares against those of its part."""

    def __init__(self, speech: Speech, alignment: Alignment) -> None:
        self._speech = speech
        self._alignment = alignment
        self._words = alignment.words
        self._known: dict[tuple[int | None, int], Sequence[Value]] = {}
        self._rows = (Cells(alignment, 0), Cells(alignment, 1))
        self._sides = (alignment.text_of(alignment.old), alignment.text_of(alignment.new))

    def otherwise(self, assertion: Assertion, scopes: Sequence[Scope]) -> Contradiction | None:
        """The first value of a claim that its part has not, but another one in its place; ``scopes`` are all parts that it names."""
        for clause in (one for span in assertion.words for one in self._speech.clauses(span)):
            supposed = any_of(self._words.supposing).search(self._speech.conclusions.document.text, clause.start, clause.end)
            claimed = self._claimed(assertion, clause) if supposed is None else ()
            if claimed:
                terms = self._terms(assertion, clause)
                known = [value for scope in scopes for side in (0, 1) for value in self._of_part(scope, side)]
                found = self._in_rows(assertion.scope, terms, claimed, known) or self._in_passages(assertion.scope, terms, claimed, known)
                if found is not None:
                    return found
        return None

    def _in_rows(self, scope: Scope, terms: Set[str], claimed: Sequence[Value], known: Sequence[Value]) -> Contradiction | None:
        """A value that is not in the row that a clause names, or not in the cell, where one of its sort stands."""
        rows = self._rows[1].named(scope, terms)
        cell = self._one_cell(1, scope, terms) if len(claimed) == 1 else None
        there = cell if cell is not None else [value for row in rows for words in row.cells for value in self._values(words)]
        before = (self._one_cell(0, scope, terms) or ()) if cell is not None else known
        for value in claimed:
            if not any(value.is_same(one) for one in (*there, *before)):
                others = (one for one in there if one.sort == value.sort and not any(one.is_same(mine) for mine in claimed))
                nearest = min(others, default=None, key=value.distance)
                if nearest is not None:
                    return Contradiction(value.word.span, nearest.word)
        return None

    def _one_cell(self, side: int, scope: Scope, terms: Set[str]) -> Sequence[Value] | None:
        """The values of the one cell that is named by row and column."""
        rows = self._rows[side].named(scope, terms)
        columns = rows[0].columns_named(terms) if len(rows) == 1 else ()
        return list(self._values(rows[0].cells[columns[0]])) if len(columns) == 1 else None

    def _in_passages(self, scope: Scope, terms: Set[str], claimed: Sequence[Value], known: Sequence[Value]) -> Contradiction | None:
        """A date or share that the part has neither before nor after, where the sentence or row nearest to the claim has another one."""
        for value in claimed:
            if (value.word.kind != "date" and value.sort != "%") or any(value.is_same(one) for one in known):
                continue
            near = max(self._passages(scope, value.sort), default=(), key=lambda words: len(self._words.stems(words) & terms))
            others = [one for one in self._values(near) if one.sort == value.sort]
            if others and self._words.stems(near) & terms:
                return Contradiction(value.word.span, min(others, key=value.distance).word)
        return None

    def _terms(self, assertion: Assertion, clause: Span) -> frozenset[str]:
        """The stems of a clause and its words, but for the name of the part."""
        reference = assertion.claim.reference
        stretches = beside(reference, clause) if reference.overlaps(clause) else (clause,)
        told = [one for one in stretches if one.start < one.end]
        return self._speech.stems(told) | self._speech.keys(told)

    def _claimed(self, assertion: Assertion, clause: Span) -> Sequence[Value]:
        """The values of a clause that are said to be there now."""
        words = [word for word in self._speech.text.words([clause]) if not word.span.overlaps(assertion.claim.reference)]
        gone = self._speech.given_up([clause])
        return [value for value in self._values(words) if value.word.span not in gone and not self._is_former(words, value.word)]

    def _is_former(self, words: Sequence[Word], word: Word) -> bool:
        """Whether a number is the old one, tells by how much something changed, or counts who answered."""
        if word.kind == "date":
            return False
        index = words.index(word)
        before = {one.key for one in words[max(0, index - _NEAR) : index]}
        behind = {one.key for one in words[index + 1 : index + 2 + _NEAR]}
        return bool(before & set(self._words.former) or behind & {*self._words.differing, *self._words.answering})

    def _values(self, words: Sequence[Word]) -> Iterator[Value]:
        for word, behind in pairwise((*words, _END)):
            stem = self._words.stem(word.key)
            if word.kind == "date":
                yield Value(word, stem, f"date {word.key.count('-')}")
            elif word.kind == "version":
                yield Value(word, stem, "version")
            elif word.kind == "word" and self._is_number(word.key):
                unit = self._words.stem(behind.key) if behind.key in self._words.units else ""
                yield Value(word, stem, "%" if word.key.endswith("%") else unit)

    def _is_number(self, key: str) -> bool:
        """Whether a word is a number, and not one of those that may mean nothing: "one of them", "the second"."""
        spelt = key in self._words.numbers and key not in self._words.common and key not in self._words.ordinals
        return spelt or _FIGURE.fullmatch(key) is not None

    def _of_part(self, scope: Scope, side: int) -> Sequence[Value]:
        """The values of a part before (0) or after (1)."""
        section = scope.section[side]
        if (section, side) not in self._known:
            facts = (self._alignment.old, self._alignment.new)[side]
            self._known[section, side] = list(self._values(list(self._sides[side].words([words_in(facts, section)]))))
        return self._known[section, side]

    def _passages(self, scope: Scope, sort: str) -> Iterator[Sequence[Word]]:
        """The sentences and rows of a part of the final document that have a value of the sort."""
        part = words_in(self._alignment.new, scope.section[1])
        for unit in self._alignment.units[1]:
            if unit.span.within(part):
                passages = (unit.words,) if unit.row >= 0 else sentences_of(unit.words)
                yield from (words for words in passages if any(value.sort == sort for value in self._values(words)))

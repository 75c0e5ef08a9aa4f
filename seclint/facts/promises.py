"""What claims announce in numbers, dates, versions and modifications, and where the final document has others instead."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Change, Edit
from seclint.facts.alignment.edits import strict_words
from seclint.facts.alignment.units import Unit, sentences_of
from seclint.facts.alignment.words import Word
from seclint.facts.assertions import Assertion, beside
from seclint.facts.contrasts import Contrast, Contrasts
from seclint.facts.lengths import Lengths, is_exact
from seclint.facts.scopes import Scope, words_in
from seclint.facts.wording import plain
from seclint.model import Span
from seclint.patterns import compiled

ALIKE = 0.8
"""From which likeness (0 to 1) on an item of a claim's list and a new paragraph are the same one."""

_TOLD = 3  # words that an edit shares with the claim that it is meant by
_NEAR = 6  # words between "new" and the name of what is new
_BEHIND = 5  # words between such a name and "now"
_REACH = 12  # words between a verb and the number to which something was changed
_IDENTIFIER = compiled(r"[a-z]+-?\d+(?:\.\d+)*", re.IGNORECASE)  # a modification, an objective, a test: "MP409", "OBJ4", "S5"
_END = Word("", Span(0, 0))
_NAMED = compiled(r"(?:(?:sec)?mp|dp|v)\d+(?:\.\d+)*", re.IGNORECASE)  # a modification or a version


class Broken(Struct, frozen=True):
    """A claim, and the word of the final document that stands where the claim has another one."""

    assertion: Assertion
    edit: Edit
    word: Word


class Promises:
    """Holds the exact words of claims against those of the parts that they are about."""

    def __init__(self, conclusions: Facts, alignment: Alignment) -> None:
        self._alignment = alignment
        self._conclusions = conclusions
        self._words = alignment.words
        self._text = alignment.text_of(conclusions)
        self._found = Contrasts(conclusions, alignment)
        self._stems: dict[tuple[Scope, int], set[str]] = {}
        self._sides = (alignment.text_of(alignment.old), alignment.text_of(alignment.new))
        self._measures = Lengths(conclusions, alignment, self._part)

    def broken(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Broken]:
        """The words in the changes that stand for what the claim announces otherwise."""
        announced = self._announced(assertion)
        yield from self._replaced_otherwise(assertion, changes)
        for change in changes:
            for edit in change.edits if change.old and announced else ():
                fresh = [word for word in edit.new if self._is_exact(word)] if edit.nature == "substance" else []
                strange = [word for word in fresh if self._words.stem(word.key) not in assertion.context]
                yield from (Broken(assertion, edit, word) for word in strange if self._stands_for(assertion, edit, word, announced))

    def _replaced_otherwise(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Broken]:
        """The number that took the place of the old one of a contrast ("two, not three") and is not the new one of it."""
        said = list(self._claimed(assertion))
        for contrast in self._contrasts(assertion):
            for edit in (edit for change in changes for edit in change.edits):
                old, new = ([word for word in side if self._is_exact(word)] for side in (edit.old, edit.new))
                if len(old) != 1 or len(new) != 1 or any(self._is_same(word, new[0]) for word in said):
                    continue
                if self._is_same(contrast.old, old[0]) and not self._is_same(contrast.new, new[0]):
                    yield Broken(assertion, edit, new[0])

    def _contrasts(self, assertion: Assertion) -> Iterator[Contrast]:
        """The contrasts of a claim; the number of its part is none of them."""
        return self._found.within(*beside(assertion.claim.reference, assertion.claim.span))

    def _is_same(self, word: Word, other: Word) -> bool:
        return self._words.stem(word.key) == self._words.stem(other.key)

    def other_items(self, assertion: Assertion, changes: Sequence[Change], alike: float = ALIKE) -> Iterator[tuple[Span, Unit]]:
        """The items of a claim's list that the changes have with another number, date, version or obligation, each with its unit."""
        from rapidfuzz import fuzz

        units = [unit for change in changes for unit in change.new]
        said = {unit.key for unit in units}
        for item in assertion.items:
            mine = list(self._text.words([item]))
            key = " ".join(word.key for word in mine)
            near = max(units, key=lambda unit: fuzz.ratio(unit.key, key), default=None)
            if near is None or key in said or fuzz.ratio(near.key, key) < alike * 100:
                continue
            if strict_words(mine, self._words) ^ strict_words(near.words, self._words):
                yield item, near

    def stems_in(self, assertion: Assertion, side: int) -> set[str]:
        """The stems of the claim's part in the draft (0) or in the final document (1)."""
        key = (assertion.scope, side)
        if key not in self._stems:
            self._stems[key] = self._words.stems(self._part(assertion.scope, side))
        return self._stems[key]

    def unkept(self, assertion: Assertion) -> Word | None:
        """The number of the part that a claim says was replaced by another one, which the part does not have."""
        for contrast in self._contrasts(assertion):
            words = [*self._part(assertion.scope, 1), _END]
            unit = self._unit_of(contrast.old)
            part = [
                word
                for word, behind in pairwise(words)
                if (self._is_exact(word) or word.key in self._words.numbers) and (not unit or self._words.stem(behind.key) == unit)
            ]
            left = next((word for word in part if self._is_same(word, contrast.old)), None)
            if left is not None and not any(self._is_same(word, contrast.new) for word in part):
                return left
        return None

    def left(self, assertion: Assertion) -> Word | None:
        """The number that a claim without a place says was replaced, in the one passage that has it yet; no edit brings the new one."""
        for contrast in self._found.within(assertion.claim.span):
            unit, about = self._unit_of(contrast.old), self._around(contrast, assertion)
            fresh = (word for change in self._alignment.changes for edit in change.edits for word in edit.new)
            if not unit or any(self._is_same(word, contrast.new) for word in fresh):
                continue
            passages = [one for whole in self._alignment.units[1] for one in sentences_of(whole.words) if about & self._words.stems(one)]
            left = [
                word
                for one in passages
                for word, behind in pairwise(one)
                if self._is_same(word, contrast.old) and self._words.stem(behind.key) == unit
            ]
            if len(left) == 1:
                return left[0]
        return None

    def _around(self, contrast: Contrast, assertion: Assertion) -> set[str]:
        """The stems of what stands before a contrast in its claim, without numbers and verbs of change."""
        words = self._text.words([Span(assertion.claim.span.start, max(assertion.claim.span.start, contrast.span.start))])
        verbs = self._words.stems_of(self._conclusions.profile.claims.verbs)
        return {stem for stem in self._words.stems(words) - verbs if stem.isalpha()}

    def _unit_of(self, number: Word) -> str:
        """The stem of the unit of time right behind a number of the conclusions, "" where none stands there."""
        end = self._conclusions.sentence(number.span).end
        behind = next(iter(self._text.words([Span(number.span.end, max(number.span.end, end))])), None)
        return self._words.stem(behind.key) if behind is not None and behind.key in self._words.units else ""

    def lacking(self, assertion: Assertion, near: Unit | None = None) -> Span | None:
        """The first length of time, new number or new name that a claim announces and that its part has neither before nor after.

        A length counts only where the part, or the unit ``near`` that a claim without a place seems to mean, gives one in the same
        unit: else it may well follow from dates.
        """
        said = list(self._claimed(assertion))
        lengths = {said[index].span: pair for pair, index in self._measures.among(said)}
        given = {unit for _, unit in self._measures.given(assertion.scope, near)}
        for missing in self._not_there(assertion, said):
            length = lengths.get(missing.span)
            if length is None or (length[1] in given and not self._measures.follows_from_dates(missing.span, length)):
                return missing.span
        for pair, index in self._measures.among(said):
            known = pair in self._measures.inside(assertion.scope) or self._measures.follows_from_dates(said[index].span, pair)
            if pair[1] in given and not known and not self._measures.is_difference(said, index):
                return Span(said[index].span.start, said[index + 1].span.end)
        return None

    def _not_there(self, assertion: Assertion, said: Sequence[Word]) -> Iterator[Word]:
        """What a part is said to hold now ("raised to 8", "from 98% to 99%", "now ends 4 June", "OBJ4 added") and no document has."""
        for index, word in enumerate(said):
            if not self._is_exact(word) or self._words.tells(self._everywhere, (self._words.stem(word.key),)):
                continue
            if word.kind == "word" and _IDENTIFIER.fullmatch(word.key):
                near = {one.key for one in said[max(0, index - _NEAR) : index + 2]}
                near |= {one.key for one in said[index + 1 : index + _BEHIND]} & set(self._words.standing)
                if word.key in self._labels:  # "→ C7" points to a row of the conclusions
                    continue
                if (assertion.placeless and assertion.firm) or near & {*self._conclusions.profile.claims.adding, *self._words.standing}:
                    yield word
            elif self._is_new_value(said, index) or self._is_noted(assertion, said, index):
                yield word

    def _is_noted(self, assertion: Assertion, said: Sequence[Word], index: int) -> bool:
        """Whether a number stands in the cell of a table of amendments, and not as the old one: "Table 1: 99%"."""
        block = self._conclusions.document.block_at(said[index].span.start)
        noted = block.cell is not None and bool(assertion.claim.target) and said[index].span.within(assertion.words[0])
        return noted and not {word.key for word in said[max(0, index - 2) : index]} & set(self._words.former)

    @cached_property
    def _labels(self) -> set[str]:
        """What stands alone in the cells of tables of the conclusions, as it is compared."""
        cells = (cell for table in self._conclusions.tables for row in table.rows for cell in row[:1])
        return {plain(self._conclusions.document.quote(cell)) for cell in cells}

    @cached_property
    def _everywhere(self) -> set[str]:
        """The stems of all words of draft and final document, and the labels of their paragraphs."""
        documents = (self._alignment.old.document, self._alignment.new.document)
        words = (side.words([Span(0, len(document.text))]) for side, document in zip(self._sides, documents, strict=True))
        labels = {plain(unit.label) for side in self._alignment.units for unit in side if unit.label}
        return labels.union(*map(self._words.stems, words))

    def _is_new_value(self, said: Sequence[Word], index: int) -> bool:
        """Whether the number or date is what another one was changed to, or from, or a date of which something is said to be now."""
        lead = said[index - 1].key if index else ""
        follows = {word.key for word in said[index + 1 : index + 4]}
        if lead == "to" or (lead == "from" and "to" in follows):
            return self._replaces(said[:index])
        return "now" in {word.key for word in said[max(0, index - 4) : index]}

    def _replaces(self, before: Sequence[Word]) -> bool:
        """Whether the words before "to" say that a number was changed."""
        verbs = set(self._conclusions.profile.claims.verbs)
        return any(word.key in verbs for word in before[-_REACH:])

    def is_length(self, edit: Edit) -> bool:
        """Whether a number became another one."""
        return any(map(self._is_exact, edit.old)) and any(map(self._is_exact, edit.new))

    def _part(self, scope: Scope, side: int) -> Iterator[Word]:
        """The words of a part, of the whole document where it is none."""
        facts = (self._alignment.old, self._alignment.new)[side]
        if not scope.is_found:
            return self._sides[side].words([Span(0, len(facts.document.text))])
        return self._sides[side].words([words_in(facts, scope.section[side])])

    def _announced(self, assertion: Assertion) -> set[str]:
        """The exact words of the claim that stand on neither side of the part."""
        said = {self._words.stem(word.key) for word in self._claimed(assertion) if self._is_exact(word)} - {""}
        return said - self.stems_in(assertion, 0) - self.stems_in(assertion, 1) if said else said

    def _stands_for(self, assertion: Assertion, edit: Edit, word: Word, announced: set[str]) -> bool:
        """Whether a word stands where the claim has another one: of the same sort, and for the same old one or of the same things."""
        if _NAMED.fullmatch(word.key):
            return any(_NAMED.fullmatch(one) and one[0] == word.key[0] for one in announced)
        if word.kind == "date":
            return any(one.count("-") == word.key.count("-") for one in announced)
        numbers = {one for one in announced if one.isdigit()}
        before = {self._words.stem(old.key) for old in edit.old if self._is_exact(old)}
        told = len(self._words.stems(edit.new) & assertion.terms) >= _TOLD
        return bool(numbers) and (bool(before & assertion.context) or told or self._counts_alike(assertion, word, numbers))

    def _counts_alike(self, assertion: Assertion, word: Word, numbers: set[str]) -> bool:
        """Whether the claim's number and the document's count the same things: "twelve weeks", "ten weeks"."""
        said = list(self._claimed(assertion))
        counted = {self._words.stem(behind.key) for one, behind in pairwise(said) if self._words.stem(one.key) in numbers}
        there = self._sides[1].words([self._alignment.new.sentence(word.span)])
        behind = next((one for one in there if one.span.start >= word.span.end), None)
        return behind is not None and self._words.stem(behind.key) in counted - {""}

    def _claimed(self, assertion: Assertion) -> Iterator[Word]:
        """The words of the claim, but for those that name the part."""
        return (word for word in self._text.words(assertion.words) if not word.span.overlaps(assertion.claim.reference))

    def _is_exact(self, word: Word) -> bool:
        return is_exact(word, self._words)

"""Claims that the final document does not keep, or keeps otherwise: what it lacks, what it has instead, and whether that is the draft's."""

from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts.alignment import Alignment, Change, Edit, Unit
from seclint.facts.alignment.units import sentences_of
from seclint.facts.alignment.words import Word
from seclint.facts.amendments import Amendments
from seclint.facts.announced import Announced
from seclint.facts.assertions import Assertion, beside, edited_words
from seclint.facts.left_standing import LeftStanding
from seclint.facts.letters import GAPS
from seclint.facts.neighbours import Neighbours
from seclint.facts.promises import Promises
from seclint.facts.said import Hearing
from seclint.facts.scopes import words_in
from seclint.facts.stated import Stated
from seclint.facts.unanswered import Unanswered
from seclint.facts.wording import any_of, phrases
from seclint.model import Span

_ANNOUNCED = 3  # words that a claim must announce that stand nowhere in the new section before it counts as unfulfilled
_ALIKE = 3  # words that a change elsewhere shares with a claim that it seems to fulfil

Way = Literal["otherwise", "lacking", "off-topic", "beside", "standing"]


class Shortfall(Struct, frozen=True):
    """What a claim says at ``span`` of the conclusions and the final document does not.

    ``otherwise`` it has ``other`` instead, ``lacking`` it has nothing like that (``other`` is the nearest), ``off-topic`` something else
    changed, ``beside`` that stands in another row or column than ``other``, which is meant, ``standing`` what is said to be gone stands
    there still, at ``other``. ``undone`` tells that what the claim is about
    is as it was in the draft.
    """

    assertion: Assertion
    way: Way
    span: Span
    undone: bool
    other: Span | None = None


class Shortfalls:
    """Holds claims about parts that did change, and claims without a place, against the final document."""

    def __init__(self, amendments: Amendments, alignment: Alignment) -> None:
        self._amendments = amendments
        self._conclusions = amendments.conclusions
        self._alignment = alignment
        self._words = alignment.words
        self._promises = Promises(amendments.conclusions, alignment)
        self._hearing = Hearing(alignment)
        self._announced = Announced(amendments.conclusions, alignment)
        self._unanswered = Unanswered(amendments, alignment)
        self._neighbours = Neighbours(amendments.speech, alignment)
        self._stated = Stated(amendments.speech, alignment)
        self._left = LeftStanding(amendments.speech, alignment)

    def found(self) -> Iterator[Shortfall]:
        """What does not fit, claim by claim; a part that did not change at all is another matter."""
        located = [shortfall for one in self._amendments.assertions if one.scope.is_found for shortfall in self._located(one)]
        yield from located
        told = [span for one in located for span in one.assertion.words]
        for assertion in self._amendments.assertions:
            if assertion.scope.is_found or any(assertion.claim.span.overlaps(span) for span in told):
                continue
            if assertion.placeless:
                yield from self._anywhere(assertion)
            elif not assertion.claim.target and (left := self._promises.left(assertion)) is not None:
                yield Shortfall(assertion, "otherwise", assertion.claim.span, undone=True, other=left.span)

    def _located(self, assertion: Assertion) -> Iterator[Shortfall]:
        inside = self._amendments.scopes.changes_in(assertion.scope)
        changes = [change for change in inside if change.is_amendment]
        if changes:
            yield from self._in_part(assertion, changes)
        else:  # what only moved may have been changed on the way, too
            yield from self._other_number(assertion, [change for change in inside if change.moved])

    def _in_part(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Shortfall]:
        """What does not fit between a claim and the changes in its part."""
        otherwise = (
            list(self._other_items(assertion, changes))
            or list(self._other_row(assertion, changes))
            or list(self._other_value(assertion))
            or list(self._other_number(assertion, changes))
            or list(self._other_measure(assertion))
            or list(self._standing(assertion, changes))
            or list(self._lacking_clauses(assertion, changes))
        )
        yield from otherwise
        settled = assertion.moves or assertion.claim.adds or self._is_of_slip(assertion) or self._is_quoted(assertion)
        if otherwise or settled or self._is_gone(assertion, changes):
            return
        if len(self._about(assertion)) >= _ANNOUNCED and self._misses(assertion, changes):
            undone = self._is_undone(assertion, changes) or all(self._is_told_by_others(change, assertion) for change in changes)
            yield Shortfall(assertion, "off-topic", assertion.claim.span, undone)

    def _anywhere(self, assertion: Assertion) -> Iterator[Shortfall]:
        """A number, date or name that a claim without a place announces, and that no document has."""
        near = self._announced.nearest(assertion)
        other = self._announced.contradicting(assertion, near) if near is not None else None
        if other is not None:
            yield self._otherwise(assertion, assertion.claim.span, other)
            return
        told = any(self._words.multiplied(one.old, one.new) & assertion.keys for change in self._alignment.changes for one in change.edits)
        if told or (not assertion.firm and self._is_errand(assertion)):
            return
        lacking = self._promises.lacking(assertion, near)
        if lacking is None and near is not None and assertion.clear and not assertion.firm and self._announced.is_unsaid(assertion):
            lacking = assertion.claim.span if not leads_to(self._alignment, assertion) else None
        if lacking is not None:
            yield Shortfall(assertion, "lacking", lacking, not self._is_amended(near), near.span if near is not None else None)

    def _is_errand(self, assertion: Assertion) -> bool:
        """Whether DCC only says on which day it will do something for somebody, such as send a list: no document needs to say that."""
        errands, document = any_of(self._words.errands), self._conclusions.document
        told = [span for span in assertion.words if errands.search(document.text, span.start, span.end)]
        return any(day.span.within(span) for span in told for day in self._conclusions.mentions.dates if day.value)

    def _other_items(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Shortfall]:
        """The items of a claim's list that the final document has with another number, date, version or obligation."""
        for item, near in self._promises.other_items(assertion, changes):
            yield Shortfall(assertion, "otherwise", item, undone=False, other=near.span)

    def _other_number(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Shortfall]:
        """A number, date, version or modification that the claim announces, where the final document has another one."""
        broken = next(self._promises.broken(assertion, changes), None)
        word = broken.word if broken is not None else self._promises.unkept(assertion) if changes else None
        if word is not None:
            yield self._otherwise(assertion, assertion.claim.span, word)
        elif changes and (lacking := self._lacking(assertion)) is not None:
            undone = self._is_undone(assertion, changes) and not self._is_other_number(assertion, changes)
            yield Shortfall(assertion, "lacking", lacking, undone)

    def _other_measure(self, assertion: Assertion) -> Iterator[Shortfall]:
        """A time, a share or a period that stands where the claim has another one."""
        near = self._announced.nearest(assertion)
        other = self._announced.contradicting(assertion, near) if near is not None else None
        if other is not None and not self._takes_away(assertion):
            yield self._otherwise(assertion, assertion.claim.span, other)

    def _takes_away(self, assertion: Assertion) -> bool:
        """Whether a claim says that something is gone: what the document has left is no contradiction."""
        text, taking = self._conclusions.document.text, phrases(self._words.taking)
        return any(taking.search(text, span.start, span.end) for span in assertion.words)

    def _other_row(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Shortfall]:
        """The row or cell of a table that a claim names, where something was changed in its neighbour only."""
        meant = self._neighbours.meant(assertion, changes)
        if meant is not None:
            yield Shortfall(assertion, "beside", assertion.claim.span, undone=True, other=meant)

    def _standing(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Shortfall]:
        """What a claim says is gone from its part, and stands there still."""
        for left in self._left.of(assertion, changes):
            yield Shortfall(assertion, "standing", assertion.claim.span, undone=True, other=left)

    def _other_value(self, assertion: Assertion) -> Iterator[Shortfall]:
        """A number or date that stands in the row that a claim names, or in its part, where the claim has another one."""
        found = self._stated.otherwise(assertion, [one.scope for one in self._beside(assertion)])
        if found is not None:
            yield self._otherwise(assertion, assertion.claim.span, found.found)

    def _lacking(self, assertion: Assertion) -> Span | None:
        """What a claim announces and none of the parts has that it names."""
        lacking = self._promises.lacking(assertion)
        others = self._beside(assertion)
        return lacking if all(self._promises.lacking(replace(assertion, scope=one.scope)) == lacking for one in others) else None

    def _beside(self, assertion: Assertion) -> Sequence[Assertion]:
        """The claims of a sentence or row, one for each part that it names."""
        return [one for one in self._amendments.assertions if one.claim.span == assertion.claim.span and one.scope.is_found]

    def _lacking_clauses(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Shortfall]:
        """What one clause of a claim announces beside another one, and the part has not: "..., and the list is published"."""
        for clause in self._unanswered.of(assertion):
            yield Shortfall(assertion, "lacking", clause, self._is_undone(assertion, changes))

    def _otherwise(self, assertion: Assertion, span: Span, word: Word) -> Shortfall:
        return Shortfall(assertion, "otherwise", span, word.span not in self._edited, word.span)

    @cached_property
    def _edited(self) -> frozenset[Span]:
        """Where the words of the final document stand that are not the draft's."""
        return frozenset(word.span for change in self._alignment.changes for edit in change.edits for word in edit.new)

    def _is_undone(self, assertion: Assertion, changes: Sequence[Change]) -> bool:
        """Whether a claim has more words of a sentence or row in its part that is as it was than of any that changed there."""
        most = {True: 0, False: 0}
        for words, edits in self._passages(assertion, changes):
            most[bool(edits)] = max(most[bool(edits)], len(words & assertion.terms))
        return most[True] < most[False]

    def _is_other_number(self, assertion: Assertion, changes: Sequence[Change]) -> bool:
        """Whether a number became another one in a sentence or row of which the claim may well speak."""
        passages = self._passages(assertion, changes)
        return any(words & assertion.terms and any(map(self._promises.is_length, edits)) for words, edits in passages)

    def _passages(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[tuple[Set[str], Sequence[Edit]]]:
        """The sentences and rows of a part in the final document: the stems of the words of each, and what changed in it."""
        part, every = words_in(self._alignment.new, assertion.scope.section[1]), [edit for change in changes for edit in change.edits]
        for unit in self._alignment.units[1]:
            if not (unit.span.within(part) and unit.words):
                continue
            for words in (unit.words,) if unit.row >= 0 else sentences_of(unit.words):
                here = Span(words[0].span.start, words[-1].span.end)
                yield self._words.stems(words), [edit for edit in every if edit.new_span.within(here)]

    def _is_amended(self, unit: Unit | None) -> bool:
        changed = (one for change in self._alignment.changes if change.is_substantive for one in change.new)
        return unit is not None and any(unit.span == one.span for one in changed)

    def _is_told_by_others(self, change: Change, assertion: Assertion) -> bool:
        """Whether another claim has a word of what was changed."""
        edited = self._words.stems(edited_words(change))
        return any(
            edited & one.terms and one.claim.span != assertion.claim.span and one.claim.reference != assertion.claim.reference
            for one in self._amendments.assertions
            if one.placeless or (one.scope.is_found and change in self._amendments.scopes.changes_in(one.scope))
        )

    def _is_quoted(self, assertion: Assertion) -> bool:
        """Whether the claim quotes as new what the final document says."""
        quoted = [self._conclusions.document.quote(words) for words, new in self._amendments.quoted(assertion) if new]
        return any(self._alignment.new.letters.holds(GAPS.split(words)) for words in quoted)

    def _is_of_slip(self, assertion: Assertion) -> bool:
        """Whether a claim tells of a slip that was put right: it need not say in which word."""
        text, slips = self._conclusions.document.text, any_of(self._words.slips)
        return any(slips.search(text, span.start, span.end) for span in assertion.words)

    def _is_gone(self, assertion: Assertion, changes: Sequence[Change]) -> bool:
        """Whether a claim only says that the part is gone, and something is."""
        speech, claim = self._amendments.speech, assertion.claim
        removes = claim.verb in self._conclusions.profile.claims.removing and any(not change.new for change in changes)
        return removes and not speech.stems(beside(claim.reference, claim.span)) - speech.verbs

    def _about(self, assertion: Assertion) -> Set[str]:
        """What the clause of a claim says on its subject: not the words for changing it, nor which of several things it was."""
        speech, claim = self._amendments.speech, assertion.claim
        clauses = [one for span in (assertion.words if assertion.listed else (claim.span,)) for one in speech.clauses(span)]
        clause = next((one for one in clauses if claim.reference.within(one)), None) if len(clauses) > 1 else None
        within = clause if clause is not None else claim.span
        own = assertion.terms if assertion.listed and clause is None else speech.stems([*beside(claim.reference, within), *assertion.items])
        if assertion.listed:  # a cell may count what the document names one by one
            own = frozenset(term for term in own if not term.isdigit())
        return (own & assertion.terms) - self._words.stems_of(assertion.keys & set(self._words.ordinals)) - speech.verbs

    def _misses(self, assertion: Assertion, changes: Sequence[Change]) -> bool:
        """Whether no word of the claim is among the changed ones, and what it announces as new does not stand in the new part."""
        words = self._words
        edited = [word for change in changes for word in edited_words(change)]
        often = any(word.key in words.periods for word in edited) and not assertion.keys.isdisjoint(words.rates)
        addressed = any(self._hearing.addresses(assertion.terms, edit, change) for change in changes for edit in change.edits)
        by = set[str]().union(*(words.difference(edit.old, edit.new) for change in changes for edit in change.edits))
        binds = not assertion.keys.isdisjoint(words.obliging) and any(word.key in words.binding for word in edited)
        off = any(words.put_off(edit.old, edit.new, assertion.keys) for change in changes for edit in change.edits)
        if often or addressed or binds or off or (words.stems(edited) | by) & assertion.terms:
            return False
        before, present = (self._promises.stems_in(assertion, side) for side in (0, 1))
        announced = {term for term in self._about(assertion) if not words.tells(before, (term,))}
        figures = {term for term in announced if any(character.isdigit() for character in term)}
        if figures or len(announced) >= _ANNOUNCED:
            return not (figures or announced) & present
        # Few words of its own may say in general what the part says in detail: then none of them may be of the part.
        return not assertion.terms & (before | present | self._title(assertion))

    def _title(self, assertion: Assertion) -> Set[str]:
        """The stems of the title of the part."""
        section = assertion.scope.section[1]
        return self._words.stems(self._alignment.title(section)) if section is not None else set[str]()


def leads_to(alignment: Alignment, assertion: Assertion) -> bool:
    """Whether a claim's words are among those of a change."""
    terms = assertion.terms
    for change in alignment.changes:
        if not (change.is_amendment or change.nature == "definition"):
            continue
        edited = alignment.words.stems((*edited_words(change), *_new_title(alignment, change))) & terms
        units = alignment.words.stems(word for unit in (*change.old, *change.new) for word in unit.words) & terms
        figure = any(stem[:1].isdigit() for stem in edited)
        if len(edited) >= 2 or (edited and len(units) >= _ALIKE - figure):
            return True
        if len(units) * 3 >= len(terms) * 2 and (edited or not assertion.placeless):
            return True
    return False


def _new_title(alignment: Alignment, change: Change) -> Sequence[Word]:
    """The words of the title of the new section that the change is in."""
    old, new = change.section
    return alignment.title(new) if old is None and new is not None else ()

"""Plain edits that no sentence of DCC's tells of."""

from collections.abc import Collection, Sequence
from functools import cached_property

from msgspec import Struct

from seclint.facts.alignment import Alignment, Change
from seclint.facts.alignment.words import Words
from seclint.facts.amendments import Amendments
from seclint.facts.assertions import Assertion
from seclint.facts.plain_edits import SENTENCE, PlainEdit, PlainEdits
from seclint.facts.said import Hearing, Said, is_named
from seclint.facts.utterances import Utterance, Utterances
from seclint.model import Span

_AROUND = 2  # words beside an edit that a sentence shares which names no part
_VAGUE = 2  # words of a claim that tells next to nothing
_QUOTED = 0.6  # of the words of a sentence that is gone, to be told of in whatever words and wherever
_REWRITTEN = 0.5  # of its words in a new sentence that took its place
_BESIDE = 0.3  # the same, where the new sentence stands in the same section


class _Strength(Struct, frozen=True, order=True):
    """How closely a sentence tells of an edit: in the part that it names, with the old number, in how many of the words there."""

    inside: bool
    former: bool
    shared: int


class Untold:
    """Holds the plain edits against what DCC says.

    A sentence tells of the edit that it fits best. Of another one that it fits as well by chance, it does not. ``undone`` are claims of
    which something else is known not to have been done.
    """

    def __init__(self, amendments: Amendments, alignment: Alignment, undone: Collection[Span]) -> None:
        self._amendments = amendments
        self._undone = undone
        self._alignment = alignment
        self._words: Words = alignment.words
        self._hearing = Hearing(alignment)
        self._utterances = Utterances(amendments, alignment.words)
        self._fitting: dict[int, Sequence[PlainEdit]] = {}

    def of(self, change: Change) -> list[PlainEdit]:
        """The plain edits of a change that nobody tells of, and that no claim about the part can be meant by."""
        mine = (one for one in self._edits if one.change is change)
        return [one for one in mine if not (self._is_told(one) or self._is_claimed(one))]

    def tells_all(self, change: Change) -> bool:
        """Whether every edit of a change brings a number, and each is told of: a date in any words, others in words on their part."""
        mine = [one for one in self._edits if one.change is change and one.kind == "figure"]
        substance = sum(edit.nature == "substance" for edit in change.edits)
        return len(mine) == substance > 0 and all(any(self._tells_here(said, one) for said in self._utterances.all) for one in mine)

    def _tells_here(self, said: Utterance, one: PlainEdit) -> bool:
        about = id(one.change) in said.inside and len(one.around & said.stems) >= _AROUND
        return (about or is_named(one.fresh)) and self._tells(said, one)

    @cached_property
    def _edits(self) -> Sequence[PlainEdit]:
        return PlainEdits(self._alignment).all()

    def _is_told(self, one: PlainEdit) -> bool:
        if (one.kind == "gone" and self._is_rewritten(one)) or self._is_counted_from(one):
            return True
        alike = [one, *(other for other in self._edits if is_named(one.fresh) and _is_same(one, other))]
        return any(self._tells(said, other) for other in alike for said in self._utterances.all)

    def _is_counted_from(self, one: PlainEdit) -> bool:
        """Whether a number stands in a row in which a day has changed, too: the weeks from one day to another."""
        row = bool(one.change.new) and one.change.new[0].row >= 0
        days = (word.kind == "date" for edit in one.change.edits if edit is not one.edit for word in edit.new)
        return one.kind == "figure" and row and not is_named(one.fresh) and any(days)

    def _is_rewritten(self, one: PlainEdit) -> bool:
        """Whether a sentence that is new says something like the one that is gone."""
        for change in self._alignment.changes:
            like = self._likeness(change, one.change) * len(one.own)
            for edit in change.edits:
                long = edit.nature == "substance" and len(edit.new) >= min(SENTENCE, len(one.edit.old))
                if long and len(one.own & self._words.stems(edit.new)) >= max(1, like):
                    return True
        return False

    def _likeness(self, new: Change, gone: Change) -> float:
        """How much of a sentence that is gone another one must have to have taken its place."""
        if new.section[0] != gone.section[0]:
            return _REWRITTEN
        return _BESIDE if new.old or gone.new else 0  # one paragraph in place of another

    def _is_claimed(self, one: PlainEdit) -> bool:
        """Whether a claim about the part of an edit speaks of nothing else that was changed there: then it may be meant by it."""
        claims = (claim for claim in self._amendments.assertions if claim.scope.is_found and not _keeps_substance(claim))
        claims = (claim for claim in claims if claim.claim.span not in self._undone)
        for claim in claims:
            inside = self._amendments.scopes.changes_in(claim.scope)
            mine = any(one.change is change for change in inside) and self._may_mean(claim, one)
            if mine and not self._is_spent(claim, inside, one):
                return True
        return False

    def _may_mean(self, claim: Assertion, one: PlainEdit) -> bool:
        """Whether a claim shares a word with an edit and what is beside it, or says next to nothing of the very section."""
        vague = self._is_vague(claim) and claim.scope.section == one.change.section and not self._is_of_one(claim.keys, one)
        if one.edit.carried:  # whoever says where the text went says nothing of what it says
            return bool(claim.terms & one.own)
        return vague or bool(claim.terms & (one.own | one.around))

    def _is_of_one(self, keys: frozenset[str], one: PlainEdit) -> bool:
        """Whether words speak of one sentence, and several are gone."""
        singular, plural = self._words.pieces
        several = one.kind == "gone" and sum(word.key == "." for word in one.edit.old) > 1
        return several and singular in keys and plural not in keys

    def _is_spent(self, claim: Assertion, inside: Sequence[Change], one: PlainEdit) -> bool:
        """Whether a claim speaks of another edit in its part; for one that says next to nothing, its whole answer does."""
        vague = self._is_vague(claim)
        told = claim.context if vague else claim.terms
        said = Said(told, claim.keys, told)
        if vague and self._hearing.speaks_of(one.edit, one.change, said):
            return False
        others = ((edit, change) for change in inside for edit in change.edits if edit.nature == "substance" and edit is not one.edit)
        return any(self._hearing.speaks_of(edit, change, said) for edit, change in others)

    def _is_vague(self, claim: Assertion) -> bool:
        return len(claim.terms - self._amendments.speech.verbs) <= _VAGUE

    def _tells(self, said: Utterance, one: PlainEdit) -> bool:
        """Whether a sentence tells of an edit, and of no other one that brings the same much more than of this."""
        if not self._fits(said, one):
            return False
        mine = self._strength(said, one)
        rivals = (other for other in self._fitting_to(said) if other is not one and _competes(other, one))
        return not any(self._outdoes(self._strength(said, other), mine) and not _follows(one, other) for other in rivals)

    def _fitting_to(self, said: Utterance) -> Sequence[PlainEdit]:
        """The edits that a sentence may tell of."""
        if id(said) not in self._fitting:
            self._fitting[id(said)] = [one for one in self._edits if self._fits(said, one)]
        return self._fitting[id(said)]

    def _fits(self, said: Utterance, one: PlainEdit) -> bool:
        """Whether a sentence may tell of an edit: it has the new number, and names the part or speaks of the same things."""
        inside = id(one.change) in said.inside
        if one.kind == "gone":
            shared = len(one.own & said.stems)
            taken = said.takes and (inside or shared >= _AROUND) and not self._is_of_one(said.keys, one)
            return taken or shared >= _QUOTED * len(one.own)
        shared = len(one.around & said.stems)
        if one.kind == "slipped":
            return self._says_most(said, one) and (inside or shared >= _AROUND)
        if one.kind == "lost":
            named = one.gone <= said.stems | said.former or (said.takes and (said.times or bool((one.own - one.gone) & said.stems)))
            return named and (inside or shared >= _AROUND)
        if one.kind == "binding":
            return self._says(said, one, shared) and (inside or shared >= _AROUND)
        held = bool(one.gone) and one.gone <= said.former  # against the old number
        if self._hearing.is_put_off(one.edit, one.change, said.keys, said.stems):
            return True
        near = inside or held or shared >= (1 if is_named(one.fresh) else _AROUND)
        return near and (self._gives(said, one) or (one.kind == "brought" and self._leaves_open(said, one)))

    def _gives(self, said: Utterance, one: PlainEdit) -> bool:
        """Whether a sentence gives the new number of an edit, or tells by how much it differs: "halved"."""
        multiplied = self._words.multiplied(one.edit.old, one.edit.new)
        return self._words.tells(said.told, one.fresh) or one.keys <= said.keys or bool(multiplied & said.keys)

    def _leaves_open(self, said: Utterance, one: PlainEdit) -> bool:
        """Whether a sentence has another new number of an edit, or says of a time that there is one, and not which."""
        figures = {stem for stem in one.own - one.fresh if stem.isdigit()}
        return said.times or bool(figures & said.told)

    def _says(self, said: Utterance, one: PlainEdit, shared: int) -> bool:
        """Whether a sentence has the new "must" or "not" of an edit, or says the rest without the old one."""
        if said.keeps:
            return False
        if not said.keys.isdisjoint(self._words.obliging) and shared >= _AROUND:
            return True
        if one.keys:
            return one.keys <= said.keys
        return not one.gone & self._words.stems_of(said.keys) and shared * 2 >= len(one.around)

    def _says_most(self, said: Utterance, one: PlainEdit) -> bool:
        """Whether a sentence has the new numbers and obligations of an edit, or else most of its words."""
        if keys := one.keys - set(self._words.common) | one.keys & set(self._words.measures):
            return keys <= said.keys
        told = self._words.stems(one.edit.new) or one.own
        return len(told & said.stems) * 2 > len(told)

    def _strength(self, said: Utterance, one: PlainEdit) -> _Strength:
        former = bool(one.gone) and one.gone <= said.stems | said.former
        return _Strength(id(one.change) in said.inside, former, len((one.around | one.own) & said.stems))

    def _outdoes(self, theirs: _Strength, mine: _Strength) -> bool:
        if (theirs.inside, theirs.former) != (mine.inside, mine.former):
            return theirs > mine
        return theirs.shared > 2 * mine.shared


def _keeps_substance(claim: Assertion) -> bool:
    """Whether a claim is one of those by which nothing that is required changes: a clarification, a move, a mistake put right."""
    return claim.clarifies or claim.moves or claim.everywhere or claim.claim.kind == "page"


def _competes(other: PlainEdit, one: PlainEdit) -> bool:
    """Whether two edits are so alike that one sentence may tell of either."""
    return other.kind == one.kind and (one.kind == "gone" or bool(one.fresh & other.fresh))


def _follows(one: PlainEdit, other: PlainEdit) -> bool:
    """Whether an edit replaces the same by the same as another one, and of the same things."""
    return _is_same(one, other) and (is_named(one.fresh) or len(one.around & other.around) * 2 >= min(len(one.around), len(other.around)))


def _is_same(one: PlainEdit, other: PlainEdit) -> bool:
    """Whether two edits replace the same numbers by the same."""
    return bool(one.fresh) and (one.fresh, one.gone) == (other.fresh, other.gone)

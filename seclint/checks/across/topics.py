"""amendment-on-topic, amendment-of-substance: claims about parts that did change, held against how they changed."""

from collections.abc import Iterator, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.across.amendments import counts, leads_to
from seclint.checks.across.shown import both_texts, called, difference_in_words, edit_in_words, here
from seclint.checks.across.told import shortened, told
from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.facts.alignment import COVER, Alignment, Change, Edit
from seclint.facts.alignment.edits import strict_words
from seclint.facts.amendments import Amendments
from seclint.facts.announced import Announced
from seclint.facts.assertions import Assertion, beside, edited_words
from seclint.facts.dossier import DossierFacts
from seclint.facts.letters import GAPS
from seclint.facts.promises import Promises
from seclint.facts.unanswered import Unanswered
from seclint.model import Rule, Span

_CLAUSE = 6  # words from which on an edit is a rewritten clause, in which small words come and go
_SMALL = 3  # words of an addition that only names a number or an obligation


class OffTopic(Struct, frozen=True, forbid_unknown_fields=True):
    """``announced``: how many words a claim must announce that stand nowhere in the new section before it counts as unfulfilled.

    ``alike``: from which likeness (0 to 1) on an item of the claim's list and a new paragraph are the same one.
    """

    announced: int
    alike: float


def off_topic(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every claim about a part that did change, but in other words or to another number than the claim's."""
    alignment, conclusions, amendments = dossier.alignment, dossier.get("conclusions"), dossier.amendments
    if alignment is None or conclusions is None or amendments is None:
        return
    check = _Check(rule, conclusions, amendments, alignment)
    for assertion in amendments.assertions:
        if assertion.scope.is_found:
            inside = amendments.scopes.changes_in(assertion.scope)
            changes = [change for change in inside if counts(change)]
            if changes:  # a part that did not change at all is told of by amendment-made
                yield from check.findings(assertion, changes)
            else:  # what only moved may have been changed on the way, too
                yield from check.other_number(assertion, [change for change in inside if change.moved])
        elif assertion.placeless:
            yield from check.unkept(assertion)


def clarified(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every number, date, version or negation that changed where all that is claimed is a clarification."""
    alignment, conclusions, amendments = dossier.alignment, dossier.get("conclusions"), dossier.amendments
    if alignment is None or conclusions is None or amendments is None:
        return
    found = [(one, amendments.scopes.changes_in(one.scope)) for one in amendments.assertions if one.scope.is_found]
    told_of: set[Span] = set()
    for assertion, changes in ((one, inside) for one, inside in found if one.clarifies):
        for change in changes:
            others = [one for one, inside in found if change in inside]
            edit = next(_unclarified(alignment, change, others), None) if change.is_substantive and change.old and change.new else None
            _, span = here(alignment, change)
            if edit is None or span in told_of:
                continue
            told_of.add(span)
            yield told(
                conclusions,
                rule,
                assertion.claim.span,
                related=list(both_texts(alignment, change, rule)),
                notes=[rule.messages["difference"].format(difference=difference_in_words(change))],
                target=called(assertion),
                change=edit_in_words(edit),
            )


class _Check:
    """Holds claims against the changes in their parts."""

    def __init__(self, rule: Rule, conclusions: Facts, amendments: Amendments, alignment: Alignment) -> None:
        self._rule = rule
        self._options: OffTopic = rule.options
        self._conclusions = conclusions
        self._amendments = amendments
        self._alignment = alignment
        self._promises = Promises(conclusions, alignment)
        self._announced = Announced(conclusions, alignment)
        self._unanswered = Unanswered(amendments, alignment)

    def findings(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Found]:
        """What does not fit between a claim and the changes in its part."""
        otherwise = (
            list(self._other_items(assertion, changes))
            or list(self.other_number(assertion, changes))
            or list(self._other_measure(assertion))
            or list(self._lacking_clauses(assertion))
        )
        yield from otherwise
        if (
            otherwise
            or not changes
            or assertion.moves
            or assertion.claim.adds
            or self._is_quoted(assertion)
            or self._is_gone(assertion, changes)
        ):
            return
        if len(self._about(assertion)) < self._options.announced or not self._misses(assertion, changes):
            return
        change = changes[0]
        yield told(
            self._conclusions,
            self._rule,
            assertion.claim.span,
            related=list(both_texts(self._alignment, change, self._rule)),
            notes=[self._rule.messages["difference"].format(difference=difference_in_words(change))],
            target=called(assertion),
        )

    def unkept(self, assertion: Assertion) -> Iterator[Found]:
        """A number, date or name that a claim without a place announces, and that no document has."""
        near = self._announced.nearest(assertion)
        other = self._announced.contradicting(assertion, near) if near is not None else None
        lacking = self._promises.lacking(assertion, near)
        if lacking is None and near is not None and assertion.clear and not assertion.firm and self._announced.is_unsaid(assertion):
            lacking = assertion.claim.span if not leads_to(self._alignment, assertion) else None
        place = other.span if other is not None else near.span if near is not None else None
        final = [(self._alignment.new, place, self._rule.messages["final"])] if place is not None else []
        if other is not None:
            found = shortened(self._alignment.new.document.quote(other.span))
            yield told(self._conclusions, self._rule, assertion.claim.span, variant="otherwise-anywhere", related=final, found=found)
        elif lacking is not None:
            words = shortened(self._conclusions.document.quote(lacking))
            yield told(self._conclusions, self._rule, lacking, variant="lacking-anywhere", related=final, words=words)

    def other_number(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Found]:
        """A number, date, version or modification that the claim announces, where the final document has another one."""
        broken = next(self._promises.broken(assertion, changes), None)
        word = broken.word if broken is not None else self._promises.unkept(assertion) if changes else None
        if word is not None:
            yield self._told_otherwise(assertion, assertion.claim.span, word.span)
        elif changes and (lacking := self._lacking(assertion)) is not None:
            words = self._conclusions.document.quote(lacking)
            part = [(self._alignment.new, span, self._rule.messages["final"]) for span in self._heading(assertion)]
            yield told(self._conclusions, self._rule, lacking, variant="lacking", related=part, target=called(assertion), words=words)

    def _lacking(self, assertion: Assertion) -> Span | None:
        """What a claim announces and none of the parts has that it names."""
        lacking = self._promises.lacking(assertion)
        beside = [one for one in self._amendments.assertions if one.claim.span == assertion.claim.span and one.scope.is_found]
        return lacking if all(self._promises.lacking(replace(assertion, scope=one.scope)) == lacking for one in beside) else None

    def _lacking_clauses(self, assertion: Assertion) -> Iterator[Found]:
        """What one clause of a claim announces beside another one, and the part has not: "..., and the list is published"."""
        for clause in self._unanswered.of(assertion):
            part = [(self._alignment.new, span, self._rule.messages["final"]) for span in self._heading(assertion)]
            quote = shortened(self._conclusions.document.quote(clause).strip(" ,;"))
            yield told(self._conclusions, self._rule, clause, variant="lacking", related=part, target=called(assertion), words=quote)

    def _other_measure(self, assertion: Assertion) -> Iterator[Found]:
        """A time, a share or a period that stands where the claim has another one."""
        near = self._announced.nearest(assertion)
        other = self._announced.contradicting(assertion, near) if near is not None else None
        if other is not None:
            yield self._told_otherwise(assertion, assertion.claim.span, other.span)

    def _heading(self, assertion: Assertion) -> Iterator[Span]:
        index = assertion.scope.section[1]
        if index is not None and index != COVER:
            yield self._alignment.new.outline.sections[index].heading

    def _other_items(self, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Found]:
        """The items of a claim's list that the final document has with another number, date, version or obligation."""
        for item, near in self._promises.other_items(assertion, changes, self._options.alike):
            yield self._told_otherwise(assertion, item, near.span)

    def _told_otherwise(self, assertion: Assertion, span: Span, other: Span) -> Found:
        related = [(self._alignment.new, other, self._rule.messages["final"])]
        found = shortened(self._alignment.new.document.quote(other))
        return told(self._conclusions, self._rule, span, variant="otherwise", related=related, target=called(assertion), found=found)

    def _is_quoted(self, assertion: Assertion) -> bool:
        """Whether the claim quotes as new what the final document says."""
        quoted = [self._conclusions.document.quote(words) for words, new in self._amendments.quoted(assertion) if new]
        return any(self._alignment.new.letters.holds(GAPS.split(words)) for words in quoted)

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
        return (own & assertion.terms) - self._ordinals(assertion) - speech.verbs

    def _ordinals(self, assertion: Assertion) -> Set[str]:
        words = self._alignment.words
        return words.stems_of(assertion.keys & set(words.ordinals))

    def _misses(self, assertion: Assertion, changes: Sequence[Change]) -> bool:
        """Whether no word of the claim is among the changed ones, and what it announces as new does not stand in the new part."""
        words = self._alignment.words
        edited = [word for change in changes for word in edited_words(change)]
        often = any(word.key in words.periods for word in edited) and not assertion.keys.isdisjoint(words.rates)
        if often or words.stems(edited) & assertion.terms:
            return False
        before, present = (self._promises.stems_in(assertion, side) for side in (0, 1))
        announced = {term for term in self._about(assertion) if not words.tells(before, (term,))}
        figures = {term for term in announced if any(character.isdigit() for character in term)}
        if figures or len(announced) >= self._options.announced:
            return not (figures or announced) & present
        # Few words of its own may say in general what the part says in detail: then none of them may be of the part.
        return not assertion.terms & (before | present | self._title(assertion))

    def _title(self, assertion: Assertion) -> Set[str]:
        """The stems of the title of the part."""
        section = assertion.scope.section[1]
        return self._alignment.words.stems(self._alignment.title(section)) if section is not None else set[str]()


def _unclarified(alignment: Alignment, change: Change, assertions: Sequence[Assertion]) -> Iterator[Edit]:
    """The edits that change what is required where clarifications are claimed.

    Beside claims of other kinds, only those count that turn a word into its contrary, or bring a "no", and of which none of them speaks.
    """
    others = [one for one in assertions if not one.clarifies]
    for edit in change.edits:
        if _turns(alignment, edit, assertions) and all(_is_denied(alignment, edit, one) for one in others):
            yield edit


def _is_denied(alignment: Alignment, edit: Edit, other: Assertion) -> bool:
    """Whether an edit says the contrary of what was there, and a claim says no word of that."""
    words = alignment.words
    negations = (strict_words(edit.old, words) ^ strict_words(edit.new, words)) & set(words.negations)
    contraries = {word.key for word in edit.new} if edit.turns(words) else set[str]()
    return bool(negations | contraries) and not (negations | contraries) & other.keys


def _turns(alignment: Alignment, edit: Edit, assertions: Sequence[Assertion]) -> bool:
    """Whether the edit replaces or takes away a number, date, version or negation, or adds one that no claim mentions."""
    if edit.nature != "substance":
        return False
    words = alignment.words
    if edit.turns(words):
        return True
    mine, theirs = strict_words(edit.old, words), strict_words(edit.new, words)
    denies = len(edit.new) <= _CLAUSE and bool((theirs - mine) & set(words.negations))
    if mine == theirs or not (mine or denies or len(edit.new) <= _SMALL):
        return False
    said = {term for one in assertions for term in one.context}
    small = set(words.binding)
    fresh = {word for word in theirs - mine if words.stem(word) not in said or word in small}
    gone = mine - theirs
    # A whole clause may well bring or lose a "not"; single words of the kind that bind are another matter.
    if len(edit.old) > _CLAUSE or len(edit.new) > _CLAUSE:
        fresh, gone = fresh - small, gone - small
    return bool(fresh or (gone and not theirs - mine))

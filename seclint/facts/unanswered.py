"""Clauses of claims about amended parts that no edit of the part answers, because others answer them all."""

from collections.abc import Iterator, Sequence, Set
from functools import cached_property

from msgspec import Struct

from seclint.facts.alignment import Alignment, Edit
from seclint.facts.amendments import Amendments
from seclint.facts.assertions import Assertion, before_pointer
from seclint.facts.promises import Promises
from seclint.facts.wording import any_of, phrases
from seclint.model import Span

_CLEAR = 2  # words of a clause by which it can be told what it announces


class Clause(Struct, frozen=True):
    """A clause of a claim: where it stands, the claim, and the stems of what it announces."""

    span: Span
    assertion: Assertion
    terms: frozenset[str]


class _Edited(Struct, frozen=True):
    """An edit: the identity of its change, and the stems of its words."""

    change: int
    words: Set[str]


class Unanswered:
    """Holds the clauses of claims against the edits of their parts, one against one."""

    def __init__(self, amendments: Amendments, alignment: Alignment) -> None:
        self._amendments = amendments
        self._speech = amendments.speech
        self._words = alignment.words
        self._promises = Promises(amendments.conclusions, alignment)

    def of(self, assertion: Assertion) -> Iterator[Span]:
        """The clauses of a claim that its part does not fulfil."""
        edits = self._edits(assertion)
        before, now = (self._promises.stems_in(assertion, side) for side in (0, 1))
        for clause in self._clauses_of(assertion) if edits and not self._is_shared(assertion) else ():
            announced = {term for term in clause.terms if not self._words.tells(before, (term,))}
            given = clause.terms & self._indefinite and any(stem[:1].isdigit() for edit in edits for stem in edit.words)
            if not announced or announced & now or given or any(self._may_answer(edit, clause) for edit in edits):
                continue
            if self._is_sure(clause, announced, before) or all(self._is_answered(edit, clause) for edit in edits):
                yield clause.span

    def _is_sure(self, clause: Clause, announced: Set[str], before: Set[str]) -> bool:
        """Whether a clause behind the one that names the part tells of the part in words that it has not."""
        if clause.span.start < clause.assertion.claim.reference.end or len(announced) < _CLEAR:
            return False
        text, figures = self._speech.conclusions.document.text, any(term[:1].isdigit() for term in announced)
        stands = phrases(self._words.standing).search(text, clause.span.start, clause.span.end) is not None
        return bool(clause.terms & before) or self._is_listed(clause.assertion) or stands or figures

    def _is_shared(self, assertion: Assertion) -> bool:
        """Whether the sentence of a claim names other parts, too: then each clause may be about another one."""
        claim = assertion.claim
        named = (one.span for one in self._speech.conclusions.mentions.references if one.owner != "SEC")
        if any(span.within(claim.span) and not span.overlaps(claim.reference) for span in named):
            return True
        return any(one.claim.span == claim.span and one.scope != assertion.scope for one in self._amendments.assertions)

    def _is_listed(self, assertion: Assertion) -> bool:
        """Whether a claim is an item of a list, or stands in a table: such say what was changed and little else."""
        block = self._speech.conclusions.document.block_at(assertion.claim.span.start)
        return block.kind in ("item", "cell") and assertion.claim.span.within(block.span)

    def _may_answer(self, edit: _Edited, clause: Clause) -> bool:
        """Whether an edit has words of a clause, and no more of another clause that is about its part."""
        return bool(clause.terms & edit.words) and not self._is_answered(edit, clause, len(clause.terms & edit.words))

    def _is_answered(self, edit: _Edited, but: Clause, more: int = 0) -> bool:
        """Whether another clause speaks of the edit, in more words than so many, so that it cannot be meant by this one."""
        for one in self._clauses:
            shared = one.terms & edit.words if one.span != but.span else set[str]()
            if len(shared) <= more:
                continue
            placed = one.assertion.scope.is_found and edit.change in self._changes(one.assertion)
            if placed or (one.assertion.placeless and not all(map(str.isdigit, shared))):
                return True
        return False

    @cached_property
    def _indefinite(self) -> Set[str]:
        """The stems of the words that stand for a figure of the document."""
        return self._words.stems_of(self._words.indefinite)

    @cached_property
    def _clauses(self) -> Sequence[Clause]:
        """The clauses of all claims, those without a place included."""
        return [clause for one in self._amendments.assertions for clause in self._clauses_of(one)]

    def _clauses_of(self, assertion: Assertion) -> Sequence[Clause]:
        within = before_pointer(self._speech.conclusions.document.text, assertion.claim.span, self._words)
        told = assertion.words if assertion.listed else (within,)
        spans = [*(clause for span in told for clause in self._speech.clauses(span)), *assertion.items]
        clauses = [Clause(span, assertion, self._terms(span, assertion)) for span in spans if self._announces(span, assertion)]
        return [clause for clause in clauses if len(clause.terms) >= _CLEAR]

    def _announces(self, span: Span, assertion: Assertion) -> bool:
        """Whether a clause says of something that it is not as it was."""
        text = self._speech.conclusions.document.text
        reference = assertion.claim.reference
        other = (phrases(self._words.apart), any_of((*self._words.effects, *self._words.supposing)))
        if any(one.search(text, span.start, span.end) for one in other):
            return False
        if reference.overlaps(span):
            return phrases(self._words.standing).search(text, span.start, span.end) is not None or self._says(span, reference)
        if span in assertion.items or (self._is_listed(assertion) and span.start >= reference.end):
            return True
        told = any_of(self._words.announcing).search(text, span.start, span.end) is not None
        return told or bool(self._speech.predicates.within(text, span.start, span.end))

    def _says(self, span: Span, reference: Span) -> bool:
        """Whether a clause leads over to what is said: behind the part, or before it but not to the part itself ("added to 3.3")."""
        text, compared = self._speech.conclusions.document.text, any_of(self._speech.conclusions.profile.claims.compared)
        for match in any_of(self._words.saying).finditer(text, span.start, span.end):
            leads = match[0][0].isalpha() and len(text[match.end() : reference.start].split()) > 1
            if (match.start() >= reference.end or leads) and not compared.search(text, span.start, match.end() + 1):
                return True
        return False

    def _terms(self, span: Span, assertion: Assertion) -> frozenset[str]:
        """The stems of what a clause announces, without the name of the part and the verbs of change."""
        reference = assertion.claim.reference
        beside = [Span(span.start, min(span.end, reference.start)), Span(max(span.start, reference.end), span.end)]
        parts = [one for one in beside if one.start < one.end] if reference.overlaps(span) else [span]
        return self._speech.stems(parts) - self._speech.verbs

    def _edits(self, assertion: Assertion) -> Sequence[_Edited]:
        """The edits of substance in the claim's part."""
        changes = self._amendments.scopes.changes_in(assertion.scope)
        return [_Edited(id(change), self._stems(edit)) for change in changes for edit in change.edits if edit.nature == "substance"]

    def _changes(self, assertion: Assertion) -> Set[int]:
        return {id(change) for change in self._amendments.scopes.changes_in(assertion.scope)}

    def _stems(self, edit: Edit) -> Set[str]:
        return self._words.stems_of(word.key for word in (*edit.old, *edit.new))

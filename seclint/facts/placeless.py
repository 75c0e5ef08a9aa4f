"""What responses say was or will be changed without telling where."""

from collections.abc import Iterator, Set
from itertools import pairwise

from msgspec.structs import replace

from seclint.facts.alignment import Alignment
from seclint.facts.assertions import Assertion, assertion_of
from seclint.facts.claims import Claim
from seclint.facts.scopes import Scope
from seclint.facts.speech import Speech
from seclint.facts.wording import any_of, phrases
from seclint.model import Span

_ABOUT = 2  # words that a claim without a place shares with what it is about


class Placeless:
    """Finds the clauses of responses that claim or announce something of the documents and name no part of them."""

    def __init__(self, speech: Speech, alignment: Alignment, artefact: str) -> None:
        self._speech = speech
        self._alignment = alignment
        self._words = alignment.words
        self._artefact = artefact

    def claims(self, said: set[Span]) -> Iterator[Assertion]:
        """The sentences of responses that claim a change of something that stands in the documents, and say neither where nor in which."""
        text, announcing = self._speech.conclusions.document.text, any_of(self._words.announcing)
        for sentence in self._speech.sentences:
            paragraph = next((span for span in self._speech.spoken if sentence.overlaps(span)), None)
            if sentence in said or paragraph is None or sentence in self._speech.declined(paragraph) or self._renumbers(sentence):
                continue
            for clause in self._speech.clauses(sentence):
                firm = bool(self._speech.predicates.within(text, clause.start, clause.end))
                if not firm and (self._keeps(sentence) or self._is_outside(sentence)):
                    continue
                # Where no responses are marked off, what "will" be done may be anything, such as the next steps.
                if not firm and not (self._speech.is_marked and announcing.search(text, clause.start, clause.end)):
                    continue
                claim = Claim("", self._artefact, clause, Span(clause.start, clause.start), verb="changed")
                assertion = assertion_of(self._speech, self._words, claim, Scope())
                if self._is_of_documents(assertion):
                    clear = self._is_clear(assertion)
                    yield replace(assertion, placeless=True, firm=firm, clear=clear)

    def _keeps(self, sentence: Span) -> bool:
        """Whether a sentence says that nothing changes, or that there is nothing of a kind."""
        kept = any_of((*self._words.denials, *self._words.lacking, *self._words.keeping))
        return kept.search(self._speech.conclusions.document.text, sentence.start, sentence.end) is not None

    def _is_outside(self, sentence: Span) -> bool:
        """Whether a sentence, or the next one that names no part, says that the document has nothing to do with it."""
        text, conclusions = self._speech.conclusions.document.text, self._speech.conclusions
        outside, block = any_of(self._words.outside), conclusions.document.block_at(sentence.start).span
        if outside.search(text, sentence.start, sentence.end):
            return True
        behind = next((one for one in conclusions.sentences_within(block) if one.start >= sentence.end), None)
        if behind is None or any(one.clauses and one.span.within(behind) for one in conclusions.mentions.references):
            return False
        return any_of((*self._words.denials, *self._words.outside)).search(text, behind.start, behind.end) is not None

    def _renumbers(self, sentence: Span) -> bool:
        """Whether a sentence says that a part bears the number of another one: "The former Section 4.3 is now Section 4.4"."""
        named = [one.span for one in self._speech.conclusions.mentions.references if one.span.within(sentence) and one.owner != "SEC"]
        becomes, text = any_of(self._words.renumbering), self._speech.conclusions.document.text
        return any(becomes.fullmatch(text, one.end, other.start) for one, other in pairwise(named))

    def _is_of_documents(self, assertion: Assertion) -> bool:
        """Whether the draft or the final document has words of a claim, and nothing else is named that was changed."""
        about = self._about(assertion)
        numbered = any(term[:1].isalpha() and term[-1].isdigit() for term in about)  # "This has been added as S5"
        words = pairwise(self._speech.text.words(assertion.words))
        measured = any(
            word.key.endswith("%") or (self._words.stem(word.key).isdigit() and unit.key in self._words.units) for word, unit in words
        )
        apart = phrases(self._words.apart).search(self._speech.conclusions.document.quote(assertion.claim.span))
        return apart is None and (numbered or self._is_clear(assertion) or (measured and bool(about & self._alignment.stems)))

    def _is_clear(self, assertion: Assertion) -> bool:
        """Whether a claim says enough for what it is about to be told."""
        about = {term for term in self._about(assertion) if not term[:1].isdigit()}
        return len(about) >= _ABOUT < len(assertion.terms) and len(about & self._alignment.stems) >= _ABOUT

    def _about(self, assertion: Assertion) -> Set[str]:
        return assertion.terms - self._speech.verbs

"""What responses say beside their claims: the paragraphs in which DCC speaks, and the parts that it names in them."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from seclint.facts.alignment.words import Words
from seclint.facts.assertions import Assertion, Statement
from seclint.facts.declared import is_own
from seclint.facts.scopes import Scope, Scopes
from seclint.facts.speech import Speech
from seclint.facts.wording import any_of
from seclint.model import Span


class Responses:
    """The words of the responses of conclusions, once it is known what they claim of ``artefact``, the document under consultation."""

    def __init__(self, speech: Speech, scopes: Scopes, words: Words, assertions: Sequence[Assertion], artefact: str) -> None:
        self._speech = speech
        self._scopes = scopes
        self._words = words
        self._assertions = assertions
        self._artefact = artefact
        self._text = speech.conclusions.document.text

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The paragraphs of responses, without the sentences that say that something stays as it is, and claims anywhere else."""
        told = (one for one in self._speech.claiming if not any(one.overlaps(span) for span in self._speech.spoken))
        spans = [*self._speech.spoken, *told]
        rows = {
            one.claim.span: Statement(one.claim.span, one.terms, one.terms, frozenset(), located=one.scope.is_found)
            for one in self._assertions
            if one.listed
        }
        return (*(statement for span in dict.fromkeys(spans) for statement in self._stated(span)), *rows.values())

    @property
    def touched(self) -> Iterator[Scope]:
        """The parts in which DCC says that it did something, in words that are not known to claim a change, or takes up a request."""
        done, accepting = any_of(self._words.done), any_of(self._words.accepting)
        for scope, sentence, reference in self._named:
            block = self._speech.conclusions.document.block_at(sentence.start).span
            told = done.search(self._text, sentence.start, reference.start) or accepting.match(self._text, block.start, sentence.start)
            if told and sentence not in self._speech.claiming:
                yield scope

    @property
    def mentioned(self) -> Iterator[tuple[Scope, Statement]]:
        """The parts that responses name, each with what its paragraph says and the views that it answers.

        Sentences that turn something down, or say that it stays as it is, are left out.
        """
        kept = any_of((*self._words.denials, *self._words.keeping))
        for paragraph in self._speech.spoken:
            declined = self._speech.declined(paragraph)
            told = [one for one in self._speech.conclusions.sentences_within(paragraph) if one not in declined]
            told = [one for one in told if kept.search(self._text, one.start, one.end) is None]
            named = [scope for scope, one, _ in self._named if one in told]
            if named:
                statement = self._statement(paragraph, told, self._speech.answered(paragraph), located=True)
                yield from ((scope, statement) for scope in named)

    @cached_property
    def _named(self) -> Sequence[tuple[Scope, Span, Span]]:
        """The parts that DCC's own sentences name, each with the sentence and the place where it is named."""
        conclusions, sentences, found = self._speech.conclusions, set(self._speech.sentences), []
        for reference in conclusions.mentions.references:
            sentence = conclusions.sentence(reference.span)
            mine = reference.owner in ("", "self", self._artefact) and not is_own(self._text, reference.span)
            if mine and sentence in sentences:
                scopes = (scope for clause in reference.clauses for scope in self._scopes.candidates(reference.kind, clause))
                found += [(scope, sentence, reference.span) for scope in scopes]
        return found

    def _stated(self, paragraph: Span) -> Iterator[Statement]:
        """What a paragraph says: in the sentences that name a part, and in the others. Those that deny a change are left out."""
        denials = any_of(self._words.denials)
        about = {assertion.claim.span for assertion in self._assertions if assertion.scope.is_found}
        declined = set(self._speech.declined(paragraph)) - about
        sentences = self._speech.conclusions.sentences_within(paragraph)
        told = [one for one in sentences if one not in declined and not denials.search(self._text, one.start, one.end)]
        for located in (True, False):
            kept = [one for one in told if (one in about) == located]
            if kept:
                yield self._statement(paragraph, kept, self._speech.taken_up(paragraph, kept), located=located)

    def _statement(self, paragraph: Span, sentences: Sequence[Span], views: Sequence[Span], *, located: bool) -> Statement:
        words = list(self._speech.text.words([*sentences, *views]))
        gone = self._speech.given_up(sentences)
        standing = [word for word in words if word.span not in gone]
        return Statement(
            span=paragraph,
            stems=frozenset(self._words.stems(words)),
            told=frozenset(self._words.stems(standing)),
            keys=frozenset(word.key for word in standing),
            located=located,
            adds=any(self._adds(one) for one in sentences),
        )

    def _adds(self, sentence: Span) -> bool:
        found = self._speech.predicates.within(self._text, sentence.start, sentence.end)
        return any(predicate.verb in self._speech.conclusions.profile.claims.adding for predicate in found)

"""Sentences of DCC's, and rows of tables of amendments, that may tell of changes, each with the parts that it is about."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from seclint.facts.alignment.words import Words
from seclint.facts.amendments import Amendments
from seclint.facts.assertions import Assertion
from seclint.facts.scopes import Scope
from seclint.facts.wording import any_of, phrases
from seclint.model import Span


class Utterance(Struct, frozen=True):
    """What a sentence or row says: the stems of its words, and the words as they are compared.

    ``told`` and ``keys`` are without the old numbers that new ones are held against, ``former`` has the stems of these. ``inside`` are
    the changes, by identity, of the parts that it or its paragraph names. ``takes`` tells that it says that something is gone or was
    written anew, ``keeps`` that it says that something stays or is kept, which may be what is new: "results will be kept for a year";
    ``times`` that it speaks of a time or a limit, and perhaps not of which: "said when a slot is confirmed".
    """

    stems: frozenset[str]
    told: frozenset[str]
    keys: frozenset[str]
    former: frozenset[str]
    inside: frozenset[int]
    takes: bool
    keeps: bool
    times: bool


class Utterances:
    """Gathers what DCC says, without what it turns down or leaves as it was."""

    def __init__(self, amendments: Amendments, words: Words) -> None:
        self._amendments = amendments
        self._speech = amendments.speech
        self._words = words
        self._document = amendments.conclusions.document
        self._text = self._document.text

    @cached_property
    def all(self) -> Sequence[Utterance]:
        """The sentences that may tell of a change, and the rows that list one."""
        return [*self._sentences(), *self._rows()]

    def _sentences(self) -> Iterator[Utterance]:
        for sentence in self._speech.sentences:
            clauses = [] if sentence in self._reasons else self._affirmed(sentence)
            if clauses:
                inside = self._inside(sentence)
                yield self._utterance(clauses, inside)
                yield from (self._utterance([*clauses, view], inside) for view in self._taken_up(sentence))

    def _taken_up(self, sentence: Span) -> Iterator[Span]:
        """The sentences of the views that a sentence may take up.

        There are none where its paragraph turns something down, which may well be what they ask for; nor is any that gives a number that
        is turned down elsewhere.
        """
        paragraph = next((one for one in self._speech.spoken if sentence.overlaps(one)), None)
        if paragraph is not None and paragraph not in self._refusing:
            views = self._speech.taken_up(paragraph, [sentence])
            asked = (one for view in views for one in self._amendments.conclusions.sentences_within(view))
            yield from (one for one in asked if self._figures([one]).isdisjoint(self._declined))

    @cached_property
    def _declined(self) -> frozenset[str]:
        """The numbers in the sentences that turn requests down."""
        return self._figures([one for paragraph in self._speech.spoken for one in self._speech.declined(paragraph)])

    def _figures(self, sentences: Sequence[Span]) -> frozenset[str]:
        """The stems of the numbers of more than one figure: smaller ones stand anywhere."""
        return frozenset(stem for stem in self._speech.stems(sentences) if stem.isdigit() and len(stem) > 1)

    @cached_property
    def _refusing(self) -> set[Span]:
        """The paragraphs of responses in which something is turned down, or stays as it is."""
        refused = any_of((*self._words.keeping, *self._words.denials))
        text, spoken = self._text, self._speech.spoken
        return {one for one in spoken if refused.search(text, one.start, one.end) or self._words.declining.search(text, one.start, one.end)}

    def _rows(self) -> Iterator[Utterance]:
        for one in self._amendments.assertions:
            if one.listed:
                beside = frozenset(stem for stem in one.context - one.terms if stem.isdigit() and len(stem) > 1)
                yield self._utterance(one.words, self._changes({one.scope}), beside)

    def _utterance(self, spans: Sequence[Span], inside: frozenset[int], former: frozenset[str] = frozenset()) -> Utterance:
        """What is said; ``former`` are the numbers in the other cells of a row, such as that of the old words."""
        words = list(self._speech.text.words(*([span] for span in spans)))
        gone = self._speech.given_up(spans)
        standing = [word.key for word in words if word.span not in gone]
        return Utterance(
            stems=frozenset(self._words.stems(words)),
            told=frozenset(self._words.stems_of(standing) | self._words.in_other_units([word for word in words if word.span not in gone])),
            keys=frozenset(standing),
            former=former | self._words.stems_of(word.key for word in words if word.span in gone),
            inside=inside,
            takes=any(one.search(self._text, span.start, span.end) for one in self._taking for span in spans),
            times=any(self._timing.search(self._text, span.start, span.end) for span in spans),
            keeps=any(self._keeping.search(self._text, span.start, span.end) for span in spans),
        )

    @cached_property
    def _reasons(self) -> set[Span]:
        """The sentences that tell of what is turned down: of the request, or of the reasons. They claim nothing, nor what is so now."""
        standing, asking = phrases(self._words.standing), phrases(self._words.requesting)
        found = [one for paragraph in self._speech.spoken for one in self._speech.declined(paragraph)]
        refusing = (one for paragraph in self._refusing for one in self._amendments.conclusions.sentences_within(paragraph))
        found += [one for one in refusing if asking.search(self._text, one.start, one.end)]
        claiming = set(self._speech.claiming)
        return {one for one in found if one not in claiming and not standing.search(self._text, one.start, one.end)}

    def _affirmed(self, sentence: Span) -> Sequence[Span]:
        """The sentence, or where something in it is denied, those of its clauses in which nothing is."""
        if not self._is_denied(sentence):
            return (sentence,)
        breaks = [match.end() for match in any_of(self._words.parting).finditer(self._text, sentence.start, sentence.end)]
        clauses = [Span(start, end) for start, end in pairwise([sentence.start, *breaks, sentence.end]) if start < end]
        return [one for one in clauses if not self._is_denied(one)]

    def _is_denied(self, stretch: Span) -> bool:
        """Whether words say that something was not changed, and none that anything was."""
        denied = any_of(self._words.denials).search(self._text, stretch.start, stretch.end) is not None
        denied = denied or any(self._is_negated(match[0]) for match in self._keeping.finditer(self._text, stretch.start, stretch.end))
        return denied and not self._speech.predicates.within(self._text, stretch.start, stretch.end)

    def _is_negated(self, words: str) -> bool:
        """Whether words that say that something stays do so with a "not": "not raised"."""
        return any_of(self._words.negating).search(words) is not None

    @cached_property
    def _timing(self) -> re.Pattern[str]:
        return phrases(self._words.timing)

    @cached_property
    def _keeping(self) -> re.Pattern[str]:
        return any_of(self._words.keeping)

    @cached_property
    def _taking(self) -> Sequence[re.Pattern[str]]:
        return phrases((*self._words.taking, *self._words.rewriting)), any_of(self._words.deleting)

    def _inside(self, sentence: Span) -> frozenset[int]:
        """The changes of the parts that a sentence names, or else the last one before it in its paragraph, or the first behind it."""
        if sentence in self._named:
            return self._named[sentence]
        beside = self._of_paragraphs.get(self._document.block_index(sentence.start), ())
        before = [one for one in beside if one < sentence]
        nearest = before[-1:] or list(beside[:1])
        return self._named[nearest[0]] if nearest else frozenset()

    @cached_property
    def _of_paragraphs(self) -> Mapping[int, Sequence[Span]]:
        """The sentences of each paragraph that name parts, in order, by the index of the paragraph."""
        found = dict[int, list[Span]]()
        for sentence in sorted(self._named):
            found.setdefault(self._document.block_index(sentence.start), []).append(sentence)
        return found

    @cached_property
    def _named(self) -> Mapping[Span, frozenset[int]]:
        """The sentences that name parts, or are claims about them, each with the changes in those."""
        scopes = dict[Span, set[Scope]]()
        for sentence, parts in self._amendments.mentions.items():
            scopes.setdefault(sentence, set()).update(scope for part in parts for scope in part.scopes)
        for one in self._amendments.assertions:
            for sentence in self._claiming(one) if one.scope.is_found and not one.listed else ():
                scopes.setdefault(sentence, set()).add(one.scope)
        return {sentence: self._changes(found) for sentence, found in scopes.items()}

    def _claiming(self, claim: Assertion) -> Iterator[Span]:
        """The sentence of a claim, and those of the list that it leads in."""
        yield claim.claim.span
        for item in claim.items:
            yield from self._amendments.conclusions.sentences_within(item)

    def _changes(self, scopes: set[Scope]) -> frozenset[int]:
        found = (scope for scope in scopes if scope.is_found)
        return frozenset(id(change) for scope in found for change in self._amendments.scopes.changes_in(scope))

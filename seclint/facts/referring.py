"""Claims that take up a part that was named before: "We have made that sentence clearer", "The hours in that table are now longer"."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from msgspec.structs import replace

from seclint.facts.alignment import Alignment
from seclint.facts.assertions import Assertion, assertion_of
from seclint.facts.cells import Cells
from seclint.facts.claims import Claim
from seclint.facts.scopes import Scope, Scopes
from seclint.facts.speech import Speech
from seclint.facts.wording import phrases
from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise import Reference

_COMPLEMENT = compiled(r"\s+of\b", re.IGNORECASE)


class Referring:
    """Finds the sentences of responses that claim a change and point back to a part; ``scope_of`` tells where the part of a claim is."""

    def __init__(self, speech: Speech, alignment: Alignment, scopes: Scopes, artefact: str, scope_of: Callable[[Claim], Scope]) -> None:
        self._speech = speech
        self._conclusions = speech.conclusions
        self._text = speech.conclusions.document.text
        self._words = alignment.words
        self._scopes = scopes
        self._cells = Cells(alignment, 1)
        self._artefact = artefact
        self._scope_of = scope_of

    def claims(self, said: set[Span]) -> Iterator[Assertion]:
        """The claims that take up a part named before in their paragraph: "We have made that sentence clearer"."""
        text, pointing = self._text, phrases(self._words.pointing)
        for sentence in self._speech.sentences:
            spoken = any(sentence.overlaps(span) for span in self._speech.spoken)
            predicates = self._speech.predicates.within(text, sentence.start, sentence.end) if spoken and sentence not in said else []
            match = pointing.search(text, sentence.start, sentence.end) if predicates else None
            if match is not None and _COMPLEMENT.match(text, match.end()):  # "the table of references" points to nothing
                continue
            noun = match[0].split()[-1] if match is not None else ""
            gone = predicates[0].verb in self._conclusions.profile.claims.removing if predicates else False
            sure = self._with_noun(sentence, noun) if noun else None
            before = (sure if gone else None) or (self._named_before(sentence) if noun else None)
            if before is not None:
                claim = Claim(before.clauses[-1], self._artefact, sentence, predicates[0].span, before.kind, predicates[0].verb)
                scope = self._scope_of(replace(claim, reference=before.span))
                # Where only the paragraph tells, another part may well be meant.
                terms = self._speech.stems([sentence])
                if sure or self._scopes.changes_in(scope) or (scope.is_found and self._cells.named(scope, terms)):
                    yield assertion_of(self._speech, self._words, claim, scope)

    def _named_before(self, sentence: Span) -> Reference | None:
        """The last part that is named before a sentence in its paragraph; none where the sentence names one itself."""
        block = self._conclusions.document.block_at(sentence.start).span
        before = [one for one in self._parts if block.start <= one.span.start < sentence.start]
        return before[-1] if before and not any(one.span.within(sentence) for one in self._parts) else None

    def _with_noun(self, sentence: Span, noun: str) -> Reference | None:
        """The only part of the views that goes with a noun: "the second sentence of Section 4.2"."""
        paragraph = next((span for span in self._speech.spoken if sentence.overlaps(span)), sentence)
        of_noun = re.compile(rf"\b{re.escape(noun)}\s+(?:of|in|under|from)\s+(?:the\s+)?$", re.IGNORECASE)
        text, views = self._text, self._speech.answered(paragraph)
        going = [
            one
            for one in self._parts
            if any(one.span.within(view) for view in views) and of_noun.search(text, max(0, one.span.start - 40), one.span.start)
        ]
        return going[0] if len({one.clauses for one in going}) == 1 else None

    @cached_property
    def _parts(self) -> Sequence[Reference]:
        """The references to parts of the document under consultation."""
        owners = ("", "self", self._artefact)
        return [one for one in self._conclusions.mentions.references if one.clauses and one.owner in owners and one.kind != "question"]

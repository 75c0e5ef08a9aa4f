"""The claims of the rows of tables that list what was amended where."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from seclint.facts.alignment.words import Words
from seclint.facts.amendment_tables import listed_amendments
from seclint.facts.assertions import Assertion
from seclint.facts.claims import Claim
from seclint.facts.scopes import Scope, Scopes
from seclint.facts.speech import Speech
from seclint.facts.wording import any_of, phrases
from seclint.model import Span


class Listing:
    """Reads the tables of amendments; ``scope_of`` tells where the part of a claim is, by the side whose number it bears."""

    def __init__(self, speech: Speech, words: Words, scopes: Scopes, artefact: str, scope_of: Callable[[Claim, int | None], Scope]) -> None:
        self._speech = speech
        self._conclusions = speech.conclusions
        self._text = speech.conclusions.document.text
        self._words = words
        self._scopes = scopes
        self._artefact = artefact
        self._scope_of = scope_of

    def assertions(self) -> Iterator[Assertion]:
        """The claims of the rows of tables that list what was amended where."""
        for listed in listed_amendments(self._conclusions, self._words):
            context = self._speech.stems([*listed.what, *listed.context])
            said = self._speech.stems(listed.what)
            keys = self._speech.keys((*listed.what, *listed.context))
            told = " ".join(map(self._conclusions.document.quote, listed.what))
            clarifies, moves = (bool(phrases(words).search(told)) for words in (self._words.clarify, self._words.moving))
            for kind, target in (one for one in listed.targets if not self._scopes.is_unknown(*one)):
                claim = Claim(target, self._artefact, listed.row, listed.where, kind, "amended")
                scope = self._scope_of(claim, listed.side)
                renumbers = bool(listed.what) and self._is_renumbering(listed.what[0], listed.what[-1])
                yield Assertion(claim, scope, said, keys, context, clarifies, words=listed.what, moves=moves or renumbers, listed=True)

    def _is_renumbering(self, first: Span, last: Span) -> bool:
        """Whether words of a table say that a part bears another number now."""
        becomes = any_of(self._words.renumbering)
        named = [one.span for one in self._conclusions.mentions.references if one.span.within(Span(first.start, last.end))]
        if named and any_of(self._words.formerly).fullmatch(self._text, first.start, named[0].start):
            return True
        return any(becomes.fullmatch(self._text, one.end, other.start) for one, other in pairwise(named))

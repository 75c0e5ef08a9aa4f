"""Words that claim a change in whole sentences: "DCC has amended", "has been added", "now lists"."""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from seclint.facts.profile import ClaimForms
from seclint.facts.wording import alternatives, any_of, phrases
from seclint.model import Span
from seclint.patterns import compiled

# What may stand between a part and the verb behind it: whose it is, its title, a bracket, words between commas or dashes.
_OWNER = r"(?:\s+of\s+(?:the\s+)?(?:[\w.]+\s+)?[\w.]+(?=[\s,(]))?"
ASIDE = _OWNER + r"(?:\s*\([^()]*\)|\s*[“‘\"'][^”’\"']*[”’\"']|\s*,(?:[^,.;]|\.(?=\d)){1,100},|\s+[–—-][^–—.;]{1,80}(?:[–—]|\s-)|\s*,)?\s*"
_JOINED = compiled(
    r"(?:[,;&]|\b(?:and|or|plus|as well as))\s*(?:also\s+)?(?:(?:in|to|of|at|by)\s+)?(?:the\s+)?"
    r"(?:(?:[\w-]+\s+){1,3}(?:in|of|to)\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
ITSELF = compiled(r"\s*(?:as\s+)?(?:(?:a|an|the|new|further|additional)\s+)*", re.IGNORECASE)  # "a new Section 4.4", not "added to it"
_THAT = compiled(r"\s*that\s+(?:[\w-]+\s+){1,3}?(?:in|into|to|from)\s+(?:the\s+)?", re.IGNORECASE)
_QUOTED = compiled(r"“[^”]*”|\"[^\"]*\"")
CLAUSE = compiled(r"[,;:()–—]|\b(?:but|while|although|because|since|that|which|so)\b", re.IGNORECASE)
_BARE = 2  # words of "was set", which tells what something is like; "has been set" tells what was done
_WORD = compiled(r"[^\W\d_]+")
_ADVERBS = compiled(r"\s*(?:(?:not|also|then|now|well|\w+ly)\s+)*", re.IGNORECASE)
_SUBORDINATE = compiled(r"\b(?:that|because|since|as|where|which|if|whether|when|unless|until)\b", re.IGNORECASE)


class Predicate(Struct, frozen=True):
    """Words that claim a change: their place, the verb in small letters, and whether DCC or "we" are said to act."""

    span: Span
    verb: str
    acts: bool


class Predicates:
    """Finds what claims a change in sentences, by the forms of a profile."""

    def __init__(self, forms: ClaimForms) -> None:
        self._forms = forms

    @cached_property
    def _claimed(self) -> re.Pattern[str]:
        verbs = "|".join(map(re.escape, sorted(self._forms.verbs, key=len, reverse=True)))
        return compiled(
            rf"(?:(?P<acts>{'|'.join(self._forms.actors)})|(?:{'|'.join(self._forms.passive)}))(?P<verb>{verbs})\b", re.IGNORECASE
        )

    @cached_property
    def _openings(self) -> frozenset[str]:
        """The first words of the verbs."""
        return frozenset(_WORD.findall(verb.lower())[0] for verb in self._forms.verbs)

    @cached_property
    def _behind(self) -> re.Pattern[str]:
        return compiled(ASIDE + f"(?:{self._claimed.pattern})", re.IGNORECASE)

    @cached_property
    def _states(self) -> re.Pattern[str]:
        return compiled(rf"(?P<aside>{ASIDE})(?:{alternatives(self._forms.states)})", re.IGNORECASE)

    def within(self, text: str, start: int, end: int) -> list[Predicate]:
        """The predicates between two places that are neither denied nor only wished for."""
        return [self._predicate(match) for match in self._claimed.finditer(text, start, end) if self._is_affirmed(text, start, match)]

    def speaks(self, text: str, within: Span) -> bool:
        """Whether any of the verbs stands in a stretch of text: a quick look before the predicates are searched."""
        return not self._openings.isdisjoint(_WORD.findall(text[within.start : within.end].lower()))

    def behind(self, text: str, at: int, sentence: Span) -> Predicate | None:
        """The predicate right behind a part that ends at ``at``."""
        match = self._behind.match(text, at, sentence.end)
        if match is None:
            return None
        return self._predicate(match) if self._is_affirmed(text, sentence.start, match) else None

    def states(self, text: str, at: int, sentence: Span) -> Predicate | None:
        """What says right behind ``at`` that a part is not as it was, or that it is new."""
        match = self._states.match(text, at, sentence.end) if self._forms.states else None
        if match is None or phrases(self._forms.denied).search(text, *match.span("aside")):
            return None
        return Predicate(Span(at, at), "new" if match[0].split()[-1] in self._forms.adding else "now", acts=False)

    def told_of(self, text: str, at: Span, sentence: Span) -> Predicate | None:
        """The noun right before a part that tells of a change: "changes made to", "a new"."""
        noun = any_of(self._forms.nouns).search(text, max(sentence.start, at.start - 80), at.start) if self._forms.nouns else None
        if noun is None or self.is_denied(text, sentence.start, noun.end()):
            return None
        return Predicate(Span(*noun.span()), noun["adds"] or "changed", acts=False)

    def is_object(self, text: str, predicate: Predicate, at: Span, earlier: Sequence[Span]) -> bool:
        """Whether a part behind a verb is what was changed, and not one that the change is about: "to match Section 4".

        ``earlier`` are the parts of the sentence that were changed.
        """
        if any_of(self._forms.compared).search(text, predicate.span.end, at.start):
            return False
        between = _QUOTED.sub("", text[predicate.span.end : at.start])
        since = [span for span in earlier if predicate.span.end <= span.start and span.end <= at.start]
        if since:
            return _JOINED.search(text, since[-1].end, at.start) is not None
        if predicate.verb in self._forms.adding and ITSELF.fullmatch(between):  # "added as Section 6.1"
            return True
        if predicate.verb in self._forms.adding and _THAT.fullmatch(between):  # "put that date into Section 3"
            return True
        return not _SUBORDINATE.search(between)

    def is_denied(self, text: str, start: int, end: int, said: int | None = None) -> bool:
        """Whether the clause that ends at ``end`` denies something or only wishes for it.

        Where what is claimed begins at ``said``, a "may" farther before is of another verb: "the faults that may be open have been ...".
        """
        breaks = [match.end() for match in CLAUSE.finditer(text, start, end)]
        quoted = [Span(*match.span()) for match in _QUOTED.finditer(text, start, end)]
        denying = phrases(self._forms.denied).finditer(text, breaks[-1] if breaks else start, end)
        said_so = (match for match in denying if not any(Span(*match.span()).within(one) for one in quoted))
        wishing = self._forms.wishing if said is not None else ()
        return any(match[0].casefold() not in wishing or _goes_with(text, match, said) for match in said_so)

    def _predicate(self, match: re.Match[str]) -> Predicate:
        return Predicate(Span(match.start(), match.end("verb")), match["verb"].casefold(), match["acts"] is not None)

    def _is_affirmed(self, text: str, start: int, match: re.Match[str]) -> bool:
        if match["acts"] is not None:
            return True
        describes = match["verb"].casefold() in self._forms.settled and len(match[0].split()) == _BARE
        return not describes and not self.is_denied(text, start, match.end(), match.start())


def _goes_with(text: str, modal: re.Match[str], verb: int | None) -> bool:
    """Whether a modal verb is that of the verb behind it."""
    return verb is None or modal.end() > verb or _ADVERBS.fullmatch(text, modal.end(), verb) is not None


@lru_cache(maxsize=16)
def predicates_of(forms: ClaimForms) -> Predicates:
    """The predicates of a profile."""
    return Predicates(forms)


def joined(text: str, at: Span, earlier: Sequence[Span]) -> Span:
    """A part together with the one that it is joined to, of which something was claimed before: "to Section 5.1 and to Table 4"."""
    before = [span for span in earlier if span.end <= at.start]
    return Span(before[-1].start, at.end) if before and _JOINED.search(text, before[-1].end, at.start) else at

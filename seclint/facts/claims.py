"""What the document claims to have changed in another one: "DCC has amended Section 2.3 of the TAD", "Table 4 now lists ..."."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from seclint.facts.answers import Answers
from seclint.facts.profile import ClaimForms
from seclint.facts.wording import alternatives, any_of, phrases
from seclint.model import Document, Span
from seclint.recognise import Mentions, Reference

_FOREIGN = ("SEC",)
_UNSAID = ("self", "")
_PARTS = ("section", "clause", "chapter", "paragraph", "page", "table", "figure", "annex", "appendix", "schedule")
_OWN = re.compile(r"\s*(?:(?:of|in|to)\s+(?:this|these|our)|above|below)\b", re.IGNORECASE)
# What may stand between a part and the verb behind it: its title, a bracket, words between commas or dashes.
_ASIDE = r"(?:\s*\([^()]*\)|\s*[“‘\"'][^”’\"']*[”’\"']|\s*,[^,.;]{1,80},|\s+[–—-][^–—.;]{1,80}(?:[–—]|\s-)|\s*,)?\s*"
# What may stand behind a verb in notes: "amended to", "amended: two weeks, not three".
_ENDS = r"(?=\s+(?:to|so|by|with|and|as|from|accordingly|in)\b|\s*[.;,:–—]|\s*$)"
_JOINED = re.compile(
    r"(?:[,;&]|\b(?:and|or|plus|as well as))\s*(?:also\s+)?(?:(?:in|to|of|at|by)\s+)?(?:the\s+)?(?:[\w-]+\s+(?:in|of|to)\s+)?$",
    re.IGNORECASE,
)
_ITSELF = re.compile(r"\s*(?:as\s+)?(?:(?:a|an|the|new|further|additional)\s+)*", re.IGNORECASE)  # "a new Section 4.4", not "added to it"
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_CLAUSE = re.compile(r"[,;:()–—]|\b(?:but|while|although|because|since|that|which|so)\b", re.IGNORECASE)
_FRONTED = re.compile(
    r"\W*(?:(?:and|also|finally|similarly|likewise|lastly),?\s+)?"
    r"(?:in|within|at|under|to|for|on|as\s+(?:to|for|regards)|regarding|concerning|with\s+regard\s+to)\s+[^.;:]{0,40}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_BRACKETED = re.compile(r"[^()]{0,40}\)")
_OPENED = re.compile(r"\((?:(?:please\s+)?(?:see|refer\s+to|in)\s+)?(?:also\s+)?(?:the\s+)?$", re.IGNORECASE)
_NOW = re.compile(r"\b(?:now|no longer|will)\b", re.IGNORECASE)
_SUBORDINATE = re.compile(r"\b(?:that|because|since|as|where|which|if|whether|when|unless|until)\b", re.IGNORECASE)


class Claim(Struct, frozen=True):
    """One amended part: ``target`` as the reference names it ("2.3", "page 14"), ``owner`` the document, ``span`` the sentence.

    ``target`` is "" when only the document is named. ``kind`` is the noun of the part, ``verb`` the word that claims; ``adds`` tells that
    the part itself is said to be new.
    """

    target: str
    owner: str
    span: Span
    reference: Span
    kind: str = ""
    verb: str = ""
    adds: bool = False


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
        return re.compile(
            rf"(?:(?P<acts>{'|'.join(self._forms.actors)})|(?:{'|'.join(self._forms.passive)}))(?P<verb>{verbs})\b", re.IGNORECASE
        )

    @cached_property
    def _openings(self) -> frozenset[str]:
        """The first words of the verbs."""
        return frozenset(_WORD.findall(verb.lower())[0] for verb in self._forms.verbs)

    @cached_property
    def _behind(self) -> re.Pattern[str]:
        return re.compile(_ASIDE + f"(?:{self._claimed.pattern})", re.IGNORECASE)

    @cached_property
    def _bare(self) -> re.Pattern[str]:
        """A verb without "has been", as notes have it: "Section 4.2 amended to say so", "deadline in Section 4 moved"."""
        verbs = "|".join(map(re.escape, sorted((verb for verb in self._forms.verbs), key=len, reverse=True)))
        return re.compile(rf"{_ASIDE}(?P<verb>{verbs}){_ENDS}", re.IGNORECASE)

    @cached_property
    def _opens(self) -> re.Pattern[str]:
        """The same before a part that the note ends with: "Added to C.2"."""
        verbs = "|".join(map(re.escape, sorted((verb for verb in self._forms.verbs), key=len, reverse=True)))
        return re.compile(rf"\W*(?:(?:now|also|duly)\s+)?(?P<verb>{verbs})\s+(?:to|in|from|into)\s+(?:the\s+)?", re.IGNORECASE)

    @cached_property
    def _headed(self) -> re.Pattern[str]:
        """The same behind a part that leads in what was done there: "Section 2.1: MP409 added"."""
        verbs = "|".join(map(re.escape, sorted((verb for verb in self._forms.verbs), key=len, reverse=True)))
        return re.compile(rf"\s*(?::|\s[–—-]\s)\s*[^.;:]{{0,80}}?\b(?P<verb>{verbs}){_ENDS}", re.IGNORECASE)

    @cached_property
    def _states(self) -> re.Pattern[str]:
        return re.compile(_ASIDE + f"(?:{alternatives(self._forms.states)})", re.IGNORECASE)

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

    def noted(self, text: str, at: Span, sentence: Span) -> Predicate | None:
        """The verb right behind a part that a sentence begins with, as notes have it."""
        match = self._bare.match(text, at.end, sentence.end) or self._headed.match(text, at.end, sentence.end)
        if match is None or text[sentence.start : at.start].strip(" –—-•"):
            return None
        return Predicate(Span(*match.span("verb")), match["verb"].casefold(), acts=False)

    def listed(self, text: str, lead: Span, item: Span) -> Predicate | None:
        """What an item of a list of changes says: its verb, or that something was changed."""
        if not (self._forms.lists and any_of(self._forms.lists).search(text, lead.start, lead.end)):
            return None
        match = phrases(self._forms.verbs).search(text, item.start, item.end)
        return Predicate(item, match[0].casefold() if match else "changed", acts=True)

    def states(self, text: str, at: int, sentence: Span) -> Predicate | None:
        """What says right behind ``at`` that a part is not as it was, or that it is new."""
        match = self._states.match(text, at, sentence.end) if self._forms.states else None
        if match is None:
            return None
        return Predicate(Span(at, at), "new" if match[0].split()[-1] in self._forms.adding else "now", acts=False)

    def opening(self, text: str, at: Span, sentence: Span) -> Predicate | None:
        """The verb with which a note begins, right before the part: "Added to Section 4"."""
        match = self._opens.fullmatch(text, sentence.start, at.start)
        return Predicate(Span(*match.span("verb")), match["verb"].casefold(), acts=False) if match is not None else None

    def names_change(self, text: str, start: int, at: int) -> re.Match[str] | None:
        """The noun right before ``at`` that tells of a change: "changes made to", "a new"."""
        return any_of(self._forms.nouns).search(text, max(start, at - 80), at) if self._forms.nouns else None

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
        if predicate.verb in self._forms.adding and _ITSELF.fullmatch(between):  # "added as Section 6.1"
            return True
        return not _SUBORDINATE.search(between)

    def is_denied(self, text: str, start: int, end: int) -> bool:
        """Whether the clause that ends at ``end`` denies something or only wishes for it."""
        breaks = [match.end() for match in _CLAUSE.finditer(text, start, end)]
        return bool(phrases(self._forms.denied).search(text, breaks[-1] if breaks else start, end))

    def _predicate(self, match: re.Match[str]) -> Predicate:
        return Predicate(Span(match.start(), match.end("verb")), match["verb"].casefold(), match["acts"] is not None)

    def _is_affirmed(self, text: str, start: int, match: re.Match[str]) -> bool:
        if match["acts"] is not None:
            return True
        return not self.is_denied(text, start, match.end())


def lead_of(document: Document, span: Span) -> Span:
    """The paragraph that leads in the list in which the span stands; an empty span where it stands in none."""
    index = document.block_index(span.start)
    if document.blocks[index].kind != "item":
        return Span(0, 0)
    while index and document.blocks[index].kind == "item":
        index -= 1
    return document.blocks[index].span


@lru_cache(maxsize=16)
def predicates_of(forms: ClaimForms) -> Predicates:
    """The predicates of a profile."""
    return Predicates(forms)


def claims_of(
    document: Document,
    mentions: Mentions,
    sentence: Callable[[Span], Span],
    forms: ClaimForms,
    artefact: str,
    answers: Answers,
) -> tuple[Claim, ...]:
    """The claims in text order; parts of the SEC and of this document are not claims about another document.

    Where DCC is said to have amended a part whose document is not named, in a response above all, it is one of ``artefact``, the
    document under consultation.
    """
    if not forms.verbs:
        return ()
    responses = (*(span for question in answers.questions for span in question.response), *answers.shared_response)
    own = frozenset(block.label.casefold() for block in document.blocks if block.kind in ("heading", "caption") and block.label)
    found: list[Claim] = []
    for reference in mentions.references:
        if reference.owner in _FOREIGN or not reference.clauses:
            continue
        within = sentence(reference.span)
        earlier = [claim.reference for claim in found if claim.span == within]
        predicate = predicate_of(document.text, reference.span, within, predicates_of(forms), earlier)
        predicate = predicate or predicates_of(forms).listed(document.text, lead_of(document, reference.span), within)
        if predicate is None:
            continue
        strange = not any(clause.casefold() in own for clause in reference.clauses)
        owner = _owner(document, reference, artefact, responses, strange or predicate.acts)
        if owner:
            adds = predicate.verb in forms.adding and _is_itself(document.text, predicate.span, reference.span)
            found += [Claim(clause, owner, within, reference.span, reference.kind, predicate.verb, adds) for clause in reference.clauses]
    return tuple(found)


def whole_claims(
    document: Document, sentences: tuple[Span, ...], forms: ClaimForms, names: tuple[str, ...], artefact: str
) -> Iterator[Claim]:
    """The sentences that claim to have changed a document without saying where."""
    if not (forms.whole and names):
        return
    pattern = any_of_names(forms.whole, names)
    for sentence in sentences:
        match = pattern.search(document.text, sentence.start, sentence.end)
        if match and not predicates_of(forms).is_denied(document.text, sentence.start, match.end()):
            yield Claim("", artefact, sentence, Span(*match.span()), verb=match[0].split()[0].casefold())


@lru_cache(maxsize=16)
def any_of_names(patterns: tuple[str, ...], names: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for the regular expressions, "{artefact}" in them replaced by any of the names."""
    joined = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    numbered = [re.sub(r"\?P<owner>", "?:", pattern).replace("{artefact}", f"(?:{joined})") for pattern in patterns]
    return any_of(tuple(numbered))


def _is_itself(text: str, verb: Span, part: Span) -> bool:
    """Whether the part is what was added, and not what something was added to."""
    return _ITSELF.fullmatch(text, verb.end, max(verb.end, part.start)) is not None


def _owner(document: Document, reference: Reference, artefact: str, responses: tuple[Span, ...], other: bool) -> str:
    """Whose part it is that may be claimed to be amended, "" when it is nobody's but this document's.

    ``other`` tells that even outside of a response another document's part must be meant.
    """
    if reference.owner not in _UNSAID:
        return reference.owner
    answers = any(reference.span.within(span) for span in responses)
    if reference.kind not in _PARTS or not (answers or other):
        return ""
    return "" if _OWN.match(document.text, reference.span.end) else artefact


def predicate_of(text: str, at: Span, sentence: Span, predicates: Predicates, earlier: Sequence[Span]) -> Predicate | None:
    """What claims that the part named at ``at`` was changed."""
    speaks = predicates.speaks(text, sentence)
    predicate = (predicates.behind(text, at.end, sentence) or predicates.noted(text, at, sentence)) if speaks else None
    if predicate is not None:
        return predicate
    if (stated := predicates.states(text, at.end, sentence)) is not None:
        return stated
    if (closed := _closes(text, at, sentence, predicates)) is not None:
        return closed
    noun = predicates.names_change(text, sentence.start, at.start)
    if noun is not None and not predicates.is_denied(text, sentence.start, noun.end()):
        return Predicate(Span(*noun.span()), noun["adds"] or "changed", acts=False)
    if not speaks:
        return None
    if (opening := predicates.opening(text, at, sentence)) is not None:
        return opening
    before = predicates.within(text, sentence.start, at.start)
    if before:
        return before[-1] if predicates.is_object(text, before[-1], at, earlier) else None
    following = predicates.within(text, at.end, sentence.end)
    return following[0] if following and _is_fronted(text, at, sentence) else None


def _closes(text: str, at: Span, sentence: Span, predicates: Predicates) -> Predicate | None:
    """What a part in brackets is the place of: "we now publish it earlier (Section 3)", "UIT was lengthened (see Section 3)"."""
    opening = _OPENED.search(text, sentence.start, at.start)
    if opening is None or not _BRACKETED.match(text, at.end):
        return None
    breaks = [match.end() for match in _CLAUSE.finditer(text, sentence.start, opening.start())]
    clause = breaks[-1] if breaks else sentence.start
    if _NOW.search(text, clause, at.start):
        return Predicate(Span(at.end, at.end), "now", acts=False)
    return next(iter(predicates.within(text, clause, opening.start())), None)


def _is_fronted(text: str, at: Span, sentence: Span) -> bool:
    """Whether a sentence begins with the place of the change: "In the table in Section 5 the number ... has come down"."""
    return _FRONTED.fullmatch(text, sentence.start, at.start) is not None

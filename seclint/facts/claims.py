"""What the document claims to have changed in another one: "DCC has amended Section 2.3 of the TAD", "Table 4 now lists ..."."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from seclint.facts.answers import Answers
from seclint.facts.declared import is_own
from seclint.facts.notes import lead_of, notes_of
from seclint.facts.predicates import CLAUSE, ITSELF, Predicate, joined, predicates_of
from seclint.facts.profile import ClaimForms
from seclint.facts.wording import any_of
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Mentions, Reference

_FOREIGN = ("SEC",)
_UNSAID = ("self", "")
PARTS = ("section", "part", "clause", "chapter", "paragraph", "page", "table", "figure", "annex", "appendix", "schedule")
_FRONTED = compiled(
    r"\W*(?:(?:and|also|finally|similarly|likewise|lastly),?\s+)?"
    r"(?:in|within|at|under|to|for|on|as\s+(?:to|for|regards)|regarding|concerning|with\s+regard\s+to)\s+[^.;:]{0,40}",
    re.IGNORECASE,
)
_BRACKETED = compiled(r"[^()]{0,40}\)")
_OPENED = compiled(r"\((?:(?:please\s+)?(?:see|refer\s+to|in)\s+)?(?:also\s+)?(?:the\s+)?$", re.IGNORECASE)
_POINTED = compiled(r"[,;–—]\s*(?:please\s+)?see\s+(?:also\s+)?(?:the\s+)?$", re.IGNORECASE)
_LEADING = compiled(r"[^:.;]{0,40}:\s")
_SEVERAL = 3  # paragraphs in a row that begin with a part make a list of changes
_WILL = compiled(r"\bwill\b", re.IGNORECASE)
_ENDS = compiled(r"\b(?:in|into|to|under|within|at|from)\s+(?:the\s+)?(?:(?:draft|final|approved)\s+)?$", re.IGNORECASE)
_BREAK = compiled(r"\s")
_FROM = compiled(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_ENDED = compiled(r"(?:\s+of\s+(?:the\s+)?(?:[\w.]+\s+){0,2}[\w.]+?)?\s*\)?(?:[.;]|$)")


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
    headed = _headed_blocks(document, mentions)
    found: list[Claim] = []
    claimed: dict[Span, list[Span]] = defaultdict(list)  # the references of each sentence
    for reference in mentions.references:
        if reference.owner in _FOREIGN or not reference.clauses or (reference.owner in _UNSAID and not artefact):
            continue
        within = sentence(reference.span)
        predicate = predicate_of(document.text, reference.span, within, forms, claimed[within])
        predicate = predicate or _listed(document, reference, within, forms, headed)
        if predicate is None:
            continue
        strange = not any(clause.casefold() in own for clause in reference.clauses)
        acts = predicate.acts and bracket_of(document.text, reference.span, within) is None  # "what we made of it (Section 3)"
        owner = _owner(document, reference, artefact, responses, strange or acts)
        if owner:
            adds = predicate.verb in forms.adding and _is_itself(document.text, predicate.span, reference.span)
            found += [
                Claim(clause, owner, within, reference.span, reference.kind, predicate.verb, adds)
                for clause in parts_named(document.text, reference)
            ]
            claimed[within].append(reference.span)
    return tuple(found)


def parts_named(text: str, reference: Reference) -> Sequence[str]:
    """The parts that a reference names: of what went "from Section 1 to Section 3" the two, and not those between them."""
    clauses, words = reference.clauses, text[reference.span.start : reference.span.end].split()
    twice = len(words) > 1 and words.count(words[0]) > 1
    return (clauses[0], clauses[-1]) if twice and _FROM.search(text, max(0, reference.span.start - 20), reference.span.start) else clauses


def _listed(document: Document, reference: Reference, within: Span, forms: ClaimForms, headed: set[Span]) -> Predicate | None:
    """What claims that a part was changed that is named in a list of changes, or leads in one of several notes in a row."""
    if listed := notes_of(forms).listed(document.text, lead_of(document, reference.span), within):
        return listed
    return Predicate(Span(reference.span.end, reference.span.end), "changed", acts=True) if reference.span in headed else None


def _headed_blocks(document: Document, mentions: Mentions) -> set[Span]:
    """The parts that lead in paragraphs or items, where several in a row begin with one: "Section 4.2, page 5: limit reduced to one"."""
    opening: dict[int, Span] = {}
    for reference in mentions.references:
        index = document.block_index(reference.span.start)
        block = document.blocks[index]
        opens = block.kind in ("item", "paragraph") and block.span.start == reference.span.start and reference.owner not in _FOREIGN
        if opens and _LEADING.match(document.text, reference.span.end, block.span.end):
            opening[index] = reference.span
    return {
        span for index, span in opening.items() if any(all(near + step in opening for step in range(_SEVERAL)) for near in _windows(index))
    }


def _windows(index: int) -> Iterator[int]:
    """Where the runs of several blocks begin that hold the block."""
    yield from range(index - _SEVERAL + 1, index + 1)


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
    return ITSELF.fullmatch(text, verb.end, max(verb.end, part.start)) is not None


def _owner(document: Document, reference: Reference, artefact: str, responses: tuple[Span, ...], other: bool) -> str:
    """Whose part it is that may be claimed to be amended, "" when it is nobody's but this document's.

    ``other`` tells that even outside of a response another document's part must be meant.
    """
    if reference.owner not in _UNSAID:
        return reference.owner
    answers = any(reference.span.within(span) for span in responses)
    if reference.kind not in PARTS or not (answers or other):
        return ""
    return "" if is_own(document.text, reference.span) else artefact


def predicate_of(text: str, at: Span, sentence: Span, forms: ClaimForms, earlier: Sequence[Span]) -> Predicate | None:
    """What claims that the part named at ``at`` was changed; ``earlier`` are the parts of the sentence of which it was claimed."""
    predicates, notes = predicates_of(forms), notes_of(forms)
    speaks = predicates.speaks(text, sentence)
    found = (speaks and predicates.behind(text, at.end, sentence)) or predicates.states(text, at.end, sentence)
    found = found or _closes(text, at, sentence, forms) or predicates.told_of(text, at, sentence)
    if found:
        return found
    before = predicates.within(text, sentence.start, at.start) if speaks else []
    if before:
        pointed = not earlier and _POINTED.search(text, sentence.start, at.start) is not None
        return before[-1] if pointed or predicates.is_object(text, before[-1], at, earlier) else None
    noted = notes.at(text, joined(text, at, earlier), sentence) if speaks else None
    if noted or not _is_fronted(text, at, sentence):
        return noted or (_ended(text, at, sentence, forms) if not earlier else None)
    return _following(text, at, sentence, forms)


def _following(text: str, at: Span, sentence: Span, forms: ClaimForms) -> Predicate | None:
    """What a sentence that begins with the place goes on to say of it: that something "has come down", or is "now" so."""
    following = predicates_of(forms).within(text, at.end, sentence.end)
    return following[0] if following else _standing(text, at.end, sentence.end, forms)


def _ended(text: str, at: Span, sentence: Span, forms: ClaimForms) -> Predicate | None:
    """What a sentence that ends with the place says of it: "There are now six of them in the table in Section 5.1"."""
    leads = _ENDS.search(text, sentence.start, at.start)
    if leads is None or _ENDED.match(text, at.end, sentence.end) is None:
        return None
    standing = _standing(text, sentence.start, leads.start(), forms)
    compared = any_of(forms.compared)
    words = _BREAK.finditer(text, standing.span.end, at.start) if standing is not None else ()
    return None if any(compared.search(text, sentence.start, one.end()) for one in words) else standing


def _standing(text: str, start: int, end: int, forms: ClaimForms) -> Predicate | None:
    """What says in a stretch of text that something is not as it was."""
    now = any_of(forms.standing).search(text, start, end) if forms.standing else None
    denied = now is not None and predicates_of(forms).is_denied(text, start, now.start())
    return Predicate(Span(*now.span()), "now", acts=False) if now is not None and not denied else None


def _closes(text: str, at: Span, sentence: Span, forms: ClaimForms) -> Predicate | None:
    """What a part in brackets is the place of: "we now publish it earlier (Section 3)", "UIT was lengthened (see Section 3)"."""
    opening = bracket_of(text, at, sentence)
    if opening is None:
        return None
    breaks = [match.end() for match in CLAUSE.finditer(text, sentence.start, opening)]
    clause = breaks[-1] if breaks else sentence.start
    if any_of(forms.standing).search(text, clause, at.start) or _WILL.search(text, clause, at.start):
        return Predicate(Span(at.end, at.end), "now", acts=False)
    finite = predicates_of(forms).within(text, clause, opening)
    return finite[0] if finite else notes_of(forms).within(text, sentence.start, opening)


def bracket_of(text: str, at: Span, sentence: Span) -> int | None:
    """Where the bracket opens in which a part is named and nothing else: "(Section 3)", "(see the table in Section 3)"."""
    opening = _OPENED.search(text, sentence.start, at.start)
    return opening.start() if opening is not None and _BRACKETED.match(text, at.end) else None


def _is_fronted(text: str, at: Span, sentence: Span) -> bool:
    """Whether a sentence begins with the place of the change: "In the table in Section 5 the number ... has come down"."""
    return _FRONTED.fullmatch(text, sentence.start, at.start) is not None

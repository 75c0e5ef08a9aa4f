"""What the document claims to have changed in another one: "DCC has amended Section 2.3 of the TAD", "Table 4 now lists ..."."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import Struct

from seclint.facts.answers import Answers
from seclint.facts.profile import ClaimForms
from seclint.facts.wording import any_of
from seclint.model import Document, Span
from seclint.recognise import Mentions, Reference

_FOREIGN = ("SEC",)
_UNSAID = ("self", "")
_PARTS = ("section", "clause", "paragraph", "page", "table", "figure", "annex", "appendix", "schedule")
_OWN = re.compile(r"\b(?:this|these|above|below|our)\b", re.IGNORECASE)


class Claim(Struct, frozen=True):
    """One amended part: ``target`` as the reference names it ("2.3", "page 14"), ``owner`` the document, ``span`` the sentence.

    ``target`` is "" when only the document is named. ``kind`` is the noun of the part, ``verb`` the word that claims.
    """

    target: str
    owner: str
    span: Span
    reference: Span
    kind: str = ""
    verb: str = ""


def claims_of(
    document: Document,
    mentions: Mentions,
    sentence: Callable[[Span], Span],
    forms: ClaimForms,
    artefact: str,
    answers: Answers,
) -> tuple[Claim, ...]:
    """The claims in text order; parts of the SEC and of this document are not claims about another document.

    In a response, a part whose document is not named is one of ``artefact``, the document under consultation.
    """
    if not forms.verbs:
        return ()
    claimed = _claimed(forms)
    responses = (*(span for question in answers.questions for span in question.response), *answers.shared_response)
    found: list[Claim] = []
    for reference in mentions.references:
        owner = _owner(document, reference, artefact, responses)
        if owner:
            found += _claims(document, reference, owner, sentence(reference.span), claimed, forms)
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
        if match:
            yield Claim("", artefact, sentence, Span(*match.span()), verb=match[0].split()[0].casefold())


@lru_cache(maxsize=16)
def any_of_names(patterns: tuple[str, ...], names: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for the regular expressions, "{artefact}" in them replaced by any of the names."""
    joined = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    numbered = [re.sub(r"\?P<owner>", "?:", pattern).replace("{artefact}", f"(?:{joined})") for pattern in patterns]
    return any_of(tuple(numbered))


@lru_cache(maxsize=16)
def _claimed(forms: ClaimForms) -> re.Pattern[str]:
    verbs = "|".join(map(re.escape, forms.verbs))
    return re.compile(rf"(?:{'|'.join(forms.actors)})(?P<verb>{verbs})\b", re.IGNORECASE)


def _owner(document: Document, reference: Reference, artefact: str, responses: tuple[Span, ...]) -> str:
    """Whose part it is that may be claimed to be amended, "" when it is nobody's but this document's."""
    if reference.owner in _FOREIGN:
        return ""
    if reference.owner not in _UNSAID:
        return reference.owner
    if reference.kind not in _PARTS or not any(reference.span.within(span) for span in responses):
        return ""
    return "" if _OWN.search(document.text, reference.span.start, min(reference.span.end + 20, len(document.text))) else artefact


def _claims(
    document: Document, reference: Reference, owner: str, sentence: Span, claimed: re.Pattern[str], forms: ClaimForms
) -> Iterator[Claim]:
    text, at = document.text, reference.span
    before = list(claimed.finditer(text, sentence.start, at.start))
    after = claimed.match(text, min(at.end + 1, sentence.end), sentence.end)
    states = any_of(forms.states).match(text, at.end, sentence.end) if forms.states else None
    if not (before or after or states):
        return
    verb = after["verb"] if after else before[-1]["verb"] if before else "now"
    for clause in reference.clauses:
        yield Claim(clause, owner, sentence, at, reference.kind, verb.casefold())

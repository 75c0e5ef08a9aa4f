"""What the document claims to have changed in another one: "DCC has amended Section 2.3 of the TAD"."""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from seclint.facts.profile import ClaimForms
from seclint.model import Document, Span
from seclint.recognise import Mentions, Reference

_FOREIGN = ("self", "SEC", "")


class Claim(Struct, frozen=True):
    """One amended part: ``target`` as the reference names it ("2.3", "page 14"), ``owner`` the document, ``span`` the sentence."""

    target: str
    owner: str
    span: Span
    reference: Span


def claims_of(document: Document, mentions: Mentions, sentence: Callable[[Span], Span], forms: ClaimForms) -> tuple[Claim, ...]:
    """The claims in text order; parts of the SEC and of this document are not claims about another document."""
    if not forms.verbs:
        return ()
    verbs = "|".join(map(re.escape, forms.verbs))
    claimed = re.compile(rf"(?:{'|'.join(forms.actors)})(?:{verbs})\b", re.IGNORECASE)
    return tuple(
        claim
        for reference in mentions.references
        if reference.owner not in _FOREIGN
        for claim in _claims(document, reference, sentence(reference.span), claimed)
    )


def _claims(document: Document, reference: Reference, sentence: Span, claimed: re.Pattern[str]) -> Iterator[Claim]:
    before = claimed.search(document.text, sentence.start, reference.span.start)
    if before or claimed.match(document.text, min(reference.span.end + 1, sentence.end), sentence.end):
        for clause in reference.clauses:
            yield Claim(clause, reference.owner, sentence, reference.span)

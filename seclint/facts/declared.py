"""Whose parts go by bare numbers, where a document says so: "section numbers below are those of the TAD"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from seclint.facts.lexicon import Lexicon
from seclint.facts.wording import alternatives
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise.owners import Names

_PARTS = r"\b(?:sections?|paragraphs?|parts?|clauses?|annex(?:es)?|appendi(?:x|ces)|tables?)\b"
_GAP = r"(?:(?!(?<!\bin\s)\bth(?:is|ese)\b|\bSEC\b|\bCode\b)[^.;:\n]){0,110}?"
_DRAFT = r"the\s+(?:\w+\s+)?(?:draft|(?:final|approved)\s+(?:document|version))\b"

_OWN = compiled(r"\b(?:this|these|our|above|below)\b", re.IGNORECASE)
_OWN_BEHIND = compiled(
    rf",?\s*(?:(?:of|in|to)\s+(?:this|these|our)|(?:above|below)(?!\s+(?:the\s+)?(?:{_PARTS}|figures?\b)))\b", re.IGNORECASE
)


def declaration(document: Document, sentences: Sequence[Span], names: Names, lexicon: Lexicon) -> Span | None:
    """The sentence that says that numbers without a document are of the one under consultation, if there is one."""
    pattern = _declared(names.declared, lexicon.artefact.pattern)
    for sentence in sentences:
        if pattern.search(document.text, sentence.start, sentence.end):
            return sentence
    return None


def covers(declared: str, kind: str) -> bool:
    """Whether what a document says of its numbers is about parts of that kind: it names them, or "parts" of any kind."""
    return re.search(rf"\b(?:parts?|{kind}(?:s|es)?|{kind[:-2]}ices)\b", declared, re.IGNORECASE) is not None


def is_own(text: str, span: Span) -> bool:
    """Whether a reference says, in itself or right behind it, that it is to this document: "Section 5 of this document"."""
    return bool(_OWN.search(text, span.start, span.end) or _OWN_BEHIND.match(text, span.end))


@lru_cache(maxsize=8)
def _declared(forms: tuple[str, ...], artefact: str) -> re.Pattern[str]:
    every = alternatives(forms).replace("{parts}", _PARTS).replace("{gap}", _GAP)
    return compiled(rf"(?:{every}){_GAP}(?:{artefact}|{_DRAFT})", re.IGNORECASE)

"""Slips that the author points at as somebody else's: “31 June” [sic]."""

from collections.abc import Iterator, Sequence

from seclint.facts.quotations import Quotation
from seclint.model import Span
from seclint.patterns import compiled

_SIC = compiled(r"[(\[]sic\b")
_REACH = 80  # characters of those words
_WORDS_BEFORE = compiled(r"(?:[^\s()\[\]]+\s+){0,2}[^\s()\[\]]+$")


def acknowledged(text: str, quotations: Sequence[Quotation]) -> Iterator[Span]:
    """The words in front of each “[sic]”: the whole quotation that ends there, or else the last three of them in their line."""
    quoted = {quotation.span.end: quotation.span for quotation in quotations}
    for sign in _SIC.finditer(text):
        end = sign.start()
        while end and text[end - 1].isspace():
            end -= 1
        if end in quoted:
            yield quoted[end]
        elif words := _WORDS_BEFORE.search(text, max(text.rfind("\n", 0, end) + 1, end - _REACH), end):
            yield Span(*words.span())

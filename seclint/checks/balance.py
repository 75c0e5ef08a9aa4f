"""balance: quotation marks and brackets without a partner."""

import re
from collections.abc import Iterator

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.quotations import Unpaired
from seclint.model import Rule, Span

_SHOWN = 8  # words that the quote shows behind an opening mark, or before a closing one


def balance(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every mark without its partner, shown with the words it opens or closes."""
    for mark in facts.pairing.unpaired:
        span = _shown(facts, mark)
        words = facts.document.quote(span)
        variant = ("bracket" if mark.kind in ("round", "square") else "quote") + ("-open" if mark.opens else "-close")
        yield found(facts, rule, span, variant=variant, mark=facts.document.quote(mark.span), words=words)


def _shown(facts: Facts, mark: Unpaired) -> Span:
    text, block = facts.document.text, facts.document.block_at(mark.span.start).span
    if mark.opens:
        words = re.compile(rf"(?:\s*\S+){{1,{_SHOWN}}}").match(text, mark.span.start, block.end)
        return Span(mark.span.start, words.end() if words else mark.span.end)
    before = list(re.finditer(r"\S+", text[block.start : mark.span.end]))[-_SHOWN:]
    return Span(block.start + before[0].start(), mark.span.end)

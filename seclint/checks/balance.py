"""balance: quotation marks and brackets without a partner."""

import re
from collections.abc import Iterator
from itertools import groupby

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.quotations import Unpaired
from seclint.model import Rule, Span
from seclint.patterns import compiled

_STRING_BEFORE, _STRING_BEHIND = compiled(r'",?\s?\]'), compiled(r'\[\s?"')
_SHOWN = 7  # words that the quote shows behind an opening mark, or before a closing one


def balance(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The first mark without its partner of each paragraph and kind, shown with the words it opens or closes."""
    prose = (mark for mark in facts.pairing.unpaired if not _is_data(facts, mark))
    for _, marks in groupby(prose, key=lambda mark: (facts.document.block_index(mark.span.start), _sort(mark))):
        first, *others = marks
        span = _shown(facts, first)
        yield found(
            facts,
            rule,
            span,
            variant=_sort(first),
            related=[(_shown(facts, other), rule.messages["more"]) for other in others],
            words=facts.document.quote(span).strip('“”‘’()[]" '),
        )


def _is_data(facts: Facts, mark: Unpaired) -> bool:
    """Whether it is a square bracket of a list of strings, as programs write them, of which this paragraph has only a part."""
    text, beside = facts.document.text, _STRING_BEHIND if mark.opens else _STRING_BEFORE
    return mark.kind == "square" and beside.search(text, max(0, mark.span.start - 3), mark.span.end + 3) is not None


def _sort(mark: Unpaired) -> str:
    return ("bracket" if mark.kind in ("round", "square") else "quote") + ("-open" if mark.opens else "-close")


def _shown(facts: Facts, mark: Unpaired) -> Span:
    text, block = facts.document.text, facts.document.block_at(mark.span.start).span
    if mark.opens:
        words = re.compile(rf"(?:\s*\S+){{1,{_SHOWN}}}").match(text, mark.span.start, block.end)
        return Span(mark.span.start, words.end() if words else mark.span.end)
    before = list(re.finditer(r"\S+", text[block.start : mark.span.end]))[-_SHOWN:]
    return Span(block.start + before[0].start(), mark.span.end)

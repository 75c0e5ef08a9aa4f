"""antecedent: words that point back to a clause ("that Section") where the paragraph has named none."""

from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.wording import any_of
from seclint.model import Rule, Span

_READ = ("paragraph", "item")


class Antecedents(Struct, frozen=True, forbid_unknown_fields=True):
    """``phrases``: regular expressions of words that point back. ``unless``: those of what, right behind them, says what is meant."""

    phrases: tuple[str, ...]
    unless: tuple[str, ...]


def antecedent(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Words that point back to a part of a document, without any such part before them in the paragraph or the lead-in of its list."""
    options: Antecedents = rule.options
    text, unless = facts.document.text, any_of(options.unless)
    starts = [reference.span.start for reference in facts.mentions.references]
    for match in any_of(options.phrases).finditer(text):
        span = Span(*match.span())
        index = facts.document.block_index(span.start)
        block = facts.document.blocks[index]
        if block.kind not in _READ or span.end > block.span.end or unless.match(text, span.end, block.span.end):
            continue
        if facts.pairing.quoted.holds(span):
            continue
        begin = _paragraph_start(facts, index)
        if not any(begin <= start < span.start for start in starts):
            yield found(facts, rule, span, words=facts.document.quote(span))


def _paragraph_start(facts: Facts, index: int) -> int:
    """Where the paragraph of a block begins: a list goes on with the paragraph that leads into it."""
    blocks = facts.document.blocks
    while index and blocks[index].kind == "item" and blocks[index - 1].kind in _READ:
        index -= 1
    return blocks[index].span.start

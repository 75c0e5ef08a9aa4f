"""paragraph-ends: numbered paragraphs that stop in the middle of a sentence."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.wording import any_of
from seclint.model import Block, Rule, Span
from seclint.patterns import compiled

_ENDED = compiled(r"[.!?…:;](?:[”’\"')\]\s]|\[\w+\])*$")
_LAST = compiled(r"\S+(?:\s+\S+){0,5}$")
_LISTS = ("item", "cell", "caption")


class ParagraphEnd(Struct, frozen=True, forbid_unknown_fields=True):
    """``words``: how many a paragraph has at the least that is a sentence.

    ``least`` and ``share``: how many paragraphs with numbers of one form ("7", "7.1") there must be, and how many of them must end
    as sentences do, for the others to lack something. ``tails``: regular expressions of what ends a paragraph without a full stop.
    """

    words: int
    least: int
    share: float
    tails: tuple[str, ...] = ()


def paragraph_ends(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Numbered paragraphs without a stop at their end, where those with numbers of the same form end with one."""
    options: ParagraphEnd = rule.options
    tails = any_of(tuple(rf"{tail}\W*$" for tail in options.tails))
    forms: dict[str, list[int]] = {}
    for index, block in enumerate(facts.document.blocks[: facts.outline.body_end]):
        words = _words(facts, block) if block.kind == "paragraph" and block.label else ""
        if len(words.split()) >= options.words and not words[0].islower():
            forms.setdefault(re.sub(r"\w+", "0", block.label), []).append(index)
    for numbered in forms.values():
        open_ended = [index for index in numbered if not _ENDED.search(_words(facts, facts.document.blocks[index]))]
        ended = len(numbered) - len(open_ended)
        if ended < options.least or ended < options.share * len(numbered):
            continue
        for index in open_ended:
            block = facts.document.blocks[index]
            if not tails.search(_words(facts, block)) and not _goes_on(facts, index):
                yield found(facts, rule, _end(facts, block), number=block.label)


def _words(facts: Facts, block: Block) -> str:
    return facts.document.quote(block.span).rstrip()


def _end(facts: Facts, block: Block) -> Span:
    words = _words(facts, block)
    last = _LAST.search(words)
    return Span(block.span.start + (last.start() if last else 0), block.span.start + len(words))


def _goes_on(facts: Facts, index: int) -> bool:
    """Whether a list, a table, an unnumbered paragraph or one with a longer number follows: it leads up to that, or is its title."""
    if index + 1 >= facts.outline.body_end:
        return False
    label, following = facts.document.blocks[index].label, facts.document.blocks[index + 1]
    is_below = not following.label or following.label.startswith(f"{label}.")
    return following.kind in _LISTS or (following.kind == "paragraph" and is_below)

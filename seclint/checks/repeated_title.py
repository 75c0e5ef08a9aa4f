"""repeated-title: the title of the cover where the document gives it again."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.wording import plain
from seclint.model import Document, Rule, Span

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")


class RepeatedTitle(Struct, frozen=True, forbid_unknown_fields=True):
    """``share``: how many of the words two lines must share to be one title. ``least``: words of a title that is compared.

    ``fillers``: words that do not make two titles different.
    """

    share: float
    least: int
    fillers: tuple[str, ...]


def repeated_title(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Titles and headings without numbers that are the title of the cover but for some words on either side.

    A line that only leaves out words, or only adds some, is a short form or a subtitle.
    """
    options: RepeatedTitle = rule.options
    title = facts.front.title_span
    if title is None:
        return
    cover = _words(options, facts.document, title)
    whole = frozenset(word for one in facts.document.blocks if one.kind == "title" for word in _words(options, facts.document, one.span))
    for block in facts.document.blocks:
        if block.kind not in ("title", "heading") or block.label or block.span == title:
            continue
        words = _words(options, facts.document, block.span)
        if min(len(words), len(cover)) < options.least or words <= cover or cover <= words:
            continue
        if block.kind == "heading" and words <= whole:
            continue
        if len(words & cover) >= options.share * max(len(words), len(cover)):
            quotes = (facts.document.quote(block.span), facts.document.quote(title))
            yield found(facts, rule, block.span, related=[(title, rule.messages["cover"])], title=quotes[0], cover=quotes[1])


def _words(options: RepeatedTitle, document: Document, span: Span) -> frozenset[str]:
    return frozenset(_WORD.findall(plain(document.quote(span)))) - frozenset(options.fillers)

"""repeated-title: the title of the cover where the document gives it again."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.wording import any_phrase, plain
from seclint.model import Rule, Span
from seclint.patterns import compiled

_WORD = compiled(r"[^\W_]+(?:[.’'-][^\W_]+)*")


class RepeatedTitle(Struct, frozen=True, forbid_unknown_fields=True):
    """``share``: how many of the words two lines must share to be one title; ``labelled`` those of a line that the cover calls the title.

    ``least``: words of a title that is compared. ``fillers``: words that do not make two titles different.
    """

    share: float
    labelled: float
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
    cover = _words(options, facts, title)
    whole = frozenset(word for one in facts.document.blocks if one.kind == "title" for word in _words(options, facts, one.span))
    for span, share in _given_again(facts, options, title, whole):
        words = _words(options, facts, span)
        if min(len(words), len(cover)) < options.least or words <= cover or cover <= words:
            continue
        if len(words & cover) >= share * max(len(words), len(cover)):
            quotes = (facts.document.quote(span), facts.document.quote(title))
            yield found(facts, rule, span, related=[(title, rule.messages["cover"])], title=quotes[0], cover=quotes[1])


def _given_again(facts: Facts, options: RepeatedTitle, title: Span, whole: frozenset[str]) -> Iterator[tuple[Span, float]]:
    """The lines that may be the title once more, and the share of words that makes them so."""
    for span in _labelled(facts):
        if not span.overlaps(title):
            yield span, options.labelled
    for block in facts.document.blocks:
        asks = block.kind == "heading" and facts.document.quote(block.span).endswith("?")
        if block.kind not in ("title", "heading") or block.label or block.span == title or asks:
            continue
        if block.kind == "title" or not _words(options, facts, block.span) <= whole:
            yield block.span, options.share


def _labelled(facts: Facts) -> Iterator[Span]:
    """What the cover gives behind the label of the title, in a line or in the next cell of a row."""
    field = facts.profile.field.get("title")
    if field is None:
        return
    label = compiled(rf"(?:{any_phrase((field.name, *field.aliases))})\s*(?::\s*|$)", re.IGNORECASE)
    blocks = facts.document.blocks[: facts.front.cover_end]
    for block, behind in zip(blocks, (*blocks[1:], None), strict=True):
        match = label.match(facts.document.text, block.span.start, block.span.end)
        if match is None:
            continue
        if match.end() < block.span.end:
            yield Span(match.end(), block.span.end)
        elif (
            block.cell and behind is not None and behind.cell and (behind.cell.table, behind.cell.row) == (block.cell.table, block.cell.row)
        ):
            yield behind.span


def _words(options: RepeatedTitle, facts: Facts, span: Span) -> frozenset[str]:
    """The words of a title, abbreviations spelled out, without the fillers."""
    title = facts.document.quote(span)
    for short, long in facts.abbreviations.long_forms.items():
        if short in title and plain(short) not in options.fillers:
            title = long.join(re.split(rf"(?<!\w){re.escape(short)}(?!\w)", title))
    return frozenset(_WORD.findall(plain(title))) - frozenset(options.fillers)

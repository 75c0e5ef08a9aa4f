"""section-holds, channel-reported: parts of a document that announce something and do not give it."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.days import bounds
from seclint.facts.wording import any_of, phrases
from seclint.model import Rule, Span

_PROSE = ("paragraph", "item", "cell", "caption")


class SectionHolds(Struct, frozen=True, forbid_unknown_fields=True):
    """``titles`` of the sections looked at; ``holds``: regular expressions of which one must match in such a section.

    With ``later_date``, a date behind the document's own will do too (any date, where the document has none).
    """

    titles: tuple[str, ...]
    holds: tuple[str, ...]
    later_date: bool = False


def section_holds(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Sections in which nothing of what their title announces is said."""
    options: SectionHolds = rule.options
    holds = any_of(options.holds)
    for section in facts.outline.sections:
        if not phrases(options.titles).fullmatch(section.title.strip(" .:")):
            continue
        body = [block.span for block in facts.document.blocks[section.block + 1 : section.end]]
        if any(holds.search(facts.document.text, span.start, span.end) for span in body):
            continue
        if not (options.later_date and _has_later_date(facts, body)):
            yield found(facts, rule, section.heading, title=section.title, variant="" if body else "empty")


def _has_later_date(facts: Facts, spans: Sequence[Span]) -> bool:
    own = bounds(facts.front.date or "")
    releases = [release.span for release in facts.mentions.releases]
    for date in facts.mentions.dates:
        here = any(date.span.within(span) for span in spans) and not any(date.span.overlaps(span) for span in releases)
        day = bounds(date.value) if here else None
        if day is not None and (own is None or day[1] > own[0]):
            return True
    return False


class Channels(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions. ``announces``: that comments came in some other way than in writing; ``channels``: what in it is the way.

    ``accounted``: what in the same paragraph says what became of them. ``reported``: what in the analysis tells of such comments.
    """

    announces: tuple[str, ...]
    channels: tuple[str, ...]
    accounted: tuple[str, ...]
    reported: tuple[str, ...]


def channel_reported(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Ways in which comments are said to have come, of which neither the analysis of the questions nor any other part tells."""
    options: Channels = rule.options
    announces, accounted = any_of(options.announces), any_of(options.accounted)
    text, analysis = facts.document.text, facts.answers.paragraphs
    if not facts.answers.questions or any(any_of(options.reported).search(text, span.start, span.end) for span in analysis):
        return
    for block in facts.document.blocks[: facts.outline.body_end]:
        if block.kind not in _PROSE or any(span.overlaps(block.span) for span in analysis):
            continue
        match = announces.search(text, block.span.start, block.span.end)
        channel = _last(any_of(options.channels), text, match) if match else None
        if match is None or channel is None or accounted.search(text, match.end(), block.span.end):
            continue
        again = re.compile(rf"\b{re.escape(channel[0].rstrip('s'))}s?\b", re.IGNORECASE)
        if not (again.search(text, 0, block.span.start) or again.search(text, block.span.end)):
            yield found(facts, rule, Span(match.start(), channel.end()), channel=channel[0])


def _last(pattern: re.Pattern[str], text: str, within: re.Match[str]) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text, within.start(), within.end()))), None)

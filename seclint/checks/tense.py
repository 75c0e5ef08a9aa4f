"""Part of event-order: days that are told of as past or as still to come, against the day on which the document was written."""

from collections.abc import Collection, Iterator

from msgspec import Struct

from seclint.checks.found import found
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.wording import any_of
from seclint.model import Finding, Rule, Span
from seclint.recognise import Date

_TOLD_IN = ("paragraph", "item")


class Tense(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions of what stands right before a day: ``past`` tells what happened then, ``coming`` what is still to happen.

    ``unless``: what, before the day in its sentence, makes it a plan, a condition or somebody else's account.
    """

    past: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def out_of_tense(facts: Facts, rule: Rule, options: Tense, known: Collection[Span]) -> Iterator[Finding]:
    """The first day behind the document's own that it tells of as past, else the first one before it that is still to come.

    Days within ``known`` words have been told of.
    """
    own = facts.front.fields.get("date")
    written = facts.front.date if own is not None and options.past else None
    if own is None or not written or facts.front.draft or any(own.span.overlaps(span) for span in known):
        return
    days = [one for one in facts.mentions.dates if one.precision == "day" and one.value and not (one.inferred or one.impossible)]
    behind, before = [one for one in days if one.value > written], [one for one in days if one.value < written]
    for variant, patterns, dated in (("reported", options.past, behind), ("coming", options.coming, before)):
        told = [one for one in dated if _is_own(facts, one.span, known) and _is_told(facts, options, patterns, one)]
        if told:
            related = [(own.span, rule.messages["own-date"])]
            date, place = in_words(told[0].value), where(facts, own.span)
            yield found(facts, rule, told[0].span, variant=variant, related=related, date=date, other=in_words(written), place=place)
            return


def _is_own(facts: Facts, day: Span, known: Collection[Span]) -> bool:
    """Whether the document itself says so in running text."""
    if facts.document.block_at(day.start).kind not in _TOLD_IN or any(day.overlaps(span) for span in known):
        return False
    return not (facts.pairing.quoted.holds(day) or any(map(day.within, facts.answers.viewed)))


def _is_told(facts: Facts, options: Tense, patterns: tuple[str, ...], day: Date) -> bool:
    before = facts.document.text[facts.sentence(day.span).start : day.span.start]
    return any_of(patterns).search(before) is not None and not any_of(options.unless).search(before)

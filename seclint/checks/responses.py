"""half-answered, notes-only, unlocated-amendment: responses that leave something of what respondents said, or of what was done, open."""

from collections.abc import Iterator, Sequence

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.coordination import Half, half_answered
from seclint.facts.points import Reading, Response
from seclint.model import Rule, Span


def half_answered_point(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Of the things that a point names side by side, those that the response leaves out while it takes up another one."""
    reading = Reading(facts.document, facts.mentions, facts.pairing.quotations, facts.profile.answers)
    long_forms = facts.abbreviations.long_forms
    for question in facts.answers.questions:
        paragraphs = question.response or facts.answers.shared_response
        if not paragraphs or not question.views:
            continue
        response = Response(reading, paragraphs, long_forms)
        sentences = [sentence for span in paragraphs for sentence in facts.sentences_within(span)]
        for view in question.views:
            for point in reading.points(view, facts.sentences_within(view)):
                yield from _halves(facts, rule, list(half_answered(reading, response, point, sentences)))


def _halves(facts: Facts, rule: Rule, halves: Sequence[Half]) -> Iterator[Found]:
    for half in halves:
        related = [(half.taken_up, rule.messages["taken"])]
        if half.aside is not None and half.aside != half.taken_up:
            related.append((half.aside, rule.messages["there"]))
        yield found(
            facts,
            rule,
            half.missing.span,
            variant="aside" if half.aside is not None else "",
            related=related,
            taken=_named(facts, half.taken.span, half.taken.kind, half.taken.key),
            missing=_named(facts, half.missing.span, half.missing.kind, half.missing.key),
        )


def _named(facts: Facts, span: Span, kind: str, key: tuple[str, ...]) -> str:
    """A thing as a message names it: a bare number with its noun."""
    words = facts.document.quote(span)
    return f"{key[0]} {words}" if kind in ("clause", "locator") and words[:1].isdigit() else words

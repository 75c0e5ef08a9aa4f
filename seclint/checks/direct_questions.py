"""direct-question: respondents who ask when, who or how long, and responses that do not say."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import number_pattern
from seclint.facts.wording import any_of
from seclint.model import Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Date, Duration, Mentions, Reference, Time

MentionKind = Literal["dates", "durations", "times", "references"]


class Wanted(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to ask for. Regular expressions: ``asks``, right behind the words that introduce a question, and ``says`` of an answer.

    With ``anywhere``, ``asks`` may stand anywhere in the question. ``mentions`` are the kinds of mention that are answers ("dates").
    ``asked`` and ``wanted`` are what the message calls the question and its answer.
    """

    asked: str
    wanted: str
    asks: tuple[str, ...]
    says: tuple[str, ...]
    anywhere: bool = False
    mentions: tuple[MentionKind, ...] = ()


class DirectQuestions(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions. ``introduces``: a question, reported or quoted; ``lead``: the words between that and the question's own."""

    introduces: tuple[str, ...]
    lead: str
    question: tuple[Wanted, ...]


def direct_question(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every sentence of the views that asks for something of which nothing is in the whole response to the same question."""
    options: DirectQuestions = rule.options
    reading = facts.reading
    for question in facts.answers.questions:
        response = question.response or facts.answers.shared_response
        if not response:
            continue
        for view in question.views:
            for point in reading.points(view, facts.sentences_within(view)):
                wanted = next((one for one in options.question if _asks(facts, options, one, point.span)), None)
                if wanted is not None and not any(_says(facts, wanted, span) for span in response):
                    related = [(_opening(facts, response), rule.messages["response"])]
                    yield found(facts, rule, point.span, related=related, asked=wanted.asked, wanted=wanted.wanted)


def _asks(facts: Facts, options: DirectQuestions, wanted: Wanted, sentence: Span) -> bool:
    asks = any_of(wanted.asks)
    lead = compiled(options.lead, re.IGNORECASE)
    for match in any_of(options.introduces).finditer(facts.document.text, sentence.start, sentence.end):
        start = lead.match(facts.document.text, match.end(), sentence.end)
        at = start.end() if start else match.end()
        if asks.search(facts.document.text, at, sentence.end) if wanted.anywhere else asks.match(facts.document.text, at, sentence.end):
            return True
    return False


def _says(facts: Facts, wanted: Wanted, span: Span) -> bool:
    """Whether a paragraph says it; the number of a section that it refers to is no answer."""
    said = any_of(wanted.says, number_pattern(facts.profile.numbers)).finditer(facts.document.text, span.start, span.end)
    spans = (Span(*match.span()) for match in said)
    return any(not any(one.within(reference.span) for reference in facts.mentions.references) for one in spans) or any(
        _mentions(facts.mentions, kind, span) for kind in wanted.mentions
    )


def _mentions(mentions: Mentions, kind: MentionKind, span: Span) -> bool:
    listed: dict[MentionKind, Sequence[Date | Duration | Time | Reference]] = {
        "dates": mentions.dates,
        "durations": mentions.durations,
        "times": mentions.times,
        "references": mentions.references,
    }
    return any(one.span.within(span) for one in listed[kind])


def _opening(facts: Facts, response: Sequence[Span]) -> Span:
    return next(facts.sentences_within(response[0]))

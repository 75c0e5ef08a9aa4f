"""answers-for-points: questions with more points than the response has sentences for."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.answers import Question
from seclint.facts.points import Reading, significant_words
from seclint.facts.reply import Response
from seclint.facts.wording import any_of
from seclint.model import Rule, Span


class AnswerCounts(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions. ``introduces``, at the start of a sentence: that somebody else speaks. ``acknowledges``: a sentence of the
    response that only takes note. ``besides``: words that no point is about.
    """

    introduces: tuple[str, ...]
    besides: tuple[str, ...]
    acknowledges: tuple[str, ...]


class _Point(Struct):
    """What one respondent says: the first sentence of it that makes a point, and all the words."""

    span: Span
    region: Span
    words: set[str]


def answers_for_points(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Questions of which more points share no word with the response than the response has sentences that share none with a point."""
    options: AnswerCounts = rule.options
    reading = facts.reading
    together, acknowledges = any_of(reading.forms.together), any_of(options.acknowledges)
    for question in facts.answers.questions:
        response = Response(reading, question.response, facts.abbreviations.long_forms)
        points = list(_points(facts, options, reading, question)) if question.response else []
        sentences = [one for span in question.response for one in facts.sentences_within(span)]
        answers = [words for one in sentences if not acknowledges.search(words := facts.document.quote(one))]
        if len(points) < 2 or len(answers) >= len(points) or together.search(response.text):
            continue
        untouched = [point for point in points if not _is_touched(reading, response, point)]
        spare = [words for words in answers if not any(point.words & significant_words(words) for point in points)]
        if len(untouched) > len(spare):
            related = [*((one.span, rule.messages["also"]) for one in untouched[1:]), (sentences[0], rule.messages["response"])]
            variant = ("none", "one", "")[min(len(answers), 2)]
            yield found(facts, rule, untouched[0].span, variant=variant, related=related, points=len(points), answers=len(answers))


def _points(facts: Facts, options: AnswerCounts, reading: Reading, question: Question) -> Iterator[_Point]:
    """The points of a question, one for each respondent who is introduced."""
    introduces, besides = any_of(options.introduces), any_of(options.besides)
    known = significant_words(" ".join(facts.document.quote(span) for span in (question.text, question.span) if span is not None))
    for region in _regions(facts, introduces, question):
        point = next(reading.points(region, facts.sentences_within(region)), None)
        if point is not None:
            words = significant_words(besides.sub(" ", facts.document.quote(region))) - known
            yield _Point(point.span, region, words)


def _regions(facts: Facts, introduces: re.Pattern[str], question: Question) -> Iterator[Span]:
    """The stretches of the views in which one respondent after the other speaks."""
    for view in question.views:
        starts = [one.start for one in facts.sentences_within(view) if introduces.match(facts.document.text, one.start, one.end)]
        yield from (Span(start, end) for start, end in zip(starts, (*starts[1:], view.end), strict=False))


def _is_touched(reading: Reading, response: Response, point: _Point) -> bool:
    return bool(point.words & response.words) or any(response.takes_up(token) for token in reading.tokens(point.region, point.region.start))

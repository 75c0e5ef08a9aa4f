"""mentioned, subject-named: what a respondent's point names and the response does not."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.answers import Question
from seclint.facts.coordination import parts_of
from seclint.facts.points import Point, Token, significant_words
from seclint.facts.reply import Response
from seclint.facts.tables import rows_pointed_to
from seclint.facts.uptake import Uptake
from seclint.facts.wording import any_of, listed
from seclint.model import Rule, Span
from seclint.patterns import compiled

_SENTENCE = 4  # words of a sentence that says something of its own
_SHORT = 25  # words of a row of a log of comments
_WORD = compiled(r"[A-Za-z][\w-]{2,}")


def mentioned(facts: Facts, rule: Rule) -> Iterator[Found]:
    """For every paragraph of views, the things it is about that the response to the same question leaves out."""
    reading = facts.reading
    for question in facts.answers.questions:
        paragraphs = question.response or facts.answers.shared_response
        if not paragraphs or not question.views:
            continue
        known = _of_the_question(facts, question)
        for view in question.views:
            answers, reply = answering(facts, view, paragraphs), _until_next_view(question, view)
            response = Response(reading, answers, facts.abbreviations.long_forms)
            goes_on = _goes_on(facts, answers) or _goes_on(facts, reply)
            uptake = Uptake(facts, response, view, known, reply)
            missing = list(_missing(facts, uptake, view)) if not (goes_on or _is_answered_in_row(facts, uptake, view)) else []
            if missing:
                yield _report(facts, rule, missing, _nearest(facts, view, answers))


def answering(facts: Facts, view: Span, paragraphs: Sequence[Span]) -> Sequence[Span]:
    """The paragraphs of the response that may answer a view: in a table those of its row, where there are any.

    Where they point to rows of another table ("Accepted, see C1"), these belong to them.
    """
    cell = facts.document.block_at(view.start).cell
    others = ((span, facts.document.block_at(span.start).cell) for span in paragraphs)
    in_row = [span for span, other in others if cell and other and (cell.table, cell.row) == (other.table, other.row)]
    rows = (row for table in facts.tables for row in table.rows) if cell else ()
    row = next((row for row in rows if any(view.within(one) for one in row)), ())
    pointing = (Span(row[0].end, row[-1].end),) if row else in_row or paragraphs
    pointed = [one for span in pointing for one in rows_pointed_to(facts.document, facts.tables, span, view)]
    return (*(in_row or paragraphs), *pointed)


def _is_answered_in_row(facts: Facts, uptake: Uptake, view: Span) -> bool:
    """Whether a row of a table answers a short point beside it, so that nobody can doubt what "Accepted" is about."""
    if not any_of(facts.profile.answers.verdicts).match(uptake.response.text):
        return False
    if facts.document.block_at(view.start).cell is None or len(facts.document.quote(view).split()) > _SHORT:
        return False
    return any(map(uptake.answers, facts.reading.points(view, facts.sentences_within(view))))


def _until_next_view(question: Question, view: Span) -> Sequence[Span]:
    """The paragraphs of the response that stand between a view and the next one."""
    end = min((one.start for one in question.views if one.start > view.start), default=None)
    return [span for span in question.response if span.start > view.start and (end is None or span.start < end)]


def _goes_on(facts: Facts, paragraphs: Sequence[Span]) -> bool:
    """Whether a response of one paragraph goes on in each sentence as if the point were its first half: "It is tested in SIT"."""
    begins = any_of(facts.profile.answers.takes_up)
    sentences = facts.sentences_within(paragraphs[0]) if len(paragraphs) == 1 else ()
    told = [one for at, one in enumerate(sentences) if at == 0 or len(facts.document.quote(one).split()) >= _SENTENCE]
    return bool(told) and all(begins.match(facts.document.text, one.start, one.end) for one in told)


class Subjects(Struct, frozen=True, forbid_unknown_fields=True):
    """``least``: how many names a point must have, none of which comes back, for the response to be about something else."""

    least: int


def subject_named(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Points of which no name comes back, not even a word of one, in a response that takes up something else of them."""
    options: Subjects = rule.options
    reading = facts.reading
    for question in facts.answers.questions:
        paragraphs = question.response or facts.answers.shared_response
        if not paragraphs:
            continue
        response = Response(reading, paragraphs, facts.abbreviations.long_forms)
        known = _of_the_question(facts, question)
        together = any_of(reading.forms.together).search(response.text)
        for view in () if together else question.views:
            uptake = Uptake(facts, response, view, known)
            for point in reading.points(view, facts.sentences_within(view)):
                names = list(_own_names(point, uptake))
                answered = not any(_unanswered(facts, uptake, point))
                if answered and len(names) >= options.least and not any(_comes_back(facts, response, name) for name in names):
                    yield _report(facts, rule, names, _nearest(facts, view, paragraphs))


def _own_names(point: Point, uptake: Uptake) -> Iterator[Token]:
    """The names of a point that it does not quote, rest upon or share with the question, each once."""
    seen: set[tuple[str, ...]] = set()
    for token in point.tokens:
        if token.kind == "name" and not (token.quoted or token.background or token.key in seen or uptake.is_asked(token)):
            seen.add(token.key)
            yield token


def _comes_back(facts: Facts, response: Response, token: Token) -> bool:
    words = {match[0].casefold().rstrip("s") for match in _WORD.finditer(facts.document.quote(token.span))}
    return response.takes_up(token) or any(re.search(rf"\b{re.escape(word)}", response.text, re.IGNORECASE) for word in words)


def _of_the_question(facts: Facts, question: Question) -> str:
    """What everybody knows who reads the question: its words and the title's."""
    spans = (question.text, question.span, facts.front.title_span)
    return " ".join(facts.document.quote(span) for span in spans if span is not None).casefold()


def _missing(facts: Facts, uptake: Uptake, view: Span) -> Iterator[Token]:
    """The missing things of a paragraph, each once."""
    seen: set[tuple[str, ...]] = set()
    for point in facts.reading.points(view, facts.sentences_within(view)):
        for token in _unanswered(facts, uptake, point):
            if token.key not in seen:
                seen.add(token.key)
                yield token


def _unanswered(facts: Facts, uptake: Uptake, point: Point) -> Iterator[Token]:
    """Modifications, clauses and versions that are what the point is about must come back; the rest only if nothing of the point does.

    Releases are what is told of in passing.
    """
    reading, response = facts.reading, uptake.response
    together = any_of(reading.forms.together).search(response.text)
    answered = uptake.answers(point)
    for token in point.tokens:
        if token.quoted or token.background or response.takes_up(token) or response.stands_in(token.kind):
            continue
        if any(response.takes_up(part) for part in parts_of(reading, token)):
            continue  # half of it is mentioned: half-answered-point says so
        if token.kind == "release" or (together and (token.kind == "name" or _are_both(response, point, token))):
            continue
        if token.kind == "modification" and answered and uptake.is_reason(token, point):
            continue
        if token.kind == "modification" and _is_said_to_be(facts, response, point, token):
            continue
        if token.kind == "locator" and _only_locates(facts, uptake, point, token):
            continue
        if token.kind in ("modification", "clause", "version") or not (answered or uptake.is_known(token)):
            yield token


def _are_both(response: Response, point: Point, token: Token) -> bool:
    """Whether a modification is one of several in a point, and the response names none that it might mean instead: "Yes, both will"."""
    beside = any(one.kind == "modification" and one.key != token.key for one in point.tokens)
    return token.kind == "modification" and beside and not any(one.kind == "modification" for one in response.tokens)


def _only_locates(facts: Facts, uptake: Uptake, point: Point, token: Token) -> bool:
    """Whether a part is where the point's matter is found; or nobody can tell, since parts bear other numbers in the final document."""
    return facts.reading.renumbered or uptake.names_another_part or uptake.is_behind_reason(token, point)


def _is_said_to_be(facts: Facts, response: Response, point: Point, token: Token) -> bool:
    """Whether the sentence says what a modification is about, and the response names that: "MP299 is about Alarm Codes"."""
    behind = [one for one in point.tokens if one.kind == "name" and one.span.start >= token.span.end]
    about = any_of(facts.profile.answers.about)
    return any(about.search(facts.document.text, token.span.end, one.span.start) and response.takes_up(one) for one in behind[:2])


def _nearest(facts: Facts, view: Span, paragraphs: Sequence[Span]) -> Span:
    """The beginning of the paragraph of the response that has most words in common with the view."""
    words = significant_words(facts.document.quote(view))
    best = max(paragraphs, key=lambda span: len(words & significant_words(facts.document.quote(span))))
    return Span(best.start, min(best.end, facts.sentence(Span(best.start, best.start + 1)).end))


def _report(facts: Facts, rule: Rule, missing: Sequence[Token], response: Span) -> Found:
    names = [token.key[0] if token.kind == "modification" else facts.document.quote(token.span) for token in missing]
    return found(
        facts,
        rule,
        missing[0].span,
        related=[*((token.span, rule.messages["also"]) for token in missing[1:]), (response, rule.messages["response"])],
        names=listed(names),
        are="is" if len(names) == 1 else "are",
    )

"""question-analysed, question-answered: every question of the consultation, its views and its response."""

from collections.abc import Iterator

from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.facts.answers import Question
from seclint.facts.labels import whole_number
from seclint.model import Rule


def question_analysed(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Questions that are listed, or that a gap in the numbers shows to be there, but have no section of their own."""
    analysed = {number for question in facts.answers.questions for number in question.numbers}
    if not analysed:
        return
    figures = {whole_number(number) for number in analysed}
    reported: set[int] = set()
    for question in facts.answers.listed:
        for number in question.numbers:
            if number not in analysed and whole_number(number) not in figures | reported:
                reported.add(whole_number(number))
                yield found(facts, rule, question.span, variant="listed", number=number)
    yield from _gaps(facts, rule, figures | reported)


def _gaps(facts: Facts, rule: Rule, figures: set[int]) -> Iterator[Found]:
    ordered = sorted((whole_number(number), question) for question in facts.answers.questions for number in question.numbers[:1])
    for wanted in range(1, max(figures)):
        if wanted in figures:
            continue
        after = next((question for number, question in ordered if number > wanted), None)
        if after is not None:
            yield found(facts, rule, after.span, variant="gap", number=wanted, label=after.label)


def question_answered(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Questions whose analysis lacks the respondents' views, the response, or the words of either."""
    answers = facts.answers
    bare: list[Question] = []
    for question in _best(answers.questions):
        if question.nobody is not None:
            continue
        views = bool(question.views or answers.shared_views)
        response = bool(question.response or answers.shared_response)
        if views and response:
            continue
        if not answers.labelled and question.lead[1:]:
            bare.append(question)
            continue
        variant = "response" if views else "views" if response else "both"
        yield found(facts, rule, question.span, variant=variant, label=question.label)
    if bare:
        yield unchecked(rule, rule.messages["unchecked"])


def _best(questions: tuple[Question, ...]) -> Iterator[Question]:
    """Each question once: where several parts of the document bear its number, the one that says most."""
    best: dict[tuple[str, ...], Question] = {}
    for question in questions:
        key = question.numbers or (question.label, str(question.span.start))
        known = best.get(key)
        if known is None or _weight(question) > _weight(known):
            best[key] = question
    yield from best.values()


def _weight(question: Question) -> tuple[int, int]:
    return bool(question.views) + bool(question.response) + 2 * bool(question.nobody), len(question.lead)

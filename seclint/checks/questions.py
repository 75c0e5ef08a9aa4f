"""question-analysed, question-answered, question-numbers: every question of the consultation, its views and its response."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from seclint.checks.found import Found, found, unchecked
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.answers import Question
from seclint.facts.labels import Labels, whole_number
from seclint.facts.part_numbers import bare
from seclint.facts.wording import any_of, listed, phrases, plain
from seclint.model import Rule, Span
from seclint.patterns import compiled

_BETWEEN = 2  # between the numbers of two questions that have one between them
_TAG = compiled(r"\w.*(?:[(,:]|\s[–—-])\s*$")
_MOST = 3  # of so many questions one may be mentioned nowhere; where more are, the document does not go by questions


def question_analysed(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Questions that are listed, or that a gap in the numbers shows to be there, but have no section of their own."""
    analysed = {number for question in facts.answers.questions for number in question.numbers}
    if not analysed:
        yield from _left_out(facts, rule)
        return
    figures = {whole_number(number) for number in analysed}
    reported: set[int] = set()
    for question in facts.answers.listed:
        for number in question.numbers:
            known = "." not in number and whole_number(number) in figures | reported
            if number not in analysed and not known:
                reported.add(whole_number(number))
                yield found(facts, rule, question.span, variant="listed", number=number)
    if all("." not in number for number in analysed):  # numbered by sections, some of which may have none
        yield from _gaps(facts, rule, figures | reported)


def _left_out(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Listed questions that a document by themes mentions nowhere else, though it does so with most of the others."""
    listing = _listing(facts)
    spans = [question.span for question in listing]
    elsewhere = {
        bare(clause, "question")
        for one in facts.mentions.references
        if one.kind == "question" and not any(one.span.within(span) for span in spans)
        for clause in one.clauses
    }
    missing = [question for question in listing if not elsewhere & set(question.numbers)]
    if len(missing) * _MOST < len(listing):
        for question in missing:
            yield found(facts, rule, question.span, variant="unmentioned", number=listed(question.numbers))


def _listing(facts: Facts) -> list[Question]:
    """The first listing of the questions: each number once, as long as their kind of place does not change."""
    known: dict[tuple[str, ...], Question] = {}
    for question in facts.answers.listed:
        if question.numbers in known:
            break
        known[question.numbers] = question
    return list(known.values())


def _gaps(facts: Facts, rule: Rule, figures: set[int]) -> Iterator[Found]:
    numbered = [(whole_number(number), question) for question in facts.answers.questions for number in question.numbers[:1]]
    ordered = sorted(numbered, key=lambda one: one[0])
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
        if views and (response or (question.left and not question.numbers)):
            yield from _left_open(facts, rule, question)
            continue
        if not answers.labelled and question.lead[1:]:
            bare.append(question)
            continue
        if response and not any(one.has_views for one in answers.questions) and _tells_before(question):
            continue
        variant = "response" if views else "views" if response else "both"
        yield found(facts, rule, question.span, variant=variant, label=question.label)
    if bare:
        yield unchecked(rule, rule.messages["unchecked"])


def _tells_before(question: Question) -> bool:
    """Whether paragraphs without a label stand between a question and the response to it: in some documents those are the views."""
    asked = question.text
    quoted = [span for span in question.lead if asked is not None and asked.within(span)]
    return bool(question.lead) if asked is not None and not quoted else len(question.lead) > 1


def _left_open(facts: Facts, rule: Rule, question: Question) -> Iterator[Found]:
    """The comments of a table that ask or object, where the cell for the response is empty."""
    points = phrases(facts.profile.answers.contrast)
    for view in question.left:
        if points.search(facts.document.text, view.start, view.end):
            yield found(facts, rule, view, variant="row", label=question.label)


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


class QuestionNumbers(Struct, frozen=True, forbid_unknown_fields=True):
    """``asked``: regular expressions of how a question is quoted under its ``{number}``."""

    asked: tuple[str, ...]


def question_numbers(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Questions that bear another number in the contents or where they are quoted, and numbers that two questions bear."""
    yield from _in_contents(facts, rule)
    yield from _asked_twice(facts, rule)
    yield from _passed_over(facts, rule)
    yield from _under_headings(facts, rule)
    yield from _out_of_step(facts, rule)
    options: QuestionNumbers = rule.options
    quoted = any_of(options.asked, r"(?:\d{1,2})")
    first: dict[str, Question] = {}
    for question in facts.answers.questions:
        if not question.numbers:
            continue
        for lead in question.lead:
            for match in quoted.finditer(facts.document.text, lead.start, lead.end):
                number = re.findall(r"\d+", match[0])[0]
                if whole_number(number) not in map(whole_number, question.numbers):
                    yield _two_numbers(facts, rule, Span(*match.span()), (number,), question.numbers, question.span)
        known = next((first[number] for number in question.numbers if number in first), question)
        first |= dict.fromkeys(question.numbers, known)
        whole = (known.views and known.response and question.views and question.response) or _stands_for_next(facts, known, question)
        if known is not question and whole and not _is_tagged(facts, question) and not _is_of_another(facts, known, question):
            related = [(known.span, rule.messages["there"])]
            here = listed(question.numbers)
            yield found(facts, rule, question.span, variant="repeated", related=related, here=here, place=where(facts, known.span))


def _is_of_another(facts: Facts, first: Question, second: Question) -> bool:
    """Whether two questions open paragraphs of different sections, as where each respondent has one: "3.2 Respondent B", "Q1. ..."."""
    blocks = [facts.document.block_index(one.span.start) for one in (first, second)]
    headings = [block for block in blocks if facts.document.blocks[block].kind == "heading"]
    return not headings and len(set(map(facts.outline.index_at, blocks))) > 1


def _is_tagged(facts: Facts, question: Question) -> bool:
    """Whether a heading is a respondent's or a theme's, and only says which questions are meant: "Theme B: devices (Q1)"."""
    words = facts.document.quote(question.span)
    return _TAG.search(words[: max(0, words.find(question.label))]) is not None


def _stands_for_next(facts: Facts, first: Question, second: Question) -> bool:
    """Whether two questions in a row bear the same number, the next number nobody bears, and a later one somebody does: 1, 2, 2, 4."""
    answers = facts.answers
    questions = answers.questions if first in answers.questions else answers.listed
    in_order = sorted((one for one in questions if one.numbers), key=lambda one: one.span)
    borne = {int(number) for one in in_order for number in one.numbers if number.isdigit()}
    number = whole_number(first.numbers[0])
    in_row = first.numbers == second.numbers and len(first.numbers) == 1 and (first, second) in pairwise(in_order)
    return in_row and number + 1 not in borne and max(borne, default=0) > number


def _asked_twice(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Different questions that one list asks under the same number."""
    first: dict[tuple[str, int | None], Question] = {}
    for question in facts.answers.listed:
        before = next((one for (number, _), one in first.items() if number in question.numbers), None)
        if before is not None and _stands_for_next(facts, before, question):
            related = [(before.span, rule.messages["there"])]
            yield found(facts, rule, question.span, variant="asked", related=related, here=question.numbers[0])
            continue
        if question.text is None or len(question.numbers) != 1:
            continue
        listed_in = facts.outline.index_at(facts.document.block_index(question.span.start))
        known = first.setdefault((question.numbers[0], listed_in), question)
        if known.text is not None and plain(facts.document.quote(known.text)) != plain(facts.document.quote(question.text)):
            related = [(known.text, rule.messages["there"])]
            yield found(facts, rule, question.span, variant="asked", related=related, here=question.numbers[0])


def _passed_over(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Questions of a document that only asks them, behind a number that no question bears and nothing mentions."""
    if facts.answers.questions:
        return
    spoken_of = {bare(clause, one.kind) for one in facts.mentions.references if one.kind == "question" for clause in one.clauses}
    asked = {int(number): one for one in reversed(facts.answers.listed) for number in one.numbers if number.isdigit()}
    if any(_stands_for_next(facts, first, second) for first, second in pairwise(facts.answers.listed) if first.numbers and second.numbers):
        return  # one of the two that bear a number should bear the one that is missing
    for before, after in pairwise(sorted(asked)):
        missing = [str(number) for number in range(before + 1, after)]
        if missing and asked[after].text is not None and not spoken_of.intersection(missing):
            yield found(facts, rule, asked[after].span, variant="passed", here=after, missing=listed(missing))


def _out_of_step(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Questions between two neighbours, 3 and 5, that bear another number than the one between, which nobody bears."""
    document = facts.document
    series: dict[tuple[str, int], list[Question]] = {}
    for question in (*facts.answers.questions, *facts.answers.listed):
        block = document.block_at(question.span.start)
        series.setdefault((block.kind, block.cell.table if block.cell else -1), []).append(question)
    for questions in series.values():
        borne = {number for one in questions for number in one.numbers}
        for before, question, behind in zip(questions, questions[1:], questions[2:], strict=False):
            if not all(len(one.numbers) == 1 and one.numbers[0].isdigit() for one in (before, question, behind)):
                continue
            first, here, last = (int(one.numbers[0]) for one in (before, question, behind))
            if last - first == _BETWEEN and not first <= here <= last and str(first + 1) not in borne:
                yield found(facts, rule, question.span, variant="passed", here=here, missing=first + 1)


def _in_contents(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Entries of the contents whose section's heading names another question."""
    labels = Labels(facts.profile.answers)
    labels_of = Counter(section.label for section in facts.outline.sections)
    headings = {section.label: section for section in facts.outline.sections if section.label and labels_of[section.label] == 1}
    listed = Counter(block.label for block in facts.document.blocks if block.kind == "contents")
    for block in facts.document.blocks:
        section = headings.get(block.label) if block.kind == "contents" and listed[block.label] == 1 else None
        entry = labels.question(facts.document.quote(block.span)) if section is not None else None
        heading = labels.question(section.title) if section is not None else None
        if section is not None and entry is not None and heading is not None and entry.numbers != heading.numbers:
            yield _two_numbers(facts, rule, block.span, entry.numbers, heading.numbers, section.heading)


def _under_headings(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Headings that name one question where the only question that is asked right under them is another one."""
    headings = {section.heading: section for section in facts.outline.sections}
    for question, asked in pairwise(facts.answers.questions):
        section = headings.get(question.span)
        if section is None or question.lead or question.views or question.response or not asked.span.within(section.span):
            continue
        alone = sum(other.span.within(section.span) for other in facts.answers.questions) == 2
        if alone and not {*map(whole_number, question.numbers)} & {*map(whole_number, asked.numbers)}:
            yield _two_numbers(facts, rule, asked.span, asked.numbers, question.numbers, question.span)


def _two_numbers(facts: Facts, rule: Rule, span: Span, here: tuple[str, ...], there: tuple[str, ...], other: Span) -> Found:
    return found(
        facts,
        rule,
        span,
        related=[(other, rule.messages["there"])],
        here=listed(here),
        there=listed(there),
        place=where(facts, other),
    )

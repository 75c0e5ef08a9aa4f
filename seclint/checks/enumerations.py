"""announced-count: a number of things that is announced, against the things that follow."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, value_of
from seclint.facts.wording import alternatives, any_of
from seclint.model import Rule, Span

_MOST = 30  # a larger number is hardly that of a list


class Announced(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions; ``{number}`` stands for a number or one of ``vague``: words with the least number that they mean.

    ``lists``: the end of a lead-in that says how many things follow, its group ``noun`` what they are. ``before``: what right before the
    number makes it the number of something else; ``never``: nouns of what is not listed.
    ``sections``: how many subsections the section has that the sentence stands in. ``questions``: how many questions were asked.
    """

    vague: dict[str, int]
    lists: tuple[str, ...]
    before: tuple[str, ...]
    never: tuple[str, ...]
    sections: tuple[str, ...]
    questions: tuple[str, ...]


class _Count(Struct, frozen=True):
    """A number in words or figures; ``least`` when more are meant as well."""

    number: int
    least: bool

    def fits(self, actual: int) -> bool:
        return actual >= self.number if self.least else actual == self.number


def announced_count(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Announced numbers of list items, table rows, subsections or questions that are not those which are there."""
    yield from _of_lists(facts, rule)
    yield from _of_sections(facts, rule)
    yield from _of_questions(facts, rule)


def _of_lists(facts: Facts, rule: Rule) -> Iterator[Found]:
    options: Announced = rule.options
    pattern = _pattern(facts, options, options.lists)
    before, never = re.compile(rf"(?:{alternatives(options.before)})\s*$", re.IGNORECASE), any_of(options.never)
    for led in facts.lists:
        start = facts.sentence(Span(led.lead_in.end - 1, led.lead_in.end)).start
        match = pattern.search(facts.document.text, start, led.lead_in.end)
        count = _count(facts, options, match[0]) if match else None
        if match is None or count is None or count.fits(len(led.parts)) or len(led.parts) < 2:
            continue
        if not before.search(facts.document.text[start : match.start()]) and not never.fullmatch(match["noun"]):
            yield _told(facts, rule, Span(*match.span()), "", led.parts[0], len(led.parts))


def _of_sections(facts: Facts, rule: Rule) -> Iterator[Found]:
    options: Announced = rule.options
    sections = facts.outline.sections
    for match in _pattern(facts, options, options.sections).finditer(facts.document.text):
        span = Span(*match.span())
        index = facts.outline.index_at(facts.document.block_index(span.start))
        count = _count(facts, options, match[0])
        if index is None or count is None or _names_section(facts, facts.sentence(span)):
            continue
        children = [section for section in sections if section.parent == index]
        if children and not count.fits(len(children)):
            yield _told(facts, rule, span, "sections", children[0].heading, len(children))


def _names_section(facts: Facts, sentence: Span) -> bool:
    """Whether the sentence names a section by its number, so that it may be that section's."""
    return any(reference.kind == "section" and reference.span.within(sentence) for reference in facts.mentions.references)


def _of_questions(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Only where the questions are numbered from 1 on, so that none is left out; what is said of one of them does not count."""
    options: Announced = rule.options
    questions = facts.answers.distinct
    numbers = {number for question in questions for number in question.numbers}
    if numbers != {str(number) for number in range(1, len(numbers) + 1)} or not numbers:
        return
    elsewhere = [quotation.span for quotation in facts.pairing.quotations]
    elsewhere += [span for question in questions for span in (*question.lead, *question.views, *question.response)]
    for match in _pattern(facts, options, options.questions).finditer(facts.document.text):
        span = Span(*match.span())
        count = _count(facts, options, match[0])
        if count is not None and not count.fits(len(numbers)) and not any(span.within(other) for other in elsewhere):
            yield _told(facts, rule, span, "questions", questions[0].span, len(numbers))


def _told(facts: Facts, rule: Rule, span: Span, variant: str, first: Span, actual: int) -> Found:
    related = [(first, rule.messages["first"])]
    return found(facts, rule, span, variant=variant, related=related, stated=facts.document.quote(span).strip(" :–—-"), actual=actual)


def _pattern(facts: Facts, options: Announced, patterns: tuple[str, ...]) -> re.Pattern[str]:
    return any_of(patterns, number_pattern({**facts.profile.numbers, **options.vague}))


def _count(facts: Facts, options: Announced, words: str) -> _Count | None:
    vague = next((least for word, least in options.vague.items() if re.search(rf"\b{word}\b", words, re.IGNORECASE)), None)
    number = value_of(words, facts.profile.numbers)
    number = number if number is not None and number <= _MOST else None
    return _Count(vague, least=True) if vague is not None else _Count(number, least=False) if number is not None else None

"""all-respondents: how many all respondents are said to be."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import Stated, number_pattern, stated, value_of
from seclint.facts.wording import alternatives, any_of
from seclint.model import Rule, Span
from seclint.patterns import compiled

_BETWEEN_NAMES = compiled(r"\s*[,;/\n]\s*(?:and\s+|&\s*)?|\s+(?:and|&)\s+")
_NOT_ABOUT_RESPONSES = ("consultation", "tad")  # these count people besides those who responded


class Groups(Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns for people in the plural: ``persons`` of whom any may be meant, ``named`` those who are meant by their own name only."""

    persons: tuple[str, ...]
    named: tuple[str, ...]


def all_respondents(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Statements about all N respondents where N is not the number of responses received, or not that of the people counted before."""
    if facts.received.told and not facts.rounds.are_several:
        yield from _of_the_consultation(facts, rule)
    if facts.kind in _NOT_ABOUT_RESPONSES:
        yield from _of_a_group(facts, rule)


def _of_the_consultation(facts: Facts, rule: Rule) -> Iterator[Found]:
    forms, numbers, received = facts.profile.counts, facts.profile.numbers, facts.received.told
    counts = facts.received.numbers
    everyone = stated(facts.document, forms.everyone, numbers)
    if all(one.number in counts for one in everyone):
        return
    more, fewer = facts.received.more, facts.received.fewer
    answered = stated(facts.document, forms.answered, numbers)
    single = {one.number for one in answered if not any(one.span.overlaps(other.span) for other in everyone)}
    silent = any_of(forms.silent)
    limits, partial = any_of(forms.limits), any_of(forms.partial, number_pattern(numbers))
    for one in everyone:
        if (
            one.number in counts
            or (more and one.number > max(counts))
            or (fewer and one.number < max(counts))
            or limits.match(facts.document.text, one.span.end)
            or (one.number < max(counts) and _is_of_a_part(facts, one.span, partial))
            or (one.number < max(counts) and (one.number in single or _is_counted_before(facts, one) or _is_of_others(facts, one, silent)))
            or (one.number < max(counts) and (_may_be_of_some(facts, one) or _are_listed_in_row(facts, one)))
        ):
            continue
        yield found(
            facts,
            rule,
            one.span,
            related=[(statement.span, rule.messages["counted"].format(number=statement.number)) for statement in received[:1]],
            stated=facts.document.quote(one.span),
            received=received[0].number,
        )


def _of_a_group(facts: Facts, rule: Rule) -> Iterator[Found]:
    """All of people who are counted right before, where their number stands nowhere near."""
    text, numbers = facts.document.text, facts.profile.numbers
    limits, any_number = any_of(facts.profile.counts.limits), compiled(number_pattern(numbers), re.IGNORECASE)
    told = {one.span.end for one in stated(facts.document, facts.profile.counts.everyone, numbers)} if facts.received.told else set()
    for match, nouns in _all_of(facts, rule.options):
        before = Span(_begin(facts, match.start()), match.start())
        counted = [one for one in _counted(facts, before, nouns) if one.number > 1]
        number = value_of(match[0], numbers)
        spoken_of = {value_of(written, numbers) for written in any_number.findall(facts.document.quote(before))}
        sums = {one.number + other.number for one in counted for other in counted if one is not other}
        if not counted or number in spoken_of | sums | {None} or match.end() in told or limits.match(text, match.end()):
            continue
        span, whole = Span(*match.span()), max(counted, key=lambda one: one.number)
        related = [(whole.span, rule.messages["counted"].format(number=whole.number))]
        quote = facts.document.quote
        yield found(facts, rule, span, variant="group", related=related, stated=quote(span), received=quote(whole.span).lower())


def _all_of(facts: Facts, options: Groups) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
    """Where the document speaks of all N of some people, with the nouns by which they may be counted before."""
    number = number_pattern(facts.profile.numbers)
    nouns = alternatives((*options.persons, *options.named))
    pattern = compiled(rf"\ball\s+(?:of\s+)?(?:the\s+|these\s+|those\s+)?{number}\s+(?:[\w-]+\s+)?(?P<noun>{nouns})\b", re.IGNORECASE)
    for match in pattern.finditer(facts.document.text) if facts.holds("all") else ():
        noun = match["noun"].lower()
        yield match, (noun,) if noun in options.named else (*options.persons, *options.named)


def _counted(facts: Facts, within: Span, nouns: tuple[str, ...]) -> Iterator[Stated]:
    """The numbers of such people that a stretch of text gives."""
    numbers = facts.profile.numbers
    words = rf"{number_pattern(numbers)}\s+(?:(?!(?:were|was|are|is|of|from|had|have)\b)[\w-]+\s+){{0,2}}?(?:{alternatives(nouns)})\b"
    for match in compiled(words, re.IGNORECASE).finditer(facts.document.text[within.start : within.end]):
        number = value_of(match[0], numbers)
        if number is not None:
            yield Stated(number, Span(within.start + match.start(), within.start + match.end()))


def _begin(facts: Facts, at: int) -> int:
    """Where the paragraph before the one at hand begins, unless a heading parts the two."""
    index = facts.document.block_index(at)
    before = facts.document.blocks[index - 1] if index else None
    return before.span.start if before is not None and before.kind == "paragraph" else facts.document.blocks[index].span.start


def _is_counted_before(facts: Facts, one: Stated) -> bool:
    """Whether so many are spoken of before under the same question: "Three suppliers had doubts. All three agreed in the end"."""
    start = min((_begin(facts, one.span.start), *_beginnings(facts, one.span)))
    numbers = facts.profile.numbers
    counted = compiled(number_pattern(numbers), re.IGNORECASE).findall(facts.document.text[start : one.span.start])
    return any(value_of(words, numbers) == one.number for words in counted)


def _may_be_of_some(facts: Facts, one: Stated) -> bool:
    """Whether the views on a question may mean those who answered it: "Five of the six respondents"."""
    some = any_of(facts.profile.counts.some).match(facts.document.text, one.span.start)
    return some is not None and any(one.span.within(view) for view in facts.answers.views)


def _are_listed_in_row(facts: Facts, one: Stated) -> bool:
    """Whether another cell of the row counts or names so many: "AE, BP, DN" beside "All three agreed"."""
    rows = (row for table in facts.tables for row in table.rows if any(one.span.within(cell) for cell in row))
    beside = (facts.document.quote(cell) for row in rows for cell in row if not one.span.within(cell))
    return any(one.number in (value_of(words, facts.profile.numbers), len(_BETWEEN_NAMES.split(words.strip()))) for words in beside)


def _is_of_others(facts: Facts, one: Stated, silent: re.Pattern[str]) -> bool:
    """Whether the paragraph, or the account of the question, says that somebody did not answer, so that all others are meant."""
    block = facts.document.block_at(one.span.start).span
    views = [view for view in facts.answers.views if one.span.within(view)]
    return any(silent.search(facts.document.text, span.start, span.end) for span in (block, *views))


def _is_of_a_part(facts: Facts, span: Span, partial: re.Pattern[str]) -> bool:
    """Whether the same question says before that only some of the respondents answered it."""
    return any(partial.search(facts.document.text, start, span.start) for start in _beginnings(facts, span))


def _beginnings(facts: Facts, span: Span) -> Sequence[int]:
    """Where the account of the question begins in which the span stands, if it stands in one."""
    for question in facts.answers.questions:
        parts = (*question.lead, *question.views, *question.response)
        if any(span.within(part) for part in parts):
            return ((*question.lead, *question.views, question.span)[0].start,)
    return ()

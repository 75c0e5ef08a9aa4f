"""parts-of-whole, all-respondents: numbers that must agree with each other."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, others_received, stated, value_of
from seclint.facts.wording import any_of, phrases, standing
from seclint.model import Rule, Span


class Parts(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions; ``{number}`` stands for a number.

    ``cues`` are words of which one stands in every sentence that ``whole`` is looked for in.
    ``whole``: a number of counted things, up to where its parts begin. ``part``: one part, its number first. ``joins``: what may stand
    between two parts. ``complete``: what must stand before the last part for the parts to be all of them. ``open``: words that
    say that there are others. ``goes_on``: how a sentence begins that names the parts of a whole in the sentence before it.
    """

    cues: tuple[str, ...]
    whole: tuple[str, ...]
    part: tuple[str, ...]
    complete: tuple[str, ...]
    open: tuple[str, ...]
    goes_on: tuple[str, ...]
    kinds: tuple[str, ...]


def parts_of_whole(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A whole, its parts named one by one, and a sum that is not the whole."""
    options: Parts = rule.options
    number = number_pattern(facts.profile.numbers)
    whole, part = any_of(options.whole, number), any_of(options.part, number)
    for sentence in _sentences_with(facts, options.cues):
        if any_of(options.goes_on).match(facts.document.text, sentence.start):
            sentence = _with_the_one_before(facts, sentence)
        for match in whole.finditer(facts.document.text, sentence.start, sentence.end):
            end = _clause_end(facts, match.end(), sentence.end)
            parts = [Span(*one.span()) for one in part.finditer(facts.document.text, match.end(), end)]
            yield from _compare(facts, rule, Span(*match.span()), parts, end)


def _sentences_with(facts: Facts, cues: tuple[str, ...]) -> Iterator[Span]:
    """The sentences in which one of the words stands, each once; a document without any is not searched."""
    here = tuple(standing(cues, facts.document.text, facts.lowered))
    seen = Span(0, 0)
    for match in phrases(here).finditer(facts.document.text) if here else ():
        sentence = facts.sentence(Span(*match.span()))
        if sentence != seen:
            yield sentence
        seen = sentence


def _with_the_one_before(facts: Facts, sentence: Span) -> Span:
    """The sentence together with the one before it in the same block."""
    block = facts.document.block_at(sentence.start).span
    before = facts.document.text[block.start : sentence.start].rstrip()
    return facts.sentence(Span(block.start + len(before) - 1, sentence.end)) if before else sentence


def _clause_end(facts: Facts, start: int, end: int) -> int:
    """Where the list of parts ends: a semicolon or the end of the sentence, without its full stop."""
    at = facts.document.text.find(";", start, end)
    return start + len(facts.document.text[start : end if at < 0 else at].rstrip(" .)"))


def _compare(facts: Facts, rule: Rule, whole: Span, parts: list[Span], end: int) -> Iterator[Found]:
    options: Parts = rule.options
    numbers, text = facts.profile.numbers, facts.document.text
    total = value_of(facts.document.quote(whole), numbers)
    values = [value_of(facts.document.quote(part), numbers) or 0 for part in parts]
    if total is None or len(parts) < 2 or sum(values) == total:
        return
    listed = text[whole.end : end]
    if any_of(options.open).search(listed):
        return
    last = text[parts[-2].end : parts[-1].start]
    all_named = any_of(options.complete).search(last) and all(any_of(options.kinds).match(text, part.end, end) for part in parts)
    if sum(values) > total or all_named:
        yield found(facts, rule, Span(whole.start, end), total=total, parts=" + ".join(map(str, values)), sum=sum(values))


def all_respondents(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Statements about all N respondents where N is not the number of responses received."""
    forms, numbers = facts.profile.counts, facts.profile.numbers
    received = facts.responses_received
    if not received:
        return
    counts = {one.number for one in received}
    more = others_received(facts.document, facts.profile)
    limits, partial = any_of(forms.limits), any_of(forms.partial, number_pattern(numbers))
    for one in stated(facts.document, forms.everyone, numbers):
        if (
            one.number in counts
            or (more and one.number > max(counts))
            or limits.match(facts.document.text, one.span.end)
            or _is_of_a_part(facts, one.span, partial)
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


def _is_of_a_part(facts: Facts, span: Span, partial: re.Pattern[str]) -> bool:
    """Whether the same question says before that only some of the respondents answered it."""
    for question in facts.answers.questions:
        if any(span.within(part) for part in (*question.lead, *question.views, *question.response)):
            start = (*question.lead, *question.views, question.span)[0].start
            return bool(partial.search(facts.document.text, start, span.start))
    return False

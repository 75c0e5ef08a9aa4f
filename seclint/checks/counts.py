"""all-respondents: how many all respondents are said to be."""

import re
from collections.abc import Iterator

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, others_received, stated
from seclint.facts.wording import any_of
from seclint.model import Rule, Span


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

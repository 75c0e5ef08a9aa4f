"""phase-dates: test phases that end before they begin, begin before the one that they build on, or end after the Release goes live."""

from collections.abc import Iterator

from seclint.checks.found import Found, found
from seclint.checks.phase_order import overlapping_phases
from seclint.checks.phases import Phases, dated_phases
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.timeline import day_of
from seclint.facts.wording import phrases
from seclint.model import Rule, Span


def phase_dates(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Phases that end before they start, start before the one that they build on, or end after the Release goes live."""
    options: Phases = rule.options
    yield from overlapping_phases(facts, rule)
    live = next((event for event in facts.events if event.event == "went live" and not event.about and day_of(event)), None)
    starts: dict[int, tuple[str, Span]] = {}
    for phase, name, start, end in dated_phases(facts, options):
        if start[0] > end[0]:
            yield found(
                facts,
                rule,
                end[1],
                related=[(start[1], rule.messages["start"])],
                phase=phase,
                start=in_words(start[0]),
                end=in_words(end[0]),
            )
            continue
        if live is not None and end[0] > live.value:
            yield found(facts, rule, end[1], variant="live", related=[(live.span, rule.messages["live-there"])],
                        phase=phase, end=in_words(end[0]), live=in_words(live.value))  # fmt: skip
        rank = next((index for index, names in enumerate(options.order) if phrases(names).match(phase)), None)
        if rank is None:
            continue
        earlier = next((starts[other] for other in starts if other < rank and starts[other][0] > start[0]), None)
        if earlier is not None and not phrases(options.parallel).search(facts.document.text):
            yield found(facts, rule, start[1], variant="order", related=[(earlier[1], rule.messages["start"])],
                        phase=phase, start=in_words(start[0]), other=in_words(earlier[0]))  # fmt: skip
        if rank not in starts or start[0] < starts[rank][0]:
            starts[rank] = (start[0], name)

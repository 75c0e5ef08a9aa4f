"""consultation-window: when a consultation opens and closes, and whether that is long enough."""

from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.events import Event
from seclint.facts.timeline import day_of
from seclint.facts.wording import any_of
from seclint.model import Rule, Span


class Window(Struct, frozen=True, forbid_unknown_fields=True):
    """``kinds``: the kinds of document that must give the closing date; ``told``: those that must where they give the day of opening.

    How long a consultation must be open says the profile. ``paired``: labels of the cover that call for one with the other day.

    Regular expressions: ``asks`` of how an answer is spoken of, ``until`` of what leads to its last day, ``spans`` to its first and last
    day, ``unless`` of own acts.
    """

    kinds: tuple[str, ...]
    told: tuple[str, ...]
    paired: tuple[str, ...]
    asks: tuple[str, ...]
    until: tuple[str, ...]
    spans: tuple[str, ...]
    unless: tuple[str, ...]


def consultation_window(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A consultation without a closing date, or one that closes too soon after it opens."""
    options: Window = rule.options
    opened, closed = (_told(facts, event) for event in ("issued", "closed"))
    wanted = facts.kind in options.kinds or (facts.kind in options.told and any(map(day_of, opened)))
    if not closed and wanted and not _asks_until(facts, options):
        cover = facts.front.title_span or next((one.span for one in facts.document.blocks if one.span.start < one.span.end), Span(0, 0))
        yield found(facts, rule, cover, variant="missing")
    else:
        yield from _unpaired(facts, rule)
    first, last = ({day for event in events if (day := day_of(event)) is not None} for events in (opened, closed))
    if len(first) != 1 or len(last) != 1:
        return
    days = (last.pop() - first.pop()).days
    if 0 <= days < facts.profile.consultation_days:
        event = next(event for event in closed if day_of(event) is not None)
        start = next(event for event in opened if day_of(event) is not None)
        yield found(
            facts, rule, event.span, related=[(start.span, rule.messages["opened"])], days=days, least=facts.profile.consultation_days
        )


def _unpaired(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A label of the cover for one end of the consultation, where there is none for the other: "Consultation closes"."""
    fields, paired = facts.front.fields, any_of(rule.options.paired)
    for name, other in (("opens", "closes"), ("closes", "opens")):
        label = fields[name].label if name in fields else None
        if label is not None and other not in fields and "period" not in fields and paired.search(facts.document.quote(label)):
            yield found(facts, rule, label, variant=f"no-{other}")


def _told(facts: Facts, name: str) -> list[Event]:
    return [event for event in facts.events if event.event == name and not event.about]


def _asks_until(facts: Facts, options: Window) -> bool:
    """Whether a sentence, or the title of its section, asks for answers and a date in it is the last day, in whatever words."""
    asks, unless = any_of(options.asks), any_of(options.unless)
    until, spans = any_of(options.until), any_of((*options.until, *options.spans))
    dates = [(date.span, spans if date.ends else until) for date in facts.mentions.dates if date.value and not date.impossible]
    for sentence in facts.sentences:
        words = facts.document.quote(sentence)
        leads = ((words[: date.start - sentence.start], leading) for date, leading in dates if date.within(sentence))
        if not any(leading.search(lead) for lead, leading in leads) or unless.search(words):
            continue
        section = next(iter(facts.outline.within(facts.document.block_index(sentence.start))), None)
        words = f"{_question_before(facts, sentence)} {words}"
        if asks.search(words) or (section is not None and asks.search(section.title)):
            return True
    return False


def _question_before(facts: Facts, sentence: Span) -> str:
    """The question that the paragraph asks before it gives the sentence as its answer: "How long have you got? Until 7 June"."""
    before = facts.document.text[facts.document.block_at(sentence.start).span.start : sentence.start].rstrip()
    return before if before.endswith("?") else ""

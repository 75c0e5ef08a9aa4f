"""Part of events-agree: the day on which the consultation closed, where one of two documents does not name the other's."""

from collections.abc import Iterator

from seclint.checks.across.told import told
from seclint.facts import Facts
from seclint.facts.days import days_apart, in_words
from seclint.facts.dossier import DossierFacts
from seclint.facts.events import Event
from seclint.model import Finding, Rule, Span

_OPENED, _CLOSED = "issued", "closed"


def closing_days(dossier: DossierFacts, rule: Rule) -> Iterator[Finding]:
    """The day in the conclusions that must be meant for the closing day, where they do not name that of the consultation itself."""
    consultation, conclusions = dossier.get("consultation"), dossier.get("conclusions")
    if consultation is None or conclusions is None:
        return
    there, here = _of(consultation, _CLOSED), _of(conclusions, _CLOSED)
    if len(there) == 1 and not here:
        wanted = there[0]
        meant = [(span, day) for day, span in _lone(conclusions, consultation) if _ends(conclusions, span, _of(consultation, _OPENED))]
        near = [(span, day) for span, day in meant if days_apart(day, wanted.value) <= rule.options.reach]
        if wanted.value not in conclusions.day_settings.days and len(near) == 1:
            yield _told(dossier, rule, (conclusions, *near[0]), (consultation, wanted.date.span, wanted.value))
    elif len(here) == 1 and not there:
        mine = here[0]
        others = [(span, day) for day, span in _lone(consultation, conclusions) if days_apart(day, mine.value) <= rule.options.reach]
        if mine.value not in consultation.day_settings.days and len({day for _, day in others}) == 1:
            yield _told(dossier, rule, (conclusions, mine.span, mine.value), (consultation, *others[0]))


def _of(facts: Facts, event: str) -> list[Event]:
    """The events of that name by their days, each day once."""
    found = {one.value: one for one in facts.events if one.event == event and not one.about and one.date.precision in ("day", "period")}
    return list(found.values())


def _lone(facts: Facts, other: Facts) -> Iterator[tuple[str, Span]]:
    """The days that a document names in its own words and the other one does not, wherever it does."""
    strange = facts.answers.views
    for day, dates in facts.day_settings.days.items():
        if day not in other.day_settings.days:
            yield from ((day, one.span) for one in dates if not any(one.span.within(span) for span in strange))


def _ends(facts: Facts, day: Span, opened: list[Event]) -> bool:
    """Whether a day stands behind the opening day in a sentence: "It opened on 2 June and closed on 30 June"."""
    days = {one.value for one in opened}
    sentence = facts.sentence(day)
    return any(one.span.start < day.end and set(one.value.split("/")) & days for one in facts.dates_in(sentence))


def _told(dossier: DossierFacts, rule: Rule, here: tuple[Facts, Span, str], there: tuple[Facts, Span, str]) -> Finding:
    facts, span, day = here
    other, place, right = there
    return told(
        facts,
        rule,
        span,
        related=[(other, place, rule.messages["there"].format(date=in_words(right)))],
        event=facts.lexicon.says[_CLOSED],
        date=in_words(day),
        other=in_words(right),
        document=dossier.called("consultation"),
    )

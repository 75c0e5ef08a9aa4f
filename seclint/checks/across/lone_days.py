"""A day that only one document of a dossier names, where another one has, in the same setting, a day that this one does not name."""

from collections.abc import Iterator

from seclint.checks.across.told import told
from seclint.facts import Facts
from seclint.facts.day_settings import Setting
from seclint.facts.days import days_apart, in_words
from seclint.facts.dossier import DossierFacts
from seclint.facts.events import Event
from seclint.facts.milestone_words import MilestoneWords
from seclint.facts.timeline import is_same
from seclint.facts.wording import any_of
from seclint.model import Finding, Rule, Span

_HELD_AGAINST = {
    "consultation": ("draft-tad",),
    "conclusions": ("tad", "consultation", "draft-tad"),
    "draft-tad": ("consultation",),
    "tad": ("conclusions",),
}
"""For each role the documents whose days its own may be a slip for."""

_APPROVED = "approved"  # of which the final document's own record has the day


class LoneDays:
    """Holds the days of the documents of a dossier against each other."""

    def __init__(self, dossier: DossierFacts, rule: Rule) -> None:
        self._dossier = dossier
        self._rule = rule
        self._days = {role: facts.day_settings.days for role, facts in dossier.documents}
        self._words = dossier.library.load("registers", "milestones", MilestoneWords)

    def findings(self) -> Iterator[Finding]:
        """Every lone day for which another document has another one in the same setting; of two such days the first one."""
        told_of: set[tuple[str | None, Span]] = set()
        for role, facts in self._dossier.documents:
            for day in self._lone(role):
                found = next((one for setting in facts.day_settings.of(day) for one in self._of(role, facts, setting)), None)
                if found is not None and (found.path, found.span) not in told_of:
                    told_of |= {(other.path, other.span) for other in found.related}
                    yield found

    def _lone(self, role: str) -> Iterator[str]:
        others = [days for other, days in self._days.items() if other != role]
        return (day for day in self._days[role] if not any(day in days for days in others))

    def _of(self, role: str, facts: Facts, setting: Setting) -> Iterator[Finding]:
        partners = [(other, there) for other in _HELD_AGAINST.get(role, ()) if (there := self._dossier.get(other)) is not None]
        near = [(other, there, day) for other, there in partners for day in self._near(role, other, setting.value)]
        if not near or self._is_beside_the_point(role, facts, setting):
            return
        for other, there, day in near:
            for again in there.day_settings.of(day):
                if _has_rule(there, again) or _are_compared((facts, setting), (there, again)):
                    continue
                if self._is_same(setting, again) or (self._is_agreed(day) and setting.bodies & again.bodies):
                    yield self._told((facts, setting), (other, there, again))

    def _is_agreed(self, day: str) -> bool:
        """Whether more than one document names a day, so that a plan for it has come true."""
        return sum(day in days for days in self._days.values()) > 1

    def _near(self, role: str, other: str, day: str) -> list[str]:
        """The days of another document that this one does not name and that a slip may have turned into the day; the nearest first."""
        mine = self._days[role]
        apart = {there: days_apart(day, there) for there in self._days[other] if there not in mine}
        return sorted(
            (there for there, days in apart.items() if days <= self._rule.options.reach or _is_same_number(there, day)),
            key=lambda there: apart[there],
        )

    def _is_beside_the_point(self, role: str, facts: Facts, setting: Setting) -> bool:
        """Whether a day is that of a respondent's wish, of a deadline for people, of a heading of the cover or of a version."""
        words, text = self._words, facts.document.text
        later = role in ("conclusions", "report")
        unless = any_of((*words.unless, *(words.drafted if later else ())))
        if unless.search(text, setting.place.start, setting.place.end) or words.deadline.search(
            text[setting.place.start : setting.span.start]
        ):
            return True
        return _has_rule(facts, setting) or any(setting.span.overlaps(span) for span in _words_of_others(facts))

    def _is_same(self, one: Setting, other: Setting) -> bool:
        """Whether two days are said of the same thing: of one step, of one period whose other end is the same, in the same words."""
        if one.edge and other.edge and one.edge != other.edge:
            return False
        if one.beside & other.beside:
            return True
        if one.label and other.label and one.label != other.label:
            return False
        if one.names and other.names:
            return bool(one.names & other.names) and (one.names == other.names or bool(one.edge and other.edge))
        labelled = any(first.label and first.label <= second.keys | second.titled for first, second in ((one, other), (other, one)))
        return labelled or len(self._subjects(one) & self._subjects(other)) >= self._rule.options.shared

    def _subjects(self, setting: Setting) -> set[str]:
        """The stems of the words around a day that say what it is the day of."""
        words = self._dossier.words
        return words.stems_of(setting.keys - set(words.common))

    def _told(self, here: tuple[Facts, Setting], there: tuple[str, Facts, Setting]) -> Finding:
        facts, setting = here
        other, document, again = there
        message = self._rule.messages["there"].format(date=in_words(again.value))
        return told(
            facts,
            self._rule,
            setting.span,
            variant="lone",
            related=[(document, again.span, message)],
            date=in_words(setting.value),
            other=in_words(again.value),
            document=self._dossier.called(other),
        )


def _events_on(facts: Facts, setting: Setting) -> list[Event]:
    """The events of this document's own that are dated by a day."""
    return [event for event in facts.events if event.date.span.overlaps(setting.span) and not event.about]


def _are_compared(one: tuple[Facts, Setting], other: tuple[Facts, Setting]) -> bool:
    """Whether one of two days is that of an event of which the other document tells, too, if only as a plan: these have a rule."""
    mine, theirs = _events_on(*one), _events_on(*other)
    if (mine or theirs) and "consultation" not in (one[0].kind, other[0].kind):
        return True
    if any(event.event == _APPROVED for event in (*mine, *theirs)):
        return True
    if {event.event for event in mine} & {event.event for event in theirs}:
        return True
    sides = ((mine, other[0].events), (theirs, one[0].events))
    return any(is_same(event, again) for events, others in sides for event in events for again in others)


def _has_rule(facts: Facts, setting: Setting) -> bool:
    """Whether other rules look at a day: that of a claim, of a field of the cover, of a version in the history."""
    fields = (field.span for field in facts.front.fields.values())
    rows = (issue.row for issue in facts.history)
    if any(setting.span.overlaps(span) for span in (*fields, *rows)):
        return True
    return facts.kind == "conclusions" and any(setting.place.overlaps(claim.span) for claim in facts.claims)


def _words_of_others(facts: Facts) -> Iterator[Span]:
    """The views of respondents, the questions, and what is quoted."""
    answers = facts.answers
    yield from (view for question in answers.questions for view in (*question.views, *([question.text] if question.text else [])))
    yield from answers.shared_views
    yield from (quotation.span for quotation in facts.pairing.quotations if quotation.kind == "double")


def _is_same_number(one: str, other: str) -> bool:
    """Whether two days differ only in their month or in their year."""
    return one[8:] == other[8:] and (one[:4] == other[:4] or one[5:7] == other[5:7])

"""The dated events of a document, each once: those of its cover, of its labels, of its sentences and of the rows of its tables."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from seclint.facts.clauses import Scene
from seclint.facts.events import Event, bodies_of_sections, events_of, events_on_cover, opened_by_sending
from seclint.facts.labelled_events import labelled_events
from seclint.facts.row_events import row_events
from seclint.facts.wording import plain
from seclint.model import Span
from seclint.recognise import inside

if TYPE_CHECKING:
    from seclint.facts import Facts

_OF_CONSULTATION = ("issued", "closed")
_LATER = ("closed", "presented", "approved", "published")  # what comes when a consultation has been opened


def events_told(facts: "Facts", scene: Scene) -> tuple[Event, ...]:
    """The events of the text. Where a date stands in several of those, the labels go first, then the sentences, then the rows."""
    document, mentions, sentences = facts.document, facts.mentions, facts.sentences
    bodies = bodies_of_sections(facts.outline, facts.bodies)
    rows = [issue.row for issue in facts.history]
    given_up = {cell.start for cell in (*facts.lexicon.given_up.cells(facts.tables), *_of_other_releases(facts, scene))}
    in_sentences = events_of(document, scene, sentences, mentions, facts.pairing.quotations, bodies, rows)
    every: list[Event] = []
    for told in (
        labelled_events(document, facts.lexicon, facts.bodies, mentions, facts.kind, bodies, given_up),
        opened_by_sending(document, sentences, list(in_sentences)),
        row_events(document, scene, mentions, facts.tables, rows, facts.kind, given_up),
    ):
        known = {event.date for event in every}
        every += [event for event in told if not (event.date in known or _is_of_field(facts, event) or _is_of_earlier_one(facts, event))]
    return tuple(every)


def _of_other_releases(facts: "Facts", scene: Scene) -> Iterator[Span]:
    """The cells of columns that are headed by a Release that the document is not about."""
    for table in facts.tables:
        named = [plain(facts.document.quote(release)) for release in scene.foreign if release.within(table.head)]
        for index, head in enumerate(table.heads):
            if any(name in head for name in named):
                yield from (row[index] for row in table.rows)


def chronicle(facts: "Facts", told: Sequence[Event]) -> tuple[Event, ...]:
    """The events of the cover and those ``told`` in the text, in text order; whose they are where they are not the document's own."""
    on_cover = events_on_cover(facts.document, facts.front, facts.lexicon, facts.mentions, facts.kind, told)
    told_apart = (_of_part(facts, _of_version(facts, event)) for event in told)
    return tuple(sorted((*on_cover, *told_apart), key=lambda event: event.span))


def _of_part(facts: "Facts", event: Event) -> Event:
    """The event, told apart where the sentence says in which part of another document it stands: "in Section 6.1 the closing date is"."""
    if event.event not in _OF_CONSULTATION or event.things:
        return event
    sentence = facts.sentence(event.date.span)
    before = (one for one in inside(facts.mentions.references, sentence) if one.span.end <= event.span.start)
    part = next((one for one in before if one.owner == facts.subject.artefact and one.clauses), None)
    return replace(event, about=event.about or facts.document.quote(part.span)) if part is not None else event


def _of_version(facts: "Facts", event: Event) -> Event:
    """The event, told apart where it is that of an earlier version of the document: "TAG approved version 1.0 on 3 May 2031".

    What a body did on a day that the row of an earlier version in the history gives was done to that, too.
    """
    if number := facts.predecessors.number_of(event):
        return replace(event, about=number)
    if not facts.earlier_issues:
        return event
    sentence = facts.sentence(event.date.span)
    named = [one.token for one in facts.mentions.versions if one.token.within(sentence)]
    near = [token for token in named if token.within(event.span)] or named
    days = {issue.written: [one.value for one in inside(facts.mentions.dates, issue.row)] for issue in facts.earlier_issues}
    dated = [written for written, given in days.items() if event.meets and event.value in given and not near]
    earlier = near if near and all(token in facts.superseded for token in near) else dated
    return replace(event, about=event.about or facts.document.quote(earlier[0])) if earlier else event


def _is_of_field(facts: "Facts", event: Event) -> bool:
    """Whether a field of the cover with a label gives the date, and so tells of the event."""
    return any(field.label is not None and event.date.span.overlaps(field.span) for field in facts.front.fields.values())


def _is_of_earlier_one(facts: "Facts", event: Event) -> bool:
    """Whether a consultation tells of an earlier one: of the month in which that opened, or of what has come of it.

    What comes of its own is still to happen: "It was consulted upon in February", "The conclusions were published on 3 May 2030".
    """
    opens = facts.front.opens or facts.front.date or ""
    if facts.kind != "consultation" or not opens:
        return False
    by_month = bool(facts.front.opens) and event.date.precision == "month" and event.value < opens[:7]
    return by_month or (event.past and event.event in _LATER and event.value < opens[: len(event.value)])

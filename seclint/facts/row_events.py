"""The events that the rows of a table tell of: what happened in one cell, its date in another: "TAD approved by TAG | 3 May 2031"."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from seclint.facts.clauses import Scene
from seclint.facts.events import Event
from seclint.facts.lexicon import EventForm
from seclint.facts.tables import Table
from seclint.facts.tellings import Modality, Telling, tellings_in
from seclint.facts.wording import any_phrase, phrases
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Date, Mentions

_TIME = compiled(r"[\s,]*(?:at\s+)?(?:\d{1,2}[:.]\d\d\s*(?:hours|hrs|[ap]\.?m\.?)?|noon|midnight)?[\s.]*")
_APPROVED = "approved"
_PLANNED_IN = "consultation"  # the kind of document whose tables tell of what is to come


def row_events(
    document: Document,
    scene: Scene,
    mentions: Mentions,
    tables: Sequence[Table],
    history: Sequence[Span],
    kind: str,
    given_up: Collection[int],
) -> Iterator[Event]:
    """The events of rows with one date, in tables that list no versions; a body in a cell of its own is the one that acts.

    ``history`` are the rows of the document's own versions; ``given_up`` is where the cells begin whose days hold no longer.
    """
    versioned = {token.start for token in (version.token for version in mentions.versions)}
    starts = [date.span.start for date in mentions.dates]
    days = {date.span.start: date for date in mentions.dates if date.precision == "day" and not date.impossible}
    for table in tables:
        if any(row[0].start in versioned or any(row[0].within(one) for one in history) for row in table.rows):
            continue
        told: list[Event] = []
        for row in ([cell for cell in row if cell.start not in given_up] for row in table.rows):
            dated = [
                (cell, date) for cell in row if (date := days.get(cell.start)) and _TIME.fullmatch(document.text, date.span.end, cell.end)
            ]
            others = [cell for cell in row if bisect_left(starts, cell.start) == bisect_left(starts, cell.end)]
            if len(dated) == 1 and len(others) == len(row) - 1:
                told += list(_events(document, scene, others, dated[0], kind)) or _approvals(document, scene, table, others, dated[0], kind)
        yield from _in_steps(told)


def _approvals(
    document: Document, scene: Scene, table: Table, cells: Sequence[Span], dated: tuple[Span, Date], kind: str
) -> Sequence[Event]:
    """The approval of a row that names only the body and the date, by the word for it in another cell or at the head of the table."""
    form = next((one for one in scene.lexicon.label if one.event == _APPROVED), None)
    named = _bodies(document, scene, cells)
    if form is None or len(named) != 1:
        return ()
    deciding = compiled(rf"{any_phrase(form.by_body)}(?:\s+(?:under|by|of|in|at|pursuant|required)\b.*)?\s*", re.IGNORECASE)
    heads = phrases(scene.lexicon.words.approving)
    told = any(deciding.fullmatch(document.quote(cell)) for cell in cells)
    alone = sum(bool(_bodies(document, scene, row)) for row in table.rows) == 1 and any(map(heads.search, (*table.heads, *table.titles)))
    if not (told or alone):
        return ()
    span = Span(min(dated[0].start, *(cell.start for cell in cells)), dated[1].span.end)
    modality: Modality = "plan" if kind in form.planned else "fact"
    return [Event(form.event, form.says, span, dated[1], dated[1].value, body=named[0], modality=modality, meets=True)]


def _bodies(document: Document, scene: Scene, cells: Sequence[Span]) -> list[str]:
    """The bodies, other than the author, that have a cell for themselves."""
    named = [scene.bodies.named(document.quote(cell).strip()) for cell in cells]
    return [body.name for body in named if body is not None and not body.author]


def _in_steps(told: Sequence[Event]) -> Iterator[Event]:
    """The events of one table: of several that go by one name all but the last are steps towards it, "sent to TAG" and then "presented"."""
    for one in told:
        later = any(other.event == one.event and other.value > one.value for other in told)
        yield replace(one, recurring=True) if later else one


def _events(document: Document, scene: Scene, cells: Sequence[Span], dated: tuple[Span, Date], kind: str) -> Iterator[Event]:
    cell, date = dated
    named = [body.name for one in cells if (body := scene.bodies.named(document.quote(one).strip())) is not None]
    for words in cells:
        told = [(one, one.form) for one in tellings_in(scene, words)[0] if one.form is not None and not one.about]
        for telling, form in told[-1:]:  # "conclusions and approved TAD published" tells of what was published
            span = Span(min(telling.span.start, cell.start), max(telling.span.end, date.span.end))
            yield _event(telling, form, (span, date), named, kind)


def _event(telling: Telling, form: EventForm, place: tuple[Span, Date], named: Sequence[str], kind: str) -> Event:
    span, date = place
    return Event(
        event=form.event,
        says=form.says,
        span=span,
        date=date,
        value=date.value,
        things=telling.things,
        actor=telling.actor,
        body=telling.body or (named[0] if named and form.body else ""),
        modality="plan" if kind == _PLANNED_IN and not form.deadline else telling.modality,
        deadline=form.deadline,
        meets=bool(form.body),
        recurring=telling.recurring,
    )

"""What happened when: the dated events of a consultation, as the sentences of a document and its cover tell of them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts.clauses import Scene
from seclint.facts.covering import Covering
from seclint.facts.dating import ends_window, lead, names_release, telling_of
from seclint.facts.front_matter import FrontMatter
from seclint.facts.lexicon import Bodies, CoverDate, EventForm, Lexicon, Noun
from seclint.facts.meetings import decision_of, meeting_before
from seclint.facts.outline import Outline
from seclint.facts.quotations import Quotation
from seclint.facts.tellings import Modality, Telling, antecedents, tellings_in
from seclint.facts.wording import any_of, plain
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Date, Mentions

_WHEN = compiled(r",?\s+when\s")
_SENT, _ISSUED, _CLOSED = "sent out", "issued", "closed"
_FAR = 2  # sentences between a draft that was sent out and the closing date
_UNTIL = ("by", "until", "till", "to", "no later than", "not later than", "on or before")
_AT = ("", "at", "on", "in", "during", "from", "between", "is", "was", "of", "for", "as at")
_NAME = 3  # words before a date on a line of the cover
_TOLD_IN = ("paragraph", "item", "cell", "footnote", "caption")


class Event(Struct, frozen=True):
    """A dated event. ``span`` is the words that tell of it; ``value`` the ISO day or period of the ``date`` that counts.

    ``things`` are the classes of what it concerns. ``deadline`` events happen when they were planned to; ``meets`` those of which a
    body (a committee, say) is part; ``past`` ones are told in the past tense. ``about`` says whose event it is when it is not this
    document's.
    """

    event: str
    says: str
    span: Span
    date: Date
    value: str
    things: tuple[str, ...] = ()
    actor: str = ""
    body: str = ""
    modality: Modality = "fact"
    deadline: bool = False
    meets: bool = False
    about: str = ""
    recurring: bool = False
    past: bool = False


def events_of(
    document: Document,
    scene: Scene,
    sentences: Sequence[Span],
    mentions: Mentions,
    quotations: Sequence[Quotation],
    headings: Mapping[int, str],
    history: Sequence[Span],
) -> Iterator[Event]:
    """The events that the sentences tell of, in text order, drafts that were sent out among them.

    ``headings`` gives, by block, the body that its section is about. ``history`` are the rows of the document's own versions, in which it
    need not be named.
    """
    starts = [date.span.start for date in mentions.dates]
    quoted = Covering(quotation.span for quotation in quotations if quotation.kind == "double")
    met: tuple[str, Date] | None = None
    same: Date | None = None
    that_day = any_of(scene.lexicon.words.same)
    for index, sentence in enumerate(sentences):
        dates = mentions.dates[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        dates = tuple(date for date in dates if not names_release(scene, sentence, date))
        if same and "\n" in scene.text[same.span.end : sentence.start]:
            same = None  # it is of another block
        day = same if same and not dates and that_day.search(scene.text, sentence.start, sentence.end) else None
        block = document.block_index(sentence.start) if dates or met or day else 0
        if not (dates or met or day) or document.blocks[block].kind not in _TOLD_IN:
            continue
        own = any(sentence.within(row) for row in history)
        spoken_of = (_itself(sentence),) if own else antecedents(document, scene, sentences, index)
        tellings, _ = tellings_in(scene, sentence, spoken_of)
        told = list(_dated(scene, sentence, tellings, dates))
        here = meeting_before(scene, sentence, dates)
        if here and not told:
            told += _decided_there(scene, tellings, *here)
        elif met and not dates and sentence.start > document.blocks[block].span.start:
            told += _decided(scene, tellings, *met)
        elif day:
            told += _on_the_day(scene, tellings, day)
        for event in told:
            if not quoted.holds(event.date.span):
                yield replace(event, body=event.body or headings.get(block, "")) if event.meets else event
        met, same = here, _day_of(dates) or same


def opened_by_sending(document: Document, sentences: Sequence[Span], told: Sequence[Event]) -> Iterator[Event]:
    """The events, where sending a draft out opens the consultation if its closing date follows in the sentence or in the next one."""
    for index, event in enumerate(told):
        if event.event != _SENT:
            yield event
            continue
        behind = told[index + 1].date.span.start if index + 1 < len(told) and told[index + 1].event == _CLOSED else None
        here = document.block_at(event.date.span.start).span
        between = sum(event.date.span.end < one.start <= behind for one in sentences) if behind is not None else _FAR
        if behind is not None and between < _FAR and behind < here.end:
            yield replace(event, event=_ISSUED)


def _day_of(dates: Sequence[Date]) -> Date | None:
    """The only day of a sentence, which the next ones may mean by "that day"."""
    return dates[0] if len(dates) == 1 and dates[0].precision == "day" and not dates[0].impossible else None


def _on_the_day(scene: Scene, tellings: Sequence[Telling], date: Date) -> Iterator[Event]:
    """What a sentence says to have happened on the day of the one before, at the meeting of which a body is part."""
    for telling in tellings:
        if telling.form is not None and telling.form.body:
            yield _event(scene.lexicon, telling, telling.form, telling.form.event, date, date.value, telling.span.start)


def _itself(sentence: Span) -> Noun:
    """The document at hand, which a sentence is about without naming it."""
    here = Span(sentence.start, sentence.start)
    return Noun("artefact", here, here, (), "")


def events_on_cover(
    document: Document, front: FrontMatter, lexicon: Lexicon, mentions: Mentions, kind: str, told: Sequence[Event]
) -> Iterator[Event]:
    """The events whose dates the fields of the cover give; ``told`` are those of the text."""
    given = {event.event for event in told} | {cover.event for cover in lexicon.cover if cover.field in front.fields and not cover.fallback}
    for cover in lexicon.cover:
        field = front.fields.get(cover.field)
        if field is None or kind not in cover.kinds or (cover.fallback and cover.event in given):
            continue
        for date in [date for date in mentions.dates if date.span.overlaps(field.span)][:1]:  # "3 May 2031. Open until 31 May"
            labelled = field.label is not None or (field.span == date.span and _is_dateline(document, date))
            precise = date.precision == "day" or (cover.closing and "/" in date.value)
            if labelled and precise and not date.impossible:
                start = field.label.start if field.label is not None and field.label.end <= field.span.start else field.span.start
                yield from _of_cover(lexicon, cover, date, Span(start, date.span.end))


def _of_cover(lexicon: Lexicon, cover: CoverDate, date: Date, span: Span) -> Iterator[Event]:
    """The event that a field of the cover dates, or the two at the ends of a period."""
    first, _, last = date.value.partition("/")
    deadlines = {form.event for form in lexicon.event if form.deadline}
    yield Event(cover.event, cover.says, span, date, first, cover.things, deadline=cover.event in deadlines)
    if last and cover.closing:
        yield Event(cover.closing, lexicon.says[cover.closing], span, date, last, cover.things, deadline=True)


def _is_dateline(document: Document, date: Date) -> bool:
    """Whether a line, and no cell of a table, holds a date and perhaps a name before it: "Smart DCC, 3 November 2036"."""
    block = document.block_at(date.span.start)
    before = document.text[block.span.start : date.span.start].split()
    return block.cell is None and date.span.end == block.span.end and len(before) <= _NAME and all(word[:1].isupper() for word in before)


def bodies_of_sections(outline: Outline, bodies: Bodies) -> dict[int, str]:
    """For each block, the body that the title of its section names ("TAG Decision"); the innermost title that names one counts."""
    found: dict[int, str] = {}
    for section in outline.sections:
        match = bodies.pattern.search(section.title)
        body = bodies.named(match[0]) if match else None
        if body is not None and not body.author:
            found.update(dict.fromkeys(range(section.block, section.end), body.name))
    return found


def _dated(scene: Scene, sentence: Span, tellings: Sequence[Telling], dates: Sequence[Date]) -> Iterator[Event]:
    given: set[tuple[Span, str]] = set()
    for index, date in enumerate(dates):
        window = ends_window(scene.text, dates, index)
        word, begin = lead(scene.text, sentence, dates[index - 1 if window else index])
        end = dates[index + 1] if ends_window(scene.text, dates, index + 1) else date
        telling = telling_of(scene, sentence, tellings, Span(begin, end.span.end), dates)
        for one, led in ((telling, "until" if window else word), (_told_besides(scene, tellings, date), "on")):
            if one is None or one.form is None or date.impossible or not date.value:
                continue
            noun = scene.lexicon.is_nominal(plain(scene.text[one.verb.start : one.verb.end]))
            edge = bool(one.form.closing or one.form.deadline)
            if scene.lexicon.given_up.drops(scene.text, sentence, one.verb, date.span, is_noun=noun, is_edge=edge):
                continue
            for event, value in _meant(one.form, date, led):
                if (one.verb, event) not in given:
                    given.add((one.verb, event))
                    yield _event(scene.lexicon, one, one.form, event, date, value, begin)


def _told_besides(scene: Scene, tellings: Sequence[Telling], date: Date) -> Telling | None:
    """What a clause behind a date says to have happened then, too: "presented to TAG on 3 May, when it was approved"."""
    if _WHEN.match(scene.text, date.span.end) is None:
        return None
    return next((one for one in tellings if one.verb.start >= date.span.end), None)


def _decided(scene: Scene, tellings: Sequence[Telling], body: str, date: Date) -> Iterator[Event]:
    """The decision of a body whose meeting the sentence before dates."""
    telling = decision_of(body, tellings)
    if telling is not None and telling.form is not None and date.value and not date.impossible:
        yield _event(scene.lexicon, telling, telling.form, telling.form.event, date, date.value, telling.span.start)


def _decided_there(scene: Scene, tellings: Sequence[Telling], body: str, date: Date) -> Iterator[Event]:
    """What a body did at the meeting that its sentence dates: "TAG met on 3 May, discussed the responses and approved the TAD"."""
    for telling in tellings:
        if scene.bodies.pattern.search(scene.text, date.span.end, telling.verb.start) is None:
            yield from _decided(scene, [telling], body, date)


def _meant(form: EventForm, date: Date, lead: str) -> Iterator[tuple[str, str]]:
    """The event and the value that a date gives: a period opens and closes a consultation, a deadline closes it."""
    first, _, last = date.value.partition("/")
    if form.closing and last:
        yield form.event, first
        yield form.closing, last
    elif form.closing and lead in _UNTIL:
        yield form.closing, date.value
    elif last and form.deadline:
        yield form.event, last
    elif not last and (lead in _AT or (form.deadline and lead in _UNTIL)):
        yield form.event, date.value


def _event(lexicon: Lexicon, telling: Telling, form: EventForm, event: str, date: Date, value: str, begin: int) -> Event:
    return Event(
        event=event,
        says=form.says if form.event == event else lexicon.says[event],
        span=Span(min(begin, telling.span.start), max(date.span.end, telling.span.end)),
        date=date,
        value=value,
        things=telling.things if event == form.event else (),  # what closes is the consultation, not the draft that was issued
        actor=telling.actor,
        body=telling.body,
        modality=telling.modality,
        deadline=form.deadline or event == form.closing,
        meets=bool(form.body),
        about=telling.about,
        recurring=telling.recurring,
        past=telling.past,
    )

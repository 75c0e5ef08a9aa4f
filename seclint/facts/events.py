"""What happened when: the dated events of a consultation, as the sentences of a document and its cover tell of them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts.clauses import Scene
from seclint.facts.front_matter import FrontMatter
from seclint.facts.lexicon import Bodies, CoverDate, EventForm, Lexicon, Noun
from seclint.facts.meetings import decision_of, meeting_before
from seclint.facts.outline import Outline
from seclint.facts.quotations import Quotation
from seclint.facts.tellings import Modality, Telling, antecedents, tellings_in
from seclint.facts.wording import any_phrase, phrases
from seclint.model import Document, Span
from seclint.recognise import Date, Mentions

# What leads to a date: a preposition, with a time of day between the two.
_WORDS = r"(?:no|not) later than|by|until|till|before|after|since|from|between|to|and|on|in|during|of|for|is|was|at|as at"
_TIME = r"(?:close of business|noon|midday|midnight|\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|hrs|hours)|\d{1,2}:\d{2}|\d{4})\s*(?:on|of)?\s*"
_PART = r"(?:(?:early|late|mid|the end of|the start of)[\s-]+)?"
_LEAD = re.compile(
    rf"(?:(?<=[\s(])|^)(?P<word>{_WORDS})?[\s(:–-]*(?:{_TIME})?(?:today[\s,(–-]+)?(?:the\s+)?{_PART}$",
    re.IGNORECASE,
)
_OF_VERSION = re.compile(r"\b(?:v|version |issue |draft )\d+(?:\.\d+)*,?\s+of\s+(?:the\s+)?$", re.IGNORECASE)  # "v0.3 of 1 May"
_FRONTED = re.compile(r"(?:^|[,;:(–—]|\b(?:and|then|but|that|which))\s*$", re.IGNORECASE)
_JOINT = re.compile(r"\b(?:and|but|then|that|which|who|or)\b|[;:.](?=\s)", re.IGNORECASE)
_AND = re.compile(r",?\s*and\s+(?:(?:it|then|also|has|\w+ly)\s+)*")
_ASIDE = re.compile(r"\([^()]*\)")
_BEFORE_BODY = re.compile(r"before\s+(?:the\s+)?\{\}(?:\s*\([^()]*\))?(?:\s+(?:at|for|in)\b.*)?[\s,]*", re.IGNORECASE)
_UNTIL = ("by", "until", "till", "to", "no later than", "not later than")
_AT = ("", "at", "on", "in", "during", "from", "between", "is", "was", "of", "for", "as at")
_JOINS = ("to", "and", "until", "till", "-", "–", "—")
_ADVERB = 2  # words between a verb and a date that only say the date in another way
_NAME = 3  # words before a date on a line of the cover
_OBJECT = 10  # words of what a body looks at
_TOLD_IN = ("paragraph", "item", "cell", "footnote", "caption")


class Event(Struct, frozen=True):
    """A dated event. ``span`` is the words that tell of it; ``value`` the ISO day or period of the ``date`` that counts.

    ``things`` are the classes of what it concerns. ``deadline`` events happen when they were planned to; ``meets`` those of which a
    body (a committee, say) is part. ``about`` says whose event it is when it is not this document's.
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


def events_of(
    document: Document,
    scene: Scene,
    sentences: Sequence[Span],
    mentions: Mentions,
    quotations: Sequence[Quotation],
    headings: Mapping[int, str],
    history: Sequence[Span],
) -> Iterator[Event]:
    """The events that the sentences tell of, in text order. ``headings`` gives, by block, the body that its section is about.

    ``history`` are the rows of the document's own versions, in which it need not be named.
    """
    starts = [date.span.start for date in mentions.dates]
    quoted = [quotation.span for quotation in quotations if quotation.kind == "double"]
    met: tuple[str, Date] | None = None
    for index, sentence in enumerate(sentences):
        dates = mentions.dates[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        block = document.block_index(sentence.start) if dates or met else 0
        if not (dates or met) or document.blocks[block].kind not in _TOLD_IN:
            continue
        own = any(sentence.within(row) for row in history)
        spoken_of = (_itself(sentence),) if own else antecedents(document, scene, sentences, index)
        tellings, _ = tellings_in(scene, sentence, spoken_of)
        told = list(_dated(scene, sentence, tellings, dates))
        if met and not dates and sentence.start > document.blocks[block].span.start:
            told += _decided(scene, tellings, *met)
        for event in told:
            if not any(event.date.span.within(quotation) for quotation in quoted):
                yield replace(event, body=event.body or headings.get(block, "")) if event.meets else event
        met = meeting_before(scene, sentence, dates)


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
        window = _ends_window(scene.text, dates, index)
        word, begin = _lead(scene.text, sentence, dates[index - 1 if window else index])
        end = dates[index + 1] if _ends_window(scene.text, dates, index + 1) else date
        telling = _telling_of(scene, sentence, tellings, Span(begin, end.span.end), dates)
        if telling is None or telling.form is None or date.impossible or not date.value:
            continue
        for event, value in _meant(telling.form, date, "until" if window else word):
            if (telling.verb, event) in given:
                continue
            given.add((telling.verb, event))
            yield _event(scene.lexicon, telling, telling.form, event, date, value, begin)


def _decided(scene: Scene, tellings: Sequence[Telling], body: str, date: Date) -> Iterator[Event]:
    """The decision of a body whose meeting the sentence before dates."""
    telling = decision_of(body, tellings)
    if telling is not None and telling.form is not None and date.value and not date.impossible:
        yield _event(scene.lexicon, telling, telling.form, telling.form.event, date, date.value, telling.span.start)


def _lead(text: str, sentence: Span, date: Date) -> tuple[str, int]:
    """The word that leads to a date ("on", "by", "" when there is none, "?" when it is any other), and where it begins."""
    lead = _LEAD.search(text[sentence.start : date.span.start])
    if lead is None or _OF_VERSION.search(text, sentence.start, date.span.start):
        return "?", date.span.start
    word = " ".join((lead["word"] or "").lower().split())
    timed = word == "before" and any(map(str.isdigit, lead[0]))  # "before 17:00 on 3 May" is a deadline, "before 3 May" is vague
    return "by" if timed else word, sentence.start + lead.start()


def _telling_of(scene: Scene, sentence: Span, tellings: Sequence[Telling], dated: Span, dates: Sequence[Date]) -> Telling | None:
    """The telling that a date (or two) belongs to: the next one when the date opens the clause, else the one before it."""
    told = _in_apposition(scene.text, tellings, dated, sentence.end)
    if told is not None:
        return told
    following = next((telling for telling in tellings if telling.verb.start >= dated.end), None)
    next_date = next((date.span.start for date in dates if date.span.start >= dated.end), sentence.end)
    fronted = _FRONTED.search(scene.text[sentence.start : dated.start]) or _opens_with_meeting(scene, sentence, dated)
    if fronted or (
        following is not None and _meets_and_acts(scene, Span(sentence.start, dated.start), Span(dated.end, following.verb.start))
    ):
        if following is not None and following.verb.start < next_date:
            return following
        if not _follows_comma(scene.text, tellings, dated, sentence.end):
            return None
    opening = next((one for one in tellings if one.verb.start == sentence.start < dated.start), None)
    preceding = next((one for one in reversed(tellings) if one.verb.end <= dated.start), opening)  # "Responses by 3 May": its own "by"
    if preceding is None or _breaks_off(scene, Span(preceding.verb.end, dated.start)):
        return None
    between = scene.text[preceding.verb.end : dated.start].rstrip("( ")
    return preceding if between.count("(") <= between.count(")") else None


def _in_apposition(text: str, tellings: Sequence[Telling], dated: Span, end: int) -> Telling | None:
    """The telling that a date behind a word for it completes, when another one goes on behind: "It opens today, 3 May, and closes ..."."""
    preceding = next((one for one in reversed(tellings) if one.verb.end <= dated.start), None)
    words = text[preceding.verb.end : dated.start].strip() if preceding else ""
    apposed = words.endswith(",") and 0 < len(words.split()) <= _ADVERB and not _JOINT.search(words)
    return preceding if apposed and _AND.match(text, dated.end, end) else None


def _breaks_off(scene: Scene, between: Span) -> bool:
    """Whether the words between a verb and a date open another clause; a body behind "before" does not: "laid before TAG on 3 May"."""
    asides = [match.span() for match in _ASIDE.finditer(scene.text, between.start, between.end)]
    opened = [
        one
        for one in phrases(scene.lexicon.words.breaks).finditer(scene.text, between.start, between.end)
        if not any(start < one.start() < end for start, end in asides)
    ]
    return any(_BEFORE_BODY.fullmatch(scene.bodies.pattern.sub("{}", scene.text[one.start() : between.end])) is None for one in opened)


def _follows_comma(text: str, tellings: Sequence[Telling], dated: Span, end: int) -> bool:
    """Whether a date behind a comma belongs to what is before: "TAG approved it, version 1.0, on 2 May", "It ran for a week, from ..."."""
    preceding = next((telling for telling in reversed(tellings) if telling.verb.end <= dated.start), None)
    between = text[preceding.verb.end : dated.start].rstrip() if preceding else ""
    commas = 1 if not text[dated.end : end].strip(" .") else 2  # the last words of a sentence need no aside
    return between.endswith(",") and between.count(",") in (commas, 2) and not _JOINT.search(between)


def _opens_with_meeting(scene: Scene, sentence: Span, dated: Span) -> bool:
    """Whether a sentence opens with the meeting of a body and its date: "At the TAG meeting on 28 June, DCC presented ..."."""
    opening = scene.text[sentence.start : dated.start]
    return (
        scene.text.startswith(",", dated.end)
        and len(opening.split()) < 10
        and (opening.startswith("At ") or bool(scene.bodies.pattern.search(opening)))
        and not phrases((*scene.lexicon.words.breaks, *scene.lexicon.words.meets)).search(opening)
        and not scene.lexicon.verb.search(opening)
    )


def _meets_and_acts(scene: Scene, before: Span, behind: Span) -> bool:
    """Whether a body met on the date and did something: "TAG met on 28 June and approved it", "TAG reviewed the TAD on 28 June and ..."."""
    words = scene.lexicon.words
    met = rf"(?:{any_phrase(words.meets)}|{any_phrase(words.looks)}(?:\s+[\w’'().-]+){{1,{_OBJECT}}})\s*$"
    opening = scene.text[before.start : before.end]
    return re.search(met, opening, re.IGNORECASE) is not None and _AND.fullmatch(scene.text, behind.start, behind.end) is not None


def _ends_window(text: str, dates: Sequence[Date], index: int) -> bool:
    """Whether the date is the second of two with nothing but "to", "and" or "until" between them."""
    if not 0 < index < len(dates):
        return False
    between = text[dates[index - 1].span.end : dates[index].span.start].lower().split()
    return 0 < len(between) <= 3 and between[0] in _JOINS and (len(between) == 1 or between[1] in ("on", "the"))


def _meant(form: EventForm, date: Date, lead: str) -> Iterator[tuple[str, str]]:
    """The event and the value that a date gives: a period opens and closes a consultation, a deadline closes it."""
    first, _, last = date.value.partition("/")
    if form.closing and last:
        yield form.event, first
        yield form.closing, last
    elif form.closing and lead in _UNTIL:
        yield form.closing, date.value
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
    )

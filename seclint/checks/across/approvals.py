"""approval-recorded: the approval that the conclusions tell of, looked for in the final document's own record."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.across.told import told
from seclint.checks.found import Found, unchecked
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.dossier import DossierFacts
from seclint.facts.events import Event
from seclint.facts.timeline import day_of
from seclint.facts.wording import any_of, phrases, plain
from seclint.model import Rule, Span

_NAMED = r"(?P<name>[A-Z][\w&-]*(?: (?:of (?:the )?)?[A-Z][\w&-]*)*)"
_STATUS = 2  # words of a note that is only a status


class Meetings(Struct, frozen=True, forbid_unknown_fields=True):
    """``meeting``: regular expressions of how an approval says that it was given where the responses were presented.

    ``implied``: those of what a record of versions says of a version that must have been approved; ``status``: those of notes that do so
    in a record of such notes only ("Draft", "Published"); ``pending``: those of what leads to a body that has only seen the version.
    ``people``: those of heads of columns that hold no notes. ``acting``: those of what stands for a body that was named before ("It");
    ``joined``: those of what joins an approval to the presentation in its sentence.
    """

    meeting: tuple[str, ...]
    implied: tuple[str, ...]
    status: tuple[str, ...]
    pending: tuple[str, ...]
    people: tuple[str, ...]
    acting: tuple[str, ...]
    joined: tuple[str, ...]


class _Row(Struct, frozen=True):
    """A row of a table that lists versions: its words, the days in it, and what its cells note beside version, date and author.

    Where it ``approves`` the version, the days are those of the approval, if it has any of its own (``own``).
    """

    span: Span
    words: str
    days: tuple[str, ...]
    notes: tuple[str, ...] = ()
    approves: bool = False
    own: bool = False


def approval_recorded(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """An approval whose day stands nowhere in the record of versions, or stands there with another one."""
    conclusions, final = dossier.get("conclusions"), dossier.get("tad")
    if conclusions is None or final is None:
        return
    approvals = [event for event in conclusions.events if event.event == "approved" and not event.about and event.modality == "fact"]
    approvals = approvals or list(_at_meeting(conclusions, rule)) or list(_right_behind(conclusions, rule))
    days = {event.value for event in approvals if day_of(event) is not None}
    if len(days) != 1:
        return
    approval = next(event for event in approvals if event.value in days)
    rows = [*_record(final, dossier, rule), *_on_cover(final, rule.messages["approve"])]
    rows += [] if any(row.approves for row in rows) else _in_text(final)
    if not rows:
        yield unchecked(rule, rule.messages["unchecked"], final)
        return
    yield from _held(rule, (conclusions, approval), final, rows)


def _at_meeting(conclusions: Facts, rule: Rule) -> Iterator[Event]:
    """The approvals without a date that were given "at that meeting": on the day of the last presentation before."""
    options: Meetings = rule.options
    for approval in conclusions.approvals:
        sentence = approval.sentence
        before = [event for event in conclusions.events if event.event == "presented" and event.span.end <= approval.words.start]
        if before and any_of(options.meeting).search(conclusions.document.text, sentence.start, sentence.end):
            yield replace(before[-1], event="approved", span=approval.words, modality="fact")


def _right_behind(conclusions: Facts, rule: Rule) -> Iterator[Event]:
    """The approvals without a date that are told right behind a presentation to the same body: "and was approved", "TAG approved it"."""
    for event in conclusions.events:
        if event.event != "presented" or event.modality != "fact" or not event.body or event.about:
            continue
        sentence, block = conclusions.sentence(event.span), conclusions.document.block_at(event.span.start).span
        places = [Span(min(event.span.end, sentence.end), sentence.end)]
        places += [*conclusions.sentences_within(Span(sentence.end, block.end))][:1] if sentence.end < block.end else []
        for place in places:
            approved = _approved_by(conclusions, rule, place, event.body)
            if approved is not None and not conclusions.dates_in(place):
                yield replace(event, event="approved", span=approved)
                break


def _approved_by(facts: Facts, rule: Rule, place: Span, body: str) -> Span | None:
    """The words by which a body, or what stands for it, approves something; in the middle of a sentence, who does so may be left out."""
    text, lexicon = facts.document.text, facts.lexicon
    goes_on = facts.sentence(place).start < place.start
    for verb in lexicon.verb.finditer(text, place.start, place.end):
        subject = text[place.start : verb.start()].strip()
        named = facts.bodies.named(subject.removeprefix("The "))
        acts = any_of(rule.options.joined if goes_on else rule.options.acting).fullmatch(subject) is not None
        acts = acts or (named is not None and named.name == body)
        if acts and any(form.event == "approved" for form in lexicon.forms_of(plain(verb[0]))):
            return Span(place.end - len(text[place.start : place.end].lstrip(" ,;")), verb.end())
    return None


def _held(rule: Rule, told_in: tuple[Facts, Event], final: Facts, rows: list[_Row]) -> Iterator[Found]:
    conclusions, approval = told_in
    approved = [row for row in rows if row.approves]
    by_others = [(row, other) for row in approved if (other := _other_body(final, row, approval, rule))]
    if by_others and len(by_others) == len(approved):
        row, other = by_others[-1]
        related = [(final, row.span, rule.messages["record"])]
        yield told(conclusions, rule, approval.span, variant="by", related=related, date=in_words(approval.value), other=other)
        return
    if any(approval.value in row.days or _is_of_publication(row, approval, final, conclusions) for row in approved):
        return
    dated = next((row for row in approved if row.days), None)
    version = final.front.version
    last = next((row for row in reversed(rows) if version and version in row.words), None)
    if dated is None and _is_implied(rule.options, rows, last, approval):
        return
    row = dated or last or rows[-1]
    yield told(
        conclusions,
        rule,
        approval.span,
        variant="" if dated else "absent",
        related=[(final, row.span, rule.messages["record"])],
        date=in_words(approval.value),
        other=in_words(row.days[0]) if row.days else "",
    )


def _is_of_publication(row: _Row, approval: Event, final: Facts, conclusions: Facts) -> bool:
    """Whether a row gives no day of the approval, but that on which the version came out: "2.0 | 18 April | Approved by TAG"."""
    day = final.front.date or ""
    return not row.own and day in row.days and day > approval.value and day == conclusions.front.date


def _other_body(final: Facts, row: _Row, approval: Event, rule: Rule) -> str:
    """Who a row says approved the version, where that is by its name nobody whom the approval is of; else ""."""
    body = next((body for body in final.bodies.body if body.name == (approval.body or approval.actor)), None)
    match = re.search(rf"(?i:{rule.messages['approve']})\w*\s+by\s+(?:the\s+)?{_NAMED}", final.document.quote(row.span))
    if body is None or match is None:
        return ""
    bodies = (final.bodies.named(found[0]) for found in final.bodies.pattern.finditer(final.document.quote(row.span)))
    words = {word for name in body.names for word in plain(name).split()}
    return "" if body in bodies or words & set(plain(match["name"]).split()) else match["name"]


def _is_implied(options: Meetings, rows: Sequence[_Row], last: _Row | None, approval: Event) -> bool:
    """Whether a record without the word tells of the approval: in other words, by a status, or by no more than the day."""
    row = last or next((row for row in rows if approval.value in row.days), None)
    if row is None:
        return False
    if any(any_of(options.implied).search(any_of(options.pending).sub(" ", note)) for note in row.notes):
        return True
    statuses = all(len(note.split()) <= _STATUS for one in rows for note in one.notes)
    return statuses and (not any(row.notes) or any(any_of(options.status).fullmatch(note) for note in row.notes))


def _record(facts: Facts, dossier: DossierFacts, rule: Rule) -> Iterator[_Row]:
    """The rows of the tables that list the document's versions with their dates."""
    document, columns = facts.document, phrases(dossier.words.control_columns)
    people, stem = any_of(rule.options.people), rule.messages["approve"]
    for table in facts.tables:
        dated = {at for at, head in enumerate(table.heads) if "date" in head or all(_is_day(facts, row[at]) for row in table.rows)}
        if not (any(map(columns.search, table.heads)) and dated):
            continue
        noting = [at for at, head in enumerate(table.heads) if at not in dated and not columns.search(head) and not people.search(head)]
        for row in table.rows:
            telling = [cell for cell in row if stem in plain(document.quote(cell))]
            telling += [row[at] for at in noting if row[at] not in telling and _dates_approval(facts, row[at], rule.options)]
            own = _days(facts, telling)  # "Approved by TAG on 26 July" in the row of the version of 28 July
            span, notes = Span(row[0].start, row[-1].end), tuple(plain(document.quote(row[at])) for at in noting)
            yield _Row(span, plain(document.quote(span)), own or _days(facts, row), notes, bool(telling), bool(own))


def _is_day(facts: Facts, cell: Span) -> bool:
    return any(date.span == cell and date.precision == "day" for date in facts.dates_in(cell))


def _dates_approval(facts: Facts, cell: Span, options: Meetings) -> bool:
    """Whether a note dates the approval in other words: "Signed off by TAG on 26 July"."""
    before = (plain(facts.document.text[cell.start : date.span.start]) for date in facts.dates_in(cell) if date.precision == "day")
    return any(any_of(options.implied).search(any_of(options.pending).sub(" ", words)) for words in before)


def _days(facts: Facts, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(date.value for span in spans for date in facts.dates_in(span) if date.precision == "day")


def _on_cover(facts: Facts, stem: str) -> Iterator[_Row]:
    """The dated lines of the cover that tell of the approval, too: "Approved by TAG on 3 April 2031"."""
    document = facts.document
    for block in document.blocks[: facts.front.cover_end]:
        days, words = _days(facts, [block.span]), plain(document.quote(block.span))
        if days and stem in words:
            yield _Row(block.span, words, days, approves=True, own=True)


def _in_text(facts: Facts) -> Iterator[_Row]:
    """Where the document tells of its approval elsewhere: in a sentence, or in a table of those who approve it."""
    for event in facts.events:
        day = day_of(event)
        listed = any(event.span.overlaps(issue.row) for issue in facts.history)
        if event.event == "approved" and event.modality == "fact" and not event.about and day is not None and not listed:
            yield _Row(event.span, plain(facts.document.quote(event.span)), (str(day),), approves=True, own=True)

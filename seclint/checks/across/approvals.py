"""approval-recorded: the approval that the conclusions tell of, looked for in the final document's own record."""

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


class Meetings(Struct, frozen=True, forbid_unknown_fields=True):
    """``meeting``: regular expressions of how an approval says that it was given where the responses were presented.

    ``implied``: those of what a record of versions says of a version that must have been approved.
    """

    meeting: tuple[str, ...]
    implied: tuple[str, ...]


class _Row(Struct, frozen=True):
    """A row of a table that lists versions: its words and the days in it."""

    span: Span
    words: str
    days: tuple[str, ...]


def approval_recorded(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """An approval whose day stands nowhere in the record of versions, or stands there with another one."""
    conclusions, final = dossier.get("conclusions"), dossier.get("tad")
    if conclusions is None or final is None:
        return
    approvals = [event for event in conclusions.events if event.event == "approved" and not event.about and event.modality == "fact"]
    approvals = approvals or list(_at_meeting(conclusions, rule))
    days = {event.value for event in approvals if day_of(event) is not None}
    if len(days) != 1:
        return
    approval = next(event for event in approvals if event.value in days)
    stem = rule.messages["approve"]
    rows = [*_record(final, dossier, stem), *(row for row in _on_cover(final) if stem in row.words)]
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


def _held(rule: Rule, told_in: tuple[Facts, Event], final: Facts, rows: list[_Row]) -> Iterator[Found]:
    conclusions, approval = told_in
    stem = rule.messages["approve"]
    approved = [row for row in rows if stem in row.words]
    if any(approval.value in row.days for row in approved) or (not approved and any(approval.value in row.days for row in rows)):
        return
    dated = next((row for row in approved if row.days), None)
    version = final.front.version
    last = next((row for row in reversed(rows) if version and version in row.words), None)
    if dated is None and last is not None and any_of(rule.options.implied).search(last.words):  # "final", "for publication"
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


def _record(facts: Facts, dossier: DossierFacts, stem: str) -> Iterator[_Row]:
    """The rows of the tables that list the document's versions with their dates."""
    document = facts.document
    heads: dict[int, set[str]] = {}
    rows: dict[tuple[int, int], list[Span]] = {}
    for block in document.blocks:
        if block.cell is not None:
            if block.cell.row == 0:
                heads.setdefault(block.cell.table, set()).add(plain(document.quote(block.span)))
            else:
                rows.setdefault((block.cell.table, block.cell.row), []).append(block.span)
    columns = phrases(dossier.words.control_columns)
    for (table, _), spans in rows.items():
        titles = heads.get(table, set())
        if not (any(map(columns.search, titles)) and any("date" in title for title in titles)):
            continue
        span = Span(spans[0].start, spans[-1].end)
        telling = [cell for cell in spans if stem in plain(document.quote(cell))]
        days = _days(facts, telling) or _days(facts, spans)  # "Approved by TAG on 26 July" in the row of the version of 28 July
        yield _Row(span, plain(document.quote(span)), days)


def _days(facts: Facts, spans: Sequence[Span]) -> tuple[str, ...]:
    dates = (date for date in facts.mentions.dates if date.precision == "day")
    return tuple(date.value for date in dates if any(date.span.within(span) for span in spans))


def _on_cover(facts: Facts) -> Iterator[_Row]:
    """The dated lines of the cover, which may tell of the approval, too: "Approved by TAG on 3 April 2031"."""
    document = facts.document
    for block in document.blocks[: facts.front.cover_end]:
        days = tuple(date.value for date in facts.dates_in(block.span) if date.precision == "day")
        if days:
            yield _Row(block.span, plain(document.quote(block.span)), days)

"""document-control, document-control-order, draft-marker: the history of versions against the cover, and what still says draft."""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from seclint.checks.file import beginning
from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.tables import Table
from seclint.facts.wording import phrases
from seclint.model import Rule, Span

_VERSION = re.compile(r"(?:v(?:er(?:sion)?)?\.?\s*)?(\d{1,3}(?:\.\d{1,3})+|\d{1,3})(?![\d/.-])", re.IGNORECASE)


class Control(Struct, frozen=True, forbid_unknown_fields=True):
    """How a table of versions is told: the heads of its columns. ``planned``: words of rows that are only planned."""

    version: tuple[str, ...]
    date: tuple[str, ...]
    others: tuple[str, ...]
    planned: tuple[str, ...]


class Draft(Struct, frozen=True, forbid_unknown_fields=True):
    """``kinds``: kinds of document that are never published as drafts."""

    kinds: tuple[str, ...]


class _Row(Struct, frozen=True):
    """A row of the table of versions: the figures of its version, and the ISO day of its date, "" when it has none."""

    version: tuple[int, ...]
    written: Span
    date: str
    dated: Span


def document_control(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A cover whose version is not the last one of the table, or whose date is not that of its version there."""
    rows = _rows(facts, rule.options)
    own = facts.front.own_version(facts.kind)
    if not rows or own is None:
        return
    last = max(rows, key=lambda row: _bare(row.version))
    field = facts.front.fields["version"]
    if _bare(last.version) != _bare(_figures(own)):
        written = facts.document.quote(last.written)
        yield found(facts, rule, field.span, related=[(last.written, rule.messages["row"])], cover=field.value, last=written)
        return
    date = facts.front.fields.get("date")
    if date is not None and facts.front.date and last.date and len(facts.front.date) == 10 and last.date != facts.front.date:
        yield found(
            facts,
            rule,
            date.span,
            variant="date",
            related=[(last.dated, rule.messages["row"])],
            cover=in_words(facts.front.date),
            last=in_words(last.date),
            version=facts.document.quote(last.written),
        )


def document_control_order(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every row that breaks the order of the table, whether it runs from the first version on or from the last one back."""
    rows = _rows(facts, rule.options)
    if len(rows) < 2:
        return
    rising = _bare(rows[0].version) <= _bare(rows[-1].version)
    ordered = rows if rising else rows[::-1]
    for before, after in pairwise(ordered):
        if len(before.version) > 2 or len(after.version) > 2:
            continue  # "1.1.1" is a branch of 1.1, which may go on after 1.2
        if _bare(after.version) < _bare(before.version) or (after.version == before.version and after.date != before.date):
            yield _out_of_order(facts, rule, "", before.written, after.written)
        elif before.date and after.date and after.date < before.date:
            yield _out_of_order(facts, rule, "date", before.dated, after.dated)


def draft_marker(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A watermark, status or version that says draft, in a document that is final by its kind or by what else it says of itself."""
    options: Draft = rule.options
    front, profile = facts.front, facts.profile
    drafts, finals = phrases(profile.drafts), phrases(profile.finals)
    status = front.fields.get("status")
    is_draft = bool(status and drafts.search(status.value))
    is_final = bool(status and finals.search(status.value) and not is_draft)
    never = facts.kind in options.kinds or _is_told_approved(facts)
    watermark = facts.document.features.get("watermark", "")
    if drafts.search(watermark) and (never or is_final):
        yield found(facts, rule, beginning(facts), variant="watermark", words=watermark)
    if status is not None and is_draft and never:
        yield found(facts, rule, status.span, words=status.value)
    version, own = front.fields.get("version"), front.own_version(facts.kind)
    unfinished = version is not None and own and (own.startswith("0.") or drafts.search(version.value))
    if version is not None and unfinished and (never or is_final):
        yield found(facts, rule, version.span, variant="version", words=version.value)


def _is_told_approved(facts: Facts) -> bool:
    """Whether a Testing Approach Document tells of its own approval, and bears no version of a draft."""
    return facts.kind == "tad" and bool(facts.approvals) and not (facts.front.version or "0.").startswith("0.")


def _out_of_order(facts: Facts, rule: Rule, variant: str, before: Span, after: Span) -> Found:
    quote = facts.document.quote
    return found(facts, rule, after, variant=variant, related=[(before, rule.messages["before"])], after=quote(after), before=quote(before))


def _rows(facts: Facts, options: Control) -> list[_Row]:
    """The rows of the table of versions, but for those that are only planned; the first table that looks like one counts."""
    for table in facts.tables:
        version, date = table.column(options.version), table.column(options.date)
        if version is None or date is None or version == date:
            continue
        if not any(phrases(options.others).search(head) for index, head in enumerate(table.heads) if index not in (version, date)):
            continue
        rows = list(_read(facts, table, version, date, options))
        if rows:
            return rows
    return []


def _read(facts: Facts, table: Table, version: int, date: int, options: Control) -> Iterator[_Row]:
    quote, planned = facts.document.quote, phrases(options.planned)
    for row in table.rows:
        number = _VERSION.fullmatch(quote(row[version]).strip())
        if number is None or any(planned.search(quote(cell)) for cell in row):
            continue
        day = next((one for one in facts.mentions.dates if one.span.within(row[date]) and one.precision == "day"), None)
        if day is None and quote(row[date]).strip():
            continue
        yield _Row(_figures(number[1]), row[version], day.value if day else "", day.span if day else row[date])


def _figures(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _bare(version: tuple[int, ...]) -> tuple[int, ...]:
    """The version without noughts at its end: "2" and "2.0" are one."""
    while len(version) > 1 and version[-1] == 0:
        version = version[:-1]
    return version

"""document-control, document-control-order, draft-marker: the history of versions against the cover, and what still says draft."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec import Struct

from seclint.checks.file import beginning
from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.history import Issue, bare, figures
from seclint.facts.wording import any_of, phrases
from seclint.model import Rule, Span
from seclint.recognise import inside

_LINES = ("paragraph", "title", "heading")
_LONGEST = 9  # words of such a line


class Control(Struct, frozen=True, forbid_unknown_fields=True):
    """``decided``: regular expressions of what makes a row's date that of a decision; the document may be dated up to ``days`` later."""

    decided: tuple[str, ...]
    days: int


class Draft(Struct, frozen=True, forbid_unknown_fields=True):
    """``kinds``: kinds of document that are never published as drafts."""

    kinds: tuple[str, ...]


def document_control(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A cover whose version is not the last one of the table, or whose date is not that of its version there."""
    rows = facts.history
    own = facts.front.own_version(facts.kind)
    if not rows or own is None:
        return
    last = max(rows, key=lambda row: row.bare)
    field = facts.front.fields["version"]
    if last.bare != bare(figures(own)):
        written = facts.document.quote(last.written)
        yield found(facts, rule, field.span, related=[(last.written, rule.messages["row"])], cover=field.value, last=written)
        return
    dated, day = facts.front.fields.get("date"), facts.front.date or ""
    if dated is not None and last.date and len(day) == 10 and last.date != day and not _is_decision(facts, rule.options, last, day):
        yield found(
            facts,
            rule,
            dated.span,
            variant="date",
            related=[(last.dated, rule.messages["row"])],
            cover=in_words(day),
            last=in_words(last.date),
            version=facts.document.quote(last.written),
        )


def _is_decision(facts: Facts, options: Control, row: Issue, day: str) -> bool:
    """Whether a row is dated by the decision on the document, which is published on the day or soon after.

    A row that dates the decision besides is dated by the version.
    """
    decided = any_of(options.decided).search(facts.document.quote(row.row))
    if any(one.precision == "day" and one.value != row.date for one in inside(facts.mentions.dates, row.row)):
        return False
    return decided is not None and 0 < (date.fromisoformat(day) - date.fromisoformat(row.date)).days <= options.days


def document_control_order(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every row that breaks the order of the table, whether it runs from the first version on or from the last one back."""
    rows = facts.history
    if len(rows) < 2:
        return
    rising = rows[0].bare <= rows[-1].bare
    ordered = rows if rising else rows[::-1]
    for before, after in pairwise(ordered):
        if len(before.version) > 2 or len(after.version) > 2:
            continue  # "1.1.1" is a branch of 1.1, which may go on after 1.2
        if after.bare < before.bare or (after.version == before.version and after.date != before.date):
            yield _out_of_order(facts, rule, "", before.written, after.written)
        elif _is_earlier(after, before):
            yield _out_of_order(facts, rule, "date", before.dated, after.dated)


def _is_earlier(after: Issue, before: Issue) -> bool:
    """Whether a row is dated before another one, by the day where both give it, and else by the month."""
    if before.date and after.date:
        return after.date < before.date
    return bool(before.month and after.month) and after.month < before.month


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
    for line in _lines_of_draft(facts, drafts) if never or is_final else ():
        yield found(facts, rule, line, words=facts.document.quote(line))
    version, own = front.fields.get("version"), front.own_version(facts.kind)
    if version is None or not own or not (never or is_final):
        return
    is_called_final = finals.search(version.value.partition("(")[0])  # "Final 1.0 (the draft went round in May)"
    if own.startswith("0.") or (drafts.search(version.value) and not is_called_final):
        yield found(facts, rule, version.span, variant="version", words=version.value)


def _lines_of_draft(facts: Facts, drafts: re.Pattern[str]) -> Iterator[Span]:
    """Lines of the cover without a label that begin with what drafts say of themselves and name none: "DRAFT for approval by TAG"."""
    known = [field.span for field in facts.front.fields.values()]
    for block in facts.document.blocks[: facts.front.cover_end]:
        words = facts.document.quote(block.span)
        if block.kind not in _LINES or not drafts.match(words) or len(words.split()) > _LONGEST:
            continue
        named = facts.lexicon.artefact.search(words) or any(one.span.overlaps(block.span) for one in facts.mentions.releases)
        if not named and not any(span.overlaps(block.span) for span in known):
            yield block.span


def _is_told_approved(facts: Facts) -> bool:
    """Whether a Testing Approach Document tells of its own approval, in its text or its history, and bears no version of a draft."""
    if facts.kind != "tad" or (facts.front.version or "0.").startswith("0."):
        return False
    return bool(facts.approvals) or _is_approved_in_history(facts)


def _is_approved_in_history(facts: Facts) -> bool:
    """Whether the history says of the document's own version that it is the final one."""
    own = bare(figures(facts.front.version or "0"))
    finals, drafts = phrases(facts.profile.finals), phrases(facts.profile.drafts)
    rows = [facts.document.quote(issue.row) for issue in facts.history if issue.bare == own]
    return any(finals.search(row) and not drafts.search(row) for row in rows)


def _out_of_order(facts: Facts, rule: Rule, variant: str, before: Span, after: Span) -> Found:
    quote = facts.document.quote
    return found(facts, rule, after, variant=variant, related=[(before, rule.messages["before"])], after=quote(after), before=quote(before))

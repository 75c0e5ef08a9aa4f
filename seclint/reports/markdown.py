"""The report as Markdown, for a comment on a pull request: a verdict, one table for each document, and what could not be checked."""

import re
from collections.abc import Iterable, Iterator, Sequence

from seclint.model import Checked, Finding, Report
from seclint.reports import Look
from seclint.reports.layout import cut
from seclint.reports.words import (
    accepted,
    beside,
    by_path,
    counted,
    elsewhere,
    harmless,
    not_checked,
    place_in_words,
    summary_in_words,
    untold,
)

# A comment on GitHub holds 65,536 characters; some room stays for what a workflow puts around the report.
MOST_CHARACTERS = 60_000
_LONGEST_QUOTE = 200
_MOST_UNCHECKED = 50
_SIGNS = {"error": "❌ error", "warning": "⚠️ warning", "note": "ℹ️ note"}
_SPECIAL = re.compile(r"[&<>|`*_\[\]\\@#~!$:]")


def render(report: Report, look: Look) -> str:  # noqa: ARG001 - every format has the same form
    """The report, cut to what one comment holds; a line at its end says how many findings are left out."""
    new = [finding for finding in report.findings if finding.status == "new"]
    found = by_path(new)
    head = f"### seclint: {report.verdict}\n\n{summary_in_words(report)}\n"
    blocks = [head, *_could_not(report)]
    room, shown = MOST_CHARACTERS - sum(map(len, blocks)), 0
    for path in (*(document.path for document in report.documents), *elsewhere(report)):
        top = f"\n#### {literal(path)}\n\n| | Place | Words | What is wrong |\n| --- | --- | --- | --- |\n"
        rows = list(_rows(found[path], room - len(top)))
        if rows:
            blocks += [top, *rows]
            room -= sum(map(len, (top, *rows)))
            shown += len(rows)
    if shown < len(new):
        blocks.append(f"\n{counted(len(new) - shown, 'more finding')}: run `seclint check` to see all.\n")
    return "".join(blocks)


def _could_not(report: Report) -> Iterator[str]:
    unreadable = [document for document in report.documents if document.status == "unreadable"]
    if unreadable or report.errors:
        yield "\n"
    yield from map(_unreadable, unreadable)
    for crash in report.errors:
        yield f"- **check failed**: {literal(crash)}\n"
    yield from _folded("waived", [literal(line) for line in accepted(report)])
    untried = [f"{literal(one.path)}: {literal(untold(one))}" for one in not_checked(report)]
    yield from _folded("not checked", untried[:_MOST_UNCHECKED])
    if len(untried) > _MOST_UNCHECKED:
        yield f"\n{counted(len(untried) - _MOST_UNCHECKED, 'more thing')} could not be checked.\n"


def _folded(summary: str, lines: Sequence[str]) -> Iterator[str]:
    """Lines that are seen when somebody opens them."""
    if lines:
        listed = "".join(f"- {line}\n" for line in lines)
        yield f"\n<details><summary>{len(lines)} {summary}</summary>\n\n{listed}\n</details>\n"


def _unreadable(document: Checked) -> str:
    return f"- **unreadable**: {literal(document.path)}: {literal(document.error or '')}. {literal(document.hint or '')}\n"


def _rows(findings: Iterable[Finding], room: int) -> Iterator[str]:
    """The rows of a table, from the first on, that take less than so many characters."""
    for row in map(_row, findings):
        room -= len(row)
        if room <= 0:
            return
        yield row


def _row(finding: Finding) -> str:
    says = literal(finding.message) + "".join(f"<br>{literal(note)}" for note in finding.notes)
    for other in finding.related:
        where = beside(finding, other)
        says += f"<br>*See:* {literal(': '.join(filter(None, (where, other.message))))}"
    if finding.fix is not None:
        says += f"<br>*Fix:* {literal(finding.fix.description)}"
    standing = f"{_SIGNS[finding.severity]}<br>{finding.rule}"
    return f"| {standing} | {literal(place_in_words(finding.place))} | {literal(cut(finding.quote, _LONGEST_QUOTE))} | {says} |\n"


def literal(text: str) -> str:
    """The text so that Markdown, HTML and mentions of people in it are only text."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", harmless(text))

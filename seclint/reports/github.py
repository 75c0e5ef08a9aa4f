"""The report as workflow commands of GitHub Actions, which become annotations: https://docs.github.com/actions (workflow commands)."""

from collections.abc import Iterator
from typing import NamedTuple

from seclint.model import Finding, Report
from seclint.reports import Look
from seclint.reports.brief import line_of
from seclint.reports.words import accepted, beside, harmless, not_checked, place_in_words, summary_in_words, uncommanding, untold

# What GitHub shows of the commands of one step: https://docs.github.com/rest/checks (limits of annotations).
MOST_OF_A_LEVEL = 10
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


class _Annotation(NamedTuple):
    """A command of a level, and the line that stands in the log where GitHub takes no more of that level."""

    level: str
    command: str
    line: str


def render(report: Report, look: Look) -> str:
    """One command for each new finding, each unreadable document and each crashed check; last the summary, unless ``look.quiet``.

    What is more than GitHub shows of one level is a plain line in the log, and a line at the end says so.
    """
    shown: dict[str, int] = {}
    lines, more = [], 0
    for one in _annotations(report):
        shown[one.level] = shown.get(one.level, 0) + 1
        fits = shown[one.level] <= MOST_OF_A_LEVEL
        more += not fits
        lines.append(one.command if fits else uncommanding(harmless(one.line)))
    if more:
        lines.append(f"GitHub shows {MOST_OF_A_LEVEL} of each level at a step; {more} more stand only in this log")
    if not look.quiet:
        lines.append(f"{report.verdict}: {summary_in_words(report)}")
    return "".join(f"{line}\n" for line in lines)


def _annotations(report: Report) -> Iterator[_Annotation]:
    for document in report.documents:
        if document.status == "unreadable":
            says = f"{document.error}. {document.hint or ''}".strip()
            yield _annotation("error", says, f"{document.path}: unreadable: {says}", file=document.path, title="unreadable")
    for crash in report.errors:
        yield _annotation("error", crash, f"error: {crash}", title="check-failed")
    yield from (_finding(finding) for finding in report.findings if finding.status == "new")
    for one in not_checked(report):
        says = untold(one)
        yield _annotation("notice", says, f"{one.path}: {says}", file=one.path)
    yield from (_annotation("notice", line, line) for line in accepted(report))


def _finding(finding: Finding) -> _Annotation:
    place = place_in_words(finding.place)
    return _annotation(
        _COMMANDS[finding.severity],
        "\n".join(_says(finding, place)),
        line_of(finding),
        file=finding.path,
        line=str(finding.place.line or ""),
        endLine=str(finding.place.end_line or ""),
        title=f"{finding.rule} {finding.name}",
    )


def _says(finding: Finding, place: str) -> Iterator[str]:
    yield finding.message
    if place:
        yield f"{place}: {finding.quote}" if finding.quote else place
    yield from finding.notes
    for other in finding.related:
        where = beside(finding, other)
        yield "see: " + ": ".join(filter(None, (where, other.message, other.quote)))
    if finding.fix is not None:
        yield f"fix: {finding.fix.description}"


def _annotation(level: str, message: str, plain: str, **properties: str) -> _Annotation:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return _Annotation(level, f"::{level} {listed}::{_data(message)}" if listed else f"::{level}::{_data(message)}", plain)


def _data(text: str) -> str:
    lines = (harmless(line) for line in text.split("\n"))
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    return harmless(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")

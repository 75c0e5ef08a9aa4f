"""The report as workflow commands of GitHub Actions, which become annotations: https://docs.github.com/actions (workflow commands)."""

from collections.abc import Iterator

from seclint.model import Finding, Report
from seclint.reports import Look
from seclint.reports.words import accepted, harmless, place_in_words, summary_in_words

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, look: Look) -> str:
    """One command for each new finding, each unreadable document and each crashed check; last the summary, unless ``look.quiet``."""
    lines = [
        _command("error", f"{document.error}. {document.hint or ''}".strip(), file=document.path, title="unreadable")
        for document in report.documents
        if document.status == "unreadable"
    ]
    lines += [_annotation(finding) for finding in report.findings if finding.status == "new"]
    lines += [_command("error", crash, title="check-failed") for crash in report.errors]
    lines += [_command("notice", f"{one.rule} could not be checked: {one.reason}", file=one.path) for one in report.unchecked]
    lines += [_command("notice", line) for line in accepted(report)]
    if not look.quiet:
        lines.append(f"{report.verdict}: {summary_in_words(report)}")
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding) -> str:
    place = place_in_words(finding.place)
    return _command(
        _COMMANDS[finding.severity],
        "\n".join(_says(finding, place)),
        file=finding.path,
        line=str(finding.place.line or ""),
        endLine=str(finding.place.end_line or ""),
        title=f"{finding.rule} {finding.name}",
    )


def _says(finding: Finding, place: str) -> Iterator[str]:
    yield harmless(finding.message)
    if place:
        yield harmless(f"{place}: {finding.quote}" if finding.quote else place)
    yield from map(harmless, finding.notes)
    if finding.fix is not None:
        yield harmless(f"fix: {finding.fix.description}")


def _command(name: str, message: str, **properties: str) -> str:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {listed}::{_data(message)}" if listed else f"::{name}::{_data(message)}"


def _data(text: str) -> str:
    lines = (harmless(line) for line in text.split("\n"))
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    return harmless(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")

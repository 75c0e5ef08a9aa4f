"""The report with one line a finding: path, place, severity, rule, message."""

from seclint.model import Finding, Report
from seclint.reports import Look
from seclint.reports.words import accepted, harmless, not_checked, place_in_words, summary_in_words, uncommanding


def render(report: Report, look: Look) -> str:
    """One line for each new finding and each unreadable document; last the summary, unless ``look.quiet``."""
    lines = [f"{document.path}: error: unreadable: {document.error}" for document in report.documents if document.status == "unreadable"]
    lines += [line_of(finding) for finding in report.findings if finding.status == "new"]
    lines += [f"error: {crash}" for crash in report.errors]
    lines += accepted(report)
    if not look.quiet:
        lines += [f"{one.path}: unchecked: {one.rule}: {one.reason}" for one in not_checked(report)]
        lines.append(f"{report.verdict}: {summary_in_words(report)}")
    return "".join(uncommanding(harmless(line)) + "\n" for line in lines)


def line_of(finding: Finding) -> str:
    """The finding in one line."""
    place = place_in_words(finding.place)
    where = f"{finding.path}: {place}" if place else finding.path
    return f"{where}: {finding.severity}: {finding.rule} {finding.name}: {finding.message}"

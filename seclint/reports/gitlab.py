"""The report for GitLab's code quality widget (the Code Climate subset that GitLab documents): a JSON list."""

import hashlib
from typing import Any

from seclint.model import Finding, Report
from seclint.reports import Look
from seclint.reports.json import dumps
from seclint.reports.words import harmless, not_checked, place_in_words, untold

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report, look: Look) -> str:  # noqa: ARG001 - every format has the same form
    """A list of issues: the new findings, those that are waived, unreadable documents, checks that crashed, and what is unchecked."""
    issues = [
        _issue("unreadable", "blocker", f"{document.error}. {document.hint or ''}".strip(), document.path, 1, document.path)
        for document in report.documents
        if document.status == "unreadable"
    ]
    issues += [_issue("check-failed", "blocker", crash, crash.partition(": ")[0], 1, crash) for crash in report.errors]
    issues += [_finding(finding) for finding in report.findings if finding.status != "known"]
    issues += [_issue("unchecked", "info", untold(one), one.path, 1, f"{one.path}\0{one.reason}") for one in not_checked(report)]
    return dumps(issues)


def _finding(finding: Finding) -> dict[str, Any]:
    place = place_in_words(finding.place)
    says = f"{finding.message} ({place})" if place else finding.message
    severity = _SEVERITIES[finding.severity]
    if finding.waiver is not None:
        severity, says = "info", f"Waived {finding.severity}: {says} - {finding.waiver.reason}; {finding.waiver.by}"
    fingerprint = f"{finding.path}\0{finding.fingerprint}"
    return _issue(finding.name, severity, says, finding.path, finding.place.line or 1, fingerprint)


def _issue(name: str, severity: str, says: str, path: str, line: int, key: str) -> dict[str, Any]:
    return {
        "description": harmless(says),
        "check_name": name,
        "fingerprint": hashlib.sha256(f"{name}\0{key}".encode("utf-8", "surrogateescape")).hexdigest(),
        "severity": severity,
        "location": {"path": path.replace("\\", "/").removeprefix("./"), "lines": {"begin": line}},
    }

"""The report for programs: schema "seclint-check/1" of the interface contract. Keys are added, never renamed, within a version."""

import json
from typing import Any

from seclint.model import Checked, Finding, Fix, Place, Related, Report, Waived
from seclint.reports import Look
from seclint.reports.words import summary_of


def render(report: Report, look: Look) -> str:  # noqa: ARG001 - every format has the same form
    """One JSON object, indented, non-ASCII characters as they are."""
    return dumps(as_data(report))


def dumps(data: object) -> str:
    """JSON as every command of seclint writes it; lone surrogates, which UTF-8 cannot hold, are escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain data."""
    return {
        "schema": "seclint-check/1",
        "tool": {
            "name": "seclint",
            "version": report.version,
            "rulebook": f"sha256:{report.rulebook}",
            "as_of": report.as_of,
            "stage": report.stage,
        },
        "verdict": report.verdict,
        "documents": [_document(document) for document in report.documents],
        "findings": [_finding(finding) for finding in report.findings],
        "unchecked": [{"path": one.path, "rule": one.rule, "reason": one.reason} for one in report.unchecked],
        "errors": list(report.errors),
        "summary": summary_of(report),
    }


def place_data(place: Place) -> dict[str, Any]:
    """A place as plain data; boxes are lists [page, x0, y0, x1, y1]."""
    return {
        "page": place.page,
        "section": place.section,
        "heading": place.heading,
        "paragraph": place.paragraph,
        "line": place.line,
        "boxes": [[int(box[0]), *(round(side, 2) for side in box[1:])] for box in place.boxes],
    }


def _document(document: Checked) -> dict[str, Any]:
    return {
        "path": document.path,
        "kind": document.kind or None,
        "release": document.release,
        "version": document.version,
        "date": document.date,
        "sha256": document.sha256,
        "pages": document.pages,
        "status": document.status,
        "error": f"{document.error} ({document.hint})" if document.error and document.hint else document.error,
        "dossier": document.dossier,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "path": finding.path,
        "place": place_data(finding.place),
        "quote": finding.quote,
        "context": finding.context,
        "related": [_related(other) for other in finding.related],
        "notes": list(finding.notes),
        "fix": _fix(finding.fix),
        "fingerprint": finding.fingerprint,
        "status": finding.status,
        "waiver": _waiver(finding.waiver),
    }


def _waiver(waiver: Waived | None) -> dict[str, Any] | None:
    return {"reason": waiver.reason, "by": waiver.by, "expires": waiver.expires} if waiver else None


def _related(other: Related) -> dict[str, Any]:
    return {"path": other.path, "place": place_data(other.place), "quote": other.quote, "message": other.message}


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {"description": fix.description, "replace": fix.replace, "with": fix.with_, "safe": fix.safe}

"""The report as SARIF 2.1.0 (OASIS), for code scanning: one run, its rules, one result for each finding."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from seclint.model import EXIT_CODES, Checked, Finding, Fix, Place, Related, Report, Rule
from seclint.reports import Look
from seclint.reports.json import dumps
from seclint.reports.layout import cut
from seclint.reports.words import counted, harmless, place_in_words, untold

# What GitHub takes of one run, result and description: https://docs.github.com/en/code-security/code-scanning (SARIF support, limits).
MOST_RESULTS = 25_000
_MOST_RELATED = 100
_LONGEST = 1024
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_PRECISION = "high"


def render(report: Report, look: Look) -> str:  # noqa: ARG001 - every format has the same form
    """One SARIF log with one run. Findings beyond what GitHub takes are left out, the gravest last, and a notification says so."""
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]})


def _run(report: Report) -> dict[str, Any]:
    kept = sorted(report.findings, key=lambda finding: ("error", "warning", "note").index(finding.severity))[:MOST_RESULTS]
    kept_ids = {id(finding) for finding in kept}
    findings = [finding for finding in report.findings if id(finding) in kept_ids]
    found = {finding.rule for finding in findings}
    rules = [rule for rule in report.rules if rule.id in found]
    index = {rule.id: position for position, rule in enumerate(rules)}
    return {
        "tool": {"driver": {"name": "seclint", "version": report.version, "rules": [_rule(rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": report.verdict != "incomplete",
                "exitCode": EXIT_CODES[report.verdict],
                "toolExecutionNotifications": list(_notifications(report, len(report.findings) - len(findings))),
            }
        ],
        "artifacts": [_artifact(document) for document in report.documents],
        "results": [_result(finding, index) for finding in findings],
        "properties": {"rulebook": f"sha256:{report.rulebook}", "asOf": report.as_of, "stage": report.stage, "verdict": report.verdict},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    help_text = f"{rule.why}\n\n{rule.fix}\n\n{rule.source}"
    markdown = f"**Why it matters.** {rule.why}\n\n**How to put it right.** {rule.fix}\n\n**Source.** {rule.source}"
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": cut(f"{rule.title}. {rule.why}", _LONGEST)},
        "help": {"text": help_text, "markdown": markdown},
        "defaultConfiguration": {"level": rule.severity, "enabled": rule.default},
        "properties": {"tags": [rule.name, rule.id[:3]], "precision": _PRECISION, "problem.severity": _problem(rule)},
    }


def _problem(rule: Rule) -> str:
    return "recommendation" if rule.severity == "note" else rule.severity


def _artifact(document: Checked) -> dict[str, Any]:
    artifact: dict[str, Any] = {"location": {"uri": uri(document.path)}}
    if document.sha256:
        artifact["hashes"] = {"sha-256": document.sha256}
    return artifact


def _notifications(report: Report, cut: int) -> Iterable[dict[str, Any]]:
    for document in report.documents:
        if document.status == "unreadable":
            yield _notification("error", f"{document.path}: {document.error}. {document.hint or ''}", document.path)
    for crash in report.errors:
        yield _notification("error", crash)
    for one in report.unchecked:
        yield _notification("note", untold(one), one.path)
    if cut:
        yield _notification("warning", f"{counted(cut, 'finding')} beyond the {MOST_RESULTS} that code scanning takes are left out here")


def _notification(level: str, text: str, path: str = "") -> dict[str, Any]:
    notification: dict[str, Any] = {"level": level, "message": {"text": harmless(text).strip()}}
    if path:
        notification["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}]
    return notification


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": _message(finding)},
        "locations": [_location(finding.path, finding.place, finding.quote)],
        # GitHub tells results apart by the hash of a line, and would make its own, of which a Word file has but one.
        "partialFingerprints": {"seclint/v1": finding.fingerprint, "primaryLocationLineHash": finding.fingerprint},
        "baselineState": "unchanged" if finding.status == "known" else "new",
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    if finding.related:
        result["relatedLocations"] = [_related(number, other) for number, other in _numbered(finding)]
    if finding.fix is not None:
        result |= _fix(finding, finding.fix)
    if finding.waiver is not None:
        why = f"{finding.waiver.reason} ({finding.waiver.by})"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": harmless(why)}]
    elif finding.status == "known":
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": "recorded in the baseline"}]
    return result


def _message(finding: Finding) -> str:
    """All that GitHub shows of a result: what is wrong, where a file has no lines, the other places, which it links to, and the fix."""
    says = [finding.message, *finding.notes]
    place = place_in_words(finding.place)
    if place and finding.place.line is None:
        says.append(f"{place}: “{finding.quote}”" if finding.quote else place)
    said = ". ".join(_plain(one) for one in says)
    for number, other in _numbered(finding):
        said += f". See [{_plain(place_in_words(other.place) or other.path)}]({number}): {_plain(other.message)}"
    return f"{said}. To put it right: {_plain(finding.fix.description)}" if finding.fix else said


def _plain(text: str) -> str:
    """The text so that no part of it is taken for a link of SARIF, which looks like [words](target)."""
    return harmless(text).replace("](", "\\](")


def _numbered(finding: Finding) -> Iterator[tuple[int, Related]]:
    return enumerate(finding.related[:_MOST_RELATED], 1)


def _related(number: int, other: Related) -> dict[str, Any]:
    return {"id": number, **_location(other.path, other.place, other.quote), "message": {"text": harmless(other.message)}}


def _location(path: str, place: Place, words: str) -> dict[str, Any]:
    """GitHub shows nothing without a line, so a Word or PDF file has line 1; where it truly stands is the logical location."""
    region: dict[str, Any] = {"startLine": place.line or 1, "snippet": {"text": harmless(words)}}
    if place.line and place.column and place.end_line and place.end_column:
        region |= {"startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": region}}
    logical = [*_logical(place)]
    if logical:
        location["logicalLocations"] = logical
    return location


def _logical(place: Place) -> Iterable[dict[str, Any]]:
    words = place_in_words(place)
    if words:
        yield {"fullyQualifiedName": harmless(words), "kind": "section" if place.section or place.heading else "page"}
    if place.page is not None:
        yield {"name": str(place.page), "kind": "page"}
    if place.section:
        yield {"name": harmless(place.section), "kind": "section"}
    if place.paragraph:
        yield {"name": harmless(place.paragraph), "kind": "paragraph"}


def _fix(finding: Finding, fix: Fix) -> dict[str, Any]:
    """A SARIF fix where the words stand on a line of a text file; otherwise the advice alone, as a property."""
    place = finding.place
    if not fix.replace or not place.line or place.line != place.end_line or fix.replace != finding.quote:
        return {"properties": {"fix": harmless(fix.description), "safe": fix.safe}}
    region = {"startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}
    change = {
        "artifactLocation": {"uri": uri(finding.path)},
        "replacements": [{"deletedRegion": region, "insertedContent": {"text": fix.with_}}],
    }
    return {"fixes": [{"description": {"text": harmless(fix.description)}, "artifactChanges": [change]}], "properties": {"safe": fix.safe}}


def uri(path: str) -> str:
    """The path as a URI reference: relative ones stay relative, with every character that a URI cannot hold escaped."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix().encode("utf-8", "surrogateescape"))

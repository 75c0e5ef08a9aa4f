"""The report as JUnit XML, which every CI shows: a suite for each document, a case for each rule that was tried on it."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from seclint.checks import KINDS, of_the_run
from seclint.model import SEVERITIES, Checked, Finding, Report, Rule, Unchecked
from seclint.reports import Look
from seclint.reports.words import by_path, elsewhere, harmless, place_in_words

# What XML 1.0 cannot hold even as a reference, besides the control characters.
_IMPOSSIBLE = re.compile("[\ufffe\uffff]")


def render(report: Report, look: Look) -> str:  # noqa: ARG001 - every format has the same form
    """One ``testsuites`` element. A case fails when its findings count against the verdict; other findings are its output."""
    found, unchecked = by_path(report.findings), by_path(report.unchecked)
    tested = [*report.documents, *(Checked(path, "checked") for path in elsewhere(report))]
    suites = [_suite(report, document, found[document.path], unchecked[document.path]) for document in tested]
    if report.errors:
        suites.append(_failed_checks(report.errors))
    root = Xml.Element("testsuites", {"name": "seclint", **_totals(suites)})
    root.extend(suites)
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'


def _suite(report: Report, document: Checked, findings: Sequence[Finding], unchecked: Sequence[Unchecked]) -> Xml.Element:
    cases = _cases(report, document, findings, unchecked) if document.status == "checked" else [_unreadable(document)]
    suite = Xml.Element(
        "testsuite",
        name=_text(document.path),
        tests=str(len(cases)),
        failures=str(sum(case.find("failure") is not None for case in cases)),
        errors=str(sum(case.find("error") is not None for case in cases)),
        skipped=str(sum(case.find("skipped") is not None for case in cases)),
    )
    suite.extend(cases)
    return suite


def _cases(report: Report, document: Checked, findings: Sequence[Finding], unchecked: Sequence[Unchecked]) -> list[Xml.Element]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.rule, []).append(finding)
    untried: dict[str, list[str]] = {}
    for one in unchecked:
        untried.setdefault(one.rule, []).append(one.reason)
    counted = SEVERITIES[: SEVERITIES.index(report.fail_on) + 1] if report.fail_on else ()
    tried = [rule for rule in report.rules if rule.id in found or _is_tried(rule, document)]
    cases = [_case(document, rule, found.get(rule.id, []), untried.pop(rule.id, []), counted) for rule in tried]
    return cases + [_untried(document, rule, reasons) for rule, reasons in untried.items()]


def _is_tried(rule: Rule, document: Checked) -> bool:
    """Whether the rule was tried on the document: those that compare documents only were where it belongs to a dossier."""
    applies = bool(document.kind) and ("*" in rule.applies or document.kind in rule.applies)
    if rule.check not in KINDS:
        return applies and document.dossier is not None
    return applies and KINDS[rule.check].run is not of_the_run


def _case(document: Checked, rule: Rule, findings: list[Finding], untried: list[str], counted: Sequence[str]) -> Xml.Element:
    case = Xml.Element("testcase", classname=_text(document.path), name=f"{rule.id} {rule.name}", file=_text(document.path))
    failing: list[Finding] = []
    others: list[Finding] = []
    for finding in findings:
        (failing if finding.status == "new" and finding.severity in counted else others).append(finding)
    if failing:
        failure = Xml.SubElement(case, "failure", type=rule.name, message=_text(failing[0].message))
        failure.text = "\n".join(map(_line, failing))
    elif untried and not findings:
        _skip(case, untried)
    said = [*map(_line, others), *([_not_checked(untried)] if untried and findings else [])]
    if said:
        Xml.SubElement(case, "system-out").text = "\n".join(said)
    return case


def _untried(document: Checked, rule: str, reasons: Sequence[str]) -> Xml.Element:
    """What could not be checked and is no case of a rule that was tried: a part of the document, its place in a dossier, a waiver."""
    case = Xml.Element(
        "testcase", classname=_text(document.path), name="all of it" if rule == "*" else _text(rule), file=_text(document.path)
    )
    _skip(case, reasons)
    return case


def _skip(case: Xml.Element, reasons: Sequence[str]) -> None:
    Xml.SubElement(case, "skipped", message=_not_checked(reasons))


def _not_checked(reasons: Sequence[str]) -> str:
    return _text(f"could not be checked: {'; '.join(reasons)}")


def _unreadable(document: Checked) -> Xml.Element:
    case = Xml.Element("testcase", classname=_text(document.path), name="readable")
    error = Xml.SubElement(case, "error", type="unreadable", message=_text(document.error or ""))
    error.text = _text(document.hint or "")
    return case


def _failed_checks(errors: Sequence[str]) -> Xml.Element:
    suite = Xml.Element("testsuite", name="seclint", tests=str(len(errors)), failures="0", errors=str(len(errors)), skipped="0")
    for crash in errors:
        case = Xml.SubElement(suite, "testcase", classname="seclint", name=_text(crash.partition(": the check ")[2] or crash))
        Xml.SubElement(case, "error", type="check-failed", message=_text(crash))
    return suite


def _totals(suites: Sequence[Xml.Element]) -> dict[str, str]:
    return {key: str(sum(int(suite.get(key, "0")) for suite in suites)) for key in ("tests", "failures", "errors", "skipped")}


def _line(finding: Finding) -> str:
    standing = finding.severity if finding.status == "new" else f"{finding.severity}, {finding.status}"
    standing += f" by {finding.waiver.by}: {finding.waiver.reason}" if finding.waiver else ""
    place = place_in_words(finding.place)
    fix = f" (fix: {finding.fix.description})" if finding.fix else ""
    return _text(f"{standing}: {finding.path}{f', {place}' if place else ''}: {finding.message}: {finding.quote}{fix}")


def _text(text: str) -> str:
    return _IMPOSSIBLE.sub("\ufffd", harmless(text))

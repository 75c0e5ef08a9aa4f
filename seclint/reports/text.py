"""The report for a person at a terminal: each finding with its place, its words underlined, and what to do."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from seclint.model import SEVERITIES, Checked, Finding, Report
from seclint.reports import Look
from seclint.reports.layout import columns, cut, cut_front, wrapped
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
    uncommanding,
)

_COLOURS = {"error": "31;1", "warning": "33;1", "note": "36;1", "place": "34", "bold": "1", "good": "32;1"}
_NARROWEST = 40
_COMMENTED = (".docx", ".docm", ".pdf")  # what `seclint annotate` writes findings into
_FIXED = (".docx", ".docm", ".md", ".txt")  # what `seclint fix` can change


def render(report: Report, look: Look) -> str:
    """The whole report by documents, ending with what to do next and one summary line unless ``look.quiet``.

    ``look.verbose`` says of each document what it was taken for, and why, to which dossier it belongs, and how long each floor took.
    """
    look = look._replace(width=max(_NARROWEST, look.width))
    several = len(report.documents) > 1
    lines: list[str] = []
    found = by_path(finding for finding in report.findings if finding.status == "new")
    for document in report.documents:
        lines += _group(document, found[document.path], look, several=several)
    for path in elsewhere(report):
        lines += _findings(found[path], look)
    for crash in report.errors:
        says, _, remedy = crash.rpartition("; ")
        lines += _headed("error", "check-failed", f": {harmless(says or remedy)}", look)
        lines += [*_remark("help", harmless(remedy), look), ""] if says else [""]
    waived = [line for one in accepted(report) for line in wrapped("", harmless(one), look.width, 4)]
    lines += [*waived, ""] if waived else []
    if not look.quiet:
        lines += _unchecked(report, look)
        lines += _next(report, look)
        lines += _summary(report, look)
    return "".join(f"{uncommanding(line)}\n" for line in lines)


def _group(document: Checked, new: Sequence[Finding], look: Look, *, several: bool) -> Iterator[str]:
    if document.status == "unreadable":
        yield from _headed("error", "unreadable", f": {harmless(document.path)}: {harmless(document.error or '')}", look)
        if document.hint:
            yield from _remark("help", harmless(document.hint), look)
        yield ""
        return
    findings = list(_findings(new, look))
    if look.verbose or (several and findings):
        yield look.painted(f"== {harmless(document.path)}: {_counts(new)}", _COLOURS["bold"])
    if look.verbose:
        yield from _told(document, look)
    if look.verbose or (several and findings):
        yield ""
    yield from findings


def _counts(new: Sequence[Finding]) -> str:
    """How many findings there are, by severity, those that there are none of left out."""
    severities = [finding.severity for finding in new]
    return ", ".join(counted(severities.count(one), one) for one in SEVERITIES if one in severities) or "nothing found"


def _told(document: Checked, look: Look) -> Iterator[str]:
    """What a document was taken for and why, where it belongs, and how long it took."""
    yield from _remark("kind", f"{document.kind} ({harmless(document.reason)})", look)
    if document.dossier:
        yield from _remark("dossier", f"{harmless(document.dossier)}, {harmless(document.role or '')}", look)
    times = ", ".join(f"{floor} {seconds:.2f} s" for floor, seconds in document.times)
    yield from _remark("time", times or "none: it has not changed since it was last checked", look)


def _findings(new: Sequence[Finding], look: Look) -> Iterator[str]:
    for finding in new:
        yield from (*_finding(finding, look), "")


def _finding(finding: Finding, look: Look) -> Iterator[str]:
    yield from _headed(finding.severity, finding.name, f" {finding.rule}: {harmless(finding.message)}", look)
    place = place_in_words(finding.place)
    first, *rest = wrapped("  --> ", harmless(finding.path) + (f", {harmless(place)}" if place else ""), look.width, 6)
    yield from (look.painted(first[:6], _COLOURS["place"]) + first[6:], *rest)
    yield from _excerpt(finding, look)
    for note in finding.notes:
        yield from _remark("note", harmless(note), look)
    for other in finding.related:
        says = (beside(finding, other), other.message, cut(harmless(other.quote), look.width))
        yield from _remark("see", harmless(": ".join(filter(None, says))), look)
    if finding.fix is not None:
        yield from _remark("fix", harmless(finding.fix.description), look)
    yield f"   = more: seclint explain {finding.name}"


def _headed(severity: str, name: str, says: str, look: Look) -> Iterator[str]:
    """The first lines of a complaint: its severity, its name, and what it says."""
    head = f"{severity}[{name}]"
    first, *rest = wrapped(head, says, look.width, 4)
    yield look.painted(head, _COLOURS[severity]) + look.painted(first[len(head) :], _COLOURS["bold"])
    yield from (look.painted(line, _COLOURS["bold"]) for line in rest)


def _remark(label: str, says: str, look: Look) -> Iterator[str]:
    head = f"   = {label}: "
    yield from wrapped(head, says, look.width, len(head))


def _excerpt(finding: Finding, look: Look) -> Iterator[str]:
    """The sentence, cut to the width around the quote, and a line of carets under the quote."""
    if not finding.context:
        return
    before = harmless(finding.context[: finding.at])
    quote = harmless(finding.context[finding.at : finding.at + len(finding.quote)])
    after = harmless(finding.context[finding.at + len(finding.quote) :])
    room = look.width - 6
    quote = cut(quote, room)
    if columns(before + quote + after) > room:
        side = room - columns(quote)
        before = cut_front(before, max(side // 2, side - columns(after))) if side > 8 else ""
        after = cut(after, room - columns(before + quote)) if room - columns(before + quote) > 4 else ""
    bar = look.painted("   |", _COLOURS["place"])
    yield f"{bar}  {before}{quote}{after}"
    yield f"{bar}  {' ' * columns(before)}{look.painted('^' * max(1, columns(quote)), _COLOURS[finding.severity])}"


def _unchecked(report: Report, look: Look) -> Iterator[str]:
    for one in not_checked(report):
        yield from wrapped(f"unchecked[{one.rule}]: ", f"{harmless(one.path)}: {harmless(one.reason)}", look.width, 4)
    if report.unchecked:
        yield ""


def _next(report: Report, look: Look) -> Iterator[str]:
    """What an author may do now with the findings that there are."""
    found = [finding for finding in report.findings if finding.status == "new"]
    commented = _in(found, _COMMENTED)
    if commented:
        into = _named(commented, "annotated")
        yield from wrapped("next: ", f"`seclint annotate {into}` puts the findings into a copy of the document as comments", look.width, 6)
    safe = [finding for finding in found if finding.fix is not None and finding.fix.safe]
    fixed = _in(safe, _FIXED)
    if fixed:
        into, number = _named(fixed, "fixed"), sum(finding.path in fixed for finding in safe)
        yield from wrapped(
            "next: ", f"`seclint fix {into}` puts {number} of them right in a copy, where nothing else can be meant", look.width, 6
        )
    if commented or fixed:
        yield ""


def _in(findings: Sequence[Finding], suffixes: Sequence[str]) -> list[str]:
    """The files with one of these suffixes in which findings stand."""
    return [path for path in dict.fromkeys(one.path for one in findings) if PurePath(path).suffix.lower() in suffixes]


def _named(paths: Sequence[str], ending: str) -> str:
    """The arguments of a command that writes into a copy, for a shell."""
    if len(paths) > 1:
        return "FILE -o COPY"
    file = PurePath(harmless(paths[0]))
    return f"{shlex.quote(str(file))} -o {shlex.quote(f'{file.stem}-{ending}{file.suffix}')}"


def _summary(report: Report, look: Look) -> Iterator[str]:
    if look.verbose and report.times:
        yield "time: " + ", ".join(f"{what} {seconds:.2f} s" for what, seconds in report.times)
    first, *rest = wrapped(f"{report.verdict}: ", summary_in_words(report), look.width, 4)
    verdict = len(report.verdict)
    yield look.painted(first[:verdict], _COLOURS["good" if report.verdict == "pass" else "error"]) + first[verdict:]
    yield from rest

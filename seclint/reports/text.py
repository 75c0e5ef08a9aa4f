"""The report for a person at a terminal: each finding with its place, its words underlined, and what to do."""

from collections.abc import Iterator

from seclint.model import Checked, Finding, Report
from seclint.reports import Look
from seclint.reports.words import accepted, elsewhere, harmless, place_in_words, summary_in_words

_COLOURS = {"error": "31;1", "warning": "33;1", "note": "36;1", "place": "34", "bold": "1", "good": "32;1"}


def render(report: Report, look: Look) -> str:
    """The whole report, ending with one summary line unless ``look.quiet``; ``look.verbose`` says what each document was taken for."""
    lines: list[str] = []
    for document in report.documents:
        if document.status == "unreadable":
            lines += [*_unreadable(document, look), ""]
        elif look.verbose:
            lines.append(f"{harmless(document.path)}: {document.kind} ({harmless(document.reason)})")
            lines += [f"   = dossier {harmless(document.dossier)}, {harmless(document.role or '')}"] if document.dossier else []
            lines.append("")
        lines += _findings(report, document.path, look)
    for path in elsewhere(report):
        lines += _findings(report, path, look)
    for crash in report.errors:
        lines += [
            f"{_painted('error[check-failed]', 'error', look)}: {harmless(crash)}",
            "   = help: please report this as a fault of seclint",
            "",
        ]
    waived = [harmless(line) for line in accepted(report)]
    lines += [*waived, ""] if waived else []
    if not look.quiet:
        lines += [f"unchecked[{one.rule}]: {harmless(one.path)}: {harmless(one.reason)}" for one in report.unchecked]
        lines += [""] if report.unchecked else []
        lines.append(_summary(report, look))
    return "".join(f"{line}\n" for line in lines)


def _findings(report: Report, path: str, look: Look) -> Iterator[str]:
    for finding in report.findings:
        if finding.path == path and finding.status == "new":
            yield from (*_finding(finding, look), "")


def _finding(finding: Finding, look: Look) -> Iterator[str]:
    head = _painted(f"{finding.severity}[{finding.name}]", finding.severity, look)
    yield f"{head} {finding.rule}: {_painted(harmless(finding.message), 'bold', look)}"
    place = place_in_words(finding.place)
    yield _painted("  --> ", "place", look) + harmless(finding.path) + (f", {harmless(place)}" if place else "")
    yield from _excerpt(finding, look)
    for note in finding.notes:
        yield f"   = note: {harmless(note)}"
    for other in finding.related:
        where = ", ".join(
            part for part in (harmless(other.path) if other.path != finding.path else "", place_in_words(other.place)) if part
        )
        where = f"{where}: " if where else ""
        yield f"   = see: {harmless(where)}{harmless(other.message)}: {_shortened(harmless(other.quote), look.width - 10)}"
    if finding.fix is not None:
        yield f"   = fix: {harmless(finding.fix.description)}"
    yield f"   = more: seclint explain {finding.name}"


def _excerpt(finding: Finding, look: Look) -> Iterator[str]:
    """The sentence, cut to the width around the quote, and a line of carets under the quote."""
    if not finding.context:
        return
    before = harmless(finding.context[: finding.at])
    quote = harmless(finding.context[finding.at : finding.at + len(finding.quote)])
    after = harmless(finding.context[finding.at + len(finding.quote) :])
    room = max(40, look.width - 6)
    quote = _shortened(quote, room)
    if len(before) + len(quote) + len(after) > room:
        side = max(0, room - len(quote))
        keep = min(len(before), max(side // 2, side - len(after)))
        before = before if keep == len(before) else "... " + before[len(before) - max(0, keep - 4) :]
        after = _shortened(after, max(4, room - len(before) - len(quote)))
    yield f"{_painted('   |', 'place', look)}  {before}{quote}{after}"
    yield f"{_painted('   |', 'place', look)}  {' ' * len(before)}{_painted('^' * max(1, len(quote)), finding.severity, look)}"


def _unreadable(document: Checked, look: Look) -> Iterator[str]:
    yield f"{_painted('error[unreadable]', 'error', look)}: {harmless(document.path)}: {harmless(document.error or '')}"
    if document.hint:
        yield f"   = help: {harmless(document.hint)}"


def _summary(report: Report, look: Look) -> str:
    verdict = {"pass": "pass", "fail": "fail", "incomplete": "incomplete"}[report.verdict]
    return f"{_painted(verdict, 'good' if verdict == 'pass' else 'error', look)}: {summary_in_words(report)}"


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(0, room - 4)] + " ..."


def _painted(text: str, colour: str, look: Look) -> str:
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if look.colour else text

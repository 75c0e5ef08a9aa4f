"""The report as one HTML page that needs nothing else: no network, no other file, and no script but its own."""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from seclint.model import SEVERITIES, Checked, Finding, Report, Rule, Unchecked
from seclint.reports import Look
from seclint.reports.html.surroundings import Surroundings
from seclint.reports.words import beside, by_path, counted, elsewhere, harmless, place_in_words, summary_of

_VERDICTS = {
    "pass": "Passed: nothing stands against publication.",
    "fail": "Failed: there are findings to put right before publication.",
    "incomplete": "Incomplete: something could not be checked.",
}


def render(report: Report, look: Look) -> str:  # noqa: ARG001 - every format has the same form
    """The whole page."""
    style, script = _asset("page.css"), _asset("page.js")
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(style, script))}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>seclint: {report.verdict}, {text(_counts(report))}</title>",
            f"<style>{style}</style>",
            "</head>",
            f'<body class="{report.verdict}">',
            '<a class="skip" href="#findings">Skip to the findings</a>',
            *_header(report),
            *_filters(report),
            '<main id="findings" tabindex="-1">',
            *_documents(report),
            "</main>",
            *_footer(report),
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        )
    )


def policy(style: str, script: str = "") -> str:
    """The Content-Security-Policy of a page that has this style and script and loads nothing; see https://www.w3.org/TR/CSP3/."""
    scripts = f" script-src 'sha256-{_digest(script)}';" if script else ""
    return f"default-src 'none'; style-src 'sha256-{_digest(style)}';{scripts} img-src data:; base-uri 'none'; form-action 'none'"


def text(words: str) -> str:
    """Words of a document or of seclint as text in the page, whatever they hold."""
    return escape(harmless(words))


def _header(report: Report) -> Iterator[str]:
    counts = summary_of(report)
    yield "<header>"
    yield "<h1>seclint report</h1>"
    yield f'<p class="verdict">{_VERDICTS[report.verdict]}</p>'
    yield '<ul class="counts">'
    for key in ("errors", "warnings", "notes", "waived", "known", "unreadable", "unchecked"):
        noun = key.removesuffix("s") if counts[key] == 1 else key
        yield f'<li class="{key}"><b>{counts[key]}</b> {noun}</li>'
    yield "</ul>"
    if len(report.documents) > 1:
        yield '<nav aria-label="Documents"><ul class="documents">'
        found = by_path(report.findings)
        for index, document in enumerate(report.documents):
            yield f'<li><a href="#d{index}">{text(document.path)}</a> {_standing(document, found[document.path])}</li>'
        yield "</ul></nav>"
    yield "</header>"


def _standing(document: Checked, findings: Sequence[Finding]) -> str:
    """How a document fares, in a few words."""
    if document.status == "unreadable":
        return '<span class="errors">could not be read</span>'
    severities = [finding.severity for finding in findings if finding.status == "new"]
    words = [f'<span class="{one}s">{counted(severities.count(one), one)}</span>' for one in SEVERITIES if one in severities]
    return ", ".join(words) or '<span class="clean">nothing found</span>'


def _filters(report: Report) -> Iterator[str]:
    yield '<form class="filters" role="search" aria-label="Filter the findings">'
    yield '<label class="search">Search <input type="search" id="search" autocomplete="off" aria-keyshortcuts="/"></label>'
    yield "<fieldset><legend>Severity</legend>"
    for severity in SEVERITIES:
        yield f'<label><input type="checkbox" name="severity" value="{severity}" checked> {severity}s</label>'
    yield "</fieldset>"
    if any(finding.status != "new" for finding in report.findings):
        yield '<label><input type="checkbox" id="accepted" checked> waived and known</label>'
    if len(report.documents) > 1:
        yield '<label>Document <select id="document"><option value="">all</option>'
        for number, document in enumerate(report.documents):
            yield f'<option value="d{number}">{text(document.path)}</option>'
        yield "</select></label>"
    yield '<p id="shown" role="status"></p>'
    yield '<p class="keys">Keys: <kbd>j</kbd> next, <kbd>k</kbd> previous, <kbd>Enter</kbd> details, <kbd>/</kbd> search</p>'
    yield "</form>"


def _documents(report: Report) -> Iterator[str]:
    rules = {rule.id: rule for rule in report.rules}
    around = Surroundings(report)
    found, unchecked = _numbered(report), by_path(report.unchecked)
    for crash in report.errors:
        yield f'<p class="trouble"><b>A check failed.</b> {text(crash)}</p>'
    for index, document in enumerate(report.documents):
        yield f'<section class="document" id="d{index}" aria-labelledby="d{index}-name">'
        yield f'<h2 id="d{index}-name">{text(document.path)}</h2>'
        yield f'<p class="facts">{_facts(document)}</p>'
        yield from _state(document, clean=not found[document.path])
        yield from _unchecked(unchecked[document.path])
        yield from _findings(found[document.path], rules, around)
        yield from around.render(document.path)
        yield "</section>"
    for path in elsewhere(report):
        yield f'<section class="document"><h2>{text(path)}</h2>'
        yield from _unchecked(unchecked[path])
        yield from _findings(found[path], rules, around)
        yield "</section>"


def _numbered(report: Report) -> Mapping[str, Sequence[tuple[int, Finding]]]:
    """The findings of each document, with their numbers in the report."""
    found: dict[str, list[tuple[int, Finding]]] = defaultdict(list)
    for number, finding in enumerate(report.findings, 1):
        found[finding.path].append((number, finding))
    return found


def _findings(findings: Sequence[tuple[int, Finding]], rules: Mapping[str, Rule], around: Surroundings) -> Iterator[str]:
    for number, finding in findings:
        yield from _finding(finding, number, rules.get(finding.rule), around)


def _facts(document: Checked) -> str:
    listed = {
        "": document.kind,
        "Release": document.release,
        "version": document.version,
        "dated": document.date,
        "pages": str(document.pages) if document.pages else None,
    }
    return text(", ".join(f"{key} {value}".strip() for key, value in listed.items() if value))


def _state(document: Checked, *, clean: bool) -> Iterator[str]:
    if document.status == "unreadable":
        yield f'<p class="trouble"><b>It could not be read:</b> {text(document.error or "")}. {text(document.hint or "")}</p>'
    elif clean:
        yield '<p class="clean">Nothing found.</p>'


def _unchecked(unchecked: Sequence[Unchecked]) -> Iterator[str]:
    if unchecked:
        yield f'<details class="unchecked"><summary>{counted(len(unchecked), "thing")} could not be checked</summary><ul>'
        yield from (f"<li>{text(one.rule)}: {text(one.reason)}</li>" for one in unchecked)
        yield "</ul></details>"


def _finding(finding: Finding, number: int, rule: Rule | None, around: Surroundings) -> Iterator[str]:
    standing = "" if finding.status == "new" else f' <span class="status">{finding.status}</span>'
    yield (
        f'<article class="finding {finding.severity} {finding.status}" id="f{number}" tabindex="-1" data-severity="{finding.severity}" '
        f'aria-labelledby="f{number}-says">'
    )
    yield (
        f'<h3 id="f{number}-says"><span class="severity">{finding.severity}</span> {text(finding.message)}{standing} '
        f'<span class="rule">{text(finding.rule)} {text(finding.name)}</span></h3>'
    )
    yield '<div class="sides">'
    yield f"<div>{_place(around, f'm{number}', place_in_words(finding.place))}{_sentence(finding)}</div>"
    for index, other in enumerate(finding.related, 1):
        where = beside(finding, other)
        place = _place(around, f"m{number}-{index}", where, says=other.message)
        yield f"<div>{place}<blockquote><mark>{text(other.quote)}</mark></blockquote></div>"
    yield "</div>"
    yield from (f'<p class="note">{text(note)}</p>' for note in finding.notes)
    if finding.waiver is not None:
        until = f", until {finding.waiver.expires}" if finding.waiver.expires else ""
        yield f'<p class="note"><b>Waived</b> by {text(finding.waiver.by)}{until}: {text(finding.waiver.reason)}</p>'
    if finding.fix is not None:
        yield f'<p class="fix"><b>To put it right:</b> {text(finding.fix.description)}</p>'
    if rule is not None:
        yield "<details><summary>Why it matters, and how to put it right</summary>"
        yield f"<p>{text(rule.why)}</p><p><b>How to put it right:</b> {text(rule.fix)}</p>"
        yield f"<p><b>Source:</b> {text(rule.source)}</p></details>"
    yield "</article>"


def _place(around: Surroundings, anchor: str, where: str, says: str = "") -> str:
    """Where words stand, leading to where they are shown, if they are; and what they are, where they are another place's."""
    target, name = around.target(anchor)
    words = text(where or name)
    if target:
        words = f'<a href="#{target}">{words}</a>'
    told = text(says) + (": " if says and words else "")
    return f'<p class="place">{told}{words}</p>' if told or words else ""


def _sentence(finding: Finding) -> str:
    if not finding.context:
        return f"<blockquote><mark>{text(finding.quote)}</mark></blockquote>" if finding.quote else ""
    end = finding.at + len(finding.quote)
    before, words, after = finding.context[: finding.at], finding.context[finding.at : end], finding.context[end:]
    return f"<blockquote>{text(before)}<mark>{text(words)}</mark>{text(after)}</blockquote>"


def _footer(report: Report) -> Iterator[str]:
    as_of = f", as of {text(report.as_of)}" if report.as_of else ""
    yield f"<footer><p>seclint {text(report.version)}, stage {report.stage}{as_of}, rulebook {text(report.rulebook[:12])}</p></footer>"


def _counts(report: Report) -> str:
    counts = summary_of(report)
    return ", ".join(counted(counts[f"{severity}s"], severity) for severity in SEVERITIES)


@cache
def _asset(name: str) -> str:
    return (files("seclint.reports.html") / name).read_text("utf-8")


def _digest(asset: str) -> str:
    return base64.b64encode(hashlib.sha256(asset.encode()).digest()).decode()

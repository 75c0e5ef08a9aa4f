"""What the formats for people share: places and counts in words, and text that no terminal can mistake for a command."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from seclint.model import SEVERITIES, Finding, Place, Related, Report, Unchecked

T = TypeVar("T", Finding, Unchecked)

# Control characters of both sets, line and paragraph separators, and the characters that turn the direction of writing.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# What GitHub Actions and Azure Pipelines take for commands in what a step prints.
_COMMAND = re.compile(r"^[^\S\n]*::|##\[", re.MULTILINE)


def harmless(text: str) -> str:
    """The text on one line, with white space as spaces and every other control character spelt out."""
    return _UNSAFE.sub(lambda match: " " if match[0] in "\t\n\r\u2028\u2029" else f"\\u{ord(match[0]):04x}", text)


def uncommanding(text: str) -> str:
    """The text so that no CI takes a part of it for a command: "::" never begins a line, "##[" never stands in one."""
    return _COMMAND.sub(lambda match: match[0].replace("::", "\\u003a:").replace("#[", "\\u0023["), text)


def place_in_words(place: Place) -> str:
    """The place as an author would say it: 'page 5, section 4 "TAG Decision", paragraph 17'."""
    words = []
    if place.page is not None:
        words.append(f"page {place.page}")
    if place.line is not None:
        words.append(f"line {place.line}")
    if place.section and place.heading:
        words.append(f'section {place.section} "{place.heading}"')
    elif place.section or place.heading:
        words.append(f"section {place.section}" if place.section else f'section "{place.heading}"')
    if place.paragraph:
        words.append(f"paragraph {place.paragraph}")
    return ", ".join(words)


def beside(finding: Finding, other: Related) -> str:
    """Where what a finding relates to stands: its document, where that is another one, and the place in it."""
    path = other.path if other.path != finding.path else ""
    return ", ".join(filter(None, (path, place_in_words(other.place))))


def by_path(those: Iterable[T]) -> Mapping[str, Sequence[T]]:
    """The findings, or what is unchecked, of each document, in the same order; none for a document that has none."""
    found: dict[str, list[T]] = defaultdict(list)
    for one in those:
        found[one.path].append(one)
    return found


def elsewhere(report: Report) -> list[str]:
    """Of what there is something to say besides the documents: the configuration file, whose waivers have findings or are unchecked."""
    documents = {document.path for document in report.documents}
    spoken_of = [finding.path for finding in report.findings] + [one.path for one in report.unchecked]
    return list(dict.fromkeys(path for path in spoken_of if path not in documents))


def accepted(report: Report) -> Iterator[str]:
    """Every waived finding in one line, with the reason and who gave it."""
    for finding in report.findings:
        if finding.waiver is not None:
            until = f", until {finding.waiver.expires}" if finding.waiver.expires else ""
            place = ", ".join(part for part in (finding.path, place_in_words(finding.place)) if part)
            yield (
                f"waived {finding.severity} {finding.rule} {finding.name}: {place}: {finding.message} "
                f"({finding.waiver.reason}; {finding.waiver.by}{until})"
            )


def not_checked(report: Report) -> Iterator[Unchecked]:
    """What could not be checked; rules that lack the same in a document are one entry, with the names of all of them."""
    together: dict[tuple[str, str], dict[str, None]] = {}
    for one in report.unchecked:
        together.setdefault((one.path, one.reason), {})[one.rule] = None
    yield from (Unchecked(", ".join(rules), reason, path) for (path, reason), rules in together.items())


def untold(one: Unchecked) -> str:
    """What could not be checked, and why."""
    return f"not checked ({one.rule}): {one.reason}" if one.rule != "*" else f"not all was checked: {one.reason}"


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 error", "2 errors"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def summary_of(report: Report) -> dict[str, int]:
    """The counts of CLI.md's summary. Findings that are known or waived count as such and not by severity."""
    new = [finding for finding in report.findings if finding.status == "new"]
    counts = {f"{severity}s": sum(finding.severity == severity for finding in new) for severity in SEVERITIES}
    return {
        "documents": len(report.documents),
        "unreadable": sum(document.status == "unreadable" for document in report.documents),
        **counts,
        "known": sum(finding.status == "known" for finding in report.findings),
        "waived": sum(finding.status == "waived" for finding in report.findings),
        "unchecked": len(report.unchecked),
    }


def summary_in_words(report: Report) -> str:
    """One line: documents, findings by severity, waived, known, unchecked."""
    counts = summary_of(report)
    words = [counted(counts["documents"], "document")]
    if counts["unreadable"]:
        words.append(f"{counts['unreadable']} unreadable")
    words += [counted(counts[f"{severity}s"], severity) for severity in SEVERITIES]
    words += [f"{counts[status]} {status}" for status in ("waived", "known", "unchecked")]
    return ", ".join(words)

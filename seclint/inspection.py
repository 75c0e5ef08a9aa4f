"""Rules on one document: what is found, with everything that a report says of it."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from seclint.checks import KINDS
from seclint.errors import SeclintError, in_one_line
from seclint.facts import Facts
from seclint.library import Library
from seclint.model import Checked, Finding, Place, Rule, Span, Unchecked
from seclint.records import Record


def check(facts: Facts, rules: Sequence[Rule], data: bytes | None = None) -> Record:
    """Run the rules that apply on one document. ``data``, its bytes, is needed to look up boxes in a PDF."""
    findings: list[Finding] = []
    unchecked: list[Unchecked] = []
    crashes: list[str] = []
    for rule in rules:
        if "*" not in rule.applies and facts.kind not in rule.applies:
            continue
        try:
            for found in KINDS[rule.check].run(facts, rule):
                if isinstance(found, Finding):
                    findings.append(found)
                else:
                    unchecked.append(msgspec.structs.replace(found, path=facts.document.path))
        except (SeclintError, MemoryError):
            raise
        except Exception as error:
            crashes.append(f"{facts.document.path}: the check {rule.id} {rule.name} failed: {in_one_line(error)}")
            unchecked.append(Unchecked(rule.id, "the check failed; this is a fault of seclint", facts.document.path))
    if unread := facts.document.features.get("unread"):
        unchecked.append(Unchecked("*", f"seclint cannot read {unread}", facts.document.path))
    findings.sort(key=lambda finding: (finding.span, finding.rule))
    completed = tuple(_completed(facts, findings, data))
    return Record(_checked(facts), completed, tuple(unchecked), tuple(crashes), tuple(_unwaivable(facts, rules)))


def rehearse(rules: Sequence[Rule], library: Library) -> None:
    """Run the rules on their own examples, so that processes forked from this one find every pattern compiled and every register read."""
    from seclint.readers import markdown  # as plain text, which needs no parser of Markdown

    text = "\n\n".join(example.text for rule in rules for example in rule.example)
    check(Facts(markdown.read(text.encode(), "examples.txt"), library), rules)


def _unwaivable(facts: Facts, rules: Sequence[Rule]) -> Iterator[str]:
    """The rules that the document's profile lets nobody waive at stage publish."""
    protected = facts.profile.unwaivable if facts.stage == "publish" else ()
    yield from (rule.id for rule in rules if rule.id in protected or rule.name in protected)


def _checked(facts: Facts) -> Checked:
    document, front = facts.document, facts.front
    return Checked(
        document.path,
        "checked",
        kind=facts.kind,
        reason=facts.recognised_kind.reason,
        release=front.release,
        version=front.version,
        date=front.date,
        sha256=document.sha256,
        pages=document.pages,
    )


def _completed(facts: Facts, findings: Sequence[Finding], data: bytes | None) -> Iterator[Finding]:
    """The findings with what only the whole run knows: path, place, boxes, sentence and fingerprint."""
    document = facts.document
    spans = sorted({finding.span for finding in findings} | {other.span for finding in findings for other in finding.related})
    places = dict(zip(spans, _places(facts, spans, data), strict=True))
    ordinals: dict[str, int] = {}
    for finding in findings:
        key = "\0".join((finding.rule, Path(document.path).name, " ".join(finding.quote.casefold().split())))
        ordinals[key] = ordinals.get(key, 0) + 1
        sentence = facts.sentence(finding.span)
        related = tuple(msgspec.structs.replace(other, path=document.path, place=places[other.span]) for other in finding.related)
        yield msgspec.structs.replace(
            finding,
            path=document.path,
            place=places[finding.span],
            context=document.quote(sentence),
            at=finding.span.start - sentence.start,
            related=related,
            fingerprint=hashlib.sha256(f"{key}\0{ordinals[key]}".encode()).hexdigest()[:32],
        )


def _places(facts: Facts, spans: Sequence[Span], data: bytes | None) -> list[Place]:
    places = [facts.place(span) for span in spans]
    if facts.document.format != "pdf" or data is None or not spans:
        return places
    from seclint.readers import pdf

    boxes = pdf.boxes(data, facts.document, spans)
    return [msgspec.structs.replace(place, boxes=found) for place, found in zip(places, boxes, strict=True)]

"""What the rules find in the samples, held against what samples/expected.toml says of each of them."""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import seclint
from mutations.measure import ROOT
from seclint.model import Finding

FORMATS = ("docx", "pdf", "md")


@dataclass
class Sampled:
    """By rule: planted faults that were found and missed, and errors and warnings that nobody planted; in all three formats."""

    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)


def checked() -> Sampled:
    """Check every sample in every format."""
    sampled = Sampled()
    for document in tomllib.loads((ROOT / "samples" / "expected.toml").read_text("utf-8"))["document"]:
        for ending in FORMATS:
            wanted = [one for one in document.get("finding", []) if ending in one.get("formats", FORMATS)]
            _count(sampled, wanted, _alarms(f"{document['name']}.{ending}"))
    return sampled


def _count(sampled: Sampled, wanted: list[dict[str, Any]], alarms: list[Finding]) -> None:
    for one in wanted:
        (sampled.found if any(_is(finding, one) for finding in alarms) else sampled.missed)[one["rule"]] += 1
    for finding in alarms:
        if not any(_is(finding, one) for one in wanted):
            sampled.false[finding.rule] += 1


def _alarms(name: str) -> list[Finding]:
    report = seclint.check(ROOT / "samples" / name, jobs=1)
    return [finding for finding in report.findings if finding.severity in ("error", "warning")]


def _is(finding: Finding, wanted: dict[str, Any]) -> bool:
    said = (finding.quote, finding.context, *(related.quote for related in finding.related))
    return finding.rule == wanted["rule"] and any(wanted["quote"] in words for words in said)

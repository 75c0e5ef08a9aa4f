"""Faults between documents, planted one at a time into the clean dossier: each is found, and nothing besides."""

from functools import cache
from pathlib import Path

import pytest

from seclint.facts import Facts
from seclint.facts.dossier import DossierFacts
from seclint.inspection import check_dossier
from seclint.library import Library
from seclint.readers import markdown
from seclint.rulebook import Rulebook

CLEAN = Path(__file__).parent.parent / "samples" / "clean"
ROLES = {"consultation": "consultation", "draft-tad": "draft-tad", "conclusions": "conclusions", "tad": "final-tad"}

# The document, what stands in it, what is planted instead, and the rule that must find it.
PLANTED = [
    ("conclusions", "SEC Release TAD v2.0 is published", "SEC Release TAD v2.1 is published", {"DOS001"}),
    ("tad", "**Version:** v2.0", "**Version:** v1.9", {"DOS001", "DOS002"}),
    ("consultation", "Testing Approach Document v1.0", "Testing Approach Document v0.9", {"DOS002"}),
    ("conclusions", "Do you agree with the Devices and emulators", "Do you agree with the Devices and simulators", {"DOS003"}),
    (
        "conclusions",
        "entry and exit criteria of each test phase? Please",
        "entry and exit criteria of every test phase? Please",
        {"DOS003"},
    ),
    ("conclusions", "Do you have any other comments", "Do you have any further comments", {"DOS003"}),
    ("conclusions", "for every test that reaches a Device”", "for any test that reaches a Device”", {"DOS004"}),
    (
        "conclusions",
        "regression pack described in Section 4.3 of the draft",
        "regression pack described in Section 4.6 of the draft",
        {"DOS005"},
    ),
    ("conclusions", "the statement in Section 5.2 of the draft TAD", "the statement in Section 5.1 of the draft TAD", {"DOS005"}),
    ("conclusions", "the Testing Advisory Group (TAG)", "the Technical Advisory Group (TAG)", {"DOS006"}),
    ("conclusions", "consultation closed on 5 October 2026", "consultation closed on 2 October 2026", {"DOS007"}),
    ("conclusions", "go live on Thursday 25 February 2027", "go live on Friday 26 February 2027", {"DOS007"}),
    ("consultation", "**Consultation opens:** 7 September 2026", "**Consultation opens:** 8 September 2026", {"DOS007"}),
    ("tad", "| v2.0 | 21 October 2026 | Approved", "| v2.0 | 22 October 2026 | Approved", {"DOS009"}),
    ("tad", "| v2.0 | 21 October 2026 | Approved by the Testing Advisory Group | DCC Test Assurance |\n", "", {"DOS009"}),
    (
        "tad",
        "The pack will be run twice: once with the changes of MP905 switched on and once with them switched off.",
        "The pack will be run once with all changes of the release switched on.",
        {"AMD001"},
    ),
    ("tad", "| Communications Hub | GBCS v4.3 | SIT-B |\n", "", {"AMD002"}),
    ("tad", "no more than five Severity 3", "no more than nine Severity 3", {"AMD002"}),
    ("tad", "once with the changes of MP905 switched on", "once with the changes of MP908 switched on", {"AMD002"}),
    ("tad", "no Severity 1 or Severity 2", "no Severity 1", {"AMD002"}),
    ("tad", "DCC will report progress to TAG every month", "DCC will report progress to TAG every quarter", {"AMD003"}),
    ("tad", "are not part of the release and are not tested", "are not part of the release and are tested", {"AMD003"}),
    ("tad", "| UIT | UIT-B | 5 January 2027 |", "| UIT | UIT-B | 12 January 2027 |", {"AMD003"}),
    (
        "tad",
        "| MP908 | The second reminder is sent on the right day | SIT and UIT |",
        "| MP908 | The second reminder is sent | SIT |",
        {"AMD003"},
    ),
    ("tad", "Each Service Provider carries out its own PIT.", "Each Service Provider may carry out its own PIT.", {"AMD003"}),
    ("conclusions", "DCC has amended Section 4.2 of the TAD", "DCC has amended Section 4.7 of the TAD", {"AMD004", "DOS005"}),
    ("conclusions", "| 5.2 | MP901 tested", "| 5.1 | MP901 tested", {"AMD001"}),
    ("conclusions", "DCC has amended Section 4.3 of the TAD so that", "DCC has amended Section 7 of the TAD so that", {"AMD001"}),
]


@cache
def rulebook() -> Rulebook:
    return Rulebook(Library())


@cache
def text(role: str) -> str:
    return (CLEAN / f"{ROLES[role]}.md").read_text("utf-8")


@cache
def clean(role: str) -> Facts:
    return facts(role, text(role))


def facts(role: str, words: str) -> Facts:
    kind = "tad" if role.endswith("tad") else role
    return Facts(markdown.read(words.encode(), f"{role}.md"), rulebook().library, kind=kind)


def found(**changed: str) -> list[tuple[str, str]]:
    """Rule and message of each finding across the clean dossier with some documents changed."""
    members = [(role, facts(role, changed[role.replace("-", "_")]) if role.replace("-", "_") in changed else clean(role)) for role in ROLES]
    crossing = check_dossier(DossierFacts("test", members, rulebook().library), rulebook().choose((), (), "publish"), {})
    assert not crossing.crashes
    return [(finding.rule, finding.message) for finding in crossing.findings]


def planted(role: str, before: str, after: str) -> list[tuple[str, str]]:
    assert text(role).count(before) >= 1, before
    return found(**{role.replace("-", "_"): text(role).replace(before, after)})


def test_the_clean_dossier_is_clean() -> None:
    assert found() == []


@pytest.mark.parametrize(("role", "before", "after", "rules"), PLANTED, ids=[f"{one[0]}-{number}" for number, one in enumerate(PLANTED)])
def test_a_planted_fault_is_found_and_nothing_besides(role: str, before: str, after: str, rules: set[str]) -> None:
    told = planted(role, before, after)
    assert {rule for rule, _ in told} & rules, told
    assert {rule for rule, _ in told} <= rules, told


def test_the_report_shows_both_sides() -> None:
    crossing = check_dossier(
        DossierFacts(
            "test",
            [(role, facts(role, text(role).replace("TAD v2.0 is published", "TAD v2.1 is published"))) for role in ROLES],
            rulebook().library,
        ),
        rulebook().choose(("DOS001",), (), "publish"),
        {},
    )
    (finding,) = crossing.findings
    (other,) = finding.related
    assert (finding.path, finding.quote) == ("conclusions.md", "v2.1")
    assert (other.path, other.quote, other.place.line) == ("tad.md", "v2.0", 5)

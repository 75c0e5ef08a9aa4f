"""Faults between documents, planted one at a time into the clean dossier: each is found, and nothing besides."""

from functools import cache
from pathlib import Path

import pytest
from mutations.dossier import PLANTED

from seclint.facts import Facts
from seclint.facts.dossier import DossierFacts
from seclint.inspection import check_dossier
from seclint.library import Library
from seclint.readers import markdown
from seclint.rulebook import Rulebook

CLEAN = Path(__file__).parent.parent / "samples" / "clean"
ROLES = {"consultation": "consultation", "draft-tad": "draft-tad", "conclusions": "conclusions", "tad": "final-tad"}


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

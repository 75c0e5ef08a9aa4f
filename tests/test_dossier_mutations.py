"""Faults between documents, planted one at a time into clean dossiers of several house styles: found, and nothing besides.

The dossiers and the faults are in tests/dossiers; the one called "samples" is samples/clean.
"""

from functools import cache
from pathlib import Path

import pytest
from mutations.dossier import DOSSIERS, FAULTS, FOLDER, Fault

from seclint.dossier import Sorting, sort
from seclint.facts import Facts
from seclint.facts.dossier import DossierFacts
from seclint.library import Library
from seclint.model import Finding
from seclint.readers import markdown
from seclint.records import Record
from seclint.rulebook import Rulebook
from seclint.run.inspection import check, check_dossier

SAMPLES = Path(__file__).parent.parent / "samples" / "clean"
ROLES = ("consultation", "draft-tad", "conclusions", "tad")
LEAST = 0.95  # of the faults are found; the dossiers were used for tuning, so that less is found in others (docs/precision.md)
RULEBOOK = Rulebook(Library())
RULES = RULEBOOK.choose((), (), "publish")


@cache
def text(dossier: str, role: str) -> str:
    if dossier == "samples":
        return (SAMPLES / f"{'final-tad' if role == 'tad' else role}.md").read_text("utf-8")
    return (FOLDER / dossier / f"{role}.md").read_text("utf-8")


@cache
def facts(role: str, words: str) -> Facts:
    return Facts(markdown.read(words.encode(), f"{role}.md"), RULEBOOK.library)


@cache
def record(role: str, words: str) -> Record:
    return check(facts(role, words), ())


def sorted_out(texts: dict[str, str]) -> Sorting:
    return sort([record(role, words) for role, words in texts.items()])


def across(dossier: str, **changed: str) -> list[Finding]:
    """What is found between the documents of a dossier, sorted as a run sorts them, with some of them changed."""
    texts = {role: changed.get(role.replace("-", "_"), text(dossier, role)) for role in ROLES}
    found: list[Finding] = []
    for one in sorted_out(texts).dossiers:
        members = [(member.role, facts(Path(member.path).stem, texts[Path(member.path).stem])) for member in one.members]
        crossing = check_dossier(
            DossierFacts(one.name, members, RULEBOOK.library), {facts.document.path: RULES for _, facts in members}, {}
        )
        assert not crossing.crashes
        found += crossing.findings
    return found


def planted(fault: Fault) -> list[tuple[str, str]]:
    """Rule and message of each finding when the fault is there."""
    clean = text(fault.dossier, fault.document)
    assert fault.before in clean, fault.before
    changed = {fault.document.replace("-", "_"): clean.replace(fault.before, fault.after, 1)}
    return [(finding.rule, finding.message) for finding in across(fault.dossier, **changed)]


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_a_clean_dossier_is_recognised_and_clean(dossier: str) -> None:
    (sorting,) = sorted_out({role: text(dossier, role) for role in ROLES}).dossiers
    assert {Path(member.path).stem: member.role for member in sorting.members} == {role: role for role in ROLES}
    assert [(finding.rule, finding.message) for finding in across(dossier)] == []


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{one.dossier}-{number}" for number, one in enumerate(FAULTS)])
def test_a_planted_fault_is_found_and_nothing_besides(fault: Fault) -> None:
    told = planted(fault)
    rules = {rule for rule, _ in told}
    assert bool(rules & fault.rules) != fault.missed, told
    assert rules <= fault.rules | fault.besides, told


def test_few_faults_are_missed() -> None:
    assert sum(not fault.missed for fault in FAULTS) >= LEAST * len(FAULTS)


def test_the_report_shows_both_sides() -> None:
    changed = text("samples", "conclusions").replace("TAD v2.0 is published", "TAD v2.1 is published")
    (finding,) = across("samples", conclusions=changed)
    (other,) = finding.related
    assert (finding.path, finding.quote) == ("conclusions.md", "v2.1")
    assert (other.path, other.quote, other.place.line) == ("tad.md", "v2.0", 5)

"""Faults planted into clean documents: a few of every rule, drawn by a seed, are found, and nothing besides.

`python benchmarks/precision.py` measures them all.
"""

import random
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest
from mutations.files import FILES, FileMutant
from mutations.measure import Tally, before, files, measured, measured_files, mutants, pages
from mutations.page import REGISTER, Mutant

pytestmark = pytest.mark.xdist_group("mutations")  # they share what they plant

SEED = 11
FEW = 3
MANY = 20
LEAST = 0.9  # some rules hold back where they cannot be sure
SHARE = 0.95  # of the faults of all rules together: some a Word file cannot have
FORMS = {"Markdown": ".md", "Word": ".docx"}


@cache
def texts() -> dict[str, list[Mutant]]:
    """The mutants of each rule that are texts, in an order of their own, which other rules have no part in."""
    return shuffled(mutants(seed=SEED))


@cache
def in_files() -> dict[str, list[FileMutant]]:
    """The mutants of each rule that are files."""
    return shuffled(files(seed=SEED))


def shuffled(planted: Iterable[Any]) -> dict[str, list[Any]]:
    by_rule: dict[str, list[Any]] = defaultdict(list)
    for mutant in planted:
        by_rule[mutant.rule].append(mutant)
    return {rule: random.Random(f"{SEED} {rule}").sample(found, len(found)) for rule, found in by_rule.items()}


@cache
def tallies(form: str) -> dict[str, Tally]:
    """What became of a mutant of each rule, every other one in Markdown and in Word, and in files with what only files can have."""
    if form == "files":
        return measured_files(found[0] for found in in_files().values())
    return measured([found[0] for found in texts().values()][list(FORMS).index(form) :: len(FORMS)], FORMS[form])


def test_the_clean_documents_are_clean() -> None:
    assert {(page.name, *finding) for page in pages() for finding in before(page.name, ".md")} == set()


def test_every_mutator_finds_a_place() -> None:
    planted = {mutant.mutator for found in (*texts().values(), *in_files().values()) for mutant in found}
    assert planted == {mutator.__name__ for _, _, mutator in (*REGISTER, *FILES)}


def test_every_rule_finds_its_share() -> None:
    """Of a rule that misses one of a few, many are tried, so that neither bad luck nor good luck decides."""
    few = measured((mutant for found in texts().values() for mutant in found[:FEW]), alone=True)
    many = measured((mutant for rule, tally in few.items() if tally.missed for mutant in texts()[rule][:MANY]), alone=True)
    fallen = {rule: [mutant.told for mutant in tally.missed] for rule, tally in many.items() if tally.share < LEAST}
    assert fallen == {}


@pytest.mark.parametrize("form", [*FORMS, "files"])
def test_planted_faults_are_found(form: str) -> None:
    found, planted = (sum(getattr(tally, count) for tally in tallies(form).values()) for count in ("found", "mutants"))
    missed = [(rule, mutant.mutator, mutant.document, mutant.told) for rule, tally in tallies(form).items() for mutant in tally.missed]
    assert found / planted >= SHARE, missed


@pytest.mark.parametrize("form", [*FORMS, "files"])
def test_nothing_is_found_elsewhere(form: str) -> None:
    elsewhere = [(mutant.told, finding.rule, finding.message) for tally in tallies(form).values() for mutant, finding in tally.elsewhere]
    assert elsewhere == []

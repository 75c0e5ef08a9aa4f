"""Faults planted into clean documents: a few of every rule, drawn by a seed, are found, and nothing besides.

`python benchmarks/precision.py` measures them all.
"""

import random
from collections import defaultdict
from functools import cache

import pytest
from mutations.files import FILES
from mutations.measure import Planted, Tally, before, files, measured, measured_files, mutants, pages
from mutations.page import REGISTER

SEED = 11
EACH = 1
SHARE = 0.95  # some rules hold back where they cannot be sure, and some faults a Word file cannot have


@cache
def drawn() -> dict[str, list[Planted]]:
    """A few mutants of each rule, by form."""
    draw = random.Random(SEED)
    forms: dict[str, list[Planted]] = {}
    for form, planted in (("text", mutants(seed=SEED)), ("files", files(seed=SEED))):
        by_rule: dict[str, list[Planted]] = defaultdict(list)
        for mutant in planted:
            by_rule[mutant.rule].append(mutant)
        forms[form] = [mutant for found in by_rule.values() for mutant in draw.sample(found, min(EACH, len(found)))]
    return forms


@cache
def tallies(form: str) -> dict[str, Tally]:
    """What became of them, in Markdown, in Word, and in files with what only files can have."""
    chosen = drawn()
    return measured_files(chosen["files"]) if form == "files" else measured(chosen["text"], {"Markdown": ".md", "Word": ".docx"}[form])


def test_the_clean_documents_are_clean() -> None:
    assert {(page.name, *finding) for page in pages() for finding in before(page.name, ".md")} == set()


def test_every_mutator_finds_a_place() -> None:
    planted = {mutant.mutator for mutant in (*mutants(seed=SEED), *files(seed=SEED))}
    assert planted == {mutator.__name__ for _, _, mutator in (*REGISTER, *FILES)}


@pytest.mark.parametrize("form", ["Markdown", "Word", "files"])
def test_planted_faults_are_found(form: str) -> None:
    found, planted = (sum(getattr(tally, count) for tally in tallies(form).values()) for count in ("found", "mutants"))
    missed = [(rule, mutant.mutator, mutant.document, mutant.told) for rule, tally in tallies(form).items() for mutant in tally.missed]
    assert found / planted >= SHARE, missed


@pytest.mark.parametrize("form", ["Markdown", "Word", "files"])
def test_nothing_is_found_elsewhere(form: str) -> None:
    elsewhere = [(mutant.told, finding.rule, finding.message) for tally in tallies(form).values() for mutant, finding in tally.elsewhere]
    assert elsewhere == []

"""The pack for board minutes: a team's own kind of document and rules, without Python."""

import json
from pathlib import Path

import pytest

PACK = Path(__file__).parent.parent / "samples" / "packs" / "minutes"
RULES = str(PACK / "rules")


@pytest.fixture
def check(run):
    return lambda name: json.loads(run("check", str(PACK / "documents" / name), "--rules", RULES, "--no-config", "--format", "json").output)


@pytest.mark.parametrize("suffix", ["md", "docx"])
def test_minutes_are_recognised_and_the_faulty_ones_break_every_rule_once(check, suffix):
    result = check(f"faulty.{suffix}")
    assert [document["kind"] for document in result["documents"]] == ["minutes"]
    found = sorted(finding["rule"] for finding in result["findings"] if finding["rule"].startswith("MIN"))
    assert found == ["MIN001", "MIN002", "MIN003", "MIN004", "MIN005", "MIN006"]


@pytest.mark.parametrize("suffix", ["md", "docx"])
def test_clean_minutes_have_no_finding(check, suffix):
    assert [finding["message"] for finding in check(f"clean.{suffix}")["findings"]] == []


def test_the_examples_of_the_pack_hold(run):
    assert run("test", RULES).exit_code == 0

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


@pytest.fixture
def pack(write):
    rule = (PACK / "rules" / "min.toml").read_text("utf-8").partition('[[rule]]\nid = "MIN002"')[0]

    def written(pattern):
        begin, _, rest = rule.partition("pattern = ")
        write(
            "pack/min.toml",
            f"{begin}pattern = '{pattern}'\n{rest.partition(chr(10))[2]}".replace('applies = ["minutes"]\n', "").replace(
                'needs = ["action:"]\n', ""
            ),
        )
        return "pack"

    return written


def test_a_broken_regular_expression_is_named_with_file_rule_and_key(run, write, pack):
    result = run("check", write("a.md", "Words.\n"), "--rules", pack("(a+"), "--no-cache")
    assert result.exit_code == 2
    assert "min.toml, line 17: MIN001: pattern: '(a+'" in result.output
    assert "correct the regular expression" in result.output


def test_an_endless_regular_expression_cannot_hang_the_run(run, write, pack):
    result = run("check", write("a.md", f"Words {'a' * 60}!\n"), "--rules", pack("(a+)+$"), "--timeout", "1", "--no-cache")
    assert result.exit_code == 2
    assert "took longer than 1 second" in result.output

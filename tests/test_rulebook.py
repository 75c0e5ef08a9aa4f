"""Rule packs are data: what is wrong in them is said with file, key and remedy."""

import tomllib

import pytest

from seclint.errors import ConfigError, RuleError
from seclint.library import Library
from seclint.resources import folder
from seclint.rulebook import Rulebook

PACK = """
[[rule]]
id = "MIN001"
name = "minutes-placeholder"
title = "A placeholder is left in the minutes"
severity = "warning"
check = "{check}"
message = "{message}"
why = "The minutes are the record."
fix = "Write what was decided."
source = "House rule"
{more}
"""


def pack(folder, check="phrases", message="a placeholder is left", more='[[rule.options.phrases]]\npattern = "TBD"\n'):
    (folder / "minutes.toml").write_text(PACK.format(check=check, message=message, more=more))
    return Rulebook(Library([folder]))


@pytest.fixture(scope="module")
def rulebook():
    return Rulebook(Library())


def test_every_rule_has_the_id_name_and_severity_of_the_catalogue(rulebook, shared):
    catalogue = {rule["id"]: rule for rule in tomllib.loads((shared / "rule-catalogue.toml").read_text())["rule"]}
    for rule in rulebook.rules:
        if rule.check == "waivers":  # about the configuration file, and so in no catalogue of what documents may have
            continue
        assert (rule.name, rule.severity) == (catalogue[rule.id]["name"], catalogue[rule.id]["severity"]), rule.id


def test_every_rule_of_the_first_wave_is_there(rulebook, shared):
    catalogue = tomllib.loads((shared / "rule-catalogue.toml").read_text())["rule"]
    assert {rule["id"] for rule in catalogue if rule["wave"] == 1} <= {rule.id for rule in rulebook.rules}


def test_a_user_pack_joins_the_built_in_rules(tmp_path, rulebook):
    assert len(pack(tmp_path).rules) == len(rulebook.rules) + 1


def test_the_digest_changes_with_the_data(tmp_path, rulebook):
    assert pack(tmp_path).library.digest != rulebook.library.digest


@pytest.mark.parametrize("word", ["DAT001", "dat001", "weekday-mismatch"])
def test_a_rule_is_found_by_id_or_name(rulebook, word):
    assert rulebook.find(word).id == "DAT001"


def test_an_unknown_rule_gets_a_suggestion(rulebook):
    with pytest.raises(ConfigError) as error:
        rulebook.find("weekday-mismach")
    assert error.value.hint == "did you mean weekday-mismatch?"


def test_select_and_ignore_take_families(rulebook):
    chosen = {rule.id for rule in rulebook.choose(["DAT", "missing-field"], ["DAT002"], "publish")}
    assert {"DAT001", "DAT003", "FRM001"} <= chosen
    assert "DAT002" not in chosen
    assert "PUN001" not in chosen


def test_an_unknown_word_in_select_is_an_error(rulebook):
    with pytest.raises(ConfigError, match="no rule 'XYZ'"):
        rulebook.choose(["XYZ"], [], "publish")


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ({"check": "frases"}, r"line 2: MIN001: there is no check kind 'frases'", "did you mean phrases?"),
        ({"more": 'colour = "red"'}, r"line 12: .*unknown field `colour`", "rules/README.md"),
        ({"more": "severity = 3"}, r"line \d+", "correct the TOML"),
        ({"more": "default = 3"}, r"line 12: Expected `bool`", "rules/README.md"),
        ({"more": "[rule.options]\nfoo = 1"}, r"line 13: MIN001: options: .*unknown field", "rules/README.md"),
        ({"more": '[[rule.options.phrases]]\npattern = "("'}, r"line 13: MIN001: pattern", "regular expression"),
        ({"message": "what {"}, r"line 8: MIN001: message: ", "{{ and }}"),
        ({"more": "x = = 1"}, r"line \d+", "correct the TOML"),
    ],
)
def test_a_faulty_pack_is_told_with_file_key_and_remedy(tmp_path, changes, message, hint):
    with pytest.raises(RuleError, match=message) as error:
        pack(tmp_path, **changes)
    assert "minutes.toml" in error.value.message
    assert hint in error.value.hint


def test_a_rule_that_is_there_already_is_refused(tmp_path):
    (tmp_path / "more.toml").write_text((folder("rules") / "dat.toml").read_text("utf-8"), "utf-8")
    with pytest.raises(RuleError, match=r"DAT001 is already a rule of .*dat\.toml"):
        Rulebook(Library([tmp_path]))

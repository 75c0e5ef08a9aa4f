"""Rule packs are data: what is wrong in them is said with file, key and remedy."""

import tomllib
from functools import partial

import pytest

from seclint import examples
from seclint.errors import ConfigError, RuleError
from seclint.facts import Facts
from seclint.library import Library
from seclint.processes.patience import limited
from seclint.readers import markdown
from seclint.rulebook import Rulebook
from seclint.run import inspection

PACK = """
[[rule]]
id = "{id}"
name = "{name}"
title = "A placeholder is left in the minutes"
severity = "{severity}"
check = "{check}"
message = "{message}"
why = "The minutes are the record."
fix = "Write what was decided."
source = "House rule"
{more}
"""

PHRASE = '[[rule.options.phrases]]\npattern = "TBD"\n'
NEVER = PHRASE.replace("TBD", "(a+)+x")
MINUTES = {
    "id": "MIN001", "name": "minutes-placeholder", "severity": "warning",
    "check": "phrases", "message": "a placeholder is left", "more": PHRASE,
}  # fmt: skip


def pack(folder, **changes):
    (folder / "minutes.toml").write_text(PACK.format(**{**MINUTES, **changes}))
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


def test_a_stage_that_there_is_not_is_an_error(rulebook):
    with pytest.raises(ConfigError, match="no stage 'final'"):
        rulebook.choose([], [], "final")


def test_a_pack_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match="there is no such folder of rules"):
        Library([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ({"check": "frases"}, r"line 7: MIN001: there is no check kind 'frases'", "did you mean phrases?"),
        ({"id": "MINUTES1"}, r"line 3: MINUTES1: this cannot be an id", "three capital letters"),
        ({"id": "DAT001"}, r"line 3: DAT001 is already a rule of .*dat\.toml", "of its own"),
        ({"name": "Minutes Placeholder"}, r"line 4: MIN001: 'Minutes Placeholder' cannot be a name", "hyphens"),
        ({"name": "weekday-mismatch"}, r"line 4: weekday-mismatch is already a rule of .*dat\.toml", "of its own"),
        ({"severity": "fatal"}, r"line 6: severity cannot be 'fatal'", "it is one of: error, warning, note"),
        ({"severity": "warnings"}, r"line 6: severity cannot be 'warnings'", "did you mean warning?"),
        ({"more": 'colour = "red"'}, r"line 12: there is no key 'colour' here", "source"),
        ({"more": 'exmple = "red"'}, r"line 12: there is no key 'exmple' here", "did you mean example?"),
        ({"more": "severity = 3"}, r"line 12: Cannot overwrite a value", "correct the TOML"),
        ({"more": "default = 3"}, r"line 12: default is not true or false", "rules/README.md"),
        ({"more": 'applies = "tad"'}, r"line 12: applies is not a list", "rules/README.md"),
        (
            {"more": 'applies = ["conclusion"]\n' + PHRASE},
            r"line 12: MIN001: applies: there is no kind of document 'conclusion'",
            "mean conclusions?",
        ),
        ({"more": 'stages = ["final"]'}, r"line 12: stages cannot be 'final'", "it is one of: draft, publish"),
        ({"more": "[rule.options]\nfoo = 1"}, r"line 13: MIN001: options: there is no key 'foo' here", "the keys here are: phrases"),
        ({"more": "[rule.options]\nphrases = 1"}, r"line 13: MIN001: options: phrases is not a list", "rules/README.md"),
        ({"more": '[[rule.options.phrases]]\npatern = "x"'}, r"line 13: MIN001: options: there is no key 'patern' here", "mean pattern?"),
        ({"more": PHRASE + '[[rule.options.phrases]]\npattern = "("'}, r"line 15: MIN001: pattern: '\('", "regular expression"),
        ({"more": PHRASE + "[[rule.options.phrases]]\npattern = 3"}, r"line 15: MIN001: options: pattern is not words", "rules/README.md"),
        ({"more": PHRASE + '[[rule.example]]\ntext = "x"'}, r"line 14: the key 'finds' is missing", "rules/README.md"),
        ({"more": PHRASE + "[[rule.example]]\nfinds = []"}, r"line 14: MIN001: an example has either text or texts", "one of the two"),
        ({"message": "what {"}, r"line 8: MIN001: message: ", "{{ and }}"),
        ({"more": "x = = 1"}, r"line 12: Invalid value", "correct the TOML"),
        ({"more": "[[rules]]"}, r"line 12: there is no key 'rules' here", "did you mean rule?"),
    ],
)
def test_a_faulty_pack_is_told_with_file_key_and_remedy(tmp_path, changes, message, hint):
    with pytest.raises(RuleError, match=message) as error:
        pack(tmp_path, **changes)
    assert "minutes.toml" in error.value.message
    assert hint in error.value.hint


def outcomes(folder, **changes):
    example = '[[rule.example]]\ntext = "The date is TBD, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"\nfinds = ["TBD"]\n'
    rulebook = pack(folder, **{"more": PHRASE + example, **changes})
    return [outcome.problem for outcome in examples.run([rulebook.find("MIN001")], rulebook.library) if outcome.problem]


def test_a_placeholder_that_stands_for_nothing_is_told_with_those_that_do(tmp_path):
    told = outcomes(tmp_path, message="“{phrse}” is left")
    assert "MIN001: message: {phrse} stands for nothing; this check gives {phrase}" in told[-1]


def test_an_example_that_is_missing_is_told(tmp_path):
    assert outcomes(tmp_path) == ["has no example that it must pass over (finds = [])"]


def test_a_regular_expression_that_never_ends_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(examples, "_PATIENCE", 0.2)
    more = PHRASE.replace("TBD", "(a+)+x") + '[[rule.example]]\ntext = "See aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."\nfinds = []\n'
    told = outcomes(tmp_path, more=more)
    assert "MIN001 took longer than 0.2 seconds; a repetition inside a repetition" in told[-1]


@pytest.mark.parametrize(
    ("changes", "says"), [({"message": "{phrse}"}, "{phrse} stands for nothing"), ({"more": NEVER}, "took longer than")]
)
def test_a_faulty_rule_stops_no_other_rule(tmp_path, monkeypatch, changes, says):
    monkeypatch.setattr(inspection, "limited", partial(limited, seconds=2))  # a busy machine compiles patterns slowly
    rulebook = pack(tmp_path, **changes)
    document = markdown.read(b"Responses are due by Tuesday 7 October 2024, TBD, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "a.md")
    chosen = [rulebook.find(rule) for rule in ("MIN001", "DAT001")]
    record = inspection.check(Facts(document, rulebook.library), chosen)
    assert [finding.rule for finding in record.findings] == ["DAT001"]
    assert says in record.crashes[0]
    assert [one.rule for one in record.unchecked] == ["MIN001"]

"""Profiles: every key is documented, and a team's own profile builds upon another one."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from seclint.errors import RuleError
from seclint.facts.profile import AnswerForms, ClaimForms, CountForms, Field, Profile, RequiredSection, Sign, World, load_profile
from seclint.library import Library

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("record", [Profile, Field, RequiredSection, Sign, World, AnswerForms, CountForms, ClaimForms])
def test_every_key_of_a_profile_is_documented(record):
    section = (ROOT / "rules" / "README.md").read_text("utf-8").partition("## A profile\n")[2].partition("\n## ")[0]
    assert [field.name for field in msgspec.structs.fields(record) if f"`{field.name}`" not in section] == []


@pytest.mark.parametrize(("table", "record"), [("answers", AnswerForms), ("counts", CountForms), ("claims", ClaimForms)])
def test_every_turn_of_phrase_has_an_example_that_may_stand_there(table, record):
    part = (ROOT / "rules" / "README.md").read_text("utf-8").partition(f"### `[{table}]`")[2].partition("\n##")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| .* \| `(.*)` \|$", part, re.MULTILINE))
    assert sorted(rows) == sorted(field.name for field in msgspec.structs.fields(record))
    for key, value in rows.items():
        assert msgspec.convert(tomllib.loads(f"{key} = {value}"), record) != record(), key


class TestExtending:
    def test_lists_are_joined_values_replaced_and_signs_left_behind(self, write, tmp_path):
        write("profiles/ours.toml", 'name = "our conclusions"\nextends = "conclusions"\ncontents = ["What is where"]\n')
        library = Library([tmp_path])
        ours, theirs = load_profile(library, "ours"), load_profile(library, "conclusions")
        assert ours.name == "our conclusions"
        assert ours.contents == (*theirs.contents, "What is where")
        assert ours.section == theirs.section
        assert theirs.sign
        assert ours.sign == ()

    def test_a_circle_is_an_error(self, write, tmp_path):
        write("profiles/one.toml", 'name = "one"\nextends = "two"\n')
        write("profiles/two.toml", 'name = "two"\nextends = "one"\n')
        with pytest.raises(RuleError, match="extends itself"):
            load_profile(Library([tmp_path]), "one")

    def test_a_misspelt_key_is_named_with_its_file(self, write, tmp_path):
        write("profiles/ours.toml", 'name = "ours"\nfields = 1\n')
        with pytest.raises(RuleError, match=r"profiles/ours\.toml.*fields"):
            load_profile(Library([tmp_path]), "ours")

    @pytest.mark.parametrize(
        ("text", "says", "helps"),
        [
            ("thresholds = 3", "line 2: there is no key 'thresholds' here", "did you mean threshold?"),
            ('threshold = "three"', "line 2: threshold is not a whole number", "rules/README.md"),
            ('extends = "conclusion"', "line 2: there is no kind of document 'conclusion'", "did you mean conclusions?"),
            ('[[sign]]\nwhere = "heads"\nphrases = ["x"]\npoints = 1', "line 3: where cannot be 'heads'", "did you mean heading?"),
            ('[section.news]\nname = "News"\nalias = ["x"]', "line 4: there is no key 'alias' here", "did you mean aliases?"),
        ],
    )
    def test_what_is_wrong_is_told_before_anything_is_checked(self, run, write, text, says, helps):
        write("ours/profiles/ours.toml", f'name = "ours"\n{text}\n')
        for command in (("check", write("a.md", "The kettle is on.\n"), "--rules", "ours"), ("test", "ours")):
            result = run(*command)
            assert result.exit_code == 2
            assert f"ours.toml, {says}" in result.output
            assert helps in result.output

    def test_the_kind_of_a_pack_may_be_given(self, run, write):
        write("ours/profiles/memo.toml", 'name = "memo"\n')
        arguments = ("check", write("a.md", "The kettle is on.\n"), "--rules", "ours", "--verbose")
        assert "kind: memo (it was given)" in run(*arguments, "--kind", "memo").output
        assert "did you mean memo?" in run(*arguments, "--kind", "meno").output
        write("seclint.toml", '[[override]]\ndocuments = ["a.md"]\nkind = "memo"\n')
        assert "kind: memo (it was given)" in run(*arguments).output

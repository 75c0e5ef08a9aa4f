"""Profiles: every key is documented, and a team's own profile builds upon another one."""

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

"""The tables that are kept of the grammars say what Lark says, and are kept safely."""

import json
import os
import re
from pathlib import Path

import pytest
from lark import Lark, Tree

from seclint import resources
from seclint.recognise import tables
from seclint.recognise.beginnings import beginnings, openings
from seclint.recognise.scan import scanner
from seclint.recognise.tables import GRAMMARS

_TEXTS = [json.loads(line)["text"] for line in Path(__file__).with_name("recognise_forms.jsonl").read_text("utf-8").splitlines()]


def _plain(tree):
    """A tree of Lark's, or of ours, as lists of names and words."""
    if isinstance(tree, Tree) or hasattr(tree, "children"):
        return [str(tree.data), *map(_plain, tree.children)]
    return (tree.type, str(tree))


@pytest.mark.parametrize("name", GRAMMARS)
def test_lark_itself_sees_the_same_trees(name):
    source = (resources.folder("grammar") / f"{name}.lark").read_text("utf-8")
    lark = Lark(source, parser="lalr", maybe_placeholders=False, import_paths=[tables._imported])
    mentions = {text[match.start : match.end] for text in _TEXTS for match in scanner().scan(text, 0, len(text))[name]}
    # Some are other mentions, or none, without the words around them.
    alone = {
        mention: found for mention in mentions for found in scanner().scan(mention, 0, len(mention))[name][:1] if found.end == len(mention)
    }
    assert alone
    assert {mention: _plain(lark.parse(mention)) for mention in alone} == {mention: _plain(found.tree) for mention, found in alone.items()}


@pytest.mark.parametrize("name", GRAMMARS)
def test_every_terminal_begins_with_one_of_its_characters(name):
    for terminal in tables.tables()[name].terminals:
        found = [match for text in _TEXTS for match in re.finditer(terminal.pattern, text)]
        assert {match[0][0] for match in found} <= set(terminal.beginnings)


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        ("abc", "a"),
        ("[a-c]x|dx", "abcd"),
        (r"\d{1,2}x", "0123456789"),
        ("(?<!z)(?:ab)?c", "ac"),
        ("(?=x)a*b", "ab"),
        ("(?:ab|)c", "ac"),
    ],
)
def test_the_characters_with_which_an_expression_can_begin(pattern, characters):
    assert beginnings(pattern) == characters


@pytest.mark.parametrize(
    ("pattern", "first_two"),
    [
        ("abc", ["ab"]),
        ("[ab]x?c", ["ac", "ax", "bc", "bx"]),
        ("(?:ab|c)d", ["ab", "cd"]),
        (r"a\w", ["a\0"]),
        ("a+(?=b)", ["a\0", "aa"]),
        ("(?<!z)a", ["a\0"]),
    ],
)
def test_the_two_characters_with_which_an_expression_can_begin(pattern, first_two):
    assert list(openings(pattern)) == first_two


@pytest.mark.parametrize("pattern", [".a", "[^a]b", r"\wb", "a*", "(?:a|)"])
def test_expressions_that_could_begin_anywhere_are_refused(pattern):
    with pytest.raises(ValueError, match=r"should not begin with|can match nothing"):
        beginnings(pattern)


class TestKeeping:
    @pytest.fixture
    def kept(self, tmp_path, monkeypatch):
        """Makes the tables as a new process would; gives the file that keeps them."""
        monkeypatch.setenv("SECLINT_CACHE_DIR", str(tmp_path / "cache"))

        def make():
            tables.tables.cache_clear()
            made = tables.tables()
            tables.tables.cache_clear()
            assert set(made) == set(GRAMMARS)
            return next(iter((tmp_path / "cache").glob("grammars-*")), None)

        return make

    def test_they_are_made_once_and_only_the_user_can_write_them(self, kept):
        file = kept()
        before = file.stat()
        assert kept().stat().st_mtime_ns == before.st_mtime_ns
        if os.name == "posix":
            assert not before.st_mode & 0o077

    @pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:100] + b"\0" + data[101:]])
    def test_a_damaged_file_is_made_anew(self, kept, damage):
        file = kept()
        file.write_bytes(damage(file.read_bytes()))
        assert resources.kept(file) is None
        assert resources.kept(kept()) is not None

    @pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
    def test_a_file_that_others_could_write_is_not_read(self, kept):
        file = kept()
        file.chmod(0o666)
        assert resources.kept(file) is None
        assert resources.kept(kept()) is not None

    def test_a_folder_that_cannot_be_written_is_no_obstacle(self, kept, tmp_path):
        (tmp_path / "cache").write_text("a file where the folder should be")
        assert kept() is None

    def test_another_lark_makes_them_anew(self, kept, monkeypatch):
        first = kept().name
        monkeypatch.setattr(tables, "_MAKERS", ("seclint.errors", *tables._MAKERS[1:]))  # a module that is not the Lark of before
        tables.tables.cache_clear()
        assert tables._digest() not in first

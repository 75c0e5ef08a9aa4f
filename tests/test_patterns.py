"""Patterns are compiled once and kept; whatever becomes of what is kept, they find the same."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seclint import patterns, resources
from seclint.patterns import compiled

DATED = r"(?P<word>by|before|from)\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>\w+)"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of what is kept, for one test only."""
    monkeypatch.setenv("SECLINT_CACHE_DIR", str(tmp_path))
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    """As in a new process."""
    compiled.cache_clear()
    patterns._store.cache_clear()


def _nothing_compiles(*_: object) -> patterns._Compiled:
    raise AssertionError("compiled again")


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.IGNORECASE | re.MULTILINE, re.VERBOSE | re.ASCII])
@pytest.mark.usefixtures("folder")
def test_a_pattern_taken_up_again_is_the_one_that_was_compiled(flags: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = re.compile(DATED, flags)
    compiled(DATED, flags)
    patterns.keep_new()
    _forget()
    monkeypatch.setattr(patterns, "_compiled", _nothing_compiles)
    taken = compiled(DATED, flags)
    assert taken == expected
    assert (taken.flags, taken.groups, taken.groupindex) == (expected.flags, expected.groups, expected.groupindex)
    found, meant = (one.search("answers BY 4th July, not before 31 March") for one in (taken, expected))
    assert (found and found.groupdict()) == (meant and meant.groupdict())
    assert (found and found.lastgroup) == (meant and meant.lastgroup)


@pytest.mark.usefixtures("folder")
def test_an_error_in_a_pattern_is_that_of_re() -> None:
    for wrong in ("(", "a{2,1}", r"(?P<a>x)(?P<a>y)", "a{99999999999999999999}"):
        with pytest.raises((re.error, OverflowError)) as told:
            re.compile(wrong)
        with pytest.raises(type(told.value), match=re.escape(str(told.value))):
            compiled(wrong)


def _first_bytes(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _other_code(data: bytes) -> bytes:
    return data.replace(compiled_code(), b"\x93\x01\x02\x03")


def compiled_code() -> bytes:
    """The numbers of DATED as they are kept."""
    import msgspec

    return msgspec.msgpack.encode(patterns._compiled(DATED, 0).code)


@pytest.mark.parametrize("damage", [_first_bytes, _other_code, lambda data: b"\xc1" + data, lambda _: b""])
def test_what_was_damaged_is_compiled_again(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    compiled(DATED)
    patterns.keep_new()
    (file,) = folder.iterdir()
    resources.keep(file, damage(resources.kept(file) or b""))
    _forget()
    assert compiled(DATED).search("from 3 May")


def test_where_nothing_can_be_kept_patterns_work_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("SECLINT_CACHE_DIR", str(tmp_path / "file"))
    _forget()
    assert compiled(DATED).search("from 3 May")
    patterns.keep_new()
    _forget()
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.usefixtures("folder")
def test_a_python_that_makes_re_otherwise_compiles_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(patterns, "import_module", absent)
    assert compiled(DATED) == re.compile(DATED)


def test_processes_keep_what_others_kept(folder: Path) -> None:
    ours, theirs = patterns._Store(), patterns._Store()
    ours.compiled(DATED, 0)
    theirs.compiled(r"\bv\d+", 0)
    ours.keep_new()
    theirs.keep_new()
    assert len(patterns._read(next(folder.iterdir()))) == 2


DOCUMENT = """# Conclusions on the June 2031 Testing Approach Document

Version 1.0, 4 June 2031

## 1. Responses

DCC consulted on the draft TAD from 1 April 2031. Three responses were received: from Quibberly Energy, Vorpal Power and Snark Networks.

| Snarkometer | Place |
|---|---|
| One | Tulgey House |
| Two | Tulgey House |

All three snarkometers are listed above.

### Question 1: Do you agree with the approach?

Quibberly Energy asked for more Bandersnatch Integration Testing (BIT) in Annex Q and noted MP991. Vorpal Power wanted the Jabberwock
Environment to be open on Sundays.

DCC response: DCC has amended section 3.2 “Slithy rehearsals” of the TAD. The Bandersnatch testing will be longer.

## 2. Attachments

- Annex Q – Slithy rehearsals
"""
ITS_OWN = ("quibberly", "vorpal", "snark", "tulgey", "bandersnatch", "jabberwock", "slithy", "991")


def test_no_word_of_a_document_is_kept(folder: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(DOCUMENT, "utf-8")
    # In a process of its own, as this one has compiled most patterns already.
    ran = subprocess.run([sys.executable, "-m", "seclint", "check", "--no-cache", str(paper)], capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1), ran.stderr
    (file,) = folder.glob("re-*")
    kept = patterns._read(file)
    assert len(kept) > 100
    assert not [pattern for pattern in kept if any(word in pattern.casefold() for word in ITS_OWN)]

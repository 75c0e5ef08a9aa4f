"""What was parsed of a pack is kept, and never changes what the pack says."""

import tomllib
from pathlib import Path

import pytest

from seclint.library import read_toml


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SECLINT_CACHE_DIR", str(tmp_path / "kept"))
    return tmp_path


@pytest.mark.parametrize(
    "text",
    [
        'words = ["a", "b"]\n[table]\nnumber = 1.0\n',
        "day = 2026-01-05\n",
        "days = [2026-01-05, 07:30:00, 2026-01-05T07:30:00]\n",
        f"number = {2**70}\n",
        "",
    ],
)
def test_a_file_says_the_same_each_time(folder: Path, text: str) -> None:
    file = folder / "pack.toml"
    file.write_text(text, "utf-8")
    assert [repr(read_toml(file)) for _ in range(2)] == [repr(tomllib.loads(text))] * 2


def test_a_changed_file_is_parsed_again(folder: Path) -> None:
    file = folder / "pack.toml"
    for word in ("one", "two"):
        file.write_text(f'word = "{word}"\n', "utf-8")
        assert read_toml(file) == {"word": word}


def test_an_unchanged_file_is_not_parsed_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "pack.toml"
    file.write_text('word = "one"\ndays = [{ first = 2026-01-05 }]\n', "utf-8")
    first = read_toml(file)
    monkeypatch.setattr(tomllib, "loads", lambda _: pytest.fail("parsed again"))
    assert read_toml(file) == first

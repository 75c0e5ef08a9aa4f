"""What is always true of the repository: its pages are fresh, and what its documents say works."""

import importlib.util
import re
import tomllib

import pytest
from click.testing import CliRunner
from conftest import ROOT

from seclint.cli import main


@pytest.fixture(scope="module")
def make():
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs" / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_of_the_rules_are_fresh(make):
    written = {file.name: file.read_text("utf-8") for file in (ROOT / "docs" / "rules").glob("*.md")}
    assert written == make.pages(), "run `python docs/make.py`"


def test_the_table_of_settings_is_fresh(make):
    text = (ROOT / "docs" / "gates.md").read_text("utf-8")
    assert text == make.gates(), "run `python docs/make.py`"
    assert "| `max-memory` | a whole number |" in text
    assert "(line)" not in text


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"`seclint {name}" in readme for name in main.commands)


def test_the_output_in_the_readme_is_real(monkeypatch):
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.search(r"\$ seclint check conclusions\.docx\n(.*?)\n```", readme, re.DOTALL)[1]
    monkeypatch.chdir(ROOT / "samples" / "faulty")
    real = CliRunner().invoke(main, ["check", "conclusions.docx"], env={"COLUMNS": "110"}).output
    assert shown in real


def test_the_hook_takes_the_files_that_a_folder_is_searched_for():
    from seclint.readers import SUFFIXES

    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    pattern = re.compile(re.search(r"files: (.*)", text)[1])
    assert all(pattern.search(f"some/Document{suffix.upper()}") for suffix in SUFFIXES)


def test_python_holds_no_paths_of_a_machine():
    for file in ROOT.glob("seclint/**/*.py"):
        assert not re.search(r"/(?:home|work|root|Users)/", file.read_text("utf-8")), file


@pytest.mark.parametrize("name", ["rules", "grammar"])
def test_the_wheel_takes_the_data_along(name):
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("not a checkout")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"][name] == f"seclint/{name}"

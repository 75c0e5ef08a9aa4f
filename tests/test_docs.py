"""What the documents for users say works: their commands run, and their links lead somewhere."""

import re
import shlex
import shutil

import pytest
from click.testing import CliRunner
from conftest import ROOT

from seclint.cli import main

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "samples" / "README.md"]


def commands():
    """Every line of a shell block that runs seclint on the samples, or on what a line before it wrote."""
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            lines = [line for line in block.splitlines() if line.startswith("seclint ")]
            if lines and any("samples/" in line for line in lines):
                yield pytest.param(lines, id=f"{page.stem}: {lines[0]}")


@pytest.mark.parametrize("lines", list(commands()))
def test_the_commands_run(lines, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    for line in lines:
        result = CliRunner().invoke(main, shlex.split(line, comments=True)[1:])
        assert result.exit_code in (0, 1), f"{line}\n{result.output}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)):
        assert (page.parent / target).exists(), target


def test_every_page_is_linked_from_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in readme, page.name


def test_the_first_rule_of_the_page_for_rule_authors_works(run, write):
    (rule,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "rule-authors.md").read_text("utf-8"), re.DOTALL)
    write("our-rules/our.toml", rule)
    assert run("test", "our-rules").exit_code == 0
    assert "OUR001" in run("check", write("a.md", "See www.old-house.example for the draft.\n"), "--rules", "our-rules").output

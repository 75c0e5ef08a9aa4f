"""What the documents for users say works: their commands run, what they show is real, and their links lead somewhere."""

import re
import shlex
import shutil
from functools import cache
from itertools import pairwise

import click
import pytest
from click.testing import CliRunner
from conftest import ROOT

from seclint.cli import main

pytestmark = pytest.mark.xdist_group("pages")  # the commands of the pages run in their order

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "samples" / "README.md"]


def blocks(page):
    """The fenced blocks of a page."""
    return re.findall(r"```\w+\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


def commands_of(block):
    """Every line of a block that runs seclint, with what it is shown to print."""
    lines = block.splitlines()
    starts = [number for number, line in enumerate(lines) if re.match(r"(\s*- (run: )?|\$ )?seclint ", line)]
    for start, end in pairwise([*starts, len(lines)]):
        command = re.sub(r"^(\s*- (run: )?|\$ )", "", lines[start])
        yield command, "\n".join(lines[start + 1 : end]).strip("\n") if lines[start].startswith("$ ") else ""


@pytest.fixture(scope="module")
def workplace(tmp_path_factory):
    """A folder with everything that the pages name; what a command has written there stays for the next one."""
    folder = tmp_path_factory.mktemp("workplace")
    shutil.copytree(ROOT / "samples", folder / "samples")
    for name, sample in (("dossier", "faulty-dossier"), ("dossiers", "clean"), ("documents", "clean")):
        shutil.copytree(ROOT / "samples" / sample, folder / name, ignore=shutil.ignore_patterns("*.pdf", "*.md"))
    for name in ("draft-tad.docx", "final-tad.docx", "final-tad.pdf"):
        shutil.copy(ROOT / "samples" / "clean" / name, folder)
    shutil.copy(ROOT / "samples" / "faulty" / "conclusions.docx", folder)
    (folder / "our-rules").mkdir()
    (folder / "our-rules" / "our.toml").write_text(first_rule(), "utf-8")
    return folder


@cache
def outcome(command):
    """What a command gives; several pages show the same one."""
    arguments = shlex.split(command.partition(" > ")[0], comments=True)[1:]
    return CliRunner().invoke(main, arguments, env={"COLUMNS": "110"})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_run_and_print_what_is_shown(page, workplace, monkeypatch):
    monkeypatch.chdir(workplace)
    for command, shown in (pair for block in blocks(page) for pair in commands_of(block)):
        result = outcome(command)
        assert result.exit_code in (0, 1), f"{command}\n{result.output}"
        assert shown in result.output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_and_options_that_are_named_are_there(page):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for span in re.findall(r"`(seclint [a-z][^`]*)`", text):
        _, name, *arguments = shlex.split(span.replace("\n", " "))
        command = main.commands[name]
        if isinstance(command, click.Group):
            command = command.commands[arguments[0]]
        options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert {argument.partition("=")[0] for argument in arguments if argument.startswith("-")} <= options, span


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)):
        assert (page.parent / target).exists(), target


def test_every_page_is_linked_from_the_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in readme, page.name


def first_rule():
    (rule,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "rule-authors.md").read_text("utf-8"), re.DOTALL)
    return rule


def test_the_first_rule_of_the_page_for_rule_authors_works(run, write):
    write("our-rules/our.toml", first_rule())
    assert "OUR001" in run("check", write("a.md", "See www.old-house.example for the draft.\n"), "--rules", "our-rules").output

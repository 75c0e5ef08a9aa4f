"""Where gates run: the action, the template for GitLab, the hooks and the recipes of docs/gates.md do what they say, without a network."""

import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml
from conftest import ROOT
from support.word import docx_from_markdown

FAULTY = "1. Responses are due by Tuesday 7 October 2024.\n"
CLEAN = "1. Responses are due by Monday 7 October 2024.\n"

needs = {name: pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not installed") for name in ("bash", "git", "ssh-keygen")}


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """Runs a script in a folder, where `seclint` is the one that is tested."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "seclint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m seclint "$@"\n', "utf-8")
    (programs / "seclint").chmod(0o755)
    (tmp_path / "work").mkdir()
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    own = {**os.environ, "PATH": path, "PYTHONPATH": os.pathsep.join(sys.path), "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(tmp_path)}

    def run(script, **more):
        command = ["bash", "-eo", "pipefail", "-c", script]
        return subprocess.run(command, cwd=tmp_path / "work", env={**own, **more}, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def document(tmp_path):
    def written(name, text):
        (tmp_path / "work").mkdir(exist_ok=True)
        (tmp_path / "work" / name).write_bytes(docx_from_markdown(text))

    return written


def recipe(heading):
    """The shell blocks of a section of docs/gates.md."""
    section = (ROOT / "docs" / "gates.md").read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"```sh\n(.*?)```", section, re.DOTALL)


@needs["bash"]
class TestAction:
    @pytest.fixture
    def checked(self, shell, tmp_path):
        steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
        (script,) = [step["run"] for step in steps if step.get("id") == "check"]
        files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        inputs = {"PATHS": "a.docx b.docx", "ARGUMENTS": "--as-of 2024-09-01", "REPORTS": "reports", "SECLINT": "seclint"}
        return lambda: shell(script, **files, **inputs, GITHUB_ACTIONS="true")

    def test_findings_fail_it_and_are_annotated_summarised_and_kept(self, checked, document, tmp_path):
        document("a.docx", FAULTY)
        document("b.docx", CLEAN)
        done = checked()
        assert done.returncode == 1
        assert "::error file=a.docx,title=DAT001 weekday-mismatch::" in done.stdout
        assert "| ❌ error<br>DAT001 |" in (tmp_path / "GITHUB_STEP_SUMMARY").read_text("utf-8")
        outputs = dict(line.split("=") for line in (tmp_path / "GITHUB_OUTPUT").read_text("utf-8").splitlines())
        assert set(outputs) == {"sarif", "html", "record"}
        assert all((tmp_path / "work" / file).stat().st_size > 500 for file in outputs.values())

    def test_a_clean_document_passes_it(self, checked, document):
        document("a.docx", CLEAN)
        document("b.docx", CLEAN)
        assert checked().returncode == 0

    def test_a_document_that_cannot_be_read_fails_it(self, checked, document):
        document("a.docx", CLEAN)
        assert checked().returncode == 2

    def test_its_outputs_are_those_that_it_promises(self):
        action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
        assert all(output["value"] == f"${{{{ steps.check.outputs.{name} }}}}" for name, output in action["outputs"].items())
        used = set(re.findall(r"\binputs\.(\w+)", (ROOT / "action.yml").read_text("utf-8")))
        assert used == set(action["inputs"])


@needs["bash"]
class TestGitlab:
    def test_the_template_checks_and_keeps_its_reports(self, shell, document, tmp_path):
        head, jobs = yaml.safe_load_all((ROOT / "templates" / "seclint.yml").read_text("utf-8"))
        job = jobs["seclint"]
        document("a.docx", FAULTY)
        variables = {"SECLINT_PATHS": "a.docx", "SECLINT_ARGUMENTS": ""}
        assert shell("\n".join(job["script"]), **variables).returncode == 1
        assert shell("\n".join(job["script"]), **(variables | {"SECLINT_ARGUMENTS": "--fail-on never"})).returncode == 0
        kept = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
        assert all((tmp_path / "work" / name).exists() for name in kept)
        used = set(re.findall(r"\$\[\[ inputs\.(\w+) \]\]", str(jobs)))
        assert used == set(head["spec"]["inputs"])


class TestPreCommit:
    def test_the_manifest_is_one_that_pre_commit_takes(self):
        clientlib = pytest.importorskip("pre_commit.clientlib")
        hooks = clientlib.load_manifest(ROOT / ".pre-commit-hooks.yaml")
        assert [hook["id"] for hook in hooks] == ["seclint", "seclint-dossier"]

    def test_the_entry_that_init_writes_is_one_too(self, run, tmp_path):
        clientlib = pytest.importorskip("pre_commit.clientlib")
        assert run("init").exit_code == 0
        ((hook,),) = [repo["hooks"] for repo in clientlib.load_config(tmp_path / ".pre-commit-config.yaml")["repos"]]
        assert hook["entry"] == "seclint check"


@needs["bash"]
@needs["git"]
def test_git_shows_the_differences_of_word_files(shell, document):
    document("a.docx", CLEAN)
    assert shell("git init -q\n" + recipe("Differences of Word files in git")[0] + "git add -A").returncode == 0
    document("a.docx", FAULTY)
    lines = shell("git diff --no-color a.docx").stdout.splitlines()
    assert "-paragraph    1      Responses are due by Monday 7 October 2024." in lines
    assert "+paragraph    1      Responses are due by Tuesday 7 October 2024." in lines


@needs["bash"]
@needs["ssh-keygen"]
def test_a_record_can_be_signed_and_verified(shell, document, tmp_path):
    document("a.docx", CLEAN)
    signing, verifying = (re.sub(r"(?m)^seclint .*\n", "", block) for block in recipe("A record that can be signed"))
    keys = "ssh-keygen -q -t ed25519 -N '' -f key\necho \"gate@example.org $(cat key.pub)\" > allowed-signers\n"
    done = shell(f"seclint check a.docx --record gate.json\n{keys}{signing}{verifying}")
    assert done.returncode == 0, done.stderr
    record = tmp_path / "work" / "gate.json"
    record.write_text(record.read_text("utf-8").replace("a.docx", "b.docx"), "utf-8")
    assert shell(verifying).returncode != 0


@needs["bash"]
class TestCompletion:
    def test_the_line_for_the_shell_works(self, shell):
        (line,) = recipe("Completion in a shell")
        assert "_seclint_completion" in shell(f"{line}\ncomplete -p seclint").stdout

    @pytest.mark.parametrize(
        ("words", "offered"),
        [
            ("seclint ex", "explain"),
            ("seclint explain weekday-mis", "weekday-mismatch"),
            ("seclint check --select DAT001,page-po", "DAT001,page-pointer"),
            ("seclint check --form", "--format"),
        ],
    )
    def test_commands_options_and_rules_are_offered(self, shell, words, offered):
        count = str(len(words.split()) - 1)
        assert (
            f"plain,{offered}"
            in shell("seclint", _SECLINT_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=count).stdout.splitlines()
        )

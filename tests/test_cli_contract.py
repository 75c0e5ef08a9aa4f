"""The interface contract: every command and option is there, exit codes combine as promised, and no mistake ends in a traceback."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import partial

import click
import pytest

from seclint.cli import main

FAULTY = "Responses are due by Tuesday 7 October 2024.\n"
WARNING = "The end,, of it.\n"

OPTIONS = {
    "check": """--format --report --select --ignore --stage --kind --dossier --fail-on --as-of --config --no-config --rules
                --baseline --no-waivers --jobs --no-cache --timeout --max-memory --color --quiet --verbose
                --progress --no-progress --include --record""",
    "explain": "--format",
    "rules": "--format",
    "show": "--format",
    "facts": "--format",
    "test": "",
    "annotate": "-o",
    "fix": "-o --diff",
    "compare": "",
    "baseline": "-o",
    "verify": "",
    "init": "",
    "config": "",
}
FORMATS = {
    "check": ["auto", "text", "brief", "json", "sarif", "junit", "github", "gitlab", "markdown", "html"],
    "explain": ["text", "json", "markdown"],
    "rules": ["text", "json", "markdown"],
    "show": ["text", "json", "markdown"],
    "facts": ["text", "json"],
}


def options_of(command):
    return {
        name: parameter
        for parameter in main.commands[command].params
        if isinstance(parameter, click.Option)
        for name in (*parameter.opts, *parameter.secondary_opts)
    }


@pytest.mark.parametrize("command", OPTIONS)
def test_a_command_has_the_options_that_are_promised(command):
    assert set(OPTIONS[command].split()) <= set(options_of(command))


@pytest.mark.parametrize("command", FORMATS)
def test_a_command_prints_in_the_formats_that_are_promised(command):
    assert set(options_of(command)["--format"].type.choices) == set(FORMATS[command])


@pytest.mark.parametrize("command", list(main.commands))
def test_every_option_says_what_it_is_for(command):
    unsaid = [name for name, option in options_of(command).items() if not option.hidden and not option.help]
    assert unsaid == []


@pytest.mark.parametrize("command", ["check", "baseline", "annotate", "fix", "show", "facts", "compare", "register build"])
def test_a_command_that_reads_documents_takes_the_limits_that_its_errors_speak_of(command):
    found = main
    for name in command.split():
        found = found.commands[name]
    assert {"--timeout", "--max-memory"} <= {option for parameter in found.params for option in parameter.opts}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
@pytest.mark.parametrize(
    ("arguments", "slow"),
    [
        (["show", "a.md"], "seclint.reports.reading.render"),
        (["facts", "a.md"], "seclint.reports.recognised.render"),
        (["compare", "a.md", "b.md"], "seclint.reports.comparison.render"),
    ],
)
def test_looking_at_a_document_ends_at_the_limit(run, write, monkeypatch, arguments, slow):
    write("a.md", FAULTY)
    write("b.md", WARNING)
    monkeypatch.setattr(slow, lambda *_, **__: signal.pause())
    result = run(*arguments, "--timeout", "0.5")
    assert result.exit_code == 2
    assert "took longer than 0.5 seconds" in result.output
    assert "--timeout" in result.output


class TestExitCodes:
    """0, 1 and 2, whichever come together: 2 wins over 1, and 1 over 0."""

    @pytest.mark.parametrize(
        ("documents", "options", "code"),
        [
            (["clean"], [], 0),
            (["faulty"], [], 1),
            (["missing"], [], 2),
            (["clean", "faulty"], [], 1),
            (["clean", "missing"], [], 2),
            (["faulty", "missing"], [], 2),
            (["warning"], [], 0),
            (["warning"], ["--fail-on", "warning"], 1),
            (["warning", "missing"], [], 2),
            (["faulty"], ["--fail-on", "never"], 0),
            (["faulty", "missing"], ["--fail-on", "never"], 2),
            (["faulty"], ["--no-such-option"], 2),
            (["faulty"], ["--select", "nothing"], 2),
        ],
    )
    def test_what_comes_together(self, run, write, documents, options, code):
        write("clean.md", "All is well.\n")
        write("faulty.md", FAULTY)
        write("warning.md", WARNING)
        assert run("check", *(f"{name}.md" for name in documents), *options).exit_code == code


class TestMistakes:
    """What a user gets wrong is said in one line, with what to do, and never with a traceback."""

    @pytest.mark.parametrize(
        ("arguments", "says", "helps"),
        [
            (["check", "gone.docx"], "gone.docx: there is no such file", "check the path"),
            (["check", "folder"], "no document found in folder", "--include"),
            (["check", "-"], "not standard input", "write it to a file"),
            (["check", "a.md", "--select", "weekday-mismach"], "no rule 'weekday-mismach'", "did you mean weekday-mismatch?"),
            (["explain", "weekday-mismach"], "no rule 'weekday-mismach'", "did you mean weekday-mismatch?"),
            (["check", "a.md", "--rules", "broken"], "broken/own.toml", "correct the TOML"),
            (["check", "a.md", "--as-of", "2024-13-01"], "'2024-13-01' is not a day", "2023-09-19"),
            (["check", "a.md", "--config", "wrong.toml"], "there is no key 'stagee'", "did you mean stage?"),
            (["check", "a.md", "--config", "gone.toml"], "gone.toml: there is no such file", "--config"),
            (["check", "a.md", "--report", "htm=a.html"], "'htm=a.html' is not FORMAT=FILE", "did you mean html?"),
            (["check", "a.md", "--report", "html"], "'html' is not FORMAT=FILE", "the formats are"),
            (["check", "a.md", "--report", "html=gone/a.html"], "there is no folder gone", "make the folder"),
            (["check", "a.md", "--report", "html=folder"], "folder: this is a folder", "name a file in it"),
            (["check", "a.md", "--report", "html=a.md"], "would overwrite a document", "another name"),
            (["check", "a.md", "--report", "html=x", "--report", "json=./x"], "two results cannot go to one file", "file of its own"),
            (["check", "a.md", "--report", "html=x", "--record", "x"], "two results cannot go to one file", "file of its own"),
            (["check", "a.md", "--record", "a.md"], "would overwrite a document", "another name"),
            (["check", "a.md", "--baseline", "gone.json"], "the baseline cannot be read", "seclint baseline"),
            (["check", "a.md", "--formt", "json"], "No such option '--formt'", "--format"),
            (["show", "folder"], "folder: this is a folder", "name a document in it"),
            (["show", "gone.docx"], "gone.docx: there is no such file", "check the path"),
            (["facts", "-"], "not standard input", "write it to a file"),
            (["verify", "gone.json"], "the record cannot be read", "check the path"),
            (["checc", "a.md"], "No such command 'checc'", "check"),
        ],
    )  # fmt: skip
    def test_it_is_said_with_a_remedy(self, run, write, tmp_path, arguments, says, helps):
        write("a.md", FAULTY)
        write("broken/own.toml", "[[rule]\n")
        write("wrong.toml", 'stagee = "publish"\n')
        (tmp_path / "folder").mkdir()
        result = run(*arguments)
        assert result.exit_code == 2
        assert says in result.output.replace("\\", "/")
        assert helps in result.output
        assert "Traceback" not in result.output
        assert (tmp_path / "a.md").read_text("utf-8") == FAULTY

    def test_a_fault_of_seclint_itself_is_2_and_not_1(self, run, write, monkeypatch):
        def fails(*_):
            raise KeyError("x")

        monkeypatch.setattr("seclint.run.search.find", fails)
        result = run("check", write("a.md", FAULTY))
        assert result.exit_code == 2
        assert "error: seclint failed: KeyError: 'x' (test_cli_contract.py, line" in result.output

    def test_a_mistake_is_told_before_anything_is_checked(self, run, write):
        assert "DAT001" not in run("check", write("a.md", FAULTY), "--report", "html=gone/a.html").output

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user")
    def test_a_folder_that_may_not_be_written_to(self, run, write, tmp_path):
        (tmp_path / "closed").mkdir(mode=0o500)
        result = run("check", write("a.md", FAULTY), "--report", "html=closed/a.html")
        assert result.exit_code == 2
        assert "nothing may be written" in result.output

    @pytest.mark.skipif(sys.platform != "linux", reason="file names are UTF-8 elsewhere")
    @pytest.mark.parametrize("format", FORMATS["check"])
    def test_a_name_that_is_not_utf_8_is_told_in_every_format(self, run, tmp_path, format):
        name = os.fsdecode(b"a\xff.md")
        (tmp_path / name).write_text(FAULTY, "utf-8")
        result = run("check", name, "--format", format, "--record", "gate.json")
        assert result.exit_code == 2
        assert "the name of the file is not UTF-8" in result.output.replace("&#45;", "-")
        assert run("verify", "gate.json").exit_code == 1


class TestContinuousIntegration:
    """What is printed of a document is never a command to GitHub Actions or Azure Pipelines."""

    COMMANDS = "::error file=x::pwned\n\n##[error]pwned\n\n- ::add-mask::Tuesday 7 October 2024\n"

    @pytest.mark.parametrize(
        "arguments",
        [
            *(["show", "a.md", "--format", format] for format in FORMATS["show"]),
            *(["facts", "a.md", "--format", format] for format in FORMATS["facts"]),
            *(["compare", "b.md", "a.md", "--format", format] for format in ("text", "json", "html")),
            *(["check", "a.md", "--format", format] for format in FORMATS["check"] if format != "github"),
            ["fix", "a.md", "--diff"],
        ],
        ids=" ".join,
    )
    def test_no_line_is_a_command(self, run, write, arguments):
        write("a.md", self.COMMANDS)
        write("b.md", "::error file=x::pwned again\n\n##[error]other\n")
        printed = run(*arguments).output
        assert "##[" not in printed
        assert not [line for line in printed.splitlines() if line.lstrip().startswith("::")]

    def test_what_is_printed_as_json_stays_what_it_was(self, run, write):
        write("a.md", self.COMMANDS)
        assert "##[error]pwned" in json.loads(run("show", "a.md", "--format", "json").output)["text"]


def seclint(*arguments, **more):
    return subprocess.Popen([sys.executable, "-m", "seclint", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="signals and pipes work otherwise there")
class TestShell:
    def test_a_reader_that_stops_early_changes_nothing_but_what_is_printed(self, write, tmp_path):
        write("a.md", f"{FAULTY}\n" * 300)  # more than a pipe holds
        with seclint("check", "a.md", "gone.md", "--select", "DAT001", cwd=tmp_path) as process:
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 2

    def test_an_interrupted_run_has_decided_nothing(self, tmp_path):
        os.mkfifo(tmp_path / "seclint.toml")  # the run waits here for somebody to write its settings
        # A shell has what it starts in the background ignore interruptions, and tests may be run there.
        heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
        process = seclint("check", "gone.md", "--config", "seclint.toml", cwd=tmp_path, preexec_fn=heeding)
        with process, (tmp_path / "seclint.toml").open("wb"):  # opens when the run does
            while process.poll() is None:  # what comes right before it begins to wait is heeded only when something else wakes it
                process.send_signal(signal.SIGINT)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=2)
            assert process.stderr.read() == b"error: interrupted; nothing was decided\n"
            assert process.wait() == 2

"""The count on standard error: there when somebody waits and sees it, else silent."""

import pytest

from seclint.cli import progress

CLEAN = "Responses are due by Monday 7 October 2024.\n"


@pytest.fixture
def counted(monkeypatch, capsys):
    def told(*counts, always=False, after=0.0):
        times = iter([0.0, *[after] * len(counts)])
        monkeypatch.setattr(progress, "monotonic", lambda: next(times))
        count = progress.Progress(always=always)
        for done, total in counts:
            count(done, total)
        return capsys.readouterr().err.replace("\r", "|")  # what clears the line goes only to terminals

    return told


def test_many_documents_are_counted_and_the_count_is_gone_at_the_end(counted):
    assert counted((0, 5), (3, 5), (5, 5)) == "|0 of 5 documents|3 of 5 documents|"


def test_few_documents_are_not_unless_they_take_long(counted):
    assert counted((0, 2), (1, 2), (2, 2)) == ""
    assert counted((0, 2), (1, 2), (2, 2), after=3.0) == "|0 of 2 documents|1 of 2 documents|"


def test_whoever_asks_is_always_told(counted):
    assert counted((0, 1), (1, 1), always=True) == "|0 of 1 document|"


def test_a_run_that_is_no_terminal_is_silent_unless_asked(run, write):
    names = [write(f"{number}.md", CLEAN) for number in range(5)]
    assert "documents" not in run("check", *names, "--no-cache").stderr
    assert "documents" not in run("check", *names, "--no-cache", "--no-progress").stderr
    assert "3 of 5 documents" in run("check", *names, "--no-cache", "--progress").stderr

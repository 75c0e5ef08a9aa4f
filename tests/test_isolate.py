"""A file can end its own parse, never the run."""

import os
import signal
import sys
import time
from functools import partial

import pytest

from seclint.processes import isolate
from seclint.processes.isolate import Failure, Limits

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")


def results(*work, limits=None, jobs=2):
    with isolate.Workers(limits or Limits(seconds=20), jobs) as workers:
        for number, piece in enumerate(work):
            workers.add(number, piece)
        return dict(workers.results())


def test_results_come_back_under_their_index_however_they_end():
    assert results(*(partial(bytes, [n]) for n in range(9))) == {n: bytes([n]) for n in range(9)}


def test_a_result_larger_than_a_pipe_comes_back_whole():
    assert len(results(lambda: b"x" * 3_000_000)[0]) == 3_000_000


def test_a_worker_that_is_killed_is_one_failure_and_the_rest_go_on():
    found = results(lambda: os.kill(os.getpid(), signal.SIGSEGV), lambda: b"fine")
    assert isinstance(found[0], Failure)
    assert "SIGSEGV" in found[0].reason
    assert found[1] == b"fine"


@pytest.mark.parametrize("name", ["SIGABRT", "SIGSEGV", "SIGBUS"])
def test_a_reader_that_gives_up_may_have_wanted_more_memory(name):
    found = results(lambda: os.kill(os.getpid(), signal.Signals[name]), limits=Limits(seconds=20, megabytes=512))
    assert name in found[0].reason
    assert "512 MB" in found[0].reason
    assert "--max-memory" in found[0].hint


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_a_worker_that_somebody_else_ends_was_not_too_slow(name):
    found = results(lambda: os.kill(os.getpid(), signal.Signals[name]))
    assert "seconds" not in found[0].reason
    assert "something else ended its reader" in found[0].reason
    assert "memory" in found[0].reason


def test_a_worker_that_hangs_is_ended_at_the_limit():
    start = time.monotonic()
    found = results(signal.pause, limits=Limits(seconds=0.3))
    assert "0.3 seconds" in found[0].reason
    assert time.monotonic() - start < 10


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux binds the address space")
def test_a_worker_that_takes_too_much_memory_is_told_so():
    found = results(lambda: bytes(4 << 30), limits=Limits(megabytes=512))
    assert "512 MB" in found[0].reason


def test_an_exception_in_a_worker_is_a_failure():
    found = results(lambda: 1 // 0)
    assert isinstance(found[0], Failure)


def test_nothing_a_worker_prints_is_seen(capfd):
    results(lambda: os.write(1, b"noise") and b"")
    assert capfd.readouterr().out == ""


def test_where_nothing_can_be_forked_a_module_answers_on_standard_output(tmp_path, monkeypatch):
    (tmp_path / "echo_worker.py").write_text("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read() + sys.argv[1].encode())")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert list(isolate.spawned([b"a", b"b"], "echo_worker", Limits(megabytes=300), 2)) == [(0, b"a300"), (1, b"b300")]


def test_a_spawned_module_that_hangs_or_fails_is_a_failure(tmp_path, monkeypatch):
    (tmp_path / "bad_worker.py").write_text("import sys, signal; signal.pause() if sys.stdin.read() == 'hang' else sys.exit(3)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = dict(isolate.spawned([b"hang", b"die"], "bad_worker", Limits(seconds=1), 2))
    assert "1 seconds" in found[0].reason
    assert "exit code 3" in found[1].reason


def test_work_may_be_added_while_results_come():
    with isolate.Workers(Limits(seconds=20), 1) as workers:
        workers.add("first", lambda: b"1")
        found = {}
        for key, result in workers.results():
            found[key] = result
            if key == "first":
                workers.add("second", lambda: b"2")
    assert found == {"first": b"1", "second": b"2"}

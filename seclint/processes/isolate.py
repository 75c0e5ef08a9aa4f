"""Works on each untrusted file in a process of its own, within limits, so that a hostile file can break nothing but its own reading."""

import faulthandler
import os
import selectors
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Generic, TypeVar

from msgspec import Struct

from seclint import patterns

CAN_FORK = hasattr(os, "fork")
OUT_OF_MEMORY = 77  # exit code of a worker that met its memory limit in Python

Key = TypeVar("Key")


class Limits(Struct, frozen=True):
    """What one document may take: wall-clock seconds (processor seconds likewise) and megabytes of memory.

    ``allowed`` are the seconds that messages name, for a helping process that gets fewer itself; 0 means ``seconds``.
    """

    seconds: float = 60
    megabytes: int = 1024
    allowed: float = 0


class Failure(Struct, frozen=True):
    """Why there is no result, and what to do, in words an author understands."""

    reason: str
    hint: str


class _Running(Struct):
    key: Any
    pid: int
    deadline: float
    received: bytearray
    late: bool = False


class Workers(Generic[Key]):
    """Runs pieces of work in forked processes, at most ``jobs`` at a time; work that is added last starts first.

    ``meanwhile`` is called every second or so while results are being waited for.
    """

    def __init__(self, limits: Limits, jobs: int, meanwhile: Callable[[], None] | None = None) -> None:
        self._limits = limits
        self._jobs = max(1, jobs)
        self._meanwhile = meanwhile
        self._selector = selectors.DefaultSelector()
        self._waiting: list[tuple[Key, Callable[[], bytes]]] = []
        self._running: dict[int, _Running] = {}

    def __enter__(self) -> "Workers[Key]":
        return self

    def __exit__(self, *_: object) -> None:
        """End whatever still runs."""
        for task in self._running.values():
            with suppress(ProcessLookupError):
                os.kill(task.pid, signal.SIGKILL)
            os.waitpid(task.pid, 0)
        for pipe in self._running:
            os.close(pipe)
        self._selector.close()

    def add(self, key: Key, work: Callable[[], bytes]) -> None:
        """Add a piece of work; it starts at once if a process is free."""
        self._waiting.append((key, work))
        self._begin()

    def results(self) -> Iterator[tuple[Key, bytes | Failure]]:
        """The results of the pieces of work, with their keys, as they end. More work may be added meanwhile."""
        while self._running:
            _kill_late(self._running)
            patience = max(0.0, min(task.deadline for task in self._running.values()) - time.monotonic())
            if self._meanwhile:
                self._meanwhile()
                patience = min(patience, 1)
            for ready, _ in self._selector.select(patience):
                chunk = os.read(ready.fd, 1 << 20)
                self._running[ready.fd].received += chunk
                if not chunk:
                    self._selector.unregister(ready.fd)
                    os.close(ready.fd)
                    key, result = _ended(self._running.pop(ready.fd), self._limits)
                    yield key, result
                    self._begin()

    def _begin(self) -> None:
        while self._waiting and len(self._running) < self._jobs:
            key, work = self._waiting.pop()
            pipe, pid = _fork(work, self._limits, list(self._running))
            self._running[pipe] = _Running(key, pid, time.monotonic() + self._limits.seconds, bytearray())
            self._selector.register(pipe, selectors.EVENT_READ)


def spawned(tasks: Sequence[bytes], module: str, limits: Limits, jobs: int) -> Iterator[tuple[int, bytes | Failure]]:
    """The same where processes cannot be forked: each task goes to ``python -m module`` on standard input, results come in order."""
    import subprocess  # only here: the two take as long to import as many a document to read
    from concurrent.futures import ThreadPoolExecutor

    def run(task: bytes) -> bytes | Failure:
        command = [sys.executable, "-m", module, str(limits.megabytes)]
        try:
            done = subprocess.run(command, input=task, capture_output=True, timeout=limits.seconds, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            return too_slow(limits)
        return done.stdout if done.returncode == 0 else failure(done.returncode, limits)

    with ThreadPoolExecutor(max(1, jobs)) as pool:
        yield from enumerate(pool.map(run, tasks))


def limit_memory(megabytes: int) -> None:
    """Limit the memory of this process, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _fork(task: Callable[[], bytes], limits: Limits, pipes: list[int]) -> tuple[int, int]:
    patterns.keep_new()  # or every process that is forked from here would keep them once more
    receiving, sending = os.pipe()
    pid = os.fork()
    if pid:
        os.close(sending)
        return receiving, pid
    code = 1
    try:
        for pipe in (receiving, *pipes):
            os.close(pipe)
        be_bound(limits)
        result = memoryview(task())
        while result:
            result = result[os.write(sending, result) :]
        patterns.keep_new()  # which Python does at its end by itself, but not at this one
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


def be_bound(limits: Limits) -> None:
    """Set the limits of this process, and silence what native code prints."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    faulthandler.disable()  # it may write to a copy of standard error that a test runner made; the parent says how the worker ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers
    limit_memory(limits.megabytes)
    with suppress(ImportError, ValueError, OSError):
        import resource

        seconds = int(limits.seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _kill_late(running: dict[int, _Running]) -> None:
    now = time.monotonic()
    for task in running.values():
        if now >= task.deadline and not task.late:
            task.late = True
            with suppress(ProcessLookupError):
                os.kill(task.pid, signal.SIGKILL)
            task.deadline = now + 5  # its pipe closes at once; look again only then


def _ended(task: _Running, limits: Limits) -> tuple[Any, bytes | Failure]:
    code = os.waitstatus_to_exitcode(os.waitpid(task.pid, 0)[1])
    if task.late:
        return task.key, too_slow(limits)
    return task.key, bytes(task.received) if code == 0 else failure(code, limits)


def too_slow(limits: Limits) -> Failure:
    """Why a process was ended that took too long."""
    allowed = limits.allowed or limits.seconds
    return Failure(f"reading it took longer than {allowed:g} seconds", "allow more with --timeout, or save the file anew")


def failure(code: int, limits: Limits) -> Failure:
    """Why a process ended that nobody here had ended. The code is its exit code or, below zero, the number of the signal."""
    if code == OUT_OF_MEMORY:
        return Failure(f"reading it needs more than {limits.megabytes} MB of memory", "allow more with --max-memory, or save the file anew")
    if -code == getattr(signal, "SIGXCPU", None):
        return too_slow(limits)
    what = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    if -code in (signal.SIGTERM, getattr(signal, "SIGKILL", None)):
        return Failure(
            f"something else ended its reader ({what}), as systems do that run out of memory",
            "check fewer documents at a time with --jobs, or give the machine more memory",
        )
    return Failure(  # native code, where it gets no more memory, ends in various ways
        f"its reader ended early ({what}): the file is damaged, or reading it needs more than {limits.megabytes} MB of memory",
        "open it in the program it was made with and save or export it anew; --max-memory allows more",
    )

"""Runs work on one untrusted file at a time in a process of its own, within limits, so that a file can end only its own parse."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from msgspec import Struct

OUT_OF_MEMORY = 77  # exit code of a worker that met its memory limit in Python


class Limits(Struct, frozen=True):
    """What one document may take: wall-clock seconds (processor seconds likewise) and megabytes of memory."""

    seconds: float = 60
    megabytes: int = 1024


class Failure(Struct, frozen=True):
    """Why there is no result, and what to do, in words an author understands."""

    reason: str
    hint: str


class _Running(Struct):
    index: int
    pid: int
    deadline: float
    received: bytearray
    late: bool = False


def forked(work: Sequence[Callable[[], bytes]], limits: Limits, jobs: int) -> Iterator[tuple[int, bytes | Failure]]:
    """The result of each piece of work, by index, as they end; at most ``jobs`` at a time, each in a forked process."""
    selector = selectors.DefaultSelector()
    waiting = list(enumerate(work))[::-1]
    running: dict[int, _Running] = {}
    try:
        while waiting or running:
            while waiting and len(running) < max(1, jobs):
                index, task = waiting.pop()
                pipe, pid = _fork(task, limits, list(running))
                running[pipe] = _Running(index, pid, time.monotonic() + limits.seconds, bytearray())
                selector.register(pipe, selectors.EVENT_READ)
            _kill_late(running)
            patience = max(0.0, min(task.deadline for task in running.values()) - time.monotonic()) if running else 0
            for key, _ in selector.select(patience):
                chunk = os.read(key.fd, 1 << 20)
                running[key.fd].received += chunk
                if not chunk:
                    selector.unregister(key.fd)
                    os.close(key.fd)
                    yield _ended(running.pop(key.fd), limits)
    finally:
        for task_left in running.values():
            with suppress(ProcessLookupError):
                os.kill(task_left.pid, signal.SIGKILL)
            os.waitpid(task_left.pid, 0)
        for pipe in running:
            os.close(pipe)
        selector.close()


def spawned(tasks: Sequence[bytes], module: str, limits: Limits, jobs: int) -> Iterator[tuple[int, bytes | Failure]]:
    """The same where processes cannot be forked: each task goes to ``python -m module`` on standard input."""

    def run(task: bytes) -> bytes | Failure:
        command = [sys.executable, "-m", module, str(limits.megabytes)]
        try:
            done = subprocess.run(command, input=task, capture_output=True, timeout=limits.seconds, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            return _too_slow(limits)
        return done.stdout if done.returncode == 0 else _failure(done.returncode, limits)

    with ThreadPoolExecutor(max(1, jobs)) as pool:
        yield from enumerate(pool.map(run, tasks))


def limit_memory(megabytes: int) -> None:
    """Bind this process to that much memory, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _fork(task: Callable[[], bytes], limits: Limits, pipes: list[int]) -> tuple[int, int]:
    receiving, sending = os.pipe()
    pid = os.fork()
    if pid:
        os.close(sending)
        return receiving, pid
    code = 1
    try:
        for pipe in (receiving, *pipes):
            os.close(pipe)
        _be_bound(limits)
        result = memoryview(task())
        while result:
            result = result[os.write(sending, result) :]
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


def _be_bound(limits: Limits) -> None:
    """Silence what native code prints, and set the limits of this process."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
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


def _ended(task: _Running, limits: Limits) -> tuple[int, bytes | Failure]:
    code = os.waitstatus_to_exitcode(os.waitpid(task.pid, 0)[1])
    if task.late:
        return task.index, _too_slow(limits)
    return task.index, bytes(task.received) if code == 0 else _failure(code, limits)


def _too_slow(limits: Limits) -> Failure:
    return Failure(f"reading it took longer than {limits.seconds:g} seconds", "allow more with --timeout, or save the file anew")


def _failure(code: int, limits: Limits) -> Failure:
    if code == OUT_OF_MEMORY:
        return Failure(f"reading it needs more than {limits.megabytes} MB of memory", "allow more with --max-memory, or save the file anew")
    if -code in (getattr(signal, "SIGXCPU", None), signal.SIGTERM, getattr(signal, "SIGKILL", None)):
        return _too_slow(limits)
    what = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    return Failure(
        f"the file is damaged in a way that stops its reader ({what})", "open it in the program it was made with and save or export it anew"
    )

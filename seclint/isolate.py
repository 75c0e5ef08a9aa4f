"""Runs work on one untrusted file at a time in a process of its own, within limits, so that a file can end only its own parse."""

import faulthandler
import os
import selectors
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from seclint import patterns
from seclint.errors import UnreadableDocument

CAN_FORK = hasattr(os, "fork")
OUT_OF_MEMORY = 77  # exit code of a worker that met its memory limit in Python
_TICKET = 2  # bytes

Key = TypeVar("Key")
Item = TypeVar("Item")
Result = TypeVar("Result")


class Limits(Struct, frozen=True):
    """What one document may take: wall-clock seconds (processor seconds likewise) and megabytes of memory.

    ``allowed`` are the seconds that messages tell of, where a process that helps another gets fewer; 0 stands for ``seconds``.
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
        """Have the work done; it begins at once when there is room."""
        self._waiting.append((key, work))
        self._begin()

    def results(self) -> Iterator[tuple[Key, bytes | Failure]]:
        """What the pieces of work give, by key, as they end. More may be added meanwhile."""
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
            return _too_slow(limits)
        return done.stdout if done.returncode == 0 else _failure(done.returncode, limits)

    with ThreadPoolExecutor(max(1, jobs)) as pool:
        yield from enumerate(pool.map(run, tasks))


class Sharing(Struct, frozen=True):
    """How the parts of one document are shared out among processes: ``jobs`` at a time, this one among them."""

    limits: Limits = Limits()
    jobs: int = 1

    def map(self, function: Callable[[Item], Result], items: Sequence[Item], kind: Any = Any) -> list[Result]:
        """The function's results, which are of that kind of data, in the order of the items; whichever process is free takes the next item.

        Raises what the function raises, and UnreadableDocument where a process ended otherwise.
        """
        if min(self.jobs, len(items)) < 2:
            return [function(item) for item in items]
        # A process must end before the one that waits for it is ended.
        limits = Limits(self.limits.seconds * 0.9, self.limits.megabytes, self.limits.seconds)
        with _tickets(len(items)) as tickets, Workers[int](limits, self.jobs - 1) as workers:
            for number in range(1, min(self.jobs, len(items))):
                workers.add(number, partial(_encoded, function, items, tickets))
            found = _share(function, items, tickets)
            for _, result in workers.results():
                found |= _decoded(result, kind)
        return [found[index] for index in range(len(items))]


@contextmanager
def _tickets(count: int) -> Iterator[int]:
    """The end of a pipe from which processes draw the indices of so many items, each once, until there are no more."""
    drawing, filling = os.pipe()
    try:
        with os.fdopen(filling, "wb") as pipe:
            pipe.write(b"".join(index.to_bytes(_TICKET, "big") for index in range(count)))
        yield drawing
    finally:
        os.close(drawing)


def _share(function: Callable[[Item], Result], items: Sequence[Item], tickets: int) -> dict[int, Result]:
    """The function's results for the items whose tickets this process draws, by index."""
    found = {}
    while ticket := os.read(tickets, _TICKET):
        index = int.from_bytes(ticket, "big")
        found[index] = function(items[index])
    return found


def _encoded(function: Callable[[Item], Result], items: Sequence[Item], tickets: int) -> bytes:
    """The results of this process, or the error that the function raised."""
    try:
        return msgspec.msgpack.encode((_share(function, items, tickets), b""))
    except MemoryError:
        raise
    except Exception as error:
        import pickle  # only here, where it is needed

        return msgspec.msgpack.encode(({}, pickle.dumps(error)))


def _decoded(result: bytes | Failure, kind: Any) -> dict[int, Any]:
    if isinstance(result, Failure):
        raise UnreadableDocument(result.reason, result.hint)
    found, error = msgspec.msgpack.decode(result, type=tuple[dict[int, kind], bytes])
    if error:
        import pickle

        raise pickle.loads(error)  # noqa: S301 - from a process that runs the same code on the same file
    return found


def limit_memory(megabytes: int) -> None:
    """Bind this process to that much memory, where the system can."""
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
        _be_bound(limits)
        result = memoryview(task())
        while result:
            result = result[os.write(sending, result) :]
        patterns.keep_new()  # which Python does at its end by itself, but not at this one
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
        return task.key, _too_slow(limits)
    return task.key, bytes(task.received) if code == 0 else _failure(code, limits)


def _too_slow(limits: Limits) -> Failure:
    allowed = limits.allowed or limits.seconds
    return Failure(f"reading it took longer than {allowed:g} seconds", "allow more with --timeout, or save the file anew")


def _failure(code: int, limits: Limits) -> Failure:
    if code == OUT_OF_MEMORY:
        return Failure(f"reading it needs more than {limits.megabytes} MB of memory", "allow more with --max-memory, or save the file anew")
    if -code in (getattr(signal, "SIGXCPU", None), signal.SIGTERM, getattr(signal, "SIGKILL", None)):
        return _too_slow(limits)
    if -code == signal.SIGABRT:  # how pdfium ends where it gets no more memory
        return Failure(
            f"its reader gave up: the file is damaged, or reading it needs more than {limits.megabytes} MB of memory",
            "open it in the program it was made with and save or export it anew; --max-memory allows more",
        )
    what = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    return Failure(
        f"the file is damaged in a way that stops its reader ({what})", "open it in the program it was made with and save or export it anew"
    )

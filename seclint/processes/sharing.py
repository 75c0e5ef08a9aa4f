"""Shares the work on one document out among processes that go through it side by side."""

import os
import select
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from seclint import patterns
from seclint.errors import UnreadableDocument, retold, told
from seclint.processes.isolate import CAN_FORK, OUT_OF_MEMORY, Failure, Limits, be_bound, failure, too_slow

_TICKET, _SIZE = 2, 4  # bytes: of the number of an item, and of the length of a message
_NO_MORE = (1 << 8 * _TICKET) - 1

Item = TypeVar("Item")
Result = TypeVar("Result")


class Sharing(Struct, frozen=True):
    """How many processes share the work on one document, this one included, and what each of them may take."""

    limits: Limits = Limits()
    jobs: int = 1

    @contextmanager
    def together(self) -> "Iterator[Together]":
        """Run the block in several processes side by side. At its end the others exit; only this one goes on.

        All of them execute the whole block. Whatever they ``map`` in it is shared out: each does a part, and then each has all results.
        So processes are forked only once, however often something is shared out.
        """
        together = Together(self.limits, self.jobs if CAN_FORK else 1)
        code = 1
        try:
            yield together
            code = 0
        except _Done:
            code = 0
        except MemoryError:
            code = OUT_OF_MEMORY
            raise
        finally:
            if together.is_leading:
                together.end(kill=code != 0)
            else:
                patterns.keep_new()
                os._exit(code)

    def map(self, function: Callable[[Item], Result], items: Sequence[Item], kind: Any = Any) -> list[Result]:
        """``Together.map`` on its own, for a single thing to share out."""
        with Sharing(self.limits, min(self.jobs, len(items))).together() as together:
            return together.map(function, items, kind, last=True)


class _Done(BaseException):
    """Raised to end a process that has no share in what follows."""


class _Other(Struct, frozen=True):
    """A process that works beside the leading one, with a pipe from it and one to it."""

    pid: int
    hears: int
    tells: int


class Together:
    """Processes side by side: one leads, the others were forked from it. ``jobs`` is how many they are."""

    def __init__(self, limits: Limits | None = None, jobs: int = 1) -> None:
        self.jobs = max(1, jobs)
        limits = limits or Limits()
        # A process must end before the one that waits for it is ended.
        self._limits = Limits(limits.seconds * 0.9, limits.megabytes, limits.allowed or limits.seconds)
        self._deadline = time.monotonic() + self._limits.seconds
        self._others: list[_Other] = []
        self._leader: _Other | None = None
        self._drawing, self._filling = os.pipe() if self.jobs > 1 else (-1, -1)
        for _ in range(self.jobs - 1):
            if self._leader is None:
                self._fork()

    @property
    def is_leading(self) -> bool:
        """Whether this is the process that the others were forked from."""
        return self._leader is None

    def map(self, function: Callable[[Item], Result], items: Sequence[Item], kind: Any = Any, *, last: bool = False) -> list[Result]:
        """The function's results, data of the given type, in the order of the items. Whichever process is free takes the next item.

        ``last`` says that the other processes are not needed afterwards. Raises what the function raises, and UnreadableDocument when a
        process ended in another way.
        """
        if self.jobs < 2 or len(items) < 2:
            return [function(item) for item in items]
        if self.is_leading:
            numbers = [*range(len(items)), *[_NO_MORE] * self.jobs]
            _write(self._filling, b"".join(number.to_bytes(_TICKET, "big") for number in numbers))
        found, error = self._share(function, items)
        if self._leader is not None:
            found = self._beside(self._leader, found, error, kind, last=last)
        elif error is not None:
            raise error
        else:
            found = self._led(found, kind, last=last)
        return [found[index] for index in range(len(items))]

    def end(self, *, kill: bool) -> None:
        """Wait until the other processes have ended; ``kill`` them when this one stops before the point where they would end."""
        for other in self._others:
            if kill:
                with suppress(ProcessLookupError):
                    os.kill(other.pid, signal.SIGKILL)
            with suppress(ChildProcessError):  # its end was heard of already
                os.waitpid(other.pid, 0)
            os.close(other.hears)
            os.close(other.tells)
        if self.jobs > 1:
            os.close(self._drawing)
            os.close(self._filling)

    def _fork(self) -> None:
        patterns.keep_new()
        (from_other, to_leader), (from_leader, to_other) = os.pipe(), os.pipe()
        pid = os.fork()
        if pid:
            os.close(to_leader)
            os.close(from_leader)
            self._others.append(_Other(pid, from_other, to_other))
            return
        for pipe in (from_other, to_other, *(end for other in self._others for end in (other.hears, other.tells))):
            os.close(pipe)
        self._leader, self._others = _Other(os.getppid(), from_leader, to_leader), []
        be_bound(self._limits)

    def _share(self, function: Callable[[Item], Any], items: Sequence[Item]) -> tuple[dict[int, Any], Exception | None]:
        """The results that this process finds, by index, and the error that ended its work, if any."""
        found = {}
        try:
            for index in iter(self._drawn, _NO_MORE):
                found[index] = function(items[index])
        except MemoryError:
            raise
        except Exception as error:
            return {}, error
        return found, None

    def _drawn(self) -> int:
        """The number of the next item for this process."""
        return int.from_bytes(os.read(self._drawing, _TICKET), "big")

    def _led(self, found: dict[int, Any], kind: Any, *, last: bool) -> dict[int, Any]:
        """All results: those of every other process are received, and the whole is sent back to each."""
        for other in self._others:
            theirs, raised = msgspec.msgpack.decode(self._heard(other), type=tuple[dict[int, kind], tuple[str, str, str] | None])
            if raised is not None:
                raise retold(*raised)
            found |= theirs
        if not last:
            message = msgspec.msgpack.encode(found)
            for other in self._others:
                _write(other.tells, len(message).to_bytes(_SIZE, "big") + message)
        return found

    def _beside(self, leader: _Other, found: dict[int, Any], error: Exception | None, kind: Any, *, last: bool) -> dict[int, Any]:
        """All results, as the leading process sends them. Raises _Done after the last of them."""
        message = msgspec.msgpack.encode((found, told(error) if error is not None else None))
        _write(leader.tells, len(message).to_bytes(_SIZE, "big") + message)
        if last or error is not None:
            raise _Done
        everything: dict[int, Any] = msgspec.msgpack.decode(self._heard(leader), type=dict[int, kind])
        return everything

    def _heard(self, other: _Other) -> bytes:
        """The next message from the other process. Raises UnreadableDocument when it ends without one, or takes too long."""
        size = int.from_bytes(self._read(other, _SIZE), "big")
        return self._read(other, size)

    def _read(self, other: _Other, size: int) -> bytes:
        received = bytearray()
        while len(received) < size:
            if not select.select([other.hears], [], [], max(0.0, self._deadline - time.monotonic()))[0]:
                raise _unreadable(too_slow(self._limits))
            chunk = os.read(other.hears, size - len(received))
            if not chunk and not self.is_leading:
                raise _Done  # the leading process was ended
            if not chunk:
                code = os.waitstatus_to_exitcode(os.waitpid(other.pid, 0)[1])
                raise _unreadable(failure(code, self._limits))
            received += chunk
        return bytes(received)


def _unreadable(why: Failure) -> UnreadableDocument:
    return UnreadableDocument(why.reason, why.hint)


def _write(pipe: int, message: bytes) -> None:
    left = memoryview(message)
    while left:
        left = left[os.write(pipe, left) :]

"""What runs in which process, and when: other processes read the documents while this one prepares for checking them."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

import msgspec

from seclint import readers
from seclint.errors import SeclintError
from seclint.library import Library
from seclint.processes import isolate
from seclint.processes.isolate import Failure, Limits, Workers
from seclint.processes.sharing import Sharing
from seclint.records import Reading, Record, Task, unreadable
from seclint.run import worker

if TYPE_CHECKING:
    from seclint.rulebook import Rulebook

_Stage = Literal["read", "check", "both"]


def records(
    tasks: Sequence[Task], library: Library, limits: Limits, jobs: int, readings: dict[str, Reading], meanwhile: Callable[[], None] | None
) -> Iterator[tuple[int, Record]]:
    """The record of each document with the index of its task, in the order in which they are finished.

    ``readings`` is filled with what was read, by path. At most ``jobs`` documents are worked on at a time; ``meanwhile`` is called
    about once a second while waiting for them.
    """
    if not isolate.CAN_FORK:
        encoded = [msgspec.msgpack.encode(task) for task in tasks]
        for index, result in isolate.spawned(encoded, worker.__name__, limits, jobs):
            yield index, _record(tasks[index].path, result)
        return
    if len(tasks) > jobs:  # few documents import their reader in their own process, while this one imports the rest
        readers.preload([task.path for task in tasks])
    with Workers[tuple[int, _Stage]](limits, jobs, meanwhile) as workers:
        sharing = Sharing(limits, max(1, jobs // len(tasks)))
        for index, read in reversed(list(_reads(tasks, library, sharing, jobs))):
            workers.add((index, "read"), read)
        rulebook = _ready(tasks, library, jobs)
        for index in reversed(range(jobs, len(tasks))):
            workers.add((index, "both"), partial(worker.read_and_check, tasks[index], rulebook))
        check = partial(worker.check, rulebook=rulebook, sharing=sharing)
        for (index, stage), result in workers.results():
            task = tasks[index]
            reading, checked = _parted(stage, result)
            if reading is not None and not reading.error:
                readings[task.path] = reading
            if reading is not None and reading.error:
                yield index, unreadable(task.path, reading.error, reading.hint)
            elif checked is not None:
                yield index, _record(task.path, checked)
            elif reading is not None:
                workers.add((index, "check"), partial(check, task, reading))
                _ = library.digest  # reports tell it; found while this process has nothing else to do


def _parted(stage: _Stage, result: bytes | Failure) -> tuple[Reading | None, bytes | Failure | None]:
    """The results of reading and of checking a document, which one process may have done together."""
    if stage == "both" and isinstance(result, bytes):
        read, checked = msgspec.msgpack.decode(result, type=tuple[bytes, bytes])
        return reading_of(read), checked
    return (None, result) if stage == "check" else (reading_of(result), None)


def _reads(tasks: Sequence[Task], library: Library, sharing: Sharing, jobs: int) -> Iterator[tuple[int, Callable[[], bytes]]]:
    """The first pieces of work, one for each process: reading documents, with several processes for each if there are enough.

    Mentions are recognised at the same time, once for all later uses; those of a single document later, by several processes.
    """
    recognising = library if len(tasks) > 1 else None
    for index, task in enumerate(tasks[:jobs]):
        yield index, partial(worker.read, task.path, recognising, sharing)


def _ready(tasks: Sequence[Task], library: Library, jobs: int) -> "Rulebook":
    """The rulebook, with everything that checking needs. It is rehearsed when there are many documents, which speeds up later processes."""
    from seclint import recognise  # all the other floors, while the first documents are being read
    from seclint.rulebook import Rulebook
    from seclint.run import inspection

    recognise.load()
    rulebook = Rulebook(library, comparing=False)
    settings = {task.settings for task in tasks if task.settings}  # a name of no rule in them is told of here, with its place
    chosen = {rule.id: rule for one in settings for rule in rulebook.choose(one.select, one.ignore, one.stage, one.severity)}
    if len(tasks) > jobs:
        inspection.rehearse(tuple(chosen.values()), library, len(tasks))
    return rulebook


def reading_of(result: bytes | Failure) -> Reading:
    """The Reading in what a process returned, or one that says why there is none."""
    return Reading(error=result.reason, hint=result.hint) if isinstance(result, Failure) else msgspec.msgpack.decode(result, type=Reading)


def _record(path: str, result: bytes | Failure) -> Record:
    if isinstance(result, Failure):
        return unreadable(path, result.reason, result.hint)
    record = msgspec.msgpack.decode(result, type=Record | str)
    if isinstance(record, str):
        raise SeclintError(*record.split("\0"))
    return record

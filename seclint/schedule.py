"""What is done in which process, and when: documents are read in others while this one gets ready to have them checked."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

import msgspec

from seclint import isolate, readers, worker
from seclint.errors import SeclintError
from seclint.isolate import Failure, Limits, Workers
from seclint.library import Library
from seclint.records import Reading, Record, Task, unreadable
from seclint.sharing import Sharing

if TYPE_CHECKING:
    from seclint.rulebook import Rulebook

_Stage = Literal["read", "check", "both"]


def records(
    tasks: Sequence[Task], library: Library, limits: Limits, jobs: int, readings: dict[str, Reading], meanwhile: Callable[[], None] | None
) -> Iterator[tuple[int, Record]]:
    """The record of each document, by the task's index, as they come; ``readings`` gets what was read, by path.

    ``jobs`` documents are at work at a time; ``meanwhile`` is called every second or so while they are waited for.
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
    """What a process gave that read a document, and what one gave that checked it; one process may have done both."""
    if stage == "both" and isinstance(result, bytes):
        read, checked = msgspec.msgpack.decode(result, type=tuple[bytes, bytes])
        return reading_of(read), checked
    return (None, result) if stage == "check" else (reading_of(result), None)


def _reads(tasks: Sequence[Task], library: Library, sharing: Sharing, jobs: int) -> Iterator[tuple[int, Callable[[], bytes]]]:
    """What is done first with as many documents as there are processes: they are read, by several processes where there are some to spare.

    They are recognised as well, once for the checks and for the comparison; a single one is recognised later, by several processes.
    """
    recognising = library if len(tasks) > 1 else None
    for index, task in enumerate(tasks[:jobs]):
        yield index, partial(worker.read, task.path, recognising, sharing)


def _ready(tasks: Sequence[Task], library: Library, jobs: int) -> "Rulebook":
    """The rulebook, with all that checking needs. Of many documents it is rehearsed, so that processes forked later are faster by that."""
    from seclint import inspection, recognise  # all the other floors, while the first documents are being read
    from seclint.rulebook import Rulebook

    recognise.load()
    rulebook = Rulebook(library, comparing=False)
    settings = {task.settings for task in tasks if task.settings}  # a name of no rule in them is told of here, with its place
    chosen = {rule.id: rule for one in settings for rule in rulebook.choose(one.select, one.ignore, one.stage, one.severity)}
    if len(tasks) > jobs:
        inspection.rehearse(tuple(chosen.values()), library, len(tasks))
    return rulebook


def reading_of(result: bytes | Failure) -> Reading:
    """What a process that read a document gave."""
    return Reading(error=result.reason, hint=result.hint) if isinstance(result, Failure) else msgspec.msgpack.decode(result, type=Reading)


def _record(path: str, result: bytes | Failure) -> Record:
    if isinstance(result, Failure):
        return unreadable(path, result.reason, result.hint)
    record = msgspec.msgpack.decode(result, type=Record | str)
    if isinstance(record, str):
        raise SeclintError(*record.split("\0"))
    return record

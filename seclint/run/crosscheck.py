"""Checks each dossier of a run in a process of its own, and adds what was found to the records of its documents."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from seclint import readers, recognise
from seclint.config import Config
from seclint.dossier import Dossier, sort
from seclint.model import Unchecked
from seclint.processes import isolate
from seclint.processes.isolate import Failure, Limits, Workers
from seclint.processes.sharing import Sharing
from seclint.records import Crossing, Filed, Folder, Reading, Record, Settings, Task
from seclint.run import worker

if TYPE_CHECKING:
    from seclint.library import Library


def added(
    records: Sequence[Record],
    readings: Mapping[str, Reading],
    settings: Mapping[str, Settings],
    library: "Library",
    config: Config,
    limits: Limits,
    jobs: int,
) -> list[Record]:
    """The records, with what comparing their documents found. ``readings``, as far as there are any, and ``settings`` are by path."""
    given = [
        {name.replace("_", "-"): config.beside(value) for name, value in msgspec.structs.asdict(files).items() if value}
        for files in config.dossier
    ]
    sorting = sort(records, given)
    if not (sorting.dossiers or sorting.doubts):
        return list(records)
    by_path = {record.checked.path: record for record in records}
    for dossier, crossing in _crossings(sorting.dossiers, by_path, readings, (settings, library), limits, jobs):
        _add(by_path, dossier, crossing)
    for doubt in sorting.doubts:
        by_path[doubt.path] = replace(by_path[doubt.path], unchecked=(*by_path[doubt.path].unchecked, doubt))
    return [by_path[record.checked.path] for record in records]


def _add(by_path: dict[str, Record], dossier: Dossier, crossing: Crossing) -> None:
    for member in dossier.members:
        record = by_path[member.path]
        first = member is dossier.members[0]
        by_path[member.path] = replace(
            record,
            checked=replace(record.checked, dossier=dossier.name, role=f"{member.role}: {member.reason}"),
            findings=(*record.findings, *(finding for finding in crossing.findings if finding.path == member.path)),
            unchecked=(*record.unchecked, *(one for one in crossing.unchecked if one.path == member.path)),
            crashes=(*record.crashes, *(crossing.crashes if first else ())),
        )


def _crossings(
    dossiers: Sequence[Dossier],
    by_path: Mapping[str, Record],
    readings: Mapping[str, Reading],
    given: tuple[Mapping[str, Settings], "Library"],
    limits: Limits,
    jobs: int,
) -> Iterator[tuple[Dossier, Crossing]]:
    """What checking each dossier gave."""
    settings, library = given
    wanted = [member.path for dossier in dossiers for member in dossier.members if member.path not in readings]
    documents = {**readings, **_read(wanted, library, limits, jobs)}
    beside = tuple(f"{Path(path).stem} {record.filing.title}" for path, record in by_path.items())
    folders = []
    for dossier in dossiers:
        there = [member for member in dossier.members if member.path in documents]
        filed = (Filed(one.role, by_path[one.path].checked.kind, documents[one.path], settings[one.path]) for one in there)
        folders.append(Folder(dossier.name, tuple(filed), beside))
    together = Limits(limits.seconds * 4, limits.megabytes * 2)  # several documents are held at a time
    for index, result in _checked(folders, library, together, jobs):
        if isinstance(result, Failure):
            yield dossiers[index], _failed(dossiers[index], result)
        else:
            yield dossiers[index], msgspec.msgpack.decode(result, type=Crossing)


def _failed(dossier: Dossier, failure: Failure) -> Crossing:
    """What there is of a dossier whose documents could not be compared."""
    reason = f"the dossier could not be compared: {failure.reason}"
    return Crossing((), (Unchecked("*", reason, dossier.members[0].path),), (f"{dossier.name}: {failure.reason}",))


def _read(paths: Sequence[str], library: "Library", limits: Limits, jobs: int) -> dict[str, Reading]:
    """The readings of files whose records were kept from an earlier run; a file that can no longer be read is left out."""
    if not paths:
        return {}
    results: dict[str, bytes | Failure]
    if isolate.CAN_FORK:
        readers.preload(paths)
        recognise.load()
        with Workers[str](limits, jobs) as workers:
            for path in paths:
                workers.add(path, partial(worker.read, path, library))
            results = dict(workers.results())
    else:
        tasks = [msgspec.msgpack.encode(Task(path)) for path in paths]
        results = {paths[index]: result for index, result in isolate.spawned(tasks, worker.__name__, limits, jobs)}
    read = {path: msgspec.msgpack.decode(result, type=Reading) for path, result in results.items() if not isinstance(result, Failure)}
    return {path: reading for path, reading in read.items() if not reading.error}


def _checked(folders: Sequence[Folder], library: "Library", limits: Limits, jobs: int) -> Iterator[tuple[int, bytes | Failure]]:
    if not isolate.CAN_FORK:
        tasks = [msgspec.msgpack.encode(Task(folder.name, folder=folder)) for folder in folders]
        yield from isolate.spawned(tasks, worker.__name__, limits, jobs)
        return
    if not folders:
        return
    from seclint.checks.across import ACROSS
    from seclint.rulebook import Rulebook
    from seclint.run import inspection  # noqa: F401 - so that the forked processes have it

    rulebook = Rulebook(library)
    settings = {filed.settings for folder in folders for filed in folder.documents}
    if not any(rule.check in ACROSS for one in settings for rule in rulebook.choose(one.select, one.ignore, one.stage)):
        return
    sharing = Sharing(limits, max(1, jobs // len(folders)))
    with Workers[int](limits, jobs) as workers:
        for index, folder in enumerate(folders):
            workers.add(index, partial(worker.compare, folder, rulebook, sharing))
        yield from workers.results()

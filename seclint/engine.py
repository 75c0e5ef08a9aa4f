"""From paths to a Report: finds the documents, has each of them read and checked, and puts the results in the order of the paths."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import perf_counter

import msgspec

from seclint import readers
from seclint.config import Config, Waiver, located
from seclint.errors import UnknownName, UnreadableDocument, meant
from seclint.library import Library
from seclint.model import Document, Report, Rule, Span, View
from seclint.processes import isolate
from seclint.processes.isolate import Failure, Limits, Workers
from seclint.records import Reading, Record, Settings, Task
from seclint.run import schedule, search, worker
from seclint.run.cache import Cache
from seclint.run.verdict import Policy, report_of


class Run(msgspec.Struct, frozen=True):
    """How a run is done.

    ``limits``: what one document may take.
    ``jobs``: documents at a time; 0 for one on each processor.
    ``cache``: the folder in which records are kept; None to keep none.
    ``include``: patterns of further files that folders are searched for.
    ``policy``: what counts as a failure, and what is waived or known.
    ``dossiers``: whether documents that belong together are compared.
    ``with_rules``: whether the Report is to hold the rules in force.
    ``with_views``: whether it is to hold the parts of the documents around the findings.
    ``with_times``: whether it is to hold how long each floor took.
    ``progress``: called with how many documents are done, and how many there are.
    """

    limits: Limits = Limits()
    jobs: int = 0
    cache: Path | None = None
    include: tuple[str, ...] = ()
    policy: Policy = Policy()
    dossiers: bool = True
    with_rules: bool = False
    with_views: bool = False
    with_times: bool = False
    progress: Callable[[int, int], None] | None = None


def check(paths: Sequence[str], settings: Settings, run: Run | None = None) -> Report:
    """Check every document of the paths.

    Raises ConfigError when the paths hold no document or a rule is unknown, RuleError when a rule pack is faulty.
    """
    run = run or Run()
    try:
        return _report(paths, settings, run)
    except UnknownName as error:
        raise located(error, run.policy.config) from None


def _report(paths: Sequence[str], settings: Settings, run: Run) -> Report:
    began = perf_counter()
    config = run.policy.config
    documents = search.documents(paths, run.include, config)
    library = Library([Path(pack) for pack in settings.packs])
    _validate_profiles(library, (settings.kind, *(override.kind for override in config.override)))
    settings_of = {path: settled(path, settings, config) for path in documents}
    readings: dict[str, Reading] = {}
    records = _records([Task(path, own) for path, own in settings_of.items()], library, run, readings)
    checked = perf_counter()
    if run.dossiers and len(documents) > 1:
        from seclint.run import crosscheck  # a single document has nothing to be compared with

        records = crosscheck.added(records, readings, settings_of, library, config, run.limits, _at_a_time(run))
    compared = perf_counter()
    in_force = partial(_in_force, library, settings, config.waiver)
    report = report_of(records, settings, run.policy, library.digest, in_force)
    if run.with_rules:
        report = msgspec.structs.replace(report, rules=in_force())
    if run.with_views:
        report = msgspec.structs.replace(report, views=tuple(_views(report, run)))
    if run.with_times:
        times = (("documents", checked - began), ("dossiers", compared - checked), ("all", perf_counter() - began))
        report = msgspec.structs.replace(report, times=times)
    return report


def _records(tasks: Sequence[Task], library: Library, run: Run, readings: dict[str, Reading]) -> list[Record]:
    """The records of the documents, kept or made now; ``readings`` is filled with what had to be read, by path."""
    records = _cached(tasks, library, run.cache)
    missing = [index for index in range(len(tasks)) if index not in records]
    if missing:
        counted = partial(_count, records, len(tasks), run.progress) if run.progress else None
        waiting = [tasks[index] for index in missing]
        for place, record in schedule.records(waiting, library, run.limits, _at_a_time(run), readings, counted):
            records[missing[place]] = record if run.with_times else _untimed(record)
            if counted:
                counted()
        _keep([(tasks[index], records[index]) for index in missing], library, run.cache)
    return [records[index] for index in range(len(tasks))]


def _at_a_time(run: Run) -> int:
    return run.jobs or os.cpu_count() or 1


def _validate_profiles(library: Library, given: Iterable[str | None]) -> None:
    """Raise UnknownName for a kind that no profile describes, RuleError for a fault in a profile of the user's own."""
    kinds = library.names("profiles")
    for kind in filter(None, given):
        if kind not in kinds:
            raise UnknownName("kind of document", kind, meant(kind, kinds, f"the kinds are: {', '.join(kinds)}"))
    if len(library.folders) > 1:
        from seclint.rulebook import validate_profiles  # most runs have no pack

        validate_profiles(library)


def _untimed(record: Record) -> Record:
    """The record without the times, which differ from run to run."""
    return msgspec.structs.replace(record, checked=msgspec.structs.replace(record.checked, times=()))


def _count(records: Mapping[int, Record], total: int, progress: Callable[[int, int], None]) -> None:
    progress(len(records), total)


def read(path: str, limits: Limits | None = None) -> Document:
    """The document, read in a process of its own. Raises UnreadableDocument."""
    limits = limits or Limits()
    if isolate.CAN_FORK:
        readers.preload([path])
        with Workers[str](limits, 1) as workers:
            workers.add(path, partial(worker.read, path))
            _, result = next(workers.results())
    else:
        _, result = next(isolate.spawned([msgspec.msgpack.encode(Task(path))], worker.__name__, limits, 1))
    reading = schedule.reading_of(result)
    if reading.error:
        raise UnreadableDocument(f"{path}: {reading.error}", reading.hint)
    return msgspec.msgpack.decode(reading.document, type=Document)


def settled(path: str, settings: Settings, config: Config) -> Settings:
    """The settings for one document: those of the run, changed by the overrides that apply to it."""
    for override in config.overrides_of(path):
        settings = msgspec.structs.replace(
            settings,
            kind=override.kind or settings.kind,
            stage=override.stage or settings.stage,
            select=settings.select if override.select is None else override.select,
            ignore=(*settings.ignore, *override.ignore),
            severity=(*settings.severity, *override.severity.items()),
        )
    return settings


def _cached(tasks: Sequence[Task], library: Library, folder: Path | None) -> dict[int, Record]:
    """The records kept from earlier runs, by the index of the task."""
    if folder is None:
        return {}
    cache = Cache(folder, library.digest)
    found: dict[int, Record] = {}
    for index, task in enumerate(tasks):
        with suppress(UnreadableDocument):
            record = cache.get(cache.key(task.path, readers.load(task.path), task.settings))
            if record is not None:
                found[index] = record
    return found


def _keep(checked: Iterable[tuple[Task, Record]], library: Library, folder: Path | None) -> None:
    """Keep the records of documents that were read and checked without a fault."""
    if folder is None:
        return
    cache = Cache(folder, library.digest)
    for task, record in checked:
        if record.checked.status == "checked" and not record.crashes:
            with suppress(UnreadableDocument):
                data = readers.load(task.path)
                # The document may have changed while it was checked.
                if readers.sha256(data) == record.checked.sha256:
                    cache.put(cache.key(task.path, data, task.settings), _untimed(record))
    cache.prune()


def _in_force(library: Library, settings: Settings, waivers: Sequence[Waiver]) -> tuple[Rule, ...]:
    """The rules in force for the run. Raises UnknownName when a waiver names a rule that does not exist."""
    from seclint.rulebook import Rulebook

    rulebook = Rulebook(library)
    for waiver in waivers:
        rulebook.find(waiver.rule)
    return rulebook.choose(settings.select, settings.ignore, settings.stage, settings.severity)


def _views(report: Report, run: Run) -> Iterator[View]:
    """The parts of the documents around the findings and what they relate to. A document that cannot be shown is left out."""
    spans: dict[str, list[Span]] = {}
    for finding in report.findings:
        spans.setdefault(finding.path, []).append(finding.span)
        for other in finding.related:
            spans.setdefault(other.path, []).append(other.span)
    paths = [document.path for document in report.documents if document.path in spans]
    results: dict[str, bytes | Failure] = {}
    if isolate.CAN_FORK:
        with Workers[str](run.limits, _at_a_time(run)) as workers:
            for path in paths:
                workers.add(path, partial(worker.views, path, spans[path]))
            results = dict(workers.results())
    else:
        shown = [msgspec.msgpack.encode(Task(path, spans=tuple(spans[path]))) for path in paths]
        results = {paths[index]: result for index, result in isolate.spawned(shown, worker.__name__, run.limits, run.jobs or 1)}
    for path in paths:
        result = results[path]
        if not isinstance(result, Failure):
            yield from msgspec.msgpack.decode(result, type=tuple[View, ...])

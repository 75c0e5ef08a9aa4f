"""Paths to Report: finds the documents, has each read and checked, and gathers the records in the order of the paths."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from seclint import __version__, isolate, readers, worker
from seclint.cache import Cache
from seclint.errors import ConfigError, SeclintError, UnreadableDocument
from seclint.isolate import Failure, Limits, Workers
from seclint.library import Library
from seclint.model import SEVERITIES, Document, Report, Rule, Severity, Span, Verdict, View
from seclint.records import Reading, Record, Settings, Task, unreadable

if TYPE_CHECKING:
    from seclint.rulebook import Rulebook

FailOn = Severity | None
_CAN_FORK = hasattr(os, "fork")


class Run(msgspec.Struct, frozen=True):
    """How to go about a run: limits for each document, documents at a time (0: one for each processor), where records are kept.

    ``with_rules`` asks for the rules in force in the Report, ``with_views`` for the parts of the documents around the findings.
    """

    limits: Limits = Limits()
    jobs: int = 0
    cache: Path | None = None
    include: tuple[str, ...] = ()
    fail_on: FailOn = "error"
    with_rules: bool = False
    with_views: bool = False


def check(paths: Sequence[str], settings: Settings, run: Run | None = None) -> Report:
    """Check every document of the paths.

    Raises ConfigError when the paths hold no document or a rule is unknown, RuleError when a rule pack is faulty.
    """
    run = run or Run()
    documents = list(find_documents(paths, run.include))
    if not documents:
        raise ConfigError(
            "no document found in " + ", ".join(paths),
            "folders are searched for " + " ".join(f"*{suffix}" for suffix in readers.SUFFIXES) + "; add others with --include",
        )
    library = Library([Path(pack) for pack in settings.packs])
    records = _cached(documents, settings, library, run.cache)
    missing = [index for index in range(len(documents)) if index not in records]
    if missing:
        records |= {missing[place]: record for place, record in _records([documents[index] for index in missing], settings, library, run)}
        _keep({documents[index]: records[index] for index in missing}, settings, library, run.cache)
    report = _report([records[index] for index in range(len(documents))], library, settings, run.fail_on)
    if run.with_rules:
        report = msgspec.structs.replace(report, rules=_in_force(library, settings))
    if run.with_views:
        report = msgspec.structs.replace(report, views=tuple(_views(report, run)))
    return report


def read(path: str, limits: Limits | None = None) -> Document:
    """The document, read in a process of its own. Raises UnreadableDocument."""
    limits = limits or Limits()
    if _CAN_FORK:
        readers.preload([path])
        with Workers[str](limits, 1) as workers:
            workers.add(path, partial(worker.read, path))
            _, result = next(workers.results())
    else:
        _, result = next(isolate.spawned([msgspec.msgpack.encode(Task(path))], worker.__name__, limits, 1))
    reading = _reading(result)
    if reading.error:
        raise UnreadableDocument(f"{path}: {reading.error}", reading.hint)
    return msgspec.msgpack.decode(reading.document, type=Document)


def find_documents(paths: Sequence[str], include: Sequence[str] = ()) -> Iterator[str]:
    """The documents that the paths name: files as they are, folders searched through, each document once, in order."""
    seen: set[str] = set()
    for path in paths:
        for found in _walk(path, include) if Path(path).is_dir() else (path,):
            key = os.path.realpath(found)
            if key not in seen:
                seen.add(key)
                yield found


def exit_code(report: Report) -> int:
    """0 for pass, 1 for fail, 2 for incomplete."""
    return {"pass": 0, "fail": 1, "incomplete": 2}[report.verdict]


def _walk(folder: str, include: Sequence[str]) -> Iterator[str]:
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            # "~$report.docx" is the lock file that Word leaves beside an open document.
            if name.startswith((".", "~$")):
                continue
            path = Path(top, name)
            if path.suffix.lower() in readers.SUFFIXES or any(path.match(pattern) for pattern in include):
                yield str(path)


def _cached(documents: Sequence[str], settings: Settings, library: Library, folder: Path | None) -> dict[int, Record]:
    """The records that are kept, by the document's index."""
    if folder is None:
        return {}
    cache = Cache(folder, settings, library.digest)
    found: dict[int, Record] = {}
    for index, path in enumerate(documents):
        with suppress(UnreadableDocument):
            record = cache.get(cache.key(path, readers.load(path)))
            if record is not None:
                found[index] = record
    return found


def _keep(records: dict[str, Record], settings: Settings, library: Library, folder: Path | None) -> None:
    """Keep the records of documents that were read and checked without a fault."""
    if folder is None:
        return
    cache = Cache(folder, settings, library.digest)
    for path, record in records.items():
        if record.checked.status == "checked" and not record.crashes:
            with suppress(UnreadableDocument):
                data = readers.load(path)
                # The document may have changed while it was checked.
                if readers.sha256(data) == record.checked.sha256:
                    cache.put(cache.key(path, data), record)
    cache.prune()


def _records(documents: Sequence[str], settings: Settings, library: Library, run: Run) -> Iterator[tuple[int, Record]]:
    """The record of each document, by its index, as they come."""
    jobs = run.jobs or os.cpu_count() or 1
    if not _CAN_FORK:
        tasks = [msgspec.msgpack.encode(Task(path, settings)) for path in documents]
        for index, result in isolate.spawned(tasks, worker.__name__, run.limits, jobs):
            yield index, _record(documents[index], result)
        return
    if len(documents) > jobs:  # few documents import their reader in their own process, while this one imports the rest
        readers.preload(documents)
    with Workers[tuple[int, str]](run.limits, jobs) as workers:
        for index in reversed(range(len(documents))):
            workers.add((index, "read"), partial(worker.read, documents[index]))
        from seclint import inspection  # all the other floors, while the first documents are being read

        rulebook = _rulebook(library, settings)
        if not workers.ready():
            inspection.rehearse(rulebook.rules, library)
        for (index, stage), result in workers.results():
            path = documents[index]
            reading = _reading(result) if stage == "read" else None
            if reading is None:
                yield index, _record(path, result)
            elif reading.error:
                yield index, unreadable(path, reading.error, reading.hint)
            else:
                workers.add((index, "check"), partial(worker.check, path, reading, settings, rulebook))


def _rulebook(library: Library, settings: Settings) -> "Rulebook":
    """The rulebook, the choice of rules tried, and the grammars loaded, so that forked workers have them."""
    from seclint import recognise
    from seclint.rulebook import Rulebook

    recognise.load()
    rulebook = Rulebook(library)
    rulebook.choose(settings.select, settings.ignore, settings.stage)
    return rulebook


def _in_force(library: Library, settings: Settings) -> tuple[Rule, ...]:
    from seclint.rulebook import Rulebook

    return Rulebook(library).choose(settings.select, settings.ignore, settings.stage)


def _views(report: Report, run: Run) -> Iterator[View]:
    """The parts of the documents around findings and around what they relate to; a document that fails here has none."""
    spans: dict[str, list[Span]] = {}
    for finding in report.findings:
        spans.setdefault(finding.path, []).append(finding.span)
        for other in finding.related:
            spans.setdefault(other.path, []).append(other.span)
    paths = [document.path for document in report.documents if document.path in spans]
    results: dict[str, bytes | Failure] = {}
    if _CAN_FORK:
        with Workers[str](run.limits, run.jobs or os.cpu_count() or 1) as workers:
            for path in paths:
                workers.add(path, partial(worker.views, path, spans[path]))
            results = dict(workers.results())
    else:
        tasks = [msgspec.msgpack.encode(Task(path, spans=tuple(spans[path]))) for path in paths]
        results = {paths[index]: result for index, result in isolate.spawned(tasks, worker.__name__, run.limits, run.jobs or 1)}
    for path in paths:
        result = results[path]
        if not isinstance(result, Failure):
            yield from msgspec.msgpack.decode(result, type=tuple[View, ...])


def _reading(result: bytes | Failure) -> Reading:
    return Reading(error=result.reason, hint=result.hint) if isinstance(result, Failure) else msgspec.msgpack.decode(result, type=Reading)


def _record(path: str, result: bytes | Failure) -> Record:
    if isinstance(result, Failure):
        return unreadable(path, result.reason, result.hint)
    record = msgspec.msgpack.decode(result, type=Record | str)
    if isinstance(record, str):
        raise SeclintError(*record.split("\0"))
    return record


def _report(records: Iterable[Record], library: Library, settings: Settings, fail_on: FailOn) -> Report:
    records = list(records)
    findings = tuple(finding for record in records for finding in record.findings)
    errors = tuple(crash for record in records for crash in record.crashes)
    incomplete = bool(errors) or any(record.checked.status == "unreadable" for record in records)
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
    failed = any(finding.status == "new" and finding.severity in counted for finding in findings)
    verdict: Verdict = "incomplete" if incomplete else "fail" if failed else "pass"
    return Report(
        documents=tuple(record.checked for record in records),
        findings=findings,
        unchecked=tuple(unchecked for record in records for unchecked in record.unchecked),
        errors=errors,
        version=__version__,
        rulebook=library.digest,
        as_of=settings.as_of,
        stage=settings.stage,
        fail_on=fail_on,
        verdict=verdict,
    )

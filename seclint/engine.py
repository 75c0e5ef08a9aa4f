"""Paths to Report: finds the documents, has each checked in a worker, and gathers the records in the order of the paths."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from seclint import __version__, isolate, readers, worker
from seclint.errors import ConfigError, SeclintError, UnreadableDocument
from seclint.isolate import Failure, Limits
from seclint.model import SEVERITIES, Checked, Document, Report, Severity, Verdict
from seclint.rulebook import Rulebook
from seclint.worker import Record, Settings, Task

FailOn = Severity | None


def check(
    paths: Sequence[str],
    rulebook: Rulebook,
    settings: Settings,
    *,
    include: Sequence[str] = (),
    limits: Limits | None = None,
    jobs: int = 0,
    fail_on: FailOn = "error",
    tell: Callable[[int, int], None] | None = None,
) -> Report:
    """Check every document of the paths. ``jobs`` 0 means one for each processor; ``tell`` hears (documents done, documents in all).

    Raises ConfigError when the paths hold no document.
    """
    documents = list(find_documents(paths, include))
    if not documents:
        raise ConfigError(
            "no document found in " + ", ".join(paths),
            "folders are searched for " + " ".join(f"*{suffix}" for suffix in readers.SUFFIXES) + "; add others with --include",
        )
    records: dict[int, Record] = {}
    for index, record in _records(documents, rulebook, settings, limits or Limits(), jobs or os.cpu_count() or 1):
        records[index] = record
        if tell is not None:
            tell(len(records), len(documents))
    return _report([records[index] for index in range(len(documents))], rulebook, settings, fail_on)


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


def _records(documents: Sequence[str], rulebook: Rulebook, settings: Settings, limits: Limits, jobs: int) -> Iterator[tuple[int, Record]]:
    for index, result in _results(documents, rulebook, settings, limits, jobs):
        if isinstance(result, Failure):
            yield index, Record(Checked(documents[index], "unreadable", error=result.reason, hint=result.hint))
        else:
            record = msgspec.msgpack.decode(result, type=Record | str)
            if isinstance(record, str):
                raise SeclintError(*record.split("\0"))
            yield index, record


def _results(
    documents: Sequence[str], rulebook: Rulebook, settings: Settings, limits: Limits, jobs: int
) -> Iterator[tuple[int, bytes | Failure]]:
    if hasattr(os, "fork"):
        readers.preload(documents)
        return isolate.forked([partial(_inspect, path, settings, rulebook) for path in documents], limits, jobs)
    tasks = [msgspec.msgpack.encode(Task(path, settings)) for path in documents]
    return isolate.spawned(tasks, "seclint.worker", limits, jobs)


def _inspect(path: str, settings: Settings, rulebook: Rulebook) -> bytes:
    return worker.answer(Task(path, settings), rulebook)


def _report(records: Iterable[Record], rulebook: Rulebook, settings: Settings, fail_on: FailOn) -> Report:
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
        rulebook=rulebook.digest,
        as_of=settings.as_of,
        stage=settings.stage,
        verdict=verdict,
    )


def read(path: str, limits: Limits | None = None) -> Document:
    """The document, read in a process of its own. Raises UnreadableDocument."""
    limits = limits or Limits()
    if not hasattr(os, "fork"):
        return readers.read(path)
    readers.preload([path])
    _, result = next(isolate.forked([partial(worker.reading, path)], limits, 1))
    if isinstance(result, Failure):
        raise UnreadableDocument(f"{path}: {result.reason}", result.hint)
    answer = msgspec.msgpack.decode(result, type=Document | str)
    if isinstance(answer, str):
        message, _, hint = answer.partition("\0")
        raise UnreadableDocument(f"{path}: {message}", hint)
    return answer

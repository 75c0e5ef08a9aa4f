"""A document checked and written to, each in a process of its own, within limits."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from seclint.engine import settled
from seclint.errors import SeclintError, UnreadableDocument
from seclint.library import Library
from seclint.markup import work
from seclint.markup.work import Job, Way, Written
from seclint.model import Rule
from seclint.processes import isolate
from seclint.processes.isolate import Failure, Limits, Workers
from seclint.records import Record, Settings
from seclint.run.verdict import Policy, report_of

if TYPE_CHECKING:
    from seclint.rulebook import Rulebook


def written(path: str, way: Way, settings: Settings, policy: Policy, limits: Limits, *, suggested: bool = False) -> Written:
    """The document with its findings written into it; those that are waived or known are not.

    Fixes are looked for with all rules that are not ignored, on by default or not, unless some are selected.
    Raises UnreadableDocument, ConfigError, RuleError, and SeclintError where a check failed.
    """
    from seclint.rulebook import Rulebook

    settings = settled(path, settings, policy.config)
    library = Library([Path(pack) for pack in settings.packs])
    rulebook = Rulebook(library)
    if way == "fix" and not settings.select:
        settings = msgspec.structs.replace(settings, select=tuple(rule.id for rule in rulebook.rules))
    job = Job(path, way, settings)

    def in_force() -> tuple[Rule, ...]:
        return rulebook.choose(settings.select, settings.ignore, settings.stage, settings.severity)

    in_force()
    record = msgspec.msgpack.decode(_result(job, limits, rulebook), type=Record | str)
    if isinstance(record, str):
        raise SeclintError(*record.split("\0"))
    if record.checked.status == "unreadable":
        raise UnreadableDocument(f"{path}: {record.checked.error}", record.checked.hint or "")
    if record.crashes:
        raise SeclintError(record.crashes[0], "please report this as a fault of seclint")
    report = report_of([record], settings, policy, library.digest, in_force)
    findings = tuple(one for one in report.findings if one.status == "new" and one.path == path)
    return _write(msgspec.structs.replace(job, findings=findings, suggested=suggested), limits)


def _write(job: Job, limits: Limits) -> Written:
    done = msgspec.msgpack.decode(_result(job, limits), type=Written)
    if done.error:
        raise UnreadableDocument(f"{job.path}: {done.error}", done.hint)
    return done


def _result(job: Job, limits: Limits, rulebook: "Rulebook | None" = None) -> bytes:
    result: bytes | Failure
    if isolate.CAN_FORK:
        with Workers[str](limits, 1) as workers:
            workers.add(job.path, partial(work.write, job) if rulebook is None else partial(work.check, job, rulebook))
            _, result = next(workers.results())
    else:
        _, result = next(isolate.spawned([msgspec.msgpack.encode(job)], work.__name__, limits, 1))
    if isinstance(result, Failure):
        raise UnreadableDocument(f"{job.path}: {result.reason}", result.hint)
    return result

"""One document through all floors: path to Record. Runs in a process of its own; what goes in and out is data."""

import hashlib
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from seclint import isolate, readers
from seclint.checks import KINDS
from seclint.errors import SeclintError, UnreadableDocument
from seclint.facts import Facts
from seclint.library import Library
from seclint.model import Checked, Finding, Place, Rule, Span, Stage, Unchecked
from seclint.rulebook import Rulebook


class Settings(msgspec.Struct, frozen=True):
    """What a run is to do with each document. ``rules`` are ids; ``packs`` are folders of further rule packs."""

    rules: tuple[str, ...]
    stage: Stage = "publish"
    kind: str | None = None
    as_of: str | None = None
    packs: tuple[str, ...] = ()


class Record(msgspec.Struct, frozen=True):
    """The result for one document; ``crashes`` are checks that failed, with where and why."""

    checked: Checked
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    crashes: tuple[str, ...] = ()


class Task(msgspec.Struct, frozen=True):
    """One document to check, as it crosses to a process that was not forked."""

    path: str
    settings: Settings


def inspect(path: str, settings: Settings, rulebook: Rulebook) -> Record:
    """Read and check one document; an unreadable one is a Record too."""
    try:
        data = readers.load(path)
        document = readers.read(path, data)
        facts = Facts(document, rulebook.library, kind=settings.kind, stage=settings.stage, as_of=settings.as_of)
        chosen = set(settings.rules)
        return check(facts, [rule for rule in rulebook.rules if rule.id in chosen], data)
    except UnreadableDocument as error:
        return Record(Checked(path, "unreadable", error=error.message, hint=error.hint))
    except (SeclintError, MemoryError):
        raise
    except Exception as error:
        return Record(
            Checked(path, "unreadable", error=f"seclint failed on it: {_failure(error)}", hint="please report this as a fault of seclint")
        )


def check(facts: Facts, rules: Sequence[Rule], data: bytes | None = None) -> Record:
    """Run the rules that apply on one document. ``data``, its bytes, is needed to look up boxes in a PDF."""
    findings: list[Finding] = []
    unchecked: list[Unchecked] = []
    crashes: list[str] = []
    for rule in rules:
        if "*" not in rule.applies and facts.kind not in rule.applies:
            continue
        try:
            for found in KINDS[rule.check].run(facts, rule):
                if isinstance(found, Finding):
                    findings.append(found)
                else:
                    unchecked.append(msgspec.structs.replace(found, path=facts.document.path))
        except (SeclintError, MemoryError):
            raise
        except Exception as error:
            crashes.append(f"{facts.document.path}: the check {rule.id} {rule.name} failed: {_failure(error)}")
            unchecked.append(Unchecked(rule.id, "the check failed; this is a fault of seclint", facts.document.path))
    findings.sort(key=lambda finding: (finding.span, finding.rule))
    return Record(_checked(facts), tuple(_completed(facts, findings, data)), tuple(unchecked), tuple(crashes))


def _failure(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(frame.filename).name}, line {frame.lineno})"


def _checked(facts: Facts) -> Checked:
    document, front = facts.document, facts.front
    return Checked(
        document.path,
        "checked",
        kind=facts.kind,
        release=front.release,
        version=front.version,
        date=front.date,
        sha256=document.sha256,
        pages=document.pages,
    )


def _completed(facts: Facts, findings: Sequence[Finding], data: bytes | None) -> Iterator[Finding]:
    """The findings with what only the whole run knows: path, place, boxes, sentence and fingerprint."""
    document = facts.document
    spans = sorted({finding.span for finding in findings} | {other.span for finding in findings for other in finding.related})
    places = dict(zip(spans, _places(facts, spans, data), strict=True))
    ordinals: dict[str, int] = {}
    for finding in findings:
        key = "\0".join((finding.rule, Path(document.path).name, " ".join(finding.quote.casefold().split())))
        ordinals[key] = ordinals.get(key, 0) + 1
        sentence = facts.sentence(finding.span)
        related = tuple(msgspec.structs.replace(other, path=document.path, place=places[other.span]) for other in finding.related)
        yield msgspec.structs.replace(
            finding,
            path=document.path,
            place=places[finding.span],
            context=document.quote(sentence),
            at=finding.span.start - sentence.start,
            related=related,
            fingerprint=hashlib.sha256(f"{key}\0{ordinals[key]}".encode()).hexdigest()[:32],
        )


def _places(facts: Facts, spans: Sequence[Span], data: bytes | None) -> list[Place]:
    places = [facts.place(span) for span in spans]
    if facts.document.format != "pdf" or data is None or not spans:
        return places
    from seclint.readers import pdf

    boxes = pdf.boxes(data, facts.document, spans)
    return [msgspec.structs.replace(place, boxes=found) for place, found in zip(places, boxes, strict=True)]


def answer(task: Task, rulebook: Rulebook | None = None) -> bytes:
    """The Record of a task as it crosses the process border; a string "message NUL hint" when the rulebook is at fault."""
    try:
        rulebook = rulebook or Rulebook(Library([Path(pack) for pack in task.settings.packs]))
        return msgspec.msgpack.encode(inspect(task.path, task.settings, rulebook))
    except SeclintError as error:
        return msgspec.msgpack.encode(f"{error.message}\0{error.hint}")


def reading(path: str) -> bytes:
    """The Document at the path as it crosses the process border; a string "message NUL hint" when it cannot be read."""
    try:
        return msgspec.msgpack.encode(readers.read(path))
    except UnreadableDocument as error:
        return msgspec.msgpack.encode(f"{error.message}\0{error.hint}")
    except MemoryError:
        raise
    except Exception as error:
        return msgspec.msgpack.encode(f"seclint failed on it: {_failure(error)}\0please report this as a fault of seclint")


def main() -> None:
    """``python -m seclint.worker MEGABYTES``: a Task on standard input, its answer on standard output."""
    isolate.limit_memory(int(sys.argv[1]))
    try:
        sys.stdout.buffer.write(answer(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task)))
    except MemoryError:
        sys.exit(isolate.OUT_OF_MEMORY)


if __name__ == "__main__":
    main()

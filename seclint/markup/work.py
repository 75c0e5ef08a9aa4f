"""What is done to a document in a process of its own: checking it without seclint's own markup, and writing markup into it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from seclint import readers
from seclint.errors import SeclintError, UnreadableDocument, in_one_line
from seclint.isolate import OUT_OF_MEMORY, limit_memory
from seclint.model import Finding
from seclint.records import Settings, unreadable

if TYPE_CHECKING:
    from seclint.model import Document
    from seclint.rulebook import Rulebook

Way = Literal["annotate", "fix"]


class Job(msgspec.Struct, frozen=True):
    """A document to check, or, where there are findings, to write them into. ``suggested``: more than the safe fixes."""

    path: str
    way: Way
    settings: Settings = Settings()
    findings: tuple[Finding, ...] | None = None
    suggested: bool = False


class Written(msgspec.Struct, frozen=True):
    """The document as it was written, or why it could not be; ``left`` are the findings that nothing was done about, with the reason.

    ``changes`` are the sentences that were changed, before and after.
    """

    data: bytes = b""
    done: int = 0
    left: tuple[tuple[str, str], ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    error: str = ""
    hint: str = ""


def check(job: Job, rulebook: "Rulebook") -> bytes:
    """The Record of the document, encoded; a string "message NUL hint" when the rulebook is at fault."""
    from seclint import inspection
    from seclint.facts import Facts

    settings = job.settings
    try:
        rules = rulebook.choose(settings.select, settings.ignore, settings.stage, settings.severity)
        data, document = _opened(job)
        facts = Facts(document, rulebook.library, kind=settings.kind, stage=settings.stage, as_of=settings.as_of)
        record = inspection.check(facts, rules, data)
    except UnreadableDocument as error:
        record = unreadable(job.path, error.message, error.hint)
    except SeclintError as error:
        return msgspec.msgpack.encode(f"{error.message}\0{error.hint}")
    return msgspec.msgpack.encode(record)


def write(job: Job) -> bytes:
    """What was Written, encoded."""
    try:
        data, document = _opened(job)
        written = _annotated(job, data, document)
    except UnreadableDocument as error:
        written = Written(error=error.message, hint=error.hint)
    except MemoryError:
        raise
    except Exception as error:
        written = Written(error=f"seclint failed on it: {in_one_line(error)}", hint="please report this as a fault of seclint")
    return msgspec.msgpack.encode(written)


def _opened(job: Job) -> "tuple[bytes, Document]":
    """The bytes of the document, for annotating without what seclint wrote into it before, and the Document."""
    data = readers.load(job.path)
    if job.way == "annotate":
        data = _cleared(data, readers.format_of(data, job.path))
    return data, readers.read(job.path, data)


def _cleared(data: bytes, format: str) -> bytes:
    if format == "docx":
        from seclint.markup import comments

        return comments.cleared(data)
    if format == "pdf":
        from seclint.markup import highlights

        return highlights.cleared(data)
    return data


def _annotated(job: Job, data: bytes, document: "Document") -> Written:
    findings = job.findings or ()
    if document.format == "docx":
        from seclint.markup.comments import commented

        return Written(commented(data, document, findings, job.settings.as_of), len(findings))
    if document.format == "pdf":
        from seclint.markup.highlights import highlighted

        return Written(highlighted(data, findings, job.settings.as_of), len(findings))
    raise UnreadableDocument(
        "notes cannot be written into Markdown and plain text",
        "print the findings with `seclint check`, or put them right with `seclint fix`",
    )


def main() -> None:
    """``python -m seclint.markup.work MEGABYTES``: a Job on standard input, its answer on standard output."""
    limit_memory(int(sys.argv[1]))
    try:
        sys.stdout.buffer.write(_answer(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


def _answer(job: Job) -> bytes:
    if job.findings is not None:
        return write(job)
    from seclint.library import Library
    from seclint.rulebook import Rulebook

    return check(job, Rulebook(Library([Path(pack) for pack in job.settings.packs])))


if __name__ == "__main__":
    main()

"""What is done to a document in a process of its own: checking it without seclint's own markup, and writing markup into it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from seclint import readers
from seclint.errors import SeclintError, UnreadableDocument, in_one_line
from seclint.markup.edits import Edit, Refusal, blocks_before_and_after, difference, offers, planned
from seclint.model import Finding
from seclint.processes.isolate import OUT_OF_MEMORY, limit_memory
from seclint.records import Settings, unreadable

if TYPE_CHECKING:
    from seclint.model import Document
    from seclint.rulebook import Rulebook

Way = Literal["annotate", "fix"]
_Outcome = tuple[bytes, list[Edit], tuple[list[str], list[str]], list[Refusal]]


class Job(msgspec.Struct, frozen=True):
    """A document to check, or, where there are findings, to write them into. ``suggested``: more than the safe fixes."""

    path: str
    way: Way
    settings: Settings = Settings()
    findings: tuple[Finding, ...] | None = None
    suggested: bool = False


class Written(msgspec.Struct, frozen=True):
    """The document as it was written, or why it could not be. ``done`` counts the remarks or changes in it, ``left`` are fixes not made.

    ``difference`` are the lines of a unified diff, ``more`` the number of fixes that are suggested only.
    """

    data: bytes = b""
    done: int = 0
    left: tuple[Refusal, ...] = ()
    difference: tuple[str, ...] = ()
    more: int = 0
    error: str = ""
    hint: str = ""


def check(job: Job, rulebook: "Rulebook") -> bytes:
    """The Record of the document, encoded; a string "message NUL hint" when the rulebook is at fault."""
    from seclint.facts import Facts
    from seclint.run import inspection

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
    except MemoryError:
        raise
    except Exception as error:
        record = unreadable(job.path, *_failed(error))
    return msgspec.msgpack.encode(record)


def write(job: Job) -> bytes:
    """What was Written, encoded."""
    try:
        data, document = _opened(job)
        written = (_annotated if job.way == "annotate" else _fixed)(job, data, document)
    except UnreadableDocument as error:
        written = Written(error=error.message, hint=error.hint)
    except MemoryError:
        raise
    except Exception as error:
        reason, hint = _failed(error)
        written = Written(error=reason, hint=hint)
    return msgspec.msgpack.encode(written)


def _failed(error: Exception) -> tuple[str, str]:
    return f"seclint failed on it: {in_one_line(error)}", "please report this as a fault of seclint"


def _opened(job: Job) -> "tuple[bytes, Document]":
    """The bytes of the document, for annotating without what seclint wrote into it before, and the Document."""
    data = readers.load(job.path)
    format = readers.format_of(data, job.path)
    if job.way == "annotate":
        data = _cleared(data, format)
    elif format == "pdf":
        raise UnreadableDocument(
            "a PDF cannot be put right",
            "run `seclint fix` on the Word file that it was made from and export it anew; `seclint annotate` writes notes into the PDF",
        )
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


def _fixed(job: Job, data: bytes, document: "Document") -> Written:
    findings = job.findings or ()
    edits, refused = planned(document, findings, suggested=job.suggested)
    write = _tracked if document.format == "docx" else _edited
    data, made, lines, unfit = write(data, document, edits, job.settings.as_of)
    more = sum(offers(one, suggested=True) and not offers(one, suggested=job.suggested) for one in findings)
    return Written(data, len(made), (*refused, *unfit), difference(job.path, *lines), more)


def _tracked(data: bytes, document: "Document", edits: list[Edit], day: str | None) -> _Outcome:
    from seclint.markup.changes import tracked

    data, made, refused = tracked(data, document, edits, day)
    return data, made, blocks_before_and_after(document, made), refused


def _edited(data: bytes, document: "Document", edits: list[Edit], _: str | None) -> _Outcome:
    from seclint.markup.plain import Source, edited

    source, made, refused = edited(data, document, edits)
    return source.encoded(), made, (Source(data).lines, source.lines), refused


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

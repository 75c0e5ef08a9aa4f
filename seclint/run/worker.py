"""What is done in a process of its own: reading an untrusted file, and checking what was read. What goes in and out is data.

Importing this module imports no floor: a process that only reads must not wait for the others.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from seclint import readers
from seclint.errors import SeclintError, UnreadableDocument, in_one_line
from seclint.model import Document, Span, Unchecked
from seclint.processes.isolate import OUT_OF_MEMORY, limit_memory
from seclint.processes.sharing import Sharing
from seclint.records import Crossing, Folder, Reading, Settings, Task, unreadable

if TYPE_CHECKING:
    from seclint.library import Library
    from seclint.recognise import Mentions
    from seclint.rulebook import Rulebook

_REPORT_IT = "please report this as a fault of seclint"


def read(path: str, library: "Library | None" = None, sharing: Sharing | None = None) -> bytes:
    """The Reading of the file at the path, encoded; with a library, the mentions in its text are recognised too."""
    began = perf_counter()
    try:
        document = readers.read(path, sharing=sharing)
        reading = Reading(document=msgspec.msgpack.encode(document), seconds=perf_counter() - began)
        if library:
            reading = _recognised(reading, document, library)
    except UnreadableDocument as error:
        reading = Reading(error=error.message, hint=error.hint)
    except MemoryError:
        raise
    except Exception as error:  # whatever a file does to us, the run goes on and the file is not clean
        reading = Reading(error=f"seclint failed on it: {in_one_line(error)}", hint=_REPORT_IT)
    return msgspec.msgpack.encode(reading)


def _recognised(reading: Reading, document: Document, library: "Library") -> Reading:
    from seclint import recognise  # a process that only reads goes without

    began = perf_counter()
    try:
        mentions = msgspec.msgpack.encode(recognise.recognise(document, library))
    except SeclintError:  # a register is at fault: checking will say so, once for all documents
        return reading
    return replace(reading, mentions=mentions, recognising=perf_counter() - began)


def check(task: Task, reading: Reading, rulebook: "Rulebook", sharing: Sharing | None = None) -> bytes:
    """The Record of a document that was read, encoded; a string "message NUL hint" when a rule pack is faulty."""
    from seclint.facts import Facts
    from seclint.recognise import recognise
    from seclint.run import inspection

    settings = task.settings or Settings()
    began = perf_counter()
    document, mentions = _decoded(reading)
    try:
        data = _data(document)
    except UnreadableDocument as error:
        return msgspec.msgpack.encode(unreadable(task.path, error.message, error.hint))
    try:
        rules = rulebook.choose(settings.select, settings.ignore, settings.stage, settings.severity)
        with (sharing or Sharing()).together() as together:
            mentions = mentions or recognise(document, rulebook.library, together)
            facts = Facts(document, rulebook.library, mentions, kind=settings.kind, stage=settings.stage, as_of=settings.as_of)
            recognised = perf_counter()
            record = inspection.check(facts, rules, data, together)
        recognising = reading.recognising + recognised - began
        floors = (("reading", reading.seconds), ("recognising", recognising), ("checking", perf_counter() - recognised))
        record = replace(record, checked=replace(record.checked, times=floors))
    except UnreadableDocument as error:  # a process that ran some of the rules was ended
        record = unreadable(task.path, error.message, error.hint)
    except SeclintError as error:
        return msgspec.msgpack.encode(f"{error.message}\0{error.hint}")
    except MemoryError:
        raise
    except Exception as error:
        record = unreadable(task.path, f"seclint failed on it: {in_one_line(error)}", _REPORT_IT)
    return msgspec.msgpack.encode(record)


def read_and_check(task: Task, rulebook: "Rulebook") -> bytes:
    """The encoded Reading of the task's file and the encoded Record of its document, as one encoded pair; no Record if it is unreadable."""
    encoded = read(task.path, rulebook.library)
    reading = msgspec.msgpack.decode(encoded, type=Reading)
    return msgspec.msgpack.encode((encoded, b"" if reading.error else check(task, reading, rulebook)))


def compare(folder: Folder, rulebook: "Rulebook", sharing: Sharing | None = None) -> bytes:
    """The Crossing of the documents of a dossier, encoded."""
    from seclint.facts import Facts
    from seclint.facts.dossier import DossierFacts
    from seclint.run import inspection

    members = []
    data: dict[str, bytes | None] = {}
    settings: dict[str, Settings] = {}
    for filed in folder.documents:
        document, mentions = _decoded(filed.reading)
        own = settings[document.path] = filed.settings
        facts = Facts(document, rulebook.library, mentions, kind=filed.kind, stage=own.stage, as_of=own.as_of)
        members.append((filed.role, facts))
        with suppress(UnreadableDocument):  # a file that is gone or another one by now has no boxes
            data[document.path] = _data(document)
    try:
        chosen = {one: rulebook.choose(one.select, one.ignore, one.stage, one.severity) for one in set(settings.values())}
        rules = {path: chosen[own] for path, own in settings.items()}
        dossier = DossierFacts(folder.name, members, rulebook.library, folder.beside)
        with (sharing or Sharing()).together() as together:
            crossing = inspection.check_dossier(dossier, rules, data, together)
    except MemoryError:
        raise
    except Exception as error:
        reason = f"{folder.name}: seclint failed on the dossier: {in_one_line(error)}; {_REPORT_IT}"
        first = members[0][1].document.path if members else ""
        crossing = Crossing((), (Unchecked("*", "seclint failed on the dossier; this is a fault of seclint", first),), (reason,))
    return msgspec.msgpack.encode(crossing)


def views(path: str, spans: Sequence[Span]) -> bytes:
    """The Views of a document around the spans, encoded; none when it can no longer be read."""
    from seclint.run.views import views

    try:
        data = readers.load(path)
        found = list(views(readers.read(path), data, spans))
    except UnreadableDocument:
        found = []
    return msgspec.msgpack.encode(found)


def _decoded(reading: Reading) -> "tuple[Document, Mentions | None]":
    """The Document that was read, and its Mentions where they were recognised."""
    from seclint.recognise import Mentions

    mentions = msgspec.msgpack.decode(reading.mentions, type=Mentions) if reading.mentions else None
    return msgspec.msgpack.decode(reading.document, type=Document), mentions


def _data(document: Document) -> bytes | None:
    """The bytes of a PDF, in which boxes are looked up; None where there is nothing to look up. Raises UnreadableDocument."""
    if document.format != "pdf":
        return None
    data = readers.load(document.path)
    if readers.sha256(data) != document.sha256:
        raise UnreadableDocument("the file changed while it was checked", "check it again when nothing is writing to it")
    return data


def answer(task: Task) -> bytes:
    """The answer of a process that was not forked: Views if the task has spans, a Record if it has settings, else a Reading."""
    if task.spans is not None:
        return views(task.path, task.spans)
    if task.folder is not None:
        return compare(task.folder, _rulebook(task.folder.documents[0].settings))  # packs are the same for all
    if task.settings is None:
        return read(task.path)
    rulebook = _rulebook(task.settings)
    reading = msgspec.msgpack.decode(read(task.path, rulebook.library), type=Reading)
    if reading.error:
        return msgspec.msgpack.encode(unreadable(task.path, reading.error, reading.hint))
    return check(task, reading, rulebook)


def _rulebook(settings: Settings) -> "Rulebook":
    from seclint.library import Library
    from seclint.rulebook import Rulebook

    return Rulebook(Library([Path(pack) for pack in settings.packs]))


def main() -> None:
    """``python -m seclint.run.worker MEGABYTES``: a Task on standard input, its answer on standard output."""
    limit_memory(int(sys.argv[1]))
    try:
        sys.stdout.buffer.write(answer(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task)))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()

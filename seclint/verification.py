"""Whether files are the ones that a gate's record speaks of."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from seclint import readers
from seclint.engine import find_documents
from seclint.errors import UnreadableDocument
from seclint.reports.record import Record


def troubles(record: Record, beside: Path, paths: Sequence[str]) -> Iterator[str]:
    """What is wrong, one line each: with ``paths``, files and folders, or without any with the files that the record names.

    Those are looked for from where seclint runs and from ``beside``, the folder of the record.
    """
    yield from _of_paths(record, paths) if paths else _of_record(record, beside)
    if record.verdict != "pass":
        yield f"the run that was recorded did not pass: its verdict is {record.verdict}"


def _of_record(record: Record, beside: Path) -> Iterator[str]:
    for document in record.documents:
        file = next((place for place in (Path(document.path), beside / document.path) if place.is_file()), None)
        if file is None:
            yield f"{document.path}: the file is not there"
        elif document.sha256 is None or _digest(str(file)) != document.sha256:
            yield f"{document.path}: the file is not the one that was checked"


def _of_paths(record: Record, paths: Sequence[str]) -> Iterator[str]:
    """Each file must be, to the byte, one that the record names; a folder stands for the documents in it."""
    known = {document.sha256 for document in record.documents if document.status == "checked"}
    for path in find_documents(paths):
        if not Path(path).is_file():
            yield f"{path}: the file is not there"
        elif _digest(path) not in known:
            yield f"{path}: the record holds no such file"


def _digest(path: str) -> str | None:
    try:
        return readers.sha256(readers.load(path))
    except UnreadableDocument:
        return None

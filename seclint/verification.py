"""Whether files are the ones that a gate's record speaks of."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from seclint import readers
from seclint.config import Config
from seclint.errors import ConfigError, UnreadableDocument
from seclint.library import Library
from seclint.reports.record import Record
from seclint.run import search


class Verification(Struct, frozen=True):
    """How many documents were looked at, and what is wrong, one line each."""

    documents: int
    troubles: tuple[str, ...]


def verified(record: Record, beside: Path, paths: Sequence[str]) -> Verification:
    """The verification of ``paths``, files and folders or, without any, of the files that the record names.

    Those are looked for from where seclint runs and from ``beside``, the folder of the record. Raises ConfigError when there is nothing
    to verify.
    """
    if not record.documents:
        raise ConfigError("the record names no document, so there is nothing to verify", "record a run in which documents are checked")
    if paths:
        documents = search.documents(paths, record.include, Config())
        troubles = [*_of_paths(record, documents)]
    else:
        documents = [document.path for document in record.documents]
        troubles = [*_of_record(record, beside)]
    if record.verdict != "pass":
        troubles.append(f"the run that was recorded did not pass: its verdict is {record.verdict}")
    return Verification(len(documents), tuple(troubles))


def has_same_rules(record: Record) -> bool:
    """Whether the rules here are those with which the record was made, its packs among them."""
    try:
        return record.rulebook == f"sha256:{Library([Path(pack) for pack in record.packs]).digest}"
    except ConfigError:  # a pack is not here
        return False


def _of_record(record: Record, beside: Path) -> Iterator[str]:
    for document in record.documents:
        file = next((place for place in (Path(document.path), beside / document.path) if place.is_file()), None)
        if file is None:
            yield f"{document.path}: the file is not there"
        elif document.sha256 is None or _digest(str(file)) != document.sha256:
            yield f"{document.path}: the file is not the one that was checked"


def _of_paths(record: Record, paths: Sequence[str]) -> Iterator[str]:
    """Each file must be, to the byte, one that the record names."""
    known = {document.sha256 for document in record.documents if document.status == "checked"}
    for path in paths:
        try:
            if readers.sha256(readers.load(path)) not in known:
                yield f"{path}: the record holds no such file"
        except UnreadableDocument as error:
            yield f"{path}: {error.message}"


def _digest(path: str) -> str | None:
    try:
        return readers.sha256(readers.load(path))
    except UnreadableDocument:
        return None

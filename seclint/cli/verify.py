"""``seclint verify``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seclint.reports.record import Record


@click.command()
@click.argument("record", metavar="RECORD")
@click.argument("paths", nargs=-1)
def verify(record: str, paths: tuple[str, ...]) -> None:
    """Say whether the files of a gate's RECORD, or PATHS among them, are the ones that passed.

    Exit code 0: they are; 1: something has changed, or did not pass; 2: there is no such record.
    """
    from seclint.errors import ConfigError
    from seclint.library import Library
    from seclint.reports import record as records
    from seclint.reports.words import harmless

    try:
        data = Path(record).read_bytes()
    except OSError as error:
        raise ConfigError(f"{record}: the record cannot be read: {error.strerror}", "check the path") from None
    read = records.load(data, record)
    troubles = list(_of_paths(read, paths) if paths else _of_record(read, Path(record).parent))
    if read.verdict != "pass":
        troubles.append(f"the run that was recorded did not pass: its verdict is {read.verdict}")
    for trouble in troubles:
        click.echo(harmless(trouble))
    if read.rulebook != f"sha256:{Library().digest}":
        click.echo("note: the rules installed here are not those of the record, or packs were used besides")
    checked = len(paths) or len(read.documents)
    click.echo("not verified" if troubles else f"verified: {checked} {'document' if checked == 1 else 'documents'} passed as recorded")
    sys.exit(1 if troubles else 0)


def _of_record(record: Record, beside: Path) -> Iterator[str]:
    """What is wrong with the files that the record names, looked for from here and from beside the record."""
    for document in record.documents:
        file = next((place for place in (Path(document.path), beside / document.path) if place.is_file()), None)
        if file is None:
            yield f"{document.path}: the file is not there"
        elif document.sha256 is None or _digest(file) != document.sha256:
            yield f"{document.path}: the file is not the one that was checked"


def _of_paths(record: Record, paths: Sequence[str]) -> Iterator[str]:
    """What is wrong with these files: each must be, to the byte, one that the record names."""
    known = {document.sha256 for document in record.documents if document.status == "checked"}
    for path in paths:
        if not Path(path).is_file():
            yield f"{path}: the file is not there"
        elif _digest(Path(path)) not in known:
            yield f"{path}: the record holds no such file"


def _digest(file: Path) -> str:
    from seclint.readers import sha256

    return sha256(file.read_bytes())

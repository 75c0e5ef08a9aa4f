"""``seclint verify``."""

from __future__ import annotations

import sys

import click

from seclint.cli.group import printed


@click.command(short_help="Say whether these files are the ones that passed.")
@click.argument("record", metavar="RECORD", type=click.Path())
@click.argument("paths", nargs=-1, type=click.Path())
def verify(record: str, paths: tuple[str, ...]) -> None:
    """Say whether the files of a gate's RECORD, or PATHS among them, are the ones that passed.

    Exit code 0: they are; 1: something has changed, or did not pass; 2: there is no such record.
    """
    from pathlib import Path

    from seclint import verification
    from seclint.engine import find_documents
    from seclint.errors import ConfigError
    from seclint.library import Library
    from seclint.reports import record as records
    from seclint.reports.words import counted, harmless

    try:
        data = Path(record).read_bytes()
    except OSError as error:
        raise ConfigError(f"{record}: the record cannot be read: {error.strerror}", "check the path") from None
    read = records.load(data, record)
    troubles = list(verification.troubles(read, Path(record).parent, paths))
    if read.rulebook != f"sha256:{Library([Path(pack) for pack in read.packs]).digest}":
        click.echo("note: the rules here are not those of the record; the files may be right all the same")
    printed("".join(f"{harmless(trouble)}\n" for trouble in troubles))
    checked = len(list(find_documents(paths))) if paths else len(read.documents)
    click.echo("not verified" if troubles else f"verified: {counted(checked, 'document')} passed as recorded")
    sys.exit(1 if troubles else 0)

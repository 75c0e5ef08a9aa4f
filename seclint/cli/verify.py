"""``seclint verify``."""

from __future__ import annotations

import sys

import click

from seclint.cli import options
from seclint.cli.group import printed


@click.command(short_help="Say whether these files are the ones that passed.")
@click.argument("record", metavar="RECORD", type=click.Path())
@click.argument("paths", nargs=-1, type=options.INPUT)
def verify(record: str, paths: tuple[str, ...]) -> None:
    """Say whether the files of a gate's RECORD, or PATHS among them, are the ones that passed.

    Exit code 0: they are; 1: something has changed, or did not pass; 2: there is no such record, or no document to verify.
    """
    from pathlib import Path

    from seclint import verification
    from seclint.errors import ConfigError
    from seclint.reports import record as records
    from seclint.reports.words import counted, harmless

    try:
        data = Path(record).read_bytes()
    except OSError as error:
        raise ConfigError(f"{record}: the record cannot be read: {error.strerror}", "check the path") from None
    read = records.load(data, record)
    found = verification.verified(read, Path(record).parent, paths)
    if not verification.has_same_rules(read):
        click.echo("note: the rules here are not those of the record; the files may be right all the same")
    printed("".join(f"{harmless(trouble)}\n" for trouble in found.troubles))
    click.echo("not verified" if found.troubles else f"verified: {counted(found.documents, 'document')} passed as recorded")
    sys.exit(1 if found.troubles else 0)

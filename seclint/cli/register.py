"""``seclint register build``: a register of clauses out of the documents of the Smart Energy Code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seclint.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@click.group()
def register() -> None:
    """Make registers that rules look things up in."""


@register.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--output", "-o", "out", metavar="OUT", required=True, help="The register: registers/clauses.toml in a folder of your own.")
@click.option("--sec-version", metavar="NUMBER", help="The version of the Code; if left out, the one on the cover of the first file.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which that version took effect; if left out, the one that is known of it, or on the cover of the first file.",
)
@options.limits
def build(files: Sequence[str], out: str, sec_version: str | None, day: datetime | None, timeout: float, max_memory: int) -> None:
    """Make a dated register of clauses out of FILES: Sections, Appendices and Schedules of the Code, all of one version.

    Numbers and headings are taken as the files print them. Further versions in OUT stay; the same version is replaced. Check documents
    with it by `--rules` and the folder that holds registers/clauses.toml.
    """
    from seclint import registers
    from seclint.processes.isolate import Limits
    from seclint.reports.words import counted, harmless

    edition = registers.build(files, out, sec_version, day.date() if day else None, Limits(timeout, max_memory))
    click.echo(
        f"{counted(len(edition.clauses), 'clause')} of version {edition.sec_version}, in force from {edition.starts}, "
        f"written into {harmless(out)}"
    )

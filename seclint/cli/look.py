"""``seclint show`` and ``seclint facts``: a document as seclint sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seclint.cli import options
from seclint.cli.group import printed

if TYPE_CHECKING:
    from seclint.facts import Facts


@click.command(short_help="Print a document as seclint reads it.")
@click.argument("file", type=click.Path())
@options.format("text", "json", "markdown")
def show(file: str, format: str) -> None:
    """Print a document as seclint reads it: blocks, labels, pages."""
    from seclint import engine
    from seclint.reports import reading

    printed(reading.render(engine.read(file), format))


@click.command(short_help="Print what seclint recognises in a document.")
@click.argument("file", type=click.Path())
@options.format("text", "json")
@options.kind
def facts(file: str, format: str, kind: str | None) -> None:
    """Print what seclint recognises in a document: references, dates, versions, questions, events, claims."""
    from seclint.reports import recognised

    printed(recognised.render(_facts(file, kind), format))


def _facts(file: str, kind: str | None) -> Facts:
    from seclint import engine
    from seclint.facts import Facts
    from seclint.library import Library

    return Facts(engine.read(file), Library(), kind=kind)

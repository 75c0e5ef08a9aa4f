"""``seclint show`` and ``seclint facts``: a document as seclint sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seclint.cli import options
from seclint.cli.group import printed

if TYPE_CHECKING:
    from seclint.facts import Facts
    from seclint.library import Library


@click.command(short_help="Print a document as seclint reads it.")
@click.argument("file", type=click.Path())
@options.format("text", "json", "markdown")
@click.option("--no-mentions", is_flag=True, help="Do not mark references, dates, versions and the like.")
@options.packs
def show(file: str, format: str, no_mentions: bool, packs: tuple[str, ...]) -> None:
    """Print a document as seclint reads it: blocks, labels, pages, and what it recognises between ⟦ and ⟧."""
    from seclint import engine
    from seclint.recognise import Mentions, recognise
    from seclint.reports import reading

    document = engine.read(file)
    mentions = Mentions() if no_mentions or format == "markdown" else recognise(document, _library(packs))
    printed(reading.render(document, format, mentions))


@click.command(short_help="Print what seclint recognises in a document.")
@click.argument("file", type=click.Path())
@options.format("text", "json")
@options.kind
@options.packs
def facts(file: str, format: str, kind: str | None, packs: tuple[str, ...]) -> None:
    """Print what seclint recognises in a document: references, dates, versions, questions, events, claims."""
    from seclint.reports import recognised

    printed(recognised.render(_facts(file, kind, packs), format))


def _facts(file: str, kind: str | None, packs: tuple[str, ...]) -> Facts:
    from seclint import engine
    from seclint.facts import Facts

    return Facts(engine.read(file), _library(packs), kind=kind)


def _library(packs: tuple[str, ...]) -> Library:
    from pathlib import Path

    from seclint.library import Library

    return Library([Path(pack) for pack in packs])

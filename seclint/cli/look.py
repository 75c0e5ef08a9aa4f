"""``seclint show`` and ``seclint facts``: a document as seclint sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seclint.cli import options
from seclint.cli.group import printed

if TYPE_CHECKING:
    from seclint.library import Library


@click.command(short_help="Print a document as seclint reads it.")
@click.argument("file", type=options.INPUT)
@options.format("text", "json", "markdown")
@click.option("--no-mentions", is_flag=True, help="Do not mark references, dates, versions and the like.")
@options.packs
@options.limits
def show(file: str, format: str, no_mentions: bool, packs: tuple[str, ...], timeout: float, max_memory: int) -> None:
    """Print a document as seclint reads it: blocks, labels, pages, and what it recognises between ⟦ and ⟧."""
    from seclint import apart, engine
    from seclint.processes.isolate import Limits
    from seclint.recognise import Mentions, recognise
    from seclint.reports import reading

    limits, library = Limits(timeout, max_memory), _library(packs)
    document = engine.read(file, limits)

    def shown() -> str:
        mentions = Mentions() if no_mentions or format == "markdown" else recognise(document, library)
        return reading.render(document, format, mentions)

    printed(apart.text(shown, file, limits))


@click.command(short_help="Print what seclint recognises in a document.")
@click.argument("file", type=options.INPUT)
@options.format("text", "json")
@options.kind
@options.packs
@options.limits
def facts(file: str, format: str, kind: str | None, packs: tuple[str, ...], timeout: float, max_memory: int) -> None:
    """Print what seclint recognises in a document: references, dates, versions, questions, events, claims."""
    from seclint import apart, engine
    from seclint.facts import Facts
    from seclint.processes.isolate import Limits
    from seclint.reports import recognised

    limits, library = Limits(timeout, max_memory), _library(packs)
    document = engine.read(file, limits)
    printed(apart.text(lambda: recognised.render(Facts(document, library, kind=kind), format), file, limits))


def _library(packs: tuple[str, ...]) -> Library:
    from pathlib import Path

    from seclint.library import Library

    return Library([Path(pack) for pack in packs])

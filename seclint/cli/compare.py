"""``seclint compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seclint.cli import options
from seclint.cli.group import printed

if TYPE_CHECKING:
    from seclint.model import Document


@click.command(short_help="Print what changed between two versions.")
@click.argument("old", type=options.INPUT)
@click.argument("new", type=options.INPUT)
@options.format("text", "json", "html")
@click.option("--conclusions", metavar="FILE", type=click.Path(), help="Say of each change which claims in these conclusions cover it.")
@click.option("--all", "everything", is_flag=True, help="Show changes of version, date, numbering and formatting, too.")
@options.packs
@options.limits
def compare(
    old: str,
    new: str,
    format: str,
    conclusions: str | None,
    everything: bool,
    packs: tuple[str, ...],
    timeout: float,
    max_memory: int,
) -> None:
    """Print what changed between two versions of a document, section by section.

    A terminal of 100 columns or more shows old and new side by side, a narrower one both in one text. Words that are gone stand in
    [-brackets-], new ones in {+braces+}.
    """
    from pathlib import Path

    from seclint import apart, engine
    from seclint.facts import Facts
    from seclint.facts.alignment import Words, align
    from seclint.facts.amendments import Amendments
    from seclint.facts.coverage import Coverage, Sharing
    from seclint.library import Library
    from seclint.processes.isolate import Limits
    from seclint.reports import comparison

    limits, library = Limits(timeout, max_memory), Library([Path(pack) for pack in packs])
    before, after = engine.read(old, limits), engine.read(new, limits)
    said: Document | None = engine.read(conclusions, limits) if conclusions else None
    look = options.look(widest=200)

    def compared() -> str:
        alignment = align(Facts(before, library), Facts(after, library), library.load("registers", "comparison", Words))
        amendments = Amendments(Facts(said, library, kind="conclusions"), alignment) if said is not None else None
        coverage = Coverage(amendments, alignment, Sharing()) if amendments is not None else None
        return comparison.render(alignment, coverage, format, look, everything=everything)

    printed(apart.text(compared, new, limits))

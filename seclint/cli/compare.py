"""``seclint compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from seclint.cli import options
from seclint.cli.group import printed

if TYPE_CHECKING:
    from seclint.facts import Facts
    from seclint.library import Library


@click.command(short_help="Print what changed between two versions.")
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@options.format("text", "json", "html")
@click.option("--conclusions", metavar="FILE", type=click.Path(), help="Say of each change which claims in these conclusions cover it.")
@click.option("--all", "everything", is_flag=True, help="Show changes of version, date, numbering and formatting, too.")
def compare(old: str, new: str, format: str, conclusions: str | None, everything: bool) -> None:
    """Print what changed between two versions of a document, section by section.

    A terminal of 100 columns or more shows old and new side by side, a narrower one both in one text. Words that are gone stand in
    [-brackets-], new ones in {+braces+}.
    """
    from seclint.facts.alignment import Words, align
    from seclint.facts.amendments import Amendments
    from seclint.facts.coverage import Coverage, Sharing
    from seclint.library import Library
    from seclint.reports import comparison

    library = Library()
    alignment = align(_facts(old, library), _facts(new, library), library.load("registers", "comparison", Words))
    said = _facts(conclusions, library, "conclusions") if conclusions else None
    coverage = Coverage(Amendments(said, alignment), alignment, Sharing()) if said is not None else None
    printed(comparison.render(alignment, coverage, format, options.look(widest=200), everything=everything))


def _facts(file: str, library: Library, kind: str | None = None) -> Facts:
    from seclint import engine
    from seclint.facts import Facts

    return Facts(engine.read(file), library, kind=kind)

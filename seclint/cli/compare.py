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

    A wide terminal shows old and new side by side. Words that are gone stand in [-brackets-], new ones in {+braces+}.
    """
    from seclint.facts.alignment import Words, align
    from seclint.facts.amendments import assertions_of
    from seclint.library import Library
    from seclint.reports import comparison

    library = Library()
    alignment = align(_facts(old, library), _facts(new, library), library.load("registers", "comparison", Words))
    assertions = assertions_of(_facts(conclusions, library, "conclusions"), alignment) if conclusions else ()
    printed(comparison.render(alignment, assertions, format, options.look(widest=200), everything=everything))


def _facts(file: str, library: Library, kind: str | None = None) -> Facts:
    from seclint import engine
    from seclint.facts import Facts

    return Facts(engine.read(file), library, kind=kind)

"""What several commands ask for alike."""

from collections.abc import Callable
from typing import Any

import click

KINDS = ("consultation", "conclusions", "tad", "report", "other")

packs = click.option(
    "--rules", "packs", multiple=True, type=click.Path(exists=True, file_okay=False), help="A folder with further rule packs; repeatable."
)
kind = click.option("--kind", type=click.Choice(KINDS), help="Take every document for one of this kind, whatever it looks like.")


def format(*names: str) -> Callable[[Any], Any]:
    """How to print the result: one of names, the first by default."""
    return click.option("--format", type=click.Choice(names), default=names[0], show_default=True, help="How to print it.")

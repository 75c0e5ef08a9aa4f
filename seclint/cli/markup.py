"""``seclint annotate``: findings written back into a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from seclint.cli import options, settings

if TYPE_CHECKING:
    from seclint.markup.work import Way, Written

_INTO = click.option("--output", "-o", "out", metavar="OUT", required=True, help="Where to write it; never over the document itself.")
_BASELINE = click.option("--baseline", metavar="FILE", help="Findings in this file (see `seclint baseline`) are left out.")
_WAIVERS = click.option("--no-waivers", is_flag=True, help="Waive nothing, whatever the configuration file accepts.")


@click.command()
@click.argument("file")
@_INTO
@options.one
@_BASELINE
@_WAIVERS
@click.pass_context
def annotate(context: click.Context, /, file: str, out: str, **_: Any) -> None:
    """Write the findings into a copy of the document: comments in Word, highlights with notes in PDF.

    Run again on such a copy, it replaces its own comments and leaves those of other people. Exit code 0: written; 2: it could not be.
    """
    from seclint.reports.files import write_bytes
    from seclint.reports.words import counted, harmless

    result = _written(context, "annotate")
    write_bytes(out, result.data, [file])
    click.echo(f"{counted(result.done, 'finding')} written into {harmless(out)}")


def _written(context: click.Context, way: Way) -> Written:
    from seclint import baseline
    from seclint.isolate import Limits
    from seclint.markup.process import written
    from seclint.verdict import Policy

    file = context.params["file"]
    chosen = settings.in_force(context, file)
    policy = Policy(
        config=chosen.config,
        waive=not context.params["no_waivers"],
        baseline=baseline.load(chosen["baseline"]) if chosen["baseline"] else (),
    )
    limits = Limits(chosen["timeout"], chosen["max_memory"])
    return written(file, way, settings.settings_of(chosen), policy, limits, suggested=context.params.get("suggested", False))

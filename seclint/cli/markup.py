"""``seclint annotate`` and ``seclint fix``: findings written back into a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from seclint.cli import options, settings
from seclint.cli.group import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seclint.markup.work import Way, Written


def _into(*, required: bool) -> options.Decorator:
    return click.option(
        "--output", "-o", "out", metavar="OUT", required=required, help="Where to write it; never over the document itself."
    )


_BASELINE = click.option("--baseline", metavar="FILE", help="Findings in this file (see `seclint baseline`) are left out.")
_WAIVERS = click.option("--no-waivers", is_flag=True, help="Waive nothing, whatever the configuration file accepts.")


@click.command(short_help="Write the findings into a copy, as comments.")
@click.argument("file", type=options.INPUT)
@_into(required=True)
@options.one
@_BASELINE
@_WAIVERS
@click.pass_context
def annotate(context: click.Context, /, file: str, out: str, **_: Any) -> None:
    """Write the findings into a copy of the document: comments in Word, highlights with notes in PDF.

    Run again on such a copy, it replaces its own comments and leaves those of other people. Exit code 0: written; 2: it could not be.
    """
    from seclint.reports.files import write_copy
    from seclint.reports.words import counted, harmless

    result = _written(context, "annotate")
    write_copy(out, result.data, file)
    click.echo(f"{counted(result.done, 'finding')} written into {harmless(out)}")


@click.command(short_help="Put right what can only be meant in one way.")
@click.argument("file", type=options.INPUT)
@_into(required=False)
@click.option("--diff", is_flag=True, help="Print what would change as a unified diff, and write nothing.")
@click.option("--suggested", is_flag=True, help="Also make the fixes where something else may be meant; look at each.")
@options.one
@_BASELINE
@_WAIVERS
@click.pass_context
def fix(context: click.Context, /, file: str, out: str | None, diff: bool, **_: Any) -> None:
    """Put right what can only be meant in one way, in a copy of the document: as tracked changes in Word, as plain edits in text.

    Rules that are off by default are tried, too. Words that cannot be changed where they stand are named with the reason.
    Exit code 0: written, or nothing to put right; 2: it could not be done.
    """
    from seclint.reports.files import write_copy
    from seclint.reports.words import counted, harmless

    if not (out or diff):
        raise click.UsageError("say where to write with -o, or look at the changes with --diff")
    result = _written(context, "fix")
    if diff:
        printed("".join(f"{harmless(line)}\n" for line in result.difference))
    elif out:
        write_copy(out, result.data, file)
        click.echo(f"{counted(result.done, 'change')} written into {harmless(out)}")
    for line in _left(result):
        click.echo(harmless(line), err=diff)


def _left(result: Written) -> Iterator[str]:
    """What was not done, and why."""
    from seclint.reports.words import place_in_words

    for one in result.left:
        finding = one.finding
        where = place_in_words(finding.place)
        yield f"not made: {finding.rule} {finding.name}, “{finding.quote}”{f' in {where}' if where else ''}: {one.reason}"
    if result.more:
        yield f"{result.more} more with --suggested, where something else may be meant"


def _written(context: click.Context, way: Way) -> Written:
    from seclint import baseline
    from seclint.markup.process import written
    from seclint.processes.isolate import Limits
    from seclint.run.verdict import Policy
    from seclint.run.waivers import Known

    file = context.params["file"]
    chosen = settings.in_force(context, file)
    policy = Policy(
        config=chosen.config,
        waive=not context.params["no_waivers"],
        baseline=baseline.load(chosen["baseline"]) if chosen["baseline"] else Known(),
    )
    limits = Limits(chosen["timeout"], chosen["max_memory"])
    return written(file, way, settings.settings_of(chosen), policy, limits, suggested=context.params.get("suggested", False))

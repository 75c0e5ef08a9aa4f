"""``seclint check`` and ``seclint baseline``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from seclint.cli import options, settings
from seclint.cli.group import printed
from seclint.errors import meant
from seclint.reports import FORMATS, SHOW_RULES, SHOW_VIEWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seclint.cli.progress import Progress
    from seclint.model import Report
    from seclint.reports import Look
    from seclint.run.verdict import Policy
    from seclint.run.waivers import Known


def _reports(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for value in values:
        format, sign, file = value.partition("=")
        if not (sign and file) or format not in FORMATS:
            hint = meant(format, FORMATS) if sign else ""
            raise click.BadParameter(f"{value!r} is not FORMAT=FILE{f' ({hint})' if hint else ''}; the formats are {', '.join(FORMATS)}")
        pairs.append((format, file))
    return tuple(pairs)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=options.INPUT)
@click.option("--format", type=click.Choice(["auto", *FORMATS]), default="auto",
              help="How to print the findings; auto is text, or github inside GitHub Actions.")  # fmt: skip
@click.option("--report", "reports", multiple=True, metavar="FORMAT=FILE", callback=_reports, help="Write a report besides; repeatable.")
@options.run
@click.option("--fail-on", type=click.Choice(["error", "warning", "note", "never"]), default="error", show_default=True,
              help="The least severity that makes the exit code 1.")  # fmt: skip
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(),
    help="Findings in this file (see `seclint baseline`) are known and do not fail the run.",
)
@click.option("--no-waivers", is_flag=True, help="Waive nothing, whatever the configuration file accepts.")
@click.option(
    "--record", metavar="FILE", type=click.Path(), help="Write a record of the run, with the SHA-256 of every file, for `seclint verify`."
)
@click.option(
    "--progress/--no-progress", default=None, help="Count the documents on standard error, as it does on a terminal when it takes long."
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Whether to colour the text.")
@click.option("--quiet", "-q", is_flag=True, help="Findings only.")
@click.option("--verbose", "-v", is_flag=True, help="Say what each document was taken for and why, where it belongs, how long it took.")
@click.pass_context
def check(
    context: click.Context,
    /,
    paths: tuple[str, ...],
    format: str,
    reports: tuple[tuple[str, str], ...],
    no_waivers: bool,
    record: str | None,
    progress: bool | None,
    color: str,
    quiet: bool,
    verbose: bool,
    **_: Any,
) -> None:
    """Check documents and folders of documents.

    Exit code 0: nothing to complain of; 1: findings; 2: something could not be checked.
    """
    from seclint import engine
    from seclint.reports import Look, renderer
    from seclint.reports.files import refuse_targets
    from seclint.run import verdict

    refuse_targets([file for _, file in reports] + ([record] if record else []))
    chosen = settings.in_force(context, *paths)
    shown = format if format != "auto" else "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    wanted = {shown, *(name for name, _ in reports)}
    run = settings.run_of(
        context,
        chosen,
        policy=_policy(chosen, waive=not no_waivers),
        with_rules=not SHOW_RULES.isdisjoint(wanted),
        with_views=not SHOW_VIEWS.isdisjoint(wanted),
        with_times=verbose,
        progress=_progress(progress, quiet=quiet),
    )
    report = engine.check(paths, settings.settings_of(chosen), run)
    _note_excluded(report, chosen)
    _write_reports(report, reports, Look(quiet=quiet, verbose=verbose))
    if record:
        _write_record(report, chosen, record)
    printed(renderer(shown)(report, options.look(color, quiet=quiet, verbose=verbose)), commanding=shown == "github")
    sys.exit(verdict.exit_code(report))


def _progress(wanted: bool | None, *, quiet: bool) -> Progress | None:
    """What counts the documents; where nobody says, on a terminal only."""
    from seclint.cli.progress import Progress

    counts = sys.stderr.isatty() and not quiet if wanted is None else wanted
    return Progress(always=bool(wanted)) if counts else None


def _write_reports(report: Report, reports: Sequence[tuple[str, str]], look: Look) -> None:
    from seclint.reports import renderer
    from seclint.reports.files import write

    for format, file in reports:
        write(file, renderer(format)(report, look), [document.path for document in report.documents])


def _write_record(report: Report, chosen: settings.InForce, file: str) -> None:
    from pathlib import Path

    from seclint.library import Library
    from seclint.reports import record
    from seclint.reports.files import write

    library = Library([Path(pack) for pack in chosen["packs"]])
    text = record.dumps(report, settings.recorded(chosen), library.digests("registers"))
    write(file, text, [document.path for document in report.documents])


def _policy(chosen: settings.InForce, *, waive: bool) -> Policy:
    """What fails the run, and what is accepted or known."""
    from seclint.run.verdict import Policy

    fail_on = None if chosen["fail_on"] == "never" else chosen["fail_on"]
    return Policy(fail_on, chosen.config, waive, _known(chosen["baseline"]))


def _note_excluded(report: Report, chosen: settings.InForce) -> None:
    """Say on standard error that nothing was checked because nothing is to be: pre-commit may name excluded documents only."""
    if not report.documents:
        click.echo(f"note: nothing was checked: {chosen.config.file} excludes every document that was found", err=True)


def _known(file: str | None) -> Known:
    from seclint.run.waivers import Known

    if not file:
        return Known()
    from seclint import baseline

    return baseline.load(file)


@click.command("baseline")
@click.argument("paths", nargs=-1, required=True, type=options.INPUT)
@click.option("--output", "-o", "file", metavar="FILE", type=click.Path(), required=True, help="Where to write them.")
@options.run
@click.pass_context
def record_baseline(context: click.Context, /, paths: tuple[str, ...], file: str, **_: Any) -> None:
    """Record today's findings as known.

    `seclint check --baseline FILE` then fails only for new ones. A finding stays known when the document changes elsewhere.
    """
    from seclint import baseline, engine
    from seclint.reports.files import refuse_targets, write
    from seclint.reports.words import counted, harmless
    from seclint.run import verdict

    refuse_targets([file])
    chosen = settings.in_force(context, *paths)
    run = settings.run_of(context, chosen, policy=verdict.Policy(config=chosen.config))
    report = engine.check(paths, settings.settings_of(chosen), run)
    _note_excluded(report, chosen)
    unread = [document for document in report.documents if document.status == "unreadable"]
    for document in unread:
        click.echo(f"error: {harmless(document.path)}: {harmless(document.error or '')}", err=True)
    write(file, baseline.dumps(report, file), [document.path for document in report.documents])
    click.echo(f"{counted(baseline.size(report), 'finding')} of {counted(len(report.documents), 'document')} recorded in {harmless(file)}")
    sys.exit(2 if unread or report.errors else 0)

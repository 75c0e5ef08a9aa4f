"""``seclint check``."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from seclint.cli import options
from seclint.reports import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seclint.reports import Look


def _words(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from datetime import date

    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day; write it like 2023-09-19") from None


def _reports(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for value in values:
        format, sign, file = value.partition("=")
        if not (sign and file) or format not in FORMATS:
            raise click.BadParameter(f"{value!r} is not FORMAT=FILE with a format out of {', '.join(FORMATS)}")
        pairs.append((format, file))
    return tuple(pairs)


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", type=click.Choice(["auto", *FORMATS]), default="auto",
              help="How to print the findings; auto is text, or github inside GitHub Actions.")  # fmt: skip
@click.option("--report", "reports", multiple=True, metavar="FORMAT=FILE", callback=_reports, help="Write a report besides; repeatable.")
@click.option("--select", multiple=True, metavar="RULES", callback=_words, help="Only these rules: ids, names or families, with commas.")
@click.option("--ignore", multiple=True, metavar="RULES", callback=_words, help="Not these rules.")
@click.option("--stage", type=click.Choice(["draft", "publish"]), default="publish", show_default=True, help="What the document is for.")
@options.kind
@click.option("--include", multiple=True, metavar="PATTERN", help='Also these files of folders, e.g. "*.md"; repeatable.')
@click.option("--fail-on", type=click.Choice(["error", "warning", "note", "never"]), default="error", show_default=True,
              help="The least severity that makes the exit code 1.")  # fmt: skip
@click.option("--as-of", metavar="DATE", callback=_day, help='The day that counts as "today" (YYYY-MM-DD); nothing reads the clock.')
@options.packs
@click.option("--jobs", type=click.IntRange(min=0), default=0, help="Documents at a time; 0, the default, means one for each processor.")
@click.option("--no-cache", is_flag=True, help="Read every document anew.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=60, show_default=True, help="Seconds that one document may take.")
@click.option("--max-memory", type=click.IntRange(min=128), default=1024, show_default=True, help="Megabytes that one document may take.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Whether to colour the text.")
@click.option("--quiet", "-q", is_flag=True, help="Findings only.")
@click.option("--verbose", "-v", is_flag=True, help="Say what each document was taken for, and why.")
def check(
    paths: tuple[str, ...],
    format: str,
    reports: tuple[tuple[str, str], ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    stage: Any,
    kind: str | None,
    include: tuple[str, ...],
    fail_on: Any,
    as_of: str | None,
    packs: tuple[str, ...],
    jobs: int,
    no_cache: bool,
    timeout: float,
    max_memory: int,
    color: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check documents and folders of documents.

    Exit code 0: nothing to complain of; 1: findings; 2: something could not be checked.
    """
    from seclint import engine
    from seclint.cache import default_folder
    from seclint.isolate import Limits
    from seclint.records import Settings
    from seclint.reports import SHOW_RULES, SHOW_VIEWS, renderer
    from seclint.reports.files import write

    settings = Settings(select, ignore, stage, kind, as_of, packs)
    shown = format if format != "auto" else "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    wanted = {shown, *(name for name, _ in reports)}
    run = engine.Run(
        limits=Limits(timeout, max_memory),
        jobs=jobs,
        cache=None if no_cache else default_folder(),
        include=include,
        fail_on=None if fail_on == "never" else fail_on,
        with_rules=not SHOW_RULES.isdisjoint(wanted),
        with_views=not SHOW_VIEWS.isdisjoint(wanted),
    )
    report = engine.check(paths, settings, run)
    for other, file in reports:
        write(file, renderer(other)(report, _look("never", quiet, verbose)), [document.path for document in report.documents])
    click.echo(renderer(shown)(report, _look(color, quiet, verbose)), nl=False, color=True)
    sys.exit(engine.exit_code(report))


def _look(color: str, quiet: bool, verbose: bool) -> Look:
    from shutil import get_terminal_size

    from seclint.reports import Look

    if color == "auto":
        wanted = not os.environ.get("NO_COLOR") and (bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty())
    else:
        wanted = color == "always"
    return Look(wanted, min(get_terminal_size((100, 24)).columns, 120), quiet, verbose)

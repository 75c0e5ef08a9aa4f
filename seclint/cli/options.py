"""What several commands ask for alike."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seclint.reports import Look

    Decorator = Callable[[Any], Any]

INPUT = click.Path(readable=False)  # what cannot be read is told like every other document that cannot, after the rest was checked
KINDS = ("consultation", "conclusions", "tad", "report", "other")


def _words(_: click.Context, __: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def rule_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The ids and names of built-in rules that begin so, for completion in a shell; after a comma too."""
    from seclint.library import Library
    from seclint.rulebook import Rulebook

    given, comma, begun = incomplete.rpartition(",")
    words = sorted(word for rule in Rulebook(Library()).rules for word in (rule.id, rule.name))
    return [given + comma + word for word in words if word.casefold().startswith(begun.casefold())]


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from datetime import date

    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day; write it like 2023-09-19") from None


packs = click.option(
    "--rules", "packs", multiple=True, type=click.Path(exists=True, file_okay=False), help="A folder with further rule packs; repeatable."
)
kind = click.option("--kind", metavar="KIND", help=f"Take every document for one of this kind: {', '.join(KINDS)}, or a rule pack's own.")

_CONFIG = (
    click.option(
        "--config", metavar="FILE", type=click.Path(), help="This configuration file, not the nearest seclint.toml or pyproject.toml."
    ),
    click.option("--no-config", is_flag=True, help="No configuration file."),
)
_RULES = (
    click.option(
        "--select",
        multiple=True,
        metavar="RULES",
        callback=_words,
        shell_complete=rule_names,
        help="Only these rules: ids, names or families.",
    ),
    click.option("--ignore", multiple=True, metavar="RULES", callback=_words, shell_complete=rule_names, help="Not these rules."),
    click.option(
        "--stage", type=click.Choice(["draft", "publish"]), default="publish", show_default=True, help="What the document is for."
    ),
    kind,
)
_FOLDERS = (
    click.option("--include", multiple=True, metavar="PATTERN", help='Also these files of folders, e.g. "*.md"; repeatable.'),
    click.option(
        "--dossier",
        type=click.Choice(["auto", "off"]),
        default="auto",
        show_default=True,
        help="Hold documents of one consultation against each other.",
    ),
)
_DAY = click.option("--as-of", metavar="DATE", callback=_day, help='The day that counts as "today" (YYYY-MM-DD); nothing reads the clock.')
_SPEED = (
    click.option("--jobs", type=click.IntRange(min=0), default=0, help="Documents at a time; 0, the default, means one per processor."),
    click.option("--no-cache", is_flag=True, help="Read every document anew."),
)
_LIMITS = (
    click.option("--timeout", type=click.FloatRange(min=0.1), default=60, show_default=True, help="Seconds that one document may take."),
    click.option(
        "--max-memory", type=click.IntRange(min=128), default=1024, show_default=True, help="Megabytes that one document may take."
    ),
)
_RUN = (*_RULES, *_FOLDERS, _DAY, packs, *_CONFIG, *_SPEED, *_LIMITS)
_ONE = (*_RULES, _DAY, packs, *_CONFIG, *_LIMITS)


def format(*names: str) -> Decorator:
    """How to print the result: one of names, the first by default."""
    return click.option("--format", type=click.Choice(names), default=names[0], show_default=True, help="How to print it.")


def look(color: str = "auto", *, quiet: bool = False, verbose: bool = False, widest: int = 120) -> Look:
    """How a report looks where it is printed: in colours when asked for, else on terminals that do not refuse them."""
    from shutil import get_terminal_size

    from seclint.reports import Look

    if color == "auto":
        coloured = not os.environ.get("NO_COLOR") and (bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty())
    else:
        coloured = color == "always"
    return Look(coloured, min(get_terminal_size((100, 24)).columns, widest), quiet, verbose)


def config(command: Any) -> Any:
    """Which configuration file holds."""
    return _all(_CONFIG, command)


def run(command: Any) -> Any:
    """Everything about which rules are tried on which documents, and how."""
    return _all(_RUN, command)


def limits(command: Any) -> Any:
    """What one document may take."""
    return _all(_LIMITS, command)


def one(command: Any) -> Any:
    """Everything about which rules are tried on a document that is the only one."""
    return _all(_ONE, command)


def _all(decorators: Sequence[Decorator], command: Any) -> Any:
    for decorator in reversed(decorators):
        command = decorator(command)
    return command

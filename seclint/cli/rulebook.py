"""``seclint explain``, ``rules`` and ``test``: the rules themselves."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from seclint.cli import options
from seclint.cli.group import printed

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from seclint.examples import Outcome
    from seclint.rulebook import Rulebook


@click.command(short_help="Say what a rule finds, why, and how to put it right.")
@click.argument("rule", shell_complete=options.rule_names)
@options.format("text", "json", "markdown")
@options.packs
def explain(rule: str, format: str, packs: tuple[str, ...]) -> None:
    """Say what a rule finds, why it matters, how to put it right, and on what it rests."""
    from seclint.reports import rulepages

    printed(rulepages.page(_rulebook(packs).find(rule), format))


@click.command()
@options.format("text", "json", "markdown")
@options.packs
def rules(format: str, packs: tuple[str, ...]) -> None:
    """List all rules."""
    from shutil import get_terminal_size

    from seclint.reports import rulepages

    printed(rulepages.index(_rulebook(packs).rules, format, get_terminal_size((0, 0)).columns))


@click.command(short_help="Run the examples of the rules.")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False))
def test(folder: str | None) -> None:
    """Run the examples of the built-in rules, or of the rule packs in FOLDER."""
    from seclint import examples
    from seclint.errors import ConfigError
    from seclint.rulebook import validate_profiles

    rulebook = _rulebook((folder,) if folder else ())
    library = rulebook.library
    if folder and not any(library.has_own(part) for part in ("", "profiles", "registers")):
        raise ConfigError(f"{folder}: there are no rules in it", "name the folder that holds the .toml files of your rules")
    validate_profiles(library)
    outcomes = list(examples.run(rulebook.rules, library))
    problems = [outcome for outcome in outcomes if outcome.problem]
    for outcome in problems:
        click.echo(
            f"{outcome.rule} example {outcome.example}: {outcome.problem}" if outcome.example else f"{outcome.rule}: {outcome.problem}"
        )
    built_in = {rule.id for rule in (_rulebook(()) if folder else rulebook).rules}
    if folder:
        click.echo(_counts({rule.id for rule in rulebook.rules} - built_in, "rule", f" in {folder}", outcomes))
    click.echo(_counts(built_in, "built-in rule", "", outcomes))
    sys.exit(1 if problems else 0)


def _counts(rules: Set[str], kind: str, where: str, outcomes: Sequence[Outcome]) -> str:
    from seclint.reports.words import counted

    theirs = [outcome for outcome in outcomes if outcome.rule in rules]
    failed = sum(bool(outcome.problem) for outcome in theirs)
    return f"{counted(len(rules), kind)}{where}, {len(theirs) - failed} examples passed, {failed} failed"


def _rulebook(packs: Sequence[str]) -> Rulebook:
    from pathlib import Path

    from seclint.library import Library
    from seclint.rulebook import Rulebook

    return Rulebook(Library([Path(pack) for pack in packs]))

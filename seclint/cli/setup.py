"""``seclint init`` and ``seclint config``: how a team settles what holds for its documents."""

from __future__ import annotations

from typing import Any

import click

from seclint.cli import options, settings
from seclint.cli.group import printed

_STARTER = """\
# Settings of seclint for the documents in this folder and below. Every key may be left out.

stage = "publish"              # or "draft": without the rules that only matter before publication
fail-on = "error"              # or "warning", "note", "never"
# as-of = 2026-01-31           # the day that counts as "today"; nothing reads the clock
# ignore = ["mixed-date-formats"]
# rules = ["our-rules"]        # folders with rule packs of your own
# baseline = "known.json"      # written by: seclint baseline . -o known.json

# [severity]
# "title-variants" = "note"

# [[waiver]]                   # a finding that is accepted, by whom and why
# rule = "page-pointer"
# document = "conclusions-*.docx"
# quote = "page 14 of the TAD"
# reason = "the draft has no section number there"
# by = "regulation team"
# expires = 2026-12-31

# [[override]]                 # what is different for some documents
# documents = ["drafts/*"]
# stage = "draft"
"""
_HOOK = """\
repos:
  - repo: local
    hooks:
      - id: seclint
        name: seclint
        entry: seclint check
        language: system
        files: (?i)\\.(docx|docm|pdf)$
        require_serial: true
"""


@click.command(short_help="Write a starter seclint.toml and pre-commit entry.")
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False))
def init(folder: str) -> None:
    """Write a starter seclint.toml and a pre-commit entry into FOLDER; what is there already stays as it is."""
    from pathlib import Path

    for name, text in (("seclint.toml", _STARTER), (".pre-commit-config.yaml", _HOOK)):
        file = Path(folder, name)
        try:
            with file.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except FileExistsError:
            click.echo(f"{file} is there already and stays as it is")
            if name.endswith(".yaml"):
                click.echo("add this hook to its repos:\n" + _HOOK.partition("\n")[2], nl=False)
        except OSError as error:
            raise click.ClickException(f"{file} cannot be written: {error.strerror}") from None
        else:
            click.echo(f"wrote {file}")
    click.echo("next: seclint check .")


@click.command("config", short_help="Show the settings in force, and where each is from.")
@click.argument("path", default=".", type=click.Path())
@options.format("text", "json")
@options.run
@click.option("--fail-on", type=click.Choice(["error", "warning", "note", "never"]), default="error", hidden=True)
@click.option("--baseline", hidden=True)
@click.pass_context
def show_config(context: click.Context, /, path: str, format: str, **_: Any) -> None:
    """Show the settings that hold for PATH, and where each comes from."""
    from seclint.reports.words import counted, harmless

    chosen = settings.in_force(context, path)
    keys = {settings.KEYS[name]: setting for name, setting in chosen.settings.items()}
    if format == "json":
        from seclint.reports.json import dumps

        printed(dumps({key: setting._asdict() for key, setting in keys.items()}))
        return
    for key, setting in keys.items():
        click.echo(f"{key:<11} {harmless(_shown(setting.value)):<24} {harmless(setting.source)}")
    config = chosen.config
    click.echo(f"\nconfiguration file: {harmless(config.file) or 'none'}")
    for number, noun in ((len(config.severity), "severity change"), (len(config.waiver), "waiver"), (len(config.override), "override")):
        if number:
            click.echo(f"  {counted(number, noun)}")


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "-"
    return "-" if value is None else str(value)

"""The group of all commands: their order, and how errors are printed."""

import gc
import os
import sys
from typing import Any

import click

from seclint import __version__
from seclint.errors import SeclintError, in_one_line


class _Commands(click.Group):
    """The commands in the order of a first acquaintance, with errors printed as errors and not as tracebacks."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run as a program. A run is short and makes next to no cycles; looking for them, now or at the end, costs more than they do."""
        gc.disable()
        try:
            return super().__call__(*args, **kwargs)
        finally:
            gc.freeze()

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a terminal that cannot show a quotation mark must not end the run
                stream.reconfigure(errors="backslashreplace")
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SeclintError as error:
            _complain(error)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("error: interrupted; nothing was decided", err=True)
            ctx.exit(2)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # exit code 1, which Python gives, would say that there are findings
            _complain(SeclintError(f"seclint failed: {in_one_line(error)}", "please report this as a fault of seclint"))
            ctx.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="seclint", message="%(prog)s %(version)s")
def main() -> None:
    """Check Smart Energy Code documents before they are published.

    seclint reads consultation conclusions and Testing Approach Documents in Word, PDF or Markdown, and says what is wrong, where,
    why, and how to put it right.
    """


def printed(text: str, *, commanding: bool = False) -> None:
    """Print what a command gives; no line of it is a command to a CI unless it is ``commanding`` one.

    Whoever reads it may stop early (``| head``), which changes nothing but what is printed.
    """
    from seclint.reports.words import uncommanding

    try:
        click.echo(text if commanding else uncommanding(text), nl=False, color=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more when it ends


def _complain(error: SeclintError) -> None:
    from seclint.reports.words import harmless

    click.echo(f"error: {harmless(error.message)}", err=True)
    if error.hint:
        click.echo(f"help: {harmless(error.hint)}", err=True)

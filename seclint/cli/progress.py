"""The count on standard error while documents are being checked."""

from time import monotonic

import click

_MANY = 5  # documents from which on a count is worth showing
_LONG = 2  # seconds after which somebody wonders


class Progress:
    """One line that counts the documents that are done, where there are many or they take long; gone at the end."""

    def __init__(self, *, always: bool) -> None:
        self._always = always
        self._began = monotonic()
        self._shown = ""

    def __call__(self, done: int, total: int) -> None:
        """Show the count, or take it away when all are done."""
        wanted = self._always or total >= _MANY or monotonic() - self._began >= _LONG
        line = f"{done} of {total} document{'' if total == 1 else 's'}" if wanted and done < total else ""
        if line != self._shown:
            click.echo(f"\r\x1b[K{line}", nl=False, err=True)
        self._shown = line

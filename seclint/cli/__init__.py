"""The commands: options in, exit code out. What they do lives elsewhere, and is imported only when it is needed."""

from seclint.cli import check, look, rulebook
from seclint.cli.group import main

__all__ = ["main"]

for command in (check.check, rulebook.explain, rulebook.rules, look.show, look.facts, rulebook.test):
    main.add_command(command)

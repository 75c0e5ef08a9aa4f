"""The commands: options in, exit code out. What they do lives elsewhere, and is imported only when it is needed."""

from seclint.cli import check, compare, look, markup, register, rulebook, setup, verify
from seclint.cli.group import main

__all__ = ["main"]

_COMMANDS = (
    check.check,
    rulebook.explain,
    rulebook.rules,
    look.show,
    look.facts,
    markup.annotate,
    markup.fix,
    compare.compare,
    rulebook.test,
    check.record_baseline,
    verify.verify,
    register.register,
    setup.init,
    setup.show_config,
)
for command in _COMMANDS:
    main.add_command(command)

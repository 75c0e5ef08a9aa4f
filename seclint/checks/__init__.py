"""The check kinds: one pure generator each, registered here and nowhere else."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.model import Rule


class NoOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """For a check kind that takes no options."""


class CheckKind(Struct, frozen=True):
    """A check and the record that its rules' ``options`` must have the form of."""

    run: Callable[[Facts, Rule], Iterator[Found]]
    options: type[Struct] = NoOptions


KINDS: dict[str, CheckKind] = {}

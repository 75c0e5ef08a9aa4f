"""The facts that rules of many families need and that take long to find, found side by side."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.abbreviations import Abbreviations
from seclint.facts.answers import Answers
from seclint.facts.events import Event
from seclint.facts.milestones import Milestone
from seclint.processes.patience import limited
from seclint.processes.sharing import Together

_PORTIONS = (("events",), ("abbreviations", "milestones"), ("answers",))  # the dearest first; milestones are found by abbreviations


class Found(Struct):
    """Some of those facts, by their names; the rest is None."""

    events: tuple[Event, ...] | None = None
    abbreviations: Abbreviations | None = None
    milestones: tuple[Milestone, ...] | None = None
    answers: Answers | None = None


def find_together(facts: Facts, together: Together) -> None:
    """Have each of the facts found by one process, so that the others need not find it as well."""
    if together.jobs < 2:
        return
    for found in together.map(partial(_found, facts), _PORTIONS, Found):
        for name in Found.__struct_fields__:
            if (fact := getattr(found, name)) is not None:
                vars(facts).setdefault(name, fact)


def _found(facts: Facts, names: Sequence[str]) -> Found:
    found = Found()
    for name in names:
        with suppress(Exception), limited(name):  # whatever goes wrong is told of by the rules that need the fact
            setattr(found, name, getattr(facts, name))
    return found

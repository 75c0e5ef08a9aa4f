"""Test phases that begin before the one has ended that must be over by then."""

import re
from collections.abc import Iterator
from itertools import pairwise

from seclint.checks.found import Found, found
from seclint.checks.phases import Phases
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.periods import Step
from seclint.facts.wording import alternatives, any_of
from seclint.model import Rule
from seclint.patterns import compiled

_ABBREVIATED = compiled(r"\(([^()]+)\)")


def overlapping_phases(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Phases of which the one must be over before the other begins, and is not."""
    options: Phases = rule.options
    names = _names(facts, options)
    pairs = dict.fromkeys((*_by_entry(facts, options, names), *_one_by_one(facts, options, names)))
    for earlier, later in pairs:
        one, other = facts.periods.get(earlier), facts.periods.get(later)
        if one is not None and other is not None and one.first <= other.first < one.last:
            yield found(
                facts,
                rule,
                one.spans[-1],
                variant="overlap",
                related=[(other.spans[0], rule.messages["start"])],
                phase=names[earlier],
                end=in_words(one.last.isoformat()),
                other=names[later],
                start=in_words(other.first.isoformat()),
            )


def _names(facts: Facts, options: Phases) -> dict[Step, str]:
    """The phases that tables list, each by the name that it has first."""
    names: dict[Step, str] = {}
    for table in facts.tables:
        column = table.column(options.phase)
        for row in table.rows if column is not None else ():
            name = facts.document.quote(row[column or 0]).strip()
            names.setdefault(facts.step(name), name)
    return names


def _one_by_one(facts: Facts, options: Phases, names: dict[Step, str]) -> Iterator[tuple[Step, Step]]:
    """Each phase and the next, where the document says that they do not overlap."""
    if any_of(options.sequential).search(facts.document.text):
        dated = [step for step in names if step in facts.periods]
        yield from pairwise(sorted(dated, key=lambda step: facts.periods[step].first))


def _by_entry(facts: Facts, options: Phases, names: dict[Step, str]) -> Iterator[tuple[Step, Step]]:
    """The phases whose end is an entry criterion of another one, with that one."""
    for table in facts.tables:
        phase, entry = table.column(options.phase), table.column(options.entry)
        for row in table.rows if phase is not None and entry is not None else ():
            later, criteria = facts.step(facts.document.quote(row[phase or 0])), facts.document.quote(row[entry or 0])
            for earlier, name in names.items():
                called = alternatives(tuple(re.escape(one) for one in {name, *_ABBREVIATED.findall(name)}))
                over = re.compile(rf"(?<![\w-])(?:{called})(?![\w-])(?:{alternatives(options.over)})", re.IGNORECASE)
                if earlier != later and over.search(criteria):
                    yield earlier, later

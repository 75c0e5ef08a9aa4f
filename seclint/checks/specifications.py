"""specification-known: versions of specifications against the register that says which there are."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.facts.wording import listed
from seclint.model import Rule
from seclint.recognise import Version
from seclint.recognise.owners import names_of


class Specifications(Struct, frozen=True, forbid_unknown_fields=True):
    """``specifications``: the ones whose versions are looked up. ``fresh``: days after which a list may lack the newest version."""

    specifications: tuple[str, ...]
    fresh: int


class Specification(Struct, frozen=True, forbid_unknown_fields=True):
    """Every version that a specification had on the day ``as_of``, by bare numbers ("4.1"), and where the list is from."""

    name: str
    as_of: date
    source: str
    versions: tuple[str, ...]

    def has(self, number: str) -> bool:
        """Whether there is such a version; a number that is shorter than those of the register stands for all that begin with it."""
        return any(known == number or known.startswith(f"{number}.") or number == f"{known}.0" for known in self.versions)


class SpecificationRegister(Struct, frozen=True, forbid_unknown_fields=True):
    """registers/specifications.toml; ``specification`` is empty until a user adds one."""

    specification: tuple[Specification, ...] = ()


def specification_known(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Versions that a specification does not have, as far as the register goes; less surely so where the document is much younger."""
    options: Specifications = rule.options
    register = {one.name: one for one in facts.library.load("registers", "specifications", SpecificationRegister).specification}
    unknown: dict[str, None] = {}
    told: set[tuple[str, str]] = set()
    for version in facts.mentions.versions:
        name = names_of(facts.library).resolve(version.name) if version.name else ""
        if name not in options.specifications or (name, version.number) in told:
            continue
        told.add((name, version.number))
        if name not in register:
            unknown[name] = None
        elif not register[name].has(version.number):
            yield _told(facts, rule, version, register[name])
    if unknown:
        yield unchecked(rule, rule.messages["unchecked"].format(names=listed(list(unknown))))


def _told(facts: Facts, rule: Rule, version: Version, known: Specification) -> Found:
    options: Specifications = rule.options
    day = facts.as_of or facts.front.date or ""
    is_old = len(day) == len("2031-01-01") and date.fromisoformat(day) - known.as_of > timedelta(days=options.fresh)
    finding = found(
        facts,
        rule,
        version.span,
        notes=[rule.messages["old"].format(as_of=known.as_of.isoformat())] if is_old else (),
        name=known.name,
        version=version.written,
        known=", ".join(known.versions),
        as_of=known.as_of.isoformat(),
    )
    return replace(finding, severity="note") if is_old else finding

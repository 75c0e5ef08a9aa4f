"""undefined-abbreviation: abbreviations that the document uses and never explains."""

from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.covering import Covering
from seclint.model import Fix, Rule
from seclint.patterns import compiled

_PART = compiled(r"(?P<whole>[A-Z]{2,})-(?:[A-Z]|\d)")  # "SIT-B"


class NamedParts(Struct, frozen=True, forbid_unknown_fields=True):
    """``parts_in``: the kinds of document that need not explain the parts of what they speak of, since another document does."""

    parts_in: tuple[str, ...] = ()


def undefined_abbreviation(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Each undefined abbreviation once, at its first use in running text; what only stands in others' words is theirs to define."""
    abbreviations = facts.abbreviations
    quoted = Covering(quotation.span for quotation in facts.pairing.quotations if quotation.kind == "double")
    own = {use.short for use in abbreviations.uses if not quoted.holds(use.span)}
    counts: dict[str, int] = {}
    for use in abbreviations.uses:
        counts[use.short] = counts.get(use.short, 0) + 1
    seen: set[str] = set()
    for use in abbreviations.uses:
        if use.short in seen or use.short not in own or abbreviations.defines(use.short) or _is_part(facts, rule, use.short):
            continue
        seen.add(use.short)
        long = abbreviations.long.get(use.short, "")
        times = rule.messages[{1: "once", 2: "twice"}.get(counts[use.short], "times")].format(count=counts[use.short])
        fix = (
            Fix(rule.messages["write"].format(long=long, short=use.short), replace=use.short, with_=f"{long} ({use.short})")
            if long
            else None
        )
        yield found(facts, rule, use.span, variant="known" if long else "", fix=fix, short=use.short, long=long, times=times)


def _is_part(facts: Facts, rule: Rule, short: str) -> bool:
    """Whether it names a part of what the document explains and speaks of, in a document about the one that has the parts."""
    options: NamedParts = rule.options
    part = _PART.fullmatch(short) if facts.kind in options.parts_in else None
    if part is None or not facts.abbreviations.defines(part["whole"]):
        return False
    return any(use.short == part["whole"] for use in facts.abbreviations.uses)

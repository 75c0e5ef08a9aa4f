"""undefined-abbreviation: abbreviations that the document uses and never explains."""

from collections.abc import Iterator

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.covering import Covering
from seclint.model import Fix, Rule


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
        if use.short in seen or use.short not in own or abbreviations.defines(use.short):
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

"""More of one kind of respondents than the section on the responses counts: "both Network Parties" where one wrote."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import Stated, number_pattern, value_of
from seclint.facts.wording import any_of
from seclint.model import Rule, Span

_FEWEST = 2  # kinds that a section counts when it divides the respondents by kind


class Kinds(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions with ``{number}``: how respondents of a ``kind`` are ``counted``, and how they are spoken of as a ``whole``."""

    counted: tuple[str, ...]
    whole: tuple[str, ...]


def more_than_counted(facts: Facts, rule: Rule, kinds: Kinds) -> Iterator[Found]:
    """Where all of one kind are spoken of, and are more than were counted."""
    number, text = number_pattern(facts.profile.numbers), facts.document.text
    counted = _counted(facts, any_of(kinds.counted, number))
    for match in any_of(kinds.whole, number).finditer(text) if len(counted) >= _FEWEST else ():
        span, known = Span(*match.span()), counted.get(_plural(match["kind"]))
        here = value_of(match[0], facts.profile.numbers) or 2  # "both"
        if known is not None and here > known.number and not facts.pairing.quoted.holds(span):
            related = [(known.span, rule.messages["counted"])]
            part = facts.document.quote(span)
            yield found(facts, rule, span, variant="whole", related=related, part=part, number=here, total=known.number)


def _counted(facts: Facts, pattern: re.Pattern[str]) -> dict[str, Stated]:
    """The kinds that the section on the responses counts once, and no narrower ones of which."""
    told: dict[str, list[Stated]] = {}
    received = facts.received.told[:1]
    section = facts.outline.index_at(facts.document.block_index(received[0].span.start)) if received else None
    for block in facts.document.blocks if section is not None else ():
        if facts.outline.index_at(facts.document.block_index(block.span.start)) == section:
            for match in pattern.finditer(facts.document.text, block.span.start, block.span.end):
                number = value_of(match[0], facts.profile.numbers)
                told.setdefault(_plural(match["kind"]), []).append(Stated(number or 0, Span(*match.span())))
    return {
        kind: counts[0]
        for kind, counts in told.items()
        if len(counts) == 1 and counts[0].number and not any(other.endswith(f" {kind}") for other in told)
    }


def _plural(kind: str) -> str:
    small = " ".join(kind.casefold().split())
    return small if small.endswith("s") else f"{small[:-1]}ies" if small.endswith("y") else f"{small}s"

"""counted-set: one number of people under two nouns, as if they were two sets."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, value_of
from seclint.model import Rule, Span
from seclint.patterns import compiled


class Counted(Struct, frozen=True, forbid_unknown_fields=True):
    """``nouns``: for those who respond, each in all its forms; ``definite``: a regular expression of what says that all are meant."""

    nouns: tuple[tuple[str, ...], ...]
    definite: str


def counted_set(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Where all of those who responded are called by another noun than where they are first counted."""
    options: Counted = rule.options
    noun_of = {form: forms[0] for forms in options.nouns for form in forms}
    for received in facts.received.told[:1]:
        first = next(_counted(facts, options, "", facts.sentence(received.span), received.number), None)
        known = noun_of[first["noun"].lower()] if first else ""
        whole = Span(0, len(facts.document.text))
        every = _counted(facts, options, rf"(?:{options.definite})\s+(?:[\w-]+\s+)?", whole, received.number)
        other = next((match for match in every if noun_of[match["noun"].lower()] != known), None)
        if first is not None and other is not None:
            there = Span(*first.span())
            related = [(there, rule.messages["there"])]
            here = Span(*other.span())
            yield found(facts, rule, here, related=related, here=other["noun"], there=first["noun"], place=where(facts, there))


def _counted(facts: Facts, options: Counted, before: str, within: Span, number: int) -> Iterator[re.Match[str]]:
    """Where one of the nouns stands with the number, outside of quotations; group ``noun`` is the noun."""
    nouns = "|".join(sorted((form for forms in options.nouns for form in forms), key=len, reverse=True))
    numbers = facts.profile.numbers
    pattern = compiled(rf"(?<!\w){before}{number_pattern(numbers)}\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>{nouns})\b", re.IGNORECASE)
    for match in pattern.finditer(facts.document.text, within.start, within.end):
        quoted = facts.pairing.quoted.holds(Span(*match.span()))
        if not quoted and value_of(match[0], numbers) == number:
            yield match

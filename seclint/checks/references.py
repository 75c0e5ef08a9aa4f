"""reference-form: references that are not written as a reference can be."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.model import Fix, Rule


class ReferenceForm(Struct, frozen=True, forbid_unknown_fields=True):
    """``fault``: what to look for. ``owners``: whose references are looked at; all when empty."""

    fault: Literal["malformed", "order"]
    owners: tuple[str, ...] = ()


def reference_form(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every reference of those owners whose form has the fault, with the form it should have."""
    options: ReferenceForm = rule.options
    for reference in facts.mentions.references:
        fault = reference.malformed if options.fault == "malformed" else reference.order
        if not fault or (options.owners and reference.owner not in options.owners):
            continue
        quote = facts.document.quote(reference.span)
        offered = reference.canonical if reference.canonical != quote else ""
        fix = (
            Fix(rule.messages["write"].format(canonical=offered), replace=quote, with_=offered)
            if offered and "write" in rule.messages
            else None
        )
        variant = fault if fault in rule.messages else ""
        yield found(facts, rule, reference.span, variant=variant, fix=fix, reference=quote, fault=fault, canonical=reference.canonical)

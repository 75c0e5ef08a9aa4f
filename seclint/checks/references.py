"""reference-form: references that are not written as a reference can be."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.model import Fix, Rule
from seclint.patterns import compiled
from seclint.recognise import Reference

_NOUN = compiled(r"\b(?P<noun>[Ss]ection|[Cc]lause|[Pp]aragraph|[Pp]ara)(?P<many>s?)\b")
_CLAUSE = compiled(
    r"\b(?:[A-Z]{1,2}\d|\d+\.\d)|\((?:[a-z]{1,4}|\d{1,2})\)|(?:,|\b(?:and|or|to|with)|[&–-]) ?(?:(?:in|of|also|the) )*[A-Z]{0,2}\d"
)
_EITHER = compiled(r"\b(?:or|and/or)\b")
_FROM = compiled(r"\bfrom (?:\w+ ){0,2}$")
_COUNTED = compiled(r" [a-z-]+s\b")  # what a number counts that only seems to be the last of a list: "Section 2 and 3 replies"


class ReferenceForm(Struct, frozen=True, forbid_unknown_fields=True):
    """``fault``: what to look for. ``owners``: whose references are looked at; all when empty."""

    fault: Literal["malformed", "order", "number"]
    owners: tuple[str, ...] = ()


def reference_form(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every reference of those owners whose form has the fault, with the form it should have."""
    options: ReferenceForm = rule.options
    for reference in facts.mentions.references:
        if options.owners and reference.owner not in options.owners:
            continue
        fault, offered = _FAULTS[options.fault](facts, reference)
        if not fault:
            continue
        quote = facts.document.quote(reference.span)
        fix = (
            Fix(rule.messages["write"].format(canonical=offered), replace=quote, with_=offered)
            if offered not in ("", quote) and "write" in rule.messages
            else None
        )
        variant = fault if fault in rule.messages else ""
        yield found(facts, rule, reference.span, variant=variant, fix=fix, reference=quote, fault=fault, canonical=offered)


def _malformed(_: Facts, reference: Reference) -> tuple[str, str]:
    return reference.malformed, reference.canonical


def _order(facts: Facts, reference: Reference) -> tuple[str, str]:
    """How the ends of a range are out of order; "moved from Clause 5.4 to Clause 5.3" is none."""
    span = reference.span
    if reference.order and _FROM.search(facts.document.text, max(0, span.start - 40), span.start):
        return "", ""
    return reference.order, reference.canonical


def _number(facts: Facts, reference: Reference) -> tuple[str, str]:
    """Whether the noun is in the singular before several clauses ("one") or in the plural before one ("several"), and the right form.

    Limbs of one clause may be taken for one or several; words of others are theirs.
    """
    quote = facts.document.quote(reference.span)
    noun = _NOUN.search(quote)
    if noun is None or reference.malformed or facts.pairing.quoted.holds(reference.span):
        return "", ""
    wholes = {clause.partition("(")[0] for clause in reference.clauses}
    if noun["many"]:
        wrong = len(reference.clauses) == 1 and not reference.order and not _goes_on(facts, reference)
        return ("several", quote[: noun.end() - 1] + quote[noun.end() :]) if wrong else ("", "")
    if len(wholes) > 1 and _are_listed(facts, reference, quote, wholes):
        return "one", quote[: noun.end()] + "s" + quote[noun.end() :]
    return "", ""


def _goes_on(facts: Facts, reference: Reference) -> bool:
    """Whether the sentence has another clause behind the one that was read, so that the plural may be right."""
    end = facts.sentence(reference.span).end
    nouns = _NOUN.finditer(facts.document.text, reference.span.end, end)
    return bool(_CLAUSE.search(facts.document.text, reference.span.end, next((noun.start() for noun in nouns), end)))


def _are_listed(facts: Facts, reference: Reference, quote: str, wholes: set[str]) -> bool:
    """Whether the numbers are surely clauses of one list or range, not "one or the other", nor "from one to the other".

    They are of one form, or the last one has parts, which no number of things has.
    """
    text, span = facts.document.text, reference.span
    moved = " and " not in quote and _FROM.search(text, max(0, span.start - 40), span.start)
    bare_last = "." not in reference.clauses[-1]
    if (bare_last and len({whole.count(".") for whole in wholes}) > 1) or _EITHER.search(quote) or moved:
        return False
    return not any(whole.isdigit() for whole in wholes) or (" and " in quote and not _COUNTED.match(text, span.end))


_FAULTS = {"malformed": _malformed, "order": _order, "number": _number}

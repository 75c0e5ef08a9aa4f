"""How a check across documents says what it saw: the finding stands in one document and shows the places of others."""

from collections.abc import Iterable

from msgspec.structs import replace

from seclint.checks.found import found
from seclint.facts import Facts
from seclint.model import Finding, Fix, Related, Rule, Span

LONGEST = 160
"""Characters of a document that a message quotes."""


def told(
    facts: Facts,
    rule: Rule,
    span: Span,
    *,
    variant: str = "",
    related: Iterable[tuple[Facts, Span, str]] = (),
    notes: Iterable[str] = (),
    fix: Fix | None = None,
    **values: object,
) -> Finding:
    """The finding of ``rule`` at ``span`` of the document of ``facts``; ``related`` are places of any document of the dossier."""
    others = tuple(Related(message, other.document.quote(place), place, path=other.document.path) for other, place, message in related)
    finding = found(facts, rule, span, variant=variant, related=(), notes=notes, fix=fix, **values)
    return replace(finding, path=facts.document.path, related=others)


def shortened(text: str) -> str:
    """The text, cut where it is longer than a message may quote."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 4] + " ..."


def start_of(facts: Facts) -> Span:
    """What to point at when something is missing in a document as a whole: its title, or its first words."""
    if facts.front.title_span is not None:
        return facts.front.title_span
    return facts.document.blocks[0].span if facts.document.blocks else Span(0, 0)

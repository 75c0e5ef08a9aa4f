"""How a check says what it saw: a rule, a span and the values of the rule's message become a Finding."""

from collections.abc import Iterable

from seclint.facts import Facts
from seclint.model import Finding, Fix, Related, Rule, Span, Unchecked

Found = Finding | Unchecked


def found(
    facts: Facts,
    rule: Rule,
    span: Span,
    *,
    variant: str = "",
    related: Iterable[tuple[Span, str]] = (),
    notes: Iterable[str] = (),
    fix: Fix | None = None,
    **values: object,
) -> Finding:
    """The finding of ``rule`` at ``span``; ``variant`` picks one of the rule's ``messages``; ``values`` fill its placeholders.

    ``related`` are other places of the same document with what stands there. Place, fingerprint and path are the engine's to add.
    """
    template = rule.messages[variant] if variant else rule.message
    document = facts.document
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        message=template.format(**values),
        quote=document.quote(span),
        span=span,
        related=tuple(Related(message, document.quote(other), other) for other, message in related),
        notes=tuple(notes),
        fix=fix,
    )


def unchecked(rule: Rule, reason: str) -> Unchecked:
    """What the rule could not decide on this document, and why."""
    return Unchecked(rule.id, reason)

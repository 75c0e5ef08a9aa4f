"""How a check says what it saw: a rule, a span and the values of the rule's message become a Finding."""

from collections.abc import Iterable, Mapping

from seclint.errors import FaultyRule
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

    ``related`` are other places of the same document with what stands there, each told once. Place, fingerprint and path are the engine's
    to add.
    """
    document = facts.document
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        message=_message(rule, variant, values),
        quote=document.quote(span),
        span=span,
        related=tuple(dict.fromkeys(Related(message, document.quote(other), other) for other, message in related)),
        notes=tuple(notes),
        fix=fix,
    )


def _message(rule: Rule, variant: str, values: Mapping[str, object]) -> str:
    template = rule.messages[variant] if variant else rule.message
    try:
        message = template.format(**values)
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        given = ", ".join(f"{{{name}}}" for name in values) or "no values"
        raise FaultyRule(
            f"{rule.id}: {variant or 'message'}: {{{error.args[0]}}} stands for nothing", f"this check gives {given}"
        ) from None
    first = message.partition(" ")[0]
    return message[:1].upper() + message[1:] if first.isalpha() and first.islower() else message


def unchecked(rule: Rule, reason: str, facts: Facts | None = None) -> Unchecked:
    """What the rule could not decide, and why; ``facts`` say of which document where several are at hand."""
    return Unchecked(rule.id, reason, facts.document.path if facts is not None else "")

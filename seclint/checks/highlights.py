"""highlights: what is still marked in colour."""

from collections.abc import Iterator

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.model import Rule, Span

_SHOWN = 5  # further places that a finding lists


def highlights(facts: Facts, rule: Rule) -> Iterator[Found]:
    """One finding for all highlighted words of the document: they are cleared together."""
    document = facts.document
    places: list[Span] = []
    for span in sorted(mark.span for mark in document.marks if mark.kind == "highlight"):
        if not document.quote(span).strip():
            continue
        if places and not document.text[places[-1].end : span.start].strip(" "):
            places[-1] = Span(places[-1].start, max(places[-1].end, span.end))
        else:
            places.append(span)
    if places:
        first, *others = places
        related = [(other, rule.messages["further"]) for other in others[:_SHOWN]]
        yield found(
            facts,
            rule,
            first,
            related=related,
            count=len(places),
            s="" if len(places) == 1 else "s",
            are="is" if len(places) == 1 else "are",
        )

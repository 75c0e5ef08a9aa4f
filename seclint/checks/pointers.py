"""page-pointer: places in another document that are given by page."""

from collections.abc import Iterator

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.model import Rule, Span
from seclint.patterns import compiled

_PAGE = "page"
_BESIDE = compiled(r"[\s,;(]*(?:which\s+\w+\s+)?(?:(?:on|at|of|in)\s+)*")  # also "Section 5.2, which begins on page 12"
_OWNED = compiled(r"\d\s+(?:of|in)\s")


def page_pointer(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Amendments, and the author's own pointers, that name a page of another document; with one that names a section, if there is any."""
    pages = [reference for reference in facts.mentions.references if reference.kind == _PAGE]
    if not pages:  # most documents have none, and looking for claims takes long
        return
    told = [span for question in facts.answers.questions for span in (*question.lead, *question.views)]
    told += facts.answers.shared_views
    responses = [*(span for question in facts.answers.questions for span in question.response), *facts.answers.shared_response]
    quoted = [quotation.span for quotation in facts.pairing.quotations]
    claimed = {claim.reference: claim.owner for claim in facts.claims}
    others = [claim for claim in facts.claims if claim.target and claim.kind != _PAGE]
    for reference in pages:
        owner = claimed.get(reference.span) or reference.owner
        is_whole = bool(_OWNED.search(facts.document.quote(reference.span))) and not _is_within(reference.span, told)
        own_words = reference.span in claimed or is_whole or _is_within(reference.span, responses)
        if owner in ("", "self") or not own_words or _is_within(reference.span, quoted) or _stands_beside_part(facts, reference.span):
            continue
        sections = [claim for claim in others if claim.owner == owner]
        yield found(
            facts,
            rule,
            reference.span,
            variant="mixed" if sections else "",
            related=[(sections[0].reference, rule.messages["section"])] if sections else (),
            reference=facts.document.quote(reference.span),
            owner=owner,
        )


def _stands_beside_part(facts: Facts, page: Span) -> bool:
    """Whether the page only helps to find a section or annex that is named right before or behind it: "Section 2.3, page 3"."""
    parts = (one.span for one in facts.mentions.references if one.kind != _PAGE)
    gaps = (Span(one.end, page.start) if one.end <= page.start else Span(page.end, one.start) for one in parts if not one.overlaps(page))
    return any(_BESIDE.fullmatch(facts.document.text, gap.start, gap.end) for gap in gaps)


def _is_within(span: Span, others: list[Span]) -> bool:
    return any(span.within(other) for other in others)

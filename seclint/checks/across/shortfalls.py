"""How the two rules about claims that were not kept tell of them: amendment-made where nothing was done, amendment-on-topic otherwise."""

from collections.abc import Iterator

from seclint.checks.across.shown import both_texts, called, difference_in_words, here, named, place_of
from seclint.checks.across.told import shortened, told
from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.facts.alignment import COVER, Alignment
from seclint.facts.amendments import Amendments
from seclint.facts.assertions import Assertion
from seclint.facts.misplaced import Misplaced
from seclint.facts.shortfalls import Shortfall
from seclint.model import Rule, Span


def fallen_short(rule: Rule, amendments: Amendments, alignment: Alignment, shortfall: Shortfall) -> Found:
    """What a claim says, and what the final document has or lacks."""
    if shortfall.way == "off-topic":
        return _beside(rule, amendments, alignment, shortfall)
    conclusions, assertion = amendments.conclusions, shortfall.assertion
    places = [shortfall.other] if shortfall.other is not None else list(_heading(alignment, assertion))
    return told(
        conclusions,
        rule,
        shortfall.span,
        variant=shortfall.way if assertion.scope.is_found else f"{shortfall.way}-anywhere",
        related=[(alignment.new, place, rule.messages["there"]) for place in places],
        target=called(assertion),
        words=shortened(conclusions.document.quote(shortfall.span).strip(" ,;")),
        found=shortened(alignment.new.document.quote(shortfall.other)) if shortfall.other is not None else "",
    )


def put_elsewhere(rule: Rule, conclusions: Facts, alignment: Alignment, misplaced: Misplaced) -> Found:
    """The part that is named, and the change in another one that has the words of what is said of it."""
    facts, span = here(alignment, misplaced.change)
    return told(
        conclusions,
        rule,
        misplaced.part.span,
        variant="misplaced",
        related=[(facts, span, rule.messages["there"])],
        notes=[rule.messages["difference"].format(difference=difference_in_words(misplaced.change))],
        target=named(misplaced.part.kind, misplaced.part.target),
        place=place_of(alignment, misplaced.change),
    )


def _beside(rule: Rule, amendments: Amendments, alignment: Alignment, shortfall: Shortfall) -> Found:
    """A claim none of whose words are among those that changed in its part."""
    change = next(one for one in amendments.scopes.changes_in(shortfall.assertion.scope) if one.is_amendment)
    return told(
        amendments.conclusions,
        rule,
        shortfall.span,
        variant="" if not shortfall.undone else "off-topic",
        related=list(both_texts(alignment, change, rule)),
        notes=[rule.messages["difference"].format(difference=difference_in_words(change))],
        target=called(shortfall.assertion),
    )


def _heading(alignment: Alignment, assertion: Assertion) -> Iterator[Span]:
    index = assertion.scope.section[1]
    if index is not None and index != COVER:
        yield alignment.new.outline.sections[index].heading

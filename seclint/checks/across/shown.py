"""How changes and claims are shown in findings: places, words of both documents, differences."""

from collections.abc import Iterator, Sequence

from seclint.checks.across.told import shortened
from seclint.facts import Facts
from seclint.facts.alignment import COVER, Alignment, Change, Edit, Unit
from seclint.facts.assertions import Assertion
from seclint.model import Rule, Span


def called(assertion: Assertion) -> str:
    """The part that a claim is about, as it is printed: "Section 4.3", "Table 8"."""
    return named(assertion.claim.kind, assertion.claim.target)


def named(kind: str, target: str) -> str:
    """A part as it is printed, by the noun for it and what follows the noun."""
    if target[:1].isalpha() and kind == "section" and " " not in target.strip() and len(target) < 3:
        return f"Section {target}"
    return target if target[:1].isalpha() or not kind else f"{kind.capitalize()} {target}"


def place_of(alignment: Alignment, change: Change) -> str:
    """Where a change stands, in words."""
    facts, span = here(alignment, change)
    place = facts.place(span)
    title = place.heading or ""
    return f"Section {place.section} “{title}”" if place.section and not place.section[:1].isalpha() else place.section or f"“{title}”"


def here(alignment: Alignment, change: Change, edits: Sequence[Edit] = ()) -> tuple[Facts, Span]:
    """The final document's words for a change, or for some edits of it; the draft's where they are gone."""
    facts, units = (alignment.new, change.new) if change.new else (alignment.old, change.old)
    return facts, _narrowed(change, units, edits or change.edits, new=bool(change.new))


def _narrowed(change: Change, units: Sequence[Unit], edits: Sequence[Edit], *, new: bool) -> Span:
    """The changed words of long units, the units otherwise."""
    whole = Span(units[0].span.start, units[-1].span.end)
    spans = [edit.new_span if new else edit.old_span for edit in edits if (edit.new if new else edit.old)]
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans and change.old and change.new else whole


def before(alignment: Alignment, change: Change, rule: Rule, edits: Sequence[Edit] = ()) -> Iterator[tuple[Facts, Span, str]]:
    """The draft's words for what changed, or for some edits of it."""
    if change.old and change.new:
        yield alignment.old, _narrowed(change, change.old, edits or change.edits, new=False), rule.messages["draft"]


def both_texts(alignment: Alignment, change: Change, rule: Rule) -> Iterator[tuple[Facts, Span, str]]:
    """The words of both documents for what changed."""
    for facts, units, name, new in ((alignment.old, change.old, "draft", False), (alignment.new, change.new, "final", True)):
        if units:
            yield facts, _narrowed(change, units, change.edits, new=new), rule.messages[name]


def passages(alignment: Alignment, assertion: Assertion, rule: Rule) -> Iterator[tuple[Facts, Span, str]]:
    """What stands in the claim's part on both sides: the words that have most to do with the claim, the heading where none have."""
    sides = zip((alignment.old, alignment.new), assertion.scope.section, alignment.units, ("draft", "final"), strict=True)
    for facts, index, units, name in sides:
        if index is None or index == COVER:
            continue
        section = facts.outline.sections[index]
        inside = [unit for unit in units if unit.span.within(section.span)]
        near = max(inside, default=None, key=lambda unit: _nearness(alignment, assertion, unit))
        shown = section.heading if near is None or not any(_nearness(alignment, assertion, near)) else near.span
        yield facts, shown, rule.messages[name]


def _nearness(alignment: Alignment, assertion: Assertion, unit: Unit) -> tuple[bool, int]:
    """Whether the unit bears the number that the claim names, and how many of the claim's words it has."""
    clause = assertion.scope.clause
    return bool(clause) and unit.label == clause, len(alignment.words.stems(unit.words) & assertion.terms)


def edit_in_words(edit: Edit) -> str:
    """An edit as [-gone-]{+new+}."""
    old, new = (shortened(" ".join(word.key for word in side)) for side in (edit.old, edit.new))
    return f"[-{old}-]" * bool(old) + f"{{+{new}+}}" * bool(new)


def difference_in_words(change: Change) -> str:
    """The edits of substance of a change."""
    return shortened(", ".join(edit_in_words(edit) for edit in change.edits if edit.nature == "substance"))

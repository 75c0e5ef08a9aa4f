"""amendment-made, -on-topic, -claimed, -of-substance and claim-located: what the conclusions say was changed, and what was."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.across.shown import before, both_texts, called, difference_in_words, edit_in_words, headings, here, place_of
from seclint.checks.across.told import told
from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.facts.alignment import COVER, Alignment, Change, Edit
from seclint.facts.alignment.edits import hard_words
from seclint.facts.alignment.words import plain_words, stem
from seclint.facts.amendments import Assertion, Scope, changes_in
from seclint.facts.dossier import DossierFacts
from seclint.model import Rule, Span

_NAMED = re.compile(r"(?<![\w.])(?:(?:sec)?mp|dp|v)\d+(?:\.\d+)*(?!\w)", re.IGNORECASE)  # a modification or a version
_NO_CHANGE = ("numbering", "version", "date", "moved")


class OffTopic(Struct, frozen=True, forbid_unknown_fields=True):
    """``announced``: how many words a claim must announce that stand nowhere in the new section before it counts as unfulfilled.

    ``alike``: from which likeness (0 to 1) on an item of the claim's list and a new paragraph are the same one.
    """

    announced: int
    alike: float


class Covered(Struct, frozen=True, forbid_unknown_fields=True):
    """``shared``: how many words a change must share with a claim that names no part, to be covered by it."""

    shared: int


def claimed(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every claim to have amended a part that is the same in both documents."""
    alignment, conclusions = dossier.alignment, dossier.get("conclusions")
    if alignment is None or conclusions is None:
        return
    told_of: set[Scope] = set()
    for assertion in dossier.assertions:
        if (
            not assertion.scope.is_found
            or assertion.scope in told_of
            or any(_counts(change) for change in changes_in(alignment, assertion.scope))
        ):
            continue
        if _is_new(assertion.scope):
            continue
        told_of.add(assertion.scope)
        elsewhere = _most_like(alignment, assertion)
        notes = [rule.messages["elsewhere"].format(place=place_of(alignment, elsewhere))] if elsewhere is not None else []
        yield told(
            conclusions,
            rule,
            assertion.claim.reference,
            related=list(headings(alignment, assertion.scope, rule)),
            notes=notes,
            target=called(assertion),
        )


def locatable(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every claim about a part that neither document has, or that names none at all."""
    conclusions, seen = dossier.get("conclusions"), set()
    for assertion in dossier.assertions:
        claim = assertion.claim
        if conclusions is None or assertion.scope.is_found or assertion.everywhere or claim.span in seen:
            continue
        seen.add(claim.span)
        variant = "" if claim.target and claim.kind != "page" else "page" if claim.kind == "page" else "nowhere"
        yield told(conclusions, rule, claim.reference, variant=variant, target=called(assertion))


def off_topic(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every claim about a part that did change, but in other words than the claim's."""
    options: OffTopic = rule.options
    alignment, conclusions = dossier.alignment, dossier.get("conclusions")
    if alignment is None or conclusions is None:
        return
    for assertion in dossier.assertions:
        changes = [change for change in changes_in(alignment, assertion.scope) if _counts(change)] if assertion.scope.is_found else []
        yield from _other_names(rule, conclusions, alignment, assertion, changes)
        yield from _otherwise(rule, conclusions, alignment, assertion, changes, options)
        if not changes or len(assertion.terms) < options.announced or not _misses(alignment, assertion, changes, options):
            continue
        change = changes[0]
        yield told(
            conclusions,
            rule,
            assertion.claim.span,
            related=list(both_texts(alignment, change, rule)),
            notes=[rule.messages["difference"].format(difference=difference_in_words(change))],
            target=called(assertion),
        )


def unclaimed(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every change of substance that nothing in the conclusions speaks of."""
    options: Covered = rule.options
    alignment, conclusions = dossier.alignment, dossier.get("conclusions")
    if alignment is None or conclusions is None:
        return
    located = [(one, {id(change) for change in changes_in(alignment, one.scope)}) for one in dossier.assertions if one.scope.is_found]
    general = [one for one in dossier.assertions if not one.scope.is_found]
    for change in alignment.changes:
        if not change.is_substantive or any(_speaks_of(alignment, one, change, options) for one in general):
            continue
        mine = [one for one, inside in located if id(change) in inside]
        if mine and not _is_stray(alignment, mine, change):
            continue
        facts, span = here(alignment, change)
        yield told(
            facts,
            rule,
            span,
            variant=("added" if not change.old else "removed" if not change.new else "") + ("-within" if mine else ""),
            related=[*before(alignment, change, rule), *((conclusions, one.claim.reference, rule.messages["claim"]) for one in mine[:1])],
            notes=[rule.messages["difference"].format(difference=difference_in_words(change))] if change.old and change.new else [],
            place=place_of(alignment, change),
        )


def clarified(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every number, date, version or negation that changed where all that is claimed is a clarification."""
    alignment, conclusions = dossier.alignment, dossier.get("conclusions")
    if alignment is None or conclusions is None:
        return
    found = [(one, changes_in(alignment, one.scope)) for one in dossier.assertions if one.scope.is_found]
    told_of: set[Span] = set()
    for assertion, changes in found:
        for change in changes:
            others = [one for one, inside in found if change in inside]
            if not change.is_substantive or not all(one.clarifies for one in others) or not (change.old and change.new):
                continue
            edit = next((edit for edit in change.edits if _turns(alignment, edit, others)), None)
            _, span = here(alignment, change)
            if edit is None or span in told_of:
                continue
            told_of.add(span)
            yield told(
                conclusions,
                rule,
                assertion.claim.span,
                related=list(both_texts(alignment, change, rule)),
                notes=[rule.messages["difference"].format(difference=difference_in_words(change))],
                target=called(assertion),
                change=edit_in_words(edit),
            )


def _other_names(rule: Rule, conclusions: Facts, alignment: Alignment, assertion: Assertion, changes: Sequence[Change]) -> Iterator[Found]:
    """A modification or version that the claim announces, where the final document has another one instead."""
    claim, words = assertion.claim, alignment.words
    announced = {match[0].casefold() for match in _NAMED.finditer(conclusions.document.text, claim.reference.end, claim.span.end)}
    lacking = announced - words.stems(_words_in(alignment.new, assertion.scope.section[1]))
    for change in changes:
        came = [word for edit in change.edits for word in edit.new if _NAMED.fullmatch(word.key) and word.key not in assertion.context]
        other = next((word for word in came if any(word.key[0] == name[0] for name in lacking)), None)
        if other is not None and change.old:
            yield told(
                conclusions,
                rule,
                claim.span,
                variant="otherwise",
                related=[(alignment.new, other.span, rule.messages["final"])],
                target=called(assertion),
            )
            return


def _otherwise(
    rule: Rule, conclusions: Facts, alignment: Alignment, assertion: Assertion, changes: Sequence[Change], options: OffTopic
) -> Iterator[Found]:
    """The items of a claim's list that the final document has with another number, date, version or obligation."""
    from rapidfuzz import fuzz

    units = [unit for change in changes for unit in change.new]
    said = {unit.key for unit in units}
    for item in assertion.items:
        words = list(plain_words(conclusions.document.text, item.start, item.end))
        key = " ".join(word.key for word in words)
        near = max(units, key=lambda unit: fuzz.ratio(unit.key, key), default=None)
        if near is None or key in said or fuzz.ratio(near.key, key) < options.alike * 100:
            continue
        mine, theirs = (
            {word.key for word in side if word.key in alignment.words.hard or word.key.isdigit()} for side in (words, near.words)
        )
        if mine ^ theirs:
            yield told(
                conclusions,
                rule,
                item,
                variant="otherwise",
                related=[(alignment.new, near.span, rule.messages["final"])],
                target=called(assertion),
            )


def _counts(change: Change) -> bool:
    """Whether a reader would call it a change: not what follows from a new number, version or place."""
    return change.nature not in _NO_CHANGE


def _is_new(scope: Scope) -> bool:
    """Whether the part is there on one side only: added, or taken out."""
    return scope.page is None and None in scope.section and scope.section != (None, None)


def _misses(alignment: Alignment, assertion: Assertion, changes: Sequence[Change], options: OffTopic) -> bool:
    """Whether no word of the claim is among the changed ones, and what it announces as new does not stand in the new part."""
    words = alignment.words
    changed = {stem(word.key) for change in changes for edit in change.edits for word in (*edit.old, *edit.new)}
    if changed & assertion.terms:
        return False
    old, new = _words_in(alignment.old, assertion.scope.section[0]), _words_in(alignment.new, assertion.scope.section[1])
    announced = assertion.terms - words.stems(old)
    present = words.stems(new)
    figures = {term for term in announced if any(character.isdigit() for character in term)}
    if figures or len(announced) >= options.announced:
        return not (figures or announced) & present
    around = words.stems(" ".join(_text(alignment, change) for change in changes))
    return not assertion.terms & around


def _words_in(facts: Facts, section: int | None) -> str:
    if section is None or section == COVER:
        return ""
    return facts.document.quote(facts.outline.sections[section].span)


def _speaks_of(alignment: Alignment, assertion: Assertion, change: Change, options: Covered) -> bool:
    """Whether a claim that names no part is about the change."""
    if assertion.everywhere:
        return not any(edit.is_hard(alignment.words) for edit in change.edits)
    said = alignment.words.stems(_text(alignment, change)) & assertion.terms
    return bool(alignment.words.stems(_edited(change)) & assertion.terms) and len(said) >= options.shared


def _is_stray(alignment: Alignment, assertions: Sequence[Assertion], change: Change) -> bool:
    """Whether a change in a part that claims are about has nothing to do with any of them, although another change there has."""
    changed = alignment.words.stems(_edited(change))
    hard = {word for edit in change.edits for word in hard_words(edit.old, alignment.words) ^ hard_words(edit.new, alignment.words)}
    said = {term for one in assertions for term in one.context}
    if not (changed | hard) or changed & said or {stem(word) for word in hard} & said:
        return False
    if any(one.claim.kind in ("page", "") or one.everywhere for one in assertions):
        return False
    return any(
        other is not change and alignment.words.stems(_edited(other)) & said
        for one in assertions
        for other in changes_in(alignment, one.scope)
        if other.is_substantive
    )


def _turns(alignment: Alignment, edit: Edit, assertions: Sequence[Assertion]) -> bool:
    """Whether the edit replaces or takes away a number, date, version or negation, or adds one that no claim mentions."""
    if edit.nature != "substance":
        return False
    mine, theirs = hard_words(edit.old, alignment.words), hard_words(edit.new, alignment.words)
    if mine == theirs or not (mine or len(edit.new) <= 3):
        return False
    said = {term for one in assertions for term in one.context}
    small = set(alignment.words.binding)
    fresh = {word for word in theirs - mine if stem(word) not in said or word in small}
    gone = mine - theirs
    # A whole clause may well bring or lose an "and"; single words of the kind that bind are another matter.
    if len(edit.old) > 6 or len(edit.new) > 6:
        fresh, gone = fresh - small, gone - small
    return bool(fresh or (gone and not theirs - mine)) or bool(gone and fresh)


def _most_like(alignment: Alignment, assertion: Assertion) -> Change | None:
    """The change elsewhere that the claim seems to mean."""
    scored = [
        (len(alignment.words.stems(_edited(change)) & assertion.terms), -index, change)
        for index, change in enumerate(alignment.changes)
        if change.is_substantive
    ]
    best = max(scored, default=None, key=lambda one: one[:2])
    return best[2] if best is not None and best[0] >= 3 else None


def _edited(change: Change) -> str:
    return " ".join(word.key for edit in change.edits for word in (*edit.old, *edit.new))


def _text(alignment: Alignment, change: Change) -> str:
    return " ".join(
        facts.document.quote(unit.span) for facts, units in ((alignment.old, change.old), (alignment.new, change.new)) for unit in units
    )

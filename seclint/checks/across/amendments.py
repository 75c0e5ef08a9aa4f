"""amendment-made, claim-located: amendments that the conclusions claim, looked for in what did change."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.across.shortfalls import fallen_short, put_elsewhere
from seclint.checks.across.shown import called, passages, place_of
from seclint.checks.across.told import shortened, told
from seclint.checks.found import Found, unchecked
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Change
from seclint.facts.alignment.words import Word
from seclint.facts.amendments import Amendments
from seclint.facts.assertions import Assertion, edited_words
from seclint.facts.dossier import DossierFacts
from seclint.facts.letters import GAPS
from seclint.facts.scopes import Scope, bare_label, is_new, words_in
from seclint.facts.shortfalls import leads_to
from seclint.model import Rule, Span
from seclint.patterns import compiled

_NAME = compiled(r"(?<=\w )[A-Z][\w-]+")
_MARKS = 2  # numbers and names by which a claim that names no part is known again
_ALIKE = 3  # words that a change elsewhere shares with a claim that it seems to fulfil


class Announced(Struct, frozen=True, forbid_unknown_fields=True):
    """``least``: how many words on its subject a claim that names no part must have before it is looked for in the changes."""

    least: int


def claimed(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every claim to have amended a part that is the same in both documents, to have added one that is not there, or of no trace at all."""
    alignment, conclusions, amendments = dossier.alignment, dossier.get("conclusions"), dossier.amendments
    if alignment is None or conclusions is None or amendments is None:
        return
    told_of, unkept = set[Scope](), set[Span]()
    for assertion in amendments.assertions:
        if not assertion.scope.is_found:
            yield from _without_trace(rule, conclusions, alignment, assertion)
        elif (broken := next(_other_words(rule, conclusions, alignment, amendments, assertion), None)) is not None:
            unkept.add(assertion.claim.span)
            yield broken
        elif assertion.scope not in told_of and not (_is_record(amendments, assertion) or _is_fulfilled(alignment, amendments, assertion)):
            told_of.add(assertion.scope)
            unkept.add(assertion.claim.span)
            yield _unchanged(rule, conclusions, alignment, assertion)
    for sentence, words in amendments.taken_out:
        stands = alignment.new.letters.find(conclusions.document.quote(words))
        if stands and not any(sentence.overlaps(span) for span in unkept):
            related = [(alignment.new, stands[0], rule.messages["there"])]
            yield told(conclusions, rule, sentence, variant="still-quoted", related=related)
    yield from (fallen_short(rule, amendments, alignment, one) for one in dossier.shortfalls if one.undone)
    for one in amendments.misplaced:
        changed = any(change.is_amendment for change in amendments.changes_of(one))
        if not changed and not any(one.said.overlaps(span) for span in unkept):
            yield put_elsewhere(rule, conclusions, alignment, one)


def locatable(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every claim about a part that neither document has, or that names none at all and leads to no change by its words."""
    conclusions, alignment, seen = dossier.get("conclusions"), dossier.alignment, set()
    for assertion in dossier.assertions:
        claim = assertion.claim
        if conclusions is None or alignment is None or assertion.scope.is_found or assertion.everywhere or claim.span in seen:
            continue
        seen.add(claim.span)
        if claim.kind == "page" and any(one.claim.span == claim.span and one.claim.kind != "page" for one in dossier.assertions):
            continue
        if claim.adds or (not claim.target and assertion.terms):
            continue
        variant = "" if claim.target and claim.kind != "page" else "page" if claim.kind == "page" else "nowhere"
        yield told(conclusions, rule, claim.reference, variant=variant, target=called(assertion))


def _is_record(amendments: Amendments, assertion: Assertion) -> bool:
    """Whether a claim is about the record of versions, which has a new row with every version."""
    changes = amendments.scopes.changes_in(assertion.scope)
    return any(change.nature == "version" and change.new and change.new[0].row >= 0 for change in changes)


def _is_fulfilled(alignment: Alignment, amendments: Amendments, assertion: Assertion) -> bool:
    """Whether the claim's part is new or gone, and that by more than a move, or something changed in it."""
    if not is_new(assertion.scope):
        return _is_changed(alignment, amendments, assertion)
    changes = amendments.scopes.changes_in(assertion.scope)
    gone = assertion.scope.section[1] is None and assertion.claim.verb in amendments.conclusions.profile.claims.removing
    return assertion.claim.adds or assertion.moves or gone or not changes or any(change.nature != "moved" for change in changes)


def _is_changed(alignment: Alignment, amendments: Amendments, assertion: Assertion) -> bool:
    """Whether something changed in the claim's part; a new title, meaning, place or reference only when the claim speaks of it."""
    words = alignment.words
    names = not assertion.terms - amendments.speech.verbs - words.stems_of(words.namings)
    points = not assertion.keys.isdisjoint(words.pointing_words)
    for change in amendments.scopes.changes_in(assertion.scope):
        told = change.headed or change.nature in ("definition", "version", "date")
        told = told and bool(names or words.stems(edited_words(change)) & assertion.terms)
        if told or change.is_amendment or (points and change.nature == "numbering"):
            return True
        if change.moved and (assertion.moves or words.stems(_moved_words(change)) & (assertion.terms - amendments.speech.verbs)):
            return True
    return assertion.moves and _is_relabelled(alignment, assertion.scope)


def _moved_words(change: Change) -> Iterator[Word]:
    """The words of what went to another place: sentences, or whole paragraphs."""
    carried = [word for edit in change.edits if edit.nature == "moved" for word in (*edit.old, *edit.new)]
    yield from carried or (word for unit in (*change.old, *change.new) for word in unit.words)


def _is_relabelled(alignment: Alignment, scope: Scope) -> bool:
    """Whether a part bears another number than in the draft, or its number belongs to another paragraph by now."""
    if scope.clause:
        before, after = ({unit.key for unit in side if bare_label(unit.label) == scope.clause} for side in alignment.units)
        return before != after
    old, new = scope.section
    return alignment.label(old, new=False) != alignment.label(new, new=True)


def _other_words(rule: Rule, conclusions: Facts, alignment: Alignment, amendments: Amendments, assertion: Assertion) -> Iterator[Found]:
    """Words that a claim quotes as new and that the final document lacks, or as gone and that stand in the part as before."""
    options: Announced = rule.options
    for words, new in amendments.quoted(assertion):
        parts = [part for part in GAPS.split(conclusions.document.quote(words)) if part]
        if len(" ".join(parts).split()) < options.least:
            continue
        part = words_in(alignment.new, assertion.scope.section[1])
        stands = [span for span in alignment.new.letters.find(parts[0]) if new or span.within(part)] if parts else []
        if new and not alignment.new.letters.holds(parts):
            yield told(conclusions, rule, words, variant="not-said", target=called(assertion))
        elif new and len(parts) == 1 and _are_old(alignment, parts[0], stands):
            related = [(alignment.new, stands[0], rule.messages["there"])]
            yield told(conclusions, rule, words, variant="not-new", related=related, target=called(assertion))
        elif not new and stands and alignment.new.letters.holds(parts):
            related = [(alignment.new, stands[0], rule.messages["there"])]
            yield told(conclusions, rule, words, variant="still-said", related=related, target=called(assertion))


def _are_old(alignment: Alignment, words: str, stands: Sequence[Span]) -> bool:
    """Whether words stand in the final document only where the draft has them, too: nothing was changed there."""
    if len(alignment.old.letters.find(words)) < len(stands):
        return False
    touched = [unit.span for change in alignment.changes if change.moved or not change.old for unit in change.new]
    touched += [edit.new_span for change in alignment.changes for edit in change.edits]
    return not any(span.start <= one.end and one.start <= span.end for span in stands for one in touched)


def _unchanged(rule: Rule, conclusions: Facts, alignment: Alignment, assertion: Assertion) -> Found:
    elsewhere = _most_like(alignment, assertion)
    notes = [rule.messages["elsewhere"].format(place=place_of(alignment, elsewhere))] if elsewhere is not None else []
    return told(
        conclusions,
        rule,
        assertion.claim.reference,
        related=list(passages(alignment, assertion, rule)),
        notes=notes,
        target=called(assertion),
    )


def _without_trace(rule: Rule, conclusions: Facts, alignment: Alignment, assertion: Assertion) -> Iterator[Found]:
    """A new part that the final document does not have, or a claim about the whole document that no change has to do with."""
    options: Announced = rule.options
    claim = assertion.claim
    if claim.target and claim.adds:
        yield told(conclusions, rule, claim.reference, variant="not-there", target=called(assertion))
    elif (
        not (claim.target or assertion.everywhere or not (assertion.firm and assertion.clear))
        and len(assertion.terms) >= options.least
        and not leads_to(alignment, assertion)
    ):
        if _is_distinct(conclusions, alignment, assertion):
            yield told(conclusions, rule, claim.span, variant="nowhere")
        else:
            words = shortened(conclusions.document.quote(claim.span))
            yield unchecked(rule, rule.messages["untold"].format(words=words, place=where(conclusions, claim.span)), conclusions)


def _is_distinct(conclusions: Facts, alignment: Alignment, assertion: Assertion) -> bool:
    """Whether the claim has several numbers or names and no change one of them: of other words, a document may use others for the same."""
    said = " ".join(map(conclusions.document.quote, assertion.words or (assertion.claim.span,)))
    names = alignment.words.stems_of(match[0].casefold() for match in _NAME.finditer(said))
    marks = {term for term in assertion.terms if term in names or (term[:1].isdigit() and "." not in term)}
    edited = {stem for change in alignment.changes for stem in alignment.words.stems(edited_words(change))}
    return len(marks) >= _MARKS and marks.isdisjoint(edited)


def _most_like(alignment: Alignment, assertion: Assertion) -> Change | None:
    """The change elsewhere that the claim seems to mean."""
    scored = [
        (len(alignment.words.stems(edited_words(change)) & assertion.terms), -index, change)
        for index, change in enumerate(alignment.changes)
        if change.is_substantive
    ]
    best = max(scored, default=None, key=lambda one: one[:2])
    return best[2] if best is not None and best[0] >= _ALIKE else None

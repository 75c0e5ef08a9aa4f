"""amendment-on-topic, amendment-of-substance: claims about parts that did change, held against how they changed."""

from collections.abc import Iterator, Sequence
from itertools import chain

from seclint.checks.across.shortfalls import fallen_short, put_elsewhere
from seclint.checks.across.shown import both_texts, called, difference_in_words, edit_in_words, here
from seclint.checks.across.told import told
from seclint.checks.found import Found
from seclint.facts.alignment import Alignment, Change, Edit
from seclint.facts.alignment.edits import strict_words
from seclint.facts.assertions import Assertion
from seclint.facts.dossier import DossierFacts
from seclint.facts.untold import Untold
from seclint.model import Rule, Span

_CLAUSE = 6  # words from which on an edit is a rewritten clause, in which small words come and go
_SMALL = 3  # words of an addition that only names a number or an obligation


def off_topic(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every claim about a part that did change, but in other words or to another number than the claim's."""
    alignment, amendments = dossier.alignment, dossier.amendments
    if alignment is None or amendments is None:
        return
    for shortfall in dossier.shortfalls:
        if not shortfall.undone:
            yield fallen_short(rule, amendments, alignment, shortfall)
    told_of = [shortfall.assertion.claim.span for shortfall in dossier.shortfalls]
    for one in amendments.misplaced:
        said_before = any(one.said.overlaps(span) for span in told_of)
        if not said_before and any(change.is_amendment for change in amendments.changes_of(one)):
            yield put_elsewhere(rule, amendments.conclusions, alignment, one)


def clarified(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every number, date, version or negation that changed where all that is claimed is a clarification."""
    alignment, conclusions, amendments, untold = dossier.alignment, dossier.get("conclusions"), dossier.amendments, dossier.untold
    if alignment is None or conclusions is None or amendments is None or untold is None:
        return
    found = [(one, amendments.scopes.changes_in(one.scope)) for one in amendments.assertions if one.scope.is_found]
    told_of: set[Span] = set()
    for assertion, changes in ((one, inside) for one, inside in found if one.clarifies):
        for change in changes:
            edit = beyond_clarity(alignment, untold, change, [one for one, inside in found if change in inside])
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


def beyond_clarity(alignment: Alignment, untold: Untold, change: Change, assertions: Sequence[Assertion]) -> Edit | None:
    """The first edit of a change that is more than the clarification that the claims about its part speak of."""
    return next(chain(_unclarified(alignment, change, assertions), _untold(untold, change, assertions)), None)


def _unclarified(alignment: Alignment, change: Change, assertions: Sequence[Assertion]) -> Iterator[Edit]:
    """The edits that change what is required where clarifications are claimed.

    Beside claims of other kinds, only those count that turn a word into its contrary, or bring a "no", and of which none of them speaks.
    """
    others = [one for one in assertions if not one.clarifies]
    for edit in change.edits if change.is_substantive and change.old and change.new else ():
        if _turns(alignment, change, edit, assertions) and all(_is_denied(alignment, edit, one) for one in others):
            yield edit


def _is_denied_again(alignment: Alignment, change: Change, edit: Edit) -> bool:
    """Whether the sentence of an edit lost as many words that deny as it got: "A and B are not ...", "None of the two is ..."."""
    sentence = alignment.new.sentence(Span(max(0, edit.new_span.end - 1), edit.new_span.end))
    inside = [one for one in change.edits if one.new_span.within(sentence)]
    negations = alignment.words.negations
    gone, come = (sum(word.key in negations for one in inside for word in (one.new if new else one.old)) for new in (False, True))
    return 0 < gone == come


def _untold(untold: Untold, change: Change, assertions: Sequence[Assertion]) -> Iterator[Edit]:
    """The edits that no sentence tells of, where nothing but clarifications is claimed."""
    if all(one.clarifies for one in assertions):
        yield from (one.edit for one in untold.of(change) if one.kind != "gone")


def _is_denied(alignment: Alignment, edit: Edit, other: Assertion) -> bool:
    """Whether an edit says the contrary of what was there, and a claim says no word of that."""
    words = alignment.words
    negations = (strict_words(edit.old, words) ^ strict_words(edit.new, words)) & set(words.negations)
    contraries = {word.key for word in edit.new} if edit.turns(words) else set[str]()
    return bool(negations | contraries) and not (negations | contraries) & other.keys


def _turns(alignment: Alignment, change: Change, edit: Edit, assertions: Sequence[Assertion]) -> bool:
    """Whether the edit replaces or takes away a number, date, version or negation, or adds one that no claim mentions."""
    if edit.nature != "substance":
        return False
    words = alignment.words
    if edit.turns(words):
        return True
    mine, theirs = (strict_words(side, words) for side in (edit.old, edit.new))
    if _is_denied_again(alignment, change, edit):
        mine, theirs = (side - set(words.negations) for side in (mine, theirs))
    denies = len(edit.new) <= _CLAUSE and bool((theirs - mine) & set(words.negations))
    if mine == theirs or not (mine or denies or len(edit.new) <= _SMALL):
        return False
    said = {term for one in assertions for term in one.context}
    small = set(words.binding)
    fresh = {word for word in theirs - mine if words.stem(word) not in said or word in small}
    if words.stems_of(words.bounds) & said:  # "Ten days is the minimum" says "at least ten days"
        fresh -= set(words.bounds)
    gone = mine - theirs
    # A whole clause may well bring or lose a "not"; single words of the kind that bind are another matter.
    if len(edit.old) > _CLAUSE or len(edit.new) > _CLAUSE:
        fresh, gone = ({word for word in side - small if words.stem(word)[:1].isdigit()} for side in (fresh, gone))
    return bool(fresh or (gone and not theirs - mine))

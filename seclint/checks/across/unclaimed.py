"""amendment-claimed: changes of substance between draft and final document that nothing in the conclusions speaks of."""

from collections.abc import Iterator

from seclint.checks.across.shown import before, difference_in_words, edit_in_words, here, place_of
from seclint.checks.across.told import told
from seclint.checks.across.topics import beyond_clarity
from seclint.checks.found import Found, unchecked
from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Change, Edit
from seclint.facts.coverage import Cover, Coverage, Sharing
from seclint.facts.dossier import DossierFacts
from seclint.facts.untold import Untold
from seclint.model import Rule, Span


def unclaimed(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every change of substance that nothing in the conclusions speaks of; unchecked where that would be most of them."""
    sharing: Sharing = rule.options
    alignment, conclusions, amendments, untold = dossier.alignment, dossier.get("conclusions"), dossier.amendments, dossier.untold
    if alignment is None or conclusions is None or amendments is None or untold is None:
        return
    coverage = Coverage(amendments, alignment, sharing)
    silent: list[Found] = []
    for change in alignment.changes:
        yield from (_stale(rule, alignment, change, edit) for edit in change.edits if edit.nature == "stale")
        if not change.is_substantive:
            continue
        cover = coverage.of(change)
        kept = list(coverage.kept(change, cover))
        yield from (_kept(rule, (conclusions, alignment), change, edit, one.sentence) for edit, one in kept)
        if kept:
            continue
        if not cover:
            silent += [] if untold.tells_all(change) else [_silent(rule, alignment, change)]
        elif not coverage.is_quoted(change) and (stray := list(_strays(coverage, cover, change, untold, alignment))):
            found = _stray(rule, (conclusions, alignment), change, cover, stray)
            if cover.located:
                yield found
            else:
                silent.append(found)
    total = sum(change.is_substantive for change in alignment.changes)
    if len(silent) > max(sharing.most, total / 2):
        yield unchecked(rule, rule.messages["unchecked"].format(all=total, silent=len(silent)), conclusions)
    else:
        yield from silent


def _strays(coverage: Coverage, cover: Cover, change: Change, untold: Untold, alignment: Alignment) -> Iterator[Edit]:
    """The edits that nothing of the cover speaks of; where a clarification is claimed, clarification-changes-substance tells of one."""
    clarified = bool(cover.located) and all(one.clarifies for one in cover.located)
    told_of = beyond_clarity(alignment, untold, change, cover.located) if clarified else None
    plain = [one.edit for one in untold.of(change) if one.edit is not told_of]
    yield from (edit for edit in plain if not coverage.is_promised(edit, change, cover))
    if not clarified:
        yield from (edit for edit in coverage.strays(change, cover) if edit not in plain)


def _stale(rule: Rule, alignment: Alignment, change: Change, edit: Edit) -> Found:
    """A reference that was not renumbered with what it refers to."""
    old = [(alignment.old, edit.old_span, rule.messages["draft"])]
    reference = alignment.new.document.quote(edit.new_span)
    return told(alignment.new, rule, edit.new_span, variant="stale", related=old, place=place_of(alignment, change), reference=reference)


def _kept(rule: Rule, documents: tuple[Facts, Alignment], change: Change, edit: Edit, sentence: Span) -> Found:
    """A number that changed although a response says that it was left as it was."""
    conclusions, alignment = documents
    facts, span = here(alignment, change, [edit])
    said = (conclusions, sentence, rule.messages["keeps"])
    related = [*before(alignment, change, rule, [edit]), said]
    difference = rule.messages["difference"].format(difference=edit_in_words(edit))
    return told(facts, rule, span, variant="kept", related=related, notes=[difference], place=place_of(alignment, change))


def _silent(rule: Rule, alignment: Alignment, change: Change) -> Found:
    facts, span = here(alignment, change)
    return told(
        facts,
        rule,
        span,
        variant=_way(change),
        related=list(before(alignment, change, rule)),
        notes=[rule.messages["difference"].format(difference=difference_in_words(change))] if change.old and change.new else [],
        place=place_of(alignment, change),
    )


def _stray(rule: Rule, documents: tuple[Facts, Alignment], change: Change, cover: Cover, stray: list[Edit]) -> Found:
    """A change beside those that the response about the part speaks of."""
    conclusions, alignment = documents
    facts, span = here(alignment, change, stray)
    claim = [one.claim.reference for one in cover.located[:1]] or [one.span for one in cover.statements[:1]]
    return told(
        facts,
        rule,
        span,
        variant=f"{_way(change)}-within",
        related=[*before(alignment, change, rule, stray), *((conclusions, one, rule.messages["claim"]) for one in claim)],
        notes=[rule.messages["difference"].format(difference=", ".join(map(edit_in_words, stray)))] if change.old and change.new else [],
        place=place_of(alignment, change),
    )


def _way(change: Change) -> str:
    return "added" if not change.old else "removed" if not change.new else ""

"""approval, basis, decision: what conclusions say of the decision that was taken."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.required import is_due
from seclint.facts import Facts
from seclint.facts.approvals import Approval
from seclint.facts.events import Event
from seclint.facts.outline import Section
from seclint.facts.wording import any_of, listed, phrases
from seclint.model import Rule, Span
from seclint.recognise import Reference

_SECTION = "decision"  # the section of the profile that tells of the decision
_PROSE = ("paragraph", "item", "cell")
_SHOWN = 3  # references that a finding shows
_ALL = 3  # clauses
_VERDICT = 3  # words of a cell


class ApprovalForms(Struct, frozen=True, forbid_unknown_fields=True):
    """``owners``: whose clauses an approval may rest on; regular expressions.

    ``same_day``: of what takes up a date given before; ``held``: of a meeting, on whose day the next paragraph goes on.
    ``under``: of what makes any part behind it what the approval rests on, and
    ``authority``: what it rests on where no part is named.
    """

    owners: tuple[str, ...]
    same_day: tuple[str, ...]
    held: tuple[str, ...]
    under: tuple[str, ...]
    authority: tuple[str, ...]


def approval(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The first approval of the section on the decision (of the document, where it has none), if body, date or clause is nowhere there.

    Of several such sections, that which says most counts.
    """
    told = _approvals(facts)
    windows = [section.span for section in _sections(facts) if any(one.words.within(section.span) for one in told)]
    regions = windows or [Span(0, len(facts.document.text))] if told else []
    lacking = [(_missing(facts, rule, told, region), region) for region in regions]
    missing, region = min(lacking, key=lambda one: len(one[0]), default=([], Span(0, 0)))
    if missing:
        first = next(one.words for one in told if one.words.within(region))
        yield found(facts, rule, first, missing=listed(missing))


def _missing(facts: Facts, rule: Rule, told: list[Approval], region: Span) -> list[str]:
    """What no approval of the region comes with: body, date, clause."""
    inside = [one for one in told if one.words.within(region)]
    checks = {"body": _has_body, "date": _has_date, "clause": _has_clause}
    return [rule.messages[name] for name, is_there in checks.items() if not is_there(facts, rule, inside, region)]


def _approvals(facts: Facts) -> list[Approval]:
    views = [span for question in facts.answers.questions for span in (*question.lead, *question.views)]
    return [one for one in facts.approvals if not any(one.words.within(span) for span in views)]


def _sections(facts: Facts) -> Iterator[Section]:
    wanted = facts.profile.section.get(_SECTION)
    for section in facts.outline.sections:
        if wanted is not None and phrases(wanted.aliases).search(section.title):
            yield section


def _has_body(facts: Facts, _: Rule, approvals: list[Approval], region: Span) -> bool:
    text = facts.document.text
    named = (facts.bodies.named(match[0]) for match in facts.bodies.pattern.finditer(text, region.start, region.end))
    return any(one.body for one in approvals) or any(body is not None and not body.author for body in named)


def _has_date(facts: Facts, rule: Rule, approvals: list[Approval], region: Span) -> bool:
    """Whether the approval is dated anywhere, a meeting of the body is right before it, or a date of its section is no other event's."""
    options: ApprovalForms = rule.options
    if any(event.event == "approved" and not event.about for event in facts.events):
        return True
    if any(event.meets and _is_beside(facts, any_of(options.held), event, one) for event in facts.events for one in approvals):
        return True
    dates = [date.span for date in facts.dates_in(region)]
    taken = [event.date.span for event in facts.events if event.event != "approved"]
    free = [span for span in dates if span not in taken]
    again = any(any_of(options.same_day).search(facts.document.quote(one.sentence)) for one in approvals)
    return bool(free) or (again and bool(dates)) or any(span.within(one.sentence) for span in dates for one in approvals)


def _is_beside(facts: Facts, held: re.Pattern[str], event: Event, approval: Approval) -> bool:
    """Whether the paragraph of an approval dates what was put to the body, or the one before it speaks of the dated meeting of the body."""
    if not event.body or approval.body not in ("", event.body) or event.span.start > approval.words.start:
        return False
    here, there = (facts.document.block_index(span.start) for span in (approval.words, event.span))
    return there == here or (there == here - 1 and held.search(facts.document.quote(facts.sentence(event.span))) is not None)


def _has_clause(facts: Facts, rule: Rule, approvals: list[Approval], region: Span) -> bool:
    options: ApprovalForms = rule.options
    if any(any_of(options.authority).search(facts.document.text, one.sentence.start, one.sentence.end) for one in approvals):
        return True
    under, text = any_of(options.under), facts.document.text
    cited = [reference for reference in facts.mentions.references if reference.span.within(region)]
    return any(
        one.owner in options.owners or (facts.ownership.named(one) and under.search(text[region.start : one.span.start])) for one in cited
    )


class Basis(Struct, frozen=True, forbid_unknown_fields=True):
    """``owners``: whose clauses a decision may rest on; ``kinds``: the nouns of the references that count.

    ``speaks``: of a sentence that speaks of the approval, taken or to come (regular expressions). ``approving``: clauses of the Code that
    are known to be about the approval, so that they need not be set out.
    """

    owners: tuple[str, ...]
    kinds: tuple[str, ...]
    speaks: tuple[str, ...]
    approving: tuple[str, ...] = ()


def basis(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Clauses that an approval rests on and that the document does not set out, where it sets out others of the same owner.

    A single clause before may be the duty alone, and the approval another part of it (D10.18, D10.20): a list or range is the basis.
    """
    options: Basis = rule.options
    told = {one.sentence for one in _approvals(facts)}
    besides = [span for question in facts.answers.questions for span in (*question.lead, *question.views, *question.response)]
    cited = [
        (one, facts.sentence(one.span))
        for one in facts.mentions.references
        if one.owner in options.owners and one.kind in options.kinds and one.clauses and not any(one.span.within(span) for span in besides)
    ]
    for reference, sentence in cited:
        is_fact = sentence in told
        if not is_fact and not any_of(options.speaks).search(facts.document.quote(sentence)):
            continue
        before = [
            one
            for one, other in cited
            if one is not reference and (_is_range(one) or (is_fact and one.span < reference.span and other not in told))
        ]
        stated = {clause for one in before for clause in one.clauses if is_fact or clause[0] == reference.clauses[0][0]}
        outside = [clause for clause in reference.clauses if clause not in options.approving and _is_outside(clause, stated)]
        if stated and outside:
            yield found(
                facts,
                rule,
                reference.span,
                related=[(one.span, rule.messages["stated"]) for one in before[:_SHOWN]],
                clauses=listed(outside),
                basis=listed([facts.document.quote(one.span) for one in before[:_SHOWN]]),
            )


def _is_range(reference: Reference) -> bool:
    """Whether it names so many clauses that they are all that is to be heeded, whatever else its sentence says."""
    return len(reference.clauses) >= _ALL and not reference.order


def _is_outside(clause: str, stated: set[str]) -> bool:
    """Whether the clause is of another Section than all those stated, or not among several that are stated of its Section."""
    if any(_covers(one, clause) or _covers(clause, one) for one in stated):
        return False
    alike = [one for one in stated if one.partition(".")[0] == clause.partition(".")[0]]
    return len(alike) != 1


def _covers(whole: str, part: str) -> bool:
    """Whether a clause is the other one or holds it: D10 holds D10.18, D10.18 holds D10.18(a), D holds all of them."""
    return (
        part == whole
        or part.startswith((f"{whole}.", f"{whole}("))
        or (whole.isalpha() and part.rstrip("0123456789.()abcdefghij") == whole)
    )


class DecisionForms(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions. ``decides``: of a sentence that tells of a decision; ``now``: of one that does so in the section on it.

    ``unless``: of what in the sentence makes it a plan.
    """

    decides: tuple[str, ...]
    unless: tuple[str, ...]
    now: tuple[str, ...] = ()


def decision(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Documents that need a decision in which no sentence outside of the respondents' views and the responses tells of one."""
    options: DecisionForms = rule.options
    decides, inside, unless = any_of(options.decides), any_of((*options.decides, *options.now)), any_of(options.unless)
    section = facts.profile.section.get(_SECTION)
    if section is not None and not is_due(facts, section):
        return
    own = [section.span for section in _sections(facts)]
    besides = [span for question in facts.answers.questions for span in (*question.lead, *question.views, *question.response)]
    besides += [attachment.span for attachment in facts.attachments]
    for sentence in facts.sentences:
        words = facts.document.quote(sentence)
        is_own = any(sentence.within(span) for span in own)
        block = facts.document.block_at(sentence.start)
        if block.kind not in _PROSE or any(sentence.overlaps(span) for span in besides):
            continue
        if block.kind == "cell" and not is_own and len(words.split()) <= _VERDICT:
            continue  # "Accepted" is what became of a comment
        forms = inside if is_own else decides
        if (match := forms.search(words)) and not unless.search(words, 0, match.end()):
            return
    heading = next((section.heading for section in _sections(facts)), None)
    cover = facts.front.title_span or next((block.span for block in facts.document.blocks if block.span.start < block.span.end), Span(0, 0))
    yield found(facts, rule, heading or cover)

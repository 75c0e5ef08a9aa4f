"""number-slip: one respondent who turns into several, and the other way round."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.places import stands_around
from seclint.facts import Facts
from seclint.facts.counts import number_pattern
from seclint.facts.wording import any_of
from seclint.model import Fix, Rule, Span

_PROSE = ("paragraph", "item", "cell")


class NumberSlip(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions; ``{number}`` stands for a number above one.

    ``one`` introduces a single person, ``several`` more of them: a paragraph that does both can mean either. ``many`` and ``single``
    refer back to several and to one; around them ``unless`` ("@" marks the place) tells that somebody else is meant.
    ``cues`` are words of which one stands in whatever refers back.
    ``singled`` is what, between several and a single one, picks one of them out.
    """

    cues: tuple[str, ...]
    one: tuple[str, ...]
    several: tuple[str, ...]
    many: tuple[str, ...]
    single: tuple[str, ...]
    unless: tuple[str, ...]
    singled: tuple[str, ...]


def number_slip(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every paragraph that introduces one respondent and goes on about "the respondents", or the reverse."""
    options: NumberSlip = rule.options
    number = number_pattern({word: value for word, value in facts.profile.numbers.items() if value > 1})
    one, several = any_of(options.one, number), any_of(options.several, number)
    many, single = any_of(options.many), any_of(options.single)
    for block in _referring_back(facts, options):
        first = next(_matches(facts, one, block), None)
        group = next(_matches(facts, several, block), None)
        meant = (other for other in _matches(facts, several, block) if first is None or not _are_others(facts, options, other, first))
        if first is not None and next(meant, None) is None:
            yield from _slip(
                facts, rule, "", first, many, Span(first.end, block.end if group is None else _behind(facts, first, block.end))
            )
        elif group is not None and first is None:
            yield from _slip(facts, rule, "several", group, single, Span(group.end, block.end))


def _referring_back(facts: Facts, options: NumberSlip) -> Iterator[Span]:
    """The paragraphs in which something refers back; what it refers to takes long to find."""
    back = any_of((*options.many, *options.single))
    for block in facts.blocks_with(options.cues):
        if facts.document.block_at(block.start).kind in _PROSE and back.search(facts.document.text, block.start, block.end):
            yield block


def _are_others(facts: Facts, options: NumberSlip, several: Span, single: Span) -> bool:
    """Whether several who are introduced in an earlier sentence go by another name: "seven parties" are not "the respondents"."""
    earlier = several.end <= facts.sentence(single).start
    return earlier and not any(cue in facts.document.quote(several).lower() for cue in options.cues)


def _behind(facts: Facts, introduced: Span, end: int) -> int:
    """The end of the sentence right behind the one that introduces somebody."""
    own = facts.sentence(introduced).end
    return min(end, facts.sentence(Span(own + 1, own + 2)).end) if own + 2 <= end else end


def _matches(facts: Facts, pattern: re.Pattern[str], region: Span) -> Iterator[Span]:
    """Where the pattern matches outside of quotations."""
    for match in pattern.finditer(facts.document.text, region.start, region.end):
        span = Span(*match.span())
        if not facts.pairing.quoted.holds(span):
            yield span


def _slip(facts: Facts, rule: Rule, variant: str, introduced: Span, back: re.Pattern[str], rest: Span) -> Iterator[Found]:
    """The first words behind the introduction that refer back to another number of people."""
    options: NumberSlip = rule.options
    for span in _matches(facts, back, rest):
        if any(stands_around(facts, pattern, span) for pattern in options.unless):
            continue
        if variant and any_of(options.singled).search(facts.document.text, introduced.end, span.start):
            return
        written = facts.document.quote(span)
        yield found(
            facts,
            rule,
            span,
            variant=variant,
            related=[(introduced, rule.messages["introduced"])],
            fix=_fix(rule, written) if not variant else None,
            introduced=facts.document.quote(introduced),
            written=written,
        )
        return


def _fix(rule: Rule, written: str) -> Fix:
    right = re.sub(r"s(['’])$", r"\1s", written) if written[-1] in "'’" else written.removesuffix("s")
    return Fix(rule.messages["write"].format(right=right), written, right)

"""mixture: one thing written in two ways in one document."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.wording import plain
from seclint.model import BlockKind, Rule, Span


class Mixture(Struct, frozen=True, forbid_unknown_fields=True):
    """``ways``: for each thing, the regular expressions of the ways to write it; case counts.

    ``alike``: regular expressions, all finds of each of which must have the same words. ``skip``: blocks not looked at.
    Where ``begins`` is false, what begins a sentence does not count, nor does what stands in a quotation where ``quoted`` is false.
    """

    ways: tuple[tuple[str, ...], ...] = ()
    alike: tuple[str, ...] = ()
    skip: tuple[BlockKind, ...] = ()
    begins: bool = True
    quoted: bool = True


def mixture(facts: Facts, rule: Rule) -> Iterator[Found]:
    """For every thing that is written in several ways, the first place of the rarest one; the later one where they are as many."""
    options: Mixture = rule.options
    for ways in options.ways:
        yield from _mixed(facts, rule, [spans for way in ways if (spans := list(_finds(facts, options, way)))])
    for pattern in options.alike:
        worded: dict[str, list[Span]] = {}
        for span in _finds(facts, options, pattern):
            worded.setdefault(plain(facts.document.quote(span)), []).append(span)
        yield from _mixed(facts, rule, list(worded.values()))


def _mixed(facts: Facts, rule: Rule, written: Sequence[Sequence[Span]]) -> Iterator[Found]:
    if len(written) < 2:
        return
    rare, *_, usual = sorted(written, key=lambda spans: (len(spans), -spans[0].start))
    here, there = rare[0], usual[0]
    yield found(
        facts,
        rule,
        here,
        related=[(there, rule.messages["there"])],
        here=facts.document.quote(here),
        there=facts.document.quote(there),
        place=where(facts, there),
    )


def _finds(facts: Facts, options: Mixture, way: str) -> Iterator[Span]:
    for match in re.finditer(way, facts.document.text):
        span = Span(*match.span())
        if facts.document.block_at(span.start).kind in options.skip or (not options.begins and facts.sentence(span).start == span.start):
            continue
        if options.quoted or not facts.pairing.quoted.holds(span):
            yield span

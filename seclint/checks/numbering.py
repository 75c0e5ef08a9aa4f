"""numbered-paragraphs: a number left out or used twice in the running numbers of paragraphs."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.model import Block, Rule, Span

_LABEL = re.compile(r"(?:(?P<prefix>\d+(?:\.\d+)*)\.)?(?P<last>\d{1,3})$")


class Numbering(Struct, frozen=True, forbid_unknown_fields=True):
    """``least``: how many numbers must have run on without fault before one is missed; ``widest``: the widest gap that is one."""

    least: int = 2
    widest: int = 3


class _Series(Struct):
    """A run of numbers: where its last one stands, and how many there were."""

    prefix: str
    last: int
    index: int
    count: int = 1
    nested: bool = False


def numbered_paragraphs(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Follow every series of paragraph numbers, those of lists inside a paragraph apart."""
    blocks = facts.document.blocks[: facts.outline.body_end]
    open_series: list[_Series] = []
    for index, block in enumerate(blocks):
        match = _LABEL.match(block.label) if block.kind in ("paragraph", "heading", "item") and block.cell is None else None
        if match is None:
            continue
        prefix, number = match["prefix"] or "", int(match["last"])
        if block.kind == "heading" and not prefix:
            continue
        yield from _follow(facts, rule, blocks, open_series, index, prefix, number)


def _follow(
    facts: Facts, rule: Rule, blocks: Sequence[Block], open_series: list[_Series], index: int, prefix: str, number: int
) -> Iterator[Found]:
    options: Numbering = rule.options
    own = [series for series in open_series if series.prefix == prefix]
    continued = next((series for series in reversed(own) if number == series.last + 1), None)
    if continued is None and number != 1 and own and blocks[index].kind == "paragraph":
        series = max(own, key=lambda one: one.count)
        problem = _problem(facts, blocks, series, index, number, options)
        if problem:
            yield _report(facts, rule, blocks, series, index, number, problem)
            continued = series
    if continued is None:
        open_series.append(_Series(prefix, number, index))
        return
    del open_series[open_series.index(continued) + 1 :]
    continued.last, continued.index, continued.count = number, index, continued.count + 1


def _problem(facts: Facts, blocks: Sequence[Block], series: _Series, index: int, number: int, options: Numbering) -> str:
    """What is wrong, "gap" or "repeat", when the number breaks a series that is well under way and goes on afterwards; "" otherwise."""
    if series.count < options.least:
        return ""
    if number == series.last:
        return "repeat"
    if not series.last < number <= series.last + options.widest + 1:
        return ""
    missing = range(series.last + 1, number)
    prefix = f"{series.prefix}." if series.prefix else ""
    between = blocks[series.index + 1 : index]
    labels = {block.label for block in between}
    text = facts.document.text[blocks[series.index].span.start : blocks[index].span.start]
    stands = any(f"{prefix}{one}" in labels or re.search(rf"(?<![\w.]){re.escape(prefix)}{one}[.)\s]\s*[A-Z“]", text) for one in missing)
    return "" if stands else "gap"


def _report(facts: Facts, rule: Rule, blocks: Sequence[Block], series: _Series, index: int, number: int, problem: str) -> Found:
    prefix = f"{series.prefix}." if series.prefix else ""
    missing = [f"{prefix}{one}" for one in range(series.last + 1, number)]
    before = blocks[series.index]
    return found(
        facts,
        rule,
        _beginning(facts, blocks[index]),
        variant=problem,
        related=[(_beginning(facts, before), f"paragraph {prefix}{series.last}")],
        number=f"{prefix}{number}",
        before=f"{prefix}{series.last}",
        missing=" and ".join([", ".join(missing[:-1]), missing[-1]] if len(missing) > 1 else missing),
        are="are" if len(missing) > 1 else "is",
    )


def _beginning(facts: Facts, block: Block) -> Span:
    """The first sentence of a paragraph: enough to know it by."""
    if block.span.start == block.span.end:
        return block.span
    sentence = facts.sentence(Span(block.span.start, block.span.start + 1))
    return Span(block.span.start, min(sentence.end, block.span.end))

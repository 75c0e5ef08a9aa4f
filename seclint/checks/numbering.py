"""numbered-paragraphs: a number left out or used twice in the running numbers of paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.wording import listed
from seclint.model import Rule, Span
from seclint.patterns import compiled

_SENTENCE = compiled(r"(?:[.:;,!?…][”’\"')\]]*|\b(?:and|or))$")
_SECTIONS, _LONG = 2, 5  # headings and numbers of a series that numbers paragraphs throughout
_NEAR = 100  # blocks: a number that comes again further behind numbers another series, as that of a contents list
_LABEL = compiled(r"(?:(?P<prefix>\d+(?:\.\d+)*)\.)?(?P<last>\d{1,3})$")


class Numbering(Struct, frozen=True, forbid_unknown_fields=True):
    """``least``: how many numbers must run on without fault before a break, or behind it; ``widest``: the widest gap that is one.

    ``running``: kinds of document whose paragraphs are numbered throughout, so that a gap is one whatever the paragraph looks like.
    """

    least: int = 2
    widest: int = 3
    running: tuple[str, ...] = ()


class _Series(Struct):
    """A run of numbers: where its first and its last one stand, and how many there were."""

    prefix: str
    last: int
    index: int
    first: int
    count: int = 1


class _Entry(Struct, frozen=True):
    """A numbered block. Headings and list entries have a place in a series, but only a ``paragraph`` that is a sentence breaks one."""

    index: int
    prefix: str
    number: int
    paragraph: bool
    heading: bool = False

    @property
    def depth(self) -> int:
        """How many figures stand before the last one."""
        return self.prefix.count(".") + 1 if self.prefix else 0

    def label(self, number: int | None = None) -> str:
        """The label that this number has in its series."""
        return f"{self.prefix}." * bool(self.prefix) + str(self.number if number is None else number)


def numbered_paragraphs(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Follow every series of paragraph numbers, those of lists inside a paragraph apart."""
    entries = list(_entries(facts))
    least = _least_by_depth(rule.options, entries)
    open_series: list[_Series] = []
    for entry, following in zip(entries, _followers(entries, max(rule.options.least, 1)), strict=True):
        yield from _follow(facts, rule, open_series, entry, following, least[entry.depth])
    yield from _restarts(facts, rule, entries)


def _restarts(facts: Facts, rule: Rule, entries: Sequence[_Entry]) -> Iterator[Found]:
    """Numbers that begin again in the middle of a section and run on over the next heading, so that they number no list of its own."""
    for before, one, after in zip(entries, entries[1:], entries[2:], strict=False):
        in_turn = before.number >= _LONG and (one.number, after.number) == (1, 2) and before.paragraph and one.paragraph
        if not in_turn or any(entry.prefix for entry in (before, one, after)):
            continue
        if not _heads(facts, before.index, one.index) and _heads(facts, one.index, after.index):
            series = _Series(before.prefix, before.number, before.index, before.index)
            yield _report(facts, rule, series, one, "restart")


def _heads(facts: Facts, start: int, end: int) -> bool:
    """Whether a heading stands between two blocks."""
    return any(block.kind == "heading" for block in facts.document.blocks[start:end])


def _followers(entries: Sequence[_Entry], most: int) -> list[Sequence[int]]:
    """For each entry, at most so many of the numbers with its prefix that come next."""
    coming: dict[str, list[int]] = {}
    followers: list[Sequence[int]] = []
    for entry in reversed(entries):
        after = coming.get(entry.prefix, [])
        followers.append(after)
        coming[entry.prefix] = [entry.number, *after][:most]
    return followers[::-1]


def _least_by_depth(options: Numbering, entries: Sequence[_Entry]) -> Mapping[int, int]:
    """How many numbers must run on around a break: one where the paragraphs of other sections are numbered in the same way."""
    steps = Counter(one.depth for one, after in pairwise(entries) if one.prefix == after.prefix and after.number == one.number + 1)
    return {entry.depth: 1 if entry.depth and steps[entry.depth] >= options.least else options.least for entry in entries}


def _entries(facts: Facts) -> Iterator[_Entry]:
    listed = {entry.span.end for entry in facts.contents}
    for index, block in enumerate(facts.document.blocks[: facts.outline.body_end]):
        match = _LABEL.match(block.label) if block.span.end not in listed and block.kind in ("paragraph", "heading", "item") else None
        if match is not None and (block.kind != "heading" or match["prefix"]):
            is_sentence = block.kind == "paragraph" and bool(_SENTENCE.search(facts.document.text, block.span.start, block.span.end))
            yield _Entry(index, match["prefix"] or "", int(match["last"]), is_sentence, block.kind == "heading")


def _follow(facts: Facts, rule: Rule, open_series: list[_Series], entry: _Entry, following: Sequence[int], least: int) -> Iterator[Found]:
    """Put a number into the series that it continues, or begin one; say so when it only nearly continues one."""
    own = [series for series in open_series if series.prefix == entry.prefix]
    continued = next((series for series in reversed(own) if entry.number == series.last + 1), None)
    series = _nearest(facts, rule.options, own, entry) if continued is None and entry.number != 1 and own else None
    problem = ""
    if series is not None and (entry.paragraph or _runs_over_sections(facts, rule.options, series, entry)):
        problem = _problem(facts, rule.options, series, entry, following, least)
        if problem:
            yield _report(facts, rule, series, entry, problem)
            if problem == "order":
                return
            continued = series
    if continued is None:
        open_series.append(_Series(entry.prefix, entry.number, entry.index, entry.index))
        return
    if not entry.heading:  # what runs on over the headings is not over when the next one comes
        del open_series[open_series.index(continued) + 1 :]
    early = problem == "gap" and following[:1] == [entry.number]  # 2, 4, 4: the first 4 was to be 3
    slipped = entry.number == continued.last and following[:1] == [continued.last + 2]  # 16, 16, 18: the second 16 was to be 17
    continued.last, continued.index, continued.count = entry.number + slipped - early, entry.index, continued.count + 1


def _nearest(facts: Facts, options: Numbering, own: Sequence[_Series], entry: _Entry) -> _Series:
    """The series that a number may be meant to continue: the latest one that it is a little ahead of, else the longest."""
    ahead = [one for one in own if one.last < entry.number <= one.last + options.widest + 1 and one.count >= options.least]
    return ahead[-1] if ahead and facts.kind in options.running else max(reversed(own), key=lambda one: one.count)


def _runs_over_sections(facts: Facts, options: Numbering, series: _Series, entry: _Entry) -> bool:
    """Whether the series numbers the paragraphs of a document from section to section, sentences or not."""
    headings = sum(block.kind == "heading" for block in facts.document.blocks[series.first : entry.index])
    return facts.kind in options.running and headings >= _SECTIONS and series.count >= _LONG


def _problem(facts: Facts, options: Numbering, series: _Series, entry: _Entry, following: Sequence[int], least: int) -> str:
    """What is wrong, "gap", "order" or "repeat", when the number breaks a series that is well under way; "" when nothing is."""
    runs_on = following[:least] == [entry.number + step for step in range(1, least + 1)]
    if series.count < least and not runs_on:
        return ""
    if entry.number == series.last:
        return "repeat" if entry.index - series.index <= _NEAR else ""
    if 1 < entry.number < series.last and following[:1] == [series.last + 1]:
        return "order"
    if not series.last < entry.number <= series.last + options.widest + 1:
        return ""
    if following[:1] == [series.last + 1]:
        return "order"
    missing = [entry.label(number) for number in range(series.last + 1, entry.number)]
    return "" if any(_stands_between(facts, label, series.index, entry.index) for label in missing) else "gap"


def _stands_between(facts: Facts, label: str, start: int, end: int) -> bool:
    """Whether a number that seems to be missing is there after all: on a heading, above its own subdivisions, or in running text."""
    blocks = [block for block in facts.document.blocks[start:end] if block.kind != "cell"]
    apart = _headings_count_apart(facts)
    numbered = [block.label for block in blocks[1:] if not (apart and block.kind == "heading")]
    if any(number == label or number.startswith(f"{label}.") for number in numbered):
        return True
    text = "\n".join(facts.document.quote(block.span) for block in blocks)
    return bool(re.search(rf"(?:^|(?<=[.:;?!] )){re.escape(label)}[.)\s]\s*[A-Z“‘]", text, re.MULTILINE))  # and not "on 10 March"


def _headings_count_apart(facts: Facts) -> bool:
    """Whether headings and paragraphs are numbered each for themselves: some number stands on both."""
    labels: dict[str, set[str]] = {"heading": set(), "paragraph": set()}
    for block in facts.document.blocks[: facts.outline.body_end]:
        labels.get(block.kind, set()).add(block.label)
    return bool(labels["heading"] & labels["paragraph"] - {""})


def _report(facts: Facts, rule: Rule, series: _Series, entry: _Entry, problem: str) -> Found:
    missing = [entry.label(number) for number in range(series.last + 1, entry.number)]
    return found(
        facts,
        rule,
        _beginning(facts, entry.index),
        variant=problem,
        related=[(_beginning(facts, series.index), rule.messages["before"].format(before=entry.label(series.last)))],
        number=entry.label(),
        before=entry.label(series.last),
        after=entry.label(series.last + 1),
        missing=listed(missing),
        are="are" if len(missing) > 1 else "is",
    )


def _beginning(facts: Facts, index: int) -> Span:
    """The first sentence of a paragraph: enough to know it by."""
    span = facts.document.blocks[index].span
    if span.start == span.end:
        return span
    return Span(span.start, min(facts.sentence(Span(span.start, span.start + 1)).end, span.end))

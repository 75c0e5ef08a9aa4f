"""parts-of-whole: numbers of parts that do not add up to the number of the whole."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.partitions import Forms, Partition, Partitions
from seclint.checks.totals import wrong_sums
from seclint.facts import Facts
from seclint.facts.counts import value_of
from seclint.facts.lists import Led
from seclint.model import Rule, Span
from seclint.patterns import compiled

_MOST = 2 / 3  # of the whole must be in the parts of things before a rest that nobody names is missed


class Parts(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions, with ``{number}`` and the words of ``forms``: how a whole and its parts are told.

    ``people``, behind the number of a whole: these may do several things at once. ``kinds``, behind the number of a part: what people
    are and where responses come from, which divides them. ``parting``: sides that exclude each other; ``repeated``: what several of the
    same people may do. ``complete``: what must stand before the last part for the parts to be all of them. ``open``: that there are
    others; ``shared``: that some are in two parts. ``acts``, behind the last part: what some of the whole only do. ``going_on``, at the
    start of the next sentence: that it names further parts. ``exceptions``: what one of the whole is or does that need not be said of
    the others. ``lists``: a lead-in to a list; ``counted``: where an item of it has its number. ``ones``: such items in running text,
    with an article where there is one; ``summed``: such items with their ``whole`` behind them, where some of the letters ``summing``
    stand, unless they are told ``apiece``. ``by_kind``: those who responded, kind by kind, as group ``parts``. ``lasts``: a whole of
    which the last one is told by its ordinal, one of ``ordinals``. ``totals``: what heads the column or the last row of a table that
    sums up the others.
    """

    forms: Forms
    people: tuple[str, ...]
    kinds: tuple[str, ...]
    parting: tuple[str, ...]
    repeated: tuple[str, ...]
    complete: tuple[str, ...]
    open: tuple[str, ...]
    shared: tuple[str, ...]
    acts: tuple[str, ...]
    going_on: tuple[str, ...]
    exceptions: tuple[str, ...]
    nested: tuple[str, ...]
    lists: tuple[str, ...]
    counted: tuple[str, ...]
    ones: tuple[str, ...]
    summed: tuple[str, ...]
    summing: tuple[str, ...]
    apiece: tuple[str, ...]
    by_kind: tuple[str, ...]
    of_whole: tuple[str, ...]
    outcomes: tuple[str, ...]
    lasts: tuple[str, ...]
    ordinals: dict[str, int]
    totals: tuple[str, ...] = ()


class _Reading(Struct, frozen=True):
    """The document with the partitions in it, and the rule."""

    facts: Facts
    rule: Rule
    options: Parts
    partitions: Partitions

    def says(self, listed: tuple[str, ...], span: Span) -> bool:
        """Whether one of the expressions is found in the span."""
        return self.partitions.pattern(listed).search(self.facts.document.text, span.start, span.end) is not None

    def begins(self, listed: tuple[str, ...], at: int, end: int) -> bool:
        """Whether one of the expressions stands there."""
        return self.partitions.pattern(listed).match(self.facts.document.text, at, end) is not None


def parts_of_whole(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A whole, its parts named one by one, and a sum that is not the whole."""
    reading = _Reading(facts, rule, rule.options, Partitions(facts, rule.options.forms))
    for partition in reading.partitions.found():
        if len(partition.parts) > 1 and partition.total != partition.whole.number and _must_add_up(reading, partition):
            yield _finding(reading, partition.span, partition.whole.number, [part.number for part in partition.parts])
    for span, whole, parts in reading.partitions.rests():
        if sum(parts) != whole and not _tells_missing(reading, span.end, whole - sum(parts)):
            yield _finding(reading, span, whole, parts)
    yield from _with_ones(reading)
    yield from _with_sum(reading)
    yield from _with_last(reading)
    yield from _with_received(reading)
    yield from _with_outcomes(reading)
    for led in facts.lists:
        yield from _compare_list(reading, led)
    for one in wrong_sums(facts.document, facts.tables, reading.options.totals, facts.profile.numbers):
        yield _finding(reading, one.total, one.stated, one.parts)


def _must_add_up(reading: _Reading, partition: Partition) -> bool:
    """Whether the parts, which do not make the whole, would have to."""
    options, parts = reading.options, partition.parts
    listed = Span(partition.whole.span.end, parts[-1].span.end)
    if reading.says(options.open, listed) or reading.begins(options.acts, _behind_number(reading, parts[-1].span), parts[-1].span.end):
        return False
    exceeds = partition.total > partition.whole.number
    if exceeds and _are_of_the_first(reading, partition):
        return False
    if not exceeds and (not _is_complete(reading, partition) or _goes_on(reading, partition) or _are_exceptions(reading, partition)):
        return False
    if _is_of_people(reading, partition):
        sides = exceeds and reading.says(options.parting, listed) and not reading.says(options.repeated, listed)
        return sides or _are_kinds(reading, partition)
    shared = reading.says(options.shared, Span(parts[0].span.start, _next_end(reading, listed.end)))
    largest = max(part.number for part in parts)
    if shared or (largest >= partition.whole.number and not partition.claimed):
        return False
    return exceeds or partition.total >= partition.whole.number * _MOST


def _are_of_the_first(reading: _Reading, partition: Partition) -> bool:
    """Whether the first part is made up of the others: "Six were Parties, of which three are Suppliers, two Networks and one a User"."""
    first, second, *others = partition.parts
    between = Span(first.span.end, second.span.start)
    return first.number == second.number + sum(part.number for part in others) and reading.says(reading.options.nested, between)


def _is_complete(reading: _Reading, partition: Partition) -> bool:
    """Whether the last of the parts is joined to the others as the last."""
    *_, before, last = partition.parts
    return reading.says(reading.options.complete, Span(before.span.end, last.span.start))


def _are_exceptions(reading: _Reading, partition: Partition) -> bool:
    """Whether only single ones of the whole are told of: "three amendments (one of them in part and one with a change)"."""
    parts = [one.span for one in partition.parts if one.number == 1]
    return len(parts) == len(partition.parts) and all(
        reading.begins(reading.options.exceptions, _behind_number(reading, part), part.end) for part in parts
    )


def _goes_on(reading: _Reading, partition: Partition) -> bool:
    """Whether further parts may follow in the next sentence."""
    end = partition.parts[-1].span.end
    behind = _sentence_behind(reading, end)
    if behind is not None and reading.begins(reading.options.going_on, behind.start, behind.end):
        return True
    return _tells_missing(reading, end, partition.whole.number - partition.total)


def _tells_missing(reading: _Reading, at: int, missing: int) -> bool:
    """Whether the next sentence begins with the number that is missing: "Seven of the ten agreed and two did not. One had no view"."""
    behind = _sentence_behind(reading, at)
    number = compiled(reading.partitions.number, re.IGNORECASE)
    text = reading.facts.document.text
    match = number.match(text, behind.start, behind.end) if behind is not None else None
    if match is None or text.startswith(" of ", match.end()):  # "One of the suppliers" is among those who were counted
        return False
    return reading.partitions.value(Span(*match.span())) == missing


def _sentence_behind(reading: _Reading, at: int) -> Span | None:
    return reading.partitions.behind(reading.facts.sentence(Span(at - 1, at)))


def _is_of_people(reading: _Reading, partition: Partition) -> bool:
    return reading.says(reading.options.people, Span(partition.whole.span.start, partition.parts[0].span.start))


def _are_kinds(reading: _Reading, partition: Partition) -> bool:
    return all(reading.begins(reading.options.kinds, _behind_number(reading, one.span), one.span.end) for one in partition.parts)


def _behind_number(reading: _Reading, part: Span) -> int:
    match = compiled(reading.partitions.number, re.IGNORECASE).match(reading.facts.document.text, part.start)
    return match.end() if match else part.start


def _next_end(reading: _Reading, at: int) -> int:
    """Where the sentence behind the one at hand ends, in the same block."""
    sentence = reading.facts.sentence(Span(at - 1, at))
    behind = reading.partitions.behind(sentence)
    return sentence.end if behind is None else behind.end


def _compare_list(reading: _Reading, led: Led) -> Iterator[Found]:
    """The finding for a lead-in with a number, and items that each have one."""
    text, options = reading.facts.document.text, reading.options
    whole = next(reading.partitions.pattern(options.lists).finditer(text, led.lead_in.start, led.lead_in.end), None)
    if whole is None or reading.says(options.open, Span(whole.start(), led.parts[-1].end)):
        return
    counted = reading.partitions.pattern(options.counted)
    numbers = [[Span(*one.span()) for one in counted.finditer(text, item.start, item.end)] for item in led.parts]
    values = [reading.partitions.value(span) for spans in numbers for span in spans]
    total = reading.partitions.value(Span(*whole.span()))
    if all(numbers) and len(led.parts) > 1 and total and sum(values) != total and max(values) < total:
        yield _finding(reading, Span(*whole.span()), total, values)


def _with_ones(reading: _Reading) -> Iterator[Found]:
    """Lists in running text in which some parts have a number and others an article."""
    facts, partitions = reading.facts, reading.partitions
    for match in partitions.pattern(reading.options.ones).finditer(facts.document.text):
        start = facts.sentence(Span(*match.span())).start
        whole = partitions.pattern(reading.options.lists).search(facts.document.text, start, match.start() + 1)
        values = _values(reading, match["parts"])
        numbers = [1 if value is None else value for value in values]
        total = partitions.value(Span(*whole.span())) if whole is not None else 0
        if whole is not None and None in values and max(numbers) > 1 and total not in (0, sum(numbers)):
            yield _finding(reading, Span(*whole.span()), total, numbers)


def _with_sum(reading: _Reading) -> Iterator[Found]:
    """Lists in running text with the number of all behind them: "40 old scripts and 15 new ones, 55 in all"."""
    ways = [reading.partitions.pattern((way,)) for way in reading.options.summed]  # apart, since their groups bear the same names
    for block in reading.facts.blocks_with(reading.options.summing):
        for match in (match for way in ways for match in way.finditer(reading.facts.document.text, block.start, block.end)):
            values = [value for value in _values(reading, match["parts"]) if value is not None]
            total, parts = reading.partitions.value(Span(*match.span("whole"))), Span(*match.span("parts"))
            if len(values) > 1 and sum(values) != total and not reading.says(reading.options.apiece, parts):
                yield _finding(reading, Span(*match.span()), total, values)


def _with_received(reading: _Reading) -> Iterator[Found]:
    """Lists of those who responded by kind, against the number that their section gives: "By kind: two suppliers, one network"."""
    facts = reading.facts
    received, section_of = facts.received.told[:1], facts.outline.index_at
    if not received or len(facts.received.numbers) > 1 or facts.received.more or facts.received.fewer or facts.rounds.are_several:
        return
    for match in reading.partitions.pattern(reading.options.by_kind).finditer(facts.document.text):
        values = [value or 1 for value in _values(reading, match["parts"])]
        blocks = (facts.document.block_index(at) for at in (match.start(), received[0].span.start))
        if sum(values) != received[0].number and len(set(map(section_of, blocks))) == 1:
            yield _finding(reading, Span(*match.span()), received[0].number, values)


def _with_outcomes(reading: _Reading) -> Iterator[Found]:
    """Wholes of which some, and then others, had each an outcome of their own, in one sentence."""
    partitions = reading.partitions
    for match in partitions.pattern(reading.options.of_whole).finditer(reading.facts.document.text):
        whole = partitions.value(Span(*match.span("whole")))
        parts = partitions.parts_from(Span(match.start(), reading.facts.sentence(Span(*match.span())).end))
        told = all(reading.says(reading.options.outcomes, part.span) for part in parts)
        if told and len(parts) > 1 and whole < sum(part.number for part in parts):
            yield _finding(reading, Span(match.start(), parts[-1].span.end), whole, [part.number for part in parts])


def _values(reading: _Reading, parts: str) -> list[int | None]:
    """The number of each part of a list, None where it has an article."""
    return [value_of(part, reading.facts.profile.numbers) for part in re.split(r",\s+(?:and\s+)?|\s+and\s+", parts)]


def _with_last(reading: _Reading) -> Iterator[Found]:
    """Wholes of which some are told and then the last, by its ordinal."""
    facts, ordinals = reading.facts, reading.options.ordinals
    lasts = [reading.partitions.pattern((way,)) for way in reading.options.lasts]  # apart, since their groups bear the same names
    for block in facts.blocks_with(tuple(ordinals)):
        for match in (match for way in lasts for match in way.finditer(facts.document.text, block.start, block.end)):
            last = ordinals[" ".join(match["last"].lower().split())]
            whole = reading.partitions.value(Span(*match.span("whole"))) if "whole" in match.groupdict() else last
            parts = (*(one.number for one in reading.partitions.parts_from(Span(match.start("some"), match.start("last")))), 1)
            if last == whole != sum(parts):
                yield _finding(reading, Span(*match.span()), whole, parts)


def _finding(reading: _Reading, span: Span, total: int, values: Sequence[int]) -> Found:
    parts = " + ".join(map(str, values))
    return found(reading.facts, reading.rule, span, total=total, parts=parts, sum=sum(values))

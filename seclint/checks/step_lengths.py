"""How long the steps of the tests are said to last, against the days on which they begin and end."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from seclint.checks.lengths import Length, Lengths, lengths_in, mismatch, sentences_with_lengths
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, value_of
from seclint.facts.days import bounds
from seclint.facts.periods import Period
from seclint.facts.wording import alternatives, any_of
from seclint.model import Finding, Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Date

_NAME = r"(?P<step>[^,;:()\n]{2,60}?(?:\s*\([^()\n]*\))?)"
_BREAK = compiled(r"[,;:–—]\s|\b(?:and|but|that|which|because|since|so|while|when|if|as)\s")
_OPENS = compiled(r"(?:The\s+)?(?P<step>[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*)\s")  # a sentence about a step
_READ = ("paragraph", "item")
_REACH = 25  # characters before a length in which words stand that leave room


def step_lengths(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """The lengths of steps, in sentences and in the rows of timetables, that are not those of the days given for them."""
    options: Lengths = rule.options
    for sentence in sentences_with_lengths(facts, options):
        if facts.document.block_at(sentence.start).kind in _READ:
            for length in lengths_in(facts, options, sentence):
                yield from _between(facts, rule, sentence, length)
                yield from _of_several(facts, rule, sentence, length)
                period = _period(facts, options, sentence, _step(facts, options, sentence, length))
                if period is not None:
                    yield from mismatch(facts, rule, length, (period.first, period.last), period.spans)
    yield from _in_rows(facts, rule, options)


def _of_several(facts: Facts, rule: Rule, sentence: Span, length: Length) -> Iterator[Finding]:
    """A length that each of several steps is said to have: "Each phase lasts six weeks", "SIT and UIT last six weeks each"."""
    options: Lengths = rule.options
    lasts = alternatives(options.lasts)
    before = facts.document.text[sentence.start : length.span.start]
    periods: list[Period | None] = []
    if compiled(rf"(?:{alternatives(options.every)})(?:{lasts})", re.IGNORECASE).fullmatch(before):
        block = facts.document.block_at(sentence.start).span
        periods += [one for one in facts.periods.values() if all(span.within(block) for span in one.spans)]
    elif any_of(options.each).match(facts.document.text, length.span.end):
        both = compiled(rf"(?P<first>[^,;:()]+?)\s+and\s+(?P<second>[^,;:()]+?)\s+(?:{lasts})", re.IGNORECASE).fullmatch(before)
        periods += [facts.periods.get(facts.step(both[name])) for name in ("first", "second")] if both else []
    if len(periods) > 1:
        for period in periods:
            yield from mismatch(facts, rule, length, (period.first, period.last), period.spans) if period else ()


def _period(facts: Facts, options: Lengths, sentence: Span, step: str) -> Period | None:
    """The period of a step; that of "it" is the one that the sentence before gives, or that of the step that it opens with."""
    if step.lower() not in options.again:
        return facts.periods.get(facts.step(step)) if step else None
    block = facts.document.block_at(sentence.start).span
    before = facts.sentence(Span(sentence.start - 2, sentence.start - 1)) if sentence.start - 2 > block.start else None
    if before is None:
        return None
    told = [one for one in facts.periods.values() if all(span.within(before) for span in one.spans)]
    if told:
        return told[0] if len(told) == 1 else None
    opens = _OPENS.match(facts.document.text, before.start)
    return facts.periods.get(facts.step(opens["step"])) if opens else None


def _step(facts: Facts, options: Lengths, sentence: Span, length: Length) -> str:
    """What a length is said to be that of, "" where nothing is: "SIT lasts for six weeks", "six weeks of SIT"."""
    text = facts.document.text
    lasts = compiled(rf"{_NAME}\s+(?:{alternatives(options.lasts)})$", re.IGNORECASE)
    of_step = compiled(rf"(?:{alternatives(options.of_step)}){_NAME}(?=[\s,.;:)]|$)", re.IGNORECASE)
    start = length.span.start
    if options.duration_of and (named := compiled(options.duration_of, re.IGNORECASE).search(text[sentence.start : start])):
        return named["step"]
    begin = max([sentence.start, *(match.end() for match in _BREAK.finditer(text, sentence.start, start))])
    if any_of(options.longer).match(text, length.span.end):
        return ""
    ended = compiled(rf"^{_NAME}\s+(?:{alternatives(options.ends_after)})$", re.IGNORECASE) if options.ends_after else None
    before = lasts.search(text[begin:start]) or (ended.search(text[sentence.start : start]) if ended else None)
    inexact = any_of(options.inexact).search(text[max(sentence.start, start - 25) : start])
    told = before or (of_step.match(text, length.span.end, sentence.end) if not inexact else None)
    return told["step"] if told is not None else ""


def _between(facts: Facts, rule: Rule, sentence: Span, length: Length) -> Iterator[Finding]:
    """A length between the one day of its sentence and another known day: "by 3 May, ten days before UIT starts"."""
    options: Lengths = rule.options
    text, start = facts.document.text, length.span.start
    dates = _dates_told(facts, options, sentence)
    if len(dates) != 1 or len(facts.dates_in(sentence)) > 1 or dates[0].precision != "day" or dates[0].impossible:
        return
    if any_of(options.inexact).search(text[max(sentence.start, start - _REACH) : start]):
        return
    told = date.fromisoformat(dates[0].value)
    for day, written, end in _days_behind(facts, options, sentence, length):
        if dates[0].span.end <= start or any_of(options.on).fullmatch(text, end, dates[0].span.start):
            first, last = sorted((told, day))
            yield from mismatch(facts, rule, length, (first, last), [dates[0].span, written])


def _dates_told(facts: Facts, options: Lengths, sentence: Span) -> Sequence[Date]:
    """The dates of a sentence; those of the one before where it begins by taking that up ("That is four weeks after ...")."""
    if not any_of(options.takes_up).match(facts.document.text, sentence.start):
        return facts.dates_in(sentence)
    block = facts.document.block_at(sentence.start).span
    return facts.dates_in(facts.sentence(Span(sentence.start - 2, sentence.start - 1))) if sentence.start - 2 > block.start else ()


def _days_behind(facts: Facts, options: Lengths, sentence: Span, length: Length) -> Iterator[tuple[date, Span, int]]:
    """The days that the words behind a length name, with the end of these words.

    These are the edge of a step, the date of the document, that of the meeting in its title, and the edges of the consultation.
    """
    text, start = facts.document.text, length.span.end
    for patterns, edge in ((options.to_start, 0), (options.to_end, 1)):
        match = any_of(patterns).match(text, start, sentence.end)
        period = facts.periods.get(facts.step(match["step"])) if match is not None else None
        if match is not None and period is not None:
            yield (period.first, period.last)[edge], period.spans[edge], match.end()
    for patterns, field in ((options.to_own_date, "date"), (options.to_meeting, "title")):
        match = any_of(patterns).match(text, start, sentence.end)
        own = facts.front.fields.get(field) if match else None
        days = [bounds(one.value) for one in facts.dates_in(own.span) if one.precision == "day"] if own is not None else []
        if match is not None and own is not None and len(days) == 1 and days[0] is not None:
            yield days[0][0], own.span, match.end()
    for patterns, event in ((options.to_opening, "issued"), (options.to_close, "closed")):
        match = any_of(patterns).match(text, start, sentence.end)
        told = {one.value: one.date.span for one in facts.events if one.event == event and not one.about} if match else {}
        if match is not None and len(told) == 1:
            ((value, written),) = told.items()
            edges = bounds(value)
            if edges is not None and edges[0] == edges[1] and not written.within(sentence):
                yield edges[0], written, match.end()


def _in_rows(facts: Facts, rule: Rule, options: Lengths) -> Iterator[Finding]:
    """The lengths that stand alone in a cell beside two cells with a day each, or a number below a head that gives the unit."""
    for table in facts.tables:
        for row in table.rows:
            dates = [one for cell in row for one in facts.dates_in(cell)]
            days = [date.fromisoformat(one.value) for one in dates if one.precision == "day" and not one.impossible]
            if len(days) != 2 or len(dates) != 2 or days[0] >= days[1]:
                continue
            cells = zip(row, table.heads, strict=True)
            lengths = [length for cell, head in cells if (length := _alone(facts, options, cell, head)) is not None]
            if len({length.unit for length in lengths}) == len(lengths):
                for length in lengths:
                    yield from mismatch(facts, rule, length, (days[0], days[1]), [one.span for one in dates])


def _alone(facts: Facts, options: Lengths, cell: Span, head: str) -> Length | None:
    """The length that a cell gives and nothing else."""
    words, numbers = facts.document.quote(cell).strip(), facts.profile.numbers
    for unit, pattern in options.units.items():
        for told in (words, f"{words} {head}"):
            number = value_of(told, numbers)
            if number and any_of((pattern,), number_pattern(numbers)).fullmatch(told):
                return Length(unit, number, cell)
    return None

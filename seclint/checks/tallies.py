"""word-numeral, tallies: numbers that are written twice, and numbers of respondents that are too many."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.stance_tables import odd_rows, stances_in_tables
from seclint.facts import Facts
from seclint.facts.answers import Question
from seclint.facts.counts import Stated, number_pattern, others_received, value_of
from seclint.facts.wording import alternatives, any_of
from seclint.model import Rule, Span

_RUN = 3  # numbers one after the other
_READ = ("paragraph", "item", "cell", "footnote", "caption", "heading")


class WordNumeral(Struct, frozen=True, forbid_unknown_fields=True):
    """``numbers``: further numbers in words. ``unless``: what, right before the word, makes it no number of things."""

    numbers: dict[str, int] = {}
    unless: tuple[str, ...] = ()


def word_numeral(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Numbers in words with other figures in brackets behind them, or the other way round."""
    options: WordNumeral = rule.options
    numbers = {**facts.profile.numbers, **options.numbers}
    word = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    words = rf"(?:{word})(?:(?:[\s-]|\s+and\s+)(?:{word}))*"
    bracket = re.compile(rf"\((?:\d|{word})", re.IGNORECASE)
    pair = re.compile(rf"(?<![\w-])(?:({words})\s*\((\d{{1,3}})\)|(\d{{1,3}})\s*\(({words})\))", re.IGNORECASE)
    notes = {note.label for note in facts.document.notes}
    # Brackets are found much faster than numbers in words: only the blocks that have such a bracket are searched for pairs.
    indexes = dict.fromkeys(facts.document.block_index(match.start()) for match in bracket.finditer(facts.document.text))
    spans = [block.span for block in map(facts.document.blocks.__getitem__, indexes) if block.kind in _READ]
    matches = (match for span in spans for match in pair.finditer(facts.document.text, span.start, span.end))
    for match in matches:
        in_words, figures = (match[1], match[2]) if match[1] else (match[4], match[3])
        if _value(in_words.lower(), numbers) == int(figures) or figures in notes:
            continue
        before = facts.document.text[facts.document.block_at(match.start()).span.start : match.start()]
        if not re.search(rf"(?:{alternatives(options.unless)})\s*$", before, re.IGNORECASE):
            yield found(facts, rule, Span(*match.span()), words=in_words, figures=figures)


def _value(words: str, numbers: Mapping[str, int]) -> int:
    """The value of a number in words: "twenty-five", "one hundred and twenty"."""
    total = 0
    for word in re.findall(r"[a-z]+", words):
        value = numbers.get(word, 0)
        total = (total or 1) * value if value >= 100 and total % 100 else total + value
    return total


class Tallies(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions with ``{number}``. ``stances``: how the respondents of each stance are counted; stances exclude each other.

    ``against``: how those who did are counted together with those who did not. ``answers``: what heads the columns or the rows of a
    table of stances, ``totals`` the column that sums the others up. ``line_stances``: the same in lines, of which
    some of the letters ``line_cues`` stand in each. ``runs``: how respondents are counted one after the other in a sentence;
    ``nothing``: what some of them did so that they did nothing else.
    """

    stances: dict[str, tuple[str, ...]]
    against: tuple[str, ...]
    runs: tuple[str, ...]
    nothing: tuple[str, ...]
    answers: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    line_stances: tuple[str, ...] = ()
    line_cues: tuple[str, ...] = ()


def tallies(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Questions for which more respondents are counted than there were."""
    received = {one.number: one for one in reversed(facts.responses_received)}
    if not received or others_received(facts.document, facts.profile):
        return
    total = received[max(received)]
    yield from _in_views(facts, rule, total)
    yield from _in_tables(facts, rule, total)
    yield from _in_lines(facts, rule, total)
    yield from _in_runs(facts, rule, total)


def _in_views(facts: Facts, rule: Rule, total: Stated) -> Iterator[Found]:
    options: Tallies = rule.options
    for question in facts.answers.questions:
        counted = [max(stances, key=lambda one: one.number) for stances in _stances(facts, options, question) if stances]
        pairs = zip(*(_stated(facts, options.against, question, last=last) for last in (False, True)), strict=True)
        split = next((pair for pair in pairs if sum(one.number for one in pair) > total.number), ())
        more = next((one for one in counted if one.number > total.number), None)
        counted = [*split] or counted
        together = sum(one.number for one in counted)
        if more is not None:
            yield found(facts, rule, more.span, related=[(total.span, rule.messages["counted"])], number=more.number, total=total.number)
        elif together > total.number and len(counted) > 1:
            first, *others = sorted(counted, key=lambda one: one.span)
            also = [(one.span, rule.messages["also"]) for one in others if one.span != first.span]
            related = [*also, (total.span, rule.messages["counted"])]
            sum_of = " + ".join(str(one.number) for one in (first, *others))
            yield found(facts, rule, first.span, variant="sum", related=related, parts=sum_of, number=together, total=total.number)


def _in_tables(facts: Facts, rule: Rule, total: Stated) -> Iterator[Found]:
    options: Tallies = rule.options
    numbers = facts.profile.numbers
    told = dict(odd_rows(facts.document, facts.tables, total.number, numbers))
    stances = stances_in_tables(facts.document, facts.tables, options.answers, options.totals, numbers)
    told |= {name: counts for name, counts in stances if sum(counts) > total.number}
    for name, counts in told.items():
        if any(counts):
            parts = " + ".join(map(str, counts))
            related = [(total.span, rule.messages["counted"])]
            yield found(facts, rule, name, variant="sum", related=related, parts=parts, number=sum(counts), total=total.number)


def _in_lines(facts: Facts, rule: Rule, total: Stated) -> Iterator[Found]:
    """Stances that are counted one after the other in a few words: "6 yes, 1 no, 1 blank"; a paragraph may give its own total."""
    options: Tallies = rule.options
    number, stance = number_pattern(facts.profile.numbers), alternatives(options.line_stances)
    one = rf"(?:{number}\s+(?:(?:said|say|answered|replied)\s+)?(?:{stance})|(?:{stance})\s*[:–-]\s*{number})"
    line = re.compile(rf"(?<!\w){one}(?:\s*[,;.]\s*(?:and\s+)?{one})+(?!\w)", re.IGNORECASE)
    own = re.compile(rf"\(({number})\s+(?:in\s+(?:all|total)|respondents|responses|answers)\W*\)", re.IGNORECASE)
    for block in facts.blocks_with(options.line_cues):
        match = line.search(facts.document.text, block.start, block.end)
        counts = [value_of(written, facts.profile.numbers) or 0 for written in re.findall(number, match[0], re.IGNORECASE)] if match else []
        given = own.search(facts.document.text, block.start, block.end)
        whole = value_of(given[1], facts.profile.numbers) if given else None
        taken = re.findall(rf"\b(?:{stance})\b", match[0].lower()) if match else []
        wrong = sum(counts) > total.number if whole is None else sum(counts) != whole
        if match and wrong and len(taken) == len(set(taken)):
            there = Span(*given.span()) if given else total.span
            parts = " + ".join(map(str, counts))
            related = [(there, rule.messages["counted"])]
            limit = total.number if whole is None else whole
            yield found(facts, rule, Span(*match.span()), variant="sum", related=related, parts=parts, number=sum(counts), total=limit)


def _in_runs(facts: Facts, rule: Rule, total: Stated) -> Iterator[Found]:
    """Sentences of views that count respondents one after the other, some of whom did nothing: then nobody is counted twice."""
    options: Tallies = rule.options
    numbers, nothing = facts.profile.numbers, any_of(options.nothing)
    runs = any_of(options.runs, number_pattern(numbers))
    views = [span for question in facts.answers.questions for span in question.views]
    for sentence in (one for view in views for one in facts.sentences_within(view) if nothing.search(facts.document.quote(one))):
        counted = list(runs.finditer(facts.document.text, sentence.start, sentence.end))
        counts = [value_of(match[0], numbers) or 0 for match in counted]
        if len(counts) >= _RUN and sum(counts) > total.number:
            related = [(total.span, rule.messages["counted"])]
            parts, whole = " + ".join(map(str, counts)), Span(counted[0].start(), sentence.end)
            yield found(facts, rule, whole, variant="sum", related=related, parts=parts, number=sum(counts), total=total.number)


def _stances(facts: Facts, options: Tallies, question: Question) -> Iterator[list[Stated]]:
    for patterns in options.stances.values():
        yield list(_stated(facts, patterns, question))


def _stated(facts: Facts, patterns: tuple[str, ...], question: Question, *, last: bool = False) -> Iterator[Stated]:
    """The numbers that the patterns find in the views on a question, the first of each match or the last."""
    numbers = facts.profile.numbers
    number = number_pattern(numbers)
    for view in question.views:
        for match in any_of(patterns, number).finditer(facts.document.text, view.start, view.end):
            written = re.findall(number, match[0], re.IGNORECASE)
            value = value_of(written[-1 if last else 0], numbers) if written else None
            if value is not None:
                yield Stated(value, Span(*match.span()))

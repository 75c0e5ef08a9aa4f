"""word-numeral, tallies: numbers that are written twice, and numbers of respondents that are too many."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.kinds_counted import Kinds, more_than_counted
from seclint.checks.sides import Sides, sides
from seclint.checks.stance_tables import odd_lines, stances_in_tables
from seclint.facts import Facts
from seclint.facts.answers import Question
from seclint.facts.counts import Stated, number_pattern, value_of
from seclint.facts.wording import alternatives, any_of
from seclint.model import Finding, Rule, Span
from seclint.patterns import compiled

_READ = ("paragraph", "item", "cell", "footnote", "caption", "heading")
_NEAR = 20  # characters before a whole in which the number of a part of it begins


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
    bracket = compiled(rf"\((?:\d|{word})", re.IGNORECASE)
    pair = compiled(rf"(?<![\w-])(?:({words})\s*\((\d{{1,3}})\)|(\d{{1,3}})\s*\(({words})\))", re.IGNORECASE)
    unless = compiled(rf"(?:{alternatives(options.unless)})\s*$", re.IGNORECASE)
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
        if not unless.search(before):
            yield found(facts, rule, Span(*match.span()), words=in_words, figures=figures)


def _value(words: str, numbers: Mapping[str, int]) -> int:
    """The value of a number in words: "twenty-five", "one hundred and twenty"."""
    total = 0
    for word in re.findall(r"[a-z]+", words):
        value = numbers.get(word, 0)
        total = (total or 1) * value if value >= 100 and total % 100 else total + value
    return total


class Tallies(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions. ``those``: a ``{number}`` and whom it counts. ``stances``: how ``{those}`` of each stance are counted.

    Stances exclude each other. ``sides``: how they are counted in one sentence, whatever they are. ``answers``: what heads the columns
    or the rows of a table of stances, ``totals`` the column that sums the others up. ``line_stances``: the same in lines, of which
    some of the letters ``line_cues`` stand in each. ``rests``: some and those who are left, as groups ``some`` and ``rest``, in blocks in
    which some of the letters ``rest_cues`` stand. ``whole``: what makes the ``{number}`` of a whole of the one in front: "two of the five".
    ``objects``: behind a stance, the ``object`` that it is taken on; ``turning``, at the start of a sentence, turns to another one.
    ``elsewhere``: before a stance, what makes those who take it some of others than all respondents. ``kinds``: how those of one kind are
    counted.
    """

    those: str
    stances: dict[str, tuple[str, ...]]
    sides: Sides
    answers: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    line_stances: tuple[str, ...] = ()
    line_cues: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()
    rest_cues: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    turning: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    kinds: Kinds = Kinds((), ())


def tallies(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Places where more respondents are counted than there were, or more of something than the whole has: "six of the five"."""
    yield from _beyond_whole(facts, rule)
    received = {one.number: one for one in reversed(facts.received.told)}
    if not received or facts.rounds.are_several:
        return
    total = received[max(received)]
    if not facts.received.more:
        yield from more_than_counted(facts, rule, rule.options.kinds)
    if facts.received.more:
        yield from _unlike_others(facts, rule, total)
        return
    told = [*_in_lines(facts, rule, total)]
    for ways in (_in_sentences, _with_rest, _in_views):
        told += [one for one in ways(facts, rule, total) if not any(_overlap(one, other) for other in told)]
    yield from told
    yield from _in_tables(facts, rule, total)


def _beyond_whole(facts: Facts, rule: Rule) -> Iterator[Found]:
    numbers, text = facts.profile.numbers, facts.document.text
    number = number_pattern(numbers)
    whole, part = any_of(rule.options.whole, number), compiled(rf"{number}\s+$", re.IGNORECASE)
    for behind in whole.finditer(text):
        before = part.search(text, max(0, behind.start() - _NEAR), behind.start())
        more, all_of_them = (value_of(match[0], numbers) or 0 for match in (before, behind) if match) if before else (0, 0)
        if before and more > all_of_them:
            span = Span(before.start(), behind.end())
            yield found(facts, rule, span, variant="whole", part=facts.document.quote(span), number=more, total=all_of_them)


def _overlap(one: Found, other: Found) -> bool:
    return isinstance(one, Finding) and isinstance(other, Finding) and one.span.overlaps(other.span)


def _in_views(facts: Facts, rule: Rule, total: Stated) -> Iterator[Found]:
    options: Tallies = rule.options
    for question in facts.answers.questions:
        stances = [told for told in _stances(facts, options, question, total.number) if told]
        counted = [max(told, key=lambda one: one.number) for told in stances]
        if _are_on_several(facts, options, stances, counted):
            continue
        more = next((one for one in counted if one.number > total.number), None)
        if more is not None:
            yield found(facts, rule, more.span, related=[(total.span, rule.messages["counted"])], number=more.number, total=total.number)
        elif sum(one.number for one in counted) > total.number:
            first, *others = sorted(counted, key=lambda one: one.span)
            related = [*((one.span, rule.messages["also"]) for one in others), (total.span, rule.messages["counted"])]
            yield _too_many(facts, rule, first.span, (first, *others), related, total)


def _are_on_several(facts: Facts, options: Tallies, stances: Sequence[Sequence[Stated]], counted: Sequence[Stated]) -> bool:
    """Whether stances are taken on several things, so that one respondent may take two: "Ten liked the aim, five objected to the means"."""
    several = sum(len({one.number for one in told}) > 1 for told in stances) > 1
    text, object_, turning = facts.document.text, any_of(options.objects), any_of(options.turning)
    matches = [match for one in counted if (match := object_.match(text, one.span.end))]
    sentences = {facts.sentence(one.span) for one in counted}
    turns = len(sentences) > 1 and any(turning.match(text, one.start, one.end) for one in sentences)
    return several or turns or len({match["object"].lower() for match in matches}) > 1


def _in_sentences(facts: Facts, rule: Rule, total: Stated) -> Iterator[Found]:
    options: Tallies = rule.options
    for counted in sides(facts, options.sides, _those(facts, options)):
        if sum(one.number for one in counted) > total.number:
            span = Span(counted[0].span.start, counted[-1].span.end)
            yield _too_many(facts, rule, span, counted, [(total.span, rule.messages["counted"])], total)


def _with_rest(facts: Facts, rule: Rule, total: Stated) -> Iterator[Found]:
    """Some respondents, and those who are left: "Six respondents agreed. The remaining one did not"."""
    options: Tallies = rule.options
    pattern, numbers = any_of(options.rests, number_pattern(facts.profile.numbers)), facts.profile.numbers
    for block in facts.blocks_with(options.rest_cues):
        for match in pattern.finditer(facts.document.text, block.start, block.end):
            some, rest = value_of(match["some"], numbers) or 0, value_of(match["rest"], numbers) or 1
            if some + rest > total.number and not _divides(facts, match, some - rest):
                counted = (Stated(some, Span(*match.span("some"))), Stated(rest, Span(*match.span("rest"))))
                yield _too_many(facts, rule, Span(*match.span()), counted, [(total.span, rule.messages["counted"])], total)


def _divides(facts: Facts, told: re.Match[str], others: int) -> bool:
    """Whether those who are left are some of the first, of whom so many others are told: "Eight replied. Five agreed. The other three"."""
    number = compiled(number_pattern(facts.profile.numbers), re.IGNORECASE)
    between = number.finditer(facts.document.text, told.end("some"), told.start("rest"))
    return others in (value_of(match[0], facts.profile.numbers) for match in between)


def _too_many(facts: Facts, rule: Rule, span: Span, counted: Sequence[Stated], related: Sequence[tuple[Span, str]], total: Stated) -> Found:
    numbers = [one.number for one in counted]
    parts = " + ".join(map(str, numbers))
    return found(facts, rule, span, variant="sum", related=related, parts=parts, number=sum(numbers), total=total.number)


def _in_tables(facts: Facts, rule: Rule, total: Stated) -> Iterator[Found]:
    options: Tallies = rule.options
    numbers = facts.profile.numbers
    stances = stances_in_tables(facts.document, facts.tables, options.answers, options.totals, numbers)
    more = {name: counts for name, counts in stances if sum(counts) > total.number}
    odd = dict(odd_lines(facts.document, facts.tables, total.number, numbers))
    yield from (_line(facts, rule, name, counts, total) for name, counts in (odd | more).items() if any(counts))


def _unlike_others(facts: Facts, rule: Rule, total: Stated) -> Iterator[Found]:
    """The line of a table that does not add up to the total, as all others do, though there may be other totals."""
    for name, counts in odd_lines(facts.document, facts.tables, total.number, facts.profile.numbers):
        if any(counts):
            yield _line(facts, rule, name, counts, total)


def _line(facts: Facts, rule: Rule, name: Span, counts: Sequence[int], total: Stated) -> Found:
    parts, related = " + ".join(map(str, counts)), [(total.span, rule.messages["counted"])]
    return found(facts, rule, name, variant="sum", related=related, parts=parts, number=sum(counts), total=total.number)


def _in_lines(facts: Facts, rule: Rule, total: Stated) -> Iterator[Found]:
    """Stances that are counted one after the other in a few words: "6 yes, 1 no, 1 blank"; a paragraph may give its own total."""
    options: Tallies = rule.options
    number, stance = number_pattern(facts.profile.numbers), alternatives(options.line_stances)
    one = rf"(?:{number}\s+(?:(?:said|say|answered|replied)\s+)?(?:{stance})|(?:{stance})\s*[:–-]\s*{number})"
    line = compiled(rf"(?<!\w){one}(?:\s*[,;.]\s*(?:and\s+)?{one})+(?!\w)", re.IGNORECASE)
    own = compiled(rf"\(({number})\s+(?:in\s+(?:all|total)|respondents|responses|answers)\W*\)", re.IGNORECASE)
    for block in facts.blocks_with(options.line_cues):
        matches = list(line.finditer(facts.document.text, block.start, block.end))
        given = own.search(facts.document.text, block.start, block.end) if len(matches) == 1 else None
        whole = value_of(given[1], facts.profile.numbers) if given else None
        for match in matches:
            counts = [value_of(written, facts.profile.numbers) or 0 for written in compiled(number, re.IGNORECASE).findall(match[0])]
            taken = compiled(rf"\b(?:{stance})\b").findall(match[0].lower())
            right = sum(counts) <= total.number if whole is None else sum(counts) == whole
            if right or len(taken) != len(set(taken)):
                continue
            there = Span(*given.span()) if given else total.span
            parts = " + ".join(map(str, counts))
            related = [(there, rule.messages["counted"])]
            limit = total.number if whole is None else whole
            yield found(facts, rule, Span(*match.span()), variant="sum", related=related, parts=parts, number=sum(counts), total=limit)


def _stances(facts: Facts, options: Tallies, question: Question, total: int) -> Iterator[list[Stated]]:
    for patterns in options.stances.values():
        yield list(_stated(facts, options, tuple(one.replace("{those}", _those(facts, options)) for one in patterns), question, total))


def _those(facts: Facts, options: Tallies) -> str:
    return options.those.replace("{number}", number_pattern(facts.profile.numbers))


def _stated(facts: Facts, options: Tallies, patterns: tuple[str, ...], question: Question, total: int) -> Iterator[Stated]:
    """The numbers that the patterns find in the views on a question, the first of each match; not those of others than all respondents."""
    numbers, elsewhere = facts.profile.numbers, any_of(options.elsewhere, number_pattern(facts.profile.numbers))
    for view in question.views:
        for match in any_of(patterns).finditer(facts.document.text, view.start, view.end):
            value, start = value_of(match[0], numbers), facts.sentence(Span(*match.span())).start
            others = elsewhere.search(facts.document.text[start : match.start()])
            if value is not None and (others is None or value_of(others[0], numbers) == total):
                yield Stated(value, Span(*match.span()))

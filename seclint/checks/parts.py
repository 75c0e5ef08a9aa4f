"""parts-of-whole: numbers of parts that do not add up to the number of the whole."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.totals import wrong_sums
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, value_of
from seclint.facts.lists import Led
from seclint.facts.wording import any_of, phrases, standing
from seclint.model import Rule, Span


class Parts(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions; ``{number}`` stands for a number, and the names of ``words`` for what they say.

    ``cues`` are words, ``leads`` expressions, of which one stands in every sentence that is searched. ``whole``: a number of counted
    things, up to where its parts begin; ``things``: the same of things that parts may share; ``people``: the same of those who take sides,
    which divide them only where something ``parting`` stands among the sides and nothing ``repeated``. ``lists``: a lead-in to a list.
    ``part``: one part, its number first. ``complete``: what must stand before the last part for the parts to be all of them. ``open``:
    words that say that there are others. ``kinds``: what is behind the numbers of such parts. ``goes_on``: how a sentence begins that
    names the parts of a whole in the sentence before it. ``acts``, behind the last part: what is said of some of the whole only.
    ``totals``: what heads the column or the last row of a table that sums up the others.
    """

    cues: tuple[str, ...]
    leads: tuple[str, ...]
    whole: tuple[str, ...]
    things: tuple[str, ...]
    people: tuple[str, ...]
    parting: tuple[str, ...]
    repeated: tuple[str, ...]
    lists: tuple[str, ...]
    part: tuple[str, ...]
    complete: tuple[str, ...]
    open: tuple[str, ...]
    goes_on: tuple[str, ...]
    kinds: tuple[str, ...]
    acts: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    words: dict[str, str] = {}


_Sharing = Literal["none", "some", "sides"]  # whether a counted thing may be in several parts


class _Search(Struct, frozen=True):
    """The patterns of the options for one document."""

    facts: Facts
    rule: Rule
    options: Parts

    def pattern(self, listed: tuple[str, ...]) -> re.Pattern[str]:
        for name, words in self.options.words.items():
            listed = tuple(one.replace(f"{{{name}}}", words) for one in listed)
        return any_of(listed, number_pattern(self.facts.profile.numbers))

    def value(self, span: Span) -> int:
        return value_of(self.facts.document.quote(span), self.facts.profile.numbers) or 0


def parts_of_whole(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A whole, its parts named one by one, and a sum that is not the whole."""
    search = _Search(facts, rule, rule.options)
    options, text = search.options, facts.document.text
    wholes: tuple[tuple[re.Pattern[str], _Sharing], ...] = (
        (search.pattern(options.whole), "none"),
        (search.pattern(options.things), "some"),
        (search.pattern(options.people), "sides"),
    )
    part, seen = search.pattern(options.part), 0
    for sentence, named_from in _sentences(search):
        for whole, sharing in wholes:
            for match in whole.finditer(text, max(seen, sentence.start), sentence.end):
                if match.end() < named_from:
                    continue
                end = _clause_end(search, match.end(), sentence.end)
                parts = [Span(*one.span()) for one in part.finditer(text, match.end(), end)]
                told = list(_compare(search, Span(*match.span()), parts, end, sharing))
                seen = end if told else seen
                yield from told
    for led in facts.lists:
        yield from _compare_list(search, led)
    for one in wrong_sums(facts.document, facts.tables, options.totals, facts.profile.numbers):
        yield _finding(search, one.total, one.stated, one.parts)


def _sentences(search: _Search) -> Iterator[tuple[Span, int]]:
    """The sentences in which a cue or a lead stands, each once, and together with the one before or behind
    where one of the two goes on about the other.

    With each stands where its parts may begin.
    """
    facts, text = search.facts, search.facts.document.text
    here = tuple(standing(search.options.cues, text, facts.lowered))
    starts = [match.start() for match in phrases(here).finditer(text)] if here else []
    starts += [match.start() for match in search.pattern(search.options.leads).finditer(text)]
    goes_on = search.pattern(search.options.goes_on)
    seen = Span(0, 0)
    for start in sorted(starts):
        sentence = facts.sentence(Span(start, start + 1))
        if sentence != seen:
            yield sentence, sentence.start
        seen = sentence
        before, behind = _last_in_block(facts, sentence), _next_in_block(facts, sentence)
        if before is not None and goes_on.match(text, sentence.start):
            yield Span(before.start, sentence.end), before.end
        if behind is not None and goes_on.match(text, behind.start):
            yield Span(sentence.start, behind.end), sentence.end


def _last_in_block(facts: Facts, sentence: Span) -> Span | None:
    """The sentence before one in the same block."""
    block = facts.document.block_at(sentence.start).span
    end = block.start + len(facts.document.text[block.start : sentence.start].rstrip())
    return facts.sentence(Span(end - 1, end)) if end > block.start else None


def _next_in_block(facts: Facts, sentence: Span) -> Span | None:
    """The sentence behind one in the same block."""
    block = facts.document.block_at(sentence.start).span
    behind = facts.document.text[sentence.end : block.end]
    start = sentence.end + len(behind) - len(behind.lstrip())
    return facts.sentence(Span(start, start + 1)) if start < block.end else None


def _clause_end(search: _Search, start: int, end: int) -> int:
    """Where the list of parts ends: a semicolon that no further part follows, or the end of the sentence without its full stop."""
    text = search.facts.document.text
    semicolon = search.pattern((r";(?!\s*(?:and\s+)?(?:the\s+(?:other|remaining)\s+)?{number})",)).search(text, start, end)
    return start + len(text[start : semicolon.start() if semicolon else end].rstrip(" .)"))


def _compare(search: _Search, whole: Span, parts: Sequence[Span], end: int, sharing: _Sharing) -> Iterator[Found]:
    """The finding when the parts cannot make the whole."""
    options, text = search.options, search.facts.document.text
    total, values = search.value(whole), [search.value(part) for part in parts]
    if not total or len(parts) < 2 or sum(values) == total:
        return
    listed = text[whole.end : end]
    if search.pattern(options.open).search(listed):
        return
    last = text[parts[-2].end : parts[-1].start]
    joined = any_of(options.complete).search(last)
    if sharing == "sides":
        divides = any_of(options.parting).search(listed) and not any_of(options.repeated).search(listed)
        if divides and (joined or sum(values) > total):
            yield _finding(search, Span(whole.start, end), total, values)
        return
    if search.pattern(options.acts).match(text, parts[-1].end, end):
        return
    shared = sharing == "some"
    all_named = joined and all(any_of(options.kinds).match(text, part.end, end) for part in parts)
    if (all_named or (sum(values) > total and not shared)) and not (shared and max(values) >= total):
        yield _finding(search, Span(whole.start, end), total, values)


def _compare_list(search: _Search, led: Led) -> Iterator[Found]:
    """The finding for a lead-in with a number, and items that each begin with one."""
    text, options = search.facts.document.text, search.options
    matches = list(search.pattern(options.lists).finditer(text, led.lead_in.start, led.lead_in.end))
    number = re.compile(rf"{number_pattern(search.facts.profile.numbers)}\s+(?!of\s+the)", re.IGNORECASE)
    if not matches or search.pattern(options.open).search(text, matches[0].start(), led.parts[-1].end):
        return
    firsts = [number.match(text, item.start, item.end) for item in led.parts]
    if not all(firsts):
        return
    part = search.pattern(options.part)
    further = [one for first, item in zip(firsts, led.parts, strict=True) if first for one in part.finditer(text, first.end(), item.end)]
    values = [search.value(Span(*one.span())) for one in (*firsts, *further) if one is not None]
    total = search.value(Span(*matches[0].span()))
    if len(led.parts) > 1 and total and sum(values) != total and max(values) < total:
        yield _finding(search, Span(*matches[0].span()), total, values)


def _finding(search: _Search, span: Span, total: int, values: Sequence[int]) -> Found:
    parts = " + ".join(map(str, values))
    return found(search.facts, search.rule, span, total=total, parts=parts, sum=sum(values))

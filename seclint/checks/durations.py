"""duration: how long something is said to take, against the days on which it begins and ends."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from seclint.checks.found import found
from seclint.checks.lengths import Lengths, lengths_in, mismatch, sentences_with_lengths
from seclint.checks.step_lengths import step_lengths
from seclint.facts import Facts
from seclint.facts.days import bounds, in_words
from seclint.facts.milestones import Milestone
from seclint.facts.periods import Step
from seclint.facts.wording import alternatives, any_of, phrases
from seclint.model import Finding, Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Date

_ASIDE = compiled(r",\s*(?:which|who|where|during|after|because)\b[^,;:]*\Z")  # "SIT, which was held up for two weeks, runs"
_BRACKET = compiled(r"\s*\(")
_PROSE = ("paragraph", "item", "cell")
_DAY = len("2031-03-03")
_MONTH = len("2031-08")
_NEAR = 6  # words between two days where only a preposition leads to the second: "from 3 May, or from the build on, until 8 June"


class _Period(Struct, frozen=True):
    """Two days and where they are written; behind ``end`` only a length that is led to is theirs, with ``between`` before it."""

    span: Span
    first: date
    last: date
    end: int | None = None
    between: re.Pattern[str] = re.compile("")

    def reaches(self, text: str, start: int) -> bool:
        """Whether a length that begins there may be this period's."""
        if self.end is None or start < self.end:
            return True
        words = text[self.end : start]
        return not words.strip(" ,(–—-") or self.between.fullmatch(words) is not None


def duration(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """A stated length that is not that of its period, and periods that end before they begin; each length once."""
    told: set[Span | None] = set()
    lengths = (
        *_of_consultation(facts, rule),
        *_of_extension(facts, rule),
        *step_lengths(facts, rule),
        *_of_sentences(facts, rule),
        *_one_by_one(facts, rule),
    )
    for one in (*_reversed(facts, rule), *lengths):
        if one.span not in told:
            told.add(one.span)
            yield one


def _of_sentences(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """The lengths in sentences that give the days, too."""
    options: Lengths = rule.options
    inexact, apart, moving = any_of(options.inexact), any_of(options.apart), any_of(options.moving)
    text = facts.document.text
    for period in (*_written(facts), *_begun_and_ended(facts, options)):
        sentence = facts.sentence(period.span)
        lengths = [one for one in lengths_in(facts, options, sentence) if not _is_difference(facts, options, sentence, one.span)]
        moved = moving.search(text[sentence.start : period.span.start]) is not None
        if len(lengths) != 1 or moved or apart.search(text, sentence.start, sentence.end):
            continue
        start, end = lengths[0].span.start, lengths[0].span.end
        beside = _BRACKET.fullmatch(text, end, max(end, period.span.start))  # "the first four weeks (3 to 28 March 2031)"
        if (beside or not inexact.search(text[max(sentence.start, start - 25) : start])) and period.reaches(text, start):
            yield from mismatch(facts, rule, lengths[0], (period.first, period.last), [period.span])


def _is_difference(facts: Facts, options: Lengths, sentence: Span, length: Span) -> bool:
    """Whether a length is that of something else than the period: by how much it was moved, or what is told in an aside."""
    text = facts.document.text
    changed = any_of(options.changed).search(text[sentence.start : length.start]) is not None
    return changed or (_ASIDE.search(text, sentence.start, length.start) is not None and text.startswith(",", length.end))


def _one_by_one(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """The lengths of sentences with several periods, where each period follows a length of its own."""
    options: Lengths = rule.options
    vague, text = any_of((*options.inexact, *options.changed)), facts.document.text
    periods = [(one, days) for one in facts.mentions.dates if (days := _days(one)) is not None]
    by_sentence: dict[Span, list[tuple[Date, tuple[date, date]]]] = {}
    for one, days in periods:
        by_sentence.setdefault(facts.sentence(one.span), []).append((one, days))
    for sentence, told in by_sentence.items():
        lengths = sorted(lengths_in(facts, options, sentence), key=lambda length: length.span) if len(told) > 1 else []
        places = [place for length, (one, _) in zip(lengths, told, strict=False) for place in (length.span.start, one.span.start)]
        if len(lengths) != len(told) or places != sorted(places) or len(facts.dates_in(sentence)) != len(told):
            continue
        for length, (one, days) in zip(lengths, told, strict=True):
            apart = any_of(options.apart).search(text, length.span.end, one.span.start)
            if not apart and not vague.search(text[max(sentence.start, length.span.start - 25) : length.span.start]):
                yield from mismatch(facts, rule, length, days, [one.span])


def _written(facts: Facts) -> Iterator[_Period]:
    """The periods of days that are written as one, where their sentence gives no other date."""
    for one in facts.mentions.dates:
        days = _days(one)
        if days is not None and facts.dates_in(facts.sentence(one.span)) == [one]:
            yield _Period(one.span, *days)


def _begun_and_ended(facts: Facts, options: Lengths) -> Iterator[_Period]:
    """The periods between two such days that run forwards."""
    for first, last in _said_to_begin_and_end(facts, options):
        days = date.fromisoformat(first.value), date.fromisoformat(last.value)
        if days[0] <= days[1]:
            yield _Period(Span(first.span.start, last.span.end), *days, last.span.end, any_of(options.sums_up))


def _said_to_begin_and_end(facts: Facts, options: Lengths) -> Iterator[tuple[Date, Date]]:
    """The two days of a sentence on which something begins and ends: "SIT starts on 3 March 2031 and ends on 28 March 2031"."""
    text = facts.document.text
    through = any_of(options.through)
    begins, ends = (compiled(rf"(?:{alternatives(words)})\s*$", re.IGNORECASE) for words in (options.begins, options.ends))
    for sentence in dict.fromkeys(facts.sentence(one.span) for one in facts.mentions.dates):
        dates = facts.dates_in(sentence)
        days = [one for one in dates if one.precision == "day" and one.value and not (one.impossible or one.inferred or one.ends)]
        if len(dates) != 2 or len(days) != 2:
            continue
        first, last = dates
        between = text[first.span.end : last.span.start]
        if len(between.split()) > _NEAR and through.search(between):
            continue
        if begins.search(text[sentence.start : first.span.start]) and ends.search(between):
            yield first, last


def _of_consultation(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """How long the consultation is said to have been open, against the days on which it opened and closed."""
    options: Lengths = rule.options
    told = {event: [one for one in facts.events if one.event == event and not one.about] for event in ("issued", "closed")}
    opened, closed = ({one.value for one in events if len(one.value) == _DAY} for events in told.values())
    if len(opened) != 1 or len(closed) != 1:
        return
    written = opened | closed
    days = date.fromisoformat(opened.pop()), date.fromisoformat(closed.pop())
    spans = [next(one.span for one in events if len(one.value) == _DAY) for events in told.values()]
    text, before, changed = facts.document.text, any_of(options.open_for), any_of(options.changed)
    given, for_it, answering = (any_of(words) for words in (options.given, options.given_for, options.to_answer))
    behind = any_of((*options.after_opening, *(options.after_own_date if facts.front.date == days[0].isoformat() else ())))
    closing = [one.date.span for one in told["closed"]]
    names, others = phrases(facts.lexicon.nouns["consultation"]), phrases(facts.lexicon.words.others)
    dating = dict.fromkeys(facts.sentence(one.span) for events in told.values() for one in events)
    for sentence, follows, goes_on in _about_consultation(facts, options, dating):
        for length in lengths_in(facts, options, sentence):
            lead = text[max(sentence.start, length.span.start - 60) : length.span.start]
            if (last := _date_before(facts, sentence, length.span)) is not None and last.value not in written:
                continue
            about = sentence in dating or names.search(text, sentence.start, sentence.end)
            if changed.search(lead):
                continue
            if about and sentence not in dating and others.search(text, sentence.start, length.span.start):
                continue
            leads = about and before.search(lead)
            allows = given.search(lead) and (answering if not (about or goes_on) else for_it).match(text, length.span.end)
            if follows or leads or allows or behind.match(text, length.span.end) or _is_beside(facts, options, length.span, closing):
                yield from mismatch(facts, rule, length, days, spans)


def _of_extension(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """By how much the closing date is said to have been put back, against the one day given before and the one that follows."""
    options: Lengths = rule.options
    text, changed = facts.document.text, any_of(options.changed)
    closed = {one.value: one.date.span for one in facts.events if one.event == "closed" and not one.about and len(one.value) == _DAY}
    for sentence in sentences_with_lengths(facts, options) if closed else ():
        lengths = lengths_in(facts, options, sentence) if facts.lexicon.extended.search(text, sentence.start, sentence.end) else ()
        for length in lengths:
            behind = [one for one in facts.dates_in(Span(length.span.end, sentence.end)) if one.precision == "day" and one.value]
            before = [day for day, span in closed.items() if span.end <= length.span.start]
            if len(behind) == len(before) == 1 and changed.search(text[sentence.start : length.span.start]):
                days = (date.fromisoformat(before[0]), date.fromisoformat(behind[0].value))
                yield from mismatch(facts, rule, length, days, [closed[before[0]], behind[0].span]) if days[0] < days[1] else ()


def _date_before(facts: Facts, sentence: Span, length: Span) -> Date | None:
    """The last day of a sentence before a length, which may be that until then: "It was to close on 3 May, after ten Working Days"."""
    days = [one for one in facts.dates_in(sentence) if one.span.end <= length.start and one.precision == "day" and not one.ends]
    return days[-1] if days else None


def _is_beside(facts: Facts, options: Lengths, length: Span, closing: Sequence[Span]) -> bool:
    """Whether a length leads to the day of closing, or says behind that day how much later it is."""
    text, leads, later = facts.document.text, any_of(options.before_closing), any_of(options.later)
    behind = any(text[one.end : length.start].strip(" ,") == "" and one.end < length.start for one in closing)
    return (behind and later.match(text, length.end) is not None) or any(leads.fullmatch(text, length.end, one.start) for one in closing)


def _about_consultation(facts: Facts, options: Lengths, dating: dict[Span, None]) -> Iterator[tuple[Span, bool, bool]]:
    """The sentences with a length that may be the consultation's, whether each tells its length, and whether it follows one with its dates.

    One that is nothing but a length tells it, too, right before such a sentence: "Three weeks."
    """
    goes_on, text = any_of(options.goes_on), facts.document.text
    for sentence in sentences_with_lengths(facts, options):
        block = facts.document.block_at(sentence.start)
        behind = _beside(facts, block.span, sentence, before=True) in dating
        lengths = [one.span for one in lengths_in(facts, options, sentence)]
        alone = len(lengths) == 1 and not (text[sentence.start : lengths[0].start] + text[lengths[0].end : sentence.end]).strip(" .")
        tells = behind and goes_on.match(text, sentence.start) is not None
        if block.kind in _PROSE:
            yield sentence, tells or (alone and _beside(facts, block.span, sentence, before=False) in dating), behind


def _beside(facts: Facts, block: Span, sentence: Span, *, before: bool) -> Span | None:
    """The sentence of the same paragraph right before or behind one."""
    text = facts.document.text
    if before:
        end = block.start + len(text[block.start : sentence.start].rstrip())
        return facts.sentence(Span(end - 1, end)) if end > block.start else None
    start = block.end - len(text[sentence.end : block.end].lstrip())
    return facts.sentence(Span(start, start + 1)) if start < block.end else None


def _reversed(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """Periods that end before they begin; a day that is brought forward "from" one "to" another is none."""
    options: Lengths = rule.options
    moved, text = any_of(options.moved), facts.document.text
    for period in facts.mentions.dates:
        if len(period.ends) == 2 and not any(end.impossible for end in period.ends) and _is_of_known_years(period):
            first, last = (bounds(end.value) for end in period.ends)
            if first and last and last[1] < first[0] and not moved.search(text, facts.sentence(period.span).start, period.span.start):
                yield _backwards(facts, rule, period.span, period.ends[0].value, period.ends[1].value)
    for begun, ended in _said_to_begin_and_end(facts, options):
        if ended.value < begun.value and not moved.search(text, facts.sentence(ended.span).start, ended.span.start):
            yield _backwards(facts, rule, ended.span, begun.value, ended.value, [begun.span])
    yield from _reversed_rows(facts, rule)


def _is_of_known_years(period: Date) -> bool:
    """Whether the years are written, or need not be: "21 to 11 August 2031" goes into no other year, as "15 December to 9 January" does."""
    first, last = period.ends
    return not (first.inferred or last.inferred) or first.value[:_MONTH] == last.value[:_MONTH]


def _reversed_rows(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """Steps that end before they begin in a row of a table; those of a testing document are a rule of their own."""
    options: Lengths = rule.options
    rows: dict[tuple[Step, int, int], dict[str, Milestone]] = {}
    for one in facts.milestones if facts.kind not in options.not_rows else ():
        cell = facts.document.block_at(one.span.start).cell
        if cell is not None:
            rows.setdefault((one.key[0], cell.table, cell.row), {}).setdefault(one.key[1], one)
    for edges in rows.values():
        start, end = edges.get("start"), edges.get("end")
        if start is not None and end is not None and end.value < start.value:
            days = [facts.dates_in(one.span)[-1].span for one in (start, end)]
            yield _backwards(facts, rule, days[1], start.value, end.value, days[:1])


def _backwards(facts: Facts, rule: Rule, span: Span, first: str, last: str, start: Sequence[Span] = ()) -> Finding:
    related = [(one, rule.messages["start"]) for one in start]
    return found(facts, rule, span, variant="reversed", related=related, first=in_words(first), last=in_words(last))


def _days(period: Date) -> tuple[date, date] | None:
    """The two days of a period of days that runs forwards."""
    if len(period.ends) != 2 or any(end.precision != "day" or end.impossible for end in period.ends):
        return None
    return bounds(period.value)

"""Numbers in words or figures, and how many responses the document says there were."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter

from msgspec import Struct

from seclint.facts.outline import Outline
from seclint.facts.profile import Profile
from seclint.facts.tables import Table
from seclint.facts.wording import any_of, any_word_of, phrases, plain
from seclint.model import Document, Span
from seclint.patterns import compiled

_FIRST = 2  # paragraphs of a section that say how many there are
_SPOKEN = ("paragraph", "item")
_PROSE = ("paragraph", "item", "cell", "heading")


class Stated(Struct, frozen=True):
    """A number that the document states, with the words that state it."""

    number: int
    span: Span


def number_pattern(numbers: Mapping[str, int]) -> str:
    """A regular expression for a number: one of the words, with its figures in brackets or without, or figures."""
    return rf"{_plain_number(tuple(numbers))}(?:\s\(\d{{1,3}}\)(?!\w))?"


@lru_cache(maxsize=16)
def _plain_number(numbers: tuple[str, ...]) -> str:
    # Whether anything begins with a letter is asked once; behind it the longest word goes first.
    ordered = sorted(numbers, key=lambda word: (word[0], -len(word)))
    begun = {first: "|".join(word[1:] for word in some) for first, some in groupby(ordered, key=itemgetter(0))}
    written = "|".join((*(f"{first}(?:{rest})" for first, rest in begun.items()), r"(?<!No\. )(?:\d{1,3}(?:,\d{3})+|\d{1,4})"))
    return rf"(?=[\d{''.join(begun)}])(?<![\w.])(?<!\d,)(?:{written})(?![\w%]|[.,]\d)"


def value_of(words: str, numbers: Mapping[str, int]) -> int | None:
    """The value of the first number in the words; None when there is none."""
    match = compiled(_plain_number(tuple(numbers)), re.IGNORECASE).search(words)
    if match is None:
        return None
    figures = match[0].replace(",", "")
    return int(figures) if figures.isdigit() else numbers.get(match[0].lower())


def stated(document: Document, patterns: tuple[str, ...], numbers: Mapping[str, int]) -> tuple[Stated, ...]:
    """Every place where one of the patterns matches in the body, with the last number in it: a day may stand before it."""
    pattern, number = any_word_of(patterns, number_pattern(numbers)), compiled(number_pattern(numbers), re.IGNORECASE)
    told = _stated(document, [block.span for block in document.blocks if block.kind in _PROSE], pattern, numbers)
    lasts = ((one, [value_of(words, numbers) for words in number.findall(document.quote(one.span))]) for one in told)
    return tuple(Stated(values[-1] or one.number, one.span) if values else one for one, values in lasts)


def responses_received(document: Document, sentences: Sequence[Span], profile: Profile, views: Sequence[Span]) -> tuple[Stated, ...]:
    """The statements of how many responses the consultation had; ``sentences`` are those of the blocks that may state it.

    Among the ``views`` on a question only a sentence that speaks of the whole tells of more than the answers to that question.
    """
    pattern, whole = any_word_of(profile.counts.received, number_pattern(profile.numbers)), any_of(profile.counts.whole)
    return tuple(
        one
        for one in _stated(document, _cued(document, sentences, profile), pattern, profile.numbers)
        if not any(one.span.within(span) for span in views) or whole.search(document.quote(document.block_at(one.span.start).span))
    )


def _cued(document: Document, sentences: Sequence[Span], profile: Profile) -> Iterator[Span]:
    """The sentences in which a cue and a number stand, each with the sign behind it: what follows one may count."""
    number = compiled(_plain_number(tuple(profile.numbers)), re.IGNORECASE)
    for sentence in sentences:
        words = document.quote(sentence).lower()
        if any(cue in words for cue in profile.counts.cues) and number.search(words):
            block = document.block_at(sentence.start)
            if block.kind in _PROSE:
                yield Span(sentence.start, min(sentence.end + 1, block.span.end))


def told_in_section(document: Document, outline: Outline, profile: Profile) -> tuple[Stated, ...]:
    """How many responses the section on them says first that there were."""
    wanted = profile.section.get(profile.counts.section)
    if wanted is None:
        return ()
    titled = phrases(wanted.aliases), any_of(wanted.titles)
    section = next((one for one in outline.sections if any(pattern.search(one.title) for pattern in titled)), None)
    blocks = [block.span for block in document.blocks[section.block + 1 : section.end] if block.kind in _SPOKEN] if section else []
    pattern = any_of(profile.counts.opening, number_pattern(profile.numbers))
    return tuple(islice(_stated(document, blocks[:_FIRST], pattern, profile.numbers), 1))


def told_in_tables(document: Document, tables: Sequence[Table], profile: Profile) -> tuple[Stated, ...]:
    """How many responses there were in all, where a table counts them by those who sent them."""
    heads, totals = (phrases(words) for words in (profile.counts.tabled, profile.counts.totals))
    lasts = (
        (row[column], value_of(document.quote(row[column]), profile.numbers))
        for table in tables
        for column, row in ((len(table.heads) - 1, table.rows[-1]),)
        if heads.fullmatch(table.heads[column]) and totals.fullmatch(plain(document.quote(row[0])))
    )
    return tuple(islice((Stated(number, cell) for cell, number in lasts if number), 1))


def _stated(document: Document, spans: Iterable[Span], pattern: re.Pattern[str], numbers: Mapping[str, int]) -> Iterator[Stated]:
    for span in spans:
        for match in pattern.finditer(document.text, span.start, span.end):
            number = value_of(match[0], numbers)
            if number is not None:
                yield Stated(number, Span(*match.span()))

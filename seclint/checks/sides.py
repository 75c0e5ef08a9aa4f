"""Respondents who are counted side by side in one sentence, each of them once: "six liked the dates, and two had no view"."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.counts import Stated, value_of
from seclint.facts.wording import any_of
from seclint.model import Span

_FEWEST = 2  # sides


class Sides(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions, in which ``{those}`` is a number and those whom it counts.

    ``cues``: letters of which some stand in every such sentence. ``begins``: what stands before a side. ``apart``: a whole side that is
    told in a few words, so that the others are sides of the same. ``shared``: what the same people may do, too.
    """

    cues: tuple[str, ...]
    begins: tuple[str, ...]
    apart: tuple[str, ...]
    shared: tuple[str, ...]


def sides(facts: Facts, forms: Sides, those: str) -> Iterator[tuple[Stated, ...]]:
    """The sides of each sentence that has some, of which one excludes the others."""
    begins, apart = (any_of(tuple(one.replace("{those}", those) for one in listed)) for listed in (forms.begins, forms.apart))
    shared = any_of(forms.shared)
    for block in facts.blocks_with(forms.cues):
        for sentence in facts.sentences_within(block):
            told = list(_told(facts, begins, sentence))
            words = [facts.document.quote(one.span) for one in told]
            if len(told) >= _FEWEST and any(map(apart.match, words)) and not shared.search(" ".join(words)):
                yield tuple(told)


def _told(facts: Facts, begins: re.Pattern[str], sentence: Span) -> Iterator[Stated]:
    """Each side with its number, to where the next begins."""
    starts = [sentence.start + match.end() for match in begins.finditer(facts.document.quote(sentence))]
    end_of_last = sentence.start + len(facts.document.quote(sentence).rstrip(" ."))
    for start, end in zip(starts, (*starts[1:], end_of_last), strict=False):
        number = value_of(facts.document.quote(Span(start, end)), facts.profile.numbers)
        if number:
            yield Stated(number, Span(start, end))

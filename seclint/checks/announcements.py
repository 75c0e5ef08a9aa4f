"""Numbers of things that a document announces: how they are read, and how the finding is told."""

import re

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, value_of
from seclint.facts.wording import any_of
from seclint.model import Rule, Span

MISCOUNT = 2  # more is no miscount: the number is one of other things
_MOST = 30  # a larger number is hardly that of a list


class Announced(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions; ``{number}`` stands for a number or one of ``vague``: words with the least number that they mean.

    ``lists``: the end of a lead-in that says how many things follow, its group ``noun`` what they are. ``before``: what right before the
    number makes it the number of something else; ``never``: nouns of what is not listed.
    ``sections``: how many subsections the section has that the sentence stands in. ``questions``: how many questions were asked. ``cues``
    are letters in lower case of which some stand in every paragraph of those, and of those ``beside`` what they count.
    ``tabled``: how many things a table has that the paragraph refers to, its group ``noun`` what the head of a column calls them; ``some``,
    right behind the reference, and ``qualified``, behind the number, make them some of the rows only. ``every``, before the number, says
    that all of them are meant, ``these`` does so right behind the table, and ``leading``, in the paragraph before a table, that it is
    about what follows.
    ``labelled``: how many things there are of which the labels follow, or the first and the last. ``beside``: how many the list or table
    right ``where`` ("below", "above") has. ``short``: a whole paragraph that announces what follows it without a
    colon. ``counting``: heads of a first column that say nothing of what the rows are; ``totals``: how rows begin that sum up the others.
    """

    vague: dict[str, int]
    lists: tuple[str, ...]
    before: tuple[str, ...]
    never: tuple[str, ...]
    sections: tuple[str, ...]
    questions: tuple[str, ...]
    cues: dict[str, tuple[str, ...]]
    tabled: str
    some: str
    qualified: str
    every: str
    these: str
    leading: str
    labelled: str
    beside: str
    short: tuple[str, ...]
    counting: tuple[str, ...]
    totals: tuple[str, ...]


class Count(Struct, frozen=True):
    """A number in words or figures; ``least`` when more are meant as well."""

    number: int
    least: bool

    def fits(self, actual: int) -> bool:
        """Whether so many things are those that are announced."""
        return actual >= self.number if self.least else actual == self.number


def pattern_of(facts: Facts, options: Announced, patterns: tuple[str, ...]) -> re.Pattern[str]:
    """The expressions as one, with all numbers in words and figures, and the vague ones."""
    return any_of(patterns, number_pattern({**facts.profile.numbers, **options.vague}))


def count_in(facts: Facts, options: Announced, words: str) -> Count | None:
    """The number in the words; None where there is none, or one that is too large to be that of a list."""
    vague = next((least for word, least in options.vague.items() if re.search(rf"\b{word}\b", words, re.IGNORECASE)), None)
    number = value_of(words, facts.profile.numbers)
    number = number if number is not None and number <= _MOST else None
    return Count(vague, least=True) if vague is not None else Count(number, least=False) if number is not None else None


def told(facts: Facts, rule: Rule, span: Span, variant: str, first: Span, actual: int) -> Found:
    """The finding that so many are stated, and so many are there, the ``first`` of them elsewhere."""
    related = [(first, rule.messages["first"])]
    return found(facts, rule, span, variant=variant, related=related, stated=facts.document.quote(span).strip(" .:–—-"), actual=actual)

"""How documents tell of the steps of the tests and their dates: registers/milestones.toml, compiled once for a run."""

import re
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from seclint.facts.days import MONTHS
from seclint.facts.wording import any_phrase, plain
from seclint.patterns import compiled

LONGEST = 8
"""Words of the name of a step."""

_DAY_NAME = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_ENDS_NAME = ("and", "but", "or", "until", "to", "by", "which", "that", "when", "before", "after")


class Edge(Struct, frozen=True, forbid_unknown_fields=True):
    """How the beginning or the end of a step is told; registers/milestones.toml says what each list is for."""

    name: str
    says: str
    verbs: tuple[str, ...]
    acts: tuple[str, ...]
    nouns: tuple[str, ...]
    heads: tuple[str, ...]
    whole: str = ""
    labels: tuple[str, ...] = ()


class MilestoneWords(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """registers/milestones.toml."""

    modals: tuple[str, ...]
    leads: tuple[str, ...]
    lasts: tuple[str, ...]
    deadlines: tuple[str, ...]
    unless: tuple[str, ...]
    drafted: tuple[str, ...]
    again: tuple[str, ...]
    relative: tuple[str, ...]
    places: tuple[str, ...]
    governing: tuple[str, ...]
    portions: tuple[str, ...]
    fillers: tuple[str, ...]
    unabbreviated: str
    bodies: tuple[str, ...]
    date_heads: tuple[str, ...]
    telling_heads: tuple[str, ...]
    head_words: tuple[str, ...]
    number_heads: tuple[str, ...]
    history_heads: tuple[str, ...]
    paper_heads: tuple[str, ...]
    happens: tuple[str, ...]
    participle: str
    done: str
    dated: str
    edge: tuple[Edge, ...]

    @cached_property
    def stop(self) -> frozenset[str]:
        """What is no part of the name of a step, months among it."""
        return frozenset((*map(stem, self.fillers), *(stem(month) for month in MONTHS)))

    def bare_head(self, head: str) -> str:
        """The head of a column without the words that every head may have: "start" for "planned start date"."""
        return " ".join(word for word in head.split() if word not in self.head_words) or (head and "date")

    @cached_property
    def of_dates(self) -> frozenset[str]:
        """The heads of columns of dates."""
        return frozenset(map(plain, self.date_heads))

    @cached_property
    def of_contents(self) -> frozenset[str]:
        """The heads of columns that say something of each row, which may be its date."""
        return frozenset(map(plain, self.telling_heads))

    @cached_property
    def of_numbers(self) -> frozenset[str]:
        """The heads of columns that only number the rows."""
        return frozenset(map(plain, self.number_heads))

    @cached_property
    def of_history(self) -> frozenset[str]:
        """The heads that only a table of the document's own versions has."""
        return frozenset(map(plain, self.history_heads))

    @cached_property
    def of_papers(self) -> frozenset[str]:
        """The heads of first columns that name papers, not steps."""
        return frozenset(map(plain, self.paper_heads))

    @cached_property
    def edges_of_heads(self) -> Mapping[str, str]:
        """The heads of columns of beginnings and ends, and the edge of each."""
        return {plain(head): edge.name for edge in reversed(self.edge) for head in edge.heads}

    @cached_property
    def step(self) -> re.Pattern[str]:
        """Finds a step that goes by no abbreviation: "user testing"."""
        return compiled(self.unabbreviated, re.IGNORECASE)

    @cached_property
    def portion(self) -> re.Pattern[str]:
        """Finds, at the end of words, a portion of a step that they go on about: "the last two weeks of SIT, which"."""
        of_step = rf"{any_phrase(self.portions)}\s+(?:of|between)\s+(?:the\s+)?[\w-]+(?:\s+and\s+[\w-]+)?,?\s+{any_phrase(self.relative)}$"
        return compiled(of_step, re.IGNORECASE)

    @cached_property
    def edges(self) -> Mapping[str, Edge]:
        """The edges by name."""
        return {edge.name: edge for edge in self.edge}

    @cached_property
    def told(self) -> re.Pattern[str]:
        """What stands right before a date: "(the step) will start on", "(start) the step on", "the start of (the step) is"."""
        lead = rf"(?:\s+(?:{any_phrase(self.leads)}))?\s*[:–-]?\s*{_DAY_NAME}$"
        behind = "|".join(
            rf"(?P<verb_{edge.name}>{any_phrase(edge.verbs)})|(?P<noun_{edge.name}>{any_phrase(edge.nouns)})" for edge in self.edge
        )
        before = "|".join(
            rf"(?P<of_{edge.name}>{any_phrase(edge.nouns)}\s+(?:of|for|to))|(?P<act_{edge.name}>{any_phrase(edge.acts)})"
            for edge in self.edge
        )
        name = rf"(?P<object>(?:\s+(?!{any_phrase((*self.leads, *_ENDS_NAME))})[\w&’'()/-]+){{1,{LONGEST}}}?)"
        return compiled(rf"(?:{any_phrase(self.modals)}\s+)?(?:{behind}){lead}|(?:{before}){name}{lead}", re.IGNORECASE)

    @cached_property
    def deadline(self) -> re.Pattern[str]:
        """What stands right before a date by which people must have done something."""
        return compiled(rf"(?:{any_phrase(self.deadlines)})\s+{_DAY_NAME}(?:the\s+)?$", re.IGNORECASE)

    @cached_property
    def lasting(self) -> re.Pattern[str]:
        """What stands right before a period: "(the step) runs from"."""
        lasts = rf"{any_phrase(self.lasts)}(?:\s+(?:from|between))?|(?:is|are)\s+(?:from|between)|(?<=[\w)])\s+(?:from|between)"
        return compiled(rf"(?:{any_phrase(self.modals)}\s+)?(?:{lasts})\s*{_DAY_NAME}$", re.IGNORECASE)

    @cached_property
    def happening(self) -> re.Pattern[str]:
        """What stands right before a date on which something happens: "(the cut-over) is on", "(the decision) is taken on"."""
        return compiled(rf"(?:{any_phrase(self.modals)}\s+)?(?:{any_phrase(self.happens)})\s+(?:on|for)\s+{_DAY_NAME}$", re.IGNORECASE)

    @cached_property
    def performed(self) -> re.Pattern[str]:
        """What stands right before a date on which something is done: "(UIT-B) is refreshed on"."""
        return compiled(rf"(?:{self.participle})\s+on\s+{_DAY_NAME}$", re.IGNORECASE)

    @cached_property
    def label(self) -> re.Pattern[str]:
        """A label that is nothing but a step and its edge: "Start of SIT", "SIT start", "Phase 3b testing begins"."""
        of = "|".join(rf"(?P<of_{edge.name}>{any_phrase(edge.nouns)})\s+(?:of|for|to|into)\s+" for edge in self.edge)
        behind = "|".join(rf"(?P<verb_{edge.name}>{any_phrase((*edge.verbs, *edge.nouns))})" for edge in self.edge)
        return compiled(rf"(?:{of})(?P<object>.+)|(?P<subject>.+?)\s+(?:{any_phrase(self.modals)}\s+)?(?:{behind})", re.IGNORECASE)

    @cached_property
    def any_verb(self) -> re.Pattern[str]:
        """Finds words without which no sentence tells of a step."""
        every = tuple(word for edge in self.edge for word in (*edge.verbs, *edge.acts, *edge.nouns))
        return compiled(rf"{any_phrase((*every, *self.lasts, *self.happens, 'from', 'between'))}|{self.participle}", re.IGNORECASE)


def stem(word: str) -> str:
    """A word for comparing, without the "s" at its end."""
    return plain(word).rstrip("s")

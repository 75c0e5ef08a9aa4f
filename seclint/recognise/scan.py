"""Finds what the grammars describe anywhere in a text: Lark itself only parses texts from end to end.

One trigger, made of the terminals with which mentions can begin, tells where one may start; from there the grammars go on.
"""

import re
from collections.abc import Callable
from functools import cache, cached_property

from seclint.patterns import compiled
from seclint.recognise.beginnings import ANY
from seclint.recognise.grammar import Grammar, Match, Matcher, Word
from seclint.recognise.tables import tables

# A mention does not begin inside a word, a number or an address.
_BEGINS = r"(?<![\w.,/:@£$€#-])"

# A grammar by name, with what matches the first word of a mention, and what goes on from there.
_Starting = tuple[str, tuple[tuple[str, Matcher], ...], Callable[[Word, str], Match | None]]


class Scanner:
    """Several grammars that go over a text together."""

    def __init__(self, grammars: dict[str, Grammar]) -> None:
        self._grammars = grammars
        self._starting: dict[tuple[int, str], tuple[_Starting, ...]] = {}

    @cached_property
    def trigger(self) -> re.Pattern[str]:
        """Finds where a mention of any grammar may begin; takes one character, so that the next search goes on behind it."""
        # At nearly every word nothing begins: the first look takes one character, and only then what can begin with it is tried from
        # in front of that. re passes quickly over choices that begin with a set of characters. The empty group tells the choice.
        choices = [f"[{re.escape(beginnings)}](?<=(?={'|'.join(patterns)}).)()" for beginnings, patterns in self._choices.items()]
        return compiled(f"{_BEGINS}(?={self._opening})(?:{'|'.join(choices)})")

    @property
    def _opening(self) -> str:
        """A regular expression for the first two characters of any mention that begins with a small letter, and the first of the others.

        Few words of running text begin like a mention: that is seen sooner than that none of the choices matches.
        """
        openings = {opening for grammar in self._grammars.values() for terminal in grammar.first for opening in terminal.openings}
        seconds: dict[str, list[str]] = {}
        for opening in sorted(openings):
            seconds.setdefault(opening[0], []).append(opening[1])
        others = "".join(first for first in seconds if not first.islower())
        small = (first if ANY in some else f"{first}[{re.escape(''.join(some))}]" for first, some in seconds.items() if first.islower())
        return "|".join((f"[{re.escape(others)}]", *small))

    @cached_property
    def _choices(self) -> dict[str, list[str]]:
        """The patterns with which mentions can begin, by their first characters.

        Those of the first grammar, which finds most, come last: where only they are found, no other grammar need be asked.
        """
        first = {terminal.pattern: terminal.beginnings for grammar in reversed(self._grammars.values()) for terminal in grammar.first}
        choices: dict[str, list[str]] = {}
        for pattern, beginnings in first.items():
            choices.setdefault(beginnings, []).append(pattern)
        return choices

    def scan(self, text: str, start: int, end: int) -> dict[str, list[Match]]:
        """The mentions of each grammar that begin in a stretch of the text, in order.

        None is inside another of the same grammar, each is as long as it can be.
        """
        found: dict[str, list[Match]] = {name: [] for name in self._grammars}
        reached = dict.fromkeys(self._grammars, 0)
        for hit in self.trigger.finditer(text, start, end):
            at = hit.start()
            for name, terminals, beginning in self._that_begin(hit.lastindex or 0, text[at]):
                if at < reached[name]:
                    continue
                for terminal, matches in terminals:
                    if (word := matches(text, at)) is not None:
                        if (mention := beginning((terminal, at, word.end()), text)) is not None:
                            found[name].append(mention)
                            reached[name] = mention.end
                        break
        return found

    def within(self, name: str, text: str, start: int, end: int) -> Match | None:
        """The first mention of a grammar that begins in a stretch of the text."""
        matches = (self._grammars[name].match(text, hit.start()) for hit in self.trigger.finditer(text, start, end))
        return next((match for match in matches if match is not None), None)

    def _that_begin(self, choice: int, character: str) -> tuple[_Starting, ...]:
        """The grammars of which a mention can begin with the character, where the trigger found none of the choices before this one."""
        if (choice, character) not in self._starting:
            left = {pattern for patterns in list(self._choices.values())[choice - 1 :] for pattern in patterns}
            each = ((name, grammar.starting(character, left), grammar.beginning) for name, grammar in self._grammars.items())
            self._starting[choice, character] = tuple(one for one in each if one[1])
        return self._starting[choice, character]


@cache
def scanner() -> Scanner:
    """The grammars of grammar/, loaded once."""
    return Scanner({name: Grammar(compiled) for name, compiled in tables().items()})

"""Lengths of time in claims and in the parts that they are about: "five weeks", "20 Working Days"."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

from seclint.facts import Facts
from seclint.facts.alignment import Alignment
from seclint.facts.alignment.units import Unit, sentences_of
from seclint.facts.alignment.words import Word, Words
from seclint.facts.scopes import Scope
from seclint.model import Span
from seclint.patterns import compiled

_DAY = compiled(r"\d{4}-\d\d-\d\d")


class Lengths:
    """Looks lengths of time up; ``part`` gives the words of a part in the draft (0) or in the final document (1)."""

    def __init__(self, conclusions: Facts, alignment: Alignment, part: Callable[[Scope, int], Iterator[Word]]) -> None:
        self._conclusions = conclusions
        self._alignment = alignment
        self._words = alignment.words
        self._text = alignment.text_of(conclusions)
        self._part = part
        self._known: dict[Scope, set[tuple[str, str]]] = {}

    def among(self, words: Sequence[Word]) -> Iterator[tuple[tuple[str, str], int]]:
        """The numbers with a unit behind them, and where each stands."""
        for index, (one, behind) in enumerate(pairwise(words)):
            exact = is_exact(one, self._words) and one.kind == "word" and one.key not in self._words.ordinals  # "in the second year"
            if exact and behind.key in self._words.units:
                yield (self._words.stem(one.key), self._words.stem(behind.key)), index

    def inside(self, scope: Scope) -> set[tuple[str, str]]:
        """The numbers with a unit behind them in a part, before or after."""
        if scope not in self._known:
            words = (list(self._part(scope, side)) for side in (0, 1))
            self._known[scope] = {pair for side in words for pair, _ in self.among(side)}
        return self._known[scope]

    def follows_from_dates(self, number: Span, length: tuple[str, str]) -> bool:
        """Whether so many weeks lie between two dates of the final document, which gives no length of what the sentence is about."""
        value, unit = length
        if unit != self._words.stem("weeks") or value not in self._weeks:
            return False
        verbs = self._words.stems_of(self._conclusions.profile.claims.verbs)
        about = {term for term in self._words.stems(self._text.words([self._conclusions.sentence(number)])) - verbs if term.isalpha()}
        sentences = (one for whole in self._alignment.units[1] for one in sentences_of(whole.words))
        told = (one for one in sentences if any(pair[1] == unit for pair, _ in self.among(one)))
        return not any(about & self._words.stems(one) for one in told)

    @cached_property
    def _weeks(self) -> set[str]:
        """The weeks, begun ones counted, from each date of the final document to the next one of its row or paragraph."""
        found = set[str]()
        for unit in self._alignment.units[1]:
            days = [date.fromisoformat(word.key) for word in unit.words if word.kind == "date" and _DAY.fullmatch(word.key)]
            found |= {str((second - first).days // 7 + 1) for first, second in pairwise(days) if first <= second}
        return found

    def given(self, scope: Scope, near: Unit | None) -> set[tuple[str, str]]:
        """The lengths of time in a part or, for a claim without a place, in the unit that it seems to mean."""
        return {pair for pair, _ in self.among(near.words)} if near is not None and not scope.is_found else self.inside(scope)

    def is_difference(self, said: Sequence[Word], index: int) -> bool:
        """Whether a length is the old one, or tells by how much something changed: "than two weeks", "two weeks more"."""
        before = {word.key for word in said[max(0, index - 2) : index]}
        behind = {word.key for word in said[index + 2 : index + 4]}
        return bool(before & set(self._words.former) or behind & set(self._words.differing))


def is_exact(word: Word, words: Words) -> bool:
    """Whether a word is a number, date, version or modification."""
    is_number = word.key in words.numbers or any(character.isdigit() for character in word.key)
    if word.key in words.common:  # "one respondent" counts nothing
        return False
    return word.kind in ("date", "version") or (word.kind == "word" and is_number)

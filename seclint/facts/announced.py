"""What responses announce without naming a part, held against what the final document says of it."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from itertools import pairwise

from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Unit
from seclint.facts.alignment.words import Word
from seclint.facts.assertions import Assertion
from seclint.facts.scopes import words_in

_ABOUT = 2  # words that an announcement shares with what it is about
_PART = 0.33  # of its words
_KNOWN = 3  # words of the draft by which it can be told what an announcement is about
_REACH = 2  # words between "every" and the period


class Announced:
    """Finds what an announcement is about, and what is said there instead of it."""

    def __init__(self, conclusions: Facts, alignment: Alignment) -> None:
        self._words = alignment.words
        self._alignment = alignment
        self._text = alignment.text_of(conclusions)

    def nearest(self, assertion: Assertion) -> Unit | None:
        """The paragraph or row of the final document that a claim seems to be about, of its part if it has one."""
        terms = {term for term in assertion.terms if not term[:1].isdigit()}
        part = words_in(self._alignment.new, assertion.scope.section[1]) if assertion.scope.is_found else None
        shared = (
            (len(terms & stems), -index) for index, (unit, stems) in enumerate(self._units[1]) if part is None or unit.span.within(part)
        )
        most, index = max(shared, default=(0, 0))
        sole = most == 1 and len(terms & self._sole) == 1 and part is None
        least = _ABOUT if part is not None else max(_ABOUT, _PART * len(terms))
        return self._units[1][-index][0] if sole or most >= least else None

    @cached_property
    def _sole(self) -> frozenset[str]:
        """The stems that stand in one paragraph or row of the final document only."""
        counted = Counter(stem for _, stems in self._units[1] for stem in stems)
        return frozenset(stem for stem, count in counted.items() if count == 1)

    def is_unsaid(self, assertion: Assertion) -> bool:
        """Whether the words that a claim brings to the draft stand nowhere in the final document."""
        old, new = (set[str]().union(*(stems for _, stems in side)) for side in self._units)
        novel = assertion.terms - old
        return bool(novel) and not novel & new and len(assertion.terms - novel) >= _KNOWN

    def contradicting(self, assertion: Assertion, unit: Unit) -> Word | None:
        """The number, or the word for how often, that the unit has where the claim has another one of the same thing."""
        said = list(self._text.words(assertion.words))
        told, present = (self._stems(words) for words in (said, unit.words))
        mine, theirs = dict(self._measured(said)), dict(self._measured(unit.words))
        things = [thing for thing, _ in self._measured(unit.words)]
        if {"rate", "weekday"} <= theirs.keys() or things.count("rate") > 1:  # how often several things are done
            del theirs["rate"]
        for thing in mine.keys() & theirs.keys():
            if self._words.stem(mine[thing].key) not in present and self._words.stem(theirs[thing].key) not in told:
                return theirs[thing]
        return next(self._counted_otherwise(said, unit, told), None)

    def _stems(self, words: Sequence[Word]) -> set[str]:
        return {self._words.stem(word.key) for word in words} | self._words.in_other_units(words)

    def _counted_otherwise(self, said: Sequence[Word], unit: Unit, told: Set[str]) -> Iterator[Word]:
        """The number of the unit for things of which the claim has another number: "nine electricity meters"."""
        mine, theirs = (list(self._counted(words)) for words in (said, unit.words))
        present = {self._words.stem(word.key) for word in unit.words}
        for number, thing in mine:
            others = [one for one, other in theirs if other == thing]
            if others and self._words.stem(number.key) not in present:  # "1, 24 and 32 characters" are of one character, too
                yield from (one for one in others if self._words.stem(one.key) not in told)

    def _counted(self, words: Sequence[Word]) -> Iterator[tuple[Word, str]]:
        """The numbers, each with the stem of the word behind it, where that says something."""
        for number, behind in pairwise(words):
            things = self._words.stems([behind]) if behind.kind == "word" and behind.key.isalpha() else set()
            if number.kind == "word" and self._words.stem(number.key).isdigit() and number.key not in self._words.ordinals:
                yield from ((number, thing) for thing in things)

    @cached_property
    def _units(self) -> Sequence[Sequence[tuple[Unit, set[str]]]]:
        """The paragraphs and rows of the draft and of the final document, with the stems of their words."""
        return [[(unit, self._words.stems(unit.words)) for unit in side] for side in self._alignment.units]

    def _measured(self, words: Sequence[Word]) -> Iterator[tuple[str, Word]]:
        """What is measured - a length of time, a share, how often - and the word for how much."""
        for word, behind in pairwise(words):
            if word.key.endswith("%"):
                yield "%", word
            elif self._words.stem(word.key).isdigit() and behind.key in self._words.units:
                yield self._words.stem(behind.key), word
        for number, link, period in zip(words, words[1:], words[2:], strict=False):
            if self._words.stem(number.key).isdigit() and link.key in ("a", *self._words.rating) and period.key in self._words.periods:
                yield f"per {period.key}", number
        for index, word in enumerate(words):
            before = {one.key for one in words[max(0, index - _REACH) : index]}
            if word.key in self._words.rates or (word.key in self._words.periods and before & set(self._words.rating)):
                yield ("weekday" if word.key in self._words.weekdays else "rate"), word

"""The words in which two documents are compared, and what registers/comparison.toml knows of them."""

import re
from collections.abc import Iterable, Sequence, Set
from datetime import date
from functools import cached_property
from itertools import pairwise, takewhile

from msgspec import Struct

from seclint.facts.wording import any_of
from seclint.model import Span
from seclint.patterns import compiled

_WORD = r"\w+(?:[.,:/'’&-]\w+)*%?|[^\w\s]"
_DAY = compiled(r"\d{4}-\d\d-\d\d")
_SHORT = 3  # letters of words that are no plural: "was", "bus"
_AHEAD = 3  # words in which a number reaches what it counts: "two of the respondents"
_STEM = 5  # letters in which related words agree: "tested", "testing"


class Word(Struct, frozen=True):
    """A word, a sign, or a date, version or reference taken as one; ``key`` is what is compared."""

    key: str
    span: Span
    kind: str = ""


class Words(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """registers/comparison.toml: words that tell what a difference means."""

    control_sections: tuple[str, ...]
    control_columns: tuple[str, ...]
    glossaries: tuple[str, ...]
    placeholders: tuple[str, ...]
    status: tuple[str, ...]
    tentative: tuple[str, ...]
    settled: tuple[str, ...]
    stages: tuple[str, ...]
    drafting: tuple[str, ...]
    decided: tuple[str, ...]
    own_copy: tuple[str, ...]
    binding: tuple[str, ...]
    joining: tuple[str, ...]
    listing: tuple[str, ...]
    measures: tuple[str, ...]
    common: tuple[str, ...]
    namings: tuple[str, ...]
    slips: tuple[str, ...]
    effects: tuple[str, ...]
    clarify: tuple[str, ...]
    everywhere: tuple[str, ...]
    units: tuple[str, ...]
    counters: tuple[str, ...]
    ordinals: tuple[str, ...]
    answering: tuple[str, ...]
    periods: tuple[str, ...]
    weekdays: tuple[str, ...]
    rating: tuple[str, ...]
    former: tuple[str, ...]
    differing: tuple[str, ...]
    apart: tuple[str, ...]
    beside: tuple[str, ...]
    beneath: tuple[str, ...]
    parting: tuple[str, ...]
    reasons: tuple[str, ...]
    moving: tuple[str, ...]
    taking: tuple[str, ...]
    deleting: tuple[str, ...]
    holders: tuple[str, ...]
    obliging: tuple[str, ...]
    rewriting: tuple[str, ...]
    timing: tuple[str, ...]
    keeping: tuple[str, ...]
    outside: tuple[str, ...]
    errands: tuple[str, ...]
    excepting: tuple[str, ...]
    supposing: tuple[str, ...]
    announcing: tuple[str, ...]
    pointers: tuple[str, ...]
    pointing_on: tuple[str, ...]
    locating: tuple[str, ...]
    renumbering: tuple[str, ...]
    formerly: tuple[str, ...]
    becoming: tuple[str, ...]
    saying: tuple[str, ...]
    indefinite: tuple[str, ...]
    standing: tuple[str, ...]
    negations: tuple[str, ...]
    negating: tuple[str, ...]
    bounds: tuple[str, ...]
    ratios: dict[str, float]
    days_in: dict[str, int]
    standing_for: tuple[str, ...]
    accepting: tuple[str, ...]
    pointing: tuple[str, ...]
    pointing_words: tuple[str, ...]
    done: tuple[str, ...]
    denials: tuple[str, ...]
    lacking: tuple[str, ...]
    declines: tuple[str, ...]
    requesting: tuple[str, ...]
    refusals: tuple[str, ...]
    contrasts: tuple[str, ...]
    successions: tuple[str, ...]
    of_draft: tuple[str, ...]
    of_final: tuple[str, ...]
    pieces: tuple[str, ...]
    part_nouns: tuple[str, ...]
    old_columns: tuple[str, ...]
    new_columns: tuple[str, ...]
    where_columns: tuple[str, ...]
    what_columns: tuple[str, ...]
    what_words: tuple[str, ...]
    asking: tuple[str, ...]
    opposites: tuple[tuple[str, str], ...]
    contractions: dict[str, str]
    numbers: dict[str, int]
    rates: dict[str, str]
    lengths: dict[str, str]
    roles: dict[str, str]

    @cached_property
    def strict(self) -> frozenset[str]:
        """The words that change what is required wherever they change: numbers, negations, modal verbs."""
        return frozenset((*self.binding, *self.measures, *self.numbers))

    @cached_property
    def hard(self) -> frozenset[str]:
        """The same with the small words that may change it: "and", "or", "each"."""
        return self.strict | frozenset(self.joining)

    @cached_property
    def token(self) -> re.Pattern[str]:
        """Finds the words and signs of a text; what is numbered is one word with its number: "Severity 2"."""
        return compiled(rf"\b(?:{'|'.join(self.counters)})\s+\d+[a-z]?(?![\w%]|[.,:/]\d)|{_WORD}", re.IGNORECASE)

    @cached_property
    def declining(self) -> re.Pattern[str]:
        """Finds what says that a request is turned down."""
        return any_of(self.declines, self._number)

    @cached_property
    def contrast(self) -> re.Pattern[str]:
        """Finds a new number held against the old one, in whatever order."""
        return any_of((*self.contrasts, *self.successions), self._number)

    @cached_property
    def succession(self) -> re.Pattern[str]:
        """Matches a contrast that tells the old number first: "from 10 to 8", "instead of 10, 8"."""
        return any_of(self.successions, self._number)

    @cached_property
    def _number(self) -> str:
        whole = rf"(?:{'|'.join(self.numbers)})(?![^\W\d_])"  # neither "gone" nor "often" is a number
        return rf"(?<![^\W\d_])(?:£?\d+(?:[.:]\d+)*%?|{whole})"

    def multiplied(self, old: Iterable[Word], new: Iterable[Word]) -> set[str]:
        """The words that tell how the one number of the old words became that of the new ones: "halved"."""
        before, after = ([float(stem) for stem in map(self.stem, (word.key for word in side)) if stem.isdigit()] for side in (old, new))
        if len(before) != 1 or len(after) != 1:
            return set()
        return {word for word, ratio in self.ratios.items() if before[0] * ratio == after[0]}

    def put_off(self, old: Iterable[Word], new: Iterable[Word], said: Set[str]) -> bool:
        """Whether words tell by how long the one day of the new words lies from that of the old ones: "by two weeks", "a fortnight"."""
        before, after = ([word.key for word in side if word.kind == "date" and _DAY.fullmatch(word.key)] for side in (old, new))
        if len(before) != 1 or len(after) != 1:
            return False
        apart = abs((date.fromisoformat(before[0]) - date.fromisoformat(after[0])).days)
        units = [(unit, days) for unit, days in self.days_in.items() if unit in said and apart % days == 0]
        return any(apart == days or str(apart // days) in self.stems_of(said) for unit, days in units)

    def difference(self, old: Iterable[Word], new: Iterable[Word]) -> set[str]:
        """The stem of the number by which the one number of the new words is more or less than that of the old ones."""
        before, after = ([stem for stem in (self.stem(word.key) for word in side) if stem.isdigit()] for side in (old, new))
        return {str(abs(int(before[0]) - int(after[0])))} if len(before) == len(after) == 1 else set()

    def in_other_units(self, words: Sequence[Word]) -> set[str]:
        """The stems of the same lengths in another unit: for "two weeks" that of "fortnight", and the other way round."""
        stems, found = [self.stem(word.key) for word in words], set[str]()
        for name, (number, unit) in ((name, length.split()) for name, length in self.lengths.items()):
            if self.stem(name) in stems:
                found |= {number, self.stem(unit)}
            if any(pair == (number, self.stem(unit)) for pair in pairwise(stems)):
                found.add(self.stem(name))
        return found

    @cached_property
    def _unsaid(self) -> frozenset[str]:
        return frozenset(self.common)

    @cached_property
    def _answering(self) -> frozenset[str]:
        return frozenset(self.answering)

    def turned(self, old: Iterable[str], new: Iterable[str]) -> bool:
        """Whether a word of the old ones has become its contrary: "included", "excluded"."""
        before, after = set(old), set(new)
        gone, come = before - after, after - before
        return any((left in gone and right in come) or (right in gone and left in come) for left, right in self.opposites)

    def denied(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Whether a word of the old ones stands behind a "no" or "not" among the new ones: "agrees", "does not agree"."""
        before, no = {self.stem(word) for word in old} - {""}, set(self.negations)
        return not no & set(old) and any(
            word in no and any(self.stem(behind) in before for behind in new[index + 1 : index + _AHEAD]) for index, word in enumerate(new)
        )

    def stem(self, word: str) -> str:
        """The beginning in which forms of a word agree; a number in figures; all of a word with a figure in it; "" for a sign."""
        known = self._stems.get(word)
        if known is None:
            known = self._stems[word] = self._stem(word)
        return known

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {}

    def _stem(self, word: str) -> str:
        if not word[:1].isalnum():
            return ""
        if word in self.numbers:
            return str(self.numbers[word])
        if any(character.isdigit() for character in word):
            return word.removeprefix("v").rstrip("%")  # "v5.3" is "5.3" in a column of versions
        word = self.rates.get(word, word)
        singular = _STEM >= len(word) > _SHORT and word.endswith("s") and not word.endswith("ss")
        stem = word[:-1] if singular else word[:_STEM]
        return f"{stem[:-1]}i" if stem.endswith("y") else stem  # "apply", "applied"

    def stems(self, words: Iterable[Word]) -> set[str]:
        """The stems of the words that say something of the subject; numbers and names are kept whole.

        A number of people who answered says nothing of it.
        """
        said = [word.key for word in words if word.kind not in ("reference", "citation")]
        known = self.strict
        subjects = {
            key
            for index, key in enumerate(said)
            if key not in self._unsaid
            and (len(key) > 2 or key in known or key[:1].isdigit() or key[-1:].isdigit())
            and not (key in self.numbers and self._counts_answers(said[index + 1 : index + _AHEAD]))
        }
        counted = {key.partition(" ")[0] for key in subjects if " " in key}
        return {self.stem(key) for key in subjects | counted} - {""}

    def _counts_answers(self, behind: Sequence[str]) -> bool:
        """Whether the words behind a number name people who answered."""
        near = list(takewhile(str.isalnum, behind))
        return not self._answering.isdisjoint(near)

    def stems_of(self, keys: Iterable[str]) -> set[str]:
        """The stems of all the words, whether they say something of the subject or not."""
        return {self.stem(key) for key in keys} - {""}

    def tells(self, said: Set[str], stems: Iterable[str]) -> bool:
        """Whether all the stems are among those that are said; "Severity 1 and 2" says "Severity 2", too."""
        return all(stem in said or (" " in stem and {self.stem(part) for part in stem.split(" ")} <= said) for stem in stems)

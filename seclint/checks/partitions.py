"""Where a document divides a number of things: the number of the whole, and those of the parts that are told behind it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.counts import Stated, number_pattern, value_of
from seclint.facts.wording import any_of, lettered, phrases
from seclint.model import Span
from seclint.patterns import compiled


class Forms(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions; ``{number}`` stands for a number, and the names of ``words`` for what they say.

    ``cues`` are words, ``leads`` and ``of_leads`` expressions, of which one stands in every sentence that is searched. ``goes_on``: how
    a sentence begins that names the parts of a whole in the sentence before it. Between the number of the whole and that of the first
    part: ``divided`` says that what follows are parts of it, ``of_the`` does so where something ``opening`` stands before the whole,
    ``told`` only puts them behind it. ``never``, before a number: it is no number of a whole. ``joints``, before a number: it is that
    of a further part; unless ``other``, behind it, makes it the subject of its own. ``nested``, behind a number: it is that of some of
    the part before. ``stops``: a semicolon behind which the parts are at an end. ``rests``: the whole of which some and "the other"
    ones are told, as groups ``some``, ``whole`` and ``rest``; ``others``: letters that stand in such blocks.
    """

    cues: tuple[str, ...]
    leads: tuple[str, ...]
    of_leads: tuple[str, ...]
    goes_on: tuple[str, ...]
    divided: tuple[str, ...]
    of_the: tuple[str, ...]
    opening: tuple[str, ...]
    told: tuple[str, ...]
    never: tuple[str, ...]
    joints: tuple[str, ...]
    nested: tuple[str, ...]
    other: tuple[str, ...]
    stops: tuple[str, ...]
    rests: tuple[str, ...]
    others: tuple[str, ...]
    words: dict[str, str] = {}


class Partition(Struct, frozen=True):
    """A whole and its parts, each span from the number to the end of what is said of it; ``claimed`` when words say that they are parts.

    ``start`` is where the whole begins: with its number, or with "of the".
    """

    start: int
    whole: Stated
    parts: tuple[Stated, ...]
    claimed: bool

    @property
    def span(self) -> Span:
        """From the whole to the end of the last part."""
        return Span(self.start, self.parts[-1].span.end)

    @property
    def total(self) -> int:
        """What the parts add up to."""
        return sum(part.number for part in self.parts)


class _Link(Struct, frozen=True):
    """Where a whole begins, where its first part does, and whether words say that it is a part of it."""

    start: int
    first: int
    claimed: bool


class Partitions:
    """Finds the partitions in the sentences of a document."""

    def __init__(self, facts: Facts, forms: Forms) -> None:
        self.facts, self.forms = facts, forms
        self.text, self._numbers_known = facts.document.text, facts.profile.numbers
        self.number = number_pattern(self._numbers_known)
        self._number = compiled(self.number, re.IGNORECASE)
        self._patterns: dict[tuple[str, ...], re.Pattern[str]] = {}

    def pattern(self, listed: tuple[str, ...]) -> re.Pattern[str]:
        """The expressions as one, with the words of the forms put in."""
        if listed not in self._patterns:
            written = listed
            for name, words in self.forms.words.items():
                written = tuple(one.replace(f"{{{name}}}", words) for one in written)
            self._patterns[listed] = any_of(written, self.number)
        return self._patterns[listed]

    def value(self, span: Span) -> int:
        """The first number in the span, 0 when there is none."""
        return value_of(self.facts.document.quote(span), self._numbers_known) or 0

    def found(self) -> Iterator[Partition]:
        """Every partition once, in text order."""
        seen = 0
        for sentence, named_from in self._sentences():
            numbers = list(self._counts(sentence))
            for whole in numbers:
                if whole.span.start < seen:
                    continue
                partition = self._partition(whole, numbers, sentence, named_from)
                if partition is not None:
                    seen = partition.parts[0].span.start
                    yield partition

    def rests(self) -> Iterator[tuple[Span, int, tuple[int, int]]]:
        """Where some of a whole and the others are told: the words, the whole, and the two numbers.

        Others that make up a larger whole, told of right before, are those left of that: "Seven came, five stayed. Two of the five ...".
        """
        ways = [self.pattern((way,)) for way in self.forms.rests]  # apart, since their groups bear the same names
        for block in self.facts.blocks_with(self.forms.others):
            for match in (match for way in ways for match in way.finditer(self.text, block.start, block.end)):
                whole, some, rest = (self.value(Span(*match.span(name))) for name in ("whole", "some", "rest"))
                before = [one.number for one in self._counts(self._led_from(Span(*match.span())))]
                if not {whole, whole + rest} <= set(before):
                    yield Span(*match.span()), whole, (some, rest)

    def _led_from(self, words: Span) -> Span:
        """What leads to the words: the sentence before, and what stands before them in their own."""
        sentence = self.facts.sentence(words)
        return Span((self.before(sentence) or sentence).start, words.start)

    def _partition(self, whole: Stated, numbers: list[Stated], sentence: Span, named_from: int) -> Partition | None:
        link = self._link(whole, sentence)
        if link is None or link.first < named_from:
            return None
        first = link.first
        end = self._end(whole, first, sentence)
        starts = [one for one in numbers if first <= one.span.start < end and self._is_part(first, one.span)]
        if not starts or starts[0].span.start != first:
            return None
        ends = (*(self._before_joint(one.span.start) for one in starts[1:]), end)
        parts = (Stated(one.number, Span(one.span.start, until)) for one, until in zip(starts, ends, strict=True))
        return Partition(link.start, whole, tuple(parts), link.claimed)

    def _link(self, whole: Stated, sentence: Span) -> _Link | None:
        """What joins a number to those of its parts, if anything does."""
        reach = max(sentence.start, whole.span.start - _REACH)
        before = self.text[reach : whole.span.start]
        opening = self.pattern(self.forms.opening).search(before)
        ways: list[tuple[tuple[str, ...], int, bool]] = []
        if opening is not None:
            ways.append((self.forms.of_the, reach + opening.start("of"), True))
        if not self.pattern(self.forms.never).search(before):
            ways += [(self.forms.divided, whole.span.start, True), (self.forms.told, whole.span.start, False)]
        for listed, start, claimed in ways:
            match = self.pattern(listed).match(self.text, whole.span.end, sentence.end)
            if match is not None:
                return _Link(start, match.end(), claimed)
        return None

    def _counts(self, sentence: Span) -> Iterator[Stated]:
        """The numbers of a sentence that are not those of dates, clauses, versions and the like."""
        for match in self._number.finditer(self.text, sentence.start, sentence.end):
            span = Span(*match.span())
            value = value_of(match[0], self._numbers_known)
            if value and not self._is_mentioned(span):
                yield Stated(value, span)

    def parts_from(self, within: Span) -> list[Stated]:
        """The number that a stretch begins with, and those joined to it, each with what is said of it: "two are networks"."""
        nested = self.pattern(self.forms.nested)
        starts = [
            one
            for one in self._counts(within)
            if self._is_part(within.start, one.span) and (one.span.start == within.start or not nested.match(self.text, one.span.end))
        ]
        ends = (
            *(self._before_joint(one.span.start) for one in starts[1:]),
            within.start + len(self.text[within.start : within.end].rstrip(" .")),
        )
        return [Stated(one.number, Span(one.span.start, end)) for one, end in zip(starts, ends, strict=False)]

    def _is_mentioned(self, span: Span) -> bool:
        index = bisect_left(self._mentioned, span.end, key=attrgetter("start")) - 1
        return index >= 0 and self._mentioned[index].overlaps(span)

    @cached_property
    def _mentioned(self) -> list[Span]:
        mentions = self.facts.mentions
        kinds = (mentions.dates, mentions.references, mentions.versions, mentions.releases, mentions.modifications, mentions.times)
        return sorted(one.span for kind in kinds for one in kind)

    def _is_part(self, first: int, number: Span) -> bool:
        """Whether a number behind the first part is that of a further one, and in no bracket of a part."""
        if self.pattern(self.forms.other).match(self.text, number.end):
            return False
        between = self.text[first : number.start]
        return number.start == first or (between.count("(") <= between.count(")") and self._joint(number.start) is not None)

    def _joint(self, at: int) -> re.Match[str] | None:
        return self.pattern(self.forms.joints).search(self.text, max(0, at - _REACH), at)

    def _before_joint(self, at: int) -> int:
        joint = self._joint(at)
        return joint.start() if joint is not None else at

    def _end(self, whole: Stated, first: int, sentence: Span) -> int:
        """Where the parts end: at the bracket that holds them, a semicolon that no further part follows, or with the sentence."""
        depth = self.text.count("(", whole.span.end, first) - self.text.count(")", whole.span.end, first)
        stop = self.pattern(self.forms.stops).search(self.text, first, sentence.end)
        end = stop.start() if stop is not None else sentence.end
        for match in re.finditer(r"[()]", self.text[first:end]) if depth > 0 else ():
            depth += 1 if match[0] == "(" else -1
            if depth == 0:
                return first + match.start()
        return first + len(self.text[first:end].rstrip(" ."))

    def _sentences(self) -> Iterator[tuple[Span, int]]:
        """The sentences in which a cue or a lead stands, each once, and together with the one before or behind
        where one of the two goes on about the other.

        With each stands where its parts may begin.
        """
        facts, text = self.facts, self.text
        cued = any(lettered(self.forms.cues, facts.holds))
        starts = [match.start() for match in phrases(self.forms.cues).finditer(text)] if cued else []
        for leads in (self.forms.leads, self.forms.of_leads):  # apart, each is found by its first letter
            starts += [match.start() for match in self.pattern(leads).finditer(text)]
        goes_on = self.pattern(self.forms.goes_on)
        seen = Span(0, 0)
        for start in sorted(starts):
            sentence = facts.sentence(Span(start, start + 1))
            if sentence == seen:
                continue
            yield sentence, sentence.start
            seen = sentence
            before, behind = self.before(sentence), self.behind(sentence)
            if before is not None and goes_on.match(text, sentence.start):
                yield Span(before.start, sentence.end), before.end
            if behind is not None and goes_on.match(text, behind.start):
                yield Span(sentence.start, behind.end), sentence.end

    def before(self, sentence: Span) -> Span | None:
        """The sentence before one in the same block."""
        block = self.facts.document.block_at(sentence.start).span
        end = block.start + len(self.text[block.start : sentence.start].rstrip())
        return self.facts.sentence(Span(end - 1, end)) if end > block.start else None

    def behind(self, sentence: Span) -> Span | None:
        """The sentence behind one in the same block."""
        block = self.facts.document.block_at(sentence.start).span
        behind = self.text[sentence.end : block.end]
        start = sentence.end + len(behind) - len(behind.lstrip())
        return self.facts.sentence(Span(start, start + 1)) if start < block.end else None


_REACH = 40  # characters before a number that are looked at

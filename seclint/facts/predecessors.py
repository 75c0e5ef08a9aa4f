"""The versions of the document under consultation that were approved, or in force, before the one at hand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from seclint.facts.events import Event
from seclint.facts.versions import bare_number
from seclint.facts.wording import any_of
from seclint.model import Span
from seclint.recognise import Version

if TYPE_CHECKING:
    from seclint.facts import Facts

_ISSUED = ("approved", "effective")
_DRAFT = "0"
_FEWEST = 2


class Predecessors:
    """``numbers`` are those of the earlier versions, without noughts at the end; ``told`` are the events as the document tells of them."""

    def __init__(self, facts: "Facts", told: Sequence[Event]) -> None:
        self._facts = facts
        others = {one.token for one in facts.cited_versions if not one.is_subject}
        self._own = [one for one in facts.mentions.versions if one.token not in others and bare_number(one.number).split(".")[0] != _DRAFT]
        several = len({bare_number(one.number) for one in self._own}) > 1
        self._days = dict(self._of_events(told)) if several else {}
        self.numbers = frozenset((*self._dated_before(), *self._in_force())) if several else frozenset[str]()

    def number_of(self, event: Event) -> str:
        """The number of the earlier version that an event is of, "" for other events."""
        number = self._days.get(event, "")
        return number if number in self.numbers else ""

    def _of_events(self, told: Sequence[Event]) -> Iterator[tuple[Event, str]]:
        for event in told:
            if event.event in _ISSUED and event.modality == "fact" and not event.about and (number := self._number_at(event)):
                yield event, number

    def _number_at(self, event: Event) -> str:
        """The only version that the words about an event name, between the dates around its own."""
        sentence = self._facts.sentence(event.date.span)
        dates = self._facts.dates_in(sentence)
        start = max((one.span.end for one in dates if one.span.end <= event.date.span.start), default=sentence.start)
        end = min((one.span.start for one in dates if one.span.start >= event.date.span.end), default=sentence.end)
        near = self._numbers_within(Span(start, end)) or self._of_pronoun(sentence)
        within = near if len(near) == 1 else self._numbers_within(event.span)
        return within.pop() if len(within) == 1 else ""

    def _of_pronoun(self, sentence: Span) -> set[str]:
        """The versions of the sentence before, in its paragraph, where this one begins with a pronoun: "It took effect on 3 May"."""
        document = self._facts.document
        pronoun = any_of(self._facts.version_words.taking_up).match(document.text, sentence.start)
        block = document.block_at(sentence.start).span
        before = Span(sentence.start - 2, sentence.start - 1)
        return self._numbers_within(self._facts.sentence(before)) if pronoun and before.start > block.start else set()

    def _numbers_within(self, region: Span) -> set[str]:
        return {bare_number(one.number) for one in self._within(region)}

    def _within(self, region: Span) -> list[Version]:
        return [one for one in self._own if one.token.within(region)]

    def _dated_before(self) -> Iterator[str]:
        """Versions approved, or in effect, before another one was approved."""
        approved = [(event.value, number) for event, number in self._days.items() if event.event == _ISSUED[0]]
        for event, number in self._days.items():
            later = [value for value, other in approved if other != number]
            same = [value for value, other in approved if other == number]
            if any(max((event.value, *same)) < value for value in later):
                yield number
        for days in self._listed():
            latest = max(days.values())
            yield from (number for number, day in days.items() if day < latest)

    def _listed(self) -> Iterator[Mapping[str, str]]:
        """The versions, with the date behind each, of sentences in which several were approved: "v1.0 on 3 May and v2.0 on 8 July"."""
        for sentence in dict.fromkeys(self._facts.sentence(event.date.span) for event in self._days):
            dates, tokens = self._facts.dates_in(sentence), self._within(sentence)
            if len(tokens) < _FEWEST:
                continue
            ends = [*(one.token.start for one in tokens[1:]), sentence.end]
            days = {
                bare_number(one.number): day.value
                for one, end in zip(tokens, ends, strict=True)
                for day in [day for day in dates if one.token.end <= day.span.start < end][:1]
            }
            if len(days) == len(tokens):
                yield days

    def _in_force(self) -> Iterator[str]:
        """Versions that are said to have been in force, and of which nothing says that they were approved or are attached."""
        document, words = self._facts.document, self._facts.version_words
        before, behind = any_of(words.in_force), any_of(words.in_force_behind)
        attached = {bare_number(one.version) for one in self._facts.attachments if one.version}
        known = attached | {number for event, number in self._days.items() if event.event == _ISSUED[0]}
        for one in self._own:
            sentence = self._facts.sentence(one.token)
            leads = before.search(document.text[sentence.start : one.span.start])
            if (leads or behind.match(document.text, one.token.end, sentence.end)) and bare_number(one.number) not in known:
                yield bare_number(one.number)

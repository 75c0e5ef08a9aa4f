"""What stands around each day that a document names: the words of its clause or row, the steps, the days beside it."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from seclint.facts.days import bounds
from seclint.facts.events import bodies_of_sections
from seclint.facts.milestone_words import MilestoneWords, stem
from seclint.facts.milestones import ABBREVIATION, are_one_period
from seclint.facts.wording import plain
from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise import Date

if TYPE_CHECKING:
    from seclint.facts import Facts

_FEW = 2  # words before a date from which on its clause is told by them alone
_PRONOUN = compiled(r"(?:It|They|This|These|The\s+(?:first|last|latter)(?:\s+ones?)?)\b")


class Setting(Struct, frozen=True):
    """A day with what it is said of. ``keys`` are the words around it as steps are compared, ``names`` the abbreviations among them.

    ``label`` is what the first cell of its row says, ``titled`` what the title of a sentence's section does; ``beside`` the other days of
    its period or row, ISO; ``edge`` "start", "end" or "". ``bodies`` are those that its sentence or row names, or else the title of its
    section; the author is none of them.
    """

    value: str
    span: Span
    place: Span
    keys: frozenset[str]
    names: frozenset[str]
    label: frozenset[str]
    beside: frozenset[str]
    edge: str
    bodies: frozenset[str]
    titled: frozenset[str] = frozenset()


class DaySettings:
    """Finds what stands around the days of a document."""

    def __init__(self, facts: "Facts", words: MilestoneWords) -> None:
        self._facts = facts
        self._words = words
        self._text = facts.document.text

    @cached_property
    def days(self) -> Mapping[str, Sequence[Date]]:
        """Every day that the document names, alone or at the end of a period, and the dates that do so."""
        found: dict[str, list[Date]] = {}
        for date in self._facts.mentions.dates:
            for day in _days_of(date):
                found.setdefault(day, []).append(date)
        return found

    def of(self, day: str) -> Iterator[Setting]:
        """The settings of one day, wherever it stands in a sentence or in a row of a table."""
        for date in self.days.get(day, ()):
            block = self._facts.document.block_at(date.span.start)
            row = self._row(date) if block.cell is not None else None
            yield self._in_row(day, date, *row) if row is not None else self._in_sentence(day, date)

    def _row(self, date: Date) -> tuple[Sequence[Span], int, Sequence[str]] | None:
        """The row in which a date stands behind a label, its column there, and the heads."""
        for table in self._facts.tables:
            if table.head.end <= date.span.start < table.rows[-1][-1].end:
                for row in table.rows:
                    column = next((at for at, cell in enumerate(row) if date.span.within(cell)), 0)
                    if column:
                        return row, column, table.heads
        return None

    def _in_row(self, day: str, date: Date, row: Sequence[Span], column: int, heads: Sequence[str]) -> Setting:
        label = self._facts.document.quote(row[0])
        days = [other for cell in row for one in self._facts.dates_in(cell) for other in _days_of(one)]
        edge = self._edge_of_period(day, date) or self._edge_of_head(heads[column])
        keys = self._facts.step(label)
        place, beside = Span(row[0].start, row[-1].end), frozenset(days) - {day}
        return Setting(day, _span_of(day, date), place, keys, self._names(label, keys), keys, beside, edge, self._bodies(place))

    def _in_sentence(self, day: str, date: Date) -> Setting:
        sentence = self._facts.sentence(date.span)
        period = self._period(date, sentence)
        clause = self._clause(sentence, period)
        keys = self._facts.step(clause)
        beside = frozenset(other for one in period for other in _days_of(one)) - {day}
        edge = self._edge_of_period(day, date) or self._edge(date)
        names = self._names(clause, keys)
        titles = [section.title for section in self._facts.outline.within(self._facts.document.block_index(date.span.start))]
        titled = self._facts.step(titles[0]) if titles else frozenset()
        return Setting(day, _span_of(day, date), sentence, keys, names, frozenset(), beside, edge, self._bodies(sentence), titled)

    def _clause(self, sentence: Span, period: Sequence[Date]) -> str:
        """The words before a date back to the one before it; those behind it, too, where hardly any stand before."""
        others = [one.span for one in self._facts.dates_in(sentence) if one not in period]
        start = max((span.end for span in others if span.end <= period[0].span.start), default=sentence.start)
        end = min((span.start for span in others if span.start >= period[-1].span.end), default=sentence.end)
        before = self._text[start : period[0].span.start]
        if start == sentence.start and _PRONOUN.match(before):
            before = f"{self._before(sentence)} {before}"
        if len(self._facts.step(before)) >= _FEW:
            return before
        return f"{before} {self._text[period[-1].span.end : end]}"

    def _before(self, sentence: Span) -> str:
        """The sentence before, in the same paragraph."""
        if self._facts.document.block_at(sentence.start).span.start == sentence.start:
            return ""
        return self._facts.document.quote(self._facts.sentence(Span(sentence.start - 2, sentence.start - 1)))

    def _period(self, date: Date, sentence: Span) -> list[Date]:
        """The dates that make one period with this one, itself among them."""
        dates = self._facts.dates_in(sentence)
        at = dates.index(date)
        first = at - 1 if at and are_one_period(self._text, dates[at - 1], date) else at
        last = at + 1 if at + 1 < len(dates) and are_one_period(self._text, date, dates[at + 1]) else at
        return list(dates[first : last + 1])

    def _edge_of_period(self, day: str, date: Date) -> str:
        """Whether a day is the first or the last one of a period."""
        period = self._period(date, self._facts.sentence(date.span))
        days = [other for one in period for other in _days_of(one)]
        if len(days) < 2:
            return ""
        return "start" if day == days[0] else "end"

    def _edge_of_head(self, head: str) -> str:
        bare = self._words.bare_head(head)
        return next((edge.name for edge in self._words.edge if bare in map(plain, edge.heads)), "")

    def _edge(self, date: Date) -> str:
        """The edge that the words right before a date tell of."""
        told = [one for one in self._facts.milestones if one.span.end == date.span.end and one.value == date.value]
        return told[0].key[1] if told else ""

    def _bodies(self, place: Span) -> frozenset[str]:
        bodies = self._facts.bodies
        named = (bodies.named(match[0]) for match in bodies.pattern.finditer(self._text, place.start, place.end))
        found = frozenset(body.name for body in named if body is not None and not body.author)
        titled = self._titled.get(self._facts.document.block_index(place.start), "")
        return found or frozenset([titled] if titled else [])

    @cached_property
    def _titled(self) -> Mapping[int, str]:
        return bodies_of_sections(self._facts.outline, self._facts.bodies)

    def _names(self, words: str, keys: Set[str]) -> frozenset[str]:
        """The abbreviations among the words, in full or not, that name no body."""
        known = {*self._facts.abbreviations.long_forms, *ABBREVIATION.findall(words)}
        return frozenset(keys & {stem(short) for short in known - set(self._words.bodies)})


def _days_of(date: Date) -> tuple[str, ...]:
    """The day, or the two days of a period, that a date names; nothing for months and years."""
    if date.impossible or date.precision not in ("day", "period"):
        return ()
    days = (bounds(part) for part in date.value.split("/"))
    return tuple(dict.fromkeys(str(found[0]) for found in days if found is not None and found[0] == found[1]))


def _span_of(day: str, date: Date) -> Span:
    """Where a date names a day: of a period that end of it."""
    return next((end.span for end in date.ends if day in _days_of(end)), date.span)

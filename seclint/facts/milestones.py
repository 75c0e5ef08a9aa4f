"""When the steps of the tests begin and end: "SIT starts on 3 March 2031", a row of a timetable, "UIT entry: 7 April 2031"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from seclint.facts.abbreviations import spells
from seclint.facts.days import MONTHS
from seclint.facts.tables import Table
from seclint.facts.wording import any_of, any_phrase, phrases, plain
from seclint.model import Document, Span
from seclint.recognise import Date, Mentions

_TOLD_IN = ("paragraph", "item", "cell", "footnote")
_LINE = ("paragraph", "item")
_LONGEST = 8  # words of the name of a step
_TOKEN = re.compile(r"[\w&]+(?:[-’'][\w&]+)*")
_BEFORE_NAME = re.compile(
    r".*(?:[,;:.!?](?=\s)|\b(?:and|but|that|which|when|while|because|so|as|if|where|then|before|after|until|since|with|only)\b)", re.DOTALL
)
_BRACKET = re.compile(r"(?P<long>[^()]*?)\s*\((?P<short>[A-Z][\w&-]*)\)")
_PERIOD = re.compile(r"\s*(?:to|until|till|and|-|–|—)\s*(?:the\s+)?", re.IGNORECASE)
_DAY_NAME = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_ENDS_NAME = ("and", "but", "or", "until", "to", "by", "which", "that", "when", "before", "after")
_SIGNS = " \n:;.,()*–-"


class Edge(Struct, frozen=True, forbid_unknown_fields=True):
    """How the beginning or the end of a step is told; registers/milestones.toml says what each list is for."""

    name: str
    says: str
    verbs: tuple[str, ...]
    acts: tuple[str, ...]
    nouns: tuple[str, ...]
    heads: tuple[str, ...]


class MilestoneWords(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """registers/milestones.toml."""

    modals: tuple[str, ...]
    leads: tuple[str, ...]
    lasts: tuple[str, ...]
    unless: tuple[str, ...]
    again: tuple[str, ...]
    fillers: tuple[str, ...]
    date_heads: tuple[str, ...]
    number_heads: tuple[str, ...]
    history_heads: tuple[str, ...]
    edge: tuple[Edge, ...]

    @cached_property
    def stop(self) -> frozenset[str]:
        """What is no part of the name of a step, months among it."""
        return frozenset((*map(_stem, self.fillers), *(_stem(month) for month in MONTHS)))

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
            rf"(?P<act_{edge.name}>{any_phrase(edge.acts)})|(?P<of_{edge.name}>{any_phrase(edge.nouns)}\s+(?:of|for|to))"
            for edge in self.edge
        )
        name = rf"(?P<object>(?:\s+(?!{any_phrase((*self.leads, *_ENDS_NAME))})[\w&’'()/-]+){{1,{_LONGEST}}}?)"
        return re.compile(rf"(?:{any_phrase(self.modals)}\s+)?(?:{behind}){lead}|(?:{before}){name}{lead}", re.IGNORECASE)

    @cached_property
    def lasting(self) -> re.Pattern[str]:
        """What stands right before a period: "(the step) runs from"."""
        return re.compile(
            rf"(?:{any_phrase(self.modals)}\s+)?{any_phrase(self.lasts)}(?:\s+(?:from|between))?\s*{_DAY_NAME}$", re.IGNORECASE
        )

    @cached_property
    def label(self) -> re.Pattern[str]:
        """A label that is nothing but a step and its edge: "Start of SIT", "SIT start", "Phase 3b testing begins"."""
        of = "|".join(rf"(?P<of_{edge.name}>{any_phrase(edge.nouns)})\s+(?:of|for|to|into)\s+" for edge in self.edge)
        behind = "|".join(rf"(?P<verb_{edge.name}>{any_phrase((*edge.verbs, *edge.nouns))})" for edge in self.edge)
        return re.compile(rf"(?:{of})(?P<object>.+)|(?P<subject>.+?)\s+(?:{any_phrase(self.modals)}\s+)?(?:{behind})", re.IGNORECASE)

    @cached_property
    def any_verb(self) -> re.Pattern[str]:
        """Finds words without which no sentence tells of a step."""
        every = tuple(word for edge in self.edge for word in (*edge.verbs, *edge.acts, *edge.nouns))
        return phrases((*every, *self.lasts))


class Milestone(Struct, frozen=True):
    """A dated beginning or end. ``key`` tells it from others: the words of the step in any order, and the edge; ``says`` is it in words."""

    key: tuple[frozenset[str], str]
    says: str
    value: str
    span: Span


class Milestones:
    """Finds the milestones of a document. ``long_forms`` are what its abbreviations stand for; ``besides`` is not looked at."""

    def __init__(self, document: Document, mentions: Mentions, words: MilestoneWords, long_forms: Mapping[str, str]) -> None:
        self._document = document
        self._mentions = mentions
        self._words = words
        self._long = sorted(
            ((tuple(map(_stem, _TOKEN.findall(long))), short) for short, long in long_forms.items() if " " in long),
            key=lambda pair: -len(pair[0]),
        )

    def in_sentences(self, sentences: Sequence[Span], besides: Sequence[Span]) -> Iterator[Milestone]:
        """The milestones that sentences tell of, but for those that touch a span of ``besides`` or speak of what does not hold."""
        text, unless = self._document.text, any_of(self._words.unless)
        starts = [date.span.start for date in self._mentions.dates]
        for index, sentence in enumerate(sentences):
            dates = self._mentions.dates[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            if not dates or not self._words.any_verb.search(text, sentence.start, sentence.end):
                continue
            block = self._document.block_at(sentence.start)
            if block.kind not in _TOLD_IN or any(sentence.overlaps(span) for span in besides):
                continue
            if unless.search(text, sentence.start, sentence.end):
                continue
            before = sentences[index - 1] if index and sentences[index - 1].start >= block.span.start else None
            yield from self._told(sentence, before, dates)

    def _told(self, sentence: Span, before: Span | None, dates: Sequence[Date]) -> Iterator[Milestone]:
        spoken_of = self._only_step(before) if before is not None else ""
        start = sentence.start
        for index, date in enumerate(dates):
            if not date.value or date.impossible or (index and self._joins(dates[index - 1], date)):
                continue
            prefix = self._document.text[start : date.span.start]
            told = self._words.told.search(prefix)
            lasting = None if told else self._words.lasting.search(prefix)
            match = told or lasting
            if match is None:
                continue
            named = (match["object"] if told and told["object"] else "") or _BEFORE_NAME.sub("", prefix[: match.start()])
            step = named.strip(_SIGNS)
            if not step or step.lower() in self._words.again:
                step = spoken_of
            spoken_of = step or spoken_of
            end = dates[index + 1] if index + 1 < len(dates) and self._joins(date, dates[index + 1]) else None
            span = Span(
                start + len(prefix) - len(prefix[match.start() :]) - (0 if told and told["object"] else len(named.lstrip())), date.span.end
            )
            for edge, value in self._edges(told, date, end):
                yield from self._milestone(step, edge, value, span)

    def _edges(self, told: re.Match[str] | None, date: Date, end: Date | None) -> Iterator[tuple[str, str]]:
        """The edges that a date, or a period, gives."""
        first, _, last = date.value.partition("/")
        last = last or (end.value if end is not None else "")
        edge = _edge_in(told) if told is not None else ""
        if last and edge in ("", "start"):
            yield "start", first
            yield "end", last
        elif edge and not last:
            yield edge, first

    def _joins(self, one: Date, other: Date) -> bool:
        """Whether two dates are the ends of one period."""
        return _PERIOD.fullmatch(self._document.text, one.span.end, other.span.start) is not None

    def _only_step(self, sentence: Span) -> str:
        """The abbreviation that a sentence is about, if it has one only."""
        found = {match[0] for match in re.finditer(r"\b[A-Z][A-Z0-9&]+(?:-[A-Z0-9]+)*\b", self._document.quote(sentence))}
        steps = {short for _, short in self._long} & found - {"DCC", "SEC", "TAD", "TAG"}
        return steps.pop() if len(steps) == 1 else ""

    def in_tables(self, tables: Sequence[Table]) -> Iterator[Milestone]:
        """The milestones of timetables: rows of steps with columns of dates."""
        words = self._words
        for table in tables:
            heads = [plain(head) for head in table.heads]
            if set(heads) & set(map(plain, words.history_heads)):
                continue
            name = 1 if heads[0] in map(plain, words.number_heads) and len(heads) > 2 else 0
            for column, head in enumerate(heads):
                edge = next((edge.name for edge in words.edge if head in map(plain, edge.heads)), "")
                if column != name and (edge or head in map(plain, words.date_heads) or self._is_dated(table, column)):
                    for row in table.rows:
                        yield from self._of_row(self._document.quote(row[name]), row[column], edge, row[name])

    def _is_dated(self, table: Table, column: int) -> bool:
        """Whether the column of a table of two columns holds dates and nothing else."""
        return len(table.heads) == 2 and all(self._dates_alone(row[column]) for row in table.rows)

    def _of_row(self, label: str, cell: Span, edge: str, name: Span) -> Iterator[Milestone]:
        dates = self._dates_alone(cell)
        span = Span(min(name.start, cell.start), max(name.end, cell.end))
        if not dates or not label.strip():
            return
        if edge:
            yield from self._milestone(label, edge, dates[0].value, span) if len(dates) == 1 else ()
            return
        yield from self._of_label(label, dates, span)

    def in_lines(self, cover_end: int) -> Iterator[Milestone]:
        """The milestones in lines "label: date" behind the cover."""
        for date in self._mentions.dates:
            index = self._document.block_index(date.span.start)
            block = self._document.blocks[index]
            if index < cover_end or block.kind not in _LINE:
                continue
            label, colon, _ = self._document.quote(block.span).partition(":")
            value = Span(block.span.start + len(label) + 1, block.span.end)
            if colon and date.span.within(value) and len(label.split()) <= _LONGEST:
                yield from self._of_label(label, self._dates_alone(value), block.span)

    def _of_label(self, label: str, dates: Sequence[Date], span: Span) -> Iterator[Milestone]:
        """What a label with one date, or with a period, tells."""
        if not dates:
            return
        first, _, last = dates[0].value.partition("/")
        last = last or (dates[1].value if len(dates) == 2 and self._joins(*dates) else "")
        if last:
            yield from self._milestone(label, "start", first, span)
            yield from self._milestone(label, "end", last, span)
            return
        match = self._words.label.fullmatch(label.strip(_SIGNS))
        if match is not None:
            yield from self._milestone(match["object"] or match["subject"], _edge_in(match), first, span)
        elif key := self._key(label):
            yield Milestone((key, ""), f"“{label.strip(_SIGNS)}” is", first, span)

    def _dates_alone(self, cell: Span) -> list[Date]:
        """The dates of a cell that holds nothing else."""
        dates = [date for date in self._mentions.dates if date.span.within(cell) and date.value and not date.impossible]
        rest = self._document.quote(cell)
        for date in dates:
            rest = rest.replace(self._document.quote(date.span), "", 1)
        return dates if not _PERIOD.sub("", re.sub(r"\([^()]*\)", "", rest)).strip(_SIGNS) else []

    def _milestone(self, step: str, edge: str, value: str, span: Span) -> Iterator[Milestone]:
        key = self._key(step)
        if edge == "live" and not key:
            key = frozenset(("release",))
        if key and len(key) <= _LONGEST:
            name = " ".join(step.split()).removeprefix("the ")
            yield Milestone((key, edge), self._words.edges[edge].says.format(step=name or "the release"), value, span)

    def _key(self, step: str) -> frozenset[str]:
        """What tells a step from others: its words, abbreviated where there is an abbreviation; "testing" where that is all."""
        bracket = _BRACKET.match(step)
        if bracket is not None and any(spells(bracket["short"], " ".join(bracket["long"].split()[at:])) for at in range(_LONGEST)):
            step = bracket["short"] + step[bracket.end() :]
        words = [_stem(word) for word in _TOKEN.findall(re.sub(r"\([^()]*\)", " ", step))]
        for long, short in self._long:
            for at in range(len(words) - len(long) + 1):
                if tuple(words[at : at + len(long)]) == long:
                    words[at : at + len(long)] = [_stem(short)]
        key = frozenset(word for word in words if word not in self._words.stop and not re.fullmatch(r"(?:19|20)\d\d", word))
        return key or frozenset(word for word in words if word == _stem("testing"))


def _edge_in(match: re.Match[str]) -> str:
    return next(name.partition("_")[2] for name, words in match.groupdict().items() if words is not None and "_" in name)


def _stem(word: str) -> str:
    return plain(word).rstrip("s")

"""When the steps of the tests begin and end: "SIT starts on 3 March 2031", a row of a timetable, "UIT entry: 7 April 2031"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from seclint.facts.initials import spells
from seclint.facts.milestone_words import LONGEST, MilestoneWords, stem
from seclint.facts.tables import Table
from seclint.facts.wording import any_of, plain
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Date, Mentions, inside

_TOLD_IN = ("paragraph", "item", "cell", "footnote")
_LINE = ("paragraph", "item")
_TOKEN = compiled(r"[\w&]+(?:[-’'][\w&]+)*")
_BEFORE_NAME = compiled(
    r".*(?:[,;:.!?](?=\s)|\b(?:and|but|that|which|when|while|because|so|as|if|where|then|before|after|until|since|with|only)\b)", re.DOTALL
)
_BRACKET = compiled(r"(?P<long>[^()]*?)\s*\([“‘\"']?(?P<short>[A-Z][\w&-]*)[”’\"']?\)")
ABBREVIATION = compiled(r"\b[A-Z][A-Z0-9&]+(?:-[A-Z0-9]+)*\b")
_PART_OF = compiled(r"\w+-\w")  # "UIT-A", an environment whether it is called so or not
_LABEL = compiled(r"[\s;,.|•·–-]*(?P<label>[^:|]{2,80}?)\s*:\s*(?:\w+day,?\s+)?")
_ALSO = compiled(
    r"[,;]?\s*(?:and\s+)?(?P<object>[^,;]{2,80}?(?:,\s+or\s+[A-Z]\w+,)?)\s+(?:on|from)\s+"
)  # "SIT starts on 5 March, UIT on 23 April"
_ASIDE = compiled(
    r"(?:^|[.;]\s|\b(?:and|but)\s)(?P<object>[^,;.]{2,60}),\s(?:with|in|on|for|at|using|under)\s[^,;]{2,60},$"
)  # "Stage B, with live data, runs"
_GOES_ON = compiled(r"\b(?:and|but)(?:\s+then)?$")
_APPOSED = compiled(r",\s(?P<object>[^\s,]+),$")  # "the last one, UIT, ends"
_PERIOD = compiled(r"\s*(?:to|until|till|and|-|–|—)\s*(?:the\s+)?", re.IGNORECASE)
_PART = r"(?i:phase|stage|round|wave|tranche|cycle|window|drop|increment)"
_LETTERED = compiled(rf"\b({_PART})\s+(?=[A-Z]?\d|[A-Z]\b)")  # "Stage A"
_NAME = compiled(rf"(?P<short>{ABBREVIATION.pattern})(?:\s+{_PART}\s+(?:[A-Z]?\d+|[A-Z]\b))?")  # "SIT Cycle 2"
_NUMBERED = compiled(r"(?:19|20)\d\d|(?:sec)?mp\d+")  # the year of a Release, and its modifications
_DAY = "day"  # what happens on a day, and neither begins nor ends
_SIGNS = " \n:;.,*–-"


class Milestone(Struct, frozen=True):
    """A dated beginning or end. ``key`` tells it from others: the words of the step in any order, and the edge; ``says`` is it in words."""

    key: tuple[frozenset[str], str]
    says: str
    value: str
    span: Span


class _Telling(Struct, frozen=True):
    """The words before a date: where they begin, the step and the words for it in front of them, and the edge ("" for a period).

    ``named``: the edge is a noun, "the start of (the step)".
    """

    start: int
    step: str
    before: str
    edge: str
    named: bool = False


class Milestones:
    """Finds the milestones of a document, which may speak of dates of a draft where it is ``later``.

    ``long`` is what its abbreviations stand for; verbs that are ``known`` tell of events and are left out.
    """

    def __init__(
        self,
        document: Document,
        mentions: Mentions,
        words: MilestoneWords,
        long: Mapping[str, str],
        known: re.Pattern[str],
        *,
        later: bool,
    ) -> None:
        self._document = document
        self._mentions = mentions
        self._words = words
        self._known = known
        self._is_later = later
        self._long = sorted(
            ((tuple(map(stem, _TOKEN.findall(long))), short) for short, long in long.items() if " " in long),
            key=lambda pair: -len(pair[0]),
        )
        self._shorts = {short for _, short in self._long} - set(words.bodies)

    def in_sentences(self, sentences: Sequence[Span], besides: Sequence[Span]) -> Iterator[Milestone]:
        """The milestones that sentences tell of, but for those that touch a span of ``besides`` or speak of what does not hold."""
        text = self._document.text
        unless = any_of((*self._words.unless, *(self._words.drafted if self._is_later else ())))
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
        spoken_of = edge = ""
        for index, date in enumerate(dates):
            prefix = self._document.text[sentence.start : date.span.start]
            telling = self._telling(prefix) if date.value and not date.impossible else None
            also = _ALSO.fullmatch(self._document.text, dates[index - 1].span.end, date.span.start) if index and edge else None
            if also is not None and (telling is None or telling.start <= len(prefix) - len(also[0])):
                telling = _Telling(len(prefix) - len(also[0]), also["object"].strip(_SIGNS), "", edge)
            if telling is None or (index and are_one_period(self._document.text, dates[index - 1], date)):
                continue
            step = telling.step
            if not step or step.lower() in self._words.again:
                step = self._spoken_of(prefix[: telling.start].rstrip(), spoken_of, before)
            spoken_of, edge = step or spoken_of, self._edge_of(step, telling.edge)
            end = dates[index + 1] if index + 1 < len(dates) and are_one_period(self._document.text, date, dates[index + 1]) else None
            span = Span(sentence.start + telling.start - len(telling.before), date.span.end)
            for told, value in _edges(edge, date, end, moved=telling.named):
                yield from self._milestone(step, told, value, span)

    def _telling(self, prefix: str) -> _Telling | None:
        """What the words before a date tell of; None when it is no milestone."""
        words = self._words
        for pattern in (words.told, words.lasting, words.happening, words.performed):
            match = pattern.search(prefix)
            if match is None or (pattern is words.performed and self._known.search(match["done"])):
                continue
            before = _BEFORE_NAME.sub("", prefix[: match.start()]).lstrip()
            edge = _edge_in(match) if pattern is words.told else match["done"].lower() if pattern is words.performed else ""
            edge = _DAY if pattern is words.happening else edge
            if pattern is words.told and match["object"]:
                named = any(words is not None for name, words in match.groupdict().items() if name.startswith("of_"))
                return _Telling(match.start(), match["object"].strip(_SIGNS), "", edge, named)
            return _Telling(match.start(), before.strip(_SIGNS), before, edge)
        return None

    def _edge_of(self, step: str, edge: str) -> str:
        """The edge of a step; what is planned for a day without another name is the Release, which goes live."""
        if edge != _DAY or self.key(step):
            return edge
        return next((one.name for one in self._words.edge if plain(step).endswith(tuple(map(plain, one.labels))) and one.labels), edge)

    def _spoken_of(self, opening: str, last: str, before: Span | None) -> str:
        """The step that a telling without one is about: the last one of the sentence, the one named there, that of the sentence before."""
        named = self._named(opening)
        apposed = _APPOSED.search(opening)
        if named and self._words.portion.search(opening):
            return ""
        if named and (opening.endswith(self._words.relative) or (apposed is not None and apposed["object"] == named[-1])):
            return named[-1]
        if aside := _ASIDE.search(opening):
            return aside["object"].strip()
        named = named or [match[0] for match in self._words.step.finditer(opening)]
        return last or "".join(named[-1:]) or (self._only_step(before) if before is not None else "")

    def _named(self, opening: str) -> list[str]:
        """The steps that go by an abbreviation; what joins on to the verb before is told of its subject: "PIT precedes SIT and ends"."""
        found = [match for match in _NAME.finditer(opening) if match["short"] in self._shorts or _PART_OF.search(match["short"])]
        if _GOES_ON.search(opening):
            governed = tuple(f" {word}" for word in self._words.governing)
            found = [match for match in found if not opening[: match.start()].rstrip().endswith(governed)][:1]
        return [match[0] for match in found]

    def _only_step(self, sentence: Span) -> str:
        """The abbreviation that a sentence is about, if it has one only."""
        steps = {match[0] for match in _NAME.finditer(self._document.quote(sentence)) if match["short"] in self._shorts}
        return steps.pop() if len(steps) == 1 else ""

    def in_tables(self, tables: Sequence[Table], fields: Sequence[Span]) -> Iterator[Milestone]:
        """The milestones of timetables: rows of steps with columns of dates, but for the ``fields`` of a cover."""
        words = self._words
        for table in tables:
            heads = [plain(head) for head in table.heads]
            numbered = heads[0] in words.of_numbers and len(heads) > 2 and not self._heads_dates(heads[1])
            name = 1 if numbered else 0
            if not words.of_history.isdisjoint(heads) or heads[name] in words.of_papers:
                continue
            for column, head in enumerate(heads):
                edge = words.edges_of_heads.get(words.bare_head(head), "")
                if column != name and (self._heads_dates(head) or head in words.of_contents or self._is_dated(table, column)):
                    for row in (row for row in table.rows if not any(row[name].overlaps(field) for field in fields)):
                        yield from self._of_row(self._document.quote(row[name]), row[column], edge, row[name])

    def _heads_dates(self, head: str) -> bool:
        """Whether a head is that of a column of dates: of beginnings, ends, or days on which something happens."""
        bare = self._words.bare_head(head)
        return bare in self._words.edges_of_heads or bare in self._words.of_dates

    def _is_dated(self, table: Table, column: int) -> bool:
        """Whether the column of a table of two columns holds dates and nothing else."""
        return len(table.heads) == 2 and all(self._dates_alone(row[column]) for row in table.rows)

    def _of_row(self, label: str, cell: Span, edge: str, name: Span) -> Iterator[Milestone]:
        dates = self._dates_alone(cell)
        span = Span(min(name.start, cell.start), max(name.end, cell.end))
        if not dates or not label.strip():
            return
        if edge:
            moved = self._words.label.fullmatch(label.strip(_SIGNS)) is not None  # "Start of UIT": from one day to another
            yield from self._milestone(label, edge, dates[0].value, span) if len(dates) == 1 and not moved else ()
            return
        yield from self._of_label(label, dates, span)

    def in_lines(self, cover_end: int) -> Iterator[Milestone]:
        """The milestones in lines "label: date" behind the cover."""
        dates = [date for date in self._mentions.dates if date.value and not date.impossible]
        for index, date in enumerate(dates):
            at = self._document.block_index(date.span.start)
            block = self._document.blocks[at]
            if at < cover_end or block.kind not in _LINE:
                continue
            start = max(block.span.start, dates[index - 1].span.end if index else 0)
            label = _LABEL.fullmatch(self._document.text, start, date.span.start)
            if label is not None and len(label["label"].split()) <= LONGEST:
                period = (
                    dates[index : index + 2]
                    if index + 1 < len(dates) and are_one_period(self._document.text, date, dates[index + 1])
                    else [date]
                )
                yield from self._of_label(label["label"], period, Span(label.start("label"), period[-1].span.end))

    def _of_label(self, label: str, dates: Sequence[Date], span: Span) -> Iterator[Milestone]:
        """What a label with one date, or with a period, tells."""
        if not dates:
            return
        first, _, last = dates[0].value.partition("/")
        last = last or (dates[1].value if len(dates) == 2 and are_one_period(self._document.text, *dates) else "")
        if last:
            yield from self._milestone(label, "start", first, span)
            yield from self._milestone(label, "end", last, span)
            return
        match = self._words.label.fullmatch(label.strip(_SIGNS))
        live = next((edge for edge in self._words.edge if plain(label.strip(_SIGNS)) in map(plain, edge.labels)), None)
        if live is not None:
            yield from self._milestone("", live.name, first, span)
        elif match is not None:
            yield from self._milestone(match["object"] or match["subject"], _edge_in(match), first, span)
        elif key := self.key(label):
            yield Milestone((key, ""), self._words.dated.format(step=label.strip(_SIGNS)), first, span)

    def _dates_alone(self, cell: Span) -> list[Date]:
        """The dates of a cell that holds nothing else."""
        dates = [date for date in inside(self._mentions.dates, cell) if date.span.within(cell) and date.value and not date.impossible]
        rest = self._document.quote(cell)
        for date in dates:
            rest = rest.replace(self._document.quote(date.span), "", 1)
        return dates if not _PERIOD.sub("", re.sub(r"\([^()]*\)", "", rest)).strip(_SIGNS) else []

    def _milestone(self, step: str, edge: str, value: str, span: Span) -> Iterator[Milestone]:
        key, known = self.key(step), self._words.edges.get(edge)
        if known is None:
            told = self._words.done if edge else self._words.dated
            done = told.format(step=self._called(step), what=edge)
            yield from [Milestone((key, edge), done, value, span)] if key and len(key) <= LONGEST else ()
        elif key and len(key) <= LONGEST:
            yield Milestone((key, edge), known.says.format(step=self._called(step)), value, span)
        elif known.whole and not key:
            yield Milestone((key, edge), known.says.format(step=known.whole), value, span)

    def _called(self, step: str) -> str:
        """A step by its name, without the words that lead to it: "for User Integration Testing (UIT)"."""
        words = step.split()
        while len(words) > 1 and words[0].islower() and stem(words[0]) in self._words.stop:
            del words[0]
        return " ".join(words)

    def key(self, step: str) -> frozenset[str]:
        """What tells a step from others: its words, abbreviated where there is an abbreviation; "testing" where that is all."""
        step = _LETTERED.sub(r"\1-", step)
        bracket = _BRACKET.match(step)
        step = step.strip("“”‘’\"'")
        if bracket is not None and any(spells(bracket["short"], " ".join(bracket["long"].split()[at:])) for at in range(LONGEST)):
            step = bracket["short"] + step[bracket.end() :]
        words = [stem(word) for word in _TOKEN.findall(re.sub(r"\([^()]*\)", " ", step))]
        for long, short in self._long:
            for at in range(len(words) - len(long) + 1):
                if tuple(words[at : at + len(long)]) == long:
                    words[at : at + len(long)] = [stem(short)]
        key = frozenset(word for word in words if word not in self._words.stop and not _NUMBERED.fullmatch(word))
        if any(map(_PART_OF.fullmatch, key)):
            key -= set(self._words.places)
        return key or frozenset(word for word in words if word == stem("testing"))


def are_one_period(text: str, one: Date, other: Date) -> bool:
    """Whether two dates are the ends of one period."""
    return _PERIOD.fullmatch(text, one.span.end, other.span.start) is not None


def _edges(edge: str, date: Date, end: Date | None, *, moved: bool) -> Iterator[tuple[str, str]]:
    """The edges that a date, or a period, gives; ``edge`` is what the words before it say: an edge is moved from one day to another."""
    first, _, last = date.value.partition("/")
    last = last or (end.value if end is not None else "")
    if edge == _DAY and not last:
        yield "", first
    elif last and moved:
        yield edge, last
    elif last and edge in ("", "start", _DAY):
        yield "start", first
        yield "end", last
    elif edge and not last:
        yield edge, first


def _edge_in(match: re.Match[str]) -> str:
    return next(name.partition("_")[2] for name, words in match.groupdict().items() if words is not None and "_" in name)

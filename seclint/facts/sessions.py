"""When parties could meet the authors during the consultation: webinars, workshops, drop-in calls."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.facts.lexicon import Lexicon
from seclint.facts.tables import Table
from seclint.facts.wording import phrases, plain
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Date, Mentions

_NEAR = 70  # characters between a session and its date
_STOP = compiled(r"[.;:?](?:\s|$)|\n")


class Session(Struct, frozen=True):
    """A session by its ``name`` ("webinar"), the ISO day on which it is said to be, and where both stand."""

    name: str
    value: str
    span: Span


def sessions_of(
    document: Document, sentences: Sequence[Span], mentions: Mentions, tables: Sequence[Table], lexicon: Lexicon
) -> Iterator[Session]:
    """The sessions with a day in the same sentence or row; of what was moved or is held more than once nothing is told."""
    names = phrases(tuple(lexicon.session_names))
    days = [date for date in mentions.dates if date.precision == "day" and not date.impossible]
    starts = [date.span.start for date in days]
    for sentence in sentences:
        dated = days[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if not dated or phrases(lexicon.words.moved).search(document.text, sentence.start, sentence.end):
            continue
        for match in names.finditer(document.text, sentence.start, sentence.end):
            date = _nearest(document.text, lexicon, Span(*match.span()), dated)
            if date is not None:
                place = Span(min(match.start(), date.span.start), max(match.end(), date.span.end))
                yield Session(lexicon.session_names[plain(match[0])], date.value, place)
    yield from _in_rows(document, tables, lexicon, days)


def _nearest(text: str, lexicon: Lexicon, name: Span, dates: Sequence[Date]) -> Date | None:
    """The date behind the name, else the one before it, with nothing between them that dates something else."""
    behind = [date for date in dates if 0 <= date.span.start - name.end <= _NEAR][:1]
    before = [date for date in dates if 0 <= name.start - date.span.end <= _NEAR][-1:]
    for date in (*behind, *before):
        between = text[min(name.end, date.span.end) : max(name.start, date.span.start)]
        told = any(plain(match[0]) not in lexicon.words.common for match in lexicon.verb.finditer(between))
        if not told and not _STOP.search(between) and not phrases(lexicon.words.breaks).search(between):
            return date
    return None


def _in_rows(document: Document, tables: Sequence[Table], lexicon: Lexicon, days: Sequence[Date]) -> Iterator[Session]:
    at = {date.span.start: date for date in days}
    names = phrases(tuple(lexicon.session_names))
    for table in tables:
        for row in table.rows:
            dated = [at[cell.start] for cell in row if cell.start in at]
            named = [match for cell in row if cell.start not in at and (match := names.search(document.text, cell.start, cell.end))]
            if len(dated) == len(named) == 1:
                start, end = sorted((dated[0].span, Span(*named[0].span())))
                yield Session(lexicon.session_names[plain(named[0][0])], dated[0].value, Span(start.start, end.end))

"""The history of versions that a document keeps of itself: a table with a row for each version and its date."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.facts.tables import Table
from seclint.facts.wording import phrases
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Date

_VERSION = compiled(
    r"(?:[\d.]+\s*[–-]\s*)?(?:(?:v(?:er(?:sion)?)?|issue|draft)\.?\s*)?(\d{1,3}(?:\.\d{1,3})+|\d{1,3})(?![\d/.-])", re.IGNORECASE
)
# A month in figures, or the last one of several: "06/31", "01/31 – 05/31".
_MONTH = compiled(r"(?:\d\d/\d\d\s*[–-]\s*)?(0[1-9]|1[0-2])/(?:20)?(\d\d)")
_NOTE = 3  # words
_ISO_MONTH = len("2031-06")


class HistoryWords(Struct, frozen=True, forbid_unknown_fields=True):
    """registers/history.toml: how such a table is told by the heads of its columns, and rows of it that are only planned.

    One of ``several`` heads a column that names documents. ``approved`` in a row makes its version one with an approval of its own, but not
    where one of ``unfinished`` says for what it was meant.
    """

    version: tuple[str, ...]
    date: tuple[str, ...]
    others: tuple[str, ...]
    several: tuple[str, ...]
    planned: tuple[str, ...]
    approved: tuple[str, ...]
    unfinished: tuple[str, ...]


class Issue(Struct, frozen=True):
    """A row of the history: the figures of its version and where they stand, the ISO day of its date, "" without, and the whole row.

    ``month`` is the ISO month of the date, which a row may give without the day. Of a row for several versions the last one counts.
    """

    version: tuple[int, ...]
    written: Span
    date: str
    dated: Span
    row: Span
    month: str = ""

    @property
    def bare(self) -> tuple[int, ...]:
        """The version without noughts at its end: "2" and "2.0" are one."""
        return bare(self.version)


def history_of(document: Document, tables: Sequence[Table], dates: Sequence[Date], words: HistoryWords) -> tuple[Issue, ...]:
    """The rows of the first table that looks like a history, but for those that are only planned."""
    for table in tables:
        version, date = table.column(words.version), table.column(words.date)
        if version is None or date is None or version == date or _lists_documents(table, words):
            continue
        others = [head for index, head in enumerate(table.heads) if index not in (version, date)]
        if any(phrases(words.others).search(head) for head in others):
            rows = tuple(_issues(document, table, (version, date), dates, words))
            if rows:
                return rows
    return ()


def _lists_documents(table: Table, words: HistoryWords) -> bool:
    """Whether a column of the table names documents."""
    return any(phrases(words.several).fullmatch(head.strip(" .:")) for head in table.heads)


def figures(version: str) -> tuple[int, ...]:
    """The figures of a version; a letter behind them, as in "4.0a", is left out."""
    return tuple(map(int, re.findall(r"\d+", version)))


def bare(version: tuple[int, ...]) -> tuple[int, ...]:
    """The version without noughts at its end."""
    while len(version) > 1 and version[-1] == 0:
        version = version[:-1]
    return version


def superseded(document: Document, history: Sequence[Issue], words: HistoryWords) -> tuple[Issue, ...]:
    """The whole versions before the last one of which their row says that they were approved: 1.0 in the history of 2.0."""
    last = max((issue.bare for issue in history), default=())
    approved, unless = phrases(words.approved), phrases(words.unfinished)
    earlier = [(issue, document.quote(issue.row)) for issue in history if len(issue.bare) == 1 and issue.bare < last]
    return tuple(issue for issue, row in earlier if approved.search(row) and not unless.search(row))


def _is_note(words: str) -> bool:
    """Whether a cell only notes the state of a version: "Planned", and not "Proposed changes reviewed by DCC"."""
    return len(words.split()) <= _NOTE


def _issues(document: Document, table: Table, columns: tuple[int, int], dates: Sequence[Date], words: HistoryWords) -> Iterator[Issue]:
    planned, (version, date) = phrases(words.planned), columns
    for row in table.rows:
        number = _VERSION.fullmatch(document.quote(row[version]).strip())
        notes = [document.quote(cell) for index, cell in enumerate(row) if index in columns or _is_note(document.quote(cell))]
        if number is None or any(map(planned.search, notes)):
            continue
        day = next((one for one in dates if one.span.within(row[date]) and one.precision == "day"), None)
        month = _MONTH.fullmatch(document.quote(row[date]).strip())
        if day is None and month is None and document.quote(row[date]).strip():
            continue
        value = day.value if day else ""
        yield Issue(
            figures(number[1]),
            row[version],
            value,
            day.span if day else row[date],
            Span(row[0].start, row[-1].end),
            f"20{month[2]}-{month[1]}" if month and not day else value[:_ISO_MONTH],
        )

"""date-formats, ambiguous-date: how dates are written, and whether they can be read in two ways."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.covering import Covering
from seclint.facts.days import in_words
from seclint.model import Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Date

_PROSE = ("title", "paragraph", "item", "footnote")
# With four figures for the year, or obliques: "3.11.10" is a section.
_NUMERIC = compiled(r"(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|(?<=/)\d{2})")
_WHOLE_NUMERIC = compiled(r"\d(?<![\w./-].)\d?[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![\w/-])")
_MARKS = {"/": "strokes", ".": "points", "-": "hyphens"}  # between the figures of a date
_SHOWN = 3  # dates that can only be read in one way show how the others are meant
_MONTHS = 12
_FIGURES = compiled(r"[\d./-]+")
_ISO = compiled(r"\d{4}-\d\d-\d\d")
_MONTH_FIRST = compiled(r"[^\W\d]+\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}", re.IGNORECASE)
_FEW = 4  # dates that a table must have for one to be odd among them
_LINE = 6  # words, those of a date with its weekday and time among them
Orders = Callable[[], Mapping[str, Counter[bool]]]
"""By the mark between the figures: how many dates can only be read with the day first (True), and with the month first."""


class Looked(Struct, frozen=True, forbid_unknown_fields=True):
    """``cells_in``: the kinds of document in which sentences in the cells of tables count as prose."""

    cells_in: tuple[str, ...] = ()


class Written(Looked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``names``: what to call each way of writing a date (strokes, points, hyphens, iso, month-first, words); ``cells_in`` as in Looked."""

    names: dict[str, str]


def date_formats(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The first date that is written in another way than most dates of the document are."""
    options: Written = rule.options
    orders = cache(partial(_orders, facts))
    tables = (one for dates, _ in _mixed(facts, orders) for one in dates)
    own = sorted((*_own_dates(facts, options), *tables), key=lambda one: one.span)
    written = [(one, way) for one in own if (way := _way_of(facts, one, orders))]
    ways = Counter(way for _, way in written)
    if len(ways) < 2:
        return
    (usual, _), *_ = sorted(ways.items(), key=lambda item: (-item[1], item[0] != "words"))
    common = next(one for one, way in written if way == usual)
    for way in ways:
        if way != usual:
            other = next(one for one, its in written if its == way)
            yield found(
                facts, rule, other.span, related=[(common.span, rule.messages["usual"])], way=options.names[way], usual=options.names[usual]
            )


def ambiguous_date(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Dates in figures of which the day could be the month, unless other dates of the document show which of the two comes first."""
    options: Looked = rule.options
    orders = cache(partial(_orders, facts))
    odd = (one for _, one in _mixed(facts, orders))
    for one in sorted((*_own_dates(facts, options), *odd), key=lambda one: one.span):
        match = _NUMERIC.fullmatch(_words(facts, one))
        if match is None or match[1] == match[3] or not (1 <= int(match[1]) <= _MONTHS and 1 <= int(match[3]) <= _MONTHS) or not one.value:
            continue
        shown = orders().get(match[2], Counter())
        if len(shown) == 1 and shown.total() >= _SHOWN:
            continue
        day = date.fromisoformat(one.value)
        yield found(facts, rule, one.span, one=in_words(one.value), other=in_words(day.replace(month=day.day, day=day.month).isoformat()))


def _orders(facts: Facts) -> dict[str, Counter[bool]]:
    orders: dict[str, Counter[bool]] = {}
    for words in set(_WHOLE_NUMERIC.findall(facts.document.text)):
        match = _NUMERIC.fullmatch(words)
        if match and (int(match[1]) > _MONTHS) != (int(match[3]) > _MONTHS):
            orders.setdefault(match[2], Counter())[int(match[1]) > _MONTHS] += 1
    return orders


def _own_dates(facts: Facts, options: Looked) -> Iterator[Date]:
    """The single days of prose, in cells too, and of the cover's fields that the document dates itself."""
    cells = _wordy_cells(facts) if facts.kind in options.cells_in else ()
    told = Covering((*(field.span for field in facts.front.fields.values()), *cells))
    for one in _days(facts):
        if facts.document.block_at(one.span.start).kind in _PROSE or told.holds(one.span):
            yield one


def _wordy_cells(facts: Facts) -> Iterator[Span]:
    """The cells of the tables that say more than a few words, but for the history of the versions."""
    history = {issue.row.start for issue in facts.history}
    for table in facts.tables:
        for row in table.rows:
            if row[0].start not in history:
                yield from (cell for cell in row if len(facts.document.quote(cell).split()) > _LINE)


def _mixed(facts: Facts, orders: Orders) -> Iterator[tuple[Sequence[Date], Date]]:
    """The dates of each table in which one, and only one, is written otherwise than the others; with that one."""
    tabled: dict[int, list[Date]] = {}
    for one in _days(facts):
        cell = facts.document.block_at(one.span.start).cell
        if cell is not None:
            tabled.setdefault(cell.table, []).append(one)
    for dates in tabled.values():
        ways = [_way_of(facts, one, orders) for one in dates]
        counts = Counter(ways)
        if len(dates) >= _FEW and len(counts) == 2 and "" not in counts and min(counts.values()) == 1:
            yield dates, next(one for one, way in zip(dates, ways, strict=True) if counts[way] == 1)


def _days(facts: Facts) -> Iterator[Date]:
    """The single days of the document, none in quotations."""
    quoted = Covering(quotation.span for quotation in facts.pairing.quotations if quotation.kind == "double")
    for mention in facts.mentions.dates:
        for one in mention.ends or (mention,):
            if one.precision == "day" and not quoted.holds(one.span):
                yield one


def _words(facts: Facts, one: Date) -> str:
    return facts.document.quote(one.part if one.part.end else one.span)


def _way_of(facts: Facts, one: Date, orders: Orders) -> str:
    """How a date is written, "" for figures that may be none; figures have the month first where others certainly have the day first."""
    words = _words(facts, one)
    if _ISO.fullmatch(words):
        return "iso"
    figures = _NUMERIC.fullmatch(words)
    if figures:
        turned = int(figures[3]) > _MONTHS and any(order[True] for order in orders().values())
        return "month-first" if turned else _MARKS[figures[2]]
    if _FIGURES.fullmatch(words):
        return ""
    return "month-first" if _MONTH_FIRST.fullmatch(words) else "words"

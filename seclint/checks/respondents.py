"""respondents-listed: how many responses there were, and who is said to have responded, against the list of those who did."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, value_of
from seclint.facts.lists import Led
from seclint.facts.tables import Table
from seclint.facts.wording import any_of, any_phrase, phrases, plain
from seclint.model import Rule, Span
from seclint.patterns import compiled

_LEAST = 2  # names that make a list
_FEW = 3  # times as many rows have something than lack it, where that tells
_NAMED = 3  # those that make one in a sentence
_NAME = compiled(r"(?:the\s)?[A-Z][\w&’'.-]*(?:\s(?:[A-Z&(][\w&’').-]*|of|for|the|and|plc|ltd))*")
_COMMA, _AND = compiled(r"([,;]\s+(?:and\s+)?)"), compiled(r"\sand\s")


class Respondents(Struct, frozen=True, forbid_unknown_fields=True):
    """``titles``: titles of sections and tables that list respondents; ``names``: heads of the column that names them.

    ``sections``: whole titles of sections in which a table that begins with a column ``each`` lists them, unless it has a column ``told``
    with what they said.
    ``numbers``: heads of a column that counts them. ``total``: words that begin a row of totals. ``says``: verbs of respondents.
    Regular expressions: ``lead_ins`` of what leads to a list of respondents, ``unless`` of what in it makes it another list, ``named`` of
    what leads to names in the sentence that says how many there are, or in the next one, ``unnamed`` of words that say that some are not
    named or answered more than once.
    """

    titles: tuple[str, ...]
    sections: tuple[str, ...]
    each: tuple[str, ...]
    told: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    total: tuple[str, ...]
    says: tuple[str, ...]
    lead_ins: tuple[str, ...]
    named: tuple[str, ...]
    unless: tuple[str, ...]
    unnamed: tuple[str, ...]


class _List(Struct, frozen=True):
    """A list of respondents: where it begins, and how many it has."""

    span: Span
    number: int


def respondents_listed(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A list of respondents, or several that belong together, with more or fewer of them than are said to have responded."""
    options: Respondents = rule.options
    yield from _strangers(facts, rule)
    received = facts.received.told
    if not received or any_of(options.unnamed).search(facts.document.text):
        return
    lists = [*_tables(facts, options), *_lists(facts, options), *_in_sentences(facts, options)]
    counted = {one.number for one in lists} | {sum(one.number for one in lists)}
    stated = {one.number for one in received}
    late = facts.received.more and bool(counted) and min(counted) > max(stated)  # the list may have those that came besides, too
    if lists and not late and not counted & stated:
        number = lists[0].number if len(counted) == 1 else sum(one.number for one in lists)
        related = [(one.span, rule.messages["list"]) for one in lists]
        yield found(facts, rule, received[0].span, related=related, stated=received[0].number, listed=number)


def _strangers(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Names in the views that are nearly, but not quite, those of listed respondents, where the views name those who are listed."""
    options: Respondents = rule.options
    names = {said: name for name in _names(facts, options) if (said := plain(name))}
    if len(names) < _LEAST:
        return
    text, views = facts.document.text, facts.answers.views
    known = {word for name in names for word in name.split()[:1]}
    for match in (match for view in views for match in _speaker(options.says).finditer(text, view.start, view.end)):
        name = plain(match["name"])
        near = next((listed for listed in names if listed.split()[-1] == name.split()[-1] and len(listed.split()) == len(name.split())), "")
        if near and name not in names and name.split()[0] not in known:
            yield found(facts, rule, Span(*match.span("name")), variant="name", name=match["name"], near=names[near])


@lru_cache(maxsize=8)
def _speaker(says: tuple[str, ...]) -> re.Pattern[str]:
    """A name of two or three words with capitals, and what it said."""
    return compiled(rf"(?P<name>[A-Z][\w&’'-]+(?: [A-Z][\w&’'-]+){{1,2}}) {any_phrase(says)}")


def _names(facts: Facts, options: Respondents) -> Iterator[str]:
    """The names of the respondents, where a table lists them."""
    for table in facts.tables:
        column = table.column(options.names)
        if column is not None and table.is_titled(options.titles) and table.column(options.numbers) is None:
            yield from (facts.document.quote(row[column]).strip() for row in table.rows)


def _tables(facts: Facts, options: Respondents) -> Iterator[_List]:
    total = phrases(options.total)
    for table in facts.tables:
        names, numbers = table.column(options.names), table.column(options.numbers)
        if numbers is not None and _is_running([facts.document.quote(row[numbers]).strip() for row in table.rows]):
            numbers = None
        if names is None or (numbers is None and _is_tally(facts, table)):
            continue
        if not _is_titled(facts, table, options) and not _is_of_each(facts, table, options):
            continue
        named = [row for row in table.rows if (words := facts.document.quote(row[names]).strip()) and not total.match(words)]
        rows = _of_respondents(facts, names, named)
        counted = len(rows) if numbers is None else _sum(facts, [row[numbers] for row in rows])
        if counted:
            yield _List(table.head, counted)


def _of_respondents(facts: Facts, names: int, rows: Sequence[Sequence[Span]]) -> Sequence[Sequence[Span]]:
    """The rows but for those that sum the others up: behind the name they lack what nearly all have there, such as the kind of party."""
    behind = [facts.document.quote(row[names + 1]).strip() if len(row) > names + 1 else "" for row in rows]
    lacking = behind.count("")
    return [row for row, words in zip(rows, behind, strict=True) if words] if 0 < lacking * _FEW < len(rows) else rows


def _is_titled(facts: Facts, table: Table, options: Respondents) -> bool:
    """Whether a title above the table, or a line right above it that is no sentence, says that it lists respondents."""
    above = facts.document.blocks[max(0, facts.document.block_index(table.head.start) - 1)]
    line = facts.document.quote(above.span) if above.kind == "paragraph" else ""
    return table.is_titled(options.titles) or (line[-1:].isalnum() and phrases(options.titles).search(line) is not None)


def _is_of_each(facts: Facts, table: Table, options: Respondents) -> bool:
    """Whether a table in the section on the responses has a row for each respondent, and not for each kind of them, nor for each point."""
    column = table.column(options.each)
    if column is None or table.column(options.told) is not None or (column and not _is_running(table.firsts)):
        return False
    names = [facts.document.quote(row[column]).strip() for row in table.rows]
    kinds = sum(name.endswith("s") for name in names)
    titled = any(phrases(options.sections).fullmatch(title.strip()) for title in table.titles)
    return titled and len(set(names)) == len(names) and 2 * kinds <= len(names)


def _is_tally(facts: Facts, table: Table) -> bool:
    """Whether the rows are kinds of respondents, with how many of each answered which question."""
    columns = [[facts.document.quote(cell).strip() for cell in cells] for cells in zip(*table.rows, strict=False)]
    return any(all(map(str.isdigit, column)) and max(map(int, column)) > 1 and not _is_running(column) for column in columns)


def _is_running(column: Sequence[str]) -> bool:
    """Whether a column numbers its rows."""
    return len(column) > 1 and [words.rstrip(".") for words in column] == [str(number) for number in range(1, len(column) + 1)]


def _lists(facts: Facts, options: Respondents) -> Iterator[_List]:
    for led in facts.lists:
        if _lists_respondents(facts, options, led):
            own = compiled(number_pattern(facts.profile.numbers), re.IGNORECASE)
            numbered = [own.match(facts.document.quote(part)) for part in led.parts]
            counted = _sum(facts, led.parts) if all(numbered) else 0 if any(numbered) else len(led.parts)
            if counted:
                yield _List(led.lead_in, counted)


def _in_sentences(facts: Facts, options: Respondents) -> Iterator[_List]:
    """Those who are named one after the other where it is said how many there were: "five: Alder Energy, Birch Power and ..."."""
    named = any_of(options.named)
    for one in facts.received.told:
        rest = Span(one.span.end, facts.document.block_at(one.span.start).span.end)
        for sentence in [*facts.sentences_within(rest)][:2] if rest.start < rest.end else ():
            words = facts.document.text[max(rest.start, sentence.start) : sentence.end]
            match = named.search(words)
            counts = _counts_of_names(words[match.end() :].rstrip(" .)")) if match is not None else set()
            if counts:
                yield _List(sentence, one.number if one.number in counts else max(counts))
                break


def _counts_of_names(words: str) -> set[int]:
    """How many names stand one after the other: more than one number where "and" may be of a name; nothing where some are no names."""
    parts = _COMMA.split(words)
    names, last = parts[::2], parts[-1]
    kinds, ands = sum(name.endswith("s") for name in names), len(_AND.findall(last))
    joined = ands > 0 and not any(map(_AND.search, parts[-2:-1]))  # the last but one and the last, which no comma parts
    counts = set(range(len(names) + joined, len(names) + ands + 1))
    return counts if all(map(_NAME.fullmatch, names)) and 2 * kinds <= len(names) and max(counts) >= _NAMED else set()


def _lists_respondents(facts: Facts, options: Respondents, led: Led) -> bool:
    words = facts.document.quote(led.lead_in)
    if facts.document.blocks[led.block].kind == "heading":
        return bool(phrases(options.titles).fullmatch(words))
    return bool(any_of(options.lead_ins).search(words)) and not any_of(options.unless).search(words)


def _sum(facts: Facts, cells: Sequence[Span]) -> int:
    """The sum of the numbers, the first of each cell; 0 where a cell has none."""
    values = [value_of(facts.document.quote(cell), facts.profile.numbers) for cell in cells]
    return sum(value for value in values if value is not None) if None not in values else 0

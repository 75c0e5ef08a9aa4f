"""announced-count: a number of things that is announced, against the things that follow."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, value_of
from seclint.facts.lists import beside
from seclint.facts.tables import Table
from seclint.facts.wording import alternatives, any_of, phrases, plain
from seclint.model import Rule, Span
from seclint.patterns import compiled

_PROSE = ("paragraph", "item")
_SEVERAL = compiled(r"\b(?:and|to)\b|[&,–]")
# The first and the last of things with labels: "R1 to R5", "7.1 to 7.4", "A to F". Here as below re passes quickly over what is not in the
# set of characters in front, so what may not stand before it is looked for behind it.
_LABELS = compiled(
    r"[A-Z\d](?<![\w.].)(?<=(?=(?P<stem>[A-Z]{0,3}(?:\d{1,2}\.)*)(?P<first>\d{1,2}|[A-Z])\s?(?:to|–)\s?"
    r"(?P<again>[A-Z]{0,3}(?:\d{1,2}\.)*)(?P<last>\d{1,2}|[A-Z])(?![\w%]|\.\d)).)"
)
# Labels one by one: "MP620, MP621 and MP622".
_ONE_BY_ONE = compiled(r"[A-Z](?<![\w-].)[A-Z]{0,4}-?\d{1,4}(?:(?:,\s+(?:and\s+)?|\s+and\s+)[A-Z]{1,5}-?\d{1,4})+(?![\w-]|\s+(?:to|–)\s)")
_LABEL = compiled(r"[A-Z]{1,5}-?\d{1,4}")
_SHORT = 80  # characters of a paragraph that does nothing but announce
_MISCOUNT = 2  # more is no miscount: the number is one of other things
_MOST = 30  # a larger number is hardly that of a list


class Announced(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions; ``{number}`` stands for a number or one of ``vague``: words with the least number that they mean.

    ``lists``: the end of a lead-in that says how many things follow, its group ``noun`` what they are. ``before``: what right before the
    number makes it the number of something else; ``never``: nouns of what is not listed.
    ``sections``: how many subsections the section has that the sentence stands in. ``questions``: how many questions were asked. ``cues``
    are letters in lower case of which some stand in every paragraph of those, and of those ``beside`` what they count.
    ``tabled``: how many things a table has that the paragraph refers to, its group ``noun`` what the head of a column calls them; ``some``,
    right behind the reference, and ``qualified``, behind the number, make them some of the rows only.
    ``labelled``: how many things there are of which the labels follow, or the first and the last. ``beside``: how many the list or table
    right ``where`` ("below", "above") has. ``short``: a whole paragraph that announces what follows it without a
    colon. ``counting``: heads of a first column that say nothing of what the rows are; ``totals``: how rows begin that sum up the others.
    """

    vague: dict[str, int]
    lists: tuple[str, ...]
    before: tuple[str, ...]
    never: tuple[str, ...]
    sections: tuple[str, ...]
    questions: tuple[str, ...]
    cues: dict[str, tuple[str, ...]]
    tabled: str
    some: str
    qualified: str
    labelled: str
    beside: str
    short: tuple[str, ...]
    counting: tuple[str, ...]
    totals: tuple[str, ...]


class _Count(Struct, frozen=True):
    """A number in words or figures; ``least`` when more are meant as well."""

    number: int
    least: bool

    def fits(self, actual: int) -> bool:
        return actual >= self.number if self.least else actual == self.number


def announced_count(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Announced numbers of list items, table rows, subsections or questions that are not those which are there."""
    yield from _of_lists(facts, rule)
    yield from _of_sections(facts, rule)
    yield from _of_questions(facts, rule)
    yield from _of_tables(facts, rule)
    yield from _of_labels(facts, rule)
    yield from _of_beside(facts, rule)
    yield from _of_next(facts, rule)


def _of_lists(facts: Facts, rule: Rule) -> Iterator[Found]:
    options: Announced = rule.options
    pattern = _pattern(facts, options, options.lists)
    before, never = compiled(rf"(?:{alternatives(options.before)})\s*$", re.IGNORECASE), any_of(options.never)
    for led in facts.lists:
        start = facts.sentence(Span(led.lead_in.end - 1, led.lead_in.end)).start
        match = pattern.search(facts.document.text, start, led.lead_in.end)
        count = _count(facts, options, match[0]) if match else None
        if match is None or count is None or count.fits(len(led.parts)) or len(led.parts) < 2:
            continue
        counted = before.search(facts.document.text[start : match.start()]) or never.fullmatch(match["noun"])
        if not counted and count.number not in _sums(facts, led.parts[0]):
            yield _told(facts, rule, Span(*match.span()), "", led.parts[0], len(led.parts))


def _sums(facts: Facts, part: Span) -> set[int]:
    """What the columns of figures add up to in the table whose row the part is: its rows may be kinds, each with how many there are."""
    table = next((one for one in facts.tables if any(part.overlaps(row[0]) for row in one.rows)), None)
    columns = zip(*table.rows, strict=False) if table is not None else ()
    values = ([value_of(facts.document.quote(cell), facts.profile.numbers) for cell in column] for column in columns)
    return {sum(value for value in column if value is not None) for column in values}


def _of_sections(facts: Facts, rule: Rule) -> Iterator[Found]:
    options: Announced = rule.options
    sections = facts.outline.sections
    for match in _matches(facts, options, "sections", options.sections):
        span = Span(*match.span())
        index = facts.outline.index_at(facts.document.block_index(span.start))
        count = _count(facts, options, match[0])
        if index is None or count is None or _names_section(facts, facts.sentence(span)):
            continue
        children = [section for section in sections if section.parent == index]
        if children and not count.fits(len(children)):
            yield _told(facts, rule, span, "sections", children[0].heading, len(children))


def _names_section(facts: Facts, sentence: Span) -> bool:
    """Whether the sentence names a section by its number, so that it may be that section's."""
    return any(reference.kind == "section" and reference.span.within(sentence) for reference in facts.mentions.references)


def _of_questions(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Only where the questions are numbered from 1 on, so that none is left out; what is said of one of them does not count."""
    options: Announced = rule.options
    matches = list(_matches(facts, options, "questions", options.questions))
    questions = facts.answers.distinct if matches else ()
    numbers = {number for question in questions for number in question.numbers}
    if numbers != {str(number) for number in range(1, len(numbers) + 1)} or not numbers:
        return
    elsewhere = [quotation.span for quotation in facts.pairing.quotations]
    elsewhere += [span for question in questions for span in (*question.lead, *question.views, *question.response)]
    for match in matches:
        span = Span(*match.span())
        count = _count(facts, options, match[0])
        if count is not None and not count.fits(len(numbers)) and not any(span.within(other) for other in elsewhere):
            yield _told(facts, rule, span, "questions", questions[0].span, len(numbers))


def _of_tables(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Numbers of things in paragraphs that refer to one table of the document, of which a column is headed by their name."""
    options: Announced = rule.options
    tables = _captioned(facts)
    pattern, some = _pattern(facts, options, (options.tabled,)), any_of((options.some,))
    for reference in facts.mentions.references if tables else ():
        block = facts.document.block_at(reference.span.start)
        known = tables.get(reference.clauses[0]) if reference.kind == "table" and len(reference.clauses) == 1 else None
        if (
            known is None
            or reference.owner not in ("", "self")
            or block.kind not in _PROSE
            or some.match(facts.document.text, reference.span.end)
        ):
            continue
        counted = [
            match
            for match in pattern.finditer(facts.document.text, block.span.start, block.span.end)
            if not any_of(options.never).fullmatch(match["noun"])
            and _are_rows(options, known, match["noun"])
            and not _is_qualified(facts, options, match)
            and not _is_one_of_several(facts, match, len(known.rows))
            and _is_near(facts, match, reference.span)
        ]
        counts = [(match, _count(facts, options, match[0])) for match in counted]
        actual = len(_things(facts, options, known))
        totals = _totals(facts, options, known)
        if actual and len(counts) == 1 and (count := counts[0][1]) is not None and not count.fits(actual) and count.number not in totals:
            match = counts[0][0]
            first = known.rows[0][0]
            stated = facts.document.quote(Span(*match.span()))
            label = reference.clauses[0]
            related = [(first, rule.messages["first"])]
            yield found(facts, rule, Span(*match.span()), variant="table", related=related, stated=stated, label=label, actual=actual)


def _of_labels(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Numbers of things of which the labels follow one by one, or the first and the last."""
    options: Announced = rule.options
    text, pattern = facts.document.text, _pattern(facts, options, (options.labelled,))
    for span, first, last, actual in _series(text):
        start = facts.sentence(span).start
        match = pattern.search(text, start, span.start) if actual else None
        count = _count(facts, options, match[0]) if match else None
        if match is None or count is None or count.fits(actual):
            continue
        if any(one.span.overlaps(span) for one in facts.dates_in(Span(start, span.end))):
            continue
        whole, stated = Span(match.start(), span.end), text[match.start() : match.end("noun")]
        yield found(facts, rule, whole, variant="labels", stated=stated, first=first, last=last, actual=actual)


def _series(text: str) -> Iterator[tuple[Span, str, str, int]]:
    """Labels that are named one by one or from the first to the last: where, the two, and how many there are."""
    for labels in _LABELS.finditer(text):
        if labels["stem"] != labels["again"]:
            continue
        first, last = f"{labels['stem']}{labels['first']}", f"{labels['stem']}{labels['last']}"
        yield Span(labels.start(), labels.end("last")), first, last, _labels_between(labels)
    for labels in _ONE_BY_ONE.finditer(text):
        each = _LABEL.findall(labels[0])
        yield Span(*labels.span()), each[0], each[-1], len(set(each))


def _labels_between(labels: re.Match[str]) -> int:
    """How many labels there are from the first to the last; 0 where they are bare figures, or do not belong together."""
    first, last = labels["first"], labels["last"]
    if (not labels["stem"] and first.isdigit()) or first.isdigit() != last.isdigit():
        return 0
    return max(0, (int(last) - int(first) if first.isdigit() else ord(last) - ord(first)) + 1)


def _of_beside(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Numbers of things "below" or "above" in a paragraph beside the list or table that holds them."""
    options: Announced = rule.options
    document, pattern = facts.document, _pattern(facts, options, (options.beside,))
    for span in facts.blocks_with(options.cues["beside"]):
        index = document.block_index(span.start)
        match = pattern.search(document.text, span.start, span.end) if document.blocks[index].kind == "paragraph" else None
        count = _count(facts, options, match[0]) if match else None
        if match is None or count is None or any_of(options.never).fullmatch(match["noun"]):
            continue
        things = beside(document, facts.tables, index, below=match["where"].lower() == "below")
        if len(things) > 1 and not count.fits(len(things)):
            yield _told(facts, rule, Span(*match.span()), "", things[0], len(things))


def _of_next(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Short paragraphs that announce what follows right behind them, where nearly as many things do."""
    options: Announced = rule.options
    blocks, pattern = facts.document.blocks, _pattern(facts, options, options.short)
    for index, block in enumerate(blocks):
        short = block.kind == "paragraph" and block.span.end - block.span.start <= _SHORT
        match = pattern.match(facts.document.quote(block.span)) if short else None
        count = _count(facts, options, match[0]) if match else None
        if match is None or count is None or any_of(options.never).fullmatch(match["noun"]):
            continue
        things = beside(facts.document, facts.tables, index, below=True)
        if len(things) > 1 and not count.fits(len(things)) and abs(count.number - len(things)) <= _MISCOUNT:
            yield _told(facts, rule, block.span, "", things[0], len(things))


def _is_qualified(facts: Facts, options: Announced, match: re.Match[str]) -> bool:
    """Whether the sentence says that only some are meant, or that they have parts of their own."""
    end = facts.sentence(Span(*match.span())).end
    return any_of((options.qualified,)).search(facts.document.text, match.end(), end) is not None


def _is_one_of_several(facts: Facts, match: re.Match[str], rows: int) -> bool:
    """Whether the sentence counts the rows in several parts: "six respondents said yes and one said no"."""
    behind, numbers = Span(match.start(), facts.sentence(Span(*match.span())).end), facts.profile.numbers
    written = re.findall(number_pattern(numbers), facts.document.quote(behind), re.IGNORECASE)
    values = [value for words in written if (value := value_of(words, numbers)) is not None]
    return len(values) > 1 and sum(values) == rows


def _captioned(facts: Facts) -> dict[str, Table]:
    """The tables by the label that their caption gives them."""
    labels = {plain(facts.document.quote(one.span)): one.label for one in facts.captions if one.kind == "table"}
    return {label: table for table in facts.tables for title in table.titles[:1] if (label := labels.get(plain(title), ""))}


def _is_near(facts: Facts, match: re.Match[str], reference: Span) -> bool:
    """Whether the number stands in the sentence of the reference or in the one before it."""
    counted = facts.sentence(Span(*match.span()))
    return counted.end >= facts.sentence(reference).start - 1 and counted.start <= reference.start


def _totals(facts: Facts, options: Announced, table: Table) -> set[int]:
    """The figures in the rows of a table that sum up."""
    total = any_of(options.totals)
    rows = [row for row in table.rows if total.match(facts.document.quote(row[0]))]
    return {value for row in rows for cell in row if (value := value_of(facts.document.quote(cell), facts.profile.numbers)) is not None}


def _are_rows(options: Announced, table: Table, noun: str) -> bool:
    """Whether the rows are the things: the head of the first column calls them so, or the caption where that head only counts them."""
    one, head = noun.lower().rstrip("s"), table.heads[0]
    titled = re.search(rf"\b{re.escape(one)}s?\b(?!\s+(?:by|per|for|and|of)\b)", table.titles[0] if table.titles else "", re.IGNORECASE)
    return head.rstrip("s") == one or bool(titled and phrases(options.counting).fullmatch(head))


def _things(facts: Facts, options: Announced, table: Table) -> list[str]:
    """What stands first in the rows, without those that sum up; nothing where one row stands for several things."""
    firsts = [facts.document.quote(row[0]).strip() for row in table.rows]
    total = any_of(options.totals)
    things = [first for first in firsts if first and not total.match(first)]
    return things if not any(map(_SEVERAL.search, things)) else []


def _told(facts: Facts, rule: Rule, span: Span, variant: str, first: Span, actual: int) -> Found:
    related = [(first, rule.messages["first"])]
    return found(facts, rule, span, variant=variant, related=related, stated=facts.document.quote(span).strip(" .:–—-"), actual=actual)


def _matches(facts: Facts, options: Announced, of: str, patterns: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Where the patterns match in the paragraphs that may hold such a count."""
    for block in facts.blocks_with(options.cues[of]):
        yield from _pattern(facts, options, patterns).finditer(facts.document.text, block.start, block.end)


def _pattern(facts: Facts, options: Announced, patterns: tuple[str, ...]) -> re.Pattern[str]:
    return any_of(patterns, number_pattern({**facts.profile.numbers, **options.vague}))


def _count(facts: Facts, options: Announced, words: str) -> _Count | None:
    vague = next((least for word, least in options.vague.items() if re.search(rf"\b{word}\b", words, re.IGNORECASE)), None)
    number = value_of(words, facts.profile.numbers)
    number = number if number is not None and number <= _MOST else None
    return _Count(vague, least=True) if vague is not None else _Count(number, least=False) if number is not None else None

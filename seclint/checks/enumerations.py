"""announced-count: a number of things that is announced, against the things that follow."""

import re
from collections.abc import Iterator

from seclint.checks.announcements import MISCOUNT, Announced, count_in, pattern_of, told
from seclint.checks.found import Found, found
from seclint.checks.row_counts import counted_rows, sums_of
from seclint.facts import Facts
from seclint.facts.lists import beside
from seclint.facts.wording import alternatives, any_of
from seclint.model import Finding, Rule, Span
from seclint.patterns import compiled

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


def announced_count(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Announced numbers of list items, table rows, subsections or questions that are not those which are there."""
    seen: list[Span] = []
    for ways in (_of_lists, _of_sections, _of_questions, _of_labels, _of_beside, _of_next, counted_rows):
        for one in ways(facts, rule):
            if isinstance(one, Finding) and not any(one.span.overlaps(span) for span in seen):
                seen.append(one.span)
                yield one


def _of_lists(facts: Facts, rule: Rule) -> Iterator[Found]:
    options: Announced = rule.options
    pattern = pattern_of(facts, options, options.lists)
    before, never = compiled(rf"(?:{alternatives(options.before)})\s*$", re.IGNORECASE), any_of(options.never)
    for led in facts.lists:
        start = facts.sentence(Span(led.lead_in.end - 1, led.lead_in.end)).start
        match = pattern.search(facts.document.text, start, led.lead_in.end)
        count = count_in(facts, options, match[0]) if match else None
        if match is None or count is None or count.fits(len(led.parts)) or len(led.parts) < 2:
            continue
        counted = before.search(facts.document.text[start : match.start()]) or never.fullmatch(match["noun"])
        if not counted and count.number not in _sums(facts, led.parts[0]):
            yield told(facts, rule, Span(*match.span()), "", led.parts[0], len(led.parts))


def _sums(facts: Facts, part: Span) -> set[int]:
    """What the columns of figures add up to in the table whose row the part is: its rows may be kinds, each with how many there are."""
    table = next((one for one in facts.tables if any(part.overlaps(row[0]) for row in one.rows)), None)
    return sums_of(facts, table) if table is not None else set()


def _of_sections(facts: Facts, rule: Rule) -> Iterator[Found]:
    options: Announced = rule.options
    sections = facts.outline.sections
    for match in _matches(facts, options, "sections", options.sections):
        span = Span(*match.span())
        index = facts.outline.index_at(facts.document.block_index(span.start))
        count = count_in(facts, options, match[0])
        if index is None or count is None or _names_section(facts, facts.sentence(span)):
            continue
        children = [section for section in sections if section.parent == index]
        if children and not count.fits(len(children)):
            yield told(facts, rule, span, "sections", children[0].heading, len(children))


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
    elsewhere += [led.lead_in for led in facts.lists]  # what a list follows is counted by that
    for match in matches:
        span = Span(*match.span())
        count = count_in(facts, options, match[0])
        if count is not None and not count.fits(len(numbers)) and not any(span.within(other) for other in elsewhere):
            yield told(facts, rule, span, "questions", questions[0].span, len(numbers))


def _of_labels(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Numbers of things of which the labels follow one by one, or the first and the last."""
    options: Announced = rule.options
    text, pattern = facts.document.text, pattern_of(facts, options, (options.labelled,))
    for span, first, last, actual in _series(text):
        start = facts.sentence(span).start
        match = pattern.search(text, start, span.start) if actual else None
        count = count_in(facts, options, match[0]) if match else None
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
    document, pattern = facts.document, pattern_of(facts, options, (options.beside,))
    for span in facts.blocks_with(options.cues["beside"]):
        index = document.block_index(span.start)
        match = pattern.search(document.text, span.start, span.end) if document.blocks[index].kind == "paragraph" else None
        count = count_in(facts, options, match[0]) if match else None
        if match is None or count is None or any_of(options.never).fullmatch(match["noun"]):
            continue
        things = beside(document, facts.tables, index, below=match["where"].lower() == "below")
        if len(things) > 1 and not count.fits(len(things)):
            yield told(facts, rule, Span(*match.span()), "", things[0], len(things))


def _of_next(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Short paragraphs that announce what follows right behind them, where nearly as many things do."""
    options: Announced = rule.options
    blocks, pattern = facts.document.blocks, pattern_of(facts, options, options.short)
    for index, block in enumerate(blocks):
        short = block.kind == "paragraph" and block.span.end - block.span.start <= _SHORT
        match = pattern.match(facts.document.quote(block.span)) if short else None
        count = count_in(facts, options, match[0]) if match else None
        if match is None or count is None or any_of(options.never).fullmatch(match["noun"]):
            continue
        things = beside(facts.document, facts.tables, index, below=True)
        if len(things) > 1 and not count.fits(len(things)) and abs(count.number - len(things)) <= MISCOUNT:
            yield told(facts, rule, block.span, "", things[0], len(things))


def _matches(facts: Facts, options: Announced, of: str, patterns: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Where the patterns match in the paragraphs that may hold such a count."""
    for block in facts.blocks_with(options.cues[of]):
        yield from pattern_of(facts, options, patterns).finditer(facts.document.text, block.start, block.end)

"""Part of announced-count: a number of things, against the rows of the table that lists them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from seclint.checks.announcements import MISCOUNT, Announced, count_in, pattern_of
from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, value_of
from seclint.facts.tables import Table
from seclint.facts.wording import any_of, phrases, plain
from seclint.model import Rule, Span
from seclint.patterns import compiled

_PROSE = ("paragraph", "item")
_BARE = 2  # words: the number and what is counted
_FEWEST = 2  # things that make a list
_ONE_MORE = compiled(r"\band\s+an?\s")
_FIGURES = compiled(r"\d+")
_SEVERAL = compiled(r"\b(?:and|to)\b|[&,–]")


def counted_rows(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Numbers of things that are not those of the rows of the table that is referred to, stands beside, or is the only one of them."""
    yield from _referred_to(facts, rule)
    yield from _beside(facts, rule)
    yield from _more_than_rows(facts, rule)


def _referred_to(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Numbers of things in paragraphs that refer to one table of the document, of which a column is headed by their name."""
    options: Announced = rule.options
    tables = _captioned(facts)
    pattern, some = pattern_of(facts, options, (options.tabled,)), any_of((options.some,))
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
        counts = [(match, count_in(facts, options, match[0])) for match in counted]
        things = _things(facts, options, known)
        count = counts[0][1] if things and len(counts) == 1 else None
        if count is not None and not any(map(count.fits, _meant(things))) and count.number not in _totals(facts, options, known):
            yield _told(facts, rule, counts[0][0], known, len(things))


def _beside(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Numbers of things right before the table that lists them, where the paragraph leads to it, and of all of them right behind it."""
    options: Announced = rule.options
    pattern, these, leading = pattern_of(facts, options, (options.tabled,)), any_of((options.these,)), any_of((options.leading,))
    text = facts.document.text
    for table in facts.tables:
        things = _things(facts, options, table)
        before, behind = _around(facts, table) if things else ([], [])
        sentences = [sentence for span in before if not _refers(facts, span) for sentence in facts.sentences_within(span)]
        led = [span for span in sentences if leading.search(text, span.start, span.end)]
        told = [match for span in led for match in pattern.finditer(text, span.start, span.end)]
        for span in (facts.sentence(Span(one.start, one.start + 1)) for one in behind):
            told += [one for one in pattern.finditer(text, span.start, span.end) if these.search(text[span.start : one.start()])]
        for match in told:
            count = count_in(facts, options, match[0])
            miscounted = count is not None and not any(map(count.fits, _meant(things))) and abs(count.number - len(things)) <= MISCOUNT
            if miscounted and _counts_rows(facts, options, table, match):
                yield _told(facts, rule, match, table, len(things))


def _counts_rows(facts: Facts, options: Announced, table: Table, match: re.Match[str]) -> bool:
    """Whether such a number is that of the rows, and not what they add up to or what another table holds."""
    if any_of(options.never).fullmatch(match["noun"]) or value_of(match[0], facts.profile.numbers) in _totals(facts, options, table):
        return False
    qualified = any_of((options.qualified,)).match(facts.document.text, match.end() + 1)
    sentence = facts.sentence(Span(*match.span()))
    return _are_rows(options, table, match["noun"], loosely=True) and not (qualified or _refers(facts, sentence))


def _around(facts: Facts, table: Table) -> tuple[list[Span], list[Span]]:
    """The paragraph right before a table, or before its caption, and the one right behind it."""
    blocks = facts.document.blocks
    first, last = facts.document.block_index(table.head.start), facts.document.block_index(table.rows[-1][-1].start)
    before = next((block for block in reversed(blocks[:first]) if block.kind != "caption"), None)
    behind = next((block for block in blocks[last + 1 :] if block.kind != "caption" and block.cell is None), None)
    prose = ([one.span] if one is not None and one.kind in _PROSE else [] for one in (before, behind))
    return next(prose), next(prose)


def _more_than_rows(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Numbers of all things of a kind that only one table lists, where it has fewer of them: some of them cannot be meant."""
    options: Announced = rule.options
    heads = Counter(table.heads[0].rstrip("s") for table in facts.tables)
    pattern, every = pattern_of(facts, options, (options.tabled,)), any_of((options.every,))
    for table in facts.tables:
        noun, things = table.heads[0].rstrip("s"), _things(facts, options, table)
        if heads[noun] > 1 or len(things) < _FEWEST or not noun.isalpha() or not facts.holds(f"{noun}s"):
            continue
        if any_of(options.never).fullmatch(f"{noun}s"):
            continue
        for block in facts.blocks_with((f" {noun}s",)):
            for match in pattern.finditer(facts.document.text, block.start, block.end):
                count = count_in(facts, options, match[0])
                called = match["noun"].lower() == f"{noun}s" and len(match[0].split()) == _BARE
                told = called and every.search(facts.document.text[block.start : match.start()]) is not None
                more = count is not None and not count.least and count.number > len(things) and count.number not in sums_of(facts, table)
                if told and more and not _is_foreign(facts, match) and not _is_qualified(facts, options, match):
                    yield _told(facts, rule, match, table, len(things))


def _refers(facts: Facts, words: Span) -> bool:
    """Whether the words name a table, so that the things may be those of that one."""
    return any(one.kind == "table" and one.span.within(words) for one in facts.mentions.references)


def _is_foreign(facts: Facts, match: re.Match[str]) -> bool:
    """Whether the sentence speaks of another Release, or of another document's parts."""
    sentence = facts.sentence(Span(*match.span()))
    other = any(one.month != facts.subject.release for one in facts.mentions.releases if one.span.within(sentence))
    return other or any(one.owner not in ("", "self") for one in facts.mentions.references if one.span.within(sentence))


def _told(facts: Facts, rule: Rule, match: re.Match[str], table: Table, actual: int) -> Found:
    label = next((label for label, one in _captioned(facts).items() if one is table), rule.messages["its-table"])
    stated, related = facts.document.quote(Span(*match.span())), [(table.rows[0][0], rule.messages["first"])]
    return found(facts, rule, Span(*match.span()), variant="table", related=related, stated=stated, label=label, actual=actual)


def _is_qualified(facts: Facts, options: Announced, match: re.Match[str]) -> bool:
    """Whether the sentence says that only some are meant, or that they have parts of their own."""
    end = facts.sentence(Span(*match.span())).end
    return any_of((options.qualified,)).search(facts.document.text, match.end(), end) is not None


def _is_one_of_several(facts: Facts, match: re.Match[str], rows: int) -> bool:
    """Whether the sentence counts the rows in several parts: "six said yes and one said no", "two rounds and a regression round"."""
    behind, numbers = Span(match.start(), facts.sentence(Span(*match.span())).end), facts.profile.numbers
    written = compiled(number_pattern(numbers), re.IGNORECASE).findall(facts.document.quote(behind))
    values = [value for words in written if (value := value_of(words, numbers)) is not None]
    values += [1] * len(_ONE_MORE.findall(facts.document.quote(behind)))
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


def sums_of(facts: Facts, table: Table) -> set[int]:
    """What the columns of figures of a table add up to: its rows may be kinds, each with how many there are."""
    columns = zip(*table.rows, strict=False)
    values = ([value_of(facts.document.quote(cell), facts.profile.numbers) for cell in column] for column in columns)
    return {sum(value for value in column if value is not None) for column in values}


def _are_rows(options: Announced, table: Table, noun: str, *, loosely: bool = False) -> bool:
    """Whether the rows are the things: the head of the first column calls them so, or the caption where that head only counts them.

    ``loosely``: the head may say more of them ("place in the draft").
    """
    one, head = noun.lower().rstrip("s"), table.heads[0]
    if loosely and head.startswith(f"{one} "):
        return True
    titled = re.search(rf"\b{re.escape(one)}s?\b(?!\s+(?:by|per|for|and|of)\b)", table.titles[0] if table.titles else "", re.IGNORECASE)
    return head.rstrip("s") == one or bool(titled and phrases(options.counting).fullmatch(head))


def _things(facts: Facts, options: Announced, table: Table) -> list[str]:
    """What stands first in the rows, without those that sum up; nothing where one row stands for several things."""
    firsts = [facts.document.quote(row[0]).strip() for row in table.rows]
    total = any_of(options.totals)
    things = [first for first in firsts if first and not total.match(first)]
    return things if not any(map(_SEVERAL.search, things)) else []


def _meant(things: Sequence[str]) -> set[int]:
    """How many things the rows may be: all of them, each name once, or those of one series ("MP801", "MP802", but not "Regression")."""
    series = Counter(_FIGURES.sub("0", thing) for thing in things if _FIGURES.search(thing))
    return {len(things), len(set(things)), *(count for count in series.values() if count >= _FEWEST)}

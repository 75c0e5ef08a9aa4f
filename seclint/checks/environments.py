"""environments-declared: environments and phases that are named in passing and that no table, heading or definition has."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.tables import Table
from seclint.facts.wording import any_of, phrases
from seclint.model import Rule, Span
from seclint.patterns import compiled
from seclint.recognise import inside

_PHASE = compiled(r"(?<![\w-])[A-Z]{2,6}(?P<part>-[A-Z]\d?)?(?![\w-])")
_FIRST = "A"
_ENVIRONMENT = compiled(r"(?<![\w-])(?P<name>(?P<stem>[A-Z]{2,6})-[A-Z]\d?)(?![\w-])")


class Environments(Struct, frozen=True, forbid_unknown_fields=True):
    """``heads``: heads of the column that names environments; ``unused``: regular expressions of what says that one is none.

    ``phases``: heads of columns that name test phases; ``introducing``: regular expressions of what, right behind a name, says what it
    is; ``timed``: of what around it ("§") makes it a time.
    """

    heads: tuple[str, ...]
    unused: tuple[str, ...]
    phases: tuple[str, ...]
    introducing: tuple[str, ...]
    timed: tuple[str, ...]


def environments_declared(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Environments that are named in the text but neither in a table of environments nor in a definition.

    A table that only gives the environment of each phase need not have all of them: a name is held against it that stands there once.
    """
    options: Environments = rule.options
    named = list(_ENVIRONMENT.finditer(facts.document.text))
    uses = Counter(match["name"] for match in named)
    columns = [(table, column) for table in facts.tables if (column := table.column(options.heads)) is not None]
    declared = {name for table, column in columns for name in _in_columns(facts, table, {0, column})}
    declared |= {name for table in facts.tables if table.is_titled(options.heads) for name in _in_columns(facts, table, {0})}
    whole = any(column == 0 for _, column in columns)
    stems = {name.partition("-")[0] for name in declared}
    defined = {definition.short for definition in facts.abbreviations.definitions}
    seen: set[str] = set()
    unused = any_of(options.unused)
    for match in named:
        name = match["name"]
        sentence = facts.sentence(Span(*match.span()))
        if unused.match(facts.document.text, match.end(), sentence.end):
            seen.add(name)
        if match["stem"] in stems and name not in declared | defined | seen and (whole or uses[name] == 1):
            seen.add(name)
            related = [(columns[0][0].head, rule.messages["table"])]
            yield found(facts, rule, Span(*match.span()), related=related, environment=name)
    yield from _strange_phases(facts, rule, [match for match in named if match["stem"] not in stems], defined | seen)


def _strange_phases(facts: Facts, rule: Rule, named: Sequence[re.Match[str]], known: Set[str]) -> Iterator[Found]:
    """Phases that are named once and in passing, where others have a place: "SIT-C" beside "SIT-A" and "SIT-B", or beside "SIT"."""
    listed = _listed_phases(facts, rule)
    stems = Counter(name.partition("-")[0] for name in listed if "-" in name)
    uses, parts = Counter(match["name"] for match in named), Counter(match["stem"] for match in named)
    for match in named:
        name, stem = match["name"], match["stem"]
        if name in listed or name in known or uses[name] > 1 or _is_introduced(facts, rule, match):
            continue
        alone = stem in listed and not stems[stem] and parts[stem] == 1
        if stems[stem] > 1 or (alone and _is_phase(facts, rule, match)):
            alike = next(span for other, span in listed.items() if other.partition("-")[0] == stem)
            related = [(alike, rule.messages["phases"])]
            yield found(facts, rule, Span(*match.span()), variant="phase", related=related, environment=name)


def _listed_phases(facts: Facts, rule: Rule) -> Mapping[str, Span]:
    """The phases that have a row of their own, a title or an item, each with that place; without their parts in any column of phases."""
    options: Environments = rule.options
    heads = phrases(options.phases)
    columns = [(column, row[column]) for table in facts.tables for column in _columns(table, heads) for row in table.rows]
    titles = [section.heading for section in facts.outline.sections]
    items = [block.span for block in facts.document.blocks if block.kind == "item"]
    text = facts.document.text
    named = [(match, 0) for title in titles for match in _PHASE.finditer(text, title.start, title.end)]
    named += [(match, 0) for item in items if (match := _PHASE.match(text, item.start, item.end)) is not None]
    named += [(match, column) for column, cell in columns for match in _PHASE.finditer(text, cell.start, cell.end)]
    return {match[0]: Span(*match.span()) for match, column in reversed(named) if column == 0 or not match["part"]}


def _columns(table: Table, heads: re.Pattern[str]) -> Iterator[int]:
    return (column for column, head in enumerate(table.heads) if heads.fullmatch(head))


def _is_phase(facts: Facts, rule: Rule, match: re.Match[str]) -> bool:
    """Whether the part of a whole is spoken of as a time, or the document has no environments that could be called so."""
    options: Environments = rule.options
    block = facts.document.block_at(match.start()).span
    before, behind = facts.document.text[block.start : match.start()], facts.document.text[match.end() : block.end]
    if any_of(options.timed).search(f"{before}§{behind}"):
        return True
    return not facts.holds("environment") and not match["name"].endswith(_FIRST)


def _is_introduced(facts: Facts, rule: Rule, match: re.Match[str]) -> bool:
    """Whether the words around it say what it is, or speak of another Release or of the whole beside it: "SIT has a second part, SIT-B"."""
    options: Environments = rule.options
    text, sentence = facts.document.text, facts.sentence(Span(*match.span()))
    if any_of(options.introducing).match(text, match.end()) or re.compile(rf"\b{match['stem']}\b(?!-)").search(
        text, sentence.start, sentence.end
    ):
        return True
    return any(one.month != facts.subject.release for one in inside(facts.mentions.releases, sentence))


def _in_columns(facts: Facts, table: Table, columns: set[int]) -> Iterator[str]:
    """The environments that stand in the columns of a table."""
    for row in table.rows:
        for column in columns:
            yield from (match["name"] for match in _ENVIRONMENT.finditer(facts.document.text, row[column].start, row[column].end))

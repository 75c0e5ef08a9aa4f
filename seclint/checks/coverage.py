"""modification-tests: the modifications in scope against the tables that say how each is tested."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.tables import Table
from seclint.facts.wording import phrases
from seclint.model import Rule, Span
from seclint.recognise import Modification, inside

_FEW = 2  # items that make a list


class Matrix(Struct, frozen=True, forbid_unknown_fields=True):
    """``scope`` and ``out``: titles of what is in and out of scope. ``tests``: titles of test matrices, ``test_heads``: heads of columns.

    ``untested``: words that say of a modification that it needs no test.
    """

    scope: tuple[str, ...]
    out: tuple[str, ...]
    tests: tuple[str, ...]
    test_heads: tuple[str, ...]
    untested: tuple[str, ...]


def modification_tests(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Modifications in scope without a row in the test matrix, and rows for modifications that are not in scope."""
    options: Matrix = rule.options
    tables = [table for table in facts.tables if _is_of_modifications(facts, table) and not table.is_titled(options.out)]
    tests = [table for table in tables if _is_matrix(facts, options, table)]
    scope = _scope(facts, options, tables, tests)
    tests = [table for table in tests if table not in scope]
    listed = _modifications(facts, scope) or _listed(facts)
    across = [table for table in facts.tables if _is_across(facts, options, table)]
    tests += across
    tested = {**_modifications(facts, tests), **{one.id: one.span for table in across for one in _in_head(facts, table)}}
    yield from _turned(facts, rule, {**tested, **listed})
    if not listed or not tested:
        return
    untested = phrases(options.untested)
    for name, span in listed.items():
        if name not in tested and not any(untested.search(facts.document.quote(sentence)) for sentence in _sentences(facts, name)):
            yield found(facts, rule, span, related=[(tests[0].head, rule.messages["matrix"])], modification=name)
    for name, span in tested.items():
        if name not in listed:
            there = scope[0].head if scope else next(iter(listed.values()))
            yield found(facts, rule, span, variant="reverse", related=[(there, rule.messages["scope"])], modification=name)


def _turned(facts: Facts, rule: Rule, known: Mapping[str, Span]) -> Iterator[Found]:
    """Numbers in the text, each there once, that have two figures of one in scope in the wrong order: "MP365" where MP356 is."""
    uses = Counter(mention.id for mention in facts.mentions.modifications)
    for mention in facts.mentions.modifications:
        if uses[mention.id] > 1 or mention.id in known or mention.title:
            continue
        meant = next((name for name in known if _is_turned(name, mention.id)), None)
        if meant and not any(one.id == meant for one in inside(facts.mentions.modifications, facts.sentence(mention.span))):
            related = [(known[meant], rule.messages["meant"].format(modification=meant))]
            yield found(facts, rule, mention.span, variant="turned", related=related, modification=mention.id, other=meant)


def _is_turned(one: str, other: str) -> bool:
    """Whether two neighbouring figures of a number changed places."""
    if len(one) != len(other):
        return False
    wrong = [at for at in range(len(one)) if one[at] != other[at]]
    return len(wrong) > 1 and wrong[-1] == wrong[0] + 1 and one[wrong[0]] + one[wrong[1]] == other[wrong[1]] + other[wrong[0]]


def _is_of_modifications(facts: Facts, table: Table) -> bool:
    """Whether most rows of a table are about one modification each; those that go on below a merged cell have none of their own."""
    rows = [row for row in table.rows if facts.document.quote(row[0]).strip()]
    return 2 * len(_modifications(facts, [table])) > len(rows)


def _is_across(facts: Facts, options: Matrix, table: Table) -> bool:
    """Whether a table of tests has a column for each modification."""
    return len(_in_head(facts, table)) >= _FEW and _is_matrix(facts, options, table) and not table.is_titled(options.out)


def _in_head(facts: Facts, table: Table) -> list[Modification]:
    return list(inside(facts.mentions.modifications, table.head))


def _scope(facts: Facts, options: Matrix, tables: Sequence[Table], tests: Sequence[Table]) -> list[Table]:
    """The tables that list what is in scope: those that are titled so, or the first one where none is; none where a list comes first."""
    titled = [table for table in tables if table not in tests and table.is_titled(options.scope)]
    if titled or not tables:
        return titled
    first = min((span.start for span in _listed(facts).values()), default=tables[0].head.start)
    alone = tables[:1] == tests[:1] and len(tests) == 1
    return [] if first < tables[0].head.start or alone else [tables[0]]


def _is_matrix(facts: Facts, options: Matrix, table: Table) -> bool:
    """Whether a table says how modifications are tested: by its title, a head of a column, or the name of a test phase as one."""
    if table.is_titled(options.tests) or table.column(options.test_heads) is not None:
        return True
    return any(facts.step(head) in facts.periods for head in table.heads[1:])


def _modifications(facts: Facts, tables: Sequence[Table]) -> dict[str, Span]:
    """The modifications in the rows of the tables, each where it stands first."""
    found_in: dict[str, Span] = {}
    for table in tables:
        for row in table.rows:
            for mention in facts.mentions.modifications:
                if any(mention.span.within(cell) for cell in row[:2]):
                    found_in.setdefault(mention.id, mention.span)
    return found_in


def _listed(facts: Facts) -> dict[str, Span]:
    """The modifications that the items of the first list of them begin with."""
    found_in: dict[str, Span] = {}
    starts = {mention.span.start: mention for mention in facts.mentions.modifications}
    for block in facts.document.blocks:
        mention = starts.get(block.span.start) if block.kind == "item" else None
        if mention is not None:
            found_in.setdefault(mention.id, mention.span)
        elif found_in:
            break
    return found_in if len(found_in) >= _FEW else {}


def _sentences(facts: Facts, modification: str) -> Iterator[Span]:
    return (facts.sentence(mention.span) for mention in facts.mentions.modifications if mention.id == modification)

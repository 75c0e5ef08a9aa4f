"""thresholds: limits of exit and entry criteria in sentences, against the table that has them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.tables import Table
from seclint.facts.wording import any_of, phrases
from seclint.model import Rule, Span
from seclint.patterns import compiled

_READ = ("paragraph", "item")
_FIGURES = r"\d{1,3}(?:\.\d+)?"


class Measure(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that criteria limit. ``heads``: regular expressions of what its column or row is called, ``says`` of a limit in words.

    ``{limit}`` stands for the limit; what a group ``kind`` finds tells measures of one name apart ("Severity 1", "Severity 2").
    """

    heads: tuple[str, ...]
    says: tuple[str, ...]


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """``phases``: the test phases, each with its names. ``measures`` by name. ``nothing``: words for nought.

    ``unless``: regular expressions of words in a sentence that say that it sets no limit.
    """

    phases: tuple[tuple[str, ...], ...]
    measures: dict[str, Measure]
    nothing: tuple[str, ...]
    unless: tuple[str, ...]


class _Limit(Struct, frozen=True):
    """A limit: of which measure, how high, and where it is written."""

    measure: str
    value: float
    span: Span

    def is_same(self, other: "_Limit") -> bool:
        """Whether the two are equal, or one is the other rounded."""
        return abs(self.value - other.value) < (0.5 if (self.value % 1 or other.value % 1) else 0.01)


def thresholds(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Limits that a sentence about one test phase gives and the table of criteria gives otherwise for that phase."""
    options: Thresholds = rule.options
    tabled = _tabled(facts, options)
    unless = any_of(options.unless)
    for sentence in facts.sentences if tabled else ():
        phase = _phase(options, facts.document.quote(sentence))
        if facts.document.block_at(sentence.start).kind not in _READ or unless.search(facts.document.quote(sentence)):
            continue
        for limit in _limits(facts, options, sentence):
            known = _known(tabled, phase, limit)
            if known and not any(limit.is_same(one) for one in known):
                yield found(
                    facts,
                    rule,
                    limit.span,
                    related=[(one.span, rule.messages["table"]) for one in known],
                    measure=limit.measure,
                    phase=phase or rule.messages["any"],
                    said=_shown(limit.value),
                    there=" or ".join(dict.fromkeys(_shown(one.value) for one in known)),
                )


def _known(tabled: Mapping[str, list[_Limit]], phase: str | None, limit: _Limit) -> list[_Limit]:
    """The limits of the phase; of all phases where the sentence names none, if they have but one."""
    among = [one for limits in tabled.values() for one in limits] if phase is None else tabled.get(phase, ())
    known = [one for one in among if one.measure == limit.measure]
    return known if phase is not None or len({one.value for one in known}) == 1 else []


def _tabled(facts: Facts, options: Thresholds) -> Mapping[str, list[_Limit]]:
    """The limits of every phase that has rows or columns in tables."""
    limits: dict[str, list[_Limit]] = {}
    for table in facts.tables:
        for row in table.rows:
            for column in range(1, len(row)):
                phase = _phase(options, f"{facts.document.quote(row[0])}\n{table.heads[column]}")
                if phase is not None:
                    limits.setdefault(phase, []).extend(_of_cell(facts, options, table, row, column))
    return limits


def _of_cell(facts: Facts, options: Thresholds, table: Table, row: tuple[Span, ...], column: int) -> Iterator[_Limit]:
    """The limits that a cell gives in words, or its only number where head or row names the measure."""
    told = list(_limits(facts, options, row[column]))
    yield from told
    measure = _measure(options, table.heads[column]) or _measure(options, facts.document.quote(row[0]))
    numbers = compiled(_number(facts, options), re.IGNORECASE).findall(facts.document.quote(row[column]))
    if not told and measure and len(numbers) == 1:
        yield _Limit(measure, _value(facts, numbers[0]), row[column])


def _limits(facts: Facts, options: Thresholds, within: Span) -> Iterator[_Limit]:
    number = _number(facts, options)
    for name, measure in options.measures.items():
        for pattern in measure.says:
            for match in _compiled(pattern, number).finditer(facts.document.text, within.start, within.end):
                yield _Limit(_named(name, match), _value(facts, match["limit"]), Span(*match.span()))


def _measure(options: Thresholds, words: str) -> str:
    """The measure that a column or row is called after, "" when it is after none or after several."""
    heads = [(name, _compiled(head, "")) for name, measure in options.measures.items() for head in measure.heads]
    named = {_named(name, match) for name, head in heads for match in head.finditer(words)}
    return named.pop() if len(named) == 1 else ""


def _named(name: str, match: re.Match[str]) -> str:
    kind = match.groupdict().get("kind")
    return f"{name} {kind}" if kind else name


def _phase(options: Thresholds, words: str) -> str | None:
    """The one phase that the words name, by its first name."""
    named = [names[0] for names in options.phases if phrases(names).search(words)]
    return named[0] if len(named) == 1 else None


def _number(facts: Facts, options: Thresholds) -> str:
    words = sorted((*facts.profile.numbers, *options.nothing), key=len, reverse=True)
    return rf"(?<![\w.])(?:{'|'.join(words)}|{_FIGURES})(?![\w.]\d|\w)"


def _value(facts: Facts, number: str) -> float:
    return float(number) if number[0].isdigit() else float(facts.profile.numbers.get(number.lower(), 0))


def _shown(value: float) -> str:
    return f"{value:g}"


@lru_cache(maxsize=128)
def _compiled(pattern: str, number: str) -> re.Pattern[str]:
    return compiled(pattern.replace("{limit}", f"(?P<limit>{number})"), re.IGNORECASE)

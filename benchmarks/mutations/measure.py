"""Plants every fault, checks the mutants, and counts what is found, missed and newly found elsewhere."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from seclint.facts import Facts
from seclint.inspection import check
from seclint.library import Library
from seclint.model import Finding, Rule
from seclint.readers import docx, markdown
from seclint.rulebook import Rulebook

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.word import docx_from_markdown  # noqa: E402

from mutations import MODULES  # noqa: E402, F401
from mutations.page import REGISTER, Mutant, Page  # noqa: E402

CLEAN = [*sorted((ROOT / "samples" / "clean").glob("*.md")), *sorted((ROOT / "benchmarks" / "documents").glob("*.md"))]
_NEAR = 2  # lines


@dataclass
class Tally:
    """What became of the mutants of one rule. ``elsewhere`` pairs a mutant with the finding that it should not have raised."""

    mutants: int = 0
    found: int = 0
    missed: list[Mutant] = field(default_factory=list)
    elsewhere: list[tuple[Mutant, Finding]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of the mutants that were found."""
        return self.found / self.mutants if self.mutants else 1.0


@cache
def rulebook() -> Rulebook:
    """The rules that are built in."""
    return Rulebook(Library())


@cache
def rules() -> tuple[Rule, ...]:
    """The rules on one document that are on by default."""
    return tuple(rulebook().choose((), (), "publish"))


@cache
def pages() -> tuple[Page, ...]:
    """The clean documents."""
    return tuple(Page(path.name, facts(path.name, path.read_text("utf-8"), "").kind, path.read_text("utf-8")) for path in CLEAN)


def facts(name: str, text: str, kind: str, *, as_word: bool = False) -> Facts:
    """The Facts of a Markdown text, or of the Word file that is set from it."""
    document = docx.read(docx_from_markdown(text), name) if as_word else markdown.read(text.encode(), name)
    return Facts(document, rulebook().library, kind=kind or None, as_of="")


def findings(name: str, text: str, kind: str, *, as_word: bool = False) -> tuple[Finding, ...]:
    """What the rules find in a text."""
    record = check(facts(name, text, kind, as_word=as_word), rules())
    if record.crashes:
        raise RuntimeError("; ".join(record.crashes))
    return record.findings


@cache
def before(name: str, *, as_word: bool = False) -> frozenset[tuple[str, str]]:
    """Rule and quote of what is found in the clean document."""
    page = next(page for page in pages() if page.name == name)
    return frozenset((finding.rule, finding.quote) for finding in findings(name, page.text, page.kind, as_word=as_word))


def mutants(only: Sequence[str] = ()) -> Iterator[Mutant]:
    """All mutants for rules that exist and are on, in the order of the mutators."""
    known = {rule.id for rule in rules()}
    for rule, also, mutator in REGISTER:
        if rule in known and (not only or rule in only):
            for page in pages():
                yield from page.mutants(rule, also, mutator)


def measured(planted: Iterable[Mutant], *, as_word: bool = False) -> dict[str, Tally]:
    """The Tally of each rule."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for mutant in planted:
        tally = tallies[mutant.rule]
        known = before(mutant.document, as_word=as_word)
        told = findings(mutant.document, mutant.text, mutant.kind, as_word=as_word)
        new = [finding for finding in told if (finding.rule, finding.quote) not in known]
        tally.mutants += 1
        if any(_finds(finding, mutant, as_word=as_word) for finding in new):
            tally.found += 1
        else:
            tally.missed.append(mutant)
        tally.elsewhere += [(mutant, finding) for finding in new if finding.rule not in mutant.rules | mutant.also | {mutant.rule}]
    return tallies


def _finds(finding: Finding, mutant: Mutant, *, as_word: bool) -> bool:
    """Whether the finding is by an expected rule and at the planted place, or points at it."""
    if finding.rule not in mutant.rules:
        return False
    if not mutant.lines or as_word:
        return True
    places = [finding.place, *(related.place for related in finding.related)]
    return any(
        place.line is not None and place.line - _NEAR <= line <= (place.end_line or place.line) + _NEAR
        for place in places
        for line in mutant.lines
    )

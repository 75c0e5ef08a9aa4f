"""Plants every fault, checks the mutants, and counts what is found, missed and newly found elsewhere."""

import datetime
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from seclint.facts import Facts
from seclint.library import Library
from seclint.model import Document, Finding, Rule
from seclint.readers import docx, markdown, pdf
from seclint.rulebook import Rulebook
from seclint.run.inspection import check

ROOT = Path(__file__).parent.parent.parent
if str(ROOT / "tests") not in sys.path:
    sys.path.append(str(ROOT / "tests"))

from support.pdf import pdf_from_markdown  # noqa: E402

from mutations import MODULES  # noqa: E402, F401
from mutations.files import FILES, FileMutant, file_mutants, word  # noqa: E402
from mutations.page import REGISTER, Mutant, Page  # noqa: E402

CLEAN = [*sorted((ROOT / "samples" / "clean").glob("*.md")), *sorted((ROOT / "benchmarks" / "documents").glob("*.md"))]
Planted = Mutant | FileMutant
_NEAR = 2  # lines
_READERS = {".docx": docx.read, ".docm": docx.read, ".pdf": pdf.read, ".md": markdown.read}


@dataclass
class Tally:
    """What became of the mutants of one rule. ``elsewhere`` pairs a mutant with the finding that it should not have raised."""

    mutants: int = 0
    found: int = 0
    missed: list[Planted] = field(default_factory=list)
    elsewhere: list[tuple[Planted, Finding]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of the mutants that were found."""
        return self.found / self.mutants if self.mutants else 1.0

    def add(self, mutant: Planted, new: Iterable[Finding], *, found: bool) -> None:
        """Count one mutant and what was newly found in it."""
        self.mutants += 1
        self.found += found
        if not found:
            self.missed.append(mutant)
        self.elsewhere += [(mutant, finding) for finding in new if finding.rule not in mutant.rules | mutant.also | {mutant.rule}]


@cache
def rulebook() -> Rulebook:
    """The rules that are built in."""
    return Rulebook(Library())


@cache
def rules(besides: str = "") -> tuple[Rule, ...]:
    """The rules on one document that are on by default, and one that is not."""
    chosen = rulebook().choose((), (), "publish")
    return (*chosen, *(rule for rule in rulebook().rules if rule.id == besides and rule not in chosen))


@cache
def pages() -> tuple[Page, ...]:
    """The clean documents."""
    texts = {path.name: path.read_text("utf-8") for path in CLEAN}
    return tuple(Page(name, facts(markdown.read(text.encode(), name)).kind, text) for name, text in texts.items())


def page_named(name: str) -> Page:
    """The clean document of that name."""
    return next(page for page in pages() if page.name == name)


def facts(document: Document, kind: str = "", clauses: Collection[str] = ()) -> Facts:
    """The Facts of a document; ``clauses`` are those that the register of the Code has, if there is to be one."""
    library = rulebook().library
    if clauses:
        edition = {
            "sec_version": "1.0",
            "from": datetime.date(2013, 1, 1),
            "source": "made up",
            "clauses": dict.fromkeys(sorted(clauses), ""),
        }
        library = library.extended({"clauses": {"edition": [edition]}})
    return Facts(document, library, kind=kind or None, as_of="")


def read(page: Page, text: str, ending: str) -> Document:
    """A text of that page as it is read from Markdown, or from the Word file that is set from it."""
    if ending == ".md":
        return markdown.read(text.encode(), page.name)
    return docx.read(word(page, text, footer=""), page.name)


def findings(known: Facts, asked: Sequence[Rule]) -> tuple[Finding, ...]:
    """What the rules that are asked find."""
    record = check(known, asked)
    if record.crashes:
        raise RuntimeError("; ".join(record.crashes))
    return record.findings


@cache
def before(name: str, ending: str, clauses: frozenset[str] = frozenset(), besides: str = "") -> frozenset[tuple[str, str]]:
    """Rule and quote of what is found in the clean document."""
    page = page_named(name)
    document = read(page, page.text, ending) if ending != ".pdf" else pdf.read(pdf_from_markdown(page.text), page.name)
    return frozenset((finding.rule, finding.quote) for finding in findings(facts(document, page.kind, clauses), rules(besides)))


def mutants(only: Collection[str] = (), seed: int = 0) -> Iterator[Mutant]:
    """All mutants for rules that exist, in the order of the mutators."""
    known = {rule.id for rule in rulebook().rules}
    for rule, also, mutator in REGISTER:
        if rule in known and (not only or rule in only):
            for page in pages():
                yield from page.mutants(rule, also, mutator, seed)


def files(only: Collection[str] = (), seed: int = 0) -> Iterator[FileMutant]:
    """All files with faults, for rules that exist."""
    wanted = {rule for rule, _, _ in FILES if not only or rule in only}
    for page in pages():
        yield from file_mutants(page, wanted, seed)


def measured(planted: Iterable[Mutant], ending: str = ".md", *, alone: bool = False) -> dict[str, Tally]:
    """The Tally of each rule for texts, read from Markdown or from Word; ``alone`` asks only the rules that may find the fault."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for mutant in planted:
        document = read(page_named(mutant.document), mutant.text, ending)
        besides = mutant.rule if rulebook().find(mutant.rule) not in rules() else ""
        known = before(mutant.document, ending, mutant.clauses, besides)
        asked = [rule for rule in rules(besides) if not alone or rule.id in mutant.rules]
        told = findings(facts(document, mutant.kind, mutant.clauses), asked)
        new = [finding for finding in told if (finding.rule, finding.quote) not in known]
        found = any(_finds(finding, mutant, placed=ending == ".md") for finding in new)
        tallies[mutant.rule].add(mutant, new, found=found)
    return tallies


def measured_files(planted: Iterable[FileMutant]) -> dict[str, Tally]:
    """The Tally of each rule for files."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for mutant in planted:
        ending = Path(mutant.name).suffix
        known = before(mutant.document, ".pdf" if ending == ".pdf" else ".docx")
        told = findings(facts(_READERS[ending](mutant.data, mutant.name), mutant.kind), rules())
        new = [finding for finding in told if (finding.rule, finding.quote) not in known]
        tallies[mutant.rule].add(mutant, new, found=any(finding.rule == mutant.rule for finding in new))
    return tallies


def _finds(finding: Finding, mutant: Mutant, *, placed: bool) -> bool:
    """Whether the finding is by an expected rule and at the planted place, or points at it."""
    if finding.rule not in mutant.rules:
        return False
    if not mutant.lines or not placed:
        return True
    places = [finding.place, *(related.place for related in finding.related)]
    return any(
        place.line is not None and place.line - _NEAR <= line <= (place.end_line or place.line) + _NEAR
        for place in places
        for line in mutant.lines
    )

"""A clean document as the mutators see it, the changes that they make, and their register."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

Edit = tuple[int, int, str]

_HEADING = re.compile(r"^(#+) (?:(\d+(?:\.\d+)*)(\.?) )?(.+)$", re.MULTILINE)
_CONTENTS = re.compile(r"^# (?:Table of )?Contents\n", re.MULTILINE)
_NUMBERED = re.compile(r"^(\d+)\. (?=\S)", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)[.?!][”’\"')*]*(?:<sup>\d+</sup>|\[\^\w+\])?(?=\s|$)")


@dataclass(frozen=True)
class Heading:
    """A heading of the body: where its line begins, where what it heads ends."""

    start: int
    line_end: int
    end: int
    level: int
    label: str
    text: str


@dataclass(frozen=True)
class Change:
    """Edits that make one fault. ``near`` is the offset (in the clean text) at which it should be reported; None: anywhere.

    ``rules`` are the rules one of which must find it, where it is not only the mutator's own; ``also`` may rightly see it too.
    ``clauses`` are those that the register of the Code has; with none there is no register.
    """

    edits: tuple[Edit, ...]
    near: tuple[int, ...] | None = None
    rules: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Mutant:
    """A document with one fault in it. ``lines`` are those at which it should be reported."""

    rule: str
    mutator: str
    document: str
    kind: str
    text: str
    lines: frozenset[int]
    rules: frozenset[str]
    also: frozenset[str]
    told: str
    clauses: frozenset[str] = frozenset()


Mutator = Callable[["Page"], Iterable[Change]]
REGISTER: list[tuple[str, frozenset[str], Mutator]] = []


def plants(rule: str, also: Iterable[str] = ()) -> Callable[[Mutator], Mutator]:
    """Enters a generator of faults that ``rule`` must find; the rules ``also`` may rightly report them as well."""

    def enter(mutator: Mutator) -> Mutator:
        REGISTER.append((rule, frozenset(also), mutator))
        return mutator

    return enter


@dataclass
class Page:
    """The Markdown of a clean document. ``random`` varies the words of a fault with the seed."""

    name: str
    kind: str
    text: str
    random: Random = field(default_factory=Random)

    @cached_property
    def body(self) -> int:
        """Where the body begins: behind the cover and the contents list."""
        contents = _CONTENTS.search(self.text)
        start = contents.end() if contents else 0
        heading = re.compile(r"^# ", re.MULTILINE).search(self.text, start)
        return heading.start() if heading else 0

    @cached_property
    def contents(self) -> tuple[int, int]:
        """The extent of the contents list."""
        found = _CONTENTS.search(self.text)
        return (found.end(), self.body) if found else (0, 0)

    @cached_property
    def headings(self) -> list[Heading]:
        """The headings of the body."""
        found = list(_HEADING.finditer(self.text, self.body))
        headings = []
        for index, match in enumerate(found):
            level = len(match[1])
            end = next((other.start() for other in found[index + 1 :] if len(other[1]) <= level), len(self.text))
            headings.append(Heading(match.start(), match.end(), end, level, match[2] or "", match[4]))
        return headings

    @cached_property
    def numbered(self) -> list[re.Match[str]]:
        """The numbers of the numbered paragraphs; empty where the document does not count them through."""
        found = list(_NUMBERED.finditer(self.text, self.body))
        return found if [int(match[1]) for match in found] == list(range(1, len(found) + 1)) else []

    def find(self, pattern: str, *, everywhere: bool = False, flags: int = 0) -> Iterator[re.Match[str]]:
        """The matches in the body, links left out; ``everywhere`` also on the cover, but never in the contents list."""
        for match in re.compile(pattern, flags | re.MULTILINE).finditer(self.text, 0 if everywhere else self.body):
            if self.contents[0] <= match.start() < self.contents[1] or self.in_link(match.start()):
                continue
            yield match

    def in_link(self, at: int) -> bool:
        """Whether the offset is within the target or the words of a link, or a bare address."""
        line = self.line(at)
        return any(
            line[0] + link.start() <= at < line[0] + link.end()
            for link in re.finditer(r"\[[^\]^]+\]\([^)]*\)|https?://\S+|\S+@\S+", self.text[line[0] : line[1]])
        )

    def line(self, at: int) -> tuple[int, int]:
        """The extent of the line at the offset."""
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return start, end if end >= 0 else len(self.text)

    def sentence(self, at: int) -> tuple[int, int]:
        """The extent of the sentence at the offset, within its line."""
        first, last = self.line(at)
        number = re.compile(r"(?:\d+(?:\.\d+)*\.? |- |\([a-z]\) |[a-z]\) )?").match(self.text, first)
        start = number.end() if number else first
        for match in _SENTENCE_END.finditer(self.text, start, last):
            if match.end() > at:
                return start, match.end()
            start = match.end() + 1
        return start, last

    def quoted(self, at: int) -> bool:
        """Whether the offset is within double quotation marks or italics that hold a question."""
        start, end = self.line(at)
        before = self.text[start:at]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1 or self.text[start:end].startswith(("*Do ", "*Question"))

    def in_table(self, at: int) -> bool:
        """Whether the offset is in the row of a table."""
        return self.text[self.line(at)[0]] == "|"

    def mutants(self, rule: str, also: frozenset[str], mutator: Mutator, seed: int = 0) -> Iterator[Mutant]:
        """The mutants that a mutator makes of this document, each once."""
        self.random = Random(f"{seed} {self.name} {mutator.__name__}")
        seen = {self.text}
        for change in mutator(self):
            text, lines = _changed(self.text, change)
            if text in seen:
                continue
            seen.add(text)
            told = "; ".join(f"{_short(self.text[start:end])} → {_short(new)}" for start, end, new in change.edits[:2])
            rules = change.rules or frozenset({rule})
            yield Mutant(rule, mutator.__name__, self.name, self.kind, text, lines, rules, also | change.also, told, change.clauses)


def swap(match: re.Match[str], new: str, group: int | str = 0, **more: object) -> Change:
    """A change that writes something else for a group of a match, reported at its place."""
    start, end = match.span(group)
    return Change(((start, end, new),), (start,), **more)  # type: ignore[arg-type]


def _changed(text: str, change: Change) -> tuple[str, frozenset[int]]:
    """The mutated text, and the lines around which the fault should be reported."""
    lines = set()
    for near in change.near or ():
        shift = sum(len(new) - (min(end, near) - start) for start, end, new in change.edits if start < near)
        if any(start < near < end for start, end, _ in change.edits):
            shift = sum(len(new) - (end - start) for start, end, new in change.edits if end <= near)
        before = "".join(_applied(text, change.edits))[: max(0, near + shift)]
        lines.add(before.count("\n") + 1)
    return "".join(_applied(text, change.edits)), frozenset(lines)


def _applied(text: str, edits: Iterable[Edit]) -> Iterator[str]:
    at = 0
    for start, end, new in sorted(edits):
        yield text[at:start]
        yield new
        at = end
    yield text[at:]


def _short(words: str) -> str:
    words = " ".join(words.split())
    return repr(words if len(words) <= 60 else f"{words[:40]} … {words[-16:]}")

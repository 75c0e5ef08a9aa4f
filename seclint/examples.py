"""Runs the examples that rules carry: what a rule must find, what it must pass over, and what no other rule may find there."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks import KINDS, found_in, of_the_run
from seclint.checks.across import ACROSS
from seclint.errors import FaultyRule
from seclint.facts import Facts
from seclint.facts.dossier import DossierFacts
from seclint.library import Library
from seclint.model import Block, Document, Example, Field, Finding, Mark, Rule, Span
from seclint.processes.patience import limited
from seclint.readers import markdown as markdown_reader

_PATIENCE = 5.0  # seconds of the processor that a rule may take on one example
_COPY = "-copy"  # behind a role: the same document in another format


class Outcome(Struct, frozen=True):
    """One example tried with one rule. ``problem`` is "" when all is as the example says."""

    rule: str
    example: int
    tried: str
    problem: str = ""


def run(rules: Sequence[Rule], library: Library) -> Iterator[Outcome]:
    """Every example of every rule, tried with its own rule; silent examples with all the other rules too."""
    for rule in rules:
        if rule.check in KINDS and KINDS[rule.check].run is of_the_run:
            continue
        yield from _completeness(rule)
        for number, example in enumerate(rule.example, 1):
            if example.texts:
                yield from _across(rule, number, example, rules, library)
                continue
            facts = _facts(example, rule, library)
            yield Outcome(rule.id, number, rule.id, _own_problem(rule, example, facts))
            if example.finds or example.false_alarm:
                continue
            for other in rules:
                if other.id != rule.id and other.default and not other.whole and example.stage in other.stages:
                    yield Outcome(rule.id, number, other.id, _others_problem(other, facts))


def _others_problem(other: Rule, facts: Facts) -> str:
    try:
        found = _quotes(other, facts)
    except FaultyRule as error:
        return f"{error.message}; {error.hint}"
    return f"{other.id} finds {found} in it" if found else ""


def _completeness(rule: Rule) -> Iterator[Outcome]:
    for wanted, there in (
        ("that it finds something in", any(example.finds for example in rule.example)),
        ("that it must pass over (finds = [])", any(not example.finds for example in rule.example)),
    ):
        if not there:
            yield Outcome(rule.id, 0, rule.id, f"has no example {wanted}")


def _own_problem(rule: Rule, example: Example, facts: Facts) -> str:
    try:
        return _problem(example, _quotes(rule, facts))
    except FaultyRule as error:
        return f"{error.message}; {error.hint}"


def _problem(example: Example, found: list[str]) -> str:
    right = found == list(example.finds)
    if example.known_miss or example.false_alarm:
        return "passes now: take the mark known_miss or false_alarm away" if right else ""
    return "" if right else f"finds {found}, should find {list(example.finds)}"


def _across(rule: Rule, number: int, example: Example, rules: Sequence[Rule], library: Library) -> Iterator[Outcome]:
    """An example that consists of several documents, by role, tried with a rule that compares documents."""
    members = [(role.removesuffix(_COPY), _member(role, text, example, library)) for role, text in example.texts.items()]
    dossier = DossierFacts("example", members, library)
    yield Outcome(rule.id, number, rule.id, _problem(example, _quotes_across(rule, dossier)))
    if example.finds or example.false_alarm:
        return
    for other in rules:
        if other.id != rule.id and other.default and other.check in ACROSS:
            found = _quotes_across(other, dossier)
            yield Outcome(rule.id, number, other.id, f"{other.id} finds {found} in it" if found else "")


def _member(role: str, text: str, example: Example, library: Library) -> Facts:
    own = role.removesuffix(_COPY)
    kind = "tad" if own.endswith("tad") else own
    return Facts(markdown_reader.read(text.encode(), f"{role}.md"), library, kind=kind, stage=example.stage, as_of=example.as_of or None)


def _quotes_across(rule: Rule, dossier: DossierFacts) -> list[str]:
    kind = ACROSS[rule.check]
    there = {role for role, _ in dossier.documents}
    if not set(kind.needs) <= there or (kind.any_of and not there & set(kind.any_of)):
        return []
    return [found.quote for found in kind.run(dossier, rule) if isinstance(found, Finding)]


def _quotes(rule: Rule, facts: Facts) -> list[str]:
    if rule.check not in KINDS or not facts.recognised_kind.is_among(rule.applies):
        return []
    with limited(rule.id, _PATIENCE):
        return [found.quote for found in found_in(facts, rule) if isinstance(found, Finding)]


def _facts(example: Example, rule: Rule, library: Library) -> Facts:
    document = _document(example, markdown_reader.read(example.text.encode(), f"{rule.id}.md"))
    kind = example.kind or (rule.applies[0] if rule.applies[0] != "*" else None)
    return Facts(document, library.extended(example.registers), kind=kind, stage=example.stage, as_of=example.as_of or None)


def _document(example: Example, read: Document) -> Document:
    """The document with what the example says of its file, which Markdown cannot hold."""
    text, blocks = read.text, list(read.blocks)
    for kind, words in (("header", example.header), ("footer", example.footer)):
        if words:
            blocks.append(Block(kind, Span(len(text), len(text) + len(words))))  # type: ignore[arg-type]
            text += f"{words}\n"

    def place(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    marks = [Mark("hidden", Span(0, 0), example.hidden)] if example.hidden else []
    marks += [Mark("invisible", place(example.invisible))] if example.invisible else []
    fields = [Field(place(example.stale), "REF", dirty=True)] if example.stale else []
    fields += [Field(place(shown), r"REF target \r", target=place(words)) for shown, words in example.refers.items()]
    return replace(
        read,
        marks=(*read.marks, *marks),
        fields=(*read.fields, *fields),
        path=example.file or read.path,
        text=text,
        blocks=tuple(blocks),
        pages=example.pages,
        properties={**read.properties, **example.properties},
        features={**read.features, **example.features},
    )

"""Test phases whose entry or exit criteria no words give, where those of others stand in labelled lines, under headings or in sentences."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec
from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.phases import Phases
from seclint.facts import Facts
from seclint.facts.outline import Section
from seclint.facts.periods import Step
from seclint.facts.wording import any_of, phrases, plain
from seclint.model import Block, Rule, Span
from seclint.patterns import compiled

_LINES = ("paragraph", "item")
_FEW = 2  # words of a line that is nothing but a label: "Exit criteria"
_LABEL = compiled(r"[^:.–—]{2,50}(?=[:.]|\s[–—-]\s)")
_SMALL = compiled(r"\b(?:for|of|to|from|in|the|a|phase|stage|criteria|criterion)\b")
_NEAR = r"(?:\W+\w+){0,3}?\W+"  # words between a phase and the criteria that are said to be its own
_CRITERIA = compiled(r"\bcriteri", re.IGNORECASE)
_TESTING = compiled(r"\btest", re.IGNORECASE)


class _Told(Struct, frozen=True):
    """That a line or a sentence gives criteria for one edge: of the ``phase`` that it names, else of that of its ``section``."""

    edge: str
    span: Span
    phase: Step = frozenset()
    section: int | None = None
    prose: bool = False


# The edges that each section tells, by its index: those of its labelled lines, and those of its sentences (True).
_Edges = Mapping[int, Mapping[bool, Set[str]]]


def half_told(facts: Facts, rule: Rule, tabled: Set[str]) -> Iterator[Found]:
    """Phases that are told only when they begin, or only when they end, beside one of which both are told; ``tabled`` edges have tables."""
    known = _known(facts, rule.options)
    told = list(_told(facts, rule.options, known))
    edges = _edges(told)
    for siblings in _siblings(facts, told):
        yield from _half(facts, rule, siblings, edges, known)
        yield from _without(facts, rule, siblings, edges)
    if not tabled:
        yield from _half_of_lines(facts, rule, told)


def _edges(told: Sequence[_Told]) -> _Edges:
    edges: dict[int, dict[bool, set[str]]] = {}
    for one in told:
        if one.section is not None:
            edges.setdefault(one.section, {}).setdefault(one.prose, set()).add(one.edge)
    return edges


def _siblings(facts: Facts, told: Sequence[_Told]) -> Iterator[Mapping[int, Section]]:
    """The sections with criteria, those of one parent together."""
    parents: dict[int | None, dict[int, Section]] = {}
    for index in sorted({one.section for one in told if one.section is not None}):
        section = facts.outline.sections[index]
        parents.setdefault(section.parent, {})[index] = section
    yield from parents.values()


def _half(facts: Facts, rule: Rule, siblings: Mapping[int, Section], edges: _Edges, known: Set[Step]) -> Iterator[Found]:
    """The sections of which one edge is told, in labelled lines or in sentences, where both are told so in another one."""
    models = {prose: next(_whole(siblings, edges, prose=prose), None) for prose in (False, True)}
    for index, section in siblings.items():
        said = set[str]().union(*edges[index].values())
        if len(said) != 1 or not (facts.step(section.title) in known or phrases(rule.options.phase).search(section.title)):
            continue
        whole = next((other for prose in edges[index] if (other := models[prose]) is not None), None)
        if whole is not None and not _is_told_elsewhere(facts, rule, section.title, missing := _other(said)):
            related = [(whole.heading, rule.messages["section"])]
            yield found(facts, rule, section.heading, variant=missing, related=related, phase=section.title)


def _without(facts: Facts, rule: Rule, siblings: Mapping[int, Section], edges: _Edges) -> Iterator[Found]:
    """The sections of dated phases that say nothing of criteria at all, beside one that tells both."""
    whole = next((section for prose in (False, True) for section in _whole(siblings, edges, prose=prose)), None)
    known = {one.block for one in siblings.values()}
    for section in facts.outline.sections if whole is not None else ():
        if whole is None or section.parent != whole.parent or section.block in known or facts.step(section.title) not in facts.periods:
            continue
        said = facts.document.quote(section.span)
        if not (_CRITERIA.search(said) or any(_is_told_elsewhere(facts, rule, section.title, edge) for edge in ("entry", "exit"))):
            related = [(whole.heading, rule.messages["section"])]
            yield found(facts, rule, section.heading, variant="neither", related=related, phase=section.title)


def _whole(siblings: Mapping[int, Section], edges: _Edges, *, prose: bool) -> Iterator[Section]:
    return (section for index, section in siblings.items() if len(edges[index].get(prose, ())) > 1)


def _half_of_lines(facts: Facts, rule: Rule, told: Sequence[_Told]) -> Iterator[Found]:
    """The same where each line names its phase: "SIT exit: all tests are run", or stands under "Exit criteria" with its phase before."""
    lines = {phase: [one for one in told if one.phase == phase] for phase in dict.fromkeys(one.phase for one in told if one.phase)}
    whole = [ones[0].span for ones in lines.values() if len({one.edge for one in ones}) > 1]
    for phase, ones in lines.items() if whole else ():
        headed = {index for index, section in enumerate(facts.outline.sections) if facts.step(section.title) == phase}
        said = {one.edge for one in told if one.phase == phase or one.section in headed}
        name = _name(facts, phase)
        if len(said) == 1 and not _is_told_elsewhere(facts, rule, name, missing := _other(said)):
            yield found(facts, rule, ones[0].span, variant=missing, related=[(whole[0], rule.messages["section"])], phase=name)


def _other(said: Set[str]) -> str:
    return "entry" if "exit" in said else "exit"


def _told(facts: Facts, options: Phases, known: Set[Step]) -> Iterator[_Told]:
    """Every line, heading and sentence that gives criteria; a line with nothing but the name of a phase leads those below it."""
    led: Step = frozenset()
    for index, block in enumerate(facts.document.blocks[: facts.outline.body_end]):
        inside = facts.outline.index_at(index)
        if inside is None or block.kind not in (*_LINES, "heading"):
            continue
        section = facts.outline.sections[inside]
        headed = _edge_of(options, section.title)
        if block.kind == "heading":
            led = frozenset()
            if headed is not None and not headed[1]:
                yield _Told(headed[0], block.span, section=section.parent)
            continue
        if (step := facts.step(facts.document.quote(block.span))) in known and block.kind == "paragraph":
            led = step
        owner = section.parent if headed is not None and not headed[1] else inside
        for one in _in_line(facts, options, block, known, headed):
            yield one if one.phase else msgspec.structs.replace(one, phase=led, section=None if led else owner)


def _in_line(facts: Facts, options: Phases, block: Block, known: Set[Step], headed: tuple[str, str] | None) -> Iterator[_Told]:
    """What one line says: by its label, by the heading above with its phase for a label, and in its sentences."""
    match = _LABEL.match(facts.document.text, block.span.start, block.span.end)
    label = Span(*match.span()) if match is not None else block.span
    words = facts.document.quote(label)
    edge = _edge_of(options, words) if match is not None or len(words.split()) <= _FEW else None
    if edge is not None and not edge[1]:
        yield _Told(edge[0], label)
    elif edge is not None and (step := facts.step(edge[1])) in known:
        yield _Told(edge[0], label, phase=step)
    elif headed is not None and match is not None and (step := facts.step(words)) in known:
        yield _Told(headed[0], label, phase=step)
    for name, patterns in (("entry", options.entering), ("exit", options.leaving)):
        if any_of(patterns).search(facts.document.text, block.span.start, block.span.end):
            yield _Told(name, block.span, prose=True)


def _edge_of(options: Phases, words: str) -> tuple[str, str] | None:
    """The edge that a label names, and what else it names: "exit" and "uit" for "UIT exit criteria"; None where it names both or none."""
    label = plain(words)
    found_in = {
        name: match for name, names in (("entry", options.entry), ("exit", options.exit)) if (match := phrases(names).search(label))
    }
    if len(found_in) != 1:
        return None
    [(edge, match)] = found_in.items()
    rest = _SMALL.sub(" ", f"{label[: match.start()]} {label[match.end() :]}")
    return edge, " ".join(rest.replace("'s ", " ").split())


def _known(facts: Facts, options: Phases) -> Set[Step]:
    """The phases that the document names: in tables, with dates, as abbreviations of tests and in titles with one of these."""
    columns = ((table, table.column(options.phase)) for table in facts.tables)
    tabled = {facts.step(facts.document.quote(row[column])) for table, column in columns if column is not None for row in table.rows}
    short = {facts.step(short) for short, long in facts.abbreviations.long_forms.items() if _TESTING.search(long)}
    return (tabled | short | set(facts.periods)) - {frozenset()}


def _name(facts: Facts, phase: Step) -> str:
    """What a phase is called: by its abbreviation where there is one."""
    return next((short for short in facts.abbreviations.long_forms if facts.step(short) == phase), " ".join(sorted(phase)))


def _is_told_elsewhere(facts: Facts, rule: Rule, phase: str, edge: str) -> bool:
    """Whether a sentence speaks of such criteria for the phase, or for all phases at once."""
    options: Phases = rule.options
    named = phrases(tuple(name for name in getattr(options, edge) if " " in name)).pattern
    step = facts.step(phase)
    alike = [word for pair in facts.abbreviations.long_forms.items() if facts.step(pair[0]) == step for word in pair]
    names = "|".join(re.escape(plain(name)) for name in {phase, *alike})
    own = re.compile(rf"\b(?:{names})\b{_NEAR}{named}|{named}{_NEAR}(?:{names})\b", re.IGNORECASE)
    for sentence in facts.sentences:
        words = plain(facts.document.quote(sentence))
        if own.search(words) or (re.search(named, words, re.IGNORECASE) and phrases(options.shared).search(words)):
            return True
    return False

"""formats-agree: one document in two formats that does not say the same in both."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from msgspec import Struct

from seclint.checks.across.told import shortened, told
from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.facts.dossier import ROLES, DossierFacts
from seclint.facts.wording import plain
from seclint.model import Rule, Span
from seclint.patterns import compiled

_SIGNS = compiled(r"[\W_]+")
_NEAR = 6  # words between two differences that are told as one
_SHOWN = 5  # differences that are told one by one


class Same(Struct, frozen=True, forbid_unknown_fields=True):
    """``kinds``: the kinds of blocks whose words are compared. ``least``: how many letters and figures make a difference."""

    kinds: tuple[str, ...]
    least: int


class _Run(Struct, frozen=True):
    """The letters and figures of a document, each word with its place; ``labels`` are the printed numbers, which are no words of it."""

    words: list[str]
    spans: list[Span]
    labels: frozenset[str]


def formats_agree(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every stretch of words that one of two formats of a document has and the other has not."""
    for role in ROLES:
        formats = dossier.formats(role)
        for other in formats[1:]:
            yield from _compared(rule, formats[0], other)


def _compared(rule: Rule, one: Facts, other: Facts) -> Iterator[Found]:
    options: Same = rule.options
    mine, theirs = _run(one, options), _run(other, options)
    differing = _joined(list(_differences(mine, theirs, options)))
    for i1, i2, j1, j2 in differing[:_SHOWN]:
        here, there = _stretch(mine, i1, i2), _stretch(theirs, j1, j2)
        yield told(
            one,
            rule,
            here,
            related=[(other, there, rule.messages["there"])],
            notes=[rule.messages["more"].format(count=len(differing) - _SHOWN)] if len(differing) > _SHOWN else [],
            variant="" if i1 < i2 and j1 < j2 else "only-here" if i1 < i2 else "only-there",
            here=shortened(one.document.quote(here)),
            there=shortened(other.document.quote(there)),
            format=_called(one),
            other=_called(other),
        )


def _differences(mine: _Run, theirs: _Run, options: Same) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that differ. Words that only stand elsewhere in the order, as tables and notes may, are no difference."""
    matcher = SequenceMatcher(None, mine.words, theirs.words, autojunk=False)
    found = [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]
    gone = ["".join(mine.words[i1:i2]) for i1, i2, _, _ in found]
    come = ["".join(theirs.words[j1:j2]) for _, _, j1, j2 in found]
    for index, (i1, i2, j1, j2) in enumerate(found):
        here, there = gone[index], come[index]
        if here == there or (max(len(here), len(there)) < options.least and not any(sign.isdigit() for sign in here + there)):
            continue
        if (not there and (here in come or here in theirs.labels)) or (not here and (there in gone or there in mine.labels)):
            continue
        yield i1, i2, j1, j2


def _joined(found: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The same with stretches that stand close together told as one."""
    joined: list[tuple[int, int, int, int]] = []
    for i1, i2, j1, j2 in found:
        if joined and i1 - joined[-1][1] <= _NEAR and j1 - joined[-1][3] <= _NEAR:
            joined[-1] = (joined[-1][0], i2, joined[-1][2], j2)
        else:
            joined.append((i1, i2, j1, j2))
    return joined


def _run(facts: Facts, options: Same) -> _Run:
    words: list[str] = []
    spans: list[Span] = []
    text = facts.document.text
    for block in facts.document.blocks:
        if block.kind not in options.kinds:
            continue
        for match in re.finditer(r"\S+", text[block.span.start : block.span.end]):
            bare = _SIGNS.sub("", plain(match[0]))
            if bare:
                words.append(bare)
                spans.append(Span(block.span.start + match.start(), block.span.start + match.end()))
    labels = frozenset(_SIGNS.sub("", plain(block.label)) for block in facts.document.blocks if block.label)
    return _Run(words, spans, labels)


def _stretch(run: _Run, start: int, end: int) -> Span:
    """The span of the words, or where they would stand: the word before."""
    if start < end:
        return Span(run.spans[start].start, run.spans[end - 1].end)
    return run.spans[max(0, start - 1)] if run.spans else Span(0, 0)


def _called(facts: Facts) -> str:
    return {"docx": "Word file", "pdf": "PDF", "markdown": "Markdown file", "text": "text file"}[facts.document.format]

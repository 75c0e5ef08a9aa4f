"""hyphenation: a compound that is written with a hyphen in one place and without it in another."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.wording import alternatives
from seclint.model import BlockKind, Rule, Span
from seclint.patterns import compiled

_PART = r"(?:[A-Z]?[a-z]+|\d{1,3})"
# "device-impacting change", "end-to-end tests": the parts, and the word that they describe.
_HYPHENATED = compiled(
    rf"(?<![\w’'/.-])(?P<parts>{_PART}(?:[-‐‑][A-Z]?[a-z]+){{1,3}})(?P<rest>\s+(?P<head>[A-Z]?[a-z]{{3,}}))?(?![\w’'/-])"
)
_HYPHEN = compiled(r"[-‐‑]")
_WORD = compiled(r"[A-Z]?[a-z]+")  # "commandLine" is a name of programs
_LEAST = 3  # letters of the last part of a word that may be written without its hyphen

Written = dict[tuple[str, ...], list[Span]]


class Hyphens(Struct, frozen=True, forbid_unknown_fields=True):
    """``skip``: blocks not looked at. ``small``: words that a compound does not describe.

    ``verbs``: regular expressions of what, right before a compound without hyphens, makes a verb of it ("will roll out plans").
    ``apart``: words that mean one thing with the hyphen and another without it ("re-sign").
    """

    skip: tuple[BlockKind, ...]
    small: tuple[str, ...]
    verbs: tuple[str, ...]
    apart: tuple[str, ...] = ()


def hyphenation(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every compound before the same word with and without its hyphen, and every word with and without one."""
    options: Hyphens = rule.options
    describing: Written = {}
    words: Written = {}
    for match in _HYPHENATED.finditer(facts.document.text):
        span = Span(match.start(), match.end("parts"))
        if not _counts(facts, options, span):
            continue
        parts = tuple(_HYPHEN.split(match["parts"].casefold()))
        words.setdefault((*parts[:-1], _singular(parts[-1])), []).append(span)
        if match["head"] and match["head"].casefold() not in options.small:
            describing.setdefault((*parts, _singular(match["head"])), []).append(span)
    yield from _reported(facts, rule, describing, _open(facts, options, describing))
    yield from _reported(facts, rule, words, _closed(facts, options, words))


def _counts(facts: Facts, options: Hyphens, span: Span) -> bool:
    block = facts.document.block_at(span.start)
    quoted = facts.pairing.quoted.holds(span)
    return block.kind not in options.skip and span.end <= block.span.end and not quoted


def _open(facts: Facts, options: Hyphens, hyphenated: Mapping[tuple[str, ...], object]) -> Written:
    """Where the same compounds stand before the same words with spaces in the place of the hyphens."""
    heads = {key: rf"{r' '.join(map(re.escape, key[:-1]))}(?= {re.escape(key[-1])}s?(?![\w’'-]))" for key in hyphenated}
    found_here: Written = {}
    verbs = compiled(rf"(?:{alternatives(options.verbs)})\s+$", re.IGNORECASE)
    for match in _matches(facts, heads.values()):
        span = Span(*match.span())
        if _counts(facts, options, span) and not verbs.search(facts.document.text, max(0, span.start - 30), span.start):
            head = re.compile(r" ([\w]+)").match(facts.document.text, span.end)
            parts = tuple(match[0].casefold().split())
            found_here.setdefault((*parts, _singular(head[1]) if head else ""), []).append(span)
    return found_here


def _closed(facts: Facts, options: Hyphens, hyphenated: Mapping[tuple[str, ...], object]) -> Written:
    """Where the same words stand as one."""
    joined = {"".join(key): key for key in hyphenated if len(key) == 2 and len(key[1]) >= _LEAST and "-".join(key) not in options.apart}
    found_here: Written = {}
    for match in _matches(facts, (rf"{re.escape(word)}s?(?![\w’'-])" for word in joined)):
        span = Span(*match.span())
        if _WORD.fullmatch(match[0]) and _counts(facts, options, span):
            found_here.setdefault(joined[_singular(match[0])], []).append(span)
    return found_here


def _matches(facts: Facts, patterns: Iterable[str]) -> Iterable[re.Match[str]]:
    joined = "|".join(patterns)
    return re.finditer(rf"(?<![\w’'/.-])(?:{joined})", facts.document.text, re.IGNORECASE) if joined else ()


def _reported(facts: Facts, rule: Rule, hyphenated: Written, without: Written) -> Iterator[Found]:
    """One finding for each compound, at the first place of the rarer way; the later one where they are as many."""
    seen: set[tuple[str, ...]] = set()
    for key, others in without.items():
        compound = tuple(_HYPHEN.split(facts.document.quote(hyphenated[key][0]).casefold()))
        if compound in seen:
            continue
        seen.add(compound)
        rare, usual = sorted((hyphenated[key], others), key=lambda spans: (len(spans), -spans[0].start))
        yield found(
            facts,
            rule,
            rare[0],
            related=[(usual[0], rule.messages["there"])],
            here=facts.document.quote(rare[0]),
            there=facts.document.quote(usual[0]),
            place=where(facts, usual[0]),
        )


def _singular(word: str) -> str:
    return word.casefold().removesuffix("s")

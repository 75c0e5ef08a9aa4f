"""direction: references that send the reader the wrong way, up instead of down."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.part_numbers import bare
from seclint.facts.wording import alternatives
from seclint.model import Fix, Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Reference

_READ = ("paragraph", "item", "cell")


class Directions(Struct, frozen=True, forbid_unknown_fields=True):
    """``kinds``: nouns of the parts. ``up`` and ``down``: words that say where a part stands, each with its opposite.

    ``unless``: regular expressions of what, right behind such a word, makes it say something else ("below the limit").
    """

    kinds: tuple[str, ...]
    up: dict[str, str]
    down: dict[str, str]
    unless: tuple[str, ...]


def direction(facts: Facts, rule: Rule) -> Iterator[Found]:
    """References to parts of this document that are said to stand above and stand below, or the other way round."""
    options: Directions = rule.options
    quoted = [quotation.span for quotation in facts.pairing.quotations]
    for reference in facts.mentions.references:
        if reference.owner != "self" or reference.kind not in options.kinds or reference.malformed:
            continue
        word = _word_behind(facts, options, reference)
        if word is None or any(reference.span.within(quotation) for quotation in quoted):
            continue
        said = facts.document.quote(word).lower()
        places = [_places(facts, reference.kind, bare(clause, reference.kind).casefold()) for clause in reference.clauses]
        if all(spans and all(_is_wrong(one, reference.span, said in options.up) for one in spans) for spans in places):
            opposite = {**options.up, **options.down}[said]
            fix = Fix(rule.messages["write"].format(right=opposite), facts.document.quote(word), opposite)
            whole = Span(reference.span.start, word.end)
            yield found(
                facts, rule, whole, related=[(places[0][0], rule.messages["there"])], fix=fix,
                reference=facts.document.quote(reference.span), said=said, opposite=opposite,
            )  # fmt: skip


def _word_behind(facts: Facts, options: Directions, reference: Reference) -> Span | None:
    """The word right behind a reference that says where its target stands."""
    block = facts.document.block_at(reference.span.start)
    if block.kind not in _READ:
        return None
    words = "|".join(re.escape(word) for word in (*options.up, *options.down))
    pattern = compiled(rf"[\s,(]*(?P<word>{words})(?![\w-])(?!{alternatives(options.unless)})", re.IGNORECASE)
    match = pattern.match(facts.document.text, reference.span.end, block.span.end)
    return Span(*match.span("word")) if match else None


def _is_wrong(target: Span, reference: Span, said_up: bool) -> bool:
    """Whether the target stands on the other side. A section that holds the reference begins above it and goes on below it."""
    if reference.within(target):
        return False
    return target.start > reference.start if said_up else target.start < reference.start


def _places(facts: Facts, kind: str, number: str) -> Sequence[Span]:
    """Where the parts of that number stand: a section from its heading to its end, anything else its label."""
    if kind in ("section", "clause"):
        return [one.span for one in facts.outline.sections if one.label.casefold() == number]
    if kind == "paragraph":
        blocks = facts.document.blocks[: facts.outline.body_end]
        return [block.span for block in blocks if block.kind == "paragraph" and block.label.casefold() == number]
    return _captioned(facts).get((kind, number), [])


def _captioned(facts: Facts) -> Mapping[tuple[str, str], list[Span]]:
    found_at: dict[tuple[str, str], list[Span]] = {}
    for one in facts.captions:
        found_at.setdefault((one.kind, one.number.casefold()), []).append(one.span)
    return found_at

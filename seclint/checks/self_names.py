"""self-name: a document that calls itself by the name of another kind of document."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.wording import phrases
from seclint.model import Rule, Span
from seclint.patterns import compiled

_PROSE = ("paragraph", "item", "cell", "footnote")


class KindNames(Struct, frozen=True, forbid_unknown_fields=True):
    """Names by which only documents of ``kinds`` call themselves; ``among``: the kinds that are looked at (empty: all)."""

    names: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    among: tuple[str, ...] = ()


class SelfNames(Struct, frozen=True, forbid_unknown_fields=True):
    """``groups``: the names, group by group. ``before``: a regular expression of what, right before a name, says that it means itself."""

    groups: tuple[KindNames, ...]
    before: str


def self_name(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The first place where the document calls itself by each name that neither its kind nor its cover bears."""
    options: SelfNames = rule.options
    text = facts.document.text
    cover = text[: facts.document.blocks[facts.front.cover_end - 1].span.end] if facts.front.cover_end else ""
    if not facts.front.title:
        return
    for group in options.groups:
        names = phrases(group.names)
        if facts.kind in group.kinds or (group.among and facts.kind not in group.among) or names.search(cover):
            continue
        named = compiled(rf"{options.before}\s+{names.pattern}", re.IGNORECASE)
        spans = (Span(*match.span()) for match in named.finditer(text))
        here = next((span for span in spans if _means_itself(facts, span)), None)
        if here is not None:
            yield found(facts, rule, here, name=text[here.start : here.end].split(None, 1)[1], title=facts.front.title)


def _means_itself(facts: Facts, span: Span) -> bool:
    """Whether no other document of that name was spoken of in the paragraph, and nobody else speaks."""
    block = facts.document.block_at(span.start)
    last = facts.document.quote(span).split()[-1]
    spoken_of = re.search(rf"\b{re.escape(last)}s?\b", facts.document.text[block.span.start : span.start], re.IGNORECASE)
    others = [*(one.span for one in facts.pairing.quotations), *facts.answers.views]
    return block.kind in _PROSE and spoken_of is None and not any(span.within(other) for other in others)

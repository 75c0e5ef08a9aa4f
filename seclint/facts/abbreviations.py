"""Abbreviations: where each is used, and where it is defined - spelled out in brackets, in a glossary, or in so many words."""

import re
from collections.abc import Mapping, Sequence, Set

from msgspec import Struct

from seclint.facts.capitals import Register, Use, abbreviations_in
from seclint.facts.contents import Entry
from seclint.facts.glosses import Definition, definitions_in
from seclint.model import Document
from seclint.recognise import Mentions

# The part of a thing that bears a letter or figure: SIT-B, UIT-2.
_PART = re.compile(r"-[A-Z0-9]$")
_EXEMPT = ("title", "heading", "header", "footer", "contents", "caption")


class Abbreviations(Struct, frozen=True):
    """The definitions and the uses of a document, each in text order; ``long`` is what the register spells out."""

    definitions: tuple[Definition, ...]
    uses: tuple[Use, ...]
    long: Mapping[str, str]

    @property
    def long_forms(self) -> dict[str, str]:
        """What each abbreviation stands for: as the document says, else as the register does."""
        return {**self.long, **{one.short: one.long for one in self.definitions if one.long}}

    def defines(self, short: str) -> bool:
        """Whether it is defined, itself or without what numbers a version or part of it ("SMETS" for "SMETS2", "SIT" for "SIT-B")."""
        defined = {
            definition.short.replace("-", "") if definition.short[-1].isdigit() else definition.short for definition in self.definitions
        }
        numbered = short.replace("-", "") if short[-1].isdigit() else short
        return bool(defined & {short, numbered, _PART.sub("", short), short.rstrip("0123456789").rstrip("-")})


def abbreviations_of(
    document: Document, mentions: Mentions, register: Register, cover_end: int, contents: Sequence[Entry]
) -> Abbreviations:
    """Everything about the abbreviations of a document.

    Nothing counts as a use in the blocks before ``cover_end``, the cover, nor in the entries of the contents list.
    """
    tokens = list(abbreviations_in(document, mentions, register))
    definitions = list(definitions_in(document, tokens, register))
    listed = {document.block_index(entry.span.start) for entry in contents}
    defining = {definition.span.start for definition in definitions}
    uses = tuple(use for use in tokens if use.span.start not in defining and _counts(document, use, cover_end, listed))
    return Abbreviations(tuple(sorted(definitions, key=lambda one: one.span)), uses, register.long)


def _counts(document: Document, use: Use, cover_end: int, listed: Set[int]) -> bool:
    index = document.block_index(use.span.start)
    block = document.blocks[index]
    if index < cover_end or index in listed or block.kind in _EXEMPT:
        return False
    return block.kind != "cell" or len(document.quote(block.span).split()) > 3

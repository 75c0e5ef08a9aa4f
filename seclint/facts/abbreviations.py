"""Abbreviations: where each is used, and where it is defined - spelled out in brackets, in a glossary, or in so many words."""

from collections.abc import Mapping

from msgspec import Struct

from seclint.facts.capitals import Register, Use, abbreviations_in
from seclint.facts.glosses import Definition, definitions_in
from seclint.model import Document
from seclint.recognise import Mentions

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
        """Whether it is defined, itself or without its version digit ("SMETS" for "SMETS2")."""
        defined = {
            definition.short.replace("-", "") if definition.short[-1].isdigit() else definition.short for definition in self.definitions
        }
        return bool(defined & {short, short.replace("-", "") if short[-1].isdigit() else short, short.rstrip("0123456789").rstrip("-")})


def abbreviations_of(document: Document, mentions: Mentions, register: Register, cover_end: int) -> Abbreviations:
    """Everything about the abbreviations of a document; blocks before ``cover_end`` are the cover, where nothing counts as a use."""
    tokens = list(abbreviations_in(document, mentions, register))
    definitions = list(definitions_in(document, tokens, register))
    defining = {definition.span.start for definition in definitions}
    uses = tuple(use for use in tokens if use.span.start not in defining and _counts(document, use, cover_end))
    return Abbreviations(tuple(sorted(definitions, key=lambda one: one.span)), uses, register.long)


def _counts(document: Document, use: Use, cover_end: int) -> bool:
    index = document.block_index(use.span.start)
    block = document.blocks[index]
    if index < cover_end or block.kind in _EXEMPT:
        return False
    return block.kind != "cell" or len(document.quote(block.span).split()) > 3

"""Abbreviations: where each is used, and where it is defined - spelled out in brackets, in a glossary, or in so many words."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property

from msgspec import Struct

from seclint.facts.capitals import Register, Use, abbreviations_in
from seclint.facts.contents import Entry
from seclint.facts.glosses import Definition, definitions_in
from seclint.facts.initials import spelled_in
from seclint.model import Document
from seclint.patterns import compiled
from seclint.recognise import Mentions

_APPOSED = compiled(r"(?:\s+(?:and|or)\s+\S+)?\s*[,(]\s*(?:the|an?|which\s+(?:is|are))\b")  # "SIT-A or SIT-B, the two System ..."
_PART = compiled(r"(?P<whole>[A-Z][A-Za-z]+)-(?P<part>[A-Z0-9])")
_SENTENCE_END = compiled(r"[.?!][”’\"']?\s(?=[A-Z“‘\"'])")
_FIRST = "A"  # the part of what is defined that nobody has to introduce
_GLOSSARY = 4  # definitions in tables that make a list of abbreviations
_EXEMPT = ("title", "heading", "header", "footer", "contents", "caption")


class Abbreviations(Struct, frozen=True, dict=True):
    """The definitions and the uses of a document, each in text order; ``long`` is what the register spells out.

    ``parts`` are the named parts of what is defined ("SIT-A", "SIT-B" of "SIT") that the document introduces.
    """

    definitions: tuple[Definition, ...]
    uses: tuple[Use, ...]
    long: Mapping[str, str]
    parts: Set[str] = frozenset()

    @cached_property
    def long_forms(self) -> dict[str, str]:
        """What each abbreviation stands for: as the document says, else as the register does."""
        return {**self.long, **{one.short: one.long for one in self.definitions if one.long}}

    def defines(self, short: str) -> bool:
        """Whether it is defined, itself or without its version digit ("SMETS" for "SMETS2")."""
        return short in self.parts or not self._defined.isdisjoint((short, _numbered(short), short.rstrip("0123456789").rstrip("-")))

    @cached_property
    def _defined(self) -> frozenset[str]:
        return frozenset(_numbered(definition.short) for definition in self.definitions)


def _numbered(short: str) -> str:
    """An abbreviation with a number, without the hyphen between the two."""
    return short.replace("-", "") if short[-1].isdigit() else short


def abbreviations_of(
    document: Document, mentions: Mentions, register: Register, written: str, cover_end: int, contents: Sequence[Entry]
) -> Abbreviations:
    """Everything about the abbreviations of a document; ``written`` has every different word of it, with the signs on it.

    Nothing counts as a use in the blocks before ``cover_end``, the cover, nor in the entries of the contents list. Where a table spells
    abbreviations out, those that everybody spells out are used in short cells, too.
    """
    tokens = list(abbreviations_in(document, mentions, register, written))
    definitions = list(definitions_in(document, tokens, register))
    listed = {document.block_index(entry.span.start) for entry in contents}
    defining = {definition.span.start for definition in definitions}
    in_table = sum(document.block_at(one.span.start).cell is not None for one in definitions)
    spelled_out = frozenset(register.long) if in_table >= _GLOSSARY else frozenset[str]()
    used = (use for use in tokens if use.span.start not in defining)
    uses = tuple(use for use in used if _counts(document, use, cover_end, listed, spelled_out))
    defined = {one.short for one in definitions}
    within = {short for one in definitions if (short := _within(one, register))}
    spelled = dict(_spelled_beside(document, tokens, defined))
    parts = frozenset((*within, *spelled, *_parts_of(document, tokens, {*defined, *within, *spelled.values()})))
    return Abbreviations(tuple(sorted(definitions, key=lambda one: one.span)), uses, register.long, parts)


def _within(definition: Definition, register: Register) -> str:
    """The abbreviation that one with a part in front spells out, too: "SIT" in "Functional System Integration Testing (F-SIT)"."""
    short = definition.short.rpartition("-")[2]
    long = register.long.get(short, "")
    return short if long and short != definition.short and definition.long.endswith(long) else ""


def _spelled_beside(document: Document, tokens: Sequence[Use], defined: Set[str]) -> Iterator[tuple[str, str]]:
    """Parts in whose sentence the whole is spelled out, each with the whole: "System Integration Testing has a stage SIT-B"."""
    for use in tokens:
        match = _PART.fullmatch(use.short)
        if match and match["whole"] not in defined:
            block = document.block_at(use.span.start).span
            sentence = _SENTENCE_END.split(document.text[block.start : use.span.start])[-1]
            behind = _SENTENCE_END.split(document.text[use.span.end : block.end])[0]
            if spelled_in(match["whole"], sentence) or (_APPOSED.match(behind) and spelled_in(match["whole"], behind)):
                yield use.short, match["whole"]


def _parts_of(document: Document, tokens: Sequence[Use], defined: Set[str]) -> Iterator[str]:
    """The parts of what is defined that stand beside it or each other, or have a section, a cell or a row for themselves."""
    beside: dict[tuple[int, str], set[str]] = {}
    for use in tokens:
        match = _PART.fullmatch(use.short)
        whole = match["whole"] if match else use.short
        if whole not in defined:
            continue
        index = document.block_index(use.span.start)
        block = document.blocks[index]
        beside.setdefault((index, whole), set()).add(use.short)
        in_row = block.cell is not None and (block.cell.column == 0 or block.span == use.span)
        if match and (match["part"] == _FIRST or block.kind == "heading" or in_row):
            yield use.short
    for shorts in beside.values():
        yield from shorts if len(shorts) > 1 else ()


def _counts(document: Document, use: Use, cover_end: int, listed: Set[int], spelled_out: Set[str]) -> bool:
    index = document.block_index(use.span.start)
    block = document.blocks[index]
    if index < cover_end or index in listed or block.kind in _EXEMPT:
        return False
    return block.kind != "cell" or use.short in spelled_out or len(document.quote(block.span).split()) > 3

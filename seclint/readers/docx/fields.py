"""The fields of a Word file: what Word computes (a cross-reference, a page number) and the words that it last put there."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from msgspec.structs import replace

from seclint.model import Field, Link, Span
from seclint.patterns import compiled
from seclint.readers.builder import Builder
from seclint.readers.docx.names import VAL, W, number, value
from seclint.readers.docx.pieces import Stretch

_CHARACTER, _KIND = W + "fldChar", W + "fldCharType"
_HYPERLINK = compiled(r'\s*HYPERLINK\b(?:\s+(?!\\)(?:"([^"]*)"|(\S+)))?', re.IGNORECASE)
_REFERENCE = compiled(r'\s*REF\s+"?([^\s"\\]+)', re.IGNORECASE)
_PLACE = compiled(r'\\l\s+(?:"([^"]*)"|(\S+))')


class OpenField:
    """A field whose end the walk has not met yet; ``form`` are the words that a form's list shows.

    ``first`` is the index of the first piece of its result.
    """

    __slots__ = ("dirty", "first", "form", "in_code", "instruction", "is_toc", "stretch")

    def __init__(self, *, dirty: bool, form: str = "") -> None:
        self.instruction = ""
        self.dirty = dirty
        self.form = form
        self.in_code = True
        self.first = 0
        self.is_toc = False
        self.stretch = Stretch(self._done)

    def _done(self, builder: Builder, span: Span) -> None:
        instruction = " ".join(self.instruction.split())
        builder.fields.append(Field(span, instruction, self.dirty))
        target = _target(instruction)
        if target and span.start < span.end:
            builder.links.append(Link(span, target))


def pointing(fields: Iterable[Field], bookmarks: Mapping[str, Span]) -> Iterator[Field]:
    """The fields, those of cross-references with what they point to."""
    for field in fields:
        match = _REFERENCE.match(field.instruction)
        target = bookmarks.get(match[1].casefold()) if match else None
        yield field if target is None else replace(field, target=target)


def _target(instruction: str) -> str:
    match = _HYPERLINK.match(instruction)
    if match is None:
        return ""
    place = _PLACE.search(instruction, match.end())
    return (match[1] or match[2] or "") + (f"#{place[1] or place[2]}" if place else "")


def forget_unclosed(root: etree._Element) -> None:
    """Take out the beginnings of fields that neither show a result nor end: they would hide all words behind them."""
    begun: list[etree._Element] = []  # of each open field its beginning, or what begins its result
    for character in root.iter(_CHARACTER):
        kind = character.get(_KIND)
        if kind == "begin":
            begun.append(character)
        elif begun and kind == "end":
            begun.pop()
        elif begun and kind == "separate":
            begun[-1] = character
    for character in begun:
        parent = character.getparent()
        if character.get(_KIND) == "begin" and parent is not None:
            parent.remove(character)


def form_words(character: etree._Element) -> str:
    """What a form's list shows: the entry chosen in it. Other fields keep their words in the text."""
    choices = next(character.iter(W + "ddList"), None) if len(character) else None
    if choices is None:
        return ""
    entries = [entry.get(VAL, "") for entry in choices.iterchildren(W + "listEntry")]
    chosen = number(value(choices, W + "result") or value(choices, W + "default"))
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def is_toc(instruction: str) -> bool:
    """Whether the field makes a table of contents (or of figures)."""
    return instruction.split(None, 1)[:1] == ["TOC"]


def is_seq(instruction: str) -> bool:
    """Whether the field counts tables, figures and the like."""
    return instruction.split(None, 1)[:1] == ["SEQ"]

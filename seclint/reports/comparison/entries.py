"""The changes as all formats show them: with their place in words, what differs marked, and what the conclusions say of each."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts import Facts
from seclint.facts.alignment import COVER, Alignment, Change, Edit, Unit
from seclint.facts.coverage import Coverage
from seclint.facts.days import in_words
from seclint.model import Place, Span
from seclint.reports.words import harmless, place_in_words

Mark = Literal["same", "gone", "new"]


class Piece(Struct, frozen=True):
    """A stretch of text that is the same on both sides, gone or new."""

    mark: Mark
    words: str


class Said(Struct, frozen=True):
    """A sentence of the conclusions that speaks of a change, and its place. ``target`` is the part it names, "" when it names none."""

    quote: str
    place: Place
    target: str = ""
    kind: str = ""
    verb: str = ""


class Comparison:
    """Two versions of a document; ``shown`` are the changes to show. Without conclusions nothing is said of any."""

    def __init__(self, alignment: Alignment, coverage: Coverage | None, everything: bool) -> None:
        self.alignment = alignment
        self.coverage = coverage
        self.shown = [change for change in alignment.changes if everything or change.is_substantive]
        self.hidden = len(alignment.changes) - len(self.shown)

    @cached_property
    def sections(self) -> list[tuple[str, list[Change]]]:
        """The changes to show by the title of their section, in order."""
        return [(title, list(changes)) for title, changes in groupby(self.shown, self.title)]

    def title(self, change: Change) -> str:
        """The section of a change with its number, on both sides where they differ."""
        names = []
        for facts, index in zip((self.alignment.old, self.alignment.new), change.section, strict=True):
            if index is not None and index != COVER:
                section = facts.outline.sections[index]
                names.append(f"{section.label} {section.title}".strip())
        return " -> ".join(dict.fromkeys(names)) or "Cover"

    def what(self, change: Change) -> str:
        """What happened, in a word, with the nature of a change that is none of substance."""
        way = "moved" if change.moved else "added" if not change.old else "removed" if not change.new else "changed"
        way = "new title" if change.headed else way
        nature = "" if change.is_substantive or change.nature == "moved" else f" ({change.nature})"
        if change.moved and change.edits:
            way = "moved and changed"
        return way + nature

    def where(self, change: Change) -> str:
        """Page, line and paragraph of a change; the section stands above it. "paragraph 9, was 8" where they differ."""
        places = [
            place_in_words(replace(facts.place(units[0].span), section=None, heading=None))
            for facts, units, _ in self.sides(change)
            if units
        ]
        return f"{places[-1]}, was {places[0]}" if len(set(places)) > 1 and all(places) else places[-1]

    def sides(self, change: Change) -> Iterator[tuple[Facts, Sequence[Unit], bool]]:
        """Draft and final document, with the units of the change in each, and whether it is the final one."""
        yield self.alignment.old, change.old, False
        yield self.alignment.new, change.new, True

    def pieces(self, change: Change, *, new: bool) -> list[Piece]:
        """One side of a change, cut where it differs from the other side."""
        facts, units = (self.alignment.new, change.new) if new else (self.alignment.old, change.old)
        if not (change.old and change.new):
            return [Piece("new" if new else "gone", " ".join(_printed(facts, unit, unit.span) for unit in units))] if units else []
        found: list[Piece] = []
        for unit in units:
            at = unit.span.start
            for edit in _edits_in(unit, change.edits, new=new):
                span = edit.new_span if new else edit.old_span
                found += [Piece("same", _printed(facts, unit, Span(at, span.start))), Piece("new" if new else "gone", _text(facts, span))]
                at = span.end
            found.append(Piece("same", _printed(facts, unit, Span(at, unit.span.end)) + " "))
        return [piece for piece in found if piece.words.strip()]

    def merged(self, change: Change) -> list[Piece]:
        """Both sides in one text: the final document's words with what is gone put in where it stood."""
        if not (change.old and change.new) or len(change.new) > 1:
            return [*self.pieces(change, new=False), *self.pieces(change, new=True)]
        facts, unit = self.alignment.new, change.new[0]
        found: list[Piece] = []
        at = unit.span.start
        for edit in change.edits:
            found.append(Piece("same", _printed(facts, unit, Span(at, max(at, edit.new_span.start)))))
            found += [Piece("gone", _text(self.alignment.old, edit.old_span))] if edit.old else []
            found += [Piece("new", _text(facts, edit.new_span))] if edit.new else []
            at = max(at, edit.new_span.end)
        found.append(Piece("same", _printed(facts, unit, Span(at, unit.span.end))))
        return [piece for piece in found if piece.words.strip()]

    def said(self, change: Change) -> list[Said]:
        """What the conclusions say of a change: the claims about its part, or else the paragraphs in which its words stand."""
        if self.coverage is None:
            return []
        cover = self.coverage.of(change)
        facts = self.coverage.amendments.conclusions
        found = {one.claim.span: one.claim for one in (*cover.located, *cover.everywhere)}
        said = [
            Said(facts.document.quote(span), facts.place(claim.reference), claim.target, claim.kind, claim.verb)
            for span, claim in found.items()
        ]
        return said or [Said(facts.document.quote(one.span), facts.place(one.span)) for one in cover.statements]

    def is_unspoken(self, change: Change) -> bool:
        """Whether there are conclusions and they do not speak of a change of substance."""
        return self.coverage is not None and change.is_substantive and not self.coverage.of(change)

    @cached_property
    def unspoken(self) -> int:
        """How many changes of substance the conclusions do not speak of."""
        return sum(map(self.is_unspoken, self.alignment.changes))


def described(facts: Facts) -> str:
    """A document with its version and date."""
    version = f"v{facts.front.version}" if facts.front.version else ""
    date = in_words(facts.front.date) if facts.front.date else ""
    about = ", ".join(part for part in (version, date) if part)
    return f"{facts.document.path} ({about})" if about else facts.document.path


def _edits_in(unit: Unit, edits: Sequence[Edit], *, new: bool) -> Iterator[Edit]:
    for edit in edits:
        if (edit.new if new else edit.old) and (edit.new_span if new else edit.old_span).within(unit.span):
            yield edit


def _printed(facts: Facts, unit: Unit, span: Span) -> str:
    """The text of a span of the unit, with the unit's number where it begins it."""
    label = f"{unit.label} " if unit.label and unit.kind != "heading" and span.start == unit.span.start else ""
    return label + _text(facts, span)


def _text(facts: Facts, span: Span) -> str:
    """The words of a span in one line, the cells of a row apart."""
    words = facts.document.text[span.start : span.end]
    in_table = facts.document.block_at(span.start).cell is not None
    return harmless(words.replace("\n", " | ") if in_table else words)

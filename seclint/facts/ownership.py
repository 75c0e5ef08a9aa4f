"""Whose part a reference is to: this document's, that of the document under consultation, or another's."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from seclint.facts.covering import Covering
from seclint.facts.declared import covers, is_own
from seclint.facts.part_numbers import CAPTIONED, NUMBERED, numbers_of, stands
from seclint.facts.points import significant_words
from seclint.facts.presumption import Framing, Presumption
from seclint.facts.tables import head_of
from seclint.facts.wording import any_of, plain
from seclint.model import Span
from seclint.recognise import Reference, inside
from seclint.recognise.owners import names_of

if TYPE_CHECKING:
    from seclint.facts import Facts

Whose = Literal["own", "subject", "another", "open"]
"""This document's, the one's under consultation, another's; "open" where nothing decides."""

HEADED = ("section", "clause", "part", "chapter")
"""Kinds of parts that numbers of headings are called by."""

NAMELESS = ("", "self")  # owners of references that name no document
_DRAWN = ("table", "figure")
_HABIT = 2  # references that make one
_SERIES = 3  # paragraphs with numbers that make it a habit
_LETTERED = ("part", "chapter", "annex", "appendix", "schedule")


class Signs(Struct, frozen=True, forbid_unknown_fields=True):
    """registers/ownership.toml: what tells whose part a reference is to; the regular expressions are described there."""

    consulting: tuple[str, ...]
    consulted: tuple[str, ...]
    named: tuple[str, ...]
    foreign: tuple[str, ...]
    about: tuple[str, ...]
    changes: tuple[str, ...]
    nameless: tuple[str, ...]
    copies: tuple[str, ...]
    explaining: tuple[str, ...]
    analysing: tuple[str, ...]
    framing: Framing


class Ownership:
    """Tells whose part each reference of a document is to, by its own words, its place and the references around it."""

    def __init__(self, facts: "Facts", signs: Signs) -> None:
        self._facts = facts
        self._signs = signs
        self._text = facts.document.text
        self._consults = facts.kind in signs.consulting and bool(facts.subject.artefact)

    def named(self, reference: Reference) -> str:
        """The owner of a reference by name: that of the document under consultation, too, where the reference itself does not say it."""
        if reference.owner in NAMELESS and self.of(reference) == "subject":
            return self._facts.subject.artefact
        return reference.owner

    def of(self, reference: Reference) -> Whose:
        """Whose part it is. Where the reference does not say it, a part of this document is only presumed."""
        if reference.owner not in NAMELESS:
            return "subject" if self.is_subject(reference.owner) else "another"
        quoted = self._facts.pairing.quoted.holds(reference.span)
        if is_own(self._text, reference.span):
            return "open" if quoted else "own"
        if self._consults and (self._names_copy(reference) or any(" page " in clause for clause in reference.clauses)):
            return "subject"  # nobody gives the page of a part of the document that is being read
        answered = reference.kind in self._signs.consulted and self._answers.holds(reference.span)
        if not answered and not quoted and self._is_of_analysis(reference.span):
            return "own"
        if self._consults and not quoted and not self._views.holds(reference.span) and self._presumption.is_own_noun(reference):
            return "own"
        if self._consults and (self._is_declared(reference) or self._is_elsewhere(reference)):
            return "subject"
        if reference.kind in CAPTIONED and self._bears(reference):
            return "own" if reference.owner == "self" and not quoted else "open"
        if answered:
            return "subject" if self._consults else "open"
        if quoted:
            return "open"
        if reference.owner == "self" and self._is_lettered_here(reference):
            return "own"
        whose = self._by_titles(reference) or self._by_neighbours(reference)
        return "own" if whose == "open" and self._consults and self._presumption.holds(reference) else whose

    @cached_property
    def strangers(self) -> frozenset[Span]:
        """The references to sections that name no owner and are this document's, where no heading bears one of their numbers."""
        headed, references = self._facts.part_numbers.headed, self._facts.mentions.references
        bare = (one for one in references if one.kind == "section" and one.owner in NAMELESS and not headed.issuperset(numbers_of(one)))
        return frozenset(one.span for one in bare if self.of(one) == "own")

    def is_subject(self, owner: str) -> bool:
        """Whether an owner is the document under consultation: by its name, or as "the draft", "the final version"."""
        return bool(owner) and (owner == self._facts.subject.artefact or plain(owner) in self._signs.nameless)

    def _is_to_subject(self, reference: Reference) -> bool:
        return self.is_subject(reference.owner) or self._names_copy(reference)

    def _names_copy(self, reference: Reference) -> bool:
        """Whether the words behind a reference say which copy it is to: "Section 2 of the previous draft"."""
        return any_of(self._signs.copies).match(self._text, reference.span.end) is not None

    def _is_of_analysis(self, span: Span) -> bool:
        """Whether the sentence can only speak of this document's part: it says where answers are dealt with, or what that part explains."""
        if self._facts.kind not in self._signs.consulting:
            return False
        sentence, names = self._facts.sentence(span), names_of(self._facts.library)
        words = f"{self._text[sentence.start : span.start]}§{self._text[span.end : sentence.end]}"
        if names.others_in(words) or any_of(self._signs.foreign).search(words):
            return False
        return bool(any_of(self._signs.explaining).search(words) or (names.asks_in(words) and any_of(self._signs.analysing).search(words)))

    def _is_declared(self, reference: Reference) -> bool:
        """Whether the document says that numbers of that kind are the other one's, and that it has such parts itself says nothing else."""
        declared = self._facts.declaration
        if declared is None:
            return False
        return covers(self._facts.document.quote(declared), reference.kind) or not self._facts.part_numbers.of(reference.kind)

    def _is_elsewhere(self, reference: Reference) -> bool:
        """Whether this document has no part that could be meant."""
        untabled = reference.kind in _DRAWN and not self._facts.part_numbers.of(reference.kind)
        return untabled or self._has_no_such_number(reference) or self._has_none_of_its_kind(reference)

    def _has_no_such_number(self, reference: Reference) -> bool:
        """Whether this document has no numbers of that kind, and the paragraph names no third document before."""
        if reference.kind not in HEADED or not reference.clauses or not reference.clauses[0].split()[-1][:1].isdigit():
            return False
        if self._has_letters_beside(reference) or self._are_own_by_habit(reference):
            return False
        own = {section.label for section in self._facts.outline.sections if section.label[:1].isdigit()}
        deep = all("." in clause for clause in reference.clauses)  # "Section 5.1" where there is none can be no slip of one figure
        if own & set(reference.clauses) or (own and reference.kind != "clause" and not deep):
            return False
        block = self._facts.document.block_at(reference.span.start).span
        before = [one for one in self._facts.mentions.references if block.start <= one.span.start < reference.span.start]
        return all(one.owner in NAMELESS or self.is_subject(one.owner) for one in before)

    def _are_own_by_habit(self, reference: Reference) -> bool:
        """Whether bare numbers like its own ("Section 4.1") are this document's all through, and none is said to be the other one's."""
        if self._kinds_of_others & set(NUMBERED):
            return False
        own, above = self._facts.part_numbers.headed, {clause.rpartition(".")[0] for clause in reference.clauses}
        if not all(parent in own for parent in above):
            return False
        alike = {
            clause
            for one in self._facts.mentions.references
            if one.kind == reference.kind and one.owner in NAMELESS
            for clause in one.clauses
            if clause.rpartition(".")[0] and not set(one.clauses) & set(reference.clauses)
        }
        return len(alike) >= _HABIT and alike <= own

    def _has_none_of_its_kind(self, reference: Reference) -> bool:
        """Whether a lettered part is of a kind that this document has none of, and that it names as the other one's before or behind."""
        kind = reference.kind
        if kind not in _LETTERED:
            return False
        own = [*(section.label for section in self._facts.outline.sections), *(one.label for one in self._facts.attachments)]
        alike = (one for one in self._facts.mentions.references if one.kind == kind)
        named = map(self._is_to_subject, alike)
        return any(named) and not any(label.casefold().startswith(kind) for label in own)

    def _bears(self, reference: Reference) -> bool:
        """Whether parts of this document bear the numbers."""
        borne = self._facts.part_numbers.of(reference.kind)
        return all(stands(number.casefold(), borne) for number in numbers_of(reference))

    def _is_lettered_here(self, reference: Reference) -> bool:
        """Whether its letters are those of headings of this document, and no section of the other one goes by a letter."""
        if self._has_letters_beside(reference):
            return True
        if reference.kind != "section" or not all(number[:1].isalpha() for number in numbers_of(reference)):
            return False
        own = {section.label for section in self._facts.outline.sections}
        theirs = (one for one in self._of_others if one.kind == "section" and self.is_subject(one.owner))
        return {number[0] for number in numbers_of(reference)} <= own and not any(one.clauses[0][:1].isalpha() for one in theirs)

    def _has_letters_beside(self, reference: Reference) -> bool:
        """Whether sections of this document bear letters where its number has one: "Section 3.D" where there are 3.A and 3.B."""
        labels = (section.label for section in self._facts.outline.sections)
        beside = {label.rpartition(".")[0] for label in labels if label[:1].isdigit() and label[-1:].isalpha()}
        return any(clause[-1:].isalpha() and clause.rpartition(".")[0] in beside for clause in reference.clauses)

    def _by_titles(self, reference: Reference) -> Whose | None:
        """What the titles of the sections around, and the head of the column, say."""
        names, signs = names_of(self._facts.library), self._signs
        titles = [section.title for section in self._facts.outline.within(self._facts.document.block_index(reference.span.start))]
        about = [title for title in titles if any_of(signs.about).search(title) and names.others_in(title)]
        if self._facts.kind in signs.consulting:
            head = self._head_of_column(reference.span)
            copied = names.is_copy(head) or any_of(signs.copies).search(head)
            if copied or any(map(any_of(signs.changes).search, titles)):
                return "subject"
            about += [head] if names.others_in(head) else []
        if not about:
            return None
        return "subject" if self._facts.lexicon.artefact.search(about[-1]) else "another"

    def _by_neighbours(self, reference: Reference) -> Whose:
        """What the other references, and the other words of the sentence, leave to be meant."""
        sentence = self._facts.sentence(reference.span)
        if self._facts.kind in self._signs.consulting and self._has_neighbours(reference) and not self._is_in_overview(reference):
            return "open"
        if any_of(self._signs.foreign).search(self._text, sentence.start, sentence.end):
            return "another"
        return "own" if reference.owner == "self" and not self._is_named_as_anothers(reference) else "open"

    def _is_named_as_anothers(self, reference: Reference) -> bool:
        """Whether this document has no such part, and names one of that very number as another document's."""
        theirs = {(one.kind, clause) for one in self._of_others if one.owner for clause in one.clauses}
        return not self._bears(reference) and any((reference.kind, clause) in theirs for clause in reference.clauses)

    def _has_neighbours(self, reference: Reference) -> bool:
        """Whether the document names parts of that kind of another document; of tables and annexes, that very one.

        Where a section goes through that document, its annexes are that one's, too.
        """
        if reference.kind in NUMBERED:
            alike = {"paragraph"} if reference.kind == "paragraph" and self._runs_on else set(NUMBERED)
            return bool(self._kinds_of_others & alike)
        wanted = {number.casefold() for number in numbers_of(reference)}
        theirs = (one for one in self._of_others if one.kind == reference.kind)
        if any(wanted & {number.casefold() for number in numbers_of(one)} for one in theirs):
            return True
        return reference.kind != "question" and self._is_gone_through(reference.span)

    def _is_gone_through(self, span: Span) -> bool:
        """Whether the references before it in the section go back to one of the document consulted on: "Section 4 of the draft TAD"."""
        section = next(iter(self._facts.outline.within(self._facts.document.block_index(span.start))), None)
        if section is None or not self._facts.subject.artefact:
            return False
        before = [one for one in self._facts.mentions.references if section.span.start <= one.span.start < span.start and one.clauses]
        paragraph = self._facts.document.block_at(span.start).span
        if any(one.kind in NUMBERED and one.span.start >= paragraph.start and self.of(one) == "subject" for one in before):
            return True
        named = (one for one in reversed(before) if one.owner != "self" or is_own(self._text, one.span))
        return next((one.owner == self._facts.subject.artefact for one in named), False)

    def _is_in_overview(self, reference: Reference) -> bool:
        """Whether its paragraph goes through the sections of this document: what it says of another one is in that one's title."""
        block = self._facts.document.block_at(reference.span.start)
        own = [one for one in inside(self._facts.mentions.references, block.span) if one.owner == "self" and one.kind in NUMBERED]
        starts = [*(one.span.start for one in own[1:]), block.span.end]
        for one, end in zip(own, starts, strict=False):
            said = significant_words(self._text[one.span.end : min(end, self._facts.sentence(one.span).end)])
            if one != reference and any(self._titles.get(number.casefold(), set()) & said for number in numbers_of(one)):
                return True
        return False

    @cached_property
    def _titles(self) -> dict[str, set[str]]:
        """What the titles of the sections say, by their numbers."""
        return {section.label.casefold(): significant_words(section.title) for section in self._facts.outline.sections if section.label}

    def _head_of_column(self, span: Span) -> str:
        """What stands at the head of the column that the words are in, "" where they are in none."""
        cell = self._facts.document.block_at(span.start).cell
        heads = (one for one in head_of(self._facts.document, span.start) if cell and one.cell and one.cell.column == cell.column)
        return " ".join(self._facts.document.quote(block.span) for block in heads)

    @cached_property
    def _runs_on(self) -> bool:
        """Whether this document numbers its paragraphs, besides its headings: on from 1, or anew in each section ("3.1", "3.2")."""
        numbers = {block.label.strip(".") for block in self._facts.document.blocks if block.kind == "paragraph"}
        within = {number.rpartition(".")[0] for number in numbers if number.endswith((".1", ".2"))}
        return {"1", "2", "3"} <= numbers or len({f"{above}.{last}" for above in within for last in "123"} & numbers) >= _SERIES

    @cached_property
    def _of_others(self) -> Sequence[Reference]:
        """The references to parts of documents that are named, and that need not always be."""
        return [one for one in self._facts.mentions.references if one.owner not in ("self", *self._signs.named)]

    @cached_property
    def _kinds_of_others(self) -> frozenset[str]:
        return frozenset(one.kind for one in self._of_others)

    @cached_property
    def _presumption(self) -> Presumption:
        return Presumption(self._facts, self._is_to_subject, self._signs.framing)

    @cached_property
    def _views(self) -> Covering:
        return Covering(self._facts.answers.viewed)

    @cached_property
    def _answers(self) -> Covering:
        return Covering(self._facts.answers.paragraphs if self._facts.kind != "tad" else ())  # a "Response" to a risk answers nobody

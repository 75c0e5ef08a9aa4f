"""References that name no document and that can hardly be to another one: where nothing else speaks for the document under consultation."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from seclint.facts.covering import Covering
from seclint.facts.part_numbers import CAPTIONED, NUMBERED, numbers_of
from seclint.facts.points import significant_words
from seclint.facts.profile import opened_by
from seclint.facts.wording import any_of
from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise import Reference
from seclint.recognise.owners import names_of

if TYPE_CHECKING:
    from seclint.facts import Facts

_OF_PAPERS = ("section",)  # a paper about another document calls no part of its own a clause, and a paragraph may be anywhere
_PROSE = ("paragraph", "item")
_POSSESSED = compiled(r"\b(?:its|their|whose|his|her)\s+(?:own\s+)?$", re.IGNORECASE)
_BEFORE = 12  # characters in which such a word stands
_AROUND = 40  # characters in which a verb and its preposition stand
_STEM = 5  # letters in which "changed" and "changes" are alike
_HABIT = 3  # references with one noun that make it the other document's own


class Framing(Struct, frozen=True, forbid_unknown_fields=True):
    """What tells that a paper speaks of itself: keys of sections of its profile, and regular expressions.

    In ``sections`` a paper says where things are in it; in those of ``titled`` only where the words of a part's title stand beside it.
    ``telling`` says of a sentence that it is about the other document, ``about`` right before a reference that something is said of it.
    """

    sections: tuple[str, ...]
    titled: tuple[str, ...]
    telling: tuple[str, ...]
    about: tuple[str, ...]


class Presumption:
    """Tells of references without a document whether this document is meant; ``is_subject`` tells the names of the one consulted on."""

    def __init__(self, facts: "Facts", is_subject: Callable[[Reference], bool], framing: Framing) -> None:
        self._facts = facts
        self._text = facts.document.text
        self._is_subject = is_subject
        self._framing = framing

    def holds(self, reference: Reference) -> bool:
        """Whether it stands in the prose of this document's frame, and the other document is neither named beside it nor told of."""
        block = self._facts.document.block_at(reference.span.start)
        if block.kind not in _PROSE or reference.kind not in (*NUMBERED, *CAPTIONED) or self._is_possessed(reference.span):
            return False
        if (
            self._is_theirs(reference)
            or self._claimed.holds(reference.span)
            or self._goes_on(reference, block.span)
            or self._is_told_about(reference.span)
        ):
            return False
        frame = self._frame(reference.span)
        if not frame & {*self._framing.sections, *self._framing.titled}:
            return False
        return self._shares_title(reference) or (not frame & {*self._framing.titled} and self._names_nobody(reference))

    def is_own_noun(self, reference: Reference) -> bool:
        """Whether the parts of the other document go by another noun all through, and this one's by numbers of that form."""
        habit = self._nouns.most_common(1)
        if reference.kind not in _OF_PAPERS or not habit or habit[0][1] < _HABIT or self._nouns[reference.kind]:
            return False
        if self._is_possessed(reference.span):
            return False
        depths = {label.count(".") for label in self._facts.part_numbers.series(reference.kind) if label[:1].isdigit()}
        return all(number[:1].isdigit() and number.count(".") in depths for number in numbers_of(reference))

    def _is_possessed(self, span: Span) -> bool:
        """Whether it is a part of what was named before: "the TAD and its Section 4"."""
        return _POSSESSED.search(self._text, max(0, span.start - _BEFORE), span.start) is not None

    def _is_theirs(self, reference: Reference) -> bool:
        """Whether the document names a part of that very number as the other one's."""
        alike = (one for one in self._facts.mentions.references if one.kind == reference.kind and self._is_subject(one))
        return any(set(one.clauses) & set(reference.clauses) for one in alike)

    def _is_told_about(self, span: Span) -> bool:
        """Whether something is said of it right before: "they objected to Section 7"."""
        return any_of(self._framing.about).search(self._text, max(0, span.start - _AROUND), span.start) is not None

    def _frame(self, span: Span) -> set[str]:
        """The keys of the sections that the headings above open; that of the introduction where there is none."""
        within = list(self._facts.outline.within(self._facts.document.block_index(span.start)))
        headed = [section for section in within if section.heading != self._facts.front.title_span]
        return {name for section in headed for name in opened_by(self._facts.profile.section, section.title, section.label)}

    def _goes_on(self, reference: Reference, paragraph: Span) -> bool:
        """Whether a part of the other document is named before it in the paragraph."""
        inside = (one for one in self._facts.mentions.references if paragraph.start <= one.span.start < reference.span.start)
        return any(map(self._is_subject, inside))

    def _names_nobody(self, reference: Reference) -> bool:
        """Whether its sentence neither names another document nor tells what stands in one."""
        sentence = self._facts.sentence(reference.span)
        words = self._text[sentence.start : sentence.end]
        return not names_of(self._facts.library).others_in(words) and not any_of(self._framing.telling).search(words)

    def _shares_title(self, reference: Reference) -> bool:
        """Whether its sentence, or a short one and the one before, has words of the title of a part that it may mean."""
        sentence = self._facts.sentence(reference.span)
        said = _stems(self._text[sentence.start : sentence.end]) - self._common
        if not said and sentence.start > self._facts.document.block_at(sentence.start).span.start:
            before = self._facts.sentence(Span(sentence.start - 2, sentence.start - 1))
            said = _stems(self._text[before.start : before.end]) - self._common
        return bool(said & (self._captions if reference.kind in CAPTIONED else self._titles))

    @cached_property
    def _common(self) -> set[str]:
        """The words that all of the document is about."""
        return _stems(self._facts.front.title) | _stems(" ".join((*CAPTIONED, *NUMBERED)))

    @cached_property
    def _titles(self) -> set[str]:
        """The words of the titles of those sections in which nothing is answered."""
        answers = self._facts.answers.paragraphs
        apart = (one for one in self._facts.outline.sections if not any(one.span.overlaps(answer) for answer in answers))
        return {word for section in apart for word in _stems(section.title)}

    @cached_property
    def _captions(self) -> set[str]:
        return {word for one in self._facts.captions for word in _stems(one.title)}

    @cached_property
    def _claimed(self) -> Covering:
        """The parts that are said to have been changed."""
        return Covering(claim.reference for claim in self._facts.claims)

    @cached_property
    def _nouns(self) -> Counter[str]:
        """How often the other document's numbered parts go by each noun."""
        return Counter(one.kind for one in self._facts.mentions.references if one.kind in NUMBERED and self._is_subject(one))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in significant_words(text)}

"""Claims by the place where a part is named: in brackets behind what is new, before it, in a sentence that only points to the part."""

import re
from collections.abc import Collection, Iterator, Sequence, Set

from seclint.facts.alignment import Alignment
from seclint.facts.alignment.words import Text, Word
from seclint.facts.claims import Claim, bracket_of, is_own
from seclint.facts.scopes import Scopes, words_in
from seclint.facts.speech import Speech
from seclint.facts.wording import any_of
from seclint.model import Span
from seclint.recognise import Reference

_BESIDE = 2  # words around a number in which stands what it counts
_HEADS = re.compile(r"\s*(?::|[–—]|\s-\s)\s*")
_CLOSES = re.compile(r"\s*(?:in|at|under|within)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
_OPENS = re.compile(r"\W*(?:the\s+)?(?:[\w-]+\s+){0,4}", re.IGNORECASE)


class Placed:
    """Finds what responses say of a part without a verb of change, where they give a number that the draft does not have."""

    def __init__(self, speech: Speech, alignment: Alignment, scopes: Scopes, artefact: str) -> None:
        self._speech = speech
        self._words = alignment.words
        self._old = alignment.old
        self._draft = Text(alignment.old, alignment.words)
        self._scopes = scopes
        self._artefact = artefact
        self._text = speech.conclusions.document.text

    def claims(self, said: Collection[Span]) -> Iterator[Claim]:
        """The claims about parts that none of the references in ``said`` names."""
        conclusions = self._speech.conclusions
        for reference in conclusions.mentions.references:
            sentence = conclusions.sentence(reference.span)
            mine = reference.owner in ("", "self", self._artefact) and not is_own(self._text, reference.span)
            spoken = any(sentence.overlaps(span) for span in self._speech.spoken)
            if not mine or not spoken or any(reference.span.overlaps(span) for span in said):
                continue
            told = self._told(reference, sentence)
            if told is not None:
                yield from (Claim(one, self._artefact, told, reference.span, reference.kind, "now") for one in reference.clauses)

    def _told(self, reference: Reference, sentence: Span) -> Span | None:
        """The sentence, or all of the paragraph, in which something new is said of the part."""
        block = self._speech.conclusions.document.block_at(sentence.start).span
        if self._points(reference, sentence):
            before = Span(block.start, sentence.start)
            announced = any_of(self._words.announcing).search(self._text, before.start, before.end) is not None
            changed = announced or bool(self._speech.predicates.within(self._text, before.start, before.end))
            return block if changed or self._is_new(before, reference) else None
        new = any(self._is_new(stretch, reference) for stretch in self._stretches(reference, sentence)) or self._is_contrasted(
            reference, sentence
        )
        return sentence if new else None

    def _points(self, reference: Reference, sentence: Span) -> bool:
        """Whether a sentence only points to the part: "See Section 2.3.", "(Section 3)"."""
        at = reference.span
        bracketed = self._text[sentence.start : at.start].strip() == "(" and not self._text[at.end : sentence.end].strip(" ).")
        return bracketed or any_of(self._words.pointers).match(self._text, sentence.start, at.start) is not None

    def _stretches(self, reference: Reference, sentence: Span) -> Iterator[Span]:
        """What stands before the part in brackets, or behind it where it leads in a note."""
        opening = bracket_of(self._text, reference.span, sentence)
        if opening is not None:
            yield Span(sentence.start, opening)
        heads = _HEADS.match(self._text, reference.span.end, sentence.end)
        if heads is not None and not self._text[sentence.start : reference.span.start].strip(" –—-•"):
            yield Span(heads.end(), sentence.end)

    def _is_contrasted(self, reference: Reference, sentence: Span) -> bool:
        """Whether a sentence holds a new number of the part against the old one, and begins or ends with the part."""
        text, at = self._text, reference.span
        if self._turns_down(sentence):
            return False
        opens = _OPENS.fullmatch(text, sentence.start, at.start) is not None
        for contrast in self._speech.contrasts.within(Span(sentence.start, at.start), Span(at.end, sentence.end)):
            if opens or (contrast.span.end <= at.start and _CLOSES.fullmatch(text, contrast.span.end, at.start)):
                return True
        return False

    def _is_new(self, stretch: Span, reference: Reference) -> bool:
        """Whether something is said in numbers that the draft does not have in that part, of things that it does have there."""
        if stretch.start >= stretch.end or self._turns_down(stretch):
            return False
        if any(self._speech.contrasts.within(stretch)):
            return True
        said = list(self._speech.text.words([stretch]))
        there = self._in_draft(reference)
        return any(self._counts_anew(said, index, there) for index in range(len(said))) if there else False

    def _counts_anew(self, said: Sequence[Word], index: int, there: Set[str]) -> bool:
        """Whether a number is none of the part's, and a word beside it is."""
        word = said[index]
        number = self._words.stem(word.key)
        if word.kind != "word" or not number.isdigit() or number in there or word.key in self._words.common:
            return False
        beside = (*said[max(0, index - _BESIDE) : index], *said[index + 1 : index + 1 + _BESIDE])
        return any(one.kind == "word" and len(one.key) > 1 and self._words.stem(one.key) in there for one in beside)

    def _in_draft(self, reference: Reference) -> Set[str]:
        """The stems of all words of the parts in the draft."""
        scopes = (scope for clause in reference.clauses for scope in self._scopes.candidates(reference.kind, clause))
        spans = [words_in(self._old, scope.section[0]) for scope in scopes if scope.section[0] is not None]
        return self._words.stems_of(word.key for word in self._draft.words(spans))

    def _turns_down(self, stretch: Span) -> bool:
        """Whether a stretch says that nothing was changed, or what would be so otherwise."""
        text, start, end = self._text, stretch.start, stretch.end
        kept = (any_of(words) for words in (self._words.keeping, self._words.denials, self._words.supposing))
        refused = any_of(self._words.refusals).match(text, start, end) or self._words.declining.search(text, start, end)
        return refused is not None or any(pattern.search(text, start, end) for pattern in kept)

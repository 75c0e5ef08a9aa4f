"""Claims by the place where a part is named: in brackets behind what is new, before it, in a sentence that only points to the part."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from seclint.facts.alignment import Alignment
from seclint.facts.alignment.words import Word
from seclint.facts.claims import Claim, bracket_of
from seclint.facts.declared import is_own
from seclint.facts.scopes import Scopes, words_in
from seclint.facts.speech import Speech
from seclint.facts.tables import row_at
from seclint.facts.wording import any_of, phrases
from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise import Reference

_ABOUT = 2  # words that are of the part
_BESIDE = 2  # words around a number in which stands what it counts
_HEADS = compiled(r"\s*(?:\([^()]*\)\s*)?(?::|[–—]|\s-\s)\s*")
_CLOSES = compiled(
    r"\s*(?:(?:in|at|under|within)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}|[,;–—]\s*(?:please\s+)?see\s+(?:also\s+)?(?:the\s+)?)$", re.IGNORECASE
)
_GIVES = compiled(r"\s+(?:of\s+the\s+[\w-]+\s+)?(?:is|are|(?:will|shall|must)\s+be)\s+(?=£?\d|[a-z-]+\s)", re.IGNORECASE)
_BREAKS = compiled(r"[:;]\s|\s[–—-]\s|[.!?]\s|,\s+(?:so\s+that|which|because|since|as|where|whereas|while)\b", re.IGNORECASE)
_OPENS = compiled(r"\W*(?:the\s+)?(?:[\w-]+\s+){0,4}", re.IGNORECASE)


class Placed:
    """Finds what responses say of a part without a verb of change, where they give a number that the draft does not have."""

    def __init__(self, speech: Speech, alignment: Alignment, scopes: Scopes, artefact: str) -> None:
        self._speech = speech
        self._words = alignment.words
        self._old = alignment.old
        self._draft = alignment.text_of(alignment.old)
        self._scopes = scopes
        self._artefact = artefact
        self._text = speech.conclusions.document.text

    def claims(self, said: Collection[Span], named: Sequence[Reference]) -> Iterator[Claim]:
        """The claims about parts that none of the references in ``said`` names; ``named`` are those that go by bare number or title."""
        conclusions = self._speech.conclusions
        for reference in sorted((*conclusions.mentions.references, *named), key=lambda one: one.span):
            sentence = conclusions.sentence(reference.span)
            mine = reference.owner in ("", "self", self._artefact) and not is_own(self._text, reference.span)
            spoken = any(sentence.overlaps(span) for span in self._speech.spoken)
            if not mine or not spoken or any(reference.span.overlaps(span) for span in said):
                continue
            told = self._told(reference, sentence)
            if told is not None:
                yield from (Claim(one, self._artefact, told, reference.span, reference.kind, "now") for one in reference.clauses)

    def _told(self, reference: Reference, sentence: Span) -> Span | None:
        """The sentence, or what stands before it in the paragraph, too, in which something new is said of the part."""
        block = self._speech.conclusions.document.block_at(sentence.start).span
        if self._points(reference, sentence):
            before = Span(block.start, sentence.start)
            announced = any_of(self._words.announcing).search(self._text, before.start, before.end) is not None
            changed = announced or bool(self._speech.predicates.within(self._text, before.start, before.end))
            new = not self._turns_down(before) and self._is_new(before, reference)
            return Span(block.start, sentence.end) if changed or new else None
        if self._turns_down(sentence):
            return None
        heads = self._headed(reference, sentence)
        if heads is not None and self._is_reply(sentence):
            return sentence
        stretches = [*self._beside(reference, sentence), *([heads] if heads is not None else ())]
        new = any(self._is_new(stretch, reference) for stretch in stretches) or self._replies(reference, sentence)
        return sentence if new or self._is_contrasted(reference, sentence) else None

    def _replies(self, reference: Reference, sentence: Span) -> bool:
        """Whether a sentence that begins with the part gives a number that the draft has not there, in answer to what was asked for."""
        if not (self._opens(reference, sentence) and self._is_reply(sentence)):
            return False
        there = self._words.stems(self._in_draft(reference))
        said = self._speech.text.words([Span(reference.span.end, sentence.end)])
        return bool(there) and any(self._words.stem(word.key).isdigit() and not self._words.stems([word]) <= there for word in said)

    def _opens(self, reference: Reference, sentence: Span) -> bool:
        return _OPENS.fullmatch(self._text, sentence.start, reference.span.start) is not None

    def _is_reply(self, sentence: Span) -> bool:
        """Whether the paragraph of a sentence, or another cell of its row, begins with "Accepted"."""
        accepting = any_of(self._words.accepting)
        row = (block.span for block in row_at(self._speech.conclusions.document, sentence.start))
        return any(accepting.match(self._text, span.start, min(span.end, sentence.start)) for span in row if span.start < sentence.start)

    def _points(self, reference: Reference, sentence: Span) -> bool:
        """Whether a sentence only points to the part: "See Section 2.3.", "(Section 3)"."""
        at = reference.span
        bracketed = self._text[sentence.start : at.start].strip() == "(" and not self._text[at.end : sentence.end].strip(" ).")
        return bracketed or any_of(self._words.pointers).match(self._text, sentence.start, at.start) is not None

    def _headed(self, reference: Reference, sentence: Span) -> Span | None:
        """The note that the part leads in: "Section 3.3: five weeks"."""
        heads = _HEADS.match(self._text, reference.span.end, sentence.end)
        opens = not self._text[sentence.start : reference.span.start].strip(" –—-•")
        return Span(reference.span.end, sentence.end) if heads is not None and opens else None

    def _beside(self, reference: Reference, sentence: Span) -> Iterator[Span]:
        """What stands before the part in brackets or at the end of a note, or says of the part what is there."""
        if _GIVES.match(self._text, reference.span.end, sentence.end):
            yield sentence
        opening = bracket_of(self._text, reference.span, sentence)
        if opening is not None:
            yield Span(sentence.start, opening)
        closes = _CLOSES.search(self._text, sentence.start, reference.span.start)
        if closes is not None and not self._text[reference.span.end : sentence.end].strip(" .;)"):
            yield self._note(Span(sentence.start, closes.start()))

    def _note(self, stretch: Span) -> Span:
        """The note that a stretch ends with; an empty span where somebody is said to act in it."""
        breaks = [match.end() for match in _BREAKS.finditer(self._text, stretch.start, stretch.end)]
        note = Span(breaks[-1] if breaks else stretch.start, stretch.end)
        acts = any_of(self._speech.conclusions.profile.claims.actors).search(self._text, note.start, note.end)
        return note if acts is None else Span(0, 0)

    def _is_contrasted(self, reference: Reference, sentence: Span) -> bool:
        """Whether a sentence holds a new number of the part against the old one, and begins or ends with the part."""
        text, at, opens = self._text, reference.span, self._opens(reference, sentence)
        for contrast in self._speech.contrasts.within(Span(sentence.start, at.start), Span(at.end, sentence.end)):
            if opens or (contrast.span.end <= at.start and _CLOSES.fullmatch(text, contrast.span.end, at.start)):
                return True
        return False

    def _is_new(self, stretch: Span, reference: Reference) -> bool:
        """Whether something is said in numbers that the draft does not have in that part, of things that it does have there."""
        if stretch.start >= stretch.end:
            return False
        if any(self._speech.contrasts.within(stretch)):
            return True
        said, there = list(self._speech.text.words([stretch])), list(self._in_draft(reference))
        known = self._words.stems(there)
        about = len(self._words.stems(said) & known) >= _ABOUT
        return bool(there) and any(self._counts_anew(said, index, there, about=about) for index in range(len(said)))

    def _counts_anew(self, said: Sequence[Word], index: int, there: Sequence[Word], *, about: bool) -> bool:
        """Whether a number is none of the part's, and what it counts, or a word beside it, is of the part."""
        words, word = self._words, said[index]
        if word.kind == "date":
            return about and word.key not in {one.key for one in there}
        if word.key.endswith("%"):
            return about and words.stem(word.key) not in {words.stem(one.key) for one in there}
        if word.kind != "word" or not words.stem(word.key).isdigit() or word.key in words.common:
            return False
        behind = said[index + 1].key if index + 1 < len(said) else ""
        if behind in words.units:
            pairs = {(words.stem(one.key), words.stem(other.key)) for one, other in pairwise(there)}
            known = about or words.stem(behind) in {words.stem(one.key) for one in there}
            return known and (words.stem(word.key), words.stem(behind)) not in pairs
        beside = (*said[max(0, index - _BESIDE) : index], *said[index + 1 : index + 1 + _BESIDE])
        return words.stem(word.key) not in {words.stem(one.key) for one in there} and bool(words.stems(beside) & words.stems(there))

    def _in_draft(self, reference: Reference) -> Iterator[Word]:
        """The words of the parts in the draft."""
        scopes = (scope for clause in reference.clauses for scope in self._scopes.candidates(reference.kind, clause))
        return self._draft.words([words_in(self._old, scope.section[0]) for scope in scopes if scope.section[0] is not None])

    def _turns_down(self, stretch: Span) -> bool:
        """Whether a stretch says that nothing was changed, or what would be so otherwise."""
        text, start, end = self._text, stretch.start, stretch.end
        patterns = (any_of(self._words.keeping), any_of(self._words.supposing), self._words.declining)
        refused = any_of(self._words.refusals).match(text, start, end)
        return refused is not None or self._is_denied(stretch) or any(pattern.search(text, start, end) for pattern in patterns)

    def _is_denied(self, stretch: Span) -> bool:
        """Whether a stretch denies something; "five, not four" does not."""
        gone = [contrast.span for contrast in self._speech.contrasts.within(stretch)]
        denied = phrases(self._speech.conclusions.profile.claims.denied).finditer(self._text, stretch.start, stretch.end)
        return any(not any(Span(*match.span()).within(span) for span in gone) for match in denied)

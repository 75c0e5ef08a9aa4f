"""Words of the draft that respondents quote and that DCC says it took out, or replaced, without repeating them: "We have deleted it"."""

from collections.abc import Iterator, Sequence

from seclint.facts.alignment import Alignment
from seclint.facts.predicates import Predicate
from seclint.facts.speech import Speech
from seclint.facts.wording import phrases
from seclint.model import Span
from seclint.patterns import compiled

_CLAUSE = compiled(r"[,;:]\s")
_LEAST = 4  # words of a quotation that is a sentence of the draft, or most of one


def taken_out(speech: Speech, alignment: Alignment) -> Iterator[tuple[Span, Span]]:
    """The sentences that say so, each with the only words of the draft that stand quoted before it."""
    text, taking = speech.conclusions.document.text, phrases(alignment.words.taking)
    for sentence in speech.sentences:
        paragraph = next((span for span in speech.spoken if sentence.overlaps(span)), None)
        if paragraph is None:
            continue
        claimed = (one for one in speech.predicates.within(text, sentence.start, sentence.end) if taking.fullmatch(one.verb))
        if any(not speech.stems([_clause(text, sentence, one)]) - speech.verbs for one in claimed):
            before = [Span(paragraph.start, max(paragraph.start, sentence.start)), *speech.answered(paragraph)]
            quoted = [words for words in _quoted(speech, before) if alignment.old.letters.holds([speech.conclusions.document.quote(words)])]
            if len(quoted) == 1:
                yield sentence, quoted[0]


def _clause(text: str, sentence: Span, predicate: Predicate) -> Span:
    """The words around a predicate between commas and colons."""
    breaks = [match.end() for match in _CLAUSE.finditer(text, sentence.start, predicate.span.start)]
    end = _CLAUSE.search(text, predicate.span.end, sentence.end)
    return Span(breaks[-1] if breaks else sentence.start, end.start() if end is not None else sentence.end)


def _quoted(speech: Speech, stretches: Sequence[Span]) -> Iterator[Span]:
    """The words in quotation marks in stretches of the conclusions, if they are several."""
    for one in speech.conclusions.pairing.quotations:
        whole = one.kind == "double" and not one.depth and any(one.span.within(stretch) for stretch in stretches)
        if whole and len(speech.conclusions.document.quote(one.words).split()) >= _LEAST:
            yield one.words

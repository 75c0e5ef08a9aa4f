"""The text of a document as facts look into it: its words, its sentences, its sections, and what was recognised in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress, pairwise
from operator import attrgetter, eq

from seclint.facts.outline import Outline
from seclint.facts.sentences import Shortened, sentence_at, sentences_of
from seclint.library import Library
from seclint.model import Document, Place, Span
from seclint.patterns import compiled
from seclint.recognise import Date, Mentions

_WORD = compiled(r"\w+")
_TWO_WHEN_SMALL = "\u0130"  # the only character whose small letter is two: a capital I with a dot


class Text:
    """A document's text, and where things stand in it. ``mentions`` are those of the text where they were recognised before."""

    def __init__(self, document: Document, library: Library, mentions: Mentions | None = None) -> None:
        self.document = document
        self.library = library
        if mentions is not None:
            self.mentions = mentions

    @cached_property
    def mentions(self) -> Mentions:
        """The references, dates, versions, releases and modifications of the text."""
        from seclint.recognise import recognise

        return recognise(self.document, self.library)

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, to see quickly whether words stand in it; its offsets are the text's."""
        return self.document.text.replace(_TWO_WHEN_SMALL, "I").lower()

    @cached_property
    def written(self) -> str:
        """Every different word as it is written, with the signs on it: a tenth of a long text."""
        return " ".join(dict.fromkeys(self.document.text.split()))

    @cached_property
    def _vocabulary(self) -> str:
        """The same in lower case."""
        return self.written.lower()

    def holds(self, letters: str) -> bool:
        """Whether the letters, which are in lower case, stand in the text whatever its case."""
        words = letters.split()
        return all(word in self._vocabulary for word in words) and (words == [letters] or letters in self.lowered)

    def blocks_with(self, letters: Iterable[str]) -> Iterator[Span]:
        """The blocks in which some of the letters, which are in lower case, stand whatever their case."""
        there = {index for one in letters if self.holds(one) for index in self._blocks_of(one)}
        yield from (self.document.blocks[index].span for index in sorted(there))

    def _blocks_of(self, letters: str) -> Iterator[int]:
        """The indexes of the blocks in which the letters stand, which are in lower case."""
        at = self.lowered.find(letters)
        while at >= 0:
            index = self.document.block_index(at)
            end = self.document.blocks[index].span.end
            if at + len(letters) <= end:
                yield index
                at = end
            at = self.lowered.find(letters, at + 1)

    @cached_property
    def _words_of_blocks(self) -> list[tuple[Span, list[str]]]:
        """The words of each block, in lower case."""
        return [(block.span, _WORD.findall(self.lowered, block.span.start, block.span.end)) for block in self.document.blocks]

    @cached_property
    def doubled(self) -> tuple[Span, ...]:
        """The blocks in which a word of letters stands twice in a row, whatever its case and the signs between."""
        return tuple(span for span, listed in self._words_of_blocks if any(map(str.isalpha, compress(listed, map(eq, listed, listed[1:])))))

    def with_pairs(self, pairs: frozenset[tuple[str, str]]) -> tuple[Span, ...]:
        """The blocks in which the words of a pair, which are in lower case, stand in a row, whatever their case and the signs between."""
        return tuple(span for span, listed in self._words_of_blocks if not pairs.isdisjoint(pairwise(listed)))

    @cached_property
    def outline(self) -> Outline:
        """The sections."""
        return Outline(self.document)

    def place(self, span: Span) -> Place:
        """Where the span stands, as an author would look for it; boxes are not looked up."""
        return self.outline.place(span)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The spans of the sentences of every block, in text order."""
        return sentences_of(self.document, self.library.load("registers", "shortened", Shortened))

    @cached_property
    def _starts_of_dates(self) -> tuple[int, ...]:
        return tuple(date.span.start for date in self.mentions.dates)

    def dates_in(self, span: Span) -> Sequence[Date]:
        """The dates in the words, in text order."""
        first, behind = bisect_left(self._starts_of_dates, span.start), bisect_left(self._starts_of_dates, span.end)
        return [date for date in self.mentions.dates[first:behind] if date.span.within(span)]

    def sentence(self, span: Span) -> Span:
        """The words of the sentence (or sentences) of a block that the span touches."""
        first = sentence_at(self.sentences, span.start)
        if span.within(first):
            return first
        last = sentence_at(self.sentences, max(span.start, span.end - 1))
        return Span(min(first.start, span.start), max(last.end, span.end))

    def sentences_within(self, span: Span) -> Iterator[Span]:
        """The sentences of a stretch of text, cut to it."""
        first = max(0, bisect_right(self.sentences, span.start, key=attrgetter("start")) - 1)
        for index in range(first, len(self.sentences)):
            sentence = self.sentences[index]
            if sentence.start >= span.end:
                return
            if sentence.overlaps(span):
                yield Span(max(sentence.start, span.start), min(sentence.end, span.end))

"""A document's typed facts, each computed once, each with its span."""

from functools import cached_property

from seclint.facts.quotations import Pairing, pairing_of
from seclint.facts.sentences import Shortened, sentence_at, sentences_of
from seclint.library import Library
from seclint.model import Document, Place, Span, Stage


class Facts:
    """What seclint knows of one document. Checks read facts and nothing else.

    ``kind`` overrides what is recognised. ``as_of`` is the ISO day on which "today" falls, or None: nothing reads the clock.
    """

    def __init__(
        self,
        document: Document,
        library: Library,
        *,
        kind: str | None = None,
        stage: Stage = "publish",
        as_of: str | None = None,
    ) -> None:
        self.document = document
        self.library = library
        self.stage = stage
        self.as_of = as_of
        self._kind = kind

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The spans of the sentences of every block, in text order."""
        return sentences_of(self.document, self.library.load("registers", "shortened", Shortened))

    def sentence(self, span: Span) -> Span:
        """The words of the sentence (or sentences) of a block that the span touches."""
        first = sentence_at(self.sentences, span.start)
        last = sentence_at(self.sentences, max(span.start, span.end - 1))
        return Span(min(first.start, span.start), max(last.end, span.end))

    @cached_property
    def pairing(self) -> Pairing:
        """The quotations, and the quotation marks and brackets without a partner."""
        return pairing_of(self.document)

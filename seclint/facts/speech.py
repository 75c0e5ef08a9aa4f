"""Who says what in conclusions: the sentences that are DCC's own, and the words in them."""

from collections.abc import Sequence, Set
from functools import cached_property
from itertools import pairwise

from seclint.facts import Facts
from seclint.facts.alignment import Alignment
from seclint.facts.alignment.words import Word
from seclint.facts.amendment_tables import what_columns, where_columns
from seclint.facts.contrasts import Contrasts
from seclint.facts.notes import lead_of, notes_of
from seclint.facts.predicates import Predicates, predicates_of
from seclint.facts.tables import Table
from seclint.facts.wording import any_of
from seclint.model import Span


class Speech:
    """The conclusions as words: what DCC says in them, and where respondents speak."""

    def __init__(self, conclusions: Facts, alignment: Alignment) -> None:
        self.conclusions = conclusions
        self.text = alignment.text_of(conclusions)
        self.contrasts = Contrasts(conclusions, alignment)
        self._words = alignment.words
        self._alignment = alignment

    @cached_property
    def spoken(self) -> Sequence[Span]:
        """The paragraphs of the responses, and the cells of a column of responses; all that is no view where none are marked off."""
        blocks = (block.span for block in self.conclusions.document.blocks if block.kind in ("paragraph", "item"))
        return self._responses or tuple(span for span in blocks if not any(span.overlaps(other) for other in self.unspoken))

    @property
    def is_marked(self) -> bool:
        """Whether responses are marked off from the rest."""
        return bool(self._responses)

    @cached_property
    def _responses(self) -> Sequence[Span]:
        answers = self.conclusions.answers
        cells = (row[index] for table, columns in self._of_responses for row in table.rows for index in columns)
        return (
            *(span for question in answers.questions for span in question.response or question.views),
            *answers.shared_response,
            *cells,
        )

    @cached_property
    def unspoken(self) -> Sequence[Span]:
        """The paragraphs that tell of questions and views: what stands in them is not DCC's."""
        answers = self.conclusions.answers
        rows = ((row, columns) for table, columns in self._of_responses for row in table.rows)
        cells = (cell for row, columns in rows for index, cell in enumerate(row) if index not in columns)
        # Where neither views nor a response are marked off, DCC may well speak in what seems to lead in the question.
        marked = [question for question in answers.questions if question.views or question.response]
        # Where no response is marked off from the views, DCC may well speak among them.
        views = (view for question in marked if question.response for view in question.views)
        told = (*(span for question in marked for span in question.lead), *views, *answers.shared_views)
        mixed = set(answers.shared_response)  # where one section tells of views and responses, its claims are DCC's all the same
        return (*(span for span in told if span not in mixed), *cells)

    def answered(self, response: Span) -> Sequence[Span]:
        """The views that stand between a paragraph of a response and the response before it."""
        for question in self.conclusions.answers.questions:
            if response in question.response:
                before = max((view.end for view in question.views if view.end <= response.start), default=0)
                since = max((one.end for one in question.response if one.end <= before), default=0)
                return [view for view in question.views if since <= view.start and view.end <= before]
        return ()

    def taken_up(self, paragraph: Span, sentences: Sequence[Span]) -> Sequence[Span]:
        """The views that sentences of a response take up with a word that stands for them: "We have added this"."""
        text = self.conclusions.document.text
        standing = any_of(self._words.standing_for)
        claiming = (one for one in sentences if self.predicates.within(text, one.start, one.end))
        return self.answered(paragraph) if any(standing.search(text, one.start, one.end) for one in claiming) else ()

    @cached_property
    def _of_responses(self) -> Sequence[tuple[Table, Sequence[int]]]:
        """The tables that put responses beside questions or comments, with the columns of the responses and of what was changed."""
        labels = self.conclusions.profile.answers.response
        columns = (
            (table, table.column(labels)) for table in self.conclusions.tables if not where_columns(self.conclusions, table, self._words)
        )
        told = ((table, column) for table, column in columns if column is not None and self._is_told(table, column))
        return [(table, [column, *what_columns(self.conclusions, table, self._words)]) for table, column in told]

    def _is_told(self, table: Table, column: int) -> bool:
        """Whether a column holds words: one that is called "No response" may well hold numbers of respondents."""
        return any(character.isalpha() for row in table.rows for character in self.conclusions.document.quote(row[column]))

    @cached_property
    def claiming(self) -> Sequence[Span]:
        """The sentences in which DCC says that something was changed, wherever they stand."""
        text = self.conclusions.document.text
        document = self.conclusions.document
        return [
            sentence
            for sentence in self.sentences
            if self.predicates.within(text, sentence.start, sentence.end)
            or notes_of(self.conclusions.profile.claims).listed(text, lead_of(document, sentence), sentence)
        ]

    @cached_property
    def sentences(self) -> Sequence[Span]:
        """The sentences that are DCC's own."""
        own = ("paragraph", "item", "footnote")
        document = self.conclusions.document
        return [
            sentence
            for sentence in self.conclusions.sentences
            if (document.block_at(sentence.start).kind in own or any(sentence.within(span) for span in self.spoken))
            and not any(sentence.overlaps(span) for span in self.unspoken)
            and document.text[sentence.end - 1] != "?"
        ]

    @property
    def predicates(self) -> Predicates:
        """What claims a change."""
        return predicates_of(self.conclusions.profile.claims)

    def stems(self, spans: Sequence[Span]) -> frozenset[str]:
        """The stems of the words in stretches of the conclusions."""
        words = list(self.text.words(*([span] for span in spans)))
        return frozenset(self._words.stems(words) | self._words.in_other_units(words)) - self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        """The stems of names of two words and more that stand in the views and neither in the draft nor in the final document."""
        words = self.text.words(self.unspoken)
        named = (word for pair in pairwise(words) if all(map(self._is_capital, pair)) for word in pair)
        return frozenset(self._words.stems(named) - self._alignment.stems)

    def _is_capital(self, word: Word) -> bool:
        letters = self.conclusions.document.quote(word.span)
        return letters.istitle() and letters.isalpha()

    def keys(self, spans: Sequence[Span]) -> frozenset[str]:
        """The words in stretches of the conclusions, as they are compared."""
        return frozenset(word.key for word in self.text.words(*([span] for span in spans)))

    def clauses(self, span: Span) -> Sequence[Span]:
        """The main clauses of a sentence that are put side by side, without reasons."""
        text = self.conclusions.document.text
        breaks = [span.start, *(match.end() for match in any_of(self._words.beside).finditer(text, span.start, span.end)), span.end]
        reason = any_of(self._words.reasons)
        clauses = (Span(start, end) for start, end in pairwise(breaks))
        return [one if (match := reason.search(text, one.start, one.end)) is None else Span(one.start, match.start()) for one in clauses]

    @cached_property
    def verbs(self) -> Set[str]:
        """The stems of the words that claim a change."""
        return {self._words.stem(word) for verb in self.conclusions.profile.claims.verbs for word in verb.split()}

    def declined(self, paragraph: Span) -> Sequence[Span]:
        """The sentences of a paragraph that turn a request down or give the reasons for that, and claim no change."""
        text, sentences = self.conclusions.document.text, tuple(self.conclusions.sentences_within(paragraph))
        first = next((one.start for one in sentences if self._words.declining.search(text, one.start, one.end)), paragraph.end)
        return [one for one in sentences if one.start >= first and not self.predicates.within(text, one.start, one.end)]

    def given_up(self, sentences: Sequence[Span]) -> set[Span]:
        """Where the old numbers stand that new ones are held against: "two rather than three"."""
        return {contrast.old.span for contrast in self.contrasts.within(*sentences)}

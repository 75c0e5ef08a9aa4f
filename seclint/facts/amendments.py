"""What the conclusions say was changed: claims tied to parts of the draft and the final document, and all that the responses speak of."""

from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Change
from seclint.facts.alignment.words import Text, Word, Words
from seclint.facts.amendment_tables import listed_amendments, what_columns, where_column
from seclint.facts.claims import Claim, Predicates, lead_of, predicate_of, predicates_of, whole_claims
from seclint.facts.scopes import NAMELESS, Named, Scope, Scopes, side_meant
from seclint.facts.tables import Table
from seclint.facts.wording import any_of, phrases, plain
from seclint.model import Span

_ABOUT = 2  # words that a claim without a place shares with what it is about


class Assertion(Struct, frozen=True):
    """A claim with the words around it. ``terms`` are the stems of what it says was changed, ``keys`` its words as they are compared,
    ``context`` the stems of the whole answer.

    ``placeless`` claims name neither a part nor the document; those that are not ``firm`` only say what will be or is now so,
    and those that are not ``clear`` have too few words to tell what they are about.
    ``items`` are those of the list that the claim leads in; ``words`` is where it says what was changed.
    """

    claim: Claim
    scope: Scope
    terms: frozenset[str]
    keys: frozenset[str]
    context: frozenset[str]
    clarifies: bool
    items: tuple[Span, ...] = ()
    words: tuple[Span, ...] = ()
    everywhere: bool = False
    placeless: bool = False
    firm: bool = True
    clear: bool = True


class Statement(Struct, frozen=True):
    """Sentences of a paragraph that DCC says: the stems of their words, and the words themselves as they are compared.

    ``told`` and ``keys`` are without the old numbers that new ones are held against.
    ``located`` tells that they are about parts that they name; ``adds`` that they tell of something new.
    """

    span: Span
    stems: frozenset[str]
    told: frozenset[str]
    keys: frozenset[str]
    located: bool = False
    adds: bool = False


class Amendments:
    """What the conclusions say of the amendments of a document."""

    def __init__(self, conclusions: Facts, alignment: Alignment) -> None:
        self.conclusions = conclusions
        self._alignment = alignment
        self._words: Words = alignment.words
        self._text = Text(conclusions, alignment.words)
        self._artefact = conclusions.subject.artefact or alignment.new.subject.artefact
        self.scopes = Scopes(alignment)

    @cached_property
    def assertions(self) -> tuple[Assertion, ...]:
        """The claims, sentence by sentence and in tables of amendments."""
        located = [claim for claim in self.conclusions.claims if self._is_about_subject(claim)]
        told = [self._assertion(claim, self._scope(claim)) for claim in located]
        named = list(self._named([claim.reference for claim in located]))
        told += [self._assertion(claim, one.scope) for claim, one in named]
        said = {claim.span for claim in (*located, *(claim for claim, _ in named))}
        told += [self._assertion(claim, Scope()) for claim in (*self._whole(said), *self._contrasts(said))]
        told += self._pointers([one.claim.reference for one in told])
        return (*told, *self._placeless({one.claim.span for one in told}), *self._in_tables())

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The paragraphs in which DCC speaks, without the sentences that say that something stays as it is."""
        told = (self.conclusions.document.block_at(sentence.start).span for sentence in self._claiming)
        spans = [*self._spoken, *(one for one in told if not any(one.overlaps(span) for span in self._spoken))]
        rows = {
            row.claim.span: Statement(row.claim.span, row.terms, row.terms, frozenset(), located=row.scope.is_found)
            for row in self._in_tables()
        }
        return (*(statement for span in dict.fromkeys(spans) for statement in self._stated(span)), *rows.values())

    @cached_property
    def _spoken(self) -> Sequence[Span]:
        """The paragraphs of the responses, and the cells of a column of responses."""
        answers = self.conclusions.answers
        cells = (row[index] for table, columns in self._of_responses for row in table.rows for index in columns)
        spoken = (*(span for question in answers.questions for span in question.response), *answers.shared_response, *cells)
        blocks = (block.span for block in self.conclusions.document.blocks if block.kind in ("paragraph", "item"))
        return spoken or tuple(span for span in blocks if not any(span.overlaps(other) for other in self._unspoken))

    @cached_property
    def _unspoken(self) -> Sequence[Span]:
        """The paragraphs that tell of questions and views: what stands in them is not DCC's."""
        answers = self.conclusions.answers
        rows = ((row, columns) for table, columns in self._of_responses for row in table.rows)
        cells = (cell for row, columns in rows for index, cell in enumerate(row) if index not in columns)
        told = (*(span for question in answers.questions for span in (*question.lead, *question.views)), *answers.shared_views)
        mixed = set(answers.shared_response)  # where one section tells of views and responses, its claims are DCC's all the same
        return (*(span for span in told if span not in mixed), *cells)

    @cached_property
    def _of_responses(self) -> Sequence[tuple[Table, Sequence[int]]]:
        """The tables that put responses beside questions or comments, with the columns of the responses and of what was changed."""
        labels = self.conclusions.profile.answers.response
        columns = (
            (table, table.column(labels)) for table in self.conclusions.tables if where_column(self.conclusions, table, self._words) is None
        )
        return [(table, [column, *what_columns(table, self._words)]) for table, column in columns if column is not None]

    @cached_property
    def _claiming(self) -> Sequence[Span]:
        """The sentences in which DCC says that something was changed, wherever they stand."""
        text = self.conclusions.document.text
        document = self.conclusions.document
        return [
            sentence
            for sentence in self._sentences
            if self._predicates.within(text, sentence.start, sentence.end)
            or self._predicates.listed(text, lead_of(document, sentence), sentence)
        ]

    @cached_property
    def _sentences(self) -> Sequence[Span]:
        """The sentences that are DCC's own."""
        own = ("paragraph", "item", "footnote")
        document = self.conclusions.document
        return [
            sentence
            for sentence in self.conclusions.sentences
            if (document.block_at(sentence.start).kind in own or any(sentence.within(span) for span in self._spoken))
            and not any(sentence.overlaps(span) for span in self._unspoken)
        ]

    def quoted(self, assertion: Assertion) -> Iterator[tuple[Span, bool]]:
        """The words that a claim quotes, each with whether it says that they are new; words that it says neither of are left out."""
        text, forms = self.conclusions.document.text, self.conclusions.profile.claims
        at = assertion.claim.span.start
        for quotation in self.conclusions.pairing.quotations:
            if quotation.kind != "double" or quotation.depth or not quotation.span.within(assertion.claim.span):
                continue
            verbs = self._predicates.within(text, assertion.claim.span.start, quotation.span.start)
            verb = verbs[-1].verb if verbs else ""
            renews = any_of(forms.renewing).search(text, at, quotation.span.start) is not None if forms.renewing else False
            if renews or verb in forms.adding or verb in forms.removing:
                yield quotation.words, renews or verb in forms.adding
            at = quotation.span.end

    @property
    def _predicates(self) -> Predicates:
        return predicates_of(self.conclusions.profile.claims)

    def _quote(self, span: Span) -> str:
        return self.conclusions.document.quote(span)

    def stems(self, spans: Sequence[Span]) -> frozenset[str]:
        """The stems of the words in stretches of the conclusions."""
        return frozenset(self._words.stems(self._text.words(*([span] for span in spans))))

    def _keys(self, spans: Sequence[Span]) -> frozenset[str]:
        return frozenset(word.key for word in self._text.words(*([span] for span in spans)))

    def is_listed(self, assertion: Assertion) -> bool:
        """Whether a claim is an item of a list, or stands in a table: such say what was changed and little else."""
        block = self.conclusions.document.block_at(assertion.claim.span.start)
        return block.kind in ("item", "cell") and assertion.claim.span.within(block.span)

    def is_pointed(self, clause: Span, announced: Set[str]) -> bool:
        """Whether a clause surely tells of the document: it says what is so now, or how much."""
        now = phrases(self._words.standing).search(self.conclusions.document.text, clause.start, clause.end)
        return now is not None or any(term[:1].isdigit() for term in announced)

    def further_clauses(self, assertion: Assertion) -> Sequence[Span]:
        """What a sentence that claims an amendment of one part announces behind the clause that names the part, without reasons."""
        span = assertion.claim.span
        if any(one.claim.span == span and one.scope != assertion.scope for one in self.assertions):
            return ()
        return [one for one in self._clauses(span) if one.start >= assertion.claim.reference.end]

    def _clauses(self, span: Span) -> Sequence[Span]:
        """The main clauses of a sentence that are put side by side, without reasons."""
        text = self.conclusions.document.text
        breaks = [span.start, *(match.end() for match in any_of(self._words.beside).finditer(text, span.start, span.end)), span.end]
        reason = any_of(self._words.reasons)
        clauses = (Span(start, end) for start, end in pairwise(breaks))
        return [one if (match := reason.search(text, one.start, one.end)) is None else Span(one.start, match.start()) for one in clauses]

    def _is_about_subject(self, claim: Claim) -> bool:
        mine = claim.owner == self._artefact or plain(claim.owner) in NAMELESS
        return mine and claim.kind != "question" and not any(claim.span.overlaps(span) for span in self._unspoken)

    def _scope(self, claim: Claim) -> Scope:
        """The part that a claim names. Where draft and final document number two parts alike, the one that the words are about."""
        candidates = self.scopes.candidates(claim.kind, claim.target)
        if len(candidates) < 2:
            return candidates[0] if candidates else Scope()
        meant = side_meant(self.conclusions, claim.reference, self._words.of_draft, self._words.of_final)
        if meant is not None:
            return candidates[1 - meant]
        terms = self.stems([claim.span])
        return max(candidates, key=lambda scope: self._likeness(scope, terms))

    def _likeness(self, scope: Scope, terms: frozenset[str]) -> int:
        edited = (word for change in self.scopes.changes_in(scope) for word in edited_words(change))
        return len(self._words.stems(edited) & terms)

    def _named(self, said: Sequence[Span]) -> Iterator[tuple[Claim, Named]]:
        """The claims about parts that go by bare number or title: "We tightened the exit criteria", "a few words in 4.3"."""
        text = self.conclusions.document.text
        # "Section C" alone may well be the document's, and not the SEC's.
        references = [one.span for one in self.conclusions.mentions.references if one.owner != "SEC" or "SEC" in self._quote(one.span)]
        for sentence in self._sentences:
            earlier = [span for span in said if span.within(sentence)]
            # Where a number tells the part, a word that is also a title need not be one.
            called = self._objects(sentence) if not earlier else ()
            for one in list(self.scopes.named(self.conclusions, sentence, references)) or list(called):
                predicate = predicate_of(text, one.span, sentence, self._predicates, earlier)
                if predicate is not None and not any(one.span.overlaps(span) for span in earlier):
                    earlier.append(one.span)
                    yield Claim(one.target, self._artefact, sentence, one.span, "section", predicate.verb), one

    def _objects(self, sentence: Span) -> Iterator[Named]:
        """The parts that are called by title right behind a verb of change, or right before it."""
        text = self.conclusions.document.text
        for predicate in self._predicates.within(text, sentence.start, sentence.end):
            words = list(self._text.words([Span(predicate.span.end, sentence.end)]))[: self.scopes.longest + 1]
            before = list(self._text.words([Span(sentence.start, predicate.span.start)]))[-self.scopes.longest - 1 :]
            stretches = [(words[0].span.start, word.span.end) for word in reversed(words)]
            stretches += [(word.span.start, before[-1].span.end) for word in before]
            for start, end in stretches:
                named = self.scopes.called(self.conclusions, Span(start, end))
                if named is not None:
                    yield named
                    return

    def _whole(self, said: set[Span]) -> Iterator[Claim]:
        lexicon, conclusions = self.conclusions.lexicon, self.conclusions
        names = tuple(name for name, known in lexicon.artefact_names.items() if known == self._artefact)
        sentences = tuple(sentence for sentence in self._sentences if sentence not in said)
        yield from whole_claims(conclusions.document, sentences, conclusions.profile.claims, names, self._artefact)

    def _contrasts(self, said: set[Span]) -> Iterator[Claim]:
        """The sentences of responses that hold a new number against the old one: "18 months instead of 12"."""
        text, whole = self.conclusions.document.text, {claim.span for claim in self._whole(said)}
        for sentence in self._sentences:
            match = self._words.contrast.search(text, sentence.start, sentence.end)
            dated = match is not None and any(date.span.overlaps(Span(*match.span())) for date in self.conclusions.mentions.dates)
            if match and not dated and sentence not in said | whole and any(sentence.overlaps(span) for span in self._spoken):
                yield Claim("", self._artefact, sentence, Span(*match.span()), verb="changed")

    def _pointers(self, said: Sequence[Span]) -> Iterator[Assertion]:
        """The claims that give their place in a sentence of their own: "User testing will last seven weeks. See Section 2.3."."""
        text, pointer, announcing = self.conclusions.document.text, any_of(self._words.pointers), any_of(self._words.announcing)
        for reference in self.conclusions.mentions.references:
            sentence = self.conclusions.sentence(reference.span)
            block = self.conclusions.document.block_at(sentence.start).span
            told = any(reference.span.overlaps(span) for span in said) or not any(sentence.overlaps(span) for span in self._spoken)
            if told or reference.owner not in ("", "self", self._artefact) or not pointer.match(text, sentence.start, reference.span.start):
                continue
            if announcing.search(text, block.start, sentence.start) or self._predicates.within(text, block.start, sentence.start):
                for clause in reference.clauses:
                    claim = Claim(clause, self._artefact, block, reference.span, reference.kind, "now")
                    yield self._assertion(claim, self._scope(claim))

    def _placeless(self, said: set[Span]) -> Iterator[Assertion]:
        """The sentences of responses that claim a change of something that stands in the documents, and say neither where nor in which."""
        text, announcing = self.conclusions.document.text, any_of(self._words.announcing)
        for sentence in self._sentences:
            if sentence in said or not any(sentence.overlaps(span) for span in self._spoken):
                continue
            for clause in self._clauses(sentence):
                firm = bool(self._predicates.within(text, clause.start, clause.end))
                if not firm and not announcing.search(text, clause.start, clause.end):
                    continue
                assertion = self._assertion(Claim("", self._artefact, clause, Span(clause.start, clause.start), verb="changed"), Scope())
                if self._is_of_documents(assertion):
                    clear = self._is_clear(assertion)
                    yield replace(assertion, placeless=True, firm=firm, clear=clear)

    def _is_of_documents(self, assertion: Assertion) -> bool:
        """Whether the draft or the final document has words of a claim, and nothing else is named that was changed."""
        about = self._about(assertion)
        numbered = any(term[:1].isalpha() and term[-1].isdigit() for term in about)  # "This has been added as S5"
        words = pairwise(self._text.words(assertion.words))
        measured = any(
            word.key.endswith("%") or (self._words.stem(word.key).isdigit() and unit.key in self._words.units) for word, unit in words
        )
        apart = phrases(self._words.apart).search(self._quote(assertion.claim.span))
        return apart is None and (numbered or self._is_clear(assertion) or (measured and bool(about & self._alignment.stems)))

    def _is_clear(self, assertion: Assertion) -> bool:
        """Whether a claim says enough for what it is about to be told."""
        about = {term for term in self._about(assertion) if not term[:1].isdigit()}
        return len(about) >= _ABOUT < len(assertion.terms) and len(about & self._alignment.stems) >= _ABOUT

    def _about(self, assertion: Assertion) -> Set[str]:
        return assertion.terms - self.verbs

    @cached_property
    def verbs(self) -> Set[str]:
        """The stems of the words that claim a change."""
        return {self._words.stem(word) for verb in self.conclusions.profile.claims.verbs for word in verb.split()}

    def _assertion(self, claim: Claim, scope: Scope) -> Assertion:
        following = self._list_behind(claim.span)
        # Where only the document is named, all words count; else those beside the name of the part.
        own = [Span(claim.span.start, claim.reference.start), Span(claim.reference.end, claim.span.end)] if claim.target else [claim.span]
        words = (claim.span, *following)
        if not self.stems([*own, *following]):  # "Section 4 changed.": what was changed stands before it
            own, words = [self._paragraph_of(claim.span)], (self._paragraph_of(claim.span),)
        said = self.conclusions.document.text[claim.span.start : claim.span.end]
        said += "".join(f" {self.conclusions.document.quote(item)}" for item in following)
        return Assertion(
            claim=claim,
            scope=scope,
            terms=self.stems([*own, *following]),
            keys=self._keys(words),
            context=self.stems([claim.span, *following, *self._answer(claim.span)]),
            clarifies=bool(phrases(self._words.clarify).search(said)),
            items=tuple(following),
            words=words,
            everywhere=bool(phrases(self._words.everywhere).search(said)),
        )

    def _paragraph_of(self, sentence: Span) -> Span:
        return self.conclusions.document.block_at(sentence.start).span

    def _list_behind(self, sentence: Span) -> Sequence[Span]:
        """The items of a list that a sentence leads in."""
        document = self.conclusions.document
        is_item = document.block_at(sentence.start).kind == "item"
        if is_item or not document.quote(sentence).rstrip().endswith((":", ";", "to", "that", "when", "following")):
            return ()
        index = document.block_index(sentence.start) + 1
        items = []
        while index < len(document.blocks) and document.blocks[index].kind == "item":
            items.append(document.blocks[index].span)
            index += 1
        return items

    def _answer(self, sentence: Span) -> Sequence[Span]:
        """The views and the response of the question that the sentence answers, else its paragraph."""
        for question in self.conclusions.answers.questions:
            if any(sentence.within(span) for span in question.response):
                return (*question.views, *question.response)
        return (self.conclusions.document.block_at(sentence.start).span,)

    def _stated(self, paragraph: Span) -> Iterator[Statement]:
        """What a paragraph says: in the sentences that name a part, and in the others. Those that deny a change are left out."""
        text = self.conclusions.document.text
        denials = any_of(self._words.denials)
        sentences = [one for one in self.conclusions.sentences_within(paragraph) if not denials.search(text, one.start, one.end)]
        about = {assertion.claim.span for assertion in self.assertions if assertion.scope.is_found}
        for located in (True, False):
            kept = [one for one in sentences if (one in about) == located]
            if kept:
                words = list(self._text.words(kept))
                gone = self._given_up(kept)
                standing = [word for word in words if word.span not in gone]
                yield Statement(
                    span=paragraph,
                    stems=frozenset(self._words.stems(words)),
                    told=frozenset(self._words.stems(standing)),
                    keys=frozenset(word.key for word in standing),
                    located=located,
                    adds=any(self._adds(one) for one in kept),
                )

    def _given_up(self, sentences: Sequence[Span]) -> set[Span]:
        """Where the old numbers stand that new ones are held against: "two rather than three"."""
        text, found = self.conclusions.document.text, set[Span]()
        for one in sentences:
            for match in self._words.contrast.finditer(text, one.start, one.end):
                numbers = [word for word in self._text.words([Span(*match.span())]) if self._words.stem(word.key)[:1].isdigit()]
                found |= {numbers[0 if self._words.old_first(match[0]) else -1].span} if numbers else set()
        return found

    def _adds(self, sentence: Span) -> bool:
        found = self._predicates.within(self.conclusions.document.text, sentence.start, sentence.end)
        return any(predicate.verb in self.conclusions.profile.claims.adding for predicate in found)

    def _in_tables(self) -> Iterator[Assertion]:
        """The claims of the rows of tables that list what was amended where."""
        for listed in listed_amendments(self.conclusions, self._words):
            context = self.stems([*listed.what, *listed.context])
            said = self.stems(listed.what) or context
            clarifies = bool(phrases(self._words.clarify).search(" ".join(map(self._quote, listed.what))))
            for kind, target in listed.targets:
                claim = Claim(target, self._artefact, listed.row, listed.where, kind, "amended")
                yield Assertion(
                    claim, self._scope(claim), said, self._keys((*listed.what, *listed.context)), context, clarifies, words=listed.what
                )


def edited_words(change: Change) -> list[Word]:
    """The words that went or came in a change."""
    return [word for edit in change.edits for word in (*edit.old, *edit.new)]

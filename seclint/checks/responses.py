"""half-answered-point, notes-only-response, unlocated-amendment: responses that leave something open."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.mentioned import answering
from seclint.facts import Facts
from seclint.facts.answers import Question
from seclint.facts.claims import any_of_names
from seclint.facts.coordination import Half, half_answered
from seclint.facts.reply import Response
from seclint.facts.wording import any_of
from seclint.model import Rule, Span

_HABIT = 2  # rows that give the place, so that the others ought to
_NO_DOCUMENT = ("", "self", "SEC")  # owners of references that do not name the document under consultation


def half_answered_point(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Of the things that a point names side by side, those that the response leaves out while it takes up another one."""
    reading = facts.reading
    long_forms = facts.abbreviations.long_forms
    for question in facts.answers.questions:
        paragraphs = question.response or facts.answers.shared_response
        if not paragraphs or not question.views:
            continue
        for view in question.views:
            answers = answering(facts, view, paragraphs)
            response = Response(reading, answers, long_forms)
            sentences = [sentence for span in answers for sentence in facts.sentences_within(span)]
            for point in reading.points(view, facts.sentences_within(view)):
                yield from _halves(facts, rule, list(half_answered(reading, response, point, sentences)))


def _halves(facts: Facts, rule: Rule, halves: Sequence[Half]) -> Iterator[Found]:
    for half in halves:
        related = [(half.taken_up, rule.messages["taken"])]
        if half.aside is not None and half.aside != half.taken_up:
            related.append((half.aside, rule.messages["there"]))
        yield found(
            facts,
            rule,
            half.missing.span,
            variant="aside" if half.aside is not None else "",
            related=related,
            taken=_named(facts, half.taken.span, half.taken.kind, half.taken.key),
            missing=_named(facts, half.missing.span, half.missing.kind, half.missing.key),
        )


def _named(facts: Facts, span: Span, kind: str, key: tuple[str, ...]) -> str:
    """A thing as a message names it: a bare number with its noun."""
    words = facts.document.quote(span)
    return f"{key[0]} {words}" if kind in ("clause", "locator") and words[:1].isdigit() else words


class Acknowledging(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions. ``acknowledges``: a whole sentence that takes note and says nothing else.

    ``asks``: what in a view calls for more; ``nobody``: what in the same sentence says that nobody did so. ``verdicts``: a whole cell
    that gives the outcome in a word or two beside an answer.
    """

    acknowledges: tuple[str, ...]
    verdicts: tuple[str, ...]
    asks: tuple[str, ...]
    nobody: tuple[str, ...]


def notes_only_response(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Responses that only take note of views in which somebody asks or objects to something."""
    options: Acknowledging = rule.options
    acknowledges, asks, nobody = any_of(options.acknowledges), any_of(options.asks), any_of(options.nobody)
    verdicts = any_of(options.verdicts)
    for question in facts.answers.questions:
        for views, response in _replies(facts, question):
            told = [span for span in response if not verdicts.fullmatch(facts.document.quote(span).strip())]
            sentences = [sentence for span in told for sentence in facts.sentences_within(span)]
            if not sentences or not all(acknowledges.fullmatch(facts.document.quote(one).strip()) for one in sentences):
                continue
            points = [point for view in views for point in _points(facts, view)]
            asked = next((one for one in points if asks.search(words := facts.document.quote(one)) and not nobody.search(words)), None)
            if asked is not None:
                yield found(facts, rule, sentences[0], related=[(asked, rule.messages["asked"])], label=question.label)


def _points(facts: Facts, view: Span) -> Sequence[Span]:
    """The sentences of a view that make a point: in a cell, where respondents speak for themselves, every one."""
    sentences = list(facts.sentences_within(view))
    if facts.document.block_at(view.start).cell is not None:
        return sentences
    return [point.span for point in facts.reading.points(view, sentences)]


def _replies(facts: Facts, question: Question) -> Iterator[tuple[Sequence[Span], Sequence[Span]]]:
    """The views with what answers them: in a table row by row, in text those in front of an answer; all together where none are paired."""
    pairs: list[tuple[list[Span], list[Span]]] = []
    last: tuple[int, int] | None = None
    for span, is_answer in sorted([*((one, False) for one in question.views), *((one, True) for one in question.response)]):
        cell = facts.document.block_at(span.start).cell
        row = (cell.table, cell.row) if cell is not None else (-1, -1)
        if row != last or (pairs[-1][1] and not is_answer):
            pairs.append(([], []))
        last = row
        pairs[-1][is_answer].append(span)
    answered = [(views, response) for views, response in pairs if views and response]
    yield from answered or [(list(question.views), list(question.response))]


class Amending(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Regular expressions. ``amends``: the claim that a document was amended. ``located``: what says where, besides references.

    ``changes``: the claim that something was changed, which is one of the document where nothing in the views says of what; ``pointing``
    what beside it leads to the place in some other way, such as the number of an entry in a list of changes; ``known`` what before it
    names a thing that the views may have given the place of.

    ``columns``: heads of columns that say where. ``unless``: what in the sentence makes the claim none, ``denied`` what does so right
    before it. ``goes_on``: how a paragraph begins that still speaks of the amendment. ``words``: what the words in braces of
    ``amends`` stand for; "{artefact}" is the name of the document. ``verdicts``: how a cell begins that says that there was a change.
    """

    amends: tuple[str, ...]
    changes: tuple[str, ...]
    pointing: tuple[str, ...]
    known: tuple[str, ...]
    words: dict[str, str]
    located: tuple[str, ...]
    columns: tuple[str, ...]
    unless: tuple[str, ...]
    denied: tuple[str, ...]
    goes_on: tuple[str, ...]
    verdicts: tuple[str, ...]

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """``amends`` with its words, but for the name of the document."""
        return tuple(map(self._spelled_out, self.amends))

    @cached_property
    def looser_claims(self) -> tuple[str, ...]:
        """``changes`` with its words."""
        return tuple(map(self._spelled_out, self.changes))

    def _spelled_out(self, pattern: str) -> str:
        for word, stands_for in self.words.items():
            if f"{{{word}}}" in pattern:
                return self._spelled_out(pattern.replace(f"{{{word}}}", stands_for))
        return pattern


def unlocated_amendment(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Claims in responses that the document was amended, where no part of it is named in the paragraph or what belongs to it."""
    options: Amending = rule.options
    amends = any_of_names(options.claims, _names_of_document(facts))
    for question in facts.answers.questions:
        for index, paragraph in enumerate(question.response):
            claim = _claim(facts, options, amends, paragraph)
            if claim is not None:
                settled = _is_located(facts, options, _around(facts, paragraph, claim)) or _is_located_around(
                    facts, options, question, index
                )
            else:
                claim = _claim(facts, options, any_of(options.looser_claims), paragraph)
                settled = claim is None or _is_told_of_place(facts, options, question, index, claim)
            if claim is not None and not settled and not _is_conditional(facts, options, claim):
                yield found(facts, rule, claim, claim=facts.document.quote(claim))
    yield from _verdicts_without_place(facts, rule)


def _claim(facts: Facts, options: Amending, amends: re.Pattern[str], paragraph: Span) -> Span | None:
    """The first claim in a paragraph that is made of something."""
    claims = (Span(*match.span()) for match in amends.finditer(facts.document.text, paragraph.start, paragraph.end))
    return next((one for one in claims if not _is_denied(facts, options, one)), None)


def _is_located_around(facts: Facts, options: Amending, question: Question, index: int) -> bool:
    """Whether the heading above a paragraph of the response, or what goes on with it, says where."""
    paragraph, following = question.response[index], question.response[index + 1 :]
    goes_on = any_of(options.goes_on)
    listed = facts.document.quote(paragraph).rstrip().endswith(":")
    related = following if listed else [span for span in following[:1] if goes_on.match(facts.document.text, span.start, span.end)]
    related = [*related, *_answers_in_table(facts, question, paragraph), *_headings(facts, paragraph)]
    return any(_is_located(facts, options, span) for span in related) or _row_locates(facts, options, question, paragraph)


def _headings(facts: Facts, paragraph: Span) -> Sequence[Span]:
    """The headings above a paragraph that name a part of a document by a reference: "Comments on Section 7 of the TAD"."""
    above = [section.heading for section in facts.outline.within(facts.document.block_index(paragraph.start))]
    named = [one.span for one in facts.mentions.references if one.owner not in _NO_DOCUMENT]
    return [heading for heading in above if any(one.within(heading) for one in named)]


def _is_told_of_place(facts: Facts, options: Amending, question: Question, index: int, claim: Span) -> bool:
    """Whether anything in or around a paragraph, or in what it answers, may lead to the place of a change."""
    paragraph = question.response[index]
    if facts.document.block_at(paragraph.start).cell is not None or _is_located_around(facts, options, question, index):
        return True
    text = facts.document.text
    known = any_of(options.known).search(text, facts.sentence(claim).start, claim.start)
    spans = (paragraph, *question.views) if known else (paragraph,)
    pointed = any_of(options.pointing).search(text, paragraph.start, paragraph.end)
    return pointed is not None or any(_is_located(facts, options, span) for span in spans)


def _answers_in_table(facts: Facts, question: Question, paragraph: Span) -> Sequence[Span]:
    """The cells of the response that go into what a paragraph of it sums up."""
    if facts.document.block_at(paragraph.start).cell is not None:
        return ()
    return [span for span in question.response if facts.document.block_at(span.start).cell is not None]


def _verdicts_without_place(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Verdicts in a column of tables ("Yes") without the place that others in it give ("Yes, Section 6.4"), and that the row does not."""
    options: Amending = rule.options
    verdicts = any_of(options.verdicts)
    alike: dict[tuple[tuple[str, ...], int], list[tuple[Span, ...]]] = {}
    for table in facts.tables:
        for column in range(1, len(table.heads)):
            alike.setdefault((table.heads, column), []).extend(table.rows)
    for (_, column), rows in alike.items():
        told = [row for row in rows if verdicts.match(facts.document.text, row[column].start, row[column].end)]
        if sum(_is_located(facts, options, row[column]) for row in told) < _HABIT:
            continue
        for row in told:
            bare = verdicts.fullmatch(facts.document.quote(row[column]).strip(" ."))
            if bare and not any(_is_located(facts, options, cell) for cell in row):
                yield found(facts, rule, row[column], claim=facts.document.quote(row[column]))


def _around(facts: Facts, paragraph: Span, claim: Span) -> Span:
    """The sentence of a claim with the one before it and the one behind it, which may say where.

    A verdict in a sentence of its own ("Changed.") is that on the paragraph as a whole, which explains it.
    """
    sentences = list(facts.sentences_within(paragraph))
    here = next((at for at, one in enumerate(sentences) if one.end >= claim.end), len(sentences) - 1)
    if facts.document.quote(sentences[here]).strip(" .:–—-") == facts.document.quote(claim):
        return paragraph
    return Span(sentences[max(0, here - 1)].start, sentences[min(here + 1, len(sentences) - 1)].end)


def _names_of_document(facts: Facts) -> tuple[str, ...]:
    """What the document under consultation is called: by its kind, and as the responses call the one whose parts they cite most."""
    answers = [span for question in facts.answers.questions for span in question.response]
    cited = (one.owner for one in facts.mentions.references if any(one.span.within(span) for span in answers))
    most = Counter(owner for owner in cited if owner not in _NO_DOCUMENT).most_common(1)
    known = (name for name, artefact in facts.lexicon.artefact_names.items() if facts.subject.artefact in ("", artefact))
    return (*known, *(owner for owner, _ in most))


def _row_locates(facts: Facts, options: Amending, question: Question, cell: Span) -> bool:
    """Whether the row of a table says where the amendment is: in another cell of the response, or in a column for places."""
    found = next(((table, row) for table in facts.tables for row in table.rows if any(cell.within(one) for one in row)), None)
    if found is None:
        return False
    table, row = found
    others = [(head, one) for head, one in zip(table.heads, row, strict=False) if not cell.within(one)]
    places = any_of(options.columns)
    return any(
        (places.search(head) and facts.document.quote(one).strip())
        or (any(span.within(one) for span in question.response) and _is_located(facts, options, one))
        for head, one in others
    )


def _is_located(facts: Facts, options: Amending, span: Span) -> bool:
    references = any(one.span.within(span) and one.owner != "SEC" and one.kind != "question" for one in facts.mentions.references)
    return references or bool(any_of(options.located).search(facts.document.text, span.start, span.end))


def _is_denied(facts: Facts, options: Amending, claim: Span) -> bool:
    """Whether it is said of nothing: "No change was made to the TAD"."""
    return bool(any_of(options.denied).search(facts.document.text[facts.sentence(claim).start : claim.start]))


def _is_conditional(facts: Facts, options: Amending, claim: Span) -> bool:
    return bool(any_of(options.unless).search(facts.document.quote(facts.sentence(claim))))

"""What is asserted of an amendment: claims with the words around them, and the paragraphs in which DCC speaks."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.alignment import Change
from seclint.facts.alignment.words import Word, Words
from seclint.facts.claims import Claim
from seclint.facts.scopes import BARE_NUMBER, Scope
from seclint.facts.speech import Speech
from seclint.facts.wording import any_of, phrases
from seclint.model import Document, Span


class Assertion(Struct, frozen=True):
    """A claim with the words around it. ``terms`` are the stems of what it says was changed, ``keys`` its words as they are compared,
    ``context`` the stems of the whole answer.

    ``placeless`` claims name neither a part nor the document; those that are not ``firm`` only say what will be or is now so,
    and those that are not ``clear`` have too few words to tell what they are about.
    ``moves`` tells that text went to another place, or bears another number; ``listed`` that a row of a table of amendments claims it.
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
    moves: bool = False
    listed: bool = False


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


def assertion_of(speech: Speech, known: Words, claim: Claim, scope: Scope) -> Assertion:
    """A claim with the words that tell what was changed."""
    document = speech.conclusions.document
    following = _list_behind(document, claim.span)
    # Where only the document is named, all words count; else those beside the name of the part.
    told = before_pointer(document.text, claim.span, known)
    own = beside(claim.reference, told) if claim.target and claim.reference.end <= told.end else [told]
    words = (told, *following)
    if not (claim.adds or speech.stems([*own, *following])):  # "Section 4 changed.": what was changed stands before it
        before = Span(document.block_at(claim.span.start).span.start, told.end)
        own, words = beside(claim.reference, before), (before,)
    said = document.text[claim.span.start : claim.span.end]
    said += "".join(f" {document.quote(item)}" for item in following)
    return Assertion(
        claim=claim,
        scope=scope,
        terms=speech.stems([*own, *following]),
        keys=speech.keys(words),
        context=speech.stems([claim.span, *following, *_answer(speech.conclusions, claim.span)]),
        clarifies=bool(phrases(known.clarify).search(said)),
        items=tuple(following),
        words=words,
        everywhere=bool(phrases(known.everywhere).search(said)),
        moves=bool(phrases(known.moving).search(said)) or _is_renumbered(speech.conclusions, claim, known),
    )


def before_pointer(text: str, sentence: Span, known: Words) -> Span:
    """A sentence without what only points to another place of the conclusions: ": see item 3"."""
    pointer = any_of(known.pointing_on).search(text, sentence.start, sentence.end)
    return sentence if pointer is None else Span(sentence.start, pointer.start())


def _is_renumbered(conclusions: Facts, claim: Claim, known: Words) -> bool:
    """Whether a claim only says that a part bears another number now: "Section 8.4 of the draft is now Section 8.3"."""
    becomes, text = any_of(known.renumbering), conclusions.document.text
    bare = (Span(*match.span()) for match in BARE_NUMBER.finditer(text, claim.reference.end, claim.span.end))
    named = sorted({claim.reference, *(one.span for one in conclusions.mentions.references if one.span.within(claim.span)), *bare})
    pairs = [(one.end, other.start) for one, other in pairwise(named) if claim.reference in (one, other)]
    return any(becomes.fullmatch(text, start, end) for start, end in pairs)


def edited_words(change: Change) -> list[Word]:
    """The words that went or came in a change."""
    return [word for edit in change.edits for word in (*edit.old, *edit.new)]


def beside(part: Span, within: Span) -> Sequence[Span]:
    """What stands before and behind the name of a part."""
    return [Span(within.start, max(within.start, part.start)), Span(min(part.end, within.end), within.end)]


def _list_behind(document: Document, sentence: Span) -> Sequence[Span]:
    """The items of a list that a sentence leads in."""
    is_item = document.block_at(sentence.start).kind == "item"
    if is_item or not document.quote(sentence).rstrip().endswith((":", ";", "to", "that", "when", "following")):
        return ()
    index = document.block_index(sentence.start) + 1
    items = []
    while index < len(document.blocks) and document.blocks[index].kind == "item":
        items.append(document.blocks[index].span)
        index += 1
    return items


def _answer(conclusions: Facts, sentence: Span) -> Sequence[Span]:
    """The row in which the sentence stands, or the views and the response of the question that it answers, else its paragraph."""
    for table in conclusions.tables:
        for row in table.rows:
            if any(sentence.within(cell) for cell in row):
                return row
    for question in conclusions.answers.questions:
        if any(sentence.within(span) for span in question.response):
            return (*question.views, *question.response)
    return (conclusions.document.block_at(sentence.start).span,)

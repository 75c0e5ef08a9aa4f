"""phrases: words that must not stand in a document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.places import stands_around
from seclint.facts import Facts
from seclint.facts.wording import any_of
from seclint.model import BlockKind, Fix, Rule, Span
from seclint.patterns import compiled

_LONGEST_WORD = 60  # characters before a find in which its word is looked for

_COUNTING = compiled(r"\s*(?:PAGEREF|REF|PAGE|NUMPAGES|SECTIONPAGES|SEQ|TOC)\b", re.IGNORECASE)


class Phrase(Struct, frozen=True, forbid_unknown_fields=True):
    r"""A regular expression and what to call its finds.

    ``unless``: a regular expression of what, around the find, makes it harmless; "@" marks the find itself ("\(e\.g\. @\)").
    ``once_defined``: the find is harmless in a document that explains it ("TBC: to be confirmed").
    ``quoted``: it counts inside quotation marks too. ``case``: its case counts.
    ``needs``: letters in lower case of which some stand in every find, so that a document without them need not be searched.
    ``doubled``: every find is a word that stands twice in a row. ``paired``: every find holds one of the rule's ``pairs``.
    ``typed``: the find rests on spaces as they were typed, which a PDF does not keep, so it does not count there.
    ``after_quotation``: the find must end a quotation that opens in the same sentence, so it is not the text that an amendment inserts.
    ``elsewhere``: what the find has between its first and its last letter must stand elsewhere, too, without them around it.
    ``form``: regular expressions of titles of sections in which a consultation leaves it to be filled in by those who respond; so it
    does beside its questions.
    ``counted``: what a field of Word shows that counts or refers is no find, since Word fills it in.
    ``with_word``: the find reaches back over the word (or closing marks) before it.
    ``replace``: a regular expression of what in the find is to be replaced, and ``by`` what; ``safe`` when nothing else can be meant.
    """

    pattern: str
    what: str = ""
    unless: tuple[str, ...] = ()
    once_defined: bool = False
    quoted: bool = True
    case: bool = True
    needs: tuple[str, ...] = ()
    doubled: bool = False
    paired: bool = False
    typed: bool = False
    after_quotation: bool = False
    elsewhere: bool = False
    form: tuple[str, ...] = ()
    counted: bool = False
    with_word: bool = False
    replace: str = ""
    by: str = ""
    safe: bool = False


class Phrases(Struct, frozen=True, forbid_unknown_fields=True):
    """``phrases`` in the order in which they are tried; ``skip`` are kinds of block that are not looked at.

    ``pairs`` are words, two and two, of which some stand in every find of a phrase that is ``paired``.
    """

    phrases: tuple[Phrase, ...]
    skip: tuple[BlockKind, ...] = ()
    pairs: tuple[str, ...] = ()


def phrases(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every find of every phrase, the harmless ones left out; none reaches over a block's end."""
    options: Phrases = rule.options
    document = facts.document
    for phrase, match in _matches(facts, options):
        span = Span(*match.span())
        block = document.block_at(span.start)
        if block.kind in options.skip or span.end > block.span.end or _is_harmless(facts, phrase, span):
            continue
        if phrase.with_word:
            near = document.text[max(block.span.start, span.start - _LONGEST_WORD) : span.start]
            span = Span(span.start - len(_word_before(near)), span.end)
        words = document.quote(span)
        yield found(facts, rule, span, fix=_fix(rule, phrase, words), phrase=words, what=phrase.what)


def _matches(facts: Facts, options: Phrases) -> Iterator[tuple[Phrase, re.Match[str]]]:
    """Where the phrases stand, in text order; of those that overlap the one that begins first, and then the one listed first."""
    pairs = facts.with_pairs(_pairs(options.pairs)) if options.pairs else ()
    finds = [
        (match.start(), order, phrase, match) for order, phrase in enumerate(options.phrases) for match in _matches_of(facts, phrase, pairs)
    ]
    end = 0
    for start, _, phrase, match in sorted(finds, key=itemgetter(0, 1)):
        if start >= end:
            end = match.end()
            yield phrase, match


@lru_cache(maxsize=8)
def _pairs(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """The two words of each pair."""
    return frozenset((first, second) for first, _, second in (pair.partition(" ") for pair in words))


def _matches_of(facts: Facts, phrase: Phrase, pairs: Sequence[Span]) -> Iterator[re.Match[str]]:
    """Where one phrase stands. Trying a pattern at every letter is slow, so it is tried on the blocks that can have it."""
    text = facts.document.text
    blocks: Iterable[Span] = facts.doubled if phrase.doubled else pairs if phrase.paired else facts.blocks_with(phrase.needs)
    if not (phrase.doubled or phrase.paired or phrase.needs):
        yield from _pattern(phrase).finditer(text)
        return
    for block in blocks:
        behind = text.find("\n", block.end + 1)  # a pattern may look at what follows, in the next block too
        matches = _pattern(phrase).finditer(text, block.start, behind if behind >= 0 else len(text))
        yield from (match for match in matches if match.start() < block.end)


def _word_before(text: str) -> str:
    match = re.search(r"[\w%’'-]*[)”\]]*[ \u00a0]?$", text)
    return match[0] if match else ""


def _fix(rule: Rule, phrase: Phrase, words: str) -> Fix | None:
    """What to write instead, where the phrase says so; the rule's message ``write`` words it."""
    if not phrase.replace:
        return None
    right = re.sub(phrase.replace, phrase.by, words)
    return Fix(rule.messages["write"].format(right=right), words, right, phrase.safe)


@lru_cache(maxsize=512)
def _pattern(phrase: Phrase) -> re.Pattern[str]:
    return compiled(phrase.pattern, 0 if phrase.case else re.IGNORECASE)


def _is_harmless(facts: Facts, phrase: Phrase, span: Span) -> bool:
    if not phrase.quoted and facts.pairing.quoted.holds(span):
        return True
    if phrase.counted and any(field.span.overlaps(span) and _COUNTING.match(field.instruction) for field in facts.document.fields):
        return True
    if phrase.typed and facts.document.format == "pdf":
        return True
    if phrase.once_defined and _is_defined(facts, span):
        return True
    if phrase.after_quotation and not _ends_quotation(facts, span):
        return True
    if phrase.elsewhere and not _stands_elsewhere(facts, span):
        return True
    if phrase.form and facts.kind == "consultation" and _is_for_respondents(facts, phrase, span):
        return True
    return any(stands_around(facts, pattern, span) for pattern in phrase.unless)


def _is_for_respondents(facts: Facts, phrase: Phrase, span: Span) -> bool:
    """Whether a find stands in a section, at whatever depth, that is a form to respond in: by its title, or since questions stand in it."""
    sections = list(facts.outline.within(facts.document.block_index(span.start)))
    titles = any_of(phrase.form)
    asked = any(question.span.within(sections[0].span) for question in facts.answers.distinct) if sections else False
    return asked or any(titles.search(section.title) for section in sections)


def _stands_elsewhere(facts: Facts, span: Span) -> bool:
    inside = facts.document.quote(span)[1:-1].strip()
    return re.search(rf"(?<![\w\[-]){re.escape(inside)}(?![\w\]-])", facts.document.text) is not None


def _ends_quotation(facts: Facts, span: Span) -> bool:
    """Whether a quotation that opens in the same paragraph ends in the find; one that opens the paragraph must not follow a dash."""
    text = facts.document.text
    for quotation in facts.pairing.quotations:
        if span.start < quotation.span.end <= span.end:
            block = facts.document.block_at(quotation.span.start).span
            led_in = text[: block.start].rstrip()[-1:] in ("—", "–", "-")
            return span.start < block.end and not (quotation.span.start == block.start and led_in)
    return False


def _is_defined(facts: Facts, span: Span) -> bool:
    """Whether the document says what the letters mean: in brackets behind the long form, in a glossary row or with a dash or colon."""
    letters = facts.document.quote(span)
    text = facts.document.text
    initials = r"\s+".join(rf"{re.escape(letter)}[\w-]+" for letter in letters)
    if re.search(rf"(?<!\w){initials}[”’\"']?\s*\((?:the\s+)?[“‘\"']?{re.escape(letters)}[”’\"']?\)", text, re.IGNORECASE):
        return True
    return bool(re.search(rf"(?<!\w){re.escape(letters)}(?:\s*[:=–—(-]\s*|\s+means\s+|\s*\n)[“‘\"']?{initials}", text, re.IGNORECASE))

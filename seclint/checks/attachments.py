"""attachment-listed, attachment-cited: the list of attachments against the references to them."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found, unchecked
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.attachments import Attachment
from seclint.facts.history import bare, figures
from seclint.facts.part_numbers import NUMBERED
from seclint.facts.wording import any_of, listed, plain
from seclint.model import Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Reference

_PROSE = ("paragraph", "item", "cell", "footnote", "caption")
_BEHIND = 40  # characters around a reference in which its owner may stand
_POSSESSIVE = compiled(r"(?:[’']s|s[’']|\b(?:its|their|his|her|your|whose)) $")
_WORD = compiled(r"[a-z0-9][a-z0-9.&'-]*")
_IN_THE_DOCUMENT = ("annex", "appendix")  # these go by references of their own
_LONG = 4  # letters of a word that tells one title from another


class Attachments(Struct, frozen=True, forbid_unknown_fields=True):
    """``foreign``: regular expressions of what, right behind a reference, says that it is an attachment of something else."""

    foreign: tuple[str, ...]


class Titles(Struct, frozen=True, forbid_unknown_fields=True):
    """``share``: how much of a title's words must stand in one sentence for it to name the attachment.

    ``together``: regular expressions of what speaks of all attachments at once, so that none of them needs its number.
    """

    share: float
    together: tuple[str, ...]


def attachment_listed(facts: Facts, rule: Rule) -> Iterator[Found]:
    """References to attachments that the document's list of attachments does not have."""
    cited = [reference for reference in facts.mentions.references if reference.kind == "attachment" and _is_own(facts, rule, reference)]
    numbers = {plain(_number(one.label)) for one in facts.attachments if _noun(one.label) not in _IN_THE_DOCUMENT}
    if cited and not numbers:
        yield unchecked(rule, rule.messages["unchecked"])
        return
    told: set[str] = set()
    for reference in cited:
        noun = _noun(facts.document.quote(reference.span)).removesuffix("s").capitalize()
        labels = [f"{noun} {_number(label.partition('(')[0])}" for label in reference.clauses]
        missing = [
            label
            for label in labels
            if plain(_number(label)) not in numbers and label not in told and not _is_viewed(facts, reference, label)
        ]
        if missing:
            told.update(missing)
            there = listed([attachment.label for attachment in facts.attachments])
            yield found(facts, rule, reference.span, missing=listed(missing), are="are" if len(missing) > 1 else "is", listed=there)


def _noun(label: str) -> str:
    return label.partition(" ")[0].casefold()


def _number(label: str) -> str:
    return label.partition(" ")[2]


def _is_own(facts: Facts, rule: Rule, reference: Reference) -> bool:
    """Whether an attachment of this document is meant: not of another one, nor in what others said."""
    options: Attachments = rule.options
    span, text = reference.span, facts.document.text
    if reference.owner not in ("", "self") or facts.document.block_at(span.start).kind not in _PROSE:
        return False
    if any(span.within(listing.span) for listing in facts.attachments):
        return False
    if any(span.within(other) for other in (*facts.answers.viewed, *(one.span for one in facts.pairing.quotations))):
        return False
    owned = _POSSESSIVE.search(text, max(0, span.start - _BEHIND), span.start)
    return not owned and not any_of(options.foreign).match(text, span.end, min(span.end + _BEHIND, len(text)))


def _is_viewed(facts: Facts, reference: Reference, label: str) -> bool:
    """Whether a response takes up an attachment that a respondent spoke of, so that one of the document consulted on is meant."""
    for question in facts.answers.questions:
        if any(reference.span.within(span) for span in question.response):
            return any(plain(label) in plain(facts.document.quote(view)) for view in question.views)
    return False


def attachment_cited(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Listed attachments whose label nothing outside the list cites; one whose title stands somewhere is told of with the place.

    A heading is no line of a list: what stands under it is a part of the document. A single one needs no number where its title stands.
    """
    cited = {one.span for one in facts.attachments if _is_cited(facts, one)}
    told = {one.span: _named(facts, rule, one) or _told_by_version(facts, one) for one in facts.attachments if one.span not in cited}
    if len(told) > 1 and not cited and (any(told.values()) or _are_cited_together(facts, rule)):
        return  # the author goes by titles, or tells of all at once
    for attachment in facts.attachments:
        is_part = facts.document.block_at(attachment.span.start).kind == "heading"
        if is_part or not attachment.title or attachment.span in cited or _points_back(facts, attachment):
            continue
        named = told[attachment.span]
        if named and len(facts.attachments) == 1:
            continue
        yield found(
            facts,
            rule,
            attachment.span,
            variant="titled" if named else "",
            related=[(named, rule.messages["named"])] if named else (),
            label=attachment.label,
            title=attachment.title,
            where=where(facts, named) if named else "",
        )


def _points_back(facts: Facts, attachment: Attachment) -> bool:
    """Whether the list says where in the document an attachment is dealt with: "the two drafts (see section 1)"."""
    inside = (one for one in facts.mentions.references if one.span.within(attachment.span) and one.kind in NUMBERED)
    return any(facts.ownership.of(one) == "own" for one in inside)


def _are_cited_together(facts: Facts, rule: Rule) -> bool:
    """Whether the text says something of all of them: "Both attachments are published with this document"."""
    options: Titles = rule.options
    together = any_of(options.together)
    blocks = (block.span for block in facts.document.blocks if block.kind in _PROSE)
    return any(together.search(facts.document.text, span.start, span.end) for span in blocks)


def _is_cited(facts: Facts, attachment: Attachment) -> bool:
    label = re.compile(rf"(?<!\w){re.escape(attachment.label)}(?![\w.]\w|\w)", re.IGNORECASE)
    own = attachment.label if _noun(attachment.label) in _IN_THE_DOCUMENT else f"attachment {_number(attachment.label)}"
    wanted = (plain(attachment.label), plain(own))
    for reference in facts.mentions.references:
        if not reference.span.within(attachment.span) and any(plain(clause) in wanted for clause in reference.clauses):
            return True
    for block in facts.document.blocks:
        if block.kind in ("contents", "header", "footer") or block.span.overlaps(attachment.span):
            continue
        if label.search(facts.document.text, block.span.start, block.span.end):
            return True
    return False


def _named(facts: Facts, rule: Rule, attachment: Attachment) -> Span | None:
    """The sentence outside the lists, the headings and the cover that holds most words of the title; the last one of several."""
    options: Titles = rule.options
    title = _words(facts, attachment.title)
    best, named = options.share * len(title), None
    for sentence in facts.sentences if title else ():
        index = facts.document.block_index(sentence.start)
        is_prose = index >= facts.front.cover_end and facts.document.blocks[index].kind in _PROSE
        if not is_prose or any(sentence.overlaps(one.span) for one in facts.attachments):
            continue
        shared = len(title & _words(facts, facts.document.quote(sentence)))
        if shared >= best:
            best, named = shared, sentence
    return named


def _told_by_version(facts: Facts, attachment: Attachment) -> Span | None:
    """Where a sentence cites the document that is attached with the version that the list gives: "The draft TAD (v0.3) is enclosed"."""
    artefact = facts.lexicon.artefact_in(attachment.title) if attachment.version else ""
    for one in facts.cited_versions if artefact else ():
        same = one.is_subject and artefact == facts.subject.artefact and bare(figures(one.number)) == bare(figures(attachment.version))
        is_prose = facts.document.block_at(one.token.start).kind in _PROSE
        if same and is_prose and not any(one.token.within(listing.span) for listing in facts.attachments):
            return facts.sentence(one.token)
    return None


def _words(facts: Facts, text: str) -> frozenset[str]:
    """The telling words of a text, and those that its abbreviations stand for."""
    words = set(_WORD.findall(plain(text)))
    for one in facts.abbreviations.definitions:
        if one.long and plain(one.short) in words:
            words |= set(_WORD.findall(plain(one.long)))
    return frozenset(word for word in words if len(word) >= _LONG)

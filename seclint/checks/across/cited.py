"""What the documents cite of the one under consultation: whose words and parts they name, and of which version."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts import Facts
from seclint.facts.attributed import Attributed
from seclint.facts.declared import is_own
from seclint.facts.dossier import DossierFacts
from seclint.facts.scopes import NAMELESS
from seclint.facts.scopes import is_of_subject as names_subject
from seclint.facts.wording import any_of, plain
from seclint.model import Span
from seclint.recognise import Reference

NUMBERED = ("section", "clause", "part", "chapter")
"""Kinds of parts that numbers of headings are called by."""

_LETTERED = ("part", "chapter", "annex", "appendix", "schedule")
_CITING = ("consultation", "conclusions", "report")


class Search(Struct, frozen=True, forbid_unknown_fields=True):
    """How quotations are searched.

    ``least``: words from which on a quotation is a passage and no term or title. ``alike``: from which likeness (0 to 1) on a passage
    is the one that was meant. Regular expressions: ``draft`` and ``final`` of what, near a quotation or reference, says which is meant;
    ``proposed`` of what says that the words are a respondent's or a proposal, not the document's. Of what, before a quotation:
    ``attributed`` says that the document under consultation says so, ``titled`` that it may be the title of a part, ``named`` that it is.
    ``reasons``: regular expressions of what begins a clause in which a quotation is no proposal, whatever was proposed before: a reason for
    it, or what is to go. ``instead``: those of what, right behind a quotation, says that it is one.
    ``close``: from which likeness on a quotation of ``short`` words or more is meant to be the passage, whoever it is said to be from.
    """

    least: int
    alike: float
    draft: tuple[str, ...]
    final: tuple[str, ...]
    proposed: tuple[str, ...]
    attributed: tuple[str, ...]
    titled: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    close: float = 1.0
    short: int = 5


def citing(dossier: DossierFacts) -> Iterator[Facts]:
    """The documents that speak of the one under consultation."""
    return (facts for role, facts in dossier.documents if role in _CITING and facts.subject.artefact)


def is_of_subject(dossier: DossierFacts, facts: Facts, reference: Reference) -> bool:
    """Whether a reference is to a part of the document under consultation."""
    sides = (*dossier.words.of_draft, *dossier.words.of_final)
    return names_subject(facts, reference, sides) or _is_nowhere_else(facts, reference) or _is_of_its_kind(facts, reference)


def _is_nowhere_else(facts: Facts, reference: Reference) -> bool:
    """Whether a number without a document can only be of the one under consultation: this document has no numbers of that kind."""
    if reference.owner not in ("", "self") or reference.kind not in NUMBERED or not reference.clauses[0].split()[-1][:1].isdigit():
        return False
    own = {section.label for section in facts.outline.sections if section.label[:1].isdigit()}
    deep = all("." in clause for clause in reference.clauses)  # "Section 5.1" where there is none can be no slip of one figure
    if own & set(reference.clauses) or (own and reference.kind != "clause" and not deep):
        return False
    block = facts.document.block_at(reference.span.start).span
    before = [one for one in facts.mentions.references if block.start <= one.span.start < reference.span.start]
    return all(one.owner in ("", "self", facts.subject.artefact) or plain(one.owner) in NAMELESS for one in before)


def _is_of_its_kind(facts: Facts, reference: Reference) -> bool:
    """Whether a lettered part is of a kind that this document has none of, and that it names as the other one's before or behind."""
    kind = reference.kind
    if reference.owner not in ("", "self") or kind not in _LETTERED or is_own(facts.document.text, reference.span):
        return False
    own = [*(section.label for section in facts.outline.sections), *(attachment.label for attachment in facts.attachments)]
    named = (one.owner == facts.subject.artefact for one in facts.mentions.references if one.kind == kind)
    return any(named) and not any(label.casefold().startswith(kind) for label in own)


def said_by_subject(dossier: DossierFacts, facts: Facts, options: Search) -> Iterator[Attributed]:
    """The quotations that are said to be from the document under consultation: by a reference before them, or by "the draft says"."""
    mine = {one.reference for one in facts.quoted if one.reference is not None and is_of_subject(dossier, facts, one.reference)}
    text, says = facts.document.text, any_of(options.attributed)
    for quotation in facts.quoted:
        start = facts.sentence(quotation.words).start
        if quotation.reference in mine or (quotation.reference is None and says.search(text, start, quotation.words.start)):
            yield replace(quotation, owner=facts.subject.artefact)


def meant(dossier: DossierFacts, facts: Facts, span: Span, options: Search) -> str:
    """Which of the two is meant: the role that the sentence names; in views the draft; "" when nothing tells."""
    sentence = facts.sentence(span)
    text = facts.document.text
    if any_of(options.draft).search(text, sentence.start, min(span.start, sentence.end)):
        return "draft-tad"
    if any_of(options.final).search(text, sentence.start, sentence.end):
        return "tad"
    if facts is dossier.get("consultation") or any(span.within(view) for question in facts.answers.questions for view in question.views):
        return "draft-tad"
    return ""

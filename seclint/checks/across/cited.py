"""What the documents cite of the one under consultation: whose words and parts they name, and of which version."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts import Facts
from seclint.facts.attributed import Attributed
from seclint.facts.dossier import DossierFacts
from seclint.facts.wording import any_of
from seclint.model import Span

_CITING = ("consultation", "conclusions", "report")


class Search(Struct, frozen=True, forbid_unknown_fields=True):
    """How quotations are searched.

    ``least``: words from which on a quotation is a passage and no term or title. ``alike``: from which likeness (0 to 1) on a passage
    is the one that was meant. Regular expressions: ``draft`` and ``final`` of what, near a quotation or reference, says which is meant;
    ``proposed`` of what says that the words are a respondent's or a proposal, not the document's. Of what, before a quotation:
    ``attributed`` says that the document under consultation says so, ``viewed`` that it does where no response speaks, ``titled`` that it
    may be the title of a part, ``named`` that it is.
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
    viewed: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    close: float = 1.0
    short: int = 5


def citing(dossier: DossierFacts) -> Iterator[Facts]:
    """The documents that speak of the one under consultation."""
    return (facts for role, facts in dossier.documents if role in _CITING and facts.subject.artefact)


def said_by_subject(facts: Facts, options: Search) -> Iterator[Attributed]:
    """The quotations that are said to be from the document under consultation: by a reference before them, or by "the draft says"."""
    mine = {one.reference for one in facts.quoted if one.reference is not None and facts.ownership.of(one.reference) == "subject"}
    text, attributed, viewed = facts.document.text, any_of(options.attributed), any_of((*options.attributed, *options.viewed))
    own = [*(span for one in facts.answers.questions for span in one.response), *facts.answers.shared_response]
    own += [facts.sentence(claim.span) for claim in facts.claims]
    for quotation in facts.quoted:
        start = facts.sentence(quotation.words).start
        says = attributed if any(map(quotation.words.within, own)) else viewed
        if quotation.reference in mine or (quotation.reference is None and says.search(text, start, quotation.words.start)):
            yield replace(quotation, owner=facts.subject.artefact)


def meant(dossier: DossierFacts, facts: Facts, span: Span, options: Search) -> str:
    """Which of the two is meant: the role that the sentence names; in views the draft; "" when nothing tells."""
    sentence = facts.sentence(span)
    text = facts.document.text
    if any_of(options.draft).search(text, sentence.start, min(span.start, sentence.end)):
        return "draft-tad"
    if any_of(options.final).search(text, sentence.start, sentence.end):
        return "" if any_of(options.draft).search(text, span.end, sentence.end) else "tad"
    if facts is dossier.get("consultation") or any(map(span.within, facts.answers.views)):
        return "draft-tad"
    return ""


def called(dossier: DossierFacts, sources: Sequence[Facts]) -> str:
    """The documents in words, without their first article: "draft TAD or the final TAD"."""
    return " or the ".join(dossier.called(name) for name, source in dossier.documents if source in sources)

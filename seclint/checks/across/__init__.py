"""The check kinds that hold the documents of a dossier against each other: one pure generator each, registered here and nowhere else.

A kind that has the name of one for single documents belongs to the same rules: these look into each document, and from one to another.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct

from seclint.checks.across.amendments import Announced, claimed, locatable
from seclint.checks.across.approvals import Meetings, approval_recorded
from seclint.checks.across.attachments import Attached, attachments_supplied
from seclint.checks.across.cited import Search
from seclint.checks.across.covers import Dated, cited_facts
from seclint.checks.across.events import Agreed, events_agree
from seclint.checks.across.formats import Same, formats_agree
from seclint.checks.across.locators import locators
from seclint.checks.across.quotations import quotations
from seclint.checks.across.received import responses_agree
from seclint.checks.across.terms import abbreviations_agree
from seclint.checks.across.topics import clarified, off_topic
from seclint.checks.across.unclaimed import unclaimed
from seclint.checks.across.wording import Reworded, question_wording
from seclint.checks.found import Found
from seclint.checks.respondents import Respondents
from seclint.facts.coverage import Sharing
from seclint.facts.dossier import DossierFacts
from seclint.model import Rule


class NoOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """For a check kind that takes no options."""


class AcrossKind(Struct, frozen=True):
    """A check, the record that its rules' ``options`` must have the form of, and the roles without which it can see nothing.

    Of ``any_of`` roles, where there are some, one is enough.
    """

    run: Callable[[DossierFacts, Rule], Iterator[Found]]
    options: type[Struct] = NoOptions
    needs: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()


_TADS = ("draft-tad", "tad")
_THREE = ("conclusions", *_TADS)

ACROSS: dict[str, AcrossKind] = {
    "abbreviations-agree": AcrossKind(abbreviations_agree),
    "amendment-claimed": AcrossKind(unclaimed, Sharing, _THREE),
    "amendment-made": AcrossKind(claimed, Announced, _THREE),
    "amendment-of-substance": AcrossKind(clarified, needs=_THREE),
    "amendment-on-topic": AcrossKind(off_topic, needs=_THREE),
    "approval-recorded": AcrossKind(approval_recorded, Meetings, needs=("conclusions", "tad")),
    "attachments-supplied": AcrossKind(attachments_supplied, Attached),
    "cited-facts": AcrossKind(cited_facts, Dated, any_of=_TADS),
    "claim-located": AcrossKind(locatable, needs=_THREE),
    "events-agree": AcrossKind(events_agree, Agreed),
    "formats-agree": AcrossKind(formats_agree, Same),
    "locators": AcrossKind(locators, Search, any_of=_TADS),
    "question-wording": AcrossKind(question_wording, Reworded, ("consultation", "conclusions")),
    "respondents-listed": AcrossKind(responses_agree, Respondents, ("conclusions",)),
    "quotations-found": AcrossKind(quotations, Search, any_of=_TADS),
}

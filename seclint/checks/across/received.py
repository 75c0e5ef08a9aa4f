"""Part of respondents-listed: how many responses there were, according to the conclusions and to the documents after them."""

from collections.abc import Iterator

from seclint.checks.across.told import told
from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.facts.counts import Stated
from seclint.facts.dossier import DossierFacts
from seclint.model import Rule
from seclint.recognise.owners import names_of

_LATER = ("tad", "report")


def _is_of_responses(facts: Facts, stated: Stated) -> bool:
    """Whether the sentence, in a document that counts tests as well, speaks of questions and answers."""
    return names_of(facts.library).asks_in(facts.document.quote(facts.sentence(stated.span)))


def responses_agree(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every number of responses that the final document or the report gives, and that is not the one of the conclusions."""
    conclusions = dossier.get("conclusions")
    received = conclusions.received.told if conclusions is not None else ()
    if conclusions is None or len({one.number for one in received}) != 1 or conclusions.received.more:
        return
    for role in _LATER:
        facts = dossier.get(role)
        for one in facts.received.told if facts is not None else ():
            if facts is not None and one.number != received[0].number and _is_of_responses(facts, one):
                related = [(conclusions, received[0].span, rule.messages["conclusions"])]
                yield told(facts, rule, one.span, variant="received", related=related, stated=one.number, listed=received[0].number)

"""clause-superseded: references to clauses that an earlier version of the Code had and the one in force has not."""

from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.clause_register import clause_references, edition_of
from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.facts.clause_register import ClauseRegister, Edition
from seclint.facts.wording import any_of, plain
from seclint.model import Rule
from seclint.recognise import Reference


class Superseded(Struct, frozen=True, forbid_unknown_fields=True):
    """``history``: regular expressions of words in the sentence that tell of an earlier Code."""

    history: tuple[str, ...]


def clause_superseded(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Clauses that are gone on the document's day, with where their title stands now; history that is told as such is left alone."""
    register = facts.library.load("registers", "clauses", ClauseRegister)
    edition = edition_of(facts, register)
    references = list(clause_references(facts))
    earlier = [one for one in register.edition if edition is not None and one.starts < edition.starts]
    if references and not earlier:
        yield unchecked(rule, rule.messages["unchecked"])
    if edition is None or not earlier:
        return
    for reference in references:
        for clause in reference.clauses:
            last = _last_with(clause, earlier)
            if last is not None and edition.covers(clause) and not edition.has(clause) and not _is_history(facts, rule, reference):
                yield found(
                    facts, rule, reference.span, notes=_moved(rule, clause, last, edition), clause=clause, last=last.sec_version,
                    version=edition.sec_version, since=edition.starts.isoformat(),
                )  # fmt: skip


def _last_with(clause: str, editions: list[Edition]) -> Edition | None:
    """The latest of the editions that lists the clause itself."""
    bare = clause.partition("(")[0].rstrip()
    return max((one for one in editions if bare in one.clauses), key=lambda one: one.starts, default=None)


def _moved(rule: Rule, clause: str, last: Edition, edition: Edition) -> list[str]:
    """Where the clause's title stands in the edition in force, if it stands there once."""
    title = last.clauses[clause.partition("(")[0].rstrip()]
    now = [one for one, caption in edition.clauses.items() if title and plain(caption) == plain(title)]
    return [rule.messages["moved"].format(title=title, clause=now[0])] if len(now) == 1 else []


def _is_history(facts: Facts, rule: Rule, reference: Reference) -> bool:
    options: Superseded = rule.options
    sentence = facts.sentence(reference.span)
    quoted = any(reference.span.within(quotation.span) for quotation in facts.pairing.quotations)
    return quoted or any_of(options.history).search(facts.document.text, sentence.start, sentence.end) is not None

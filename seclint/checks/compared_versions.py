"""Versions held against the approved one, and named nowhere else: "changes from v0.3 to v1.0", where the draft is v0.4."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.found import found
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.tables import row_at
from seclint.facts.versions import Cited, bare_number
from seclint.facts.wording import any_of
from seclint.model import Finding, Rule, Span
from seclint.recognise import Version, inside

_TWO = 2


class Compared(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions: ``words`` say that versions are held against each other, ``unless`` that one is neither draft nor approved."""

    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def compared_versions(facts: Facts, rule: Rule, compared: Compared) -> Iterator[Finding]:
    """The versions held against the approved one that are not the draft, where they stand nowhere else."""
    own = [one for one in facts.cited_versions if one.is_subject]
    drafts = [one for one in own if one.role in ("draft", "amended")]
    words, unless = any_of(compared.words), any_of(compared.unless)
    for version in facts.mentions.versions if drafts else ():
        place = _place(facts, version)
        other = _partner(facts, version, place, own)
        said = facts.document.quote(place)
        if other is None or not words.search(said) or unless.search(said) or not _is_alone(facts, version):
            continue
        right = drafts[0]
        yield found(
            facts,
            rule,
            version.token,
            variant="compared",
            related=[(right.token, rule.messages["there"])],
            number=version.written,
            approved=other.written,
            draft=right.written,
            place=where(facts, right.token),
        )


def _place(facts: Facts, version: Version) -> Span:
    """The sentence of a version, or the row of the table that it stands in."""
    row = row_at(facts.document, version.token.start)
    return Span(row[0].span.start, row[-1].span.end) if row[0].cell is not None else facts.sentence(version.token)


def _partner(facts: Facts, version: Version, place: Span, own: Sequence[Cited]) -> Version | None:
    """The approved version that stands in the same place, if nothing but those two does."""
    others = {one.token for one in facts.cited_versions if not one.is_subject}
    both = [one for one in inside(facts.mentions.versions, place) if one.token not in others]
    numbers = {bare_number(one.number) for one in both}
    approved = {one.number for one in own if one.role == "final"}
    mine = bare_number(version.number)
    if len(numbers) != _TWO or version not in both or mine in approved:
        return None
    return next((one for one in both if bare_number(one.number) in approved), None)


def _is_alone(facts: Facts, version: Version) -> bool:
    """Whether no other version in the document bears the number."""
    return sum(bare_number(one.number) == bare_number(version.number) for one in facts.mentions.versions) == 1

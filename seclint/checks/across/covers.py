"""cited-facts: what conclusions and consultation say of a document, held against its own cover; and the modifications of all."""

from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.across.modifications import modifications_agree
from seclint.checks.across.told import start_of, told
from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.facts.days import in_words
from seclint.facts.dossier import DossierFacts
from seclint.facts.versions import Cited, bare_number
from seclint.facts.wording import any_of
from seclint.model import Rule, Span


class Dated(Struct, frozen=True, forbid_unknown_fields=True):
    """``dated``: regular expressions of what stands between a version and its date. ``titles``: heads of columns of titles.

    ``consulted``: regular expressions of sentences that can only speak of the draft that was consulted on.
    """

    dated: tuple[str, ...]
    consulted: tuple[str, ...]
    titles: tuple[str, ...]


_CITED_AS = {"draft": "draft-tad", "final": "tad"}


def cited_facts(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Releases, versions and dates of the draft and of the final document that are not those on its cover, and modifications not in it."""
    yield from modifications_agree(dossier, rule, rule.options.titles)
    for role, facts in dossier.documents:
        if role in ("draft-tad", "tad"):
            continue
        yield from _release(dossier, rule, facts)
        yield from _dates(dossier, rule, facts)
        yield from _in_tables(dossier, rule, facts)
        yield from _unknown(dossier, rule, facts)
        for cited in _once(facts):
            other = dossier.get(_CITED_AS[cited.role])
            if any(cited.token.within(attachment.span) for attachment in facts.attachments):
                continue  # the list of attachments has a rule of its own
            if role == "consultation" and cited.role == "final" and _has_version(dossier.get("draft-tad"), cited.number):
                continue  # "the draft is published as v0.7"
            if other is None or other.front.version is None or bare_number(other.front.version) == cited.number:
                continue
            if _is_earlier(dossier, cited) and not any_of(rule.options.consulted).search(*_sentence(facts, cited)):
                continue
            yield told(
                facts,
                rule,
                cited.token,
                related=[_on_cover(other, "version", rule)],
                cited=cited.written,
                stated=other.front.fields["version"].value,
                document=dossier.called(_CITED_AS[cited.role]),
            )


def _release(dossier: DossierFacts, rule: Rule, facts: Facts) -> Iterator[Found]:
    """A document about another Release than the one that it belongs to by its dossier."""
    for role in ("tad", "draft-tad"):
        other = dossier.get(role)
        if other is None or not (facts.front.title_span and other.front.title_span):
            continue
        mine, theirs = facts.subject.release, other.subject.release
        if mine and theirs and mine != theirs:
            yield told(
                facts,
                rule,
                facts.front.title_span,
                variant="release",
                related=[(other, other.front.title_span, rule.messages["cover"])],
                cited=in_words(mine),
                stated=in_words(theirs),
                document=dossier.called(role),
            )
            return


def _dates(dossier: DossierFacts, rule: Rule, facts: Facts) -> Iterator[Found]:
    """Dates that are given to a version of the draft or of the final document ("v2.0 dated 21 October 2026"), and are not its own."""
    dated = any_of(tuple(rule.options.dated))
    for token, role in _versions(dossier, facts):
        other = dossier.get(role)
        block = facts.document.block_at(token.start).span
        date = next((one for one in facts.dates_in(Span(token.end, block.end)) if one.precision == "day"), None)
        if other is None or not other.front.date or date is None or date.value in _own_dates(other):
            continue
        if dated.fullmatch(facts.document.text, token.end, date.span.start):
            yield told(
                facts,
                rule,
                date.span,
                variant="date",
                related=[_on_cover(other, "date", rule)],
                cited=in_words(date.value),
                stated=in_words(other.front.date),
                document=dossier.called(role),
            )


def _on_cover(facts: Facts, field: str, rule: Rule) -> tuple[Facts, Span, str]:
    """Where the cover gives the field, or else where the document begins, as what a finding relates to."""
    given = facts.front.fields.get(field)
    return facts, given.span if given else start_of(facts), rule.messages["cover"]


def _versions(dossier: DossierFacts, facts: Facts) -> Iterator[tuple[Span, str]]:
    """Where a version of the draft or of the final document stands, with the role: told by its number where only one of them bears it."""
    cited = {one.token: one for one in facts.cited_versions}
    for version in facts.mentions.versions:
        if facts.document.block_index(version.token.start) < facts.front.cover_end:
            continue
        roles = [role for role in _CITED_AS.values() if _has_version(dossier.get(role), version.number)]
        one = cited.get(version.token)
        named = (
            one.is_subject
            if one is not None
            else not version.name and bare_number(version.number) != bare_number(facts.front.version or "")
        )
        if named and len(roles) == 1:
            yield version.token, roles[0]


def _own_dates(facts: Facts) -> frozenset[str]:
    """The days that a document gives itself: on its cover, and in the row of its version."""
    rows = [issue.row for issue in facts.history if _has_version(facts, ".".join(map(str, issue.version)))]
    return frozenset((facts.front.date or "", *(date.value for row in rows for date in facts.dates_in(row))))


def _in_tables(dossier: DossierFacts, rule: Rule, facts: Facts) -> Iterator[Found]:
    """Versions and dates that tables give the draft and the final document."""
    cited = {one.token for one in facts.cited_versions if one.is_subject and one.role}
    for copy in facts.copies:
        if copy.span in cited:
            continue
        roles = [copy.role] if copy.role else [role for role, name in _CITED_AS.items() if _has_version(dossier.get(name), copy.number)]
        other = dossier.get(_CITED_AS[roles[0]]) if len(roles) == 1 else None
        if other is None or (copy.number and not _has_version(other, copy.number)):
            continue
        own = other.front.version if copy.what == "version" else other.front.date
        if not own or (bare_number(own) == bare_number(copy.value) if copy.what == "version" else own == copy.value):
            continue
        yield told(
            facts,
            rule,
            copy.span,
            variant="date" if copy.what == "date" else "",
            related=[_on_cover(other, copy.what, rule)],
            cited=in_words(copy.value) if copy.what == "date" else facts.document.quote(copy.span),
            stated=in_words(own) if copy.what == "date" else own,
            document=dossier.called(_CITED_AS[roles[0]]),
        )


def _has_version(facts: Facts | None, number: str) -> bool:
    return facts is not None and bool(number) and bare_number(facts.front.version or "") == bare_number(number)


def _unknown(dossier: DossierFacts, rule: Rule, facts: Facts) -> Iterator[Found]:
    """Versions cited in no role that neither the draft nor the final document has, nor any of their records of versions."""
    draft, final = dossier.get("draft-tad"), dossier.get("tad")
    if final is None or not final.front.version:
        return
    known = {bare_number(version.number) for other in (draft, final) if other for version in other.mentions.versions}
    known |= {".".join(map(str, issue.bare)) for other in (draft, final) if other for issue in other.history}
    known |= {bare_number(other.front.version) for other in (draft, final) if other and other.front.version}
    drafts = {bare_number(draft.front.version)} if draft and draft.front.version else known - {bare_number(final.front.version)}
    for cited in facts.cited_versions:
        higher = _ordered(cited.number) > _ordered(final.front.version)
        if cited.is_subject and not cited.role and cited.number not in known and (drafts or higher):
            yield told(
                facts,
                rule,
                cited.token,
                variant="unknown",
                related=[_on_cover(final, "version", rule)],
                cited=cited.written,
                final=f"v{final.front.version}",
            )
            return


def _sentence(facts: Facts, cited: Cited) -> tuple[str, int, int]:
    span = facts.sentence(cited.token)
    return facts.document.text, span.start, span.end


def _once(facts: Facts) -> Iterator[Cited]:
    seen: set[tuple[str, str]] = set()
    for cited in facts.cited_versions:
        if cited.is_subject and cited.role in _CITED_AS and (cited.role, cited.number) not in seen:
            seen.add((cited.role, cited.number))
            yield cited


def _is_earlier(dossier: DossierFacts, cited: Cited) -> bool:
    """Whether a version is one that the document itself lists in its history: then it is spoken of as such."""
    for role in ("draft-tad", "tad"):
        facts = dossier.get(role)
        if facts is not None and role != _CITED_AS[cited.role]:
            versions = {bare_number(version.number) for version in facts.mentions.versions if not version.name}
            if cited.number in versions and cited.number != bare_number(facts.front.version or ""):
                return True
    return False


def _ordered(number: str) -> list[int]:
    return [int(part) for part in bare_number(number).split(".") if part.isdigit()]

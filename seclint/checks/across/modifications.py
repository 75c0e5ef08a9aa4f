"""Part of cited-facts: the modifications of a release, by number and title, in all documents of a dossier."""

from collections.abc import Iterator, Mapping, Sequence

from seclint.checks.across.told import told
from seclint.checks.found import Found
from seclint.checks.modification_titles import titled
from seclint.facts import Facts
from seclint.facts.dossier import DossierFacts
from seclint.facts.modification_register import number_of
from seclint.facts.wording import plain
from seclint.model import Rule, Span
from seclint.recognise import Modification


def modifications_agree(dossier: DossierFacts, rule: Rule, heads: tuple[str, ...]) -> Iterator[Found]:
    """Modifications that bear another title in another document, and numbers that stand where another document has other ones.

    A column with one of the ``heads`` gives titles.
    """
    yield from _titles(dossier, rule, heads)
    yield from _numbers(dossier, rule)


def _titles(dossier: DossierFacts, rule: Rule, heads: tuple[str, ...]) -> Iterator[Found]:
    known: dict[str, tuple[str, Facts, Modification]] = {}
    for role, facts in dossier.documents:
        if role == "draft-tad" and dossier.get("tad") is not None:
            continue  # a title that was put right in the final document needs no mending in the draft
        mine: dict[str, Modification] = {}
        for modification in titled(facts, heads):
            mine.setdefault(number_of(modification.id), modification)
        for number, modification in mine.items():
            where, there, other = known.setdefault(number, (role, facts, modification))
            if there is not facts and not _is_one_title(modification.title, other.title):
                yield told(
                    facts,
                    rule,
                    modification.span,
                    variant="title",
                    related=[(there, other.span, rule.messages["there"])],
                    modification=modification.id,
                    title=modification.title,
                    other=other.title,
                    document=dossier.called(where),
                )


def _is_one_title(one: str, other: str) -> bool:
    """Whether one title is the other, or a part of it."""
    mine, theirs = (plain(title).replace("-", " ") for title in (one, other))
    return mine in theirs or theirs in mine


def _numbers(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """A number that no other document has, where this one lacks a number of theirs that it must have been meant for."""
    every = [(role, facts, _mentioned(facts)) for role, facts in dossier.documents]
    told_of: set[frozenset[str]] = set()
    for _, facts, mine in every:
        others = [(role, there, listed) for role, there, listed in every if there is not facts and listed]
        strangers = [number for number in mine if not any(number in listed for _, _, listed in others)]
        for stranger in strangers:
            for role, there, listed in others:
                lacking = [number for number in listed if number not in mine and _is_meant(facts, mine, stranger, number, listed)]
                if lacking and (pair := frozenset((stranger, lacking[0]))) not in told_of:
                    told_of.add(pair)
                    yield told(
                        facts,
                        rule,
                        mine[stranger].span,
                        variant="modification",
                        related=[(there, listed[lacking[0]].span, rule.messages["there"])],
                        modification=mine[stranger].id,
                        other=listed[lacking[0]].id,
                        document=dossier.called(role),
                    )
                    break


def _mentioned(facts: Facts) -> dict[str, Modification]:
    """The first mention of each modification, by number."""
    found: dict[str, Modification] = {}
    for modification in facts.mentions.modifications:
        found.setdefault(number_of(modification.id), modification)
    return found


def _is_meant(facts: Facts, mine: Mapping[str, Modification], stranger: str, number: str, listed: Mapping[str, Modification]) -> bool:
    """Whether a number stands where another should: a slip of the keys, or in a list of those that both documents have."""
    if _is_slip(stranger, number):
        return True
    around = _beside(facts, mine[stranger].span)
    return len(around) > 1 and all(one == stranger or one in listed for one in around)


def _beside(facts: Facts, span: Span) -> Sequence[str]:
    """The modifications of the sentence, or of the table."""
    blocks = facts.document.blocks
    cell = facts.document.block_at(span.start).cell
    sentence = facts.sentence(span)
    around = [sentence] if cell is None else [one.span for one in blocks if one.cell is not None and one.cell.table == cell.table]
    return [number_of(one.id) for one in facts.mentions.modifications if any(one.span.within(words) for words in around)]


def _is_slip(one: str, other: str) -> bool:
    """Whether two figures of a number changed places."""
    return one != other and any(one[:at] + one[at : at + 2][::-1] + one[at + 2 :] == other for at in range(len(one) - 1))

"""abbreviations-agree: one abbreviation that two documents of a dossier spell out differently."""

from collections.abc import Iterator

from seclint.checks.across.told import told
from seclint.checks.found import Found
from seclint.facts import Facts
from seclint.facts.dossier import DossierFacts
from seclint.facts.glosses import Definition
from seclint.facts.wording import plain
from seclint.model import Rule

_MISSPELT = 80  # per cent of likeness from which on two words are one; “test” and “testing” are two
_LONGEST = 9  # words of a long form


def abbreviations_agree(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every abbreviation with long forms in two documents of which neither agrees with the other's."""
    known: dict[str, list[tuple[Facts, Definition]]] = {}
    for _, facts in dossier.documents:
        own: dict[str, list[Definition]] = {}
        for definition in facts.abbreviations.definitions:
            if _is_name(definition.long):
                own.setdefault(definition.short, []).append(definition)
        for short, definitions in own.items():
            earlier = [one for one in known.get(short, ()) if one[0] is not facts]
            if earlier and not any(
                _alike(_expanded(facts, mine), _expanded(there, other)) for mine in definitions for there, other in earlier
            ):
                there, other = earlier[0]
                mine = definitions[0]
                yield told(
                    facts,
                    rule,
                    mine.span,
                    related=[(there, other.span, rule.messages["there"].format(short=short, long=other.long))],
                    short=short,
                    long=mine.long,
                    other=other.long,
                )
            known.setdefault(short, []).extend((facts, definition) for definition in definitions)


def _is_name(long: str) -> bool:
    """Whether what was taken for the long form can be one: a few words, and no end of a sentence among them."""
    return 0 < len(long.split()) <= _LONGEST and ". " not in long


def _expanded(facts: Facts, definition: Definition) -> str:
    """The long form with the abbreviations in it spelled out: "SIT environment B"."""
    known = facts.abbreviations.long_forms
    return " ".join(known.get(word, word) if word != definition.short else word for word in definition.long.split())


def _alike(one: str, other: str) -> bool:
    """Whether two long forms mean the same: case, hyphens, plurals and small words do not count."""
    from rapidfuzz import fuzz

    mine, theirs = (
        " ".join(word.rstrip("s") for word in plain(long).replace("-", " ").split() if word not in ("the", "of", "for", "and", "&"))
        for long in (one, other)
    )
    pairs = list(zip(mine.split(), theirs.split(), strict=False))
    misspelt = len(mine.split()) == len(theirs.split()) and all(fuzz.ratio(*pair) >= _MISSPELT for pair in pairs)
    return mine == theirs or mine in theirs or theirs in mine or misspelt

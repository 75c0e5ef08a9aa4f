"""targets: references to parts of the document itself that it does not have."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.model import Rule

_NUMBERED = ("section", "clause", "paragraph")
_TAIL = re.compile(r"[\s:.–—)-]|$")


class Targets(Struct, frozen=True, forbid_unknown_fields=True):
    """``kinds``: the nouns of the references that are followed."""

    kinds: tuple[str, ...]


def targets(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every reference to a part of this document whose label nothing bears."""
    options: Targets = rule.options
    known: dict[str, set[str]] = {}
    unknown: set[str] = set()
    for reference in facts.mentions.references:
        if reference.owner != "self" or reference.kind not in options.kinds or reference.malformed:
            continue
        labels = known.setdefault(reference.kind, _labels(facts, reference.kind))
        if not labels:
            unknown.add(reference.kind)
            continue
        missing = [clause for clause in reference.clauses if not _stands(_bare(clause, reference.kind), labels)]
        if missing:
            target = f"{reference.kind} {_bare(missing[0], reference.kind)}"
            yield found(facts, rule, reference.span, reference=facts.document.quote(reference.span), target=target)
    for kind in sorted(unknown):
        yield unchecked(rule, rule.messages["unchecked"].format(kind=kind))


def _bare(clause: str, kind: str) -> str:
    """The number alone: "Table 4" to "4"."""
    return re.sub(rf"^{kind}s?\s+", "", clause.strip(), flags=re.IGNORECASE).casefold().replace(" ", "")


def _stands(number: str, labels: set[str]) -> bool:
    """Whether something bears the number, or a part of it: limbs of a paragraph may be printed as words."""
    return number in labels or number.partition("(")[0] in labels


def _labels(facts: Facts, kind: str) -> set[str]:
    if kind == "question":
        answers = facts.answers
        return {number for question in (*answers.questions, *answers.listed) for number in question.numbers}
    if kind == "attachment":
        return {_bare(attachment.label, kind) for attachment in facts.attachments}
    if kind in _NUMBERED:
        return _numbers(facts)
    return _worded(facts, kind)


def _numbers(facts: Facts) -> set[str]:
    """The labels of headings, paragraphs and contents entries, also without the word before a heading's number."""
    labels = {block.label for block in facts.document.blocks if block.kind in ("heading", "paragraph", "contents", "item")}
    labels |= {label.rpartition(" ")[2] for label in labels}
    return {label.strip(".").casefold() for label in labels if any(character.isdigit() for character in label) or len(label) == 1}


def _worded(facts: Facts, kind: str) -> set[str]:
    """The numbers of captions and headings such as "Table 4" or "Annex A", whether label or text."""
    opening = re.compile(rf"{kind}\s+(\w+(?:[.-]\d+)*)(?={_TAIL.pattern})", re.IGNORECASE)
    labels = set()
    for block in facts.document.blocks:
        if block.kind in ("header", "footer", "footnote"):
            continue
        match = opening.match(f"{block.label} {facts.document.quote(block.span)[:40]}".strip())
        if match:
            labels.add(match[1].casefold())
    return labels

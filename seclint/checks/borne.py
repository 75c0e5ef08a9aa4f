"""The numbers that the parts of this document bear, and whether it might have a part of a number that none of them bears."""

import re

from seclint.facts import Facts

NUMBERED = ("section", "clause", "paragraph")
"""Kinds of parts that bear their number alone."""

_REACH = 3  # a bare number further behind the last one than this is somebody else's
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TITLE = re.compile(r"\s*(?:[:.–—-]|$)|\s+(?=[A-Z])(?!.*\.$)")


def labels_of(facts: Facts, kind: str) -> set[str]:
    """The numbers, in lower case, of the parts that a noun names."""
    if kind == "question":
        answers = facts.answers
        return {number for question in (*answers.questions, *answers.listed) for number in question.numbers}
    if kind == "attachment":
        return {bare(attachment.label, kind).casefold() for attachment in facts.attachments}
    if kind in NUMBERED:
        return _numbers(facts, kind)
    return _worded(facts, kind) | (headed(facts) if kind == "part" else set())


def series_of(facts: Facts, kind: str) -> set[str]:
    """The numbers that a bare number is measured by: for sections those of headings alone, as paragraph numbers run far ahead of them."""
    return headed(facts) if kind in ("section", "clause") else labels_of(facts, kind)


def headed(facts: Facts) -> set[str]:
    """The labels of the headings, in the text or in the contents."""
    return {block.label.casefold() for block in facts.document.blocks if block.kind in ("heading", "contents") and block.label}


def stands(number: str, labels: set[str]) -> bool:
    """Whether something bears the number, or a part of it: limbs of a paragraph may be printed as words."""
    return number in labels or number.partition("(")[0] in labels


def might_be(number: str, labels: set[str]) -> bool:
    """Whether the number is next to those that the document has: another part of a section, or a little behind the last one."""
    above, dot, _ = number.rpartition(".")
    if dot:
        return above in labels or might_be(above, labels)
    same_form = [label for label in labels if label.isdigit() == number.isdigit()]
    roman = "i" in same_form and all(label in _ROMAN for label in same_form)
    wanted = _ordinal(number, roman=roman)
    alike = {_ordinal(label, roman=roman) for label in same_form} - {0}
    return bool(alike and wanted) and (bool({wanted - 1, wanted + 1} & alike) or max(alike) < wanted <= max(alike) + _REACH)


def bare(clause: str, kind: str) -> str:
    """The number alone: "Table 4" to "4"."""
    return re.sub(rf"^{kind}s?\s+", "", clause.strip(), flags=re.IGNORECASE).replace(" ", "")


def _ordinal(number: str, *, roman: bool) -> int:
    """The place of a figure, a Roman one or a single letter in its series; 0 for anything else."""
    if number.isdigit():
        return int(number)
    if roman:
        return _ROMAN.index(number) + 1 if number in _ROMAN else 0
    return ord(number) - ord("a") + 1 if len(number) == 1 and "a" <= number <= "z" else 0


def _numbers(facts: Facts, kind: str) -> set[str]:
    """The labels of headings, paragraphs and contents entries, also without the word before a heading's number.

    Where headings are numbered, the running number of a paragraph is no section's.
    """
    blocks = facts.document.blocks
    headed = kind == "section" and any(block.kind == "heading" and block.label[:1].isdigit() for block in blocks)
    labels = {
        block.label
        for block in blocks
        if block.kind in ("heading", "contents")
        or (block.kind in ("paragraph", "item") and not (headed and block.label.strip(".").isdigit()))
    }
    labels |= {label.rpartition(" ")[2] for label in labels}
    return {label.strip(".").casefold() for label in labels if any(character.isdigit() for character in label) or len(label) == 1}


def _worded(facts: Facts, kind: str) -> set[str]:
    """The numbers of captions and headings such as "Table 4" or "Annex A", whether label or text."""
    opening = re.compile(rf"{kind}\s+(\w+(?:[.-]\d+)*)", re.IGNORECASE)
    labels = set()
    for block in facts.document.blocks:
        if block.kind in ("header", "footer", "footnote"):
            continue
        label = block.label if any(map(str.isalnum, block.label)) else ""  # a bullet is no label
        text = f"{label} {facts.document.quote(block.span)}".strip()
        match = opening.match(text)
        if match and (block.kind in ("caption", "heading", "contents") or _TITLE.match(text, match.end())):
            labels.add(match[1].casefold())
    return labels

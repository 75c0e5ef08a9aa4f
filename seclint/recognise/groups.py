"""The parts of a reference: nouns with their numbers, which may hold each other ("Clause 3.2 of Appendix AB")."""

from collections.abc import Collection, Sequence
from itertools import product

from msgspec import Struct

from seclint.patterns import compiled
from seclint.recognise.grammar import Tree

# How the parts of a kind are written in ``clauses``; sections and the clauses of a document go by their bare number.
_WRITTEN = {
    "page": "page {}", "paragraph": "paragraph {}", "article": "article {}", "regulation": "regulation {}", "step": "step {}",
    "table": "Table {}", "figure": "Figure {}", "annex": "Annex {}", "appendix": "Appendix {}", "schedule": "Schedule {}",
    "attachment": "Attachment {}", "question": "Question {}", "condition": "Condition {}", "part": "Part {}", "chapter": "Chapter {}",
}  # fmt: skip
# Parts that have parts: "Appendix AB, Clause 3.2" is a clause of the Appendix, "Section 3, Table 4" two things.
_WHOLES = ("appendix", "schedule", "annex", "part", "chapter")
_DIVIDED = {"section": ("paragraph",), "clause": ("paragraph",), "article": ("paragraph",), "condition": ("paragraph", "part")}
_HYPHENATED = ("table", "figure")
_LETTERED = compiled(r"[A-Z]{1,2}\d")


class Group(Struct):
    """A noun with its numbers: "Sections K4 and K5". ``start`` and ``end`` count from the beginning of the reference."""

    kind: str
    start: int
    end: int
    clauses: list[str] = []
    order: str = ""
    fault: str = ""
    inner: bool = False
    licence: bool = False
    short: bool = False


def limb(written: str) -> str:
    """The limb in both its brackets."""
    return f"({written.strip('()')})"


def holds(larger: Group, smaller: Group) -> bool:
    """Whether a part of the one kind has parts of the other; no Appendix is part of another one."""
    if larger.kind == smaller.kind:
        return False
    return larger.kind in _WHOLES or smaller.kind in _DIVIDED.get(larger.kind, ())


def is_one_number(group: Group, last: str, joining: str, own_labels: Collection[str]) -> bool:
    """Whether a hyphen belongs to the number of a table or figure: "Table 3-1" where the document has it, or no range can be meant."""
    first = group.clauses[-1]
    if group.kind not in _HYPHENATED or joining not in ("-", "–") or not (first.isdigit() and last.isdigit()):
        return False
    label = f"{group.kind.capitalize()} {first}"
    return any(f"{label}{dash}{last}" in own_labels for dash in "-–\u2011") or int(last) <= int(first)


def without_count(trees: Sequence[Tree]) -> Sequence[Tree]:
    """The noun, its numbers and what joins them, without a last number that counts something else: "Section 4, 23 parties"."""
    noun, last = trees[0].tokens[0], trees[-1]
    if last.data != "tail" or not (isinstance(last.children[0], Tree) and str(last.tokens[-1]).isdigit()):
        return trees
    is_list = noun.endswith("s") and not any(token.type == "AND" for tree in trees[:-1] for token in tree.tokens)
    first = trees[1].tokens[0]
    by_comma = all(token.type != "AND" for token in last.tokens)
    is_count = (by_comma and not is_list) or first.isalpha() or (_LETTERED.match(first) and not noun.endswith("s"))
    return trees[:-1] if is_count else trees


def nested(groups: Sequence[Group]) -> list[str]:
    """The clauses of the innermost group, each behind the parts that hold it: "Schedule 12 paragraph 1(5)"."""
    if len(groups) == 1:
        return [_written(groups[0].kind, clause) for clause in groups[0].clauses]
    ordered = [group for group in groups if group.inner] or [groups[0]]
    innermost = ordered[-1]
    outer = [group for group in groups if group is not innermost]
    if not innermost.inner:
        outer.reverse()
    prefixes = [" ".join(parts) for parts in product(*([_written(group.kind, clause) for clause in group.clauses] for group in outer))]
    form = _WRITTEN.get(innermost.kind, innermost.kind + " {}")
    return [f"{prefix} {form.format(clause)}" for prefix in prefixes for clause in innermost.clauses]


def _written(kind: str, clause: str) -> str:
    form = _WRITTEN.get(kind)
    return form.format(clause) if form else clause

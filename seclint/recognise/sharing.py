"""Owners that only the last reference of several names: "Section 4 and Annex B of the TAD"."""

from collections.abc import Sequence

from msgspec.structs import replace

from seclint.patterns import compiled
from seclint.recognise.model import Reference
from seclint.recognise.scene import Scene

# What may stand between two references with one owner, and how long it is.
_SHARES = compiled(r",? (?:and|or|&|in|of|on|at) (?:the )?|, | \(")
_LINK = 10
# The SEC is the owner of much that does not name it; only where it is named, others share it.
_NAMED = compiled(r" (?:of|in|to|under) ")
# What belongs to this document belongs to no other.
_OWN = compiled(r"\b(?:this|our) ")
# A document has these of its own as a rule: only another one of them tells that they are another document's.
_APART = ("attachment", "question")
# What only tells where a part stands, or which part of it is meant.
_PLACES = ("page", "paragraph", "table", "figure", "step")
_LETTERED = compiled(r"[A-Z]{1,2}\d")


def shared(scene: Scene, references: Sequence[Reference]) -> list[Reference]:
    """The references of a text in order, with the owners that they share."""
    found = list(references)
    for number in range(1, len(found)):
        if _is_aside(scene, found[number - 1], found[number]):
            found[number] = replace(found[number], owner=found[number - 1].owner)
    for number in range(len(found) - 2, -1, -1):
        if _shares(scene, found[number], found[number + 1]):
            found[number] = replace(found[number], owner=found[number + 1].owner)
    return found


def _is_aside(scene: Scene, reference: Reference, later: Reference) -> bool:
    """Whether the later one, in brackets, tells where the one before it stands: "Section 2.3 of the TAD (page 11)"."""
    is_behind = scene.text[reference.span.end : later.span.start] == " ("
    return is_behind and later.kind in _PLACES and later.owner in ("", "self") and reference.owner not in ("", "self")


def _shares(scene: Scene, reference: Reference, later: Reference) -> bool:
    """Whether only the next one names the owner: "Section 4 and Annex B of the TAD", "Table 2 in Section 4 of the TAD"."""
    if later.owner in ("", "self") or later.span.start - reference.span.end > _LINK or not reference.clauses or not later.clauses:
        return False
    if reference.owner not in ("", "self") or _OWN.search(scene.text, reference.span.start, reference.span.end):
        return False
    if reference.kind in _APART and later.kind != reference.kind:
        return False
    is_named = later.owner != "SEC" or _NAMED.search(scene.text, later.span.start, later.span.end)
    is_numbered = not _LETTERED.match(later.clauses[0])
    return bool(is_named and is_numbered and _SHARES.fullmatch(scene.text, reference.span.end, later.span.start))

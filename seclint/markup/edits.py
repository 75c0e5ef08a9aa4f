"""Which words of a document fixes turn into which others, and which fixes cannot be made, with the reason."""

from collections.abc import Iterable, Sequence
from difflib import unified_diff
from itertools import takewhile

from msgspec import Struct

from seclint.model import Document, Finding, Fix, Span

_SHOWN_WORDS = "HYPERLINK"  # the field whose words are its author's, and not Word's


class Edit(Struct, frozen=True):
    """The words of ``span`` are to become ``text``; an empty span is a place between two words."""

    span: Span
    text: str
    finding: Finding

    def anchor(self, document: Document) -> Span:
        """The words that change, or the one character beside which others are put in: before the place, if its block has any there."""
        if self.span.start < self.span.end:
            return self.span
        at = self.span.start
        return Span(at - 1, at) if at > document.block_at(at).span.start else Span(at, at + 1)


class Refusal(Struct, frozen=True):
    """A fix that was not made, and why."""

    finding: Finding
    reason: str


def offers(finding: Finding, *, suggested: bool) -> bool:
    """Whether the finding says what to write; ``suggested``: also where something else may be meant."""
    return finding.fix is not None and bool(finding.fix.replace) and (suggested or finding.fix.safe)


def planned(document: Document, findings: Iterable[Finding], *, suggested: bool) -> tuple[list[Edit], list[Refusal]]:
    """The edits in the order of the text, none overlapping another, and what is refused. Safe fixes go before suggested ones."""
    edits: list[Edit] = []
    refused: list[Refusal] = []
    offered = [(finding, finding.fix) for finding in findings if finding.fix is not None and offers(finding, suggested=suggested)]
    for finding, fix in sorted(offered, key=lambda one: (not one[1].safe, one[0].span)):
        for span in (finding.span, *fix.also):
            edit = _located(document, finding, fix, span)
            reason = _obstacle(document, edit, edits) if edit else "its words are not where the finding is"
            if reason or edit is None:
                refused.append(Refusal(finding, reason))
            elif not any((edit.span, edit.text) == (one.span, one.text) for one in edits):
                edits.append(edit)
    return sorted(edits, key=lambda one: one.span), refused


def applied(text: str, edits: Iterable[Edit], start: int = 0) -> str:
    """A stretch of the document's text, which begins at ``start``, with the edits in it made."""
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        text = text[: edit.span.start - start] + edit.text + text[edit.span.end - start :]
    return text


def difference(path: str, before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """The lines of a unified diff."""
    return tuple(unified_diff(before, after, path, f"{path} (fixed)", n=1, lineterm=""))


def blocks_before_and_after(document: Document, edits: Sequence[Edit]) -> tuple[list[str], list[str]]:
    """The blocks as lines with their labels, as they are and with the edits made."""
    by_block: dict[int, list[Edit]] = {}
    for edit in edits:
        by_block.setdefault(document.block_index(edit.anchor(document).start), []).append(edit)
    before = [f"{block.label} {document.quote(block.span)}".strip() for block in document.blocks]
    after = list(before)
    for index, inside in by_block.items():
        block = document.blocks[index]
        after[index] = f"{block.label} {applied(document.quote(block.span), inside, block.span.start)}".strip()
    return before, after


def _located(document: Document, finding: Finding, fix: Fix, span: Span) -> Edit | None:
    """The smallest edit that makes the fix; None where its words do not stand in the span, or stand there twice."""
    words = document.quote(span)
    if words.count(fix.replace) != 1:
        return None
    first = span.start + words.index(fix.replace)
    start, end, text = _smallest(fix.replace, fix.with_)
    return Edit(Span(first + start, first + end), text, finding)


def _smallest(old: str, new: str) -> tuple[int, int, str]:
    """The range of the old words that changes, and what it changes into; a word that changes does so as a whole."""
    start = _common(old, new)
    same = _common(old[start:][::-1], new[start:][::-1])
    end, until = len(old) - same, len(new) - same
    while start and _is_within_word(old[start - 1], old[start:end][:1], new[start:until][:1]):
        start -= 1
    while end < len(old) and _is_within_word(old[end], old[start:end][-1:], new[start:until][-1:]):
        end, until = end + 1, until + 1
    return start, end, new[start:until]


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _is_within_word(outside: str, *inside: str) -> bool:
    return outside.isalnum() and any(character.isalnum() for character in inside)


def _obstacle(document: Document, edit: Edit, others: Iterable[Edit]) -> str:
    """Why the edit cannot be made, whatever the format; "" where nothing speaks against it."""
    if any(_collides(edit, other) for other in others):
        return "another fix changes the same words; run it again when that one is accepted"
    anchor = edit.anchor(document)
    changed = next((one for one in document.revisions if one.kind in ("insertion", "move") and one.span.overlaps(anchor)), None)
    if changed is not None:
        return f"its words are part of a tracked change{f' by {changed.author}' if changed.author else ''}; accept or reject that first"
    field = next((one for one in document.fields if one.span.overlaps(anchor)), None)
    if field is not None and not field.instruction.upper().startswith(_SHOWN_WORDS):
        return "Word fills its words in from elsewhere (a field); put them right where they come from"
    return ""


def _collides(edit: Edit, other: Edit) -> bool:
    """Whether two different edits overlap or touch."""
    return (edit.span, edit.text) != (other.span, other.text) and edit.span.start <= other.span.end and other.span.start <= edit.span.end

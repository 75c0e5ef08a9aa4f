"""footnotes: marks without a text, texts without a mark, numbers left out."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.model import Rule, Span


def footnotes(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Compare the marks in the text with the notes at its foot."""
    document = facts.document
    notes = [block for block in document.blocks if block.kind == "footnote" and block.label]
    texts = {block.label for block in notes}
    empty = {block.label for block in notes if not document.quote(block.span).strip()}
    marks = {mark.label for mark in document.notes}
    if document.format == "pdf" and marks and not texts & marks:
        # Small raised figures are all that a PDF tells of a mark: without one note among them they may be anything.
        yield unchecked(rule, rule.messages["unchecked"])
        return
    for mark in document.notes:
        if mark.label not in texts:
            yield found(facts, rule, _word_before(facts, mark.at), variant="no-text", label=mark.label)
        elif mark.label in empty:
            yield found(facts, rule, _word_before(facts, mark.at), variant="empty", label=mark.label)
    for block in notes:
        if block.label not in marks:
            yield found(facts, rule, block.span, variant="no-mark", label=block.label)
    marked = Counter(mark.label for mark in document.notes)
    for label, count in Counter(block.label for block in notes).items():
        if count > marked[label] > 0:  # numbers that start again have as many marks as notes
            last = [block for block in notes if block.label == label][-1]
            yield found(facts, rule, last.span, variant="repeated", label=label)
    numbers = sorted({int(label) for label in texts & marks if label.isascii() and label.isdigit()})
    for before, after in pairwise(numbers):
        if after > before + 1 and not any(str(number) in texts | marks for number in range(before + 1, after)):
            block = next(block for block in notes if block.label == str(after))
            yield found(facts, rule, block.span, variant="gap", label=after, before=before)


def _word_before(facts: Facts, at: int) -> Span:
    """The words that the mark stands behind."""
    block = facts.document.block_at(max(at - 1, 0)).span
    start = facts.document.text.rfind(" ", block.start, max(at - 1, block.start)) + 1
    return Span(max(start, block.start), at)

"""What a document tells of its own way to approval: the draft of what is to come, the final document of what was decided."""

from typing import TYPE_CHECKING

from seclint.facts.alignment.edits import Edit
from seclint.facts.alignment.words import Words
from seclint.facts.tables import row_at
from seclint.facts.wording import any_of, phrases
from seclint.model import Span

if TYPE_CHECKING:
    from seclint.facts import Facts


_TOLD = 4  # words in which something is told


def is_of_status(edit: Edit, old: "Facts", new: "Facts", words: Words) -> bool:
    """Whether an edit only tells that what was a draft is approved by now, or takes out that it was one."""
    if edit.nature != "substance":
        return False
    before = old.sentence(Span(edit.old_span.end - 1, edit.old_span.end))
    drafts = not edit.new and edit.old_span.within(before) and phrases(words.drafting).search(old.document.text, before.start, before.end)
    return bool(drafts) or _is_way_to_approval(edit, old, new, words)


def _is_way_to_approval(edit: Edit, old: "Facts", new: "Facts", words: Words) -> bool:
    """Whether what is to come in the draft has come in the final document; where much is gone or new, one side need not tell of it."""
    sides = ((old, edit.old, edit.old_span, words.stages), (new, edit.new, edit.new_span, words.decided))
    alone = not (edit.old and edit.new) and len(edit.old) + len(edit.new) >= _TOLD
    return all(
        any(_tells_of_itself(facts, one, words, steps) for one in ([span] if side else [Span(span.end - 1, span.end), _behind(span)]))
        for facts, side, span, steps in sides
        if side or not alone
    )


def _behind(span: Span) -> Span:
    """The first letter behind the place where words would stand."""
    return Span(span.end + 1, span.end + 2)


def _tells_of_itself(facts: "Facts", span: Span, words: Words, steps: tuple[str, ...]) -> bool:
    """Whether the sentences say of the document itself that it was, or will be, consulted on or approved."""
    text, step, own = facts.document.text, phrases(steps), any_of(words.own_copy)
    block = facts.document.block_at(span.start).span
    row = (one.span for one in row_at(facts.document, span.start) if one.cell is not None)
    beside = " ".join(map(facts.document.quote, row))  # "Who approves this document?"
    staged = [one for one in facts.sentences_within(block) if step.search(text, one.start, one.end)]
    touched = [one for one in facts.sentences_within(block) if one.overlaps(span)]
    return set(touched) <= set(staged) and any(own.search(text[one.start : one.end] + beside) for one in staged)

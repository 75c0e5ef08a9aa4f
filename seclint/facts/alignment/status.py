"""What a document tells of its own way to approval: the draft of what is to come, the final document of what was decided."""

from typing import TYPE_CHECKING

from seclint.facts.alignment.edits import Edit, strict_words
from seclint.facts.alignment.words import Words
from seclint.facts.wording import any_of, phrases
from seclint.model import Span

if TYPE_CHECKING:
    from seclint.facts import Facts


_TOLD = 4  # words in which something is told


def is_of_status(edit: Edit, old: "Facts", new: "Facts", words: Words) -> bool:
    """Whether an edit only tells that what was a draft is approved by now, or takes out that it was one."""
    if edit.nature != "substance":
        return False
    if _is_way_to_approval(edit, old, new, words):
        return True
    before = old.sentence(Span(edit.old_span.end - 1, edit.old_span.end))
    if not edit.new and phrases(words.drafting).search(old.document.text, before.start, before.end):
        return edit.old_span.within(before)
    if not phrases(words.stages).search(old.document.text, before.start, before.end):
        return False
    after = new.sentence(Span(edit.new_span.end - 1, edit.new_span.end))
    return _is_soft(edit, words) and any(approval.sentence.overlaps(after) for approval in new.approvals)


def _is_way_to_approval(edit: Edit, old: "Facts", new: "Facts", words: Words) -> bool:
    """Whether what is to come in the draft has come in the final document; a word that is gone or new by itself is another matter."""
    if not (edit.old and edit.new) and len(edit.old) + len(edit.new) < _TOLD:
        return False
    coming = not edit.old or _tells_of_itself(old, edit.old_span, words, words.stages)
    return coming and (not edit.new or _tells_of_itself(new, edit.new_span, words, words.decided))


def _tells_of_itself(facts: "Facts", span: Span, words: Words, steps: tuple[str, ...]) -> bool:
    """Whether the sentences say of the document itself that it was, or will be, consulted on or approved."""
    text, step, own = facts.document.text, phrases(steps), any_of(words.own_copy)
    block = facts.document.block_at(span.start).span
    staged = [one for one in facts.sentences_within(block) if step.search(text, one.start, one.end)]
    touched = [one for one in facts.sentences_within(block) if one.overlaps(span)]
    return set(touched) <= set(staged) and any(own.search(text[one.start : one.end]) for one in staged)


def _is_soft(edit: Edit, words: Words) -> bool:
    """Whether no number changed, but for the date of the approval."""
    differ = strict_words(edit.old, words) ^ strict_words(edit.new, words)
    dates = {word.key for word in (*edit.old, *edit.new) if word.kind == "date"}
    return differ - dates <= set(words.binding)

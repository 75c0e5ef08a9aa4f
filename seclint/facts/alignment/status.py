"""What a document tells of its own way to approval: the draft of what is to come, the final document of what was decided."""

from typing import TYPE_CHECKING

from seclint.facts.alignment.edits import Edit, strict_words
from seclint.facts.alignment.words import Words
from seclint.facts.wording import phrases
from seclint.model import Span

if TYPE_CHECKING:
    from seclint.facts import Facts


def is_of_status(edit: Edit, old: "Facts", new: "Facts", words: Words) -> bool:
    """Whether an edit only tells that what was a draft is approved by now, or takes out that it was one."""
    if edit.nature != "substance":
        return False
    before = old.sentence(Span(edit.old_span.end - 1, edit.old_span.end))
    if not edit.new and phrases(words.drafting).search(old.document.text, before.start, before.end):
        return edit.old_span.within(before)
    if not phrases(words.stages).search(old.document.text, before.start, before.end):
        return False
    after = new.sentence(Span(edit.new_span.end - 1, edit.new_span.end))
    return _is_soft(edit, words) and any(approval.sentence.overlaps(after) for approval in new.approvals)


def _is_soft(edit: Edit, words: Words) -> bool:
    """Whether no number changed, but for the date of the approval."""
    differ = strict_words(edit.old, words) ^ strict_words(edit.new, words)
    dates = {word.key for word in (*edit.old, *edit.new) if word.kind == "date"}
    return differ - dates <= set(words.binding)

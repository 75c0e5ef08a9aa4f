"""version-given: whether a document under approval bears its version at each step of its life."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.wording import any_phrase
from seclint.model import Rule, Span
from seclint.patterns import compiled

_READ = ("title", "paragraph", "item", "cell")
_BETWEEN = 80  # characters between "draft" or "approved" and the name of what is so


class Steps(Struct, frozen=True, forbid_unknown_fields=True):
    """``steps``: for each step (draft, final) the words that say of a document that it is at it. Which steps count says the profile."""

    steps: dict[str, tuple[str, ...]]


def version_given(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The first mention of the document at a step at which its version is never given; silent where a version may be of either step."""
    options: Steps = rule.options
    own = [cited for cited in facts.cited_versions if cited.is_subject]
    if not facts.subject.artefact or any(not cited.role for cited in own):
        return
    given = {cited.role for cited in own}
    for step in facts.profile.versioned:
        mention = _mention(facts, options.steps[step]) if step not in given else None
        if mention is not None:
            yield found(facts, rule, mention, artefact=facts.subject.artefact, step=rule.messages[step])


def _mention(facts: Facts, words: tuple[str, ...]) -> Span | None:
    """The first words outside quotations that name the document as being at a step."""
    names = any_phrase(facts.lexicon.artefacts[facts.subject.artefact])
    pattern = compiled(rf"{any_phrase(words)}[^.;:\n]{{0,{_BETWEEN}}}?{names}", re.IGNORECASE)
    quoted = [quotation.span for quotation in facts.pairing.quotations]
    for match in pattern.finditer(facts.document.text):
        span = Span(*match.span())
        if facts.document.block_at(span.start).kind in _READ and not any(span.overlaps(quotation) for quotation in quoted):
            return span
    return None

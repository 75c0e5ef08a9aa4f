"""What a body decided at a meeting whose date stands before the decision: "TAG met on 3 May 2031. It approved the TAD"."""

import re
from collections.abc import Sequence

from seclint.facts.clauses import Scene
from seclint.facts.tellings import Telling
from seclint.facts.wording import phrases
from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise import Date

_DECIDES = "by"  # the events that a body brings about
_OPENING = compiled(r"(?:the\s+|sec\s+|smart energy code\s+)*", re.IGNORECASE)


def meeting_before(scene: Scene, sentence: Span, dates: Sequence[Date]) -> tuple[str, Date] | None:
    """The body that the sentence says met, and the only date in it."""
    body = _opens_with(scene, sentence)
    met = phrases(scene.lexicon.words.meets).search(scene.text, sentence.start, sentence.end)
    return (body, dates[0]) if body and met and len(dates) == 1 else None


def decision_of(body: str, tellings: Sequence[Telling]) -> Telling | None:
    """The decision that a sentence right behind one about a meeting tells of, unless it is another body's."""
    for telling in tellings:
        if telling.form is not None and telling.form.body == _DECIDES:
            return telling if telling.actor in ("", body) else None
    return None


def _opens_with(scene: Scene, words: Span) -> str:
    """The body that the words open with, "" for none and for the author of the document."""
    opening = _OPENING.match(scene.text, words.start, words.end)
    match = scene.bodies.pattern.match(scene.text, opening.end() if opening else words.start, words.end)
    match = match or scene.bodies.pattern.match(scene.text, words.start, words.end)
    body = scene.bodies.named(match[0]) if match else None
    return body.name if body is not None and not body.author else ""

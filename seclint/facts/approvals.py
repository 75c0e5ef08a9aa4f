"""Where a document says that the document under consultation was approved, whether it gives the date there or not."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from seclint.facts.clauses import Scene
from seclint.facts.tellings import antecedents, tellings_in
from seclint.facts.wording import phrases
from seclint.model import Document, Span
from seclint.patterns import compiled

_PROSE = ("paragraph", "item", "cell")
_TOLD_OF_ITSELF = ("paragraph", "item")  # in the tables of a testing document its approval is a criterion
_PRESENT = compiled(r"(?!was\b)\w+s\b")  # "TAG approves this document"
_EVENT = "approved"
_GENERAL = compiled(r"\b(?:is|are)\s+(?:\w+ly\s+)?$", re.IGNORECASE)  # "TADs are approved by TAG": what is usual


class Approval(Struct, frozen=True):
    """A sentence that tells of the approval as a fact; ``words`` are those that do so, ``body`` who gave it, "" when it does not say."""

    words: Span
    sentence: Span
    body: str


def approvals_of(document: Document, scene: Scene, sentences: Sequence[Span], holds: Callable[[str], bool]) -> Iterator[Approval]:
    """The approvals of this document's subject, in text order; plans, conditions and other documents' approvals left out.

    ``holds`` tells whether letters in small type stand anywhere in the document.
    """
    forms = [form for form in scene.lexicon.event if form.event == _EVENT]
    listed = tuple(verb for form in forms for verb in form.verbs)
    verbs = phrases(listed)
    openings = {match[0] for verb in listed if (match := re.match(r"\w+", verb.lower())) and holds(match[0])}
    for index, sentence in enumerate(sentences):
        lowered = document.quote(sentence).lower()
        if not any(opening in lowered for opening in openings):  # most sentences; the pattern takes longer
            continue
        if document.block_at(sentence.start).kind not in (_TOLD_OF_ITSELF if scene.kind == "tad" else _PROSE) or not verbs.search(
            document.text, sentence.start, sentence.end
        ):
            continue
        for telling in tellings_in(scene, sentence, antecedents(document, scene, sentences, index))[0]:
            if telling.form is None or telling.form.event != _EVENT or telling.modality != "fact" or telling.about:
                continue
            general = _GENERAL.search(document.text, sentence.start, telling.verb.start)
            usual = scene.kind == "tad" and _PRESENT.match(document.text, telling.verb.start, telling.verb.end)
            if not general and not usual:
                yield Approval(telling.span, sentence, telling.body or telling.actor)

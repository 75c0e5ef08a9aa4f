"""question-wording: the questions as the conclusions repeat them, held against the consultation."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from seclint.checks.across.told import told
from seclint.checks.found import Found, unchecked
from seclint.facts import Facts
from seclint.facts.dossier import DossierFacts
from seclint.facts.wording import plain
from seclint.model import Rule, Span

_WORDS = re.compile(r"\w+(?:['’-]\w+)*")
_LEAST = 4  # words of a quotation that can be a question


class Reworded(Struct, frozen=True, forbid_unknown_fields=True):
    """``same``: up to which likeness (0 to 1) a text counts as another question and not as this one reworded."""

    same: float


def question_wording(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every question that the conclusions repeat in other words than it was asked in."""
    options: Reworded = rule.options
    asked, told_again = dossier.get("consultation"), dossier.get("conclusions")
    if asked is None or told_again is None:
        return
    questions = {number: question.text for question in asked.answers.distinct if question.text for number in question.numbers}
    if not questions:
        yield unchecked(rule, rule.messages["unchecked"])
        return
    for question in told_again.answers.questions:
        repeated = _repeated(told_again, (question.text, *question.lead))
        for number in question.numbers:
            if number in questions and repeated:
                yield from _compared(rule, number, (asked, questions[number]), (told_again, repeated), options)


def _repeated(facts: Facts, spans: Sequence[Span | None]) -> list[Span]:
    """The words that may be questions: quotations and sentences that ask, in the part that leads in the answer."""
    inside = [span for span in spans if span is not None]
    quoted = [
        quotation.words
        for quotation in facts.pairing.quotations
        if quotation.kind == "double" and quotation.depth == 0 and any(quotation.words.within(span) for span in inside)
    ]
    found = quoted or [sentence for span in inside for sentence in facts.sentences_within(span) if "?" in facts.document.quote(sentence)]
    first = spans[0]
    if first is not None and not any(first.overlaps(span) for span in found):
        found = [first, *found]
    return [span for span in found if len(_WORDS.findall(facts.document.quote(span))) >= _LEAST]


def _compared(rule: Rule, number: str, asked: tuple[Facts, Span], again: tuple[Facts, list[Span]], options: Reworded) -> Iterator[Found]:
    from rapidfuzz import fuzz

    facts, spans = again
    original = _words(asked[0].document.quote(asked[1]))
    candidates = [(fuzz.ratio(" ".join(original), " ".join(_words(facts.document.quote(span)))) / 100, span) for span in spans]
    likeness, best = max(candidates, default=(0, Span(0, 0)))
    words = _words(facts.document.quote(best))
    # The conclusions may leave out what was asked besides ("Please give reasons"), and may lead in with words of their own.
    if likeness < options.same or words == original or _within(words, original) or _within(original, words):
        return
    yield told(
        facts,
        rule,
        best,
        related=[(asked[0], asked[1], rule.messages["asked"])],
        notes=[rule.messages["difference"].format(difference=difference(original, words))],
        number=number,
    )


def _words(text: str) -> list[str]:
    return [plain(word) for word in _WORDS.findall(text)]


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the part is the beginning or the end of the whole, word for word."""
    size = len(part)
    return size >= _LEAST and (list(whole[:size]) == list(part) or list(whole[-size:]) == list(part))


def difference(old: Sequence[str], new: Sequence[str]) -> str:
    """The words that differ: "“tests” became “trials”; “please” is gone; “all” is new"."""
    said = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            before, after = " ".join(old[i1:i2]), " ".join(new[j1:j2])
            said.append(f"[-{before}-]" * bool(before) + f"{{+{after}+}}" * bool(after))
    return ", ".join(said)

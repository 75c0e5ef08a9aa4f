"""question-wording: the questions as the conclusions repeat them, held against the consultation."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from seclint.checks.across.told import start_of, told
from seclint.checks.found import Found, unchecked
from seclint.facts import Facts
from seclint.facts.counts import number_pattern, stated
from seclint.facts.dossier import DossierFacts
from seclint.facts.letters import GAPS, Letters, letters_in
from seclint.facts.wording import any_of, plain
from seclint.model import Rule, Span
from seclint.patterns import compiled

_WORDS = compiled(r"\w+(?:['’-]\w+|\.\d\w*)*")
_CUT = compiled(r"[.?!,;:–—(…]+\W|\s-\s")  # where a question may be cut off
_ASKED_IN = ("paragraph", "item", "cell", "heading")
_LEAST = 4  # words of a quotation that can be a question


class Reworded(Struct, frozen=True, forbid_unknown_fields=True):
    """``same``: up to which likeness (0 to 1) a text counts as another question and not as this one reworded.

    Regular expressions: ``counted`` of how the number of questions is told, ``uncounted`` of sentences that count others.
    """

    same: float
    counted: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()


def question_wording(dossier: DossierFacts, rule: Rule) -> Iterator[Found]:
    """Every question that the conclusions repeat in other words than it was asked in, under another number, or not at all."""
    asked, told_again = dossier.get("consultation"), dossier.get("conclusions")
    if asked is None or told_again is None:
        return
    check = _Check(rule, asked, told_again)
    if not check.questions and not check.unnumbered:
        yield unchecked(rule, rule.messages["unchecked"], asked)
        return
    yield from check.findings()


class _Check:
    """Holds the questions of the conclusions against those of the consultation."""

    def __init__(self, rule: Rule, asked: Facts, again: Facts) -> None:
        self._rule = rule
        self._options: Reworded = rule.options
        self._asked = asked
        self._again = again
        self.questions = {number: question.text for question in asked.answers.distinct if question.text for number in question.numbers}
        known = list(self.questions.values())
        self.unnumbered = [span for span in _asking(asked, ()) if not any(span.overlaps(other) for other in known)]

    def findings(self) -> Iterator[Found]:
        """What differs, question by question."""
        seen: list[Span] = []
        for question in self._again.answers.questions:
            repeated = _repeated(self._again, (question.text, *question.lead))
            known = [number for number in question.numbers if number in self.questions]
            seen += repeated if known else []
            for number in known if repeated else ():
                yield from self._compared(number, repeated, stated=question.text is not None)
        answers = self._again.answers
        own = [span for question in answers.questions for span in (*question.views, *question.response)]
        own += [*answers.shared_views, *answers.shared_response]
        own = [span for span in own if not self._only_asks(span)]
        for span in _asking(self._again, [*own, *seen]):
            yield from self._searched(span)
        yield from self._left_out()
        yield from self._counted()

    def _only_asks(self, span: Span) -> bool:
        """Whether a paragraph, which may stand first under a title for views, is nothing but a question in quotation marks."""
        words = self._again.document.quote(span).strip()
        return self._again.pairing.quoted.holds(Span(span.start, span.start + len(words))) and words.rstrip('”"').endswith("?")

    def _counted(self) -> Iterator[Found]:
        """Where the conclusions say that the consultation had more or fewer questions than it has."""
        numbers = self._again.profile.numbers
        known = {int(match[0]) for number in self.questions if (match := re.match(r"\d+", number))}
        counts = {len(self.questions), len(known) or len(self.questions)}  # 3a and 3b are one question, or two
        number = number_pattern(numbers)
        answers = self._again.answers
        own = [span for one in answers.questions for span in (*one.lead, *one.views, *one.response)]
        asked = list(self.questions.values()) or self._all_repeated()
        counts = counts if self.questions else {len(asked)}
        for told_of in stated(self._again.document, self._options.counted, numbers) if asked else ():
            sentence = self._again.sentence(told_of.span)
            other = any_of(self._options.uncounted, number).search(self._again.document.text, sentence.start, sentence.end)
            if told_of.number in counts or other or any(sentence.overlaps(span) for span in own):
                continue
            related = [(self._asked, asked[-1], self._rule.messages["last"])]
            yield told(self._again, self._rule, told_of.span, variant="count", related=related, stated=told_of.number, number=max(counts))

    def _all_repeated(self) -> list[Span]:
        """The questions without numbers, if the conclusions repeat every one: then they are all of them, and questions indeed."""
        found = [span for span in self.unnumbered if self._again.letters.find(self._asked.document.quote(span))]
        return found if len(found) == len(self.unnumbered) else []

    def _compared(self, number: str, spans: list[Span], *, stated: bool) -> Iterator[Found]:
        original = self._asked_words(self.questions[number])
        likeness, best = max(((_likeness(original, self._words(span)), span) for span in spans), default=(0, Span(0, 0)))
        if self._is_repeated(best, self.questions[number]):
            return
        if likeness >= self._options.same:
            yield self._told(best, self.questions[number], "", number)
            return
        other = next(
            (one for one, span in self.questions.items() if one != number and self._asked_words(span) == self._words(spans[0])), None
        )
        if other is not None:
            yield self._told(spans[0], self.questions[other], "renumbered", number, other=other)
        elif stated and self._again.document.quote(spans[0]).rstrip(" *”\"’'").endswith("?"):
            yield self._told(spans[0], self.questions[number], "other", number)

    def _searched(self, span: Span) -> Iterator[Found]:
        """A question without a number: the question of the consultation that it is most like."""
        words = self._words(span)
        every = [*self.questions.values(), *self.unnumbered]
        likeness, best = max(((_likeness(self._asked_words(one), words), one) for one in every), default=(0, Span(0, 0)))
        if self.questions and best in self.unnumbered:  # what a document asks beside its numbered questions, it answers itself
            return
        if self._options.same <= likeness and not self._is_repeated(span, best):
            yield self._told(span, best, "unnumbered", "")

    def _is_repeated(self, span: Span, original: Span) -> bool:
        """Whether the words are the question's: what was asked besides ("Please give reasons") may be left out, and words lead in."""
        asked, words = self._asked_words(original), self._words(span)
        led_in = len(asked) >= _LEAST and (words[: len(asked)] == asked or words[-len(asked) :] == asked)
        return words == asked or led_in or _is_part(self._quoted(span), self._asked.document.quote(original))

    def _quoted(self, span: Span) -> str:
        """The words, without the mark at their end where they are not quoted but in a heading, which may well be shorter."""
        words = self._again.document.quote(span)
        in_heading = self._again.document.block_at(span.start).kind == "heading" and not self._again.pairing.quoted.holds(span)
        return words.rstrip("?. ") if in_heading else words

    def _left_out(self) -> Iterator[Found]:
        """The questions that the conclusions neither number nor repeat."""
        numbers = {number for question in self._again.answers.distinct for number in question.numbers}
        for number, span in self.questions.items() if numbers else ():
            said = self._asked.document.quote(span)
            if number not in numbers and not self._again.letters.find(said):
                yield told(
                    self._again,
                    self._rule,
                    start_of(self._again),
                    variant="missing",
                    related=[(self._asked, span, self._rule.messages["asked"])],
                    number=number,
                )

    def _told(self, span: Span, original: Span, variant: str, number: str, other: str = "") -> Found:
        shown = variant in ("", "unnumbered")
        changes = difference(self._asked_words(original), self._words(span))
        return told(
            self._again,
            self._rule,
            span,
            variant=variant,
            related=[(self._asked, original, self._rule.messages["asked"])],
            notes=[self._rule.messages["difference"].format(difference=changes)] if shown else [],
            number=number,
            other=other,
        )

    def _words(self, span: Span) -> list[str]:
        return _words(self._again.document.quote(span))

    def _asked_words(self, span: Span) -> list[str]:
        return _words(self._asked.document.quote(span))


def _asking(facts: Facts, besides: Sequence[Span]) -> list[Span]:
    """The sentences that ask something, outside of the stretches given: of a sentence that quotes a question, the quotation."""
    document = facts.document
    asked = [
        sentence
        for sentence in facts.sentences
        if document.text.find("?", sentence.start, sentence.end) >= 0
        and document.block_at(sentence.start).kind in _ASKED_IN
        and not any(sentence.overlaps(span) for span in besides)
    ]
    found = dict.fromkeys(span for sentence in asked for span in _quoted(facts, sentence) or [sentence])
    return [span for span in found if len(_WORDS.findall(document.quote(span))) >= _LEAST]


def _quoted(facts: Facts, sentence: Span) -> list[Span]:
    """The questions that a sentence quotes, with all that is quoted together with them: "... right? Please give reasons."."""
    return [
        quotation.words
        for quotation in facts.pairing.quotations
        if quotation.kind == "double"
        and quotation.depth == 0
        and quotation.words.overlaps(sentence)
        and facts.document.text.find("?", quotation.words.start, quotation.words.end) >= 0
    ]


def _likeness(asked: Sequence[str], words: Sequence[str]) -> float:
    """How much words are like a question; its beginning or its end is wholly like it."""
    from rapidfuzz import fuzz

    if len(words) >= _LEAST and list(words) in (list(asked[: len(words)]), list(asked[-len(words) :])):
        return 1.0
    return fuzz.ratio(" ".join(asked), " ".join(words)) / 100


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


def _words(text: str) -> list[str]:
    return [plain(word) for word in _WORDS.findall(text)]


def _is_part(part: str, whole: str) -> bool:
    """Whether the part is the end of the whole, word for word, or a beginning that is cut off where a sentence or a clause ends.

    Dots and brackets mark what was left out and put in.

    A part that begins a sentence, or asks something, where the whole does not is another question: "Do you agree?", of "Do you agree, given
    your plans?", or of "Given your plans, do you agree?".
    """
    words, every = _words(part), _words(whole)
    if len(words) < _LEAST:
        return False
    if GAPS.search(part):
        return Letters(letters_in(whole), []).holds(GAPS.split(part))
    asks, first = part.rstrip(" *_”\"’'").endswith("?"), _WORDS.search(part)
    cuts = (match for match in _CUT.finditer(whole) if not asks or "?" in match[0])
    begun = [match[0] for match in _WORDS.finditer(whole)][-len(words) :]
    begins = first is not None and begun[0][0].islower() and first[0][0].isupper()
    return (every[-len(words) :] == words and not begins) or any(words == _words(whole[: match.end()]) for match in cuts)


def difference(old: Sequence[str], new: Sequence[str]) -> str:
    """The words that differ: "“tests” became “trials”; “please” is gone; “all” is new"."""
    said = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            before, after = " ".join(old[i1:i2]), " ".join(new[j1:j2])
            said.append(f"[-{before}-]" * bool(before) + f"{{+{after}+}}" * bool(after))
    return ", ".join(said)

"""What a respondent's point names, and whether a response takes it up."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

from msgspec import Struct

from seclint.facts.captions import captions_of
from seclint.facts.profile import AnswerForms
from seclint.facts.quotations import Pairing
from seclint.facts.respondents import names_in
from seclint.facts.wording import any_of, any_phrase, phrases
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Mentions, Reference, inside

TokenKind = Literal["modification", "clause", "version", "locator", "release", "name"]

_ABBREVIATION = r"(?:[A-Z]{1,3}[a-z][A-Z][A-Z0-9]*|[A-Z][A-Za-z]?[A-Z0-9](?:[A-Z0-9&]|-(?=[A-Z0-9])){0,8})"
_CAPITALISED = r"[A-Z][\w-]+"
_NUMBER = r"\d+(?:\.\d+)+"  # "Service Request 8.11"
_NAME = compiled(
    rf"(?<![\w-]){_CAPITALISED}(?:\s+(?:of\s+|and\s+|for\s+)?{_CAPITALISED})+(?:\s+{_NUMBER})?(?![\w&-])"
    rf"|(?<![\w-]){_ABBREVIATION}s?(?![\w&-])"
)
_CODE = compiled(r"[A-Z]{1,2}-?\d{1,3}")  # "R2", "U1": labels that the document itself gives, to respondents, environments or changes
_AND = compiled(r"\s+and\s+")
_WORD = compiled(r"[A-Za-z][A-Za-z-]{4,}")
_LABEL = r"[A-Z]{1,4}\d{1,2}"
_SPEAKING = compiled(rf"(?:^|(?<=[.;:?!] ))(?P<names>{_LABEL}(?:(?:, | and |, and | & ){_LABEL})*)(?=:\s)", re.MULTILINE)
_FROM = compiled(r",?\s*(?:\(|in|of|from|at|which\s+is\s+in)?\s*(?:the\s+)?")
_OF_COPY = compiled(r"\s+(?:of|in|from)\s+(?:[\w’-]+\s+){0,3}")
_BESIDE_LOCATORS = compiled(r"(?:\s|[,;]|\b(?:see|and|in|of|the|on|at)\b)*", re.IGNORECASE)
_SEC_LIKE = ("SEC", "DCC Licence")
_NO_PARTS = ("question", "attachment")  # everything else without an owner is a part of the document consulted on
_REACH = 40  # characters before a token in which the words that make it background stand


class Token(Struct, frozen=True):
    """Something that a text names. ``key`` is how it is compared; ``quoted`` when it stands in somebody's quoted words."""

    kind: TokenKind
    key: tuple[str, ...]
    span: Span
    quoted: bool = False
    background: bool = False


class Point(Struct, frozen=True):
    """One sentence of the views and what it names."""

    span: Span
    tokens: tuple[Token, ...]


class Reading:
    """Reads points and responses of one document; ``respondents`` are the names of those who responded."""

    def __init__(
        self,
        document: Document,
        mentions: Mentions,
        pairing: Pairing,
        forms: AnswerForms,
        respondents: frozenset[str] = frozenset(),
    ) -> None:
        self.document = document
        self.respondents = respondents
        self.mentions = mentions
        self.quotations = pairing.quotations
        self._quoted = pairing.quoted
        self._named: dict[tuple[Span, int], tuple[Token, ...]] = {}
        self.forms = forms

    @cached_property
    def renumbered(self) -> bool:
        """Whether the parts of the document consulted on bear other numbers in the final one, so that a response need not repeat them."""
        return any_of(self.forms.renumbered).search(self.document.text) is not None

    def points(self, paragraph: Span, sentences: Iterable[Span]) -> Iterator[Point]:
        """The sentences of a paragraph of views that ask or object to something; mere support asks nothing."""
        for sentence in self._whole(sentences):
            words = self.document.quote(sentence)
            if phrases(self.forms.support).search(words) and not phrases(self.forms.contrast).search(_NAME.sub("", words)):
                continue
            yield Point(sentence, self.tokens(sentence, paragraph.start))

    def _whole(self, sentences: Iterable[Span]) -> Iterator[Span]:
        """The sentences, those that end inside a quotation joined with what follows."""
        pending: Span | None = None
        for sentence in sentences:
            joined = Span(pending.start, sentence.end) if pending else sentence
            if self._quoted.holds(Span(joined.end - 1, joined.end + 1)):
                pending = joined
            else:
                pending = None
                yield joined
        if pending is not None:
            yield pending

    def tokens(self, span: Span, start: int) -> tuple[Token, ...]:
        """Everything that a stretch of text names; ``start`` is where its paragraph begins."""
        if (span, start) not in self._named:  # a response is read for each of the views that it answers
            self._named[span, start] = tuple(self._read(span, start))
        return self._named[span, start]

    def _read(self, span: Span, start: int) -> Iterator[Token]:
        taken: list[Span] = []
        for kind, key, at in self._mentioned(span):
            taken.append(at)
            background = self._is_background(at, start) or (kind == "locator" and self._only_locates(key, at, span))
            background = background or (kind == "version" and self._has_part(at, span))
            yield Token(kind, key, at, self._is_quoted(at), background)
        other = [date.span for date in inside(self.mentions.dates, span)]
        other += [reference.span for reference in inside(self.mentions.references, span) if reference.kind in _NO_PARTS]
        other += [modification.whole for modification in inside(self.mentions.modifications, span)]
        for match in _NAME.finditer(self.document.text, span.start, span.end):
            whole = Span(*match.span())
            name = None if self._is_of_people(whole, span) else self._trimmed(whole, span)
            if name is not None and not self._speaks(name, span) and not any(name.overlaps(one) for one in (*taken, *other)):
                taken.append(Span(name.start, name.end + len(" (SHORT)")) if self.document.text.startswith(" (", name.end) else name)
                yield Token("name", (self.document.quote(name),), name, self._is_quoted(name), self._is_background(name, start))

    def _mentioned(self, span: Span) -> Iterator[tuple[TokenKind, tuple[str, ...], Span]]:
        for modification in inside(self.mentions.modifications, span):
            yield "modification", (modification.id, modification.title), modification.span
        for reference in inside(self.mentions.references, span):
            if reference.kind not in _NO_PARTS and not self._is_own_table(reference):
                kind: TokenKind = "clause" if reference.owner in _SEC_LIKE or "Act" in reference.owner else "locator"
                yield kind, (reference.kind, *reference.clauses), reference.span
        for version in inside(self.mentions.versions, span):
            yield "version", (version.name, version.number), version.span
        for release in inside(self.mentions.releases, span):
            if release.noun.rstrip("s").endswith("Release"):
                yield "release", (release.month,), release.span

    def _trimmed(self, name: Span, sentence: Span) -> Span | None:
        """A name without the capital that only begins the sentence; None when no name is left."""
        words = self.document.quote(name)
        if name.start == sentence.start and " " in words:
            first = words.split(" ", 1)[0]
            if not (first.isupper() or self._has_first_word(name)):
                name = Span(name.start + len(first) + 1, name.end)
        rest = self.document.quote(name)
        if (
            self._general.fullmatch(rest)
            or all(map(_CODE.fullmatch, _AND.split(rest)))
            or not (re.fullmatch(rf"{_ABBREVIATION}s?", rest) or " " in rest)
        ):
            return None
        return name

    def _has_first_word(self, name: Span) -> bool:
        """Whether the first word of a name that opens a sentence is one of it: its abbreviation begins so, or it stands so elsewhere."""
        text, words = self.document.text, self.document.quote(name)
        if text.startswith((f" ({words[0]}", f" (“{words[0]}"), name.end):
            return True
        at = text.find(f" {words}")
        while at >= 0 and not (text[at - 1 : at].islower() or text[at - 1 : at] == ","):
            at = text.find(f" {words}", at + 1)
        return at >= 0

    @cached_property
    def _general(self) -> re.Pattern[str]:
        """Finds what names nothing of its own, some or several of it: "Two Energy Suppliers", "Service Provider of DCC"."""
        one = any_phrase((*self.forms.general, *(f"{name}s" for name in self.forms.general)))
        return compiled(rf"{self.forms.speaker}{one}(?:\s+(?:of|for|and)\s+{one})*", re.IGNORECASE)

    def _is_of_people(self, name: Span, sentence: Span) -> bool:
        """Whether a name is that of somebody who speaks or responded, or names several of those: "Ash Energy and Birch Power"."""
        named = names_in(self.document.quote(name))
        speakers = self.respondents | self.speakers
        return self._speaks(name, sentence) or all(one in speakers or self._general.fullmatch(one) for one in named)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The names, as they are compared, that stand in front of what they say: "ES1, ES2 and NO1: yes."."""
        heads = (match["names"] for match in _SPEAKING.finditer(self.document.text))
        return frozenset(name for names in heads for name in names_in(names))

    def _speaks(self, name: Span, sentence: Span) -> bool:
        """Whether a name that begins a sentence, or stands behind a comma, is that of a speaker: "A Network Party asked"."""
        before = self.document.text[sentence.start : name.start].rpartition(", ")[2]
        if re.fullmatch(self.forms.speaker, before, re.IGNORECASE) is None:
            return False
        return compiled(self.forms.speaks).match(self.document.text, name.end, sentence.end) is not None

    def _is_quoted(self, span: Span) -> bool:
        return self._quoted.holds(span)

    def _only_locates(self, key: tuple[str, ...], at: Span, sentence: Span) -> bool:
        """Whether a locator is none of the things that the sentence is about, but says where they are found."""
        return self._introduces(at, sentence) or self._is_own(key) or self._is_bracketed(at, sentence)

    def _has_part(self, version: Span, sentence: Span) -> bool:
        """Whether a version only says in which copy of the document a part stands: "Section 2.4 of v2.2"."""
        parts = (one.span.end for one in inside(self.mentions.references, sentence) if one.span.end < version.start)
        last = max(parts, default=None)
        return last is not None and _OF_COPY.fullmatch(self.document.text, last, version.start) is not None

    def _is_bracketed(self, span: Span, sentence: Span) -> bool:
        """Whether the locator stands in brackets that hold nothing but locators: "150 scripts (Section 2.3, page 3) are few"."""
        text = self.document.text
        opened, closed = text.rfind("(", sentence.start, span.start), text.find(")", span.end, sentence.end)
        if opened < 0 or closed < 0 or ")" in text[opened : span.start]:
            return False
        words = text[opened + 1 : closed]
        for reference in inside(self.mentions.references, Span(opened, closed)):
            words = words.replace(self.document.quote(reference.span), "")
        return _BESIDE_LOCATORS.fullmatch(words) is not None

    def _introduces(self, span: Span, sentence: Span) -> bool:
        """Whether the locator only says where quoted words in the sentence are from: they follow, or stand right before it."""
        quoted = [one.span for one in self.quotations if one.kind == "double" and one.span.overlaps(sentence)]
        return any(span.end <= one.start or _FROM.fullmatch(self.document.text, one.end, span.start) for one in quoted)

    def _is_own(self, key: tuple[str, ...]) -> bool:
        """Whether a locator may be a numbered paragraph of the conclusions themselves: "the meeting mentioned in paragraph 8"."""
        return key[0] == "paragraph" and {number.split()[-1] for number in key[1:]} <= self._numbered

    def _is_own_table(self, reference: Reference) -> bool:
        """Whether a reference that names no document is to a table or figure of the conclusions themselves: "The points are in Table 1"."""
        named = {f"{reference.kind} {clause.split()[-1]}".casefold() for clause in reference.clauses}
        return reference.owner in ("", "self") and named <= self._captioned

    @cached_property
    def _captioned(self) -> frozenset[str]:
        return frozenset(one.label.casefold() for one in captions_of(self.document))

    @cached_property
    def _numbered(self) -> frozenset[str]:
        return frozenset(block.label.strip("().") for block in self.document.blocks if block.kind == "paragraph" and block.label)

    def _is_background(self, span: Span, start: int) -> bool:
        before = self.document.text[max(start, span.start - _REACH) : span.start]
        joining = phrases(self.forms.joining)
        return any(
            (not before[match.end() :].strip(" ,") or _is_article(before[match.end() :]))
            and not joining.fullmatch(match[0])
            and not before.endswith("to ", 0, match.start())  # "would like to see the list"
            for match in phrases((*self.forms.background, *self.forms.joining)).finditer(before)
        )


def _is_article(words: str) -> bool:
    return words.strip().lower() in ("the", "a", "an", "sec")


def significant_words(text: str) -> set[str]:
    """The longer words of a text, cut so that plurals and tenses fall together."""
    return {match[0].casefold().rstrip("s")[:7] for match in _WORD.finditer(text)}

"""The words in which documents tell of events, as rules/registers list them, compiled once for a run."""

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from seclint.facts.given_up import GivenUp
from seclint.facts.wording import alternatives, any_of, any_phrase, phrases, plain
from seclint.model import Span
from seclint.patterns import compiled

_COPY = 70  # characters of what stands for the whole of a thing, with the words between the two
_NUMBER = r"(?:v(?:ersion)?\s?)?\d+(?:\.\d+)*"
_NO_PART = r"(?<!section )(?<!sections )(?<!clause )(?<!paragraph )(?<!chapter )(?<!annex )(?<!appendix )(?<!table )(?<!part )"
_LOOKS_ON = compiled(r"\(\?=(?:[^()]|\([^()]*\))*\)(?=\)$)")  # what must follow stands outside the words of a pattern
_TOKEN = compiled(r"[\w’'-]+|[^\w\s]")
_VERSION_OF = compiled(r"\bversion v?\d[\d.]* of$", re.IGNORECASE)


class Body(Struct, frozen=True, forbid_unknown_fields=True):
    """Who acts: a body and the names it goes by. ``author`` marks the one that writes the documents."""

    name: str
    names: tuple[str, ...]
    author: bool = False


class Bodies(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """registers/bodies.toml."""

    body: tuple[Body, ...]

    @cached_property
    def names(self) -> dict[str, Body]:
        """Every name, and the body that bears it."""
        return {name: body for body in self.body for name in body.names}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds a body by any of its names, as written; a name that begins with a small letter may begin with a capital."""
        names = sorted(self.names, key=len, reverse=True)
        return compiled(rf"\b(?:{'|'.join(map(_capitalisable, names))})\b")

    def named(self, words: str) -> Body | None:
        """The body of that name."""
        return self.names.get(words) or self.names.get(words[:1].lower() + words[1:])


class EventForm(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """One way to tell of an event: its verbs and the things they take, or phrases that stand alone, listed or as ``patterns``.

    ``with_body`` are verbs that count only where a body is named; ``body`` says whether it stands behind "to" or acts ("by").
    ``implied`` verbs need no thing. ``needs`` and ``without`` are words of which one must, or none may, stand in the clause.
    ``concerns`` is what the event is about, whatever its verb acts on: a draft that is issued for comment opens the consultation.
    ``author_only`` events of other actors are not this document's. ``closing`` is the event that the end of a period tells;
    a ``deadline`` may be dated with "by" or "until". Only documents of ``kinds``, where some are given, tell of it in this way; in those
    of kinds for which it ``lies_ahead`` only plans do.
    """

    event: str
    says: str
    verbs: tuple[str, ...] = ()
    with_body: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    body: str = ""
    implied: bool = False
    closing: str = ""
    deadline: bool = False
    author_only: bool = False
    concerns: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    lies_ahead: tuple[str, ...] = ()

    @cached_property
    def alone(self) -> frozenset[str]:
        """The phrases, in small letters."""
        return frozenset(map(plain, self.phrases))


class CoverDate(Struct, frozen=True, forbid_unknown_fields=True):
    """A field of the cover whose date tells of an event of ``things``, in documents of ``kinds``.

    A ``fallback`` counts only where nothing else in the document dates the event. ``closing`` is the event that the end of a period tells.
    """

    field: str
    event: str
    says: str
    kinds: tuple[str, ...]
    things: tuple[str, ...] = ()
    closing: str = ""
    fallback: bool = False


class LabelForm(Struct, frozen=True, forbid_unknown_fields=True):
    """Labels before a date that tell of an event; "{body}" in them is any body. In documents of the kinds ``planned`` it is a plan.

    ``by_body`` are labels that do so where a body stands before the date. ``closing`` is the event that the end of a period tells; one
    for a ``period`` tells of nothing before a single day. A label that names one of the things ``going`` and ends with "to" and a body
    tells of it, too.
    """

    event: str
    says: str
    labels: tuple[str, ...]
    by_body: tuple[str, ...] = ()
    period: bool = False
    planned: tuple[str, ...] = ()
    closing: str = ""
    going: tuple[str, ...] = ()


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The small words that decide what an event means; registers/events.toml says what each list is for."""

    others: tuple[str, ...]
    plans: tuple[str, ...]
    former: tuple[str, ...]
    conditions: tuple[str, ...]
    moved: tuple[str, ...]
    recurring: tuple[str, ...]
    once: tuple[str, ...]
    papers: tuple[str, ...]
    breaks: tuple[str, ...]
    conjunctions: tuple[str, ...]
    apart: tuple[str, ...]
    prepositions: tuple[str, ...]
    revising: tuple[str, ...]
    determiners: tuple[str, ...]
    copies: tuple[str, ...]
    topics: tuple[str, ...]
    own_topics: tuple[str, ...]
    common: tuple[str, ...]
    anew: tuple[str, ...]
    meets: tuple[str, ...]
    looks: tuple[str, ...]
    same: tuple[str, ...]
    alone: tuple[str, ...]
    approving: tuple[str, ...]
    links: tuple[str, ...]


class Noun(Struct, frozen=True):
    """A thing as it stands in the text: its class, the name it goes by, and the words that describe it ("amended", "draft").

    ``phrase`` is the name with its describing words. ``governed`` is the preposition before it, for which the verb is not about it.
    """

    name: str
    span: Span
    phrase: Span
    modifiers: tuple[str, ...]
    governed: str
    artefact: str = ""


class Lexicon(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """registers/events.toml."""

    of_releases: tuple[str, ...]
    nouns: dict[str, tuple[str, ...]]
    artefacts: dict[str, tuple[str, ...]]
    sessions: dict[str, tuple[str, ...]]
    words: Words
    given_up: GivenUp
    event: tuple[EventForm, ...]
    cover: tuple[CoverDate, ...] = ()
    label: tuple[LabelForm, ...] = ()
    shared: dict[str, str] = {}

    def forms_of(self, words: str) -> tuple[EventForm, ...]:
        """The events that a verb or phrase, in small letters, may tell of."""
        return self._listed.get(words) or tuple(form for form, pattern in self._patterns if pattern.fullmatch(words))

    @cached_property
    def session_names(self) -> dict[str, str]:
        """Every name of a session, and the one it goes by."""
        return {plain(name): session for session, names in self.sessions.items() for name in names}

    def is_phrase(self, words: str, form: EventForm) -> bool:
        """Whether the words, in small letters, tell of the event by themselves: no thing need be named, and nobody acts."""
        return words in form.alone or (words not in self._listed and form in self.forms_of(words))

    def is_nominal(self, words: str) -> bool:
        """Whether the words tell of any event by themselves."""
        return any(self.is_phrase(words, form) for form in self.forms_of(words))

    @cached_property
    def _listed(self) -> dict[str, tuple[EventForm, ...]]:
        table: dict[str, tuple[EventForm, ...]] = {}
        for form in self.event:
            for words in map(plain, (*form.verbs, *form.with_body, *form.phrases)):
                table[words] = (*table.get(words, ()), form)
        return table

    @cached_property
    def _patterns(self) -> tuple[tuple[EventForm, re.Pattern[str]], ...]:
        return tuple(
            (form, compiled("|".join(_LOOKS_ON.sub("", self._spelled_out(one)) for one in form.patterns), re.IGNORECASE))
            for form in self.event
            if form.patterns
        )

    def _spelled_out(self, pattern: str) -> str:
        for name, words in self.shared.items():
            pattern = pattern.replace(f"{{{name}}}", words)
        return f"(?:{pattern})"

    @cached_property
    def extended(self) -> re.Pattern[str]:
        """Finds what says that a consultation stayed open for longer."""
        return any_of(tuple(map(self._spelled_out, self.given_up.extended)))

    @cached_property
    def says(self) -> dict[str, str]:
        """Every event, and how it is told of."""
        return {form.event: form.says for form in reversed(self.event)}

    @cached_property
    def verb(self) -> re.Pattern[str]:
        """Finds any verb or phrase of an event."""
        patterns = alternatives(tuple(self._spelled_out(pattern) for form in self.event for pattern in form.patterns))
        return compiled(rf"(?<!\w)(?:{patterns})(?!\w)|{any_phrase(tuple(self._listed))}", re.IGNORECASE)

    @cached_property
    def artefact(self) -> re.Pattern[str]:
        """Finds a document under consultation by any of its names."""
        return phrases(tuple(self.artefact_names))

    @cached_property
    def artefact_names(self) -> dict[str, str]:
        """Every name of a document under consultation, and the one it goes by."""
        return {plain(name): artefact for artefact, names in self.artefacts.items() for name in names}

    def artefact_in(self, words: str) -> str:
        """The document under consultation that the words name, "" when they name none."""
        match = self.artefact.search(words)
        return self.artefact_names[plain(match[0])] if match else ""

    @cached_property
    def copy(self) -> re.Pattern[str]:
        """Finds what stands for a document: a draft or version of it."""
        return phrases(self.words.copies)

    @cached_property
    def noun(self) -> re.Pattern[str]:
        """Finds any thing that an event is about."""
        return phrases(tuple(self._classes))

    @cached_property
    def _classes(self) -> dict[str, str]:
        things = {plain(name): noun for noun, names in self.nouns.items() for name in names}
        return things | dict.fromkeys(self.artefact_names, "artefact")

    @cached_property
    def _outer(self) -> frozenset[str]:
        return frozenset((*self.words.determiners, *self.words.links))

    @cached_property
    def _copy_of(self) -> re.Pattern[str]:
        """Finds what stands for the whole of a thing right before it: "version 2.0 of the", "v1.0 of", "a draft of the June 2031"."""
        of = r"\s+of\s+(?:the\s+)?(?-i:(?:[A-Z\d][\w-]*\s+){0,5})$"
        return compiled(rf"(?:{any_phrase(self.words.copies)}(?:\s+\(?{_NUMBER}\)?)?|{_NO_PART}\b{_NUMBER}){of}", re.IGNORECASE)

    def things(self, text: str, region: Span) -> Iterator[Noun]:
        """The things named in a region of the text, in order."""
        for match in self.noun.finditer(text, region.start, region.end):
            if plain(match[0]).split()[-1] in self.words.copies and self.artefact.match(text, match.end() + 1):
                continue  # "the amended draft TAD" is the TAD
            copy = self._copy_of.search(text, max(region.start, match.start() - _COPY), match.start())
            start, modifiers, governed = self._before(text, Span(region.start, copy.start() if copy else match.start()))
            modifiers = (*modifiers, plain(copy[0].split()[0])) if copy else modifiers
            words = plain(match[0])
            span = Span(*match.span())
            yield Noun(self._classes[words], span, Span(start, span.end), modifiers, governed, self.artefact_names.get(words, ""))

    def _before(self, text: str, region: Span) -> tuple[int, tuple[str, ...], str]:
        """Where the describing words before a thing begin, what they are, and the preposition that governs it."""
        start = region.end
        modifiers: list[str] = []
        preceding = list(_TOKEN.finditer(text, max(region.start, region.end - 120), region.end))
        while preceding:
            token = preceding.pop()
            word = plain(token[0])
            if word in self.words.prepositions:
                return start, tuple(modifiers), _governing(text, region.start, token)
            if word in self._outer or not token[0][0].isalnum():
                if word not in self.words.determiners:
                    return start, tuple(modifiers), ""
                behind = preceding[-1] if preceding else None
                governs = behind is not None and plain(behind[0]) in self.words.prepositions
                return token.start(), tuple(modifiers), _governing(text, region.start, behind) if behind is not None and governs else ""
            start = token.start()
            modifiers.append(word)
        return start, tuple(modifiers), ""


def _governing(text: str, start: int, preposition: re.Match[str]) -> str:
    """The preposition before a thing; "" where it only joins the thing to its version: "Version 2.0 of the TAD was approved"."""
    return "" if _VERSION_OF.search(text, start, preposition.end()) else plain(preposition[0])


def _capitalisable(name: str) -> str:
    first = name[0]
    return (f"[{first}{first.upper()}]" if first.islower() else re.escape(first)) + re.escape(name[1:]).replace(r"\ ", r"\s+")

"""Who did what: the clauses of a sentence that tell of an event, whether they date it or not."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from seclint.facts.lexicon import Bodies, EventForm, Lexicon, Noun
from seclint.facts.wording import phrases, plain
from seclint.model import Span

Modality = Literal["fact", "plan"]

_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:\w+ly|then|also|first)\s+)?$", re.IGNORECASE)
_NAME = r"[A-Z][\w&-]*(?:\s+(?:(?:of|for|and|the)\s+)*[A-Z][\w&-]*)*"
_ACTOR = re.compile(rf"(?P<name>{_NAME}|\bwe)(?:\s*\([^)]*\))?\s+(?:(?:has|have|had|then|also|will|shall|is|are|to|be|\w+ly)\s+)*$")
_BY = re.compile(rf"\s*by\s+(?:the\s+)?(?P<name>{_NAME})")


class Telling(Struct, frozen=True):
    """A verb that may tell of an event. ``form`` is None when it does not, so that its date belongs to nothing known.

    ``span`` is the words from the actor or the thing to the verb or the thing. ``about`` says whose event it is when it is not
    this document's ("another", "Ofgem", "June 2022 SEC Release").
    """

    verb: Span
    span: Span
    form: EventForm | None = None
    things: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    actor: str = ""
    body: str = ""
    modality: Modality = "fact"
    about: str = ""
    recurring: bool = False


class Scene(Struct, frozen=True):
    """What the reading of every sentence needs: the words of the trade, and what this document is about.

    ``artefact`` is the document under consultation, "" when unknown; ``foreign`` are the Releases that this document is not about.
    """

    text: str
    lexicon: Lexicon
    bodies: Bodies
    artefact: str = ""
    foreign: tuple[Span, ...] = ()


class _Clause(Struct, frozen=True):
    """A verb with the words before it, back to the verb before, and after it, up to the next one."""

    verb: Span
    before: Span
    after: Span
    follows: bool

    @property
    def whole(self) -> Span:
        return Span(self.before.start, self.after.end)


def tellings_in(scene: Scene, sentence: Span, spoken_of: tuple[Noun, ...] = ()) -> tuple[list[Telling], tuple[Noun, ...]]:
    """The tellings of a sentence, and the things its last one was about.

    ``spoken_of`` are the things the sentence before was about: what "It" means at the start of this one.
    """
    found = []
    for clause in _clauses(scene, sentence):
        telling, things = _telling(scene, clause, spoken_of)
        found.append(telling)
        spoken_of = things or spoken_of
    return found, spoken_of


def _clauses(scene: Scene, sentence: Span) -> Iterator[_Clause]:
    verbs = [Span(*match.span()) for match in scene.lexicon.verb.finditer(scene.text, sentence.start, sentence.end)]
    ends = [sentence.start, *(verb.end for verb in verbs)]
    starts = [*(verb.start for verb in verbs), sentence.end]
    for index, verb in enumerate(verbs):
        yield _Clause(verb, Span(ends[index], verb.start), Span(verb.end, starts[index + 1]), index > 0)


def _telling(scene: Scene, clause: _Clause, spoken_of: tuple[Noun, ...]) -> tuple[Telling, tuple[Noun, ...]]:
    words = scene.lexicon.words
    barrier = Telling(clause.verb, clause.verb)
    if _near(scene, clause, (*words.conditions, *words.former)):
        return barrier, ()
    passive = bool(_PASSIVE.search(scene.text[clause.before.start : clause.verb.start]))
    verb = plain(scene.text[clause.verb.start : clause.verb.end])
    actor, actor_start = ("", clause.verb.start) if verb in scene.lexicon.nominal else _actor(scene, clause, passive)
    body = _body(scene, clause)
    for form in scene.lexicon.forms[verb]:
        for things in _candidates(scene, clause, passive, spoken_of):
            if _fits(scene, form, clause, things, body):
                about = _about(scene, form, clause, things, actor)
                recurring = bool(phrases(words.recurring).search(scene.text, clause.before.start, clause.after.end))
                telling = Telling(
                    verb=clause.verb,
                    span=_told(clause, things, actor_start),
                    form=form,
                    things=tuple(thing.name for thing in things),
                    qualifiers=tuple(sorted({word for thing in things[:1] for word in thing.modifiers})),
                    actor=actor,
                    body=(actor if form.body == "by" and actor else body) if form.body else "",
                    modality="plan" if _near(scene, clause, words.plans) else "fact",
                    about=about,
                    recurring=recurring,
                )
                return telling, things
    return barrier, ()


def _near(scene: Scene, clause: _Clause, listed: tuple[str, ...]) -> bool:
    """Whether one of the phrases stands among the six words before the verb."""
    before = [word for word in scene.text[clause.before.start : clause.verb.start].split() if word != "May"]
    return bool(phrases(listed).search(" ".join(before[-6:])))


def _candidates(scene: Scene, clause: _Clause, passive: bool, spoken_of: tuple[Noun, ...]) -> Iterator[tuple[Noun, ...]]:
    """What the verb may be about: what it acts on, what stands before it, or what was spoken of when nothing new does."""
    before = tuple(thing for thing in scene.lexicon.things(scene.text, clause.before) if _acts(scene, clause, thing))
    after = tuple(thing for thing in scene.lexicon.things(scene.text, clause.after) if not thing.governed)
    comma = max(scene.text.rfind(mark, clause.before.start, clause.before.end) for mark in ",;")
    if clause.follows and any(thing.span.start > comma for thing in before):
        before = tuple(thing for thing in before if thing.span.start > comma)
    before = before[-1:] if before and before[-1].governed else before
    yield from (before,) if passive else (after, before)
    subject = re.sub(r"^.*\d", "", scene.text[clause.before.start : clause.before.end])
    if all(word.lower() in scene.lexicon.words.links for word in re.findall(r"\w+", subject)):
        yield spoken_of


def _acts(scene: Scene, clause: _Clause, thing: Noun) -> bool:
    """Whether a thing before the verb is its subject: no preposition governs it, or one that opens a clause ("after it closed")."""
    between = scene.text[thing.span.end : clause.verb.start].split()
    opens = thing.governed in scene.lexicon.words.conjunctions and all(word in scene.lexicon.words.links for word in between)
    return not thing.governed or opens


def _fits(scene: Scene, form: EventForm, clause: _Clause, things: Sequence[Noun], body: str) -> bool:
    verb = plain(scene.text[clause.verb.start : clause.verb.end])
    if verb in form.with_body and not body:
        return False
    if verb not in map(plain, form.phrases) and not form.implied:
        about = [thing for thing in things if thing.name in form.nouns]
        if not about or any(word in thing.modifiers for thing in about for word in form.without):
            return False
    words = scene.text[clause.before.start : clause.after.end]
    if form.needs and not phrases(form.needs).search(words):
        return False
    long = tuple(phrase for phrase in form.without if " " in phrase)
    return not (long and phrases(long).search(words))


def _about(scene: Scene, form: EventForm, clause: _Clause, things: Sequence[Noun], actor: str) -> str:
    """Whose event it is when it is not this document's, else ""."""
    acting = scene.bodies.named(actor)
    if form.author_only and actor and not (acting and acting.author):
        return actor
    if plain(scene.text[clause.verb.start : clause.verb.end]) in scene.lexicon.nominal:
        described = scene.text[clause.before.start : clause.verb.start].split()[-4:]
        if earlier := phrases(scene.lexicon.words.others).search(" ".join(described)):
            return earlier[0]
        things = (*things, *scene.lexicon.things(scene.text, clause.after))
    for thing in things:
        other = next((word for word in thing.modifiers if word in scene.lexicon.words.others), "")
        if other or (scene.artefact and thing.artefact and thing.artefact != scene.artefact):
            return other or thing.artefact
    if any(release.overlaps(clause.whole) for release in scene.foreign):
        return next(scene.text[release.start : release.end] for release in scene.foreign if release.overlaps(clause.whole))
    return _topic(scene, clause, things)


def _topic(scene: Scene, clause: _Clause, things: Sequence[Noun]) -> str:
    """What a consultation is on, when that is named and is no document under consultation here."""
    heads = [thing.span.end for thing in things if thing.name == "consultation"] or [clause.verb.end]
    topic = re.compile(rf"\s+(?:{'|'.join(scene.lexicon.words.topics)})\s+(?!\w+day\b|\d|the \d)(?P<words>[^.,;:]{{3,90}})")
    match = topic.match(scene.text, heads[0], max(heads[0], clause.after.end))
    if match is None or scene.lexicon.artefact.search(match["words"]):
        return ""
    capitals = re.findall(r"\b[A-Z][\w-]+", scene.bodies.pattern.sub("", match["words"]))
    return match["words"] if capitals else ""


def _actor(scene: Scene, clause: _Clause, passive: bool) -> tuple[str, int]:
    """Who acts, by the name of the register where it is known, and where the name begins."""
    if passive:
        match = _BY.match(scene.text, clause.verb.end, clause.after.end)
        start = clause.verb.start
    else:
        match = _ACTOR.search(scene.text[clause.before.start : clause.verb.start])
        start = clause.before.start + match.start() if match else clause.verb.start
    if match is None:
        return "", clause.verb.start
    if match["name"].lower() in (*scene.lexicon.words.links, *scene.lexicon.words.determiners):
        return "", start
    names = [known for known in scene.bodies.pattern.finditer(match["name"]) if known.end() == len(match["name"])]
    if not names:
        return match["name"], start
    body = scene.bodies.named(names[0][0])
    return (body.name if body else match["name"]), start if passive else start + names[0].start()


def _body(scene: Scene, clause: _Clause) -> str:
    """The body to which something goes: a registered one behind "to" or "at"."""
    for match in scene.bodies.pattern.finditer(scene.text, clause.before.start, clause.after.end):
        body = scene.bodies.named(match[0])
        if body and not body.author and re.search(r"\b(?:to|at|with)\s+(?:the\s+|a\s+)?$", scene.text[clause.before.start : match.start()]):
            return body.name
    return ""


def _told(clause: _Clause, things: Sequence[Noun], actor_start: int) -> Span:
    own = [thing.phrase for thing in things if thing.span.within(clause.whole)][:1]
    starts = [clause.verb.start, actor_start, *(phrase.start for phrase in own)]
    return Span(min(starts), max(clause.verb.end, *(phrase.end for phrase in own), 0))

"""Who did what: the clauses of a sentence that tell of an event, whether they date it or not."""

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from seclint.facts.clauses import Clause, Scene, actor_of, acts_on_new, body_of, clauses_in, stands_before, things_of
from seclint.facts.days import MONTHS
from seclint.facts.lexicon import EventForm, Noun
from seclint.facts.wording import any_of, phrases, plain
from seclint.model import Document, Span
from seclint.patterns import compiled

# At the beginning of a sentence, or behind its verb: "TAG approved it on 3 May".
_TAKES_UP = compiled(r"[IT ](?:(?<=I)t\s|(?<=T)his\s|(?<=\w )(?<!that )(?<!which )(?<!if )(?<!as )(?:it\b|them\b|both to\b))")

_ON = compiled(r"\s+(?:on|to|about)\s+(?:the\s+)?(?:(?:draft|consultation\s+on\s+the|draft\s+of\s+the)\s+)?")
_OWNER = compiled(r"\s+(?:of|by|from)\s+(?:the\s+(?!Department|Government))?")  # "a consultation of the Department"
_OPENS = compiled(r"(?:For|In|Under|During|Before)\s+(?:the\s+)?\Z")  # "For the June 2030 SEC Release, ... and TAG approved the TAD on"
_BOTH = compiled(r" both to\b")
_CLAUSE_BEFORE = compiled(r"^.*[,;:](?=\s)", re.DOTALL)
_VERSION = r"(?:the\s+)?(?:draft\s+)?(?:v\.?|version\s|issue\s|draft\s)\s*\d"  # a consultation on that is this one
_REVISED = "revised"
# A verb that tells what has happened, and what makes it a present one: "is published".
_PAST = compiled(r"(?:\w+ed|took|went|put|brought|gave|laid|sent|held|ran|came)\b", re.IGNORECASE)
_PRESENT = ("is", "are", "be", "being", "to")
_NUMBERED = "numbered"  # the document by its version alone: "TAG approved version 1.0"
_ITSELF = ("itself", "document")  # the nouns by which a document calls itself
Modality = Literal["fact", "plan"]


class Telling(Struct, frozen=True):
    """A verb that may tell of an event. ``form`` is None when it does not, so that its date belongs to nothing known.

    ``span`` is the words from the actor or the thing to the verb or the thing. ``about`` says whose event it is when it is not
    this document's ("another", "Ofgem", "June 2022 SEC Release").
    """

    verb: Span
    span: Span
    form: EventForm | None = None
    things: tuple[str, ...] = ()
    actor: str = ""
    body: str = ""
    modality: Modality = "fact"
    about: str = ""
    recurring: bool = False
    past: bool = False


def tellings_in(scene: Scene, sentence: Span, spoken_of: tuple[Noun, ...] = ()) -> tuple[list[Telling], tuple[Noun, ...]]:
    """The tellings of a sentence, and the things its last one was about.

    ``spoken_of`` are the things the sentence before was about: what "It" means at the start of this one.
    """
    found = []
    for clause in clauses_in(scene, sentence):
        telling, things = _telling(scene, sentence, clause, spoken_of)
        if telling.form is not None or clause.words not in scene.lexicon.words.common or acts_on_new(scene, clause):
            found.append(telling)
        spoken_of = things or spoken_of
    return found, spoken_of


def antecedents(document: Document, scene: Scene, sentences: Sequence[Span], index: int) -> tuple[Noun, ...]:
    """What "it" means in a sentence: what the sentence before, in the same paragraph, was about."""
    start, end = sentences[index].start, sentences[index].end
    if not index or not _TAKES_UP.search(document.text, start, end) or document.block_at(start).span.start == start:
        return ()
    before = sentences[index - 1]
    named = tuple(thing for thing in scene.lexicon.things(scene.text, before) if not thing.governed)
    if _BOTH.search(document.text, start, end):
        return named
    told = tellings_in(scene, before)[1] or named
    return told or tellings_in(scene, before, antecedents(document, scene, sentences, index - 1))[1]


def _telling(scene: Scene, sentence: Span, clause: Clause, spoken_of: tuple[Noun, ...]) -> tuple[Telling, tuple[Noun, ...]]:
    words = scene.lexicon.words
    body = body_of(scene, clause)
    for things in things_of(scene, clause, spoken_of):
        for form in scene.lexicon.forms_of(clause.words):
            if not _fits(scene, form, clause, things, body):
                continue
            about = things or _concerned(form, clause)
            if stands_before(scene, clause, (*words.conditions, *words.former)):
                return Telling(clause.verb, clause.verb), about  # "It was to close on 3 May. It closed on 8 May"
            return _told(scene, sentence, form, clause, things, body), about
    return Telling(clause.verb, clause.verb), ()


def _concerned(form: EventForm, clause: Clause) -> tuple[Noun, ...]:
    """What a clause without a thing is about by its form: "Opened 3 May" is said of the consultation, and so is what goes on."""
    return tuple(Noun(thing, clause.verb, clause.verb, (), "") for thing in form.concerns)


def _told(scene: Scene, sentence: Span, form: EventForm, clause: Clause, things: Sequence[Noun], body: str) -> Telling:
    words = scene.lexicon.words
    actor, actor_start = actor_of(scene, clause)
    own = [thing.phrase for thing in things if thing.span.within(clause.whole)][:1]
    start = min([clause.verb.start, actor_start, *(phrase.start for phrase in own)])
    return Telling(
        verb=clause.verb,
        span=Span(start, max([clause.verb.end, *(phrase.end for phrase in own)])),
        form=form,
        things=form.concerns or tuple(_class_of(scene, form, thing) for thing in things),
        actor=actor,
        body=(actor if form.body == "by" and actor else body) if form.body else "",
        modality="plan" if stands_before(scene, clause, words.plans) else "fact",
        about=_about(scene, sentence, form, clause, things, actor),
        recurring=_is_recurring(scene, clause),
        past=_PAST.match(clause.words) is not None and not stands_before(scene, clause, _PRESENT),
    )


def _is_recurring(scene: Scene, clause: Clause) -> bool:
    """Whether the clause says that it happens more than once; of a noun only its own words tell: "a reply to each, and the decision of"."""
    before = scene.text[clause.before.start : clause.verb.start]
    own = _CLAUSE_BEFORE.sub("", before) if scene.lexicon.is_nominal(clause.words) else before
    words = any_of(scene.lexicon.words.once).sub(" ", own + scene.text[clause.verb.start : clause.after.end])
    return phrases(scene.lexicon.words.recurring).search(words) is not None


def _fits(scene: Scene, form: EventForm, clause: Clause, things: Sequence[Noun], body: str) -> bool:
    if form.kinds and scene.kind not in form.kinds:
        return False
    if scene.kind in form.lies_ahead and not phrases(scene.lexicon.words.plans).search(scene.text, clause.before.start, clause.verb.start):
        return False
    if clause.words in form.with_body and not body and not (form.body == "by" and _committee(scene, clause)):
        return False
    if not scene.lexicon.is_phrase(clause.words, form) and not form.implied:
        about = [thing for thing in things if thing.name in form.nouns or _is_itself(scene, form, thing) or _is_revised(scene, form, thing)]
        drafts = [thing for thing in about if not any(word in thing.modifiers for word in scene.lexicon.words.revising)]
        if not about or any(word in thing.modifiers for thing in drafts for word in form.without):
            return False
    words = scene.text[clause.before.start : clause.after.end]
    if form.needs and not phrases(form.needs).search(words):
        return False
    long = tuple(phrase for phrase in form.without if " " in phrase)
    if long and phrases(long).search(words):
        return False
    return not scene.lexicon.given_up.is_unreal(scene.text, Span(clause.before.start, clause.verb.start))


def _class_of(scene: Scene, form: EventForm, thing: Noun) -> str:
    """The class of a thing: the document is one thing before and after it was revised."""
    if thing.name == _REVISED:
        return "artefact" if "artefact" in form.nouns else "amendments"
    return "artefact" if thing.name == _NUMBERED or _is_itself(scene, form, thing) else thing.name


def _is_itself(scene: Scene, form: EventForm, thing: Noun) -> bool:
    """Whether "the document" is the one that the form is about, in a document of that very kind."""
    return thing.name in _ITSELF and scene.kind == "tad" and "artefact" in form.nouns


def _is_revised(scene: Scene, form: EventForm, thing: Noun) -> bool:
    """Whether it is the document under consultation as it was changed, and the form is about that: "Amended TAD sent to TAG"."""
    return _REVISED in form.nouns and bool(thing.artefact) and any(word in thing.modifiers for word in scene.lexicon.words.revising)


def _committee(scene: Scene, clause: Clause) -> bool:
    """Whether a body acts, and not the author of the document."""
    acting = scene.bodies.named(actor_of(scene, clause)[0])
    return acting is not None and not acting.author


def _about(scene: Scene, sentence: Span, form: EventForm, clause: Clause, things: Sequence[Noun], actor: str) -> str:
    """Whose event it is when it is not this document's, else ""."""
    acting = scene.bodies.named(actor)
    if form.author_only and actor and not (acting and acting.author):
        return actor
    if scene.lexicon.is_nominal(clause.words):
        described = _CLAUSE_BEFORE.sub("", scene.text[clause.before.start : clause.verb.start]).split()[-4:]
        if earlier := phrases(scene.lexicon.words.others).search(" ".join(described)):
            return earlier[0]
        things = (*things, *scene.lexicon.things(scene.text, clause.after))
    for thing in things:
        other = next((word for word in thing.modifiers if word in scene.lexicon.words.others), "")
        if other or (scene.artefact and thing.artefact and thing.artefact != scene.artefact):
            return other or thing.artefact
    opening = Span(sentence.start, max(sentence.start, clause.before.start))
    if other := _other_document(scene, things):
        return other
    for release in scene.foreign:
        if release.overlaps(clause.whole) or (release.within(opening) and _OPENS.match(scene.text[sentence.start : release.start])):
            return scene.text[release.start : release.end]
    if phrases(scene.lexicon.words.anew).match(scene.text, min(clause.verb.end + 1, clause.after.end)):
        return "again"
    return _topic(scene, form, clause, things)


def _other_document(scene: Scene, things: Sequence[Noun]) -> str:
    """The document under another consultation that responses are said to be on: "the responses on the SVTAD"."""
    for thing in things:
        on = _ON.match(scene.text, thing.span.end) if thing.name == "responses" and scene.artefact else None
        named = scene.lexicon.artefact.match(scene.text, on.end()) if on is not None else None
        if named is not None and scene.lexicon.artefact_names[plain(named[0])] != scene.artefact:
            return named[0]
    return ""


def _topic(scene: Scene, form: EventForm, clause: Clause, things: Sequence[Noun]) -> str:
    """What a consultation is on, when that has a name, or is nothing that this document is about, and is no document under consultation."""
    heads = [thing.span.end for thing in things if thing.name == "consultation"] or ([clause.verb.end] if form.implied else [])
    if not heads:
        return ""
    named = any(thing.name == "consultation" for thing in things)
    if named and (owner := _OWNER.match(scene.text, heads[0])) and (holder := scene.bodies.pattern.match(scene.text, owner.end())):
        body = scene.bodies.named(holder[0])
        return holder[0] if body is not None and not body.author else ""
    topic = compiled(
        rf"\s+(?:{'|'.join(scene.lexicon.words.topics)})\s+(?!\w+day\b|\d|the \d|{_VERSION})(?P<words>(?:[^.,;:]|\.(?=\d)){{3,90}})"
    )
    match = topic.match(scene.text, heads[0], max(heads[0], clause.after.end))
    if match is None or scene.lexicon.artefact.search(match["words"]):
        return ""
    names = re.findall(r"\b[A-Z][\w-]+", scene.bodies.pattern.sub("", match["words"]))
    titled = any(name not in MONTHS and not name.endswith("day") for name in names)
    foreign = match.start("words") < clause.verb.start and not phrases(scene.lexicon.words.own_topics).search(
        scene.text, match.start("words"), min(match.end("words"), clause.verb.start)
    )
    return match["words"] if titled or foreign else ""

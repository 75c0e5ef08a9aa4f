"""The clauses of a sentence around the verbs of events: what each verb may be about, who acts, and on which body."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.facts.lexicon import Bodies, Lexicon, Noun
from seclint.facts.wording import phrases, plain
from seclint.model import Span
from seclint.patterns import compiled

_BE = r"\b(?:is|are|was|were|be|been|being)"
_PASSIVE = compiled(rf"{_BE}\s+(?:(?:\w+ly|then|also|first)\s+)?$", re.IGNORECASE)
_NAME = r"[A-Z][\w&-]*(?:\s+(?:(?:of|for|and|the)\s+)*[A-Z][\w&-]*)*"
_ACTOR = compiled(rf"(?P<name>{_NAME}|\bwe)(?:\s*\([^)]*\))?\s+(?:(?:has|have|had|then|also|will|shall|is|are|to|be|\w+ly)\s+)*$")
_BY = compiled(rf"\s*by\s+(?:the\s+)?(?P<name>{_NAME})")
_GOES_TO = compiled(r"\b(?:to|at|with|of|from|before)\s+(?:the\s+|a\s+)?$")
# What goes on with the subject of the verb before: "It ran for four weeks and closed".
_JOINED = compiled(r"\b(?:and|but|then)\s+(?:then\s+)?$")
# "We consulted and held a webinar": what is new is what the verb acts on; "closed two weeks later" acts on nothing.
_PERIOD = r"(?!(?:\w+\s+){0,2}?(?:(?:day|week|fortnight|month|time|moment)s?|later|earlier)\b)"
_NEW_OBJECT = compiled(
    rf"\s+(?:(?:an?|another|two|three|four|several|some)\s+{_PERIOD}|{_PERIOD}[^\W\d]{{4,}}s\s+(?:on|between|in)\b)", re.IGNORECASE
)
_TAKES_UP = compiled(r"\s+(?:(?:it|them)\b|both\s+to\b)")  # "looked at the TAD and approved it"
_WHICH = compiled(r"[,)]\s+(?:which|that)\s+(?:\w+\s+){0,2}$")
_ON_DAY = compiled(r"\s+(?:(?:on|from)\s+)?(?:\w+day,?\s+)?\d")
_CONSULTATION, _TOLD_IN = "consultation", ("consultation", "conclusions")
# "All else stands as TAG approved it".
_SUBORDINATE = compiled(r"\b(?:as|if|once|when|until|unless|whether|that|should|before|after)\s+(?:the\s+)?\Z")
_ARTEFACT, _TESTING = "artefact", "tad"
_DATED = compiled(r"\s+(?:on|from|between)\s")
_NUMBERED = compiled(r"\s+(?!\d{1,2}\.\d{1,2}\.\d{4})\d+(?:\.\d+)+\b")
_VERSION = compiled(r"\s+(?:its\s+|the\s+)?(?P<thing>(?:version|issue|draft|v)\s*\d+(?:\.\d+)*)(?!\s+of\b|[\w.]*\d)", re.IGNORECASE)
_LONG_NAME = 40  # characters of the name of a thing
# A subject of its own in front of a passive verb: "the TAD, for which a separate plan was agreed".
_OTHER_SUBJECT = compiled(rf"\b(?:an?|the|these|those|our|its|their|another)\s+(?:[\w-]+\s+){{1,4}}?(?:(?:has|have|had|will)\s+)?{_BE}")
_AS = compiled(r"\s*as\s+", re.IGNORECASE)  # "As approved by TAG on 3 May"
_RELATIVE = ("that", "which", ",")


class Scene(Struct, frozen=True):
    """What the reading of every sentence needs: the words of the trade, and what this document is about.

    ``artefact`` is the document under consultation, "" when unknown; ``foreign`` are the Releases that this document is not about.
    ``kind`` is the document's own.
    """

    text: str
    lexicon: Lexicon
    bodies: Bodies
    artefact: str = ""
    foreign: tuple[Span, ...] = ()
    kind: str = ""


class Clause(Struct, frozen=True):
    """A verb with the words before it, back to the verb before, and after it, up to the next one."""

    verb: Span
    words: str
    before: Span
    after: Span
    follows: bool

    @property
    def whole(self) -> Span:
        """From the verb before to the verb behind."""
        return Span(self.before.start, self.after.end)


def clauses_in(scene: Scene, sentence: Span) -> Iterator[Clause]:
    """The clauses of a sentence, in order; a verb that describes a thing ("the approved TAD") makes none."""
    found = scene.lexicon.verb.finditer(scene.text, sentence.start, sentence.end)
    acting = [match for match in found if not (_describes(scene, sentence, match) or _is_numbered(scene, match))]
    verbs = [Span(*match.span()) for match in acting if not _ends_name(scene, sentence, match)]
    ends = [sentence.start, *(verb.end for verb in verbs)]
    starts = [*(verb.start for verb in verbs), sentence.end]
    for index, verb in enumerate(verbs):
        words = plain(scene.text[verb.start : verb.end])
        yield Clause(verb, words, Span(ends[index], verb.start), Span(verb.end, starts[index + 1]), index > 0)


def is_passive(scene: Scene, clause: Clause) -> bool:
    """Whether a form of "to be" stands before the verb, or only "as", or "by" and who did it behind: "As approved by TAG on 3 May"."""
    before = scene.text[clause.before.start : clause.verb.start]
    return bool(_PASSIVE.search(before) or _AS.fullmatch(before) or _BY.match(scene.text, clause.verb.end))


def stands_before(scene: Scene, clause: Clause, listed: tuple[str, ...]) -> bool:
    """Whether one of the phrases stands among the six words before the verb."""
    before = [word for word in scene.text[clause.before.start : clause.verb.start].split() if word != "May"]
    return bool(phrases(listed).search(" ".join(before[-6:])))


def acts_on_new(scene: Scene, clause: Clause) -> bool:
    """Whether the verb acts on something that was not spoken of before: "and held a webinar"."""
    return _NEW_OBJECT.match(scene.text, clause.verb.end, clause.after.end) is not None


def things_of(scene: Scene, clause: Clause, spoken_of: tuple[Noun, ...]) -> Iterator[tuple[Noun, ...]]:
    """What the verb may be about, the likeliest first: what it acts on, what stands before it, what was spoken of before."""
    if _is_alone(scene, clause):
        yield (Noun(_CONSULTATION, clause.verb, clause.verb, (), ""),)
    if _TAKES_UP.match(scene.text, clause.verb.end):
        begins = max(scene.text.rfind(mark, 0, clause.verb.start) for mark in (". ", "\n"))
        if phrases(scene.lexicon.words.papers).search(scene.text, begins + 1, clause.verb.start):
            spoken_of = ()  # "A plan came later, and TAG approved it"
        yield tuple(scene.lexicon.things(scene.text, clause.before)) or spoken_of
        yield _document_at_hand(scene, clause)
    if not is_passive(scene, clause):
        yield tuple(thing for thing in scene.lexicon.things(scene.text, clause.after) if not thing.governed)
        if version := _VERSION.match(scene.text, clause.verb.end, clause.after.end):  # "TAG approved version 1.0 on"
            yield (Noun("numbered", Span(*version.span("thing")), Span(*version.span("thing")), (), ""),)
    if clause.follows and acts_on_new(scene, clause):  # what stands before is what the verb before acted on
        return
    yield from _subjects(scene, clause)
    subject = re.sub(r"^.*\d", "", scene.text[clause.before.start : clause.before.end])
    joined = clause.follows and _JOINED.search(scene.text[clause.before.start : clause.verb.start])
    alone = _AS.fullmatch(scene.text, clause.before.start, clause.verb.start)
    if not acts_on_new(scene, clause) and (
        joined
        or alone
        or clause.words.endswith("ing")
        or all(word.lower() in scene.lexicon.words.links for word in re.findall(r"\w+", subject))
    ):
        yield spoken_of
    if _WHICH.search(scene.text, clause.before.start, clause.verb.start) or _is_reduced(scene, clause):
        yield tuple(scene.lexicon.things(scene.text, clause.before))


def _document_at_hand(scene: Scene, clause: Clause) -> tuple[Noun, ...]:
    """The document under consultation, which a body means by "it" where the paragraph has told of nothing else that it might look at."""
    start = scene.text.rfind("\n", 0, clause.verb.start) + 1
    acts = scene.bodies.pattern.search(scene.text, clause.before.start, clause.verb.start)
    others = phrases(scene.lexicon.words.papers).search(scene.text, start, clause.verb.start)
    named = scene.lexicon.artefact.search(scene.text, start, clause.verb.start) or scene.kind == _TESTING
    if not (acts and named and scene.artefact) or others or _SUBORDINATE.search(scene.text, start, acts.start()):
        return ()
    return (Noun(_ARTEFACT, clause.verb, clause.verb, (), "", scene.artefact),)


def _is_alone(scene: Scene, clause: Clause) -> bool:
    """Whether a note about the consultation begins with a verb and a date, without a subject: "Opened 3 May, closed 28 May"."""
    begins = not clause.follows and clause.before.start == clause.before.end
    told = scene.kind in _TOLD_IN and clause.words in scene.lexicon.words.alone
    return begins and told and _ON_DAY.match(scene.text, clause.verb.end) is not None


def _is_reduced(scene: Scene, clause: Clause) -> bool:
    """Whether a participle behind a comma tells of what stands before it: "having regard to the consultation, opened on 3 May"."""
    behind = scene.text[clause.verb.end : clause.after.end]
    return scene.text[clause.before.start : clause.verb.start].endswith(", ") and _DATED.match(behind) is not None


def actor_of(scene: Scene, clause: Clause) -> tuple[str, int]:
    """Who acts, by the name of the register where it is known, and where the name begins; "" when the clause does not say."""
    if scene.lexicon.is_nominal(clause.words):
        return "", clause.verb.start
    passive = is_passive(scene, clause)
    if passive:
        match = _BY.match(scene.text, clause.verb.end, clause.after.end)
    else:
        match = _ACTOR.search(scene.text[clause.before.start : clause.verb.start])
    if match is None or _is_no_actor(scene, match["name"]):
        return "", clause.verb.start
    names = [known for known in scene.bodies.pattern.finditer(match["name"]) if known.end() == len(match["name"])]
    body = scene.bodies.named(names[0][0]) if names else None
    start = clause.verb.start if passive else clause.before.start + match.start() + (names[0].start() if names else 0)
    return body.name if body else match["name"], start


def body_of(scene: Scene, clause: Clause) -> str:
    """The body to which something goes or that meets: a registered one behind "to" or "at"."""
    for match in scene.bodies.pattern.finditer(scene.text, clause.before.start, clause.after.end):
        body = scene.bodies.named(match[0])
        if body and not body.author and _GOES_TO.search(scene.text[clause.before.start : match.start()]):
            return body.name
    return ""


def _describes(scene: Scene, sentence: Span, verb: re.Match[str]) -> bool:
    """Whether a verb stands as a describing word behind "the" or "its" ("the newly approved TAD")."""
    before = [word for word in scene.text[sentence.start : verb.start()].lower().split()[-2:] if not word.endswith("ly")]
    if not before or before[-1] in _RELATIVE or scene.lexicon.is_nominal(plain(verb[0])):
        return False
    return before[-1] in scene.lexicon.words.determiners


def _ends_name(scene: Scene, sentence: Span, verb: re.Match[str]) -> bool:
    """Whether what could be a verb ends the name of a thing: "the comments received were put to TAG"."""
    names = scene.lexicon.noun.finditer(scene.text, max(sentence.start, verb.start() - _LONG_NAME), verb.end())
    return any(name.start() < verb.start() and name.end() == verb.end() for name in names)


def _is_numbered(scene: Scene, verb: re.Match[str]) -> bool:
    """Whether what could be a verb is a noun with a number: "issue 1.0 of the TAD"."""
    return _NUMBERED.match(scene.text, verb.end()) is not None


def _subjects(scene: Scene, clause: Clause) -> Iterator[tuple[Noun, ...]]:
    things = tuple(scene.lexicon.things(scene.text, clause.before))
    if things and things[-1].governed and _opens_clause(scene, clause, things[-1]):
        yield things[-1:]
    subjects = tuple(thing for thing in things if not thing.governed)
    comma = max(scene.text.rfind(mark, clause.before.start, clause.before.end) for mark in ",;")
    behind = tuple(thing for thing in subjects if thing.span.start > comma)
    if not behind and comma > 0 and is_passive(scene, clause) and _OTHER_SUBJECT.search(scene.text, comma, clause.verb.start):
        return
    yield behind if clause.follows and behind else subjects


def _opens_clause(scene: Scene, clause: Clause, thing: Noun) -> bool:
    """Whether the last thing before the verb is its subject for all that governs it: "after it closed", "the one that closed"."""
    between = re.findall(r"[\w-]+|,", scene.text[thing.span.end : clause.verb.start])
    linked = all(word.lower() in scene.lexicon.words.links or word == "," for word in between)
    return linked and (thing.governed in scene.lexicon.words.conjunctions or bool(between and between[0] in _RELATIVE))


def _is_no_actor(scene: Scene, name: str) -> bool:
    words = scene.lexicon.words
    if name.lower() in (*words.links, *words.determiners):
        return True
    first, _, rest = name.partition(" ")
    bare = rest if rest and first.lower() in words.determiners else name  # "The TAD came before TAG"
    return scene.lexicon.noun.fullmatch(bare) is not None

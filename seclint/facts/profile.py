"""What a kind of document is made of, as rules/profiles say it: fields, sections, labels and turns of phrase."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from seclint import forms
from seclint.errors import RuleError, meant
from seclint.facts.wording import any_of, phrases
from seclint.library import Library, convert, merge


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A front-matter field: the labels it may bear, values that are known without a label, and fields that stand in for it.

    ``closings`` are lines at the end of a letter behind which it stands, or that show that none is needed.
    ``in_letters``: a letter must have it, whatever kind of document it is.
    ``by_version``: as the head of a column of a record of versions, it tells of each of them, and not of the document.
    """

    name: str
    aliases: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    by_version: bool = False
    required: bool = False
    in_letters: bool = False


class RequiredSection(Struct, frozen=True, forbid_unknown_fields=True):
    """A section the document must have, under any of its titles, unless its own title has one of the ``exempt`` phrases.

    With ``where``, only a document in which one of these phrases stands must have it.
    Regular expressions: ``titles`` are further titles, ``holds`` what only such a section says, and ``opening`` what makes the first words
    behind the cover this section, whatever their title. ``letter`` is what a letter says in its prose, which has no such section then.
    ``says`` is what one says that stands in its place under a title that tells nothing; without it the section hides under no such title.
    """

    name: str
    aliases: tuple[str, ...]
    titles: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    letter: tuple[str, ...] = ()
    required: bool = True
    says: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


class Sign(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that speak for this kind of document when they stand in the title, on the cover, in headings or anywhere."""

    where: Literal["title", "cover", "heading", "text"]
    phrases: tuple[str, ...]
    points: int


class World(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of which ``least`` different ones must stand in a document that belongs to the Smart Energy Code.

    Where it is of no kind, it takes ``surely`` of them for it to be held to what the papers of the Code are.
    """

    phrases: tuple[str, ...] = ()
    least: int = 2
    surely: int = 5


class AnswerForms(Struct, frozen=True, forbid_unknown_fields=True):
    """How questions, views and responses are labelled, and the ways to say that nobody answered."""

    question: tuple[str, ...] = ()
    questions_section: tuple[str, ...] = ()
    questions_follow: tuple[str, ...] = ()
    question_column: tuple[str, ...] = ()
    number_column: tuple[str, ...] = ()
    outcome_column: tuple[str, ...] = ()
    respondent_column: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    response: tuple[str, ...] = ()
    viewing: tuple[str, ...] = ()
    answering: tuple[str, ...] = ()
    no_views: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    contrast: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()
    speaker: str = "(?!)"
    speaks: str = "(?!)"
    together: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    stand_ins: dict[str, tuple[str, ...]] = {}
    takes_up: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    renumbered: tuple[str, ...] = ()


class CountForms(Struct, frozen=True, forbid_unknown_fields=True):
    """How the number of responses is stated; regular expressions with ``{number}`` where the number stands.

    ``cues`` are letters in lower case of which some stand in every paragraph that ``received`` finds something in. ``whole`` says of a
    paragraph about one question that it speaks of the consultation as a whole. Where ``received`` finds nothing,
    ``opening`` tells it in the ``section`` on responses, and where that says nothing, a table whose column is headed by one of ``tabled``
    does in its last row, named by one of ``totals``. ``silent`` says of some of those who responded that they did not answer, and
    ``some`` begins a statement that, in the views on a question, may be about those only who answered it. ``more`` tells of
    further responses, ``fewer`` of one that was withdrawn. ``senders`` says how many they are who sent them, where some sent several.
    """

    cues: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    section: str = ""
    opening: tuple[str, ...] = ()
    everyone: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    fewer: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    tabled: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()


class ClaimForms(Struct, frozen=True, forbid_unknown_fields=True):
    """How a document claims that another one was amended.

    ``actors`` are who is said to do it, ``passive`` what stands before a verb that says it of the part itself; ``denied`` are words of a
    clause that claims nothing, ``wishing`` those of them that deny only the verb right behind them. ``nouns`` are changes told of by a
    noun right before the part; ``states`` is what, right behind a part, says that it changed, ``standing`` what says so of something else
    in the part; ``whole`` how a claim names only the document ("{artefact}"); ``adding`` the verbs whose part is new.
    A clause without one of the ``finite`` words is a note, in which a participle claims by itself, unless it is a ``describing`` one;
    one that is ``settled`` claims nothing behind "is" or "was".
    ``lists`` is what leads in a list of changes; ``removing`` and ``renewing`` tell whether quoted words are gone or new.
    """

    actors: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    wishing: tuple[str, ...] = ()
    finite: tuple[str, ...] = ()
    describing: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    removing: tuple[str, ...] = ()
    renewing: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


class Profile(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of document. A profile extends another one: tables are merged, lists joined, single values overridden.

    ``consultation_days`` is how long a consultation must be open at least.
    ``versioned`` are the steps (draft, final) at which the document under approval must be cited with its version.
    ``series`` are regular expressions of lines above a title that only say of which programme the document is.
    ``publishable`` are the classifications with which a document may be published, ``unwaivable`` the rules, by id or name, whose
    findings nobody may waive at stage publish.
    """

    name: str
    extends: str = ""
    threshold: int = 6
    consultation_days: int = 0
    versioned: tuple[str, ...] = ()
    publishable: tuple[str, ...] = ()
    unwaivable: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    salutations: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    finals: tuple[str, ...] = ()
    numbers: dict[str, int] = {}
    world: World = World()
    sign: tuple[Sign, ...] = ()
    field: dict[str, Field] = {}
    section: dict[str, RequiredSection] = {}
    answers: AnswerForms = AnswerForms()
    counts: CountForms = CountForms()
    claims: ClaimForms = ClaimForms()
    attachment: tuple[str, ...] = ()


def opened_by(sections: Mapping[str, RequiredSection], title: str, label: str = "") -> Iterator[str]:
    """The sections that a heading opens, by their names or in other words."""
    named = set(named_by(sections, f"{label} {title}"))
    yield from (name for name, section in sections.items() if name in named or any_of(section.titles).search(title))


def named_by(sections: Mapping[str, RequiredSection], heading: str) -> Iterator[str]:
    """The sections that a heading names. "Analysis of Responses" names the analysis alone, "Responses and Analysis" two sections."""
    matches = {name: match.span() for name, section in sections.items() if (match := phrases(section.aliases).search(heading))}
    for name, (start, end) in matches.items():
        if not any(other != (start, end) and other[0] <= start and end <= other[1] for other in matches.values()):
            yield name


def load_profile(library: Library, kind: str) -> Profile:
    """The profile of a kind, with what it extends. RuleError when there is none or its data is not of the right form."""
    try:
        return convert(_data(library, kind, ()), Profile, f"profiles/{kind}.toml")
    except RuleError as error:
        raise _located(library, kind, error) from None


def _located(library: Library, kind: str, error: RuleError) -> RuleError:
    """The error with the file and line that has its key, the user's own files before the built-in one."""
    for file in reversed([*library.files("profiles", kind)]):
        line = forms.line_of(file.read_text("utf-8"), error.key)
        if line:
            return RuleError(error.message.replace(f"profiles/{kind}.toml", f"{file}, line {line}", 1), error.hint)
    return error


def _data(library: Library, kind: str, seen: tuple[str, ...]) -> dict[str, Any]:
    if kind in seen:
        raise RuleError(f"profiles/{seen[0]}.toml: it extends itself", "let it extend another profile, or none", key="extends")
    kinds = library.names("profiles")
    if kind not in kinds:
        says = f"there is no kind of document {kind!r}"
        hint = meant(kind, kinds, f"the kinds are: {', '.join(kinds)}")
        raise RuleError(f"profiles/{seen[-1]}.toml: {says}" if seen else says, hint, key="extends" if seen else "")
    own: dict[str, Any] = library.load("profiles", kind, dict[str, Any])
    base = own.get("extends")
    if not isinstance(base, str) or not base:
        return own
    # The signs of a kind are its own: those of the profile it extends would make the two look alike.
    inherited = {key: value for key, value in _data(library, base, (*seen, kind)).items() if key != "sign"}
    return merge(inherited, own)

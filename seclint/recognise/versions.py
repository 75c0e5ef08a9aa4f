"""Version numbers, the names that they belong to, and what is said of them."""

import re
from collections.abc import Iterable, Iterator

from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise.grammar import Match, Token, Tree
from seclint.recognise.model import Version
from seclint.recognise.owners import Names
from seclint.recognise.scene import SENTENCE_END, Scene

# The capitalised words right in front of a version, over small joining words ("November 2023 SEC Release TAD"), and over a few more
# in front of the month of a Release ("Testing Approach Document for the forthcoming November 2023 SEC Release").
_OF_RELEASE = r"(?:of|for) the (?:[a-z-]+ )?(?=[A-Z][a-z]+ (?:19|20)\d\d )"
_JOINS = rf"(?:of|and|for|the) |{_OF_RELEASE}"
_WORDS = rf"(?:[A-Z][\w&/-]*(?:[’']s)?|(?:19|20)\d\d)(?: (?:{_JOINS})?(?:\(?[A-Z][\w&/)-]*(?:[’']s)?|(?:19|20)\d\d))*"
# So many words with capitals behind a known name make it describe another document: "SMETS1 Device Test Evidence v2.0".
_OTHER = r"(?: [A-Z][\w&/-]*){3}"
_NAME = compiled(rf"{_WORDS}(?P<gap>[ ]?[(,:–-]? ?)\Z")
# "v2.0 of the draft TAD"; what is behind another preposition is no name: "issue 0.9 for comment in June 2032".
_BEHIND = compiled(rf"\)? (?:of|for) (?P<name>(?:(?!(?:in|on|at|by|from|before|after|during|until|under) )[a-z-]+ ){{0,4}}{_WORDS})")
_FIGURES = compiled(r"\d+(?:\.\d+)*[a-z]?$")
_YEAR = compiled(r"(?:19|20)\d\d")
_LABEL = compiled(r"^\w+: ?")  # "Version: v2.0" is written v2.0
_REACH = 300  # characters in front of a version in which a name is looked for
_BESIDE = 40  # characters next to a version in which its status stands


def versions_in(scene: Scene, matches: Iterable[Match]) -> Iterator[Version]:
    """The versions of the text; those of a list share the name of the first."""
    last: Version | None = None
    for match in matches:
        for version in _versions(scene, match, last):
            yield version
            last = version


def _versions(scene: Scene, match: Match, last: Version | None) -> Iterator[Version]:
    text, names = scene.text, scene.names
    tokens = list(_numbers(match))
    short = tokens.pop(0) if tokens[0].type == "SHORT" else None
    if short is not None and not names.has_versions(str(short)):
        return
    start, name = (match.start, str(short)) if short else _name(scene, match)
    name = "" if names.is_status(name) or _YEAR.fullmatch(name) else name
    for number, token in enumerate(tokens):
        at, written = match.start + token.start_pos, str(token)
        if token.type == "FUSED":
            name = written[: written.index("v")]
            start, at, written = at, at + len(name), written[len(name) :]
        figures = _FIGURES.search(written)
        if figures is None:
            continue
        label = len(written) - len(_LABEL.sub("", written))
        at, written = at + label, written[label:]
        if number == 0 and start == at and last is not None and _goes_on(text, last, at, figures[0]):
            name = last.name
        first = number == 0
        end = at + len(written)
        in_brackets = start < at and text[at - 1] == "("
        closed = in_brackets and text[end : end + 1] == ")"
        span = Span(start if first and in_brackets == closed else at, end + (first and closed))
        yield Version(span, name, figures[0], written, Span(at, at + len(written)), _status(text, span, names))


def _goes_on(text: str, last: Version, at: int, number: str) -> bool:
    """Whether a version that nothing names is one more of the last one's document: same sentence, same first figure."""
    return last.number.split(".")[0] == number.split(".")[0] and not SENTENCE_END.search(text, last.span.end, at)


def _numbers(match: Match) -> Iterator[Token]:
    for child in match.tree.children:
        if isinstance(child, Token):
            yield child
        elif isinstance(child, Tree) and child.data != "joint":
            yield from child.tokens


def _name(scene: Scene, match: Match) -> tuple[int, str]:
    """Where the name of the versions begins, and the name: in front, behind ("v2.0 of the TAD"), or earlier in the sentence."""
    text, names, at = scene.text, scene.names, match.start
    begin = max(0, at - _REACH)
    for end in SENTENCE_END.finditer(text, begin, at):
        begin = end.end()
    found = _NAME.search(text, begin, at)
    behind = _BEHIND.match(text, match.end)
    if found is not None:
        if title := scene.sec.title_before(text, found.start("gap")):
            return found.start("gap") - len(title), names.with_version(title)
        words = found[0][: len(found[0]) - len(found["gap"])].strip("( ")
        # "GBCS Use Cases v4.2" is of GBCS: what is known by name goes before what merely has capitals.
        known = names.versioned_in(words)
        known = "" if known and re.search(rf"{re.escape(known)}{_OTHER}", words) else known
        if known or not behind:
            start = found.start() if not found[0].startswith("(") else found.start() + 1
            return start, names.with_version(known) if known else names.without_qualifiers(words, opens=found.start() == begin)
    if behind is not None:
        called = re.split(f" {_OF_RELEASE}", behind["name"])[0]
        known = names.last_in(called)
        return at, names.with_version(known) if known else names.without_qualifiers(called)
    return at, names.with_version(names.versioned_in(text[begin:at]))


def _status(text: str, span: Span, names: Names) -> str:
    """What the words in the name, right before it or right behind the number say: "draft", "approved", ..."""
    begin = max(0, span.start - _BESIDE)
    return names.status_of(text[begin : span.end], span.start - begin, text[span.end : span.end + _BESIDE])

"""Version numbers, and the names that they belong to."""

import re
from collections.abc import Iterator

from lark import Token, Tree

from seclint.model import Span
from seclint.recognise.model import Version
from seclint.recognise.owners import Names
from seclint.recognise.scan import Match, grammar

# The capitalised words right in front of a version, over small joining words: "November 2023 SEC Release TAD".
_NAME = re.compile(
    r"(?:[A-Z][\w&/-]*(?:[’']s)?|(?:19|20)\d\d)(?: (?:(?:of|and|for|the) )?(?:[A-Z(][\w&/)-]*(?:[’']s)?|(?:19|20)\d\d))*"
    r"(?P<gap>[ ]?[(,:–-]? ?)$"
)
_SENTENCE_START = re.compile(r"[.!?][”’\"')\]]* (?=[A-Z“‘])|\n")
_FIGURES = re.compile(r"\d+(?:\.\d+)*[a-z]?$")
_REACH = 300  # characters in front of a version in which a name is looked for


def versions_in(text: str, names: Names) -> Iterator[Version]:
    """The versions of the text; those of a list share the name of the first."""
    last: Version | None = None
    for match in grammar("versions").scan(text):
        start, name = _name(text, match.start, names)
        for number, token in enumerate(_numbers(match)):
            at, written = match.start + (token.start_pos or 0), str(token)
            if token.type == "FUSED":
                start, name = at, written[: re.search(r"[vV]\d", written).start()]  # type: ignore[union-attr]  # the terminal has it
                at, written = at + len(name), written[len(name) :]
            found = _FIGURES.search(written)
            if found is not None:
                if number == 0 and start == at and last is not None and _goes_on(text, last, at, found[0]):
                    name = last.name
                end = at + len(written)
                bracketed = number == 0 and start < at and text[at - 1] == "(" and text[end : end + 1] == ")"
                span = Span(start if number == 0 else at, end + bracketed)
                last = Version(span, name, found[0], written, Span(at, at + len(written)))
                yield last


def _goes_on(text: str, last: Version, at: int, number: str) -> bool:
    """Whether a version that nothing names is one more of the last one's document: same sentence, same first figure."""
    return last.number.split(".")[0] == number.split(".")[0] and not _SENTENCE_START.search(text, last.span.end, at)


def _numbers(match: Match) -> Iterator[Token]:
    for child in match.tree.children:
        if isinstance(child, Token):
            yield child
        elif isinstance(child, Tree) and child.data != "joint":
            yield from child.scan_values(lambda value: isinstance(value, Token))


def _name(text: str, at: int, names: Names) -> tuple[int, str]:
    """Where the name of the version at ``at`` begins, and the name; the version alone and "" when nothing names it."""
    begin = max(0, at - _REACH)
    for match in _SENTENCE_START.finditer(text, begin, at):
        begin = match.end()
    found = _NAME.search(text, begin, at)
    if found is not None:
        words = found[0][: len(found[0]) - len(found["gap"])].strip("( ")
        # "GBCS Use Cases v4.2" is of GBCS: what is known by name goes before what merely has capitals.
        known = names.last_in(words)
        return found.start() if not found[0].startswith("(") else found.start() + 1, known or words
    inherited = names.last_in(text[begin:at])
    return at, inherited

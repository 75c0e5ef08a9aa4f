"""What a response names and says, and whether it takes up what a point names."""

import re
from collections.abc import Sequence

from seclint.facts.points import Reading, Token, TokenKind, significant_words
from seclint.facts.wording import lettered, own_phrases, phrases
from seclint.model import Span
from seclint.patterns import compiled

_NUMBERED = compiled(r"(?P<name>.+)\s(?P<number>\d+(?:\.\d+)+)")
_PARTED = compiled(r"\s+(?:of|for)\s+")
_INSIDE = compiled(r"[.(]")
_OF_NAME = compiled(r"\s+[A-Z]")  # "the Modification Report" is no modification
_MEANT_BY_ONE = ("modification", "version")  # "the modification" is the one that was named


class Response:
    """What a response names and says, to look tokens up in."""

    def __init__(self, reading: Reading, paragraphs: Sequence[Span], long_forms: dict[str, str]) -> None:
        self.tokens = [token for span in paragraphs for token in reading.tokens(span, span.start)]
        self.text = " ".join(reading.document.quote(span) for span in paragraphs)
        self.lowered = self.text.lower()
        self.words = significant_words(self.text)
        self.forms = reading.forms
        self.long_forms = long_forms

    def takes_up(self, token: Token) -> bool:
        """Whether the response names the same thing."""
        if token.kind == "name":
            return self._has_name(token.key[0])
        if token.kind == "modification":
            number = re.sub(r"\D", "", token.key[0])
            title = token.key[1]
            return bool(re.search(rf"(?<!\d){number}(?!\d)", self.text)) or bool(title and title.casefold() in self.text.casefold())
        if token.kind == "version":
            return self._has_number(token.key[1])
        if token.kind == "release":
            return any(other.key == token.key for other in self.tokens if other.kind == "release")
        if token.key[0] == "page" and any(other.kind == "locator" and other.key[0] != "page" for other in self.tokens):
            return True  # nobody can tell which section stands on the page
        return any(_same(token, other) for other in self.tokens if other.kind in (token.kind, "clause", "locator"))

    def _has_number(self, number: str) -> bool:
        return re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", self.text) is not None

    def stands_in(self, kind: TokenKind) -> bool:
        """Whether the response has words such as "this modification" for a thing of that kind, and they mean no other one that it names."""
        found = phrases(self.forms.stand_ins.get(kind, ())).finditer(self.text)
        named = kind in _MEANT_BY_ONE and any(token.kind == kind for token in self.tokens)
        return any(not _OF_NAME.match(self.text, match.end()) and (match[0].endswith("s") or not named) for match in found)

    def _has_name(self, name: str) -> bool:
        numbered = _NUMBERED.fullmatch(name)
        if numbered:
            return self._has_number(numbered["number"])
        forms = {
            name,
            self.long_forms.get(name.rstrip("s"), "") or name,
            *(short for short, long in self.long_forms.items() if long.casefold() == name.casefold()),
        }
        parts = _PARTED.split(name)
        written = {one for form in forms for one in (form, form.rstrip("s"), form + "s", form.replace("-", " "))}
        there = list(lettered(written, self.lowered.__contains__))
        return bool(there and own_phrases(there).search(self.text)) or (
            len(parts) > 1 and all(map(self._has_name, parts))  # "Devices for User Integration Testing"
        )


def _same(token: Token, other: Token) -> bool:
    pages = ("page" in (token.key[0], other.key[0])) and token.key[0] != other.key[0]
    return not pages and any(_related(mine, theirs) for mine in _numbers(token) for theirs in _numbers(other))


def _numbers(token: Token) -> Sequence[str]:
    """The numbers of the parts that a token names; a paragraph "5.2.1" is one of Section 5.2."""
    return [re.sub(r"^paragraph (?=[\w]+\.)", "", clause) for clause in token.key[1:]]


def _related(one: str, other: str) -> bool:
    """Whether two clauses are the same or one is part of the other."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return long.startswith(short) and (len(long) == len(short) or bool(_INSIDE.match(long, len(short))))

"""Hyphens at line ends: which belong to the word, and which the typesetter put in."""

import re
from collections.abc import Iterable
from itertools import pairwise

from seclint.patterns import compiled
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.words import HYPHENS

_WORDS = compiled(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TAIL = compiled(rf"(\S*?)[{HYPHENS}-]$")
_HEAD = compiled(r"\w+")
_ADDRESS_BEFORE = compiled(r"@|://|\bwww\.")  # nobody puts a hyphen into one
_ADDRESS_BEHIND = compiled(r"[\w.+-]+@\w")
_MANY = 0.04  # of all lines
_LONGEST_PREFIX = 5  # letters of what is written with a hyphen before a word, though it is none itself: "multi-"

# Words that go on without a space in the next line: "737–", "https://", "and/".
_GLUED = compiled(rf"(?:[{HYPHENS}]|\w[-–/]|\w://)$")
_GLUES = (*HYPHENS, "-", "–", "/")  # how such lines end, told at once for most


def is_glued(line: str) -> bool:
    """Whether the next line goes on with the last word of this one."""
    return line.endswith(_GLUES) and _GLUED.search(line, max(0, len(line) - 5)) is not None


def is_hyphenated(line: str) -> bool:
    """Whether the line ends in the middle of a word, or of one that is printed with a hyphen."""
    return line[-1:] in HYPHENS or (line[-1:] == "-" and line[-2:-1].isalnum())


def _halves(line: str, following: str) -> tuple[str, str] | None:
    """The two halves of the word that the hyphen parts, in small letters; None where it parts no word: "B-" and "Day", "2-", an address."""
    tail, head = _TAIL.search(line), _HEAD.match(following)
    if not tail or not head or _ADDRESS_BEFORE.search(tail[1]) or _ADDRESS_BEHIND.match(following):
        return None
    before, after = re.split(r"[(“\"‘'/]", tail[1])[-1], head[0]
    if not before.isalpha() or not after.isalpha() or (after[0].isupper() and not (before.isupper() and after.isupper())):
        return None
    return before.casefold(), after.casefold()


class Hyphenation:
    """Decides from the words of the document itself."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = list(lines)
        self._words: set[str] | None = None
        self._hyphenates: bool | None = None

    def stays(self, line: str, following: str) -> bool:
        """Whether the hyphen at the end of the line is printed in the middle of a line too."""
        halves = _halves(line, following)
        if halves is None:
            return True
        before, after = halves
        words = self._known()
        if before + after in words:
            return False
        if f"{before}-{after}" in words:
            return True
        if before not in words and after not in words and len(before) > _LONGEST_PREFIX:
            return False
        return not self._is_hyphenated() or (before in words and after in words)

    def _is_hyphenated(self) -> bool:
        """Whether the typesetter puts hyphens in: many lines end in them, or one does in the middle of a word that is known."""
        if self._hyphenates is None:
            ends = [(line.text, following.text) for line, following in pairwise(self._lines) if is_hyphenated(line.text)]
            parted = (halves for halves in (_halves(*both) for both in ends) if halves is not None)
            self._hyphenates = len(ends) > _MANY * len(self._lines) or any(
                before + after in self._known() and not {before, after} & self._known() for before, after in parted
            )
        return self._hyphenates

    def _known(self) -> set[str]:
        """The words of the document and the parts of those with hyphens, but for the halves of words that a line end parts."""
        if self._words is None:
            self._words = set()
            parted = False
            for line in self._lines:
                found = _WORDS.findall(line.text.casefold())
                first, parted = int(parted), is_hyphenated(line.text)
                found = found[first : len(found) - parted]
                self._words.update(found)
                for word in found:
                    if "-" in word:
                        self._words.update(word.split("-"))
        return self._words

"""Hyphens at line ends: which belong to the word, and which the typesetter put in."""

import re
from collections.abc import Iterable

from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.words import HYPHENS

_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TAIL = re.compile(rf"(\S*?)[{HYPHENS}-]$")
_HEAD = re.compile(r"\w+")
_MANY = 0.04  # of all lines

# Words that go on without a space in the next line: "737–", "https://", "and/".
_GLUED = re.compile(rf"(?:[{HYPHENS}]|\w[-–/]|\w://)$")
_GLUES = (*HYPHENS, "-", "–", "/")  # how such lines end, told at once for most


def is_glued(line: str) -> bool:
    """Whether the next line goes on with the last word of this one."""
    return line.endswith(_GLUES) and _GLUED.search(line, max(0, len(line) - 5)) is not None


def is_hyphenated(line: str) -> bool:
    """Whether the line ends in the middle of a word, or of one that is printed with a hyphen."""
    return line[-1:] in HYPHENS or (line[-1:] == "-" and line[-2:-1].isalnum())


class Hyphenation:
    """Decides from the words of the document itself."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = list(lines)
        self._words: set[str] | None = None
        self._share: float | None = None

    def stays(self, line: str, following: str) -> bool:
        """Whether the hyphen at the end of the line is printed in the middle of a line too."""
        tail, head = _TAIL.search(line), _HEAD.match(following)
        if not tail or not head:
            return True
        before = re.split(r"[(“\"‘'/]", tail[1])[-1].casefold()
        after = head[0].casefold()
        if not before.isalpha() or not after.isalpha() or head[0][0].isupper():
            return True
        words = self._known()
        if before + after in words:
            return False
        if f"{before}-{after}" in words:
            return True
        return not self._is_hyphenated() or (before in words and after in words)

    def _is_hyphenated(self) -> bool:
        """Whether so many lines end in hyphens that the typesetter must have put them there."""
        if self._share is None:
            ends = sum(is_hyphenated(line.text) for line in self._lines)
            self._share = ends / max(1, len(self._lines))
        return self._share > _MANY

    def _known(self) -> set[str]:
        if self._words is None:
            self._words = set()
            for line in self._lines:
                found = _WORDS.findall(line.text.casefold())
                if is_hyphenated(line.text) and found:
                    found.pop()
                self._words.update(found)
                for word in found:
                    if "-" in word:
                        self._words.update(word.split("-"))
        return self._words

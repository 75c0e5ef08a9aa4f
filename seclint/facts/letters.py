"""The letters and figures of a document in one run, in which quotations are searched whatever their spacing, signs and case."""

from msgspec import Struct

from seclint.facts.wording import plain
from seclint.model import Document, Span
from seclint.patterns import compiled

GAPS = compiled(r"\s*(?:\[[^\]]*\]|\(?(?:\.\s?){3,}\)?|…)\s*")
"""Where a quotation leaves words out or puts some in."""

_SIGNS = compiled(r"[^\w%]+")
_UNREAD = ("header", "footer", "contents")


class Letters(Struct, frozen=True):
    """The letters, and the place of each in the document's text."""

    letters: str
    places: list[int]

    def find(self, words: str) -> list[Span]:
        """Every place where the words stand, as spans of the document's text."""
        bare, found = letters_in(words), []
        at = self.letters.find(bare) if bare else -1
        while at >= 0:
            found.append(Span(self.places[at], self.places[at + len(bare) - 1] + 1))
            at = self.letters.find(bare, at + 1)
        return found

    def holds(self, parts: list[str]) -> bool:
        """Whether the parts stand in the document, one behind the other."""
        at = 0
        for part in parts:
            bare = letters_in(part)
            at = self.letters.find(bare, at)
            if at < 0:
                return False
            at += len(bare)
        return True


def letters_in(words: str) -> str:
    """The letters and figures of the words."""
    return _SIGNS.sub("", plain(words)).replace("_", "")


def letters_of(document: Document) -> Letters:
    """The letters of the body, without what stands on every page."""
    letters: list[str] = []
    places: list[int] = []
    for block in document.blocks:
        if block.kind in _UNREAD:
            continue
        for offset, character in enumerate(document.quote(block.span)):
            for letter in character.casefold():
                if letter.isalnum() or letter == "%":
                    letters.append(letter)
                    places.append(block.span.start + offset)
    return Letters("".join(letters), places)

"""Whether two titles are one title written in two ways, or two that are nearly alike."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from seclint.checks.spelling import letters_apart
from seclint.facts.initials import spells
from seclint.patterns import compiled

_WORD = compiled(r"\w+(?:[.’']\w+)*")
_IN_BRACKETS = compiled(r"\([^()]*\)")
_BROKEN_OFF = ("…", "...")
_STEM = 6  # letters by which words are compared: "Implementing" and "Implementation"
_SLIP = 5  # letters of a word in which one that is amiss makes no other word

Row = tuple[str, ...]


class TitleWords(Struct, frozen=True):
    """Reads titles word by word.

    ``fillers`` do not make two titles different. ``numbers``: numbers written as words. ``agree``: words that two titles must share.
    """

    fillers: tuple[str, ...]
    numbers: Mapping[str, int]
    agree: int

    def of(self, title: str) -> Row:
        """The stems of a title's telling words: without case, marks, brackets, and the word in which it breaks off."""
        words = _WORD.findall(_IN_BRACKETS.sub(" ", title).replace("_", " ").casefold())
        kept = words[:-1] if title.rstrip().endswith(_BROKEN_OFF) else words
        return tuple(_stem(str(self.numbers.get(word, word))) for word in kept if word not in self.fillers)

    def holds(self, title: Row, part: Row) -> bool:
        """Whether the words of ``part`` stand in ``title`` one after the other: a title that is shortened, or goes on."""
        return any(title[at : at + len(part)] == part for at in range(len(title) - len(part) + 1))

    def differ(self, mine: Row, theirs: Row) -> bool:
        """Whether two titles are the same but for a few words in one place, and those say another thing."""
        start = _shared(mine, theirs)
        end = _shared(mine[start:][::-1], theirs[start:][::-1])
        left, right = mine[start : len(mine) - end], theirs[start : len(theirs) - end]
        agree = start + end
        if agree < self.agree or 2 * max(len(left), len(right)) > agree:
            return False
        return not _is_one(left, right) if left and right else bool(start and end)


def _stem(word: str) -> str:
    return word if any(letter.isdigit() for letter in word) else word.removesuffix("'s").removesuffix("’s").rstrip("s")[:_STEM]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return next((at for at, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs), min(len(one), len(other)))


def _is_one(left: Row, right: Row) -> bool:
    """Whether both say the same: in one word or two, as an abbreviation and written out, or with a letter amiss."""
    if "".join(left) == "".join(right):
        return True
    if any(len(short) == 1 and spells(short[0], " ".join(long)) for short, long in ((left, right), (right, left))):
        return True
    return len(left) == len(right) and all(_is_slip(mine, theirs) for mine, theirs in zip(left, right, strict=True))


def _is_slip(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SLIP and (one + other).isalpha() and letters_apart(one, other, 1) <= 1

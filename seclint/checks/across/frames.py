"""Passages that begin and end as a quotation does, or go on as what leads to it: the one that was meant, whatever stands between."""

from collections.abc import Sequence, Set
from itertools import takewhile

from seclint.facts import Facts
from seclint.facts.wording import plain
from seclint.model import Span
from seclint.patterns import compiled

_WORD = compiled(r"\w+(?:['’.-]\w+)*%?")
_ENDS = 2  # words that the two share at an end
_LED = 3  # words that the two share before it, where they begin otherwise
_TELLING = 2  # words that say something among those that they share
_LONGER = 3  # words by which a passage may be longer than the quotation
_SPOKEN = ("paragraph", "item", "cell", "footnote")


def framed(facts: Facts, quotation: Span, sources: Sequence[Facts], common: Set[str]) -> bool:
    """Whether one of the documents has a passage with the ends of a quotation, which make up half of it or more.

    Words that are ``common`` make none.
    """
    lead = words_in(facts.document.text[facts.sentence(quotation).start : quotation.start])
    words = words_in(facts.document.quote(quotation))
    passages = (source.document.quote(block.span) for source in sources for block in source.document.blocks if block.kind in _SPOKEN)
    return any(
        len(shared - common) >= _TELLING
        for passage in map(words_in, passages)
        for start in range(len(passage))
        if (shared := _shared_from(lead, words, passage, start))
    )


def words_in(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return _WORD.findall(plain(text))


def _shared_from(lead: Sequence[str], words: Sequence[str], passage: Sequence[str], start: int) -> frozenset[str]:
    """What a passage that begins here shares with the ends of a quotation, if that is enough to be the one that was meant."""
    first = _shared(words, passage[start:])
    led = _shared(lead[::-1], passage[:start][::-1])
    if first < _ENDS and led < _LED:
        return frozenset()
    rest, behind = words[first:][::-1], passage[start + first : start + len(words) + _LONGER]
    last = max((_shared(rest, behind[:end][::-1]) for end in range(len(behind) + 1)), default=0)
    if last < _ENDS or 2 * (first + last) < len(words):
        return frozenset()
    return frozenset((*words[:first], *words[len(words) - last :], *(lead[len(lead) - led :] if led >= _LED else ())))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words the two begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))

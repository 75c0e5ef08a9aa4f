"""Labels that a document gives to its own lines in a series: rows "C1", "C2", "C3", references "[R1]", sheets "S-9", "Box 2"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache

from msgspec import Struct

from seclint.facts.wording import any_phrase
from seclint.model import Document, Span
from seclint.patterns import compiled

_LEAST, _FEW = 3, 2  # labels that make a series; where a bracket or a noun tells what they are, fewer do
_UNREAD = ("header", "footer", "footnote", "contents")
_PROSE = ("paragraph", "item")
_PARTED = compiled(r"\s*(?:[:.–—-]|\n|\Z)")
_CODE = r"\[?[A-Z]{1,4}-?"
_NUMBER = r"(?P<number>\d{1,3})(?P<closed>\]?)(?![\w/%]|\.\d|-\w)"


class Beyond(Struct, frozen=True):
    """A label of a series that nothing bears: where it stands, its words, and the last one that something bears."""

    span: Span
    label: str
    last: str


def beyond_series(document: Document, nouns: tuple[str, ...]) -> Iterator[Beyond]:
    """The labels in the text that continue a series of the document's own and that no line of it bears; ``nouns`` stand in labels."""
    borne, opening = _borne(document, nouns)
    series = {stem: numbers for stem, numbers in borne.items() if _is_series(stem, numbers)}
    if not series:
        return
    stems = "|".join(re.escape(stem) for stem in sorted(series, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w/.-])(?P<stem>{stems}){_NUMBER}", re.IGNORECASE)
    for match in pattern.finditer(document.text):
        stem = next((one for one in series if one == match["stem"]), match["stem"].capitalize())
        numbers = series.get(stem, set())
        if numbers and int(match["number"]) not in numbers and match.start() not in opening:
            yield Beyond(Span(*match.span()), match[0], f"{stem}{max(numbers)}{match['closed']}")


def _borne(document: Document, nouns: tuple[str, ...]) -> tuple[Mapping[str, Set[int]], Set[int]]:
    """The numbers by what stands before them in labels of lines, and where such lines begin."""
    borne: defaultdict[str, set[int]] = defaultdict(set)
    opening = set()
    label = _label(nouns)
    for block in document.blocks:
        if block.kind in _UNREAD:
            continue
        typed = label.match(document.text, block.span.start, block.span.end)
        if typed is not None and block.kind in _PROSE and typed["stem"].endswith(" ") and not _PARTED.match(document.text, typed.end()):
            typed = None  # "Box 2 shows when it begins"
        for match in filter(None, (label.match(block.label), typed)):
            borne[match["stem"]].add(int(match["number"]))
        if typed is not None:
            opening.add(block.span.start)
    return borne, opening


def _is_series(stem: str, numbers: Set[int]) -> bool:
    """Whether the numbers run from the first one on without a gap; what stands in brackets, or has a noun, need not."""
    told = stem.startswith("[") or stem.endswith(" ")
    if min(numbers) > 1 or len(numbers) < (_FEW if told else _LEAST):
        return False
    return stem.startswith("[") or len(numbers) == max(numbers) - min(numbers) + 1


@lru_cache(maxsize=8)
def _label(nouns: tuple[str, ...]) -> re.Pattern[str]:
    return compiled(rf"(?P<stem>{_CODE}|(?:{any_phrase(nouns)})\s){_NUMBER}")

"""Phrases as people list them in profiles and rules, turned into patterns that find them as authors write them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, takewhile
from operator import itemgetter

from seclint.patterns import compiled

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-"})
_DASHES = r"[-–—‐]"
_NOTHING = r"\0(?!)"  # is found nowhere, which the letter in front, that no text has, tells at once
_EXACT = compiled(r"[\w .&/()-]+")  # without apostrophes, which are written in several ways
_LETTERS = compiled(r"\w+")
_FEW = 10  # letters: most characters of a text are none of them


def plain(text: str) -> str:
    """The text for comparing: lower case, straight quotation marks and hyphens, single spaces, no colon or full stop at the end."""
    straight = text if text.isascii() else text.translate(_STRAIGHT)
    return " ".join(straight.casefold().split()).rstrip(" .:")


@lru_cache(maxsize=512)
def phrases(listed: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the phrases, longest first, as whole words and whatever their case, apostrophes and dashes."""
    return compiled(_phrases(listed), re.IGNORECASE)


def own_phrases(listed: Iterable[str]) -> re.Pattern[str]:
    """The same for phrases that are a document's own: no pattern is kept that tells of a document."""
    return re.compile(_phrases(tuple(listed)), re.IGNORECASE)


def _phrases(listed: tuple[str, ...]) -> str:
    small = tuple(map(str.lower, listed))
    firsts = {phrase[0] for phrase in small}
    return any_phrase(small) if len(firsts) > _FEW or not firsts else _by_first_letter(small)


@lru_cache(maxsize=512)
def any_phrase(listed: tuple[str, ...]) -> str:
    """The regular expression for any of the phrases, to be made part of another."""
    return rf"(?<!\w){_branching(sorted({phrase.translate(_STRAIGHT) for phrase in listed}))}(?!\w)" if listed else _NOTHING


@lru_cache(maxsize=512)
def any_of(patterns: tuple[str, ...], number: str = "") -> re.Pattern[str]:
    """One pattern for the regular expressions of a profile, "{number}" in them replaced by ``number``. Case does not count."""
    return compiled(alternatives(patterns).replace("{number}", number), re.IGNORECASE)


@lru_cache(maxsize=512)
def any_word_of(patterns: tuple[str, ...], number: str = "") -> re.Pattern[str]:
    """The same for regular expressions that begin with a word or a number: inside of a word none of them is tried."""
    return compiled(rf"(?<!\w)(?:{alternatives(patterns).replace('{number}', number)})", re.IGNORECASE)


@lru_cache(maxsize=512)
def alternatives(patterns: tuple[str, ...]) -> str:
    """The regular expressions as one, to be made part of another; compiling takes long, so only the whole is compiled."""
    return "|".join(f"(?:{pattern})" for pattern in patterns) or _NOTHING


def lettered(listed: Iterable[str], holds: Callable[[str], bool]) -> Iterator[str]:
    """The phrases whose letters stand in a text; ``holds`` tells by plain search whether small letters do."""
    for phrase in listed:
        small = phrase.lower()
        if all(map(holds, (small,) if _EXACT.fullmatch(small) else _LETTERS.findall(small))):
            yield phrase


def standing(listed: Iterable[str], text: str, holds: Callable[[str], bool]) -> Iterator[str]:
    """The phrases that stand in the text as words of their own; ``holds`` as above."""
    return (phrase for phrase in lettered(listed, holds) if phrases((phrase,)).search(text))


def _branching(ordered: Sequence[str]) -> str:
    """The regular expression for any of the phrases, which are sorted. What several of them begin with is tried only once."""
    if len(ordered) == 1:
        return _loose(ordered[0])
    shared = "".join(letter for letter, _ in takewhile(_are_alike, zip(ordered[0], ordered[-1], strict=False)))
    rests = [phrase[len(shared) :] for phrase in ordered]
    groups = [list(group) for _, group in groupby(filter(None, rests), key=itemgetter(0))]
    return rf"{_loose(shared)}(?:{'|'.join(map(_branching, groups))}){'' if rests[0] else '?'}"


def _by_first_letter(listed: tuple[str, ...]) -> str:
    """The same as ``any_phrase``, where the phrases begin with few letters: re passes quickly over characters that are in no small set.

    It does so where case counts and nothing stands before the set, so what may not stand before the letter is looked for behind it.
    """
    ordered = sorted({phrase.translate(_STRAIGHT) for phrase in listed})
    rests = {first: [phrase[1:] for phrase in group] for first, group in groupby(ordered, key=itemgetter(0))}
    choices = (f"(?<=[{_either_case(first)}]){_branching(some)}" for first, some in rests.items())
    return rf"(?-i:[{''.join(map(_either_case, rests))}])(?<!\w.)(?:{'|'.join(choices)})(?!\w)"


def _either_case(first: str) -> str:
    """What a set of characters holds for the first one of phrases."""
    return {"'": "'’‘", "-": r"\-–—‐"}.get(first, re.escape("".join(dict.fromkeys((first, first.upper())))))


def _are_alike(letters: tuple[str, str]) -> bool:
    return letters[0] == letters[1]


def _loose(phrase: str) -> str:
    escaped = re.escape(phrase)
    return escaped.replace("'", "['’‘]").replace(r"\-", _DASHES).replace(r"\ ", r"\s+")


def listed(names: Sequence[str]) -> str:
    """The names as a sentence lists them: "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

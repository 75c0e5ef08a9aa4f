"""Names that are written with a letter or two amiss: how many letters part two words, and months that are misspelt."""

import re
from collections import Counter
from collections.abc import Iterator

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.days import MONTHS
from seclint.model import Fix, Rule, Span
from seclint.patterns import compiled

_YEAR = compiled(r"20\d\d\b")
_BEFORE = compiled(r"(?P<day>\b\d{1,2}(?:st|nd|rd|th)?(?: of)? )?\b(?P<word>[A-Z][a-z]{2,10}),? $")
_REACH = 24  # characters before a year in which its month and day stand
_LONG = 6  # letters of a month that is known without a day before it, and of a word that may be another one misspelt
_TWO_SLIPS = 7  # letters of a month in which two may be wrong


def letters_apart(one: str, other: str, most: int) -> int:
    """How many letters to put in, take out, change or swap with the next one make the words equal, as far as ``most`` + 1."""
    if max((Counter(one) - Counter(other)).total(), (Counter(other) - Counter(one)).total()) > most:
        return most + 1
    from rapidfuzz.distance import OSA  # takes long to import; next to all words have other letters than what they are held against

    return OSA.distance(one, other, score_cutoff=most)


def is_slip(word: str, known: str) -> bool:
    """Whether a long word is another one but for a letter left out, doubled or swapped inside it: its end may be another form of it."""
    short, long = sorted((word, known), key=len)
    if len(short) < _LONG or short[0] != long[0] or short[-2:] != long[-2:]:
        return False
    first = next((at for at, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short))
    if len(long) - len(short) == 1:
        return short[first:] == long[first + 1 :]
    return (
        len(long) == len(short)
        and short[first : first + 2] == long[first : first + 2][::-1]
        and short[first + 2 :] == long[first + 2 :] != ""
    )


def misspelt_months(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every word between a day and a year, or before a year, that is a month but for a letter or two."""
    text = facts.document.text
    for year in _YEAR.finditer(text):
        if text[max(0, year.start() - _REACH) : year.start()].rstrip(" ,").rpartition(" ")[2] in MONTHS:
            continue  # nearly all of them
        before = _BEFORE.search(text, max(0, year.start() - _REACH), year.start())
        month = _month_meant(before) if before else ""
        if before and month and not re.search(rf"\b{before['word'].lower()}\b", text):
            fix = Fix(rule.messages["write"].format(name=month), replace=before["word"], with_=month, safe=True)
            yield found(facts, rule, Span(*before.span("word")), fix=fix, name=month, wrong=before["word"])


def _month_meant(before: re.Match[str]) -> str:
    """The month that a word is meant for, "" for one that is written right or is none."""
    word = before["word"]
    if any(month.startswith(word) for month in MONTHS) or word == "Sept":
        return ""
    for month in MONTHS:
        most = 2 if len(month) >= _TWO_SLIPS else 1
        if word[0] == month[0] and (before["day"] or len(month) >= _LONG) and letters_apart(word.lower(), month.lower(), most) <= most:
            return month
    return ""

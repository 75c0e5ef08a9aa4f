"""Whether the letters of an abbreviation are those of a long form, and where beside it the long form stands."""

import re
from collections.abc import Sequence

_SMALL_WORDS = frozenset(("of", "and", "the", "for", "in", "to", "on", "a", "an", "by", "with", "&"))


def spells(short: str, long: str) -> bool:
    """Whether the initials of the words of ``long`` are, in order, the letters of ``short``; small words may be left out.

    Other words may be left out too when the first and the last letter stand for the first and the last word.
    """
    letters = [letter for letter in short.lower() if letter.isalpha()]
    words = [word.lower() for word in re.findall(r"[^\W_]+|&", long)]
    if not letters or not words or words[0][0] != letters[0]:
        return False
    main = [word for word in words if word not in _SMALL_WORDS] or words
    initials = "".join(word[0] for word in words)
    if _within(letters, initials) and main[-1][0] == letters[-1]:
        return True
    # A word may give more than its initial: "SPecification", "CommunicationS".
    return len(main) >= 2 and _is_shared_out(letters, main)


def _is_shared_out(letters: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the letters can be shared out among all the words, each word giving its initial and then any letters behind it."""
    if not words:
        return not letters
    word, rest = words[0], words[1:]
    return any(
        letters[:1] == [word[0]] and _within(letters[:count], word) and _is_shared_out(letters[count:], rest)
        for count in range(1, len(letters) - len(rest) + 1)
    )


def _within(letters: Sequence[str], text: str) -> bool:
    remaining = iter(text)
    return all(letter in remaining for letter in letters)


def is_one_name(short: str, long: str) -> bool:
    """Whether the words are no two things of which one has its abbreviation: "System Integration Testing (SIT) and User Testing"."""
    inside = re.findall(r"\(([^()]*)\)", long)
    return long.count("(") == long.count(")") and all(part.isalpha() and part in short for part in inside)


def _is_name(short: str, long: str) -> bool:
    """Whether words are a name and no beginning of a sentence: with capitals, or no more of them than the abbreviation has letters."""
    main = [word for word in long.split() if word.casefold() not in _SMALL_WORDS]
    return long[:1].isupper() and (len(main) <= len(short) or not any(word[:1].islower() for word in main))


def spelled_first(short: str, text: str) -> str | None:
    """The words at the start of the text that spell the abbreviation.

    Where letters are taken from within a word, they are all of a name: "the TAD is the Testing ADvisory Group's to decide" spells nothing.
    """
    words = re.match(r"(?:(?i:the|an?)\s+)?([^.;:()]{2,160})", text.lstrip())
    listed = words[1].split() if words else []
    for count in range(2, min(len(listed), 2 * len(short) + 2) + 1):
        long = " ".join(listed[:count]).rstrip(",")
        goes_on = listed[count - 1][-1] != "," and any(word[0].isupper() for word in listed[count : count + 1])
        if _is_name(short, long) and spells(short, long) and not (goes_on and len(long.split()) < len(short)):
            return long
    return None


def spelled_last(short: str, text: str) -> str | None:
    """The words at the end of the text that spell the abbreviation."""
    words = text.split()
    for count in range(2, min(len(words), 2 * len(short) + 2) + 1):
        long = " ".join(words[-count:])
        if _is_name(short, long) and spells(short, long):
            return long
    return None


def spelled_in(short: str, text: str) -> bool:
    """Whether the text holds words with capitals, one behind the other, whose initials are the letters of the abbreviation."""
    initials = "".join(word[0] if word[0].isupper() else " " for word in text.split() if word.casefold() not in _SMALL_WORDS)
    return short in initials

"""With which characters a regular expression can begin, so that terminals that cannot match are not even tried."""

# Python's own parser of regular expressions; Lark uses it, too.
import re._constants as codes  # type: ignore[import-not-found]
from collections.abc import Iterable
from re import _parser
from typing import Any

_NO_WIDTH = (codes.AT, codes.ASSERT, codes.ASSERT_NOT)
_DIGITS = frozenset("0123456789")

ANY = "\0"
"""Stands for a character that may be any."""
_TWO = 2


def beginnings(pattern: str) -> str:
    """The characters with which a match can begin, sorted; ValueError for what a terminal should not begin with ("any word")."""
    characters = {opening[0] for opening in openings(pattern)}
    if ANY in characters:
        raise ValueError(f"a terminal should not begin with any character, or match nothing: {pattern}")
    return "".join(sorted(characters))


def openings(pattern: str) -> tuple[str, ...]:
    """The two characters with which a match and what follows it can begin, sorted; the second is a null where it may be any."""
    return tuple(sorted({opening.ljust(_TWO, ANY) for opening in _sequence(_parser.parse(pattern))}))


def _sequence(items: Iterable[tuple[Any, Any]]) -> set[str]:
    """The first two characters of the sequence, fewer where it can be shorter."""
    known = {""}
    for code, argument in items:
        short = {opening for opening in known if len(opening) < _TWO}
        if not short:
            break
        if code not in _NO_WIDTH:
            known = (known - short) | _joined(short, _item(code, argument))
    return known


def _joined(openings: set[str], more: set[str]) -> set[str]:
    return {(opening + other)[:_TWO] for opening in openings for other in more}


def _item(code: Any, argument: Any) -> set[str]:
    """The first two characters of an item, fewer where it can be shorter."""
    if code is codes.LITERAL:
        return {chr(argument)}
    if code is codes.IN:
        return set[str]().union(*(_member(*member) for member in argument))
    if code is codes.SUBPATTERN:
        return _sequence(argument[3])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, repeated = argument
        once = _sequence(repeated)
        return once | (_joined(once, once) if most > 1 else set()) | ({""} if least == 0 else set())
    if code is codes.BRANCH:
        return set[str]().union(*map(_sequence, argument[1]))
    return {ANY}


def _member(code: Any, argument: Any) -> set[str]:
    if code is codes.LITERAL:
        return {chr(argument)}
    if code is codes.RANGE:
        return {chr(number) for number in range(argument[0], argument[1] + 1)}
    if code is codes.CATEGORY and argument is codes.CATEGORY_DIGIT:
        return set(_DIGITS)
    return {ANY}

"""With which characters a regular expression can begin, so that terminals that cannot match are not even tried."""

# Python's own parser of regular expressions; Lark uses it, too.
import re._constants as codes  # type: ignore[import-not-found]
from collections.abc import Iterable
from re import _parser
from typing import Any

_NO_WIDTH = (codes.AT, codes.ASSERT, codes.ASSERT_NOT)
_DIGITS = frozenset("0123456789")


def beginnings(pattern: str) -> str:
    """The characters with which a match can begin, sorted; ValueError for what a terminal should not begin with ("any word")."""
    characters, empty = _sequence(_parser.parse(pattern))
    if empty:
        raise ValueError(f"the expression can match nothing: {pattern}")
    return "".join(sorted(characters))


def _sequence(items: Iterable[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """The characters with which the sequence can begin, and whether it can be empty."""
    found: set[str] = set()
    for code, argument in items:
        if code in _NO_WIDTH:
            continue
        characters, empty = _item(code, argument)
        found |= characters
        if not empty:
            return found, False
    return found, True


def _item(code: Any, argument: Any) -> tuple[set[str], bool]:
    if code is codes.LITERAL:
        return {chr(argument)}, False
    if code is codes.IN:
        return set().union(*(_member(*member) for member in argument)), False
    if code is codes.SUBPATTERN:
        return _sequence(argument[3])
    if code is codes.MAX_REPEAT:
        characters, empty = _sequence(argument[2])
        return characters, empty or argument[0] == 0
    if code is codes.BRANCH:
        branches = [_sequence(branch) for branch in argument[1]]
        return set().union(*(characters for characters, _ in branches)), any(empty for _, empty in branches)
    raise ValueError(f"a terminal should not begin with {code}")


def _member(code: Any, argument: Any) -> set[str]:
    if code is codes.LITERAL:
        return {chr(argument)}
    if code is codes.RANGE:
        return {chr(number) for number in range(argument[0], argument[1] + 1)}
    if code is codes.CATEGORY and argument is codes.CATEGORY_DIGIT:
        return set(_DIGITS)
    raise ValueError(f"a terminal should not begin with {code} {argument}")

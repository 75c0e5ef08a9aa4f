"""Times of day: from grammar/times.lark to hours and minutes."""

import re
from collections.abc import Iterable, Iterator

from seclint.model import Span
from seclint.recognise.grammar import Match, Token
from seclint.recognise.model import Time

_NOON = 12


def times_in(matches: Iterable[Match]) -> Iterator[Time]:
    """The times of day, in order."""
    for match in matches:
        for token in match.tree.tokens:
            if token.type != "RANGE":
                yield Time(Span(match.start + token.start_pos, match.start + token.end_pos), _value(token))


def _value(token: Token) -> str:
    if token.type in ("NOON", "MIDNIGHT"):
        return "12:00" if token.type == "NOON" else "00:00"
    hour, minute = _figures(token)
    letter = re.search(r"[apAP](?=\.?[mM])", token)
    if letter:
        hour = hour % _NOON + (_NOON if letter[0] in "pP" else 0)
    return f"{hour % 24:02}:{minute:02}"


def _figures(token: Token) -> tuple[int, int]:
    hour, *minute = re.findall(r"\d+", token)
    if len(hour) > len("24"):
        hour, minute = hour[:-2], [hour[-2:]]
    return int(hour), int(minute[0]) if minute else 0

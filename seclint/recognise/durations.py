"""Durations: from the trees of grammar/durations.lark to a number of units."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from seclint.model import Span
from seclint.recognise.grammar import Match, Token
from seclint.recognise.model import Duration


class Measures(Struct, frozen=True, forbid_unknown_fields=True):
    """registers/durations.toml: what number words and units are worth."""

    numbers: dict[str, int]
    units: dict[str, str]


def durations_in(matches: Iterable[Match], measures: Measures) -> Iterator[Duration]:
    """The durations, in order."""
    for match in matches:
        tokens = match.tree.tokens
        amounts = [_amount(token, measures.numbers) for token in tokens if token.type in ("FIGURES", "WORD")]
        unit = tokens[-1].lower().split()[-1]
        working = any(token.type == "WORKING" for token in tokens) or unit.startswith("wd")
        name = measures.units[unit.removesuffix("s")]
        yield Duration(Span(match.start, match.end), amounts[0], name, working, amounts[-1])


def _amount(token: Token, numbers: Mapping[str, int]) -> int:
    if token.type == "FIGURES":
        return int(token)
    return sum(numbers[word] for word in re.split(r"[- ]", token.lower()))

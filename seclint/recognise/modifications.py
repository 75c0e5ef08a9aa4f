"""Modifications of the Smart Energy Code, from grammar/modifications.lark."""

import re
from collections.abc import Iterable, Iterator

from seclint.model import Span
from seclint.recognise.grammar import Match, Token
from seclint.recognise.model import Modification

_TITLES = ("QUOTED", "BRACKETED", "LISTED")


def modifications_in(matches: Iterable[Match]) -> Iterator[Modification]:
    """The modifications, their numbers as "MP102A" however they are written; "MP102A/B" and "MP102, 103" are two."""
    for match in matches:
        tokens = match.tree.tokens
        title = next((token for token in tokens if token.type in _TITLES), None)
        numbers = [token for token in tokens if token.type in ("ID", "LETTER", "NUMBER")]
        last = title or numbers[-1]
        written = ""
        for number in numbers:
            written = _full(number, written)
            span = Span(match.start + number.start_pos, match.start + number.end_pos)
            whole = Span(span.start, match.start + last.end_pos) if number is numbers[0] else span
            name = title.strip("‘’“”'\"()") if title is not None and len(numbers) == 1 else ""
            yield Modification(span, written, "" if _explains(name, written) else name, whole)


def _explains(words: str, written: str) -> bool:
    """Whether the words in brackets tell what the letters stand for, and not the title: "MP311 (MP stands for Modification Proposal)"."""
    return words.split(" ", 1)[0] == re.sub(r"\d.*", "", written)


def _full(number: Token, before: str) -> str:
    """A number with its letters; those that it leaves out stand in the one before: "MP102A/B", "MP102, 103"."""
    if number.type == "LETTER":
        return before[:-1] + number
    if number.type == "NUMBER":
        return before.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")[:-3] + number
    return re.sub(r"s(?=[ -]?\d)|[ -]", "", number)

"""Modifications of the Smart Energy Code, from grammar/modifications.lark."""

from collections.abc import Iterable, Iterator

from seclint.model import Span
from seclint.recognise.model import Modification
from seclint.recognise.scan import Match

_TITLES = ("QUOTED", "BRACKETED", "LISTED")


def modifications_in(matches: Iterable[Match]) -> Iterator[Modification]:
    """The modifications, their numbers without spaces; "MP102A/B" is two."""
    for match in matches:
        tokens = match.tree.tokens
        title = next((token for token in tokens if token.type in _TITLES), None)
        numbers = [token for token in tokens if token.type in ("ID", "LETTER")]
        last = title or numbers[-1]
        written = ""
        for number in numbers:
            written = "".join(number.split()) if number.type == "ID" else written[:-1] + number
            span = Span(match.start + number.start_pos, match.start + number.end_pos)
            whole = Span(span.start, match.start + last.end_pos) if number is numbers[0] else span
            name = title.strip("‘’“”'\"()") if title is not None and len(numbers) == 1 else ""
            yield Modification(span, written, name, whole)

"""Modifications of the Smart Energy Code, from grammar/modifications.lark."""

from collections.abc import Iterable, Iterator

from seclint.model import Span
from seclint.recognise.model import Modification
from seclint.recognise.scan import Match, tokens_of

_TITLES = ("QUOTED", "BRACKETED", "LISTED")


def modifications_in(matches: Iterable[Match]) -> Iterator[Modification]:
    """The modifications, their numbers without spaces; "MP102A/B" is two."""
    for match in matches:
        first, *others = tokens_of(match.tree)
        titles = [token for token in others if token.type in _TITLES]
        letters = [token for token in others if token.type == "LETTER"]
        title = titles[0] if titles and not letters else ""
        end = match.start + (titles or letters or [first])[-1].end_pos
        written = "".join(first.split())
        name = title.strip("‘’“”'\"()") if title else ""
        yield Modification(Span(match.start, match.start + len(first)), written, name, Span(match.start, end))
        for letter in letters:
            at = match.start + letter.start_pos
            yield Modification(Span(at, at + 1), written[:-1] + letter, "", Span(at, at + 1))

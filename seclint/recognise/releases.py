"""SEC Releases, documents that bear the month of one, and modifications."""

import re
from collections.abc import Iterator

from lark import Token, Tree

from seclint.model import Span
from seclint.recognise.dates import month_number
from seclint.recognise.model import Modification, Release
from seclint.recognise.scan import Match, grammar, tokens_of

# MP216, MP102A, SECMP0062, DP125, "MP 216", with the title that may follow in quotation marks, brackets or behind a dash.
_MODIFICATION = re.compile(
    r"(?<![\w-])(?P<id>(?:SEC ?MP|MP|DP) ?\d{3,4}[A-Z]?)(?![\w-]|\.\d)"
    r"(?: ?(?:[-–—:] ?)?(?:‘(?P<single>[A-Z][^‘\n]{2,200}?)’(?!\w)|“(?P<double>[A-Z][^“”\n]{2,200})”"
    r"|'(?P<straight>[A-Z][^'\n]{2,200})'(?!\w)|\((?P<round>[A-Z][^()\n]*[a-z]{3}[^()\n]*)\)))?"
)


def releases_in(text: str) -> Iterator[Release]:
    """The releases of the text; each month of a list is one, and the last one's span reaches to the end of the noun."""
    for match in grammar("releases").scan(text):
        yield from _releases(text, match)


def modifications_in(text: str) -> Iterator[Modification]:
    """The modifications of the text, their numbers without spaces."""
    for match in _MODIFICATION.finditer(text):
        title = match["single"] or match["double"] or match["straight"] or match["round"] or ""
        yield Modification(Span(*match.span("id")), match["id"].replace(" ", ""), title, Span(*match.span()))


def _releases(text: str, match: Match) -> Iterator[Release]:
    trees = [child for child in match.tree.children if isinstance(child, Tree)]
    dated = [tree for tree in trees if tree.data == "dated"]
    noun_start = min(_start(tree) for tree in trees if tree.data == "noun")
    noun = text[match.start + noun_start : match.end]
    for number, tree in enumerate(dated):
        start = match.start + _start(tree)
        last = number == len(dated) - 1
        end = match.end if last else match.start + max(token.end_pos or 0 for token in tokens_of(tree))
        yield Release(Span(start, end), _month(tree), noun)


def _month(tree: Tree[Token]) -> str:
    month, year = 0, 0
    for token in tokens_of(tree):
        if token.type == "MONTH":
            month = month_number(token)
        elif token.type in ("YEAR", "SHORT_YEAR"):
            year = int(token.lstrip("'’"))
    return f"{year + 2000 if year < 100 else year}-{month:02}"


def _start(tree: Tree[Token]) -> int:
    return min(token.start_pos or 0 for token in tokens_of(tree))

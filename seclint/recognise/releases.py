"""SEC Releases, and documents that bear the month of one."""

from collections.abc import Iterable, Iterator, Sequence

from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise.grammar import Match, Tree
from seclint.recognise.model import Release
from seclint.recognise.points import month_number

_LEADS = compiled(r"(?: (?:of|in|for)(?: the)?|,| [–-]|:)? \(?$")  # between what stands in front of the months and them


def releases_in(text: str, matches: Iterable[Match]) -> Iterator[Release]:
    """The releases of the text; each month of a list is one, and the last one's span reaches to the end of the noun."""
    for match in matches:
        yield from _releases(text, match)


def _releases(text: str, match: Match) -> Iterator[Release]:
    trees = [child for child in match.tree.children if isinstance(child, Tree)]
    dated = [tree for tree in trees if tree.data == "dated"]
    noun = _noun(text, match, trees)
    months = [_month(tree) for tree in dated]
    for number, tree in enumerate(dated):
        year = next((year for year, _ in months[number:] if year), 0)
        if not year:
            return  # "the May release" of no year
        start = match.start + _start(tree)
        last = number == len(dated) - 1
        end = match.end if last else match.start + max(token.end_pos for token in tree.tokens)
        yield Release(Span(start, end), f"{year}-{months[number][1]:02}", noun)


def _noun(text: str, match: Match, trees: Sequence[Tree]) -> str:
    """What the months are bound to, as written: "SEC Release" behind them, else what stands in front."""
    noun = next((tree for tree in trees if tree.data == "noun"), None)
    if noun is not None:
        return text[match.start + _start(noun) : match.end]
    return _LEADS.sub("", str(match.tree.children[0]))


def _month(tree: Tree) -> tuple[int, int]:
    """Year and month; 0 for a year that only a later member of the list tells."""
    month, year = 0, 0
    for token in tree.tokens:
        if token.type == "MONTH":
            month = month_number(token)
        else:
            year = int(token.lstrip("'’-")) if token.type != "COMMA" else year
    return (year + 2000 if 0 < year < 100 else year), month


def _start(tree: Tree) -> int:
    return min(token.start_pos for token in tree.tokens)

"""Quotations together with the place in another document that they are said to come from."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from seclint.facts.quotations import Quotation
from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise import Reference

# What stands between a quotation and the place that it is from: “...”, as Section 3.3 has it; “...” (page 4 of the draft).
_BEHIND = compiled(
    r"[,;]?\s*\(?(?:(?:as|as\s+in|see|in|from|at|under|of|per|(?:quoted|taken)\s+from|which\s+(?:stands\s+in|is\s+in|is\s+what))\s+)?(?:the\s+)?"
)


class Attributed(Struct, frozen=True):
    """Quoted words; ``owner`` is the document they are said to be of, ``locator`` the part ("page 28"); "" when the sentence names none.

    ``reference`` is where both are named.
    """

    words: Span
    owner: str = ""
    locator: str = ""
    reference: Reference | None = None

    @property
    def is_followed(self) -> bool:
        """Whether the place stands behind the words, and not before them."""
        return self.reference is not None and self.reference.span.start >= self.words.end


def attributed(
    text: str, quotations: Sequence[Quotation], references: Sequence[Reference], sentence: Callable[[Span], Span]
) -> Iterator[Attributed]:
    """The outermost quotations in double marks, with the reference right behind them, else the last before them in the same sentence."""
    parts = sorted((one for one in references if one.clauses), key=lambda one: one.span)
    starts = [one.span.start for one in parts]
    for quotation in quotations:
        if quotation.kind != "double" or quotation.depth:
            continue
        start = sentence(Span(quotation.span.start, quotation.span.start + 1)).start
        first, behind = bisect_left(starts, start), bisect_left(starts, quotation.span.end)
        named = [one for one in parts[first:behind] if one.span.end <= quotation.span.start]
        next_one = next((one for one in parts[behind : behind + 1] if _BEHIND.fullmatch(text, quotation.span.end, one.span.start)), None)
        last = next_one or next(reversed(named), None)
        if last is not None:
            yield Attributed(quotation.words, last.owner, last.clauses[0], last)
        else:
            yield Attributed(quotation.words)

"""Quotations together with the place in another document that they are said to come from."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from seclint.facts.quotations import Quotation
from seclint.model import Span
from seclint.recognise import Reference


class Attributed(Struct, frozen=True):
    """Quoted words; ``owner`` is the document they are said to be of, ``locator`` the part ("page 28"); "" when the sentence names none.

    ``reference`` is where both are named.
    """

    words: Span
    owner: str = ""
    locator: str = ""
    reference: Reference | None = None


def attributed(quotations: Sequence[Quotation], references: Sequence[Reference], sentence: Callable[[Span], Span]) -> Iterator[Attributed]:
    """The outermost quotations in double marks, with the last reference that stands before them in the same sentence."""
    for quotation in quotations:
        if quotation.kind != "double" or quotation.depth:
            continue
        start = sentence(Span(quotation.span.start, quotation.span.start + 1)).start
        named = [one for one in references if start <= one.span.start and one.span.end <= quotation.span.start and one.clauses]
        last = max(named, key=lambda one: one.span, default=None)
        if last is not None:
            yield Attributed(quotation.words, last.owner, last.clauses[0], last)
        else:
            yield Attributed(quotation.words)

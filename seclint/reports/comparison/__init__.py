"""What changed between two versions of a document: what `seclint compare` prints, one pure function for each format."""

from collections.abc import Callable

from seclint.facts.alignment import Alignment
from seclint.facts.coverage import Coverage
from seclint.reports import Look
from seclint.reports.comparison import data, page, text
from seclint.reports.comparison.entries import Comparison

_FORMATS: dict[str, Callable[[Comparison, Look], str]] = {"text": text.render, "json": data.render, "html": page.render}


def render(alignment: Alignment, coverage: Coverage | None, format: str, look: Look, *, everything: bool = False) -> str:
    """The comparison as "text", "json" or "html"; without ``everything`` text and html leave out what changes no substance."""
    return _FORMATS[format](Comparison(alignment, coverage, everything), look)

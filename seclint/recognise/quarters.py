"""Whether "Q4" is a quarter of a year and no question."""

import re

from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise.scene import Scene

_QUARTER = compiled(r"Q[1-4]")
_DATED_QUARTER = compiled(r"\bQ[1-4](?:,| of)? (?:[RF]Y ?)?(?:19|20)\d\d|\b(?:19|20)\d\d[ -]Q[1-4]")
_QUARTERS_IN_TIME = compiled(r"\b(?:in|by|from|since|during|until|end of|start of) Q[1-4]\b", re.IGNORECASE)
_IN_TIME = compiled(r"\b(?:[Ii]n|[Ff]rom|[Ss]ince|[Bb]efore|[Aa]fter|(?:half|start|beginning|middle) of) \Z")


def is_quarter(scene: Scene, label: str, span: Span) -> bool:
    """Whether the label is a quarter whose year is left out: "in Q4", or next to "Q3 2023" or "by Q3" in a paragraph that asks nothing."""
    if not _QUARTER.fullmatch(label):
        return False
    paragraph = scene.paragraph(span)
    is_timed = _IN_TIME.search(scene.text, max(0, span.start - 14), span.start)
    is_timed = is_timed or _DATED_QUARTER.search(paragraph) or _QUARTERS_IN_TIME.search(paragraph)
    return bool(is_timed) and not scene.names.asks_in(paragraph)

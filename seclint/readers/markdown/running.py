"""The running footer of a document that was typed or exported as Markdown: its last line, in parts between bars or dots."""

from collections.abc import Sequence

from msgspec.structs import replace

from seclint.patterns import compiled
from seclint.readers.markdown.units import Unit

_BETWEEN = compiled(r"\s+[|·•]\s+")
_SENTENCE = compiled(r"[.;:!?]$")
_LONGEST = 40  # words


def with_footer(units: Sequence[Unit]) -> list[Unit]:
    """The units of the body, the last one marked as a footer where it is one."""
    body = list(units)
    if len(body) > 1 and _is_footer(body[-1]):
        body[-1] = replace(body[-1], kind="footer")
    return body


def _is_footer(unit: Unit) -> bool:
    text = unit.text().strip()
    parts = _BETWEEN.split(text)
    is_line = unit.kind == "paragraph" and not unit.label and "\n" not in text
    return is_line and len(parts) > 1 and len(text.split()) <= _LONGEST and not any(_SENTENCE.search(part) for part in parts)

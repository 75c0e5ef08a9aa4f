"""What is said of a finding in a margin."""

from collections.abc import Iterator

from seclint.model import Finding
from seclint.reports.words import beside, harmless


def remark(finding: Finding, where: str = "") -> list[str]:
    """The lines of the remark. ``where`` says where the words stand, if not where the remark does: "a footnote"."""
    return [harmless(line) for line in _lines(finding, where)]


def _lines(finding: Finding, where: str) -> Iterator[str]:
    yield f"{finding.rule} {finding.name} ({finding.severity}): {finding.message}"
    if where:
        yield f"The words “{finding.quote}” stand in {where}, where no comment can be anchored."
    for note in finding.notes:
        yield f"Note: {note}"
    for other in finding.related:
        place = beside(finding, other)
        yield f"See {place or 'also'}: {other.message}: “{other.quote}”"
    if finding.fix is not None:
        yield f"Fix: {finding.fix.description}"

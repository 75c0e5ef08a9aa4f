"""What a Testing Approach Document says in its tables must fit together: faults planted one by one into the clean final TAD."""

from pathlib import Path

import pytest

from seclint.facts import Facts
from seclint.inspection import check
from seclint.library import Library
from seclint.readers import markdown
from seclint.rulebook import Rulebook

TAD = (Path(__file__).parent.parent / "samples" / "clean" / "final-tad.md").read_text("utf-8")
LIBRARY = Library()
RULES = Rulebook(LIBRARY).choose(("TAD",), (), "publish")


def found(text: str) -> list[tuple[str, str]]:
    record = check(Facts(markdown.read(text.encode(), "tad.md"), LIBRARY, kind="tad"), RULES)
    assert not record.crashes
    return [(finding.rule, finding.quote) for finding in record.findings]


def test_the_clean_document_is_clean() -> None:
    assert found(TAD) == []


@pytest.mark.parametrize(
    ("before", "after", "rule", "quote"),
    [
        ("| MP908 | The second reminder is sent on the right day | SIT and UIT |\n", "", "TAD001", "MP908"),
        ("| MP905 | Longer Retention of Firmware Status Records | DCC Data Systems |\n", "", "TAD001", "MP905"),
        ("| 26 October 2026 | 18 December 2026 |", "| 26 October 2026 | 18 September 2026 |", "TAD002", "18 September 2026"),
        ("| UIT | UIT-B | 5 January 2027 |", "| UIT | UIT-B | 5 October 2026 |", "TAD002", "5 October 2026"),
        ("| 12 February 2027 |", "| 26 February 2027 |", "TAD002", "26 February 2027"),
        ("| UIT | The SIT completion report is issued | The test window has closed |\n", "", "TAD003", "UIT"),
        ("| PIT | Design documents are approved |", "| PIT | |", "TAD003", "PIT"),
        ("run a regression pack in SIT-B", "run a regression pack in SIT-A", "TAD004", "SIT-A"),
        ("| D10.19 | Meet the requirements that apply to a TAD | Section 4 |\n", "", "TAD006", "SEC clause\nObligation\nMet in"),
        ("apply to a TAD | Section 4 |", "apply to a TAD | |", "TAD006", "D10.19"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found_and_nothing_besides(before: str, after: str, rule: str, quote: str) -> None:
    assert before in TAD
    assert found(TAD.replace(before, after)) == [(rule, quote)]

"""What a Testing Approach Document says in its tables must fit together: faults planted one by one into the clean final TAD."""

from pathlib import Path

import pytest

from seclint.facts import Facts
from seclint.library import Library
from seclint.readers import markdown
from seclint.rulebook import Rulebook
from seclint.run.inspection import check

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


PLAIN = """
# October 2033 SEC Release Testing Approach Document

# A. What is in the release

- MP801 ‘Faster joins’
- MP802 ‘Longer logs’

# B. When

| Milestone | Date |
|---|---|
| Start of SIT | 2 May 2033 |
| End of SIT | 24 June 2033 |
| Start of UIT | 27 June 2033 |
| End of UIT | 22 July 2033 |

System Integration Testing (SIT) lasts eight weeks. User Integration Testing (UIT) is open from 27 June 2033 to 22 July 2033.

# C. Criteria

| Phase | To enter | To leave |
|---|---|---|
| SIT | Kit is installed | 97% of tests passed |
| UIT | SIT left | Last day reached |

DCC will not lower the threshold of 97%.

# D. Tests

| Modification | SIT | UIT |
|---|---|---|
| MP801 | Yes | Yes |
| MP802 | Yes | No |
"""


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("| MP802 | Yes | No |\n", "", "TAD001"),
        ("| End of SIT | 24 June 2033 |", "| End of SIT | 1 July 2033 |", "TAD002"),
        ("| UIT | SIT left | Last day reached |\n", "", "TAD003"),
        ("threshold of 97%", "threshold of 95%", "TAD005"),
    ],
)
def test_a_document_of_another_layout_is_understood(before: str, after: str, rule: str) -> None:
    assert found(PLAIN) == []
    assert [one for one, _ in found(PLAIN.replace(before, after, 1))] == [rule]


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("lasts eight weeks", "lasts six weeks", "DAT012"),
        ("is open from 27 June 2033", "is open from 4 July 2033", "DAT002"),
    ],
)
def test_sentences_are_held_against_the_timetable(before: str, after: str, rule: str) -> None:
    chosen = Rulebook(LIBRARY).choose((rule,), (), "publish")
    dated = [
        [one.rule for one in check(Facts(markdown.read(text.encode(), "tad.md"), LIBRARY, kind="tad"), chosen).findings]
        for text in (PLAIN, PLAIN.replace(before, after, 1))
    ]
    assert dated == [[], [rule]]

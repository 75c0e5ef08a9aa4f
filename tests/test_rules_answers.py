"""Questions that are passed over, and points that do not come back in the response."""

from pathlib import Path

import pytest
from support.reading import LIBRARY, findings, messages, quotes, results

from seclint.facts import Facts
from seclint.model import Finding
from seclint.readers import markdown

ANALYSED = """
## 3.{number}. Question {number}

### Respondent Views

{paragraph}. Everybody agreed.

### DCC Response

{next}. DCC welcomes this.
"""


def analysis(*numbers: int) -> str:
    parts = [ANALYSED.format(number=number, paragraph=2 * place + 1, next=2 * place + 2) for place, number in enumerate(numbers)]
    return "# 3. Analysis of Responses\n" + "".join(parts)


def test_all_questions_are_analysed() -> None:
    assert messages("QST002", analysis(1, 2, 3)) == []
    assert messages("QST004", analysis(1, 2, 3)) == []


def test_a_number_left_out_is_a_question_left_out() -> None:
    assert messages("QST002", analysis(1, 3)) == ['Question 2 is not analysed: the numbers go on with "Question 3"']


def test_the_last_question_is_missed_where_the_questions_are_listed() -> None:
    listed = "# 2. Consultation Questions\n\n- Question 1: Do you agree?\n- Question 2: Do you disagree?\n\n"
    assert quotes("QST002", listed + analysis(1)) == ["Question 2"]
    assert messages("QST002", listed + analysis(1, 2)) == []


def test_the_contents_list_questions_too() -> None:
    contents = "# Contents\n\n- 3.1. Question 1 ..... 3\n- 3.2. Question 2 ..... 4\n\n"
    assert quotes("QST002", contents + analysis(1)) == ["Question 2"]


def test_questions_answered_together_are_answered() -> None:
    assert messages("QST002", analysis(1, 2).replace("Question 2", "Questions 2 and 3")) == []


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("DCC Response", '"Question 1" has the respondents\' views, but no response to them'),
        ("Respondent Views", '"Question 1" has a response, but does not say what the respondents\' views were'),
    ],
)
def test_a_missing_part_is_named(heading: str, message: str) -> None:
    lines = analysis(1).splitlines()
    start = lines.index(f"### {heading}")
    del lines[start : start + 3]
    assert messages("QST004", "\n".join(lines)) == [message]


def test_a_heading_without_words_is_no_answer() -> None:
    text = analysis(1, 2).replace("2. DCC welcomes this.\n", "")
    assert quotes("QST004", text) == ["Question 1"]


@pytest.mark.parametrize(
    "sentence",
    [
        "No responses were received.",
        "There were no comments on this question.",
        "DCC received no responses to this question.",
        "None of the respondents commented on this.",
        "No respondent answered this question.",
    ],
)
def test_nobody_answering_is_an_answer(sentence: str) -> None:
    assert messages("QST004", f"{analysis(1)}\n## 3.2. Question 2\n\n3. {sentence}\n") == []


def point(view: str, response: str) -> list[str]:
    """What is missed of a view in a response."""
    text = f"# 3. Analysis\n\n## 3.1. Question 1\n\n### Respondent Views\n\n1. {view}\n\n### DCC Response\n\n2. {response}\n"
    return quotes("RSP002", text)


@pytest.mark.parametrize(
    ("view", "response", "missing"),
    [
        ("One respondent asked how MP216 would be tested.", "DCC notes the comment.", ["MP216"]),
        ("One respondent asked how MP216 and MP217 would be tested.", "DCC will test MP216 in May.", ["MP217"]),
        ("They queried whether SEC Section H14.36 is met.", "DCC notes the comment.", ["SEC Section H14.36"]),
        ("One respondent asked for tests with GBCS v4.3.", "DCC will use GBCS v4.2.", ["GBCS v4.3"]),
        (
            "One respondent asked for Section 5.2 of the TAD to be shorter.",
            "DCC has amended Section 6.1 of the TAD.",
            ["Section 5.2 of the TAD"],
        ),
        ("One respondent was concerned about the Threshold Anomaly Detection.", "DCC notes the comment.", ["Threshold Anomaly Detection"]),
        ("One respondent asked about the CSP.", "DCC notes the comment.", ["CSP"]),
    ],
)
def test_what_a_point_is_about_must_come_back(view: str, response: str, missing: list[str]) -> None:
    assert point(view, response) == missing


@pytest.mark.parametrize(
    ("view", "response"),
    [
        ("One respondent asked how MP216 would be tested.", "DCC will test MP216 in May."),
        ("One respondent asked how MP216 would be tested.", "DCC will test this modification in May."),
        ("Two respondents supported the testing of MP216.", "DCC notes the support."),
        ("One respondent queried SEC Section H14.36(a).", "Section H14.36 of the SEC is met by the plan."),
        ("One respondent noted that Page 14 of the draft TAD is wrong.", "DCC has corrected page 14 of the TAD."),
        ("Under SEC Section D10.18, one respondent asked for a longer draft.", "DCC has made the draft longer."),
        ("One respondent asked for tests of the Communications Hubs.", "DCC will test each Communications Hub."),
        ("One respondent asked for the System Integration Testing (SIT) to be longer.", "DCC has made SIT longer."),
        ("One respondent noted that page 9 of the draft TAD says “MP216 needs devices” and disagreed.", "DCC agrees that it needs none."),
        ("One respondent was concerned that the CSP will not supply GBCS v4.2.", "Where GBCS v4.2 is not available, emulators are used."),
        ("All respondents agreed.", "DCC notes the support."),
    ],
)
def test_what_comes_back_or_is_no_point_is_passed_over(view: str, response: str) -> None:
    assert point(view, response) == []


def test_one_finding_lists_all_that_a_paragraph_misses() -> None:
    text = """
        # 3. Analysis

        ## 3.1. Question 1

        ### Respondent Views

        1. One respondent asked how MP216, MP217 and MP218 would be tested.

        ### DCC Response

        2. DCC thanks the respondent.

        3. Everything that the respondent asked for will be tested.
        """
    (finding,) = findings("RSP002", text)
    assert finding.message == "MP216, MP217 and MP218 are not mentioned in the response"
    assert [related.quote for related in finding.related] == ["MP217", "MP218", "Everything that the respondent asked for will be tested."]


def test_the_real_document_passes_over_one_modification(shared: Path) -> None:
    file = shared / "real" / "conclusions-november-2023-tad.md"
    known = Facts(markdown.read(file.read_bytes(), file.name), LIBRARY)
    (finding,) = results("RSP002", known)
    assert isinstance(finding, Finding)
    assert finding.message == "MP216 is not mentioned in the response"
    assert [related.quote[:30] for related in finding.related] == ["Regarding the use of emulators"]


@pytest.mark.parametrize(
    "rule",
    ["FRM001", "STR001", "STR007", "CNT002", "CNT003", "XRF001", "XRF005", "XRF006", "QST002", "QST004", "PLC001", "HYG001", "HYG002"],
)
def test_the_real_document_has_nothing_else_of_the_kind(rule: str, shared: Path) -> None:
    file = shared / "real" / "conclusions-november-2023-tad.md"
    assert results(rule, Facts(markdown.read(file.read_bytes(), file.name), LIBRARY)) == []

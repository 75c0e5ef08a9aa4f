"""Responses that leave something open, respondents who change their number, and what conclusions say of questions and decisions."""

from pathlib import Path

import pytest
from support.reading import LIBRARY, messages, quotes, results

from seclint.facts import Facts
from seclint.model import Finding
from seclint.readers import markdown


def answered(rule: str, view: str, response: str) -> list[str]:
    """What a rule quotes of a question with this view and this response."""
    text = f"# 3. Analysis\n\n## 3.1. Question 1\n\n### Respondent Views\n\n1. {view}\n\n### DCC Response\n\n2. {response}\n"
    return quotes(rule, text)


@pytest.mark.parametrize(
    ("view", "response", "missing"),
    [
        ("One respondent asked how MP216 and MP217 would be tested.", "DCC will test MP216 in May.", "MP217"),
        ("One respondent asked if MHHS, ECoS and CH&N are tested together.", "MHHS and ECoS are tested together.", "CH&N"),
        ("A respondent was concerned that Sections 2.3 and 4.1 of the draft TAD differ.", "DCC has amended Section 2.3 of the TAD.", "4.1"),
        ("A respondent requested that SIT-C as well as UIT-C be run.", "DCC has added SIT-C to Section 4.3 of the TAD.", "UIT-C"),
        ("A respondent asked for SIT-C, as well as the UIT-C, to be run.", "UIT-C is added to the plan.", "SIT-C"),
        ("A respondent asked that MP971, together with MP972, be tested.", "DCC has added MP971 to the plan.", "MP972"),
        ("They queried whether the DSP and the CSP would provide environments.", "The DSP will provide one.", "CSP"),
        ("They asked for the use of GBCS v4.2 and GBCS v4.3 to be clarified.", "GBCS v4.3 will be used.", "GBCS v4.2"),
        (
            "They asked for Alert Storms and Device Swaps to be tested.",
            "Alert Storms are tested so that Device Swaps work.",
            "Device Swaps",
        ),
    ],
)
def test_one_half_of_a_point_is_left_open(view: str, response: str, missing: str) -> None:
    assert answered("RSP001", view, response) == [missing]


@pytest.mark.parametrize(
    ("view", "response"),
    [
        ("One respondent asked how MP216 and MP217 would be tested.", "DCC will test MP216 in May and MP217 in June."),
        ("One respondent asked how MP216 and MP217 would be tested.", "DCC will test both in May. MP216 comes first."),
        ("One respondent asked whether MHHS or ECoS is tested first.", "ECoS is tested first."),
        ("One respondent asked for the difference between SIT-A and SIT-B.", "SIT-A has no devices."),
        ("One respondent asked about SIT and UIT.", "SIT starts in May, User Integration Testing in June."),
        ("One respondent supported the tests of MHHS and ECoS.", "DCC notes the support for MHHS."),
        ("They noted that Energy Suppliers and Network Operators need time, and asked for it.", "Network Operators get a week."),
    ],
)
def test_both_halves_have_their_answer_or_are_no_halves(view: str, response: str) -> None:
    assert answered("RSP001", view, response) == []


@pytest.mark.parametrize(
    "response",
    [
        "DCC notes this comment.",
        "Noted.",
        "Comment noted.",
        "DCC has noted the concerns and thanks them for their response.",
        "We note the concerns raised.",
    ],
)
def test_taking_note_is_no_answer_to_a_question(response: str) -> None:
    assert len(answered("RSP005", "One respondent asked who decides about delays.", response)) == 1
    assert answered("RSP005", "All respondents agreed.", response) == []


@pytest.mark.parametrize(
    "response",
    [
        "DCC notes the comment. The decision is TAG's.",
        "DCC acknowledges that TAG decides.",
        "No change is needed.",
        "DCC notes the comment, see the response to Question 1.",
    ],
)
def test_a_response_that_says_more_answers(response: str) -> None:
    assert answered("RSP005", "One respondent asked who decides about delays.", response) == []


@pytest.mark.parametrize(
    "claim",
    ["DCC has amended the TAD", "The TAD has been updated", "Amendments have been made to the TAD", "DCC has added a paragraph to the TAD"],
)
def test_an_amendment_needs_a_place(claim: str) -> None:
    assert answered("RSP006", "One respondent asked for a list.", f"{claim} accordingly.") == [claim]
    assert answered("RSP006", "One respondent asked for a list.", f"{claim}, in Section 4.2.") == []


@pytest.mark.parametrize(
    "response", ["DCC has not amended the TAD.", "If dates change, DCC will update the TAD.", "DCC has amended the TAD throughout."]
)
def test_no_place_is_missing(response: str) -> None:
    assert answered("RSP006", "One respondent asked for a list.", response) == []


@pytest.mark.parametrize(
    ("paragraph", "slip"),
    [
        ("One of the respondents disagreed. These respondents wanted more time.", ["These respondents"]),
        ("It was noted by one respondent that time is short. The respondents asked for more.", ["The respondents"]),
        ("Three respondents asked for time. The respondent also wanted a list.", ["The respondent"]),
        ("One respondent asked for time, and two for a list. The respondents gave reasons.", []),
        ("One respondent asked that DCC write to all the respondents.", []),
        ("One respondent said “the respondents should be named”.", []),
        ("One respondent, on behalf of three suppliers, asked for time. The respondents gave reasons.", []),
        ("Two respondents disagreed; one wanted more time. The respondent did not say why.", []),
    ],
)
def test_respondents_keep_their_number(paragraph: str, slip: list[str]) -> None:
    assert quotes("WRD001", paragraph) == slip


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("Testing Approval Document (TAP)", 1),
        ("Great Britain Companion Specification (GBSC)", 1),
        ("Prepayment Meter Interface Device (PPMID)", 0),
        ("Communications Hub (CHF)", 0),
        ("Extensible Markup Language (XML)", 0),
    ],
)
def test_letters_that_do_not_spell_the_name(name: str, wrong: int) -> None:
    assert len(messages("TRM008", f"The plan of the {name} is new.")) == wrong


@pytest.mark.parametrize(
    ("decision", "missing"),
    [
        ("TAG approved the TAD on 3 May 2023.", ["The approval is stated without the clause that it rests on"]),
        ("TAG endorsed the TAD under SEC Section D10.20.", ["The approval is stated without its date"]),
        ("TAG approved the TAD on 3 May 2023 under SEC Section D10.20.", []),
        ("TAG will approve the TAD.", []),
    ],
)
def test_what_an_approval_lacks(decision: str, missing: list[str]) -> None:
    assert messages("QST005", f"# 4. TAG Decision\n\n1. {decision}\n") == missing


@pytest.mark.parametrize(
    "decision", ["TAG rejected the TAD.", "TAG asked DCC to amend the TAD.", "TAG considered the TAD and approved it on 3 May 2023."]
)
def test_a_decision_is_told(decision: str) -> None:
    assert messages("QST008", f"# 4. TAG Decision\n\n1. {decision}\n") == []
    assert messages("QST008", "# 4. TAG Decision\n\n1. DCC presented the TAD to TAG for approval.\n") != []


def test_a_question_number_comes_twice() -> None:
    part = "## 3.{0}. Question 1\n\n### Respondent Views\n\n{0}. All agreed.\n\n### DCC Response\n\n{0}. DCC agrees.\n\n"
    assert len(messages("QST003", "# 3. Analysis\n\n" + part.format(1) + part.format(2))) == 1


@pytest.mark.parametrize(
    ("number", "wrong"),
    [("six (5)", 1), ("twenty-five (25)", 0), ("one hundred and twenty (120)", 0), ("12 (eleven)", 1), ("paragraph two (3)", 0)],
)
def test_words_and_figures(number: str, wrong: int) -> None:
    assert len(messages("CNT005", f"There are {number} days.")) == wrong


def test_the_real_document_has_no_other_findings_of_these_rules(shared: Path) -> None:
    file = shared / "real" / "conclusions-november-2023-tad.md"
    known = Facts(markdown.read(file.read_bytes(), file.name), LIBRARY)
    found = {
        rule: len([one for one in results(rule, known) if isinstance(one, Finding)])
        for rule in (
            "RSP001",
            "RSP005",
            "RSP006",
            "WRD001",
            "TRM002",
            "TRM005",
            "TRM006",
            "TRM007",
            "TRM008",
            "QST003",
            "QST005",
            "QST008",
            "CNT004",
            "CNT005",
        )
    }
    assert found == {**dict.fromkeys(found, 0), "RSP001": 1, "WRD001": 1, "TRM002": 1, "QST005": 1}


def test_a_row_without_a_name_lists_nobody() -> None:
    listed = "## 2. Respondents\n\n| Respondent | Sector |\n|---|---|\n| | |\n| Tern Energy | Supplier |\n| Kite Networks | Networks |\n"
    views = "## 3. Analysis\n\n### 3.1. Question 1\n\n#### Respondent Views\n\n1. Swift Networks agreed, and so did Tern Energy."
    assert quotes("DOS008", f"# Conclusions\n\n{listed}\n{views}\n") == ["Swift Networks"]

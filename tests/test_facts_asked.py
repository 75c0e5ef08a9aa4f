"""Questions that stand in tables and in numbered lists without a label of their own."""

import pytest
from support.reading import facts, messages

ANALYSED = """
# 5. Analysis

## 5.1. Question 1

### Respondent Views

One party asked for more time.

### DCC Response

DCC has moved the dates in Section 2.3 of the TAD.

## 5.2. Question 2

### Respondent Views

All parties agreed.

### DCC Response

DCC is grateful for the support.
"""
ASKED = ("Is the scope right?", "Are the dates right?", "Are the devices right?")


def numbered(*words: str, first: int = 1) -> str:
    return "\n".join(f"{number}. {one}" for number, one in enumerate(words, first)) + "\n"


def columns(first: str, second: str, *rows: tuple[str, str]) -> str:
    return "\n".join(f"| {left} | {right} |" for left, right in ((first, second), ("---", "---"), *rows)) + "\n"


SECTION, OTHER = "# 1. Consultation Questions\n\n", "# 1. Consultation\n\n"
LISTS = {
    "a list under its heading": SECTION + numbered(*ASKED),
    "a list that a sentence leads in": OTHER + "DCC asked the following questions:\n\n" + numbered(*ASKED),
    "a list of what was asked of respondents": OTHER + "Respondents were asked these questions:\n\n" + numbered(*ASKED),
    "a list behind a passive": OTHER + "The questions in the consultation were as follows:\n\n" + numbered(*ASKED),
    "a table with numbers": OTHER + columns("No", "Question", *zip("123", ASKED, strict=True)),
    "a table with numbered questions": OTHER
    + columns("Section", "Consultation question", *((f"Part {number}", f"{number}. {one}") for number, one in enumerate(ASKED, 1))),
}
NO_LISTS = {
    "statements": SECTION + numbered("The scope was asked about.", "The dates were asked about.", "The devices were asked about."),
    "a list of something else": OTHER + "DCC weighed:\n\n" + numbered(*ASKED),
    "questions of respondents": OTHER + "DCC notes that one respondent asked three questions:\n\n" + numbered(*ASKED),
    "questions that came in": OTHER + "DCC received these questions:\n\n" + numbered(*ASKED),
    "numbers of comments": OTHER + columns("No", "Question", *((number, ASKED[0]) for number in "123")),
    "paragraph numbers": SECTION + numbered(*ASKED, first=7),
}


@pytest.mark.parametrize("layout", LISTS)
def test_a_listed_question_is_missed_in_the_analysis(layout: str) -> None:
    assert messages("QST002", LISTS[layout] + ANALYSED) == ["Question 3 is listed here, and no section analyses it"]


@pytest.mark.parametrize("layout", NO_LISTS)
def test_what_only_looks_like_a_list_of_questions_lists_none(layout: str) -> None:
    assert messages("QST002", NO_LISTS[layout] + ANALYSED) == []


def table(*rows: str) -> str:
    width = rows[0].count("|") - 1
    return (
        "# 3. Analysis of Responses\n\n"
        + "\n".join((rows[0], "|---" * width + "|", *rows[1:]))
        + "\n\n# 4. Next Steps\n\nDCC will publish the TAD.\n"
    )


ROWS = table(
    "| No. | Question | Respondents' views | DCC response |",
    "| 1 | Is the scope right? | One party asked whether MP216 was in it. | DCC has said so in Section 2.3 of the TAD. |",
    "| 2 | Are the dates right? | Two parties asked for a later one. | |",
    "| 4 | Are the devices right? | | DCC is grateful for the support. |",
)


def test_each_row_is_a_question_with_its_views_and_response() -> None:
    known = facts(ROWS, "conclusions")
    assert [(one.label, len(one.views), len(one.response)) for one in known.answers.questions] == [
        ("Question 1", 1, 1),
        ("Question 2", 1, 0),
        ("Question 4", 0, 1),
    ]
    assert next(known.document.quote(one.text) for one in known.answers.questions if one.text) == "Is the scope right?"


def test_rows_are_checked_as_sections_are() -> None:
    assert messages("QST002", ROWS) == ['Question 3 is not analysed: the numbers go on with "Question 4"']
    assert messages("QST004", ROWS) == [
        '"Question 2" has the respondents\' views, but no response to them',
        '"Question 4" has a response, but does not say what the respondents\' views were',
    ]
    assert messages("RSP002", ROWS) == ["MP216 is not mentioned in the response"]


def test_a_question_may_have_a_row_for_each_respondent() -> None:
    rows = table(
        "| Question | Respondent view | DCC response |",
        "| 1. Is the scope right? | One party asked for more. | DCC has added it to Section 2.3 of the TAD. |",
        "| | Another one agreed. | |",
        "| 2. Are the dates right? | Everybody agreed. | DCC is grateful for it. |",
    )
    assert [(one.numbers, len(one.views)) for one in facts(rows, "conclusions").answers.questions] == [(("1",), 2), (("2",), 1)]
    assert messages("QST004", rows) == []


def test_comments_with_references_are_held_against_their_own_response() -> None:
    rows = table(
        "| Ref | Comment | Response |",
        "| 1 | One party asked whether MP216 was in scope. | DCC has said so in Section 2.3 of the TAD. |",
        "| 2 | Two parties asked for a later date of the tests. | |",
        "| 3 | One party supported the whole of the plan. | |",
        "| 4 | One party mentioned that MP217 was in scope. | MP217 and MP216 are. |",
    )
    assert messages("QST004", rows) == ['This comment on "Ref 2" has no response: its cell is empty']
    assert messages("RSP002", rows) == ["MP216 is not mentioned in the response"]


def test_a_table_that_sums_up_the_sections_asks_nothing_again() -> None:
    summary = table(
        "| Question | Views | DCC response |",
        "| Q1. Is the scope right? | More time was asked for MP216. | Done. |",
        "| Q2. Are the dates right? | All agreed. | Noted. |",
    )
    assert [messages(rule, summary + ANALYSED) for rule in ("QST002", "QST003", "QST004", "RSP002")] == [[], [], [], []]


def test_the_questions_of_respondents_are_none_of_the_consultation() -> None:
    asked = "\n| No | Question | DCC response |\n|---|---|---|\n| 1 | Will there be a guide? | Yes. |\n| 7 | Will there be more? | No. |\n"
    inside = ANALYSED.replace("One party asked for more time.", "One party asked for more time." + "\n" + asked)
    assert messages("QST002", inside) == []


def test_a_list_of_questions_in_the_views_stays_there() -> None:
    asked = "DCC was asked three questions in the consultation:\n\n" + numbered(*ASKED)
    inside = ANALYSED.replace("One party asked for more time.\n", asked)
    known = facts(inside, "conclusions")
    assert len(known.answers.questions[0].views) == 4
    assert messages("QST002", inside) == []

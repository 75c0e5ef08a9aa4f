"""Labels that nobody listed, told by how they come back under every question."""

import pytest
from support.reading import facts

ASKED = "# 3. Analysis\n\n" + "".join(
    f"## 3.{number}. Question {number}\n\n“Is part {number} of the TAD right?”\n\n{{0}}\n\nTwo said no.\n\n{{1}}\n\nIt is changed.\n\n"
    for number in (1, 2, 3)
)


def parts(views: str, response: str) -> list[tuple[str, str]]:
    """What counts as the views and as the response of each question under the two labels."""
    read = facts(ASKED.format(views, response), "conclusions")
    quote = read.document.quote
    return [(" ".join(map(quote, one.views)), " ".join(map(quote, one.response))) for one in read.answers.questions]


@pytest.mark.parametrize(
    ("views", "response"),
    [
        ("### Points from respondents", "### How they were taken into account"),
        ("### Comments", "### Outcome"),
        ("**Voices of industry**", "**Position taken**"),
        ("### Respondent Views", "### Where this leads"),
        ("### Voices of industry", "### DCC Response"),
    ],
)
def test_two_labels_under_every_question_open_the_views_and_the_response(views: str, response: str) -> None:
    assert parts(views, response) == [("Two said no.", "It is changed.")] * 3


def test_minutes_tell_what_was_raised_thought_and_agreed_before_their_paragraphs() -> None:
    noted = "## 3.{0}. Question {0}\n\n**Raised.** Two said no.\n\n**Weighed up.** It was asked why.\n\n**Settled.** It is changed.\n\n"
    read = facts("# 3. Analysis\n\n" + "".join(noted.format(number) for number in (1, 2, 3)), "conclusions")
    for question in read.answers.questions:
        assert [read.document.quote(view) for view in question.views] == ["Two said no."]
        assert [read.document.quote(one) for one in question.response] == ["It was asked why.", "Settled. It is changed."]


def test_labels_that_come_back_elsewhere_open_nothing() -> None:
    text = "# 1. SIT\n\n## Entry\n\nOne.\n\n## Exit\n\nTwo.\n\n# 2. UIT\n\n## Entry\n\nThree.\n\n## Exit\n\nFour.\n"
    assert not facts(text, "conclusions").answers.labelled


@pytest.mark.parametrize(
    "table",
    [
        "| Voices | Position |\n|---|---|\n| Two of them said no to it. | It is changed in Section 4. |",
        "| Item | Text |\n|---|---|\n| Voices | Two of them said no to it. |\n| Position | It is changed in Section 4. |",
        "| What was said | What is done |\n|---|---|\n| Two of them said no to it. | It is changed in Section 4. |",
    ],
)
def test_columns_and_rows_of_tables_that_come_back_hold_the_views_and_the_response(table: str) -> None:
    asked = "".join(f"## Question {number}\n\nIs it right?\n\n{table}\n\n" for number in (1, 2))
    read = facts(f"# Analysis\n\n{asked}", "conclusions")
    quote = read.document.quote
    assert [(quote(one.views[0]), quote(one.response[0])) for one in read.answers.questions] == [
        ("Two of them said no to it.", "It is changed in Section 4.")
    ] * 2

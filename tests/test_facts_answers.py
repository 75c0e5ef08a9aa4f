"""Questions, views and responses in the layouts that authors use."""

import pytest
from support.reading import facts

from seclint.facts.answers import Question
from seclint.facts.labels import Labels

LABELS = Labels(facts("Text.", "conclusions").profile.answers)


@pytest.mark.parametrize(
    ("title", "numbers"),
    [
        ("Question 1", ("1",)),
        ("Q1", ("1",)),
        ("Question 12: Do you agree?", ("12",)),
        ("Questions 3 and 4", ("3", "4")),
        ("Questions 3, 4 and 5", ("3", "4", "5")),
        ("Questions 2 to 4", ("2", "3", "4")),
        ("Q2 – Q4", ("2", "3", "4")),
        ("Analysis of Question 6", ("6",)),
        ("Question 2a", ("2a",)),
    ],
)
def test_headings_name_questions(title: str, numbers: tuple[str, ...]) -> None:
    label = LABELS.question(title)
    assert label is not None
    assert label.numbers == numbers


@pytest.mark.parametrize("title", ["Questions", "Q1 2024", "Quarterly review", "Question time", "Any questions? 3 were asked"])
def test_other_headings_do_not(title: str) -> None:
    assert LABELS.question(title) is None


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Question 1: Do you agree?", True),
        ("Q1 Do you agree?", True),
        ("Question 2", True),
        ("Question 1 asked whether the scope was right.", False),
        ("Q3 2024 was busy.", False),
    ],
)
def test_a_sentence_about_a_question_is_not_its_label(text: str, starts: bool) -> None:
    assert (LABELS.question_at_start(text) is not None) == starts


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Respondent Views", ("views",)),
        ("Respondents’ Views", ("views",)),
        ("Summary of responses", ("views",)),
        ("DCC’s response", ("response",)),
        ("DCC Response to Question 1", ("response",)),
        ("Respondent views and DCC response", ("views", "response")),
        ("Views of the world", ()),
        ("Consultation Responses", ()),
    ],
)
def test_headings_name_views_and_responses(title: str, parts: tuple[str, ...]) -> None:
    assert LABELS.parts(title) == parts


def read(text: str) -> list[tuple[str, list[str], list[str]]]:
    """Label, views and response of every question."""
    known = facts(text, "conclusions")
    quote = known.document.quote
    return [(question.label, list(map(quote, question.views)), list(map(quote, question.response))) for question in known.answers.questions]


EXPECTED = [
    ("Question 1", ["One respondent asked for more devices."], ["DCC has added two."]),
    ("Question 2", ["Nobody objected."], ["DCC will keep the dates."]),
]

LAYOUTS = {
    "headings": """
        # 3. Analysis

        ## 3.1. Question 1

        1. DCC asked: “Do you agree with the devices to be used?”

        ### Respondent Views

        2. One respondent asked for more devices.

        ### DCC Response

        3. DCC has added two.

        ## 3.2. Question 2

        ### Respondent Views

        4. Nobody objected.

        ### DCC Response

        5. DCC will keep the dates.

        # 4. Next Steps

        6. DCC will publish the document.
        """,
    "one level for all headings": """
        # Question 1

        # Summary of Responses

        One respondent asked for more devices.

        # DCC's response

        DCC has added two.

        # Question 2

        # Summary of Responses

        Nobody objected.

        # DCC's response

        DCC will keep the dates.

        # Next Steps

        DCC will publish the document.
        """,
    "lead-ins": """
        # 3. Analysis

        ## Question 1 – Devices

        **Respondents' views:** One respondent asked for more devices.

        **DCC's response:** DCC has added two.

        ## Question 2 – Dates

        **Respondents' views:** Nobody objected.

        **DCC's response:** DCC will keep the dates.
        """,
    "lead-ins on lines of their own": """
        # 3. Analysis

        **Question 1: Do you agree with the devices?**

        **Respondent Views**

        One respondent asked for more devices.

        **DCC Response**

        DCC has added two.

        **Question 2: Do you agree with the dates?**

        **Respondent Views**

        Nobody objected.

        **DCC Response**

        DCC will keep the dates.
        """,
    "a table for each question": """
        # 3. Analysis

        | Question 1 | Do you agree with the devices? |
        |---|---|
        | Respondent Views | One respondent asked for more devices. |
        | DCC Response | DCC has added two. |

        | Question 2 | Do you agree with the dates? |
        |---|---|
        | Respondent Views | Nobody objected. |
        | DCC Response | DCC will keep the dates. |
        """,
    "a row for each question": """
        # 3. Analysis

        | Question | Respondent Views | DCC Response |
        |---|---|---|
        | Question 1 | One respondent asked for more devices. | DCC has added two. |
        | Question 2 | Nobody objected. | DCC will keep the dates. |
        """,
    "views first, responses later": """
        # 3. Respondent Views

        ## 3.1. Question 1

        One respondent asked for more devices.

        ## 3.2. Question 2

        Nobody objected.

        # 4. DCC Response

        ## 4.1. Question 1

        DCC has added two.

        ## 4.2. Question 2

        DCC will keep the dates.
        """,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_paragraph_goes_to_its_question_and_part(layout: str) -> None:
    assert read(LAYOUTS[layout]) == EXPECTED


def question(text: str) -> tuple[Question, str]:
    known = facts(text, "conclusions")
    (found,) = known.answers.questions
    return found, known.document.quote(found.text) if found.text else ""


def test_the_question_is_quoted_in_full() -> None:
    found, asked = question(LAYOUTS["headings"].split("## 3.2.")[0])
    assert found.numbers == ("1",)
    assert asked == "Do you agree with the devices to be used?"


def test_nobody_answering_is_known() -> None:
    found, _ = question("## 3.1. Question 1\n\n### Respondent Views\n\nNo responses were received to this question.\n")
    assert found.nobody is not None


def test_topics_without_numbers_count_where_they_are_answered() -> None:
    text = """
        # 2. Consultation Responses

        ## 2.1. Responses Received

        1. DCC received three responses.

        # 3. Analysis

        ## 3.1. Devices

        ### Respondent Views

        2. One respondent asked for more.

        ### DCC Response

        3. DCC has added two.
        """
    assert [label for label, _, _ in read(text)] == ["Devices"]


def test_a_consultation_lists_its_questions() -> None:
    known = facts(
        """
        # 2. Consultation Questions

        | Q1 | Do you agree with the scope? |
        |---|---|
        | Q2 | Do you agree with the dates? |
        """,
        "consultation",
    )
    assert known.answers.questions == ()
    assert [(one.label, known.document.quote(one.text)) for one in known.answers.distinct if one.text] == [
        ("Q1", "Do you agree with the scope?"),
        ("Q2", "Do you agree with the dates?"),
    ]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("DCC received written responses from four parties.", 4),
        ("DCC received a total of 12 responses to the consultation.", 12),
        ("There were five respondents.", 5),
        ("Seven responses were received.", 7),
        ("Six organisations responded to the consultation.", 6),
    ],
)
def test_the_number_of_responses_is_known(sentence: str, number: int) -> None:
    assert [one.number for one in facts(sentence, "conclusions").received.told] == [number]


def test_a_quoted_question_that_opens_a_section_of_views_is_the_question() -> None:
    text = (
        "# Respondent views and DCC response\n\n## Question 1\n\nWe asked: “Do you agree with the dates that we propose?”\n\n"
        "**Respondents’ views:** Four of you agreed.\n\n**DCC response:** The dates stay.\n"
    )
    read = facts(text, "conclusions")
    (question,) = read.answers.questions
    assert question.text is not None
    assert read.document.quote(question.text) == "Do you agree with the dates that we propose?"
    assert [read.document.quote(view) for view in question.views] == ["Four of you agreed."]


def test_the_comments_on_one_question_may_stand_in_two_tables_with_what_was_changed_behind_the_response() -> None:
    read = facts(
        """
        # 3. Analysis

        ## 3.1. What led to a change

        | Ref | Question | Comment | DCC Response | Change in version 1.0 |
        |---|---|---|---|---|
        | C1 | Q1 | Ten days are too few. | Agreed. | Section 3.2 allows twenty. |
        | C2 | Q2 | Scripts come late. | Agreed. | None |

        ## 3.2. What did not

        | Ref | Question | Comment | DCC Response |
        |---|---|---|---|
        | N1 | Q1 | Another phase should be added to the plan. | There is no time for it. |
        """,
        "conclusions",
    )
    first, second = read.answers.questions
    assert [read.document.quote(view) for view in first.views] == ["Ten days are too few.", "Another phase should be added to the plan."]
    assert [read.document.quote(one) for one in first.response] == ["Agreed.", "Section 3.2 allows twenty.", "There is no time for it."]
    assert [read.document.quote(one) for one in second.response] == ["Agreed."]


def test_what_was_not_done_is_a_response_too() -> None:
    read = facts(
        """
        # 3. Question 1

        **You said:** Lend us meters.

        **We did not:** There are too few.
        """,
        "conclusions",
    )
    (question,) = read.answers.questions
    assert [read.document.quote(one) for one in question.response] == ["There are too few."]


def test_the_words_respondents_and_dcc_lead_in_views_and_a_response() -> None:
    text = "## 3. Analysis\n\n### 3.1. Question 1\n\n*Respondents:* All four agreed.\n\n*DCC:* We have made no change.\n"
    (question,) = facts(text, "conclusions").answers.questions
    assert question.views
    assert question.response


def test_a_table_that_sums_the_answers_up_asks_no_question_again() -> None:
    read = facts(
        """
        # 2. Question 1

        **Respondent Views:** Two parties want MP299 in the first week.

        **DCC Response:** MP299 is now in the first week.

        # Annex A: In short

        | Item | You said | We did |
        |---|---|---|
        | Q1 | MP299 first | Plan changed |
        """,
        "conclusions",
    )
    (question,) = read.answers.questions
    assert [read.document.quote(view) for view in question.views] == ["Two parties want MP299 in the first week."]


def test_a_response_to_one_of_several_matters_answers_the_paragraph_before_it() -> None:
    read = facts(
        """
        # 2. Question 1

        “Do you have any comments on the plan?”

        The meters. A supplier asked for more of them.

        DCC Response on meters. Four have been added.

        The gap. A network party asked for a longer one.

        DCC Response on the gap. It is two weeks now.
        """,
        "conclusions",
    )
    (question,) = read.answers.questions
    assert [read.document.quote(view)[:9] for view in question.views] == ["The meter", "The gap. "]
    assert [read.document.quote(one) for one in question.response] == ["Four have been added.", "It is two weeks now."]


def test_a_table_of_themes_before_the_analysis_opens_no_question() -> None:
    read = facts(
        """
        # 2. Responses

        | Theme | Questions it comes from |
        |---|---|
        | Time | Question 1 |
        | Tools | Questions 1 and 2 |

        # 3. What you said and what we did

        ## 3.1. Time (Question 1)

        **You said.** Two parties want more of it.

        **We did.** There is a week more.
        """,
        "conclusions",
    )
    (question,) = read.answers.questions
    assert read.document.quote(question.span) == "Time (Question 1)"

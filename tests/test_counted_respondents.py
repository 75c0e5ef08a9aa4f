"""Numbers of respondents in the views on a question: who may be counted twice, and who may not."""

import pytest
from support.reading import findings

VIEWS = """
    # 2. Consultation Responses

    DCC received ten responses.

    # 3. Analysis of Responses

    ## 3.1. Question 1

    “Do you agree with the approach?”

    ### Respondent Views

"""


def wrong_counts(text: str) -> list[str]:
    """What is said of numbers that do not fit, in the views of ten respondents."""
    return [one.message for rule in ("CNT002", "CNT004") for one in findings(rule, f"{VIEWS}    {text}\n")]


@pytest.mark.parametrize(
    "text",
    [
        "Seven of the ten agreed and two did not. One had no view. Four of the seven asked for more time.",
        "Eight agreed. Of the eight, three asked for a glossary and five had no comment. Two disagreed.",
        "Because a respondent could name more than one phase, eight named UIT, five named SIT and one named neither.",
        "Seven agreed with the first part of the question and three did not. Nine agreed with the second part and one did not.",
        "On the dates, seven agreed and three did not; on the environments, nine agreed and one did not.",
        "At the workshop, 14 people agreed and three did not. Of the ten respondents, nine agreed and one did not.",
        "The trade body wrote for 19 members, of which 12 agreed and seven did not. It is counted once: nine of the ten agreed.",
        "Ten agreed with the aim. Five respondents disagreed with the means.",
        "Seven agreed. Three respondents disagreed. In the earlier consultation, six had agreed and eight had disagreed.",
    ],
)
def test_one_respondent_may_be_counted_for_several_things(text: str) -> None:
    assert wrong_counts(text) == []


def test_a_response_that_was_withdrawn_counts_no_longer() -> None:
    text = VIEWS + "    All nine respondents agreed.\n"
    assert findings("CNT003", text)
    assert findings("CNT003", text.replace("ten responses.", "ten responses. One organisation withdrew its response.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nine respondents agreed and two disagreed.",
        "Nine agreed; four of the nine gave no reasons. Two respondents disagreed.",
        "Of the ten respondents, nine agreed with the approach. Two respondents disagreed with it.",
        "Nine of the ten agreed and two did not. One had no view.",
        "Seven of the ten agreed and two did not. Two had no view.",
        "Nine of the ten agreed. Two disagreed.",
        "Ten organisations responded: seven Energy Suppliers and two Network Parties. One of the Energy Suppliers gave no reasons.",
    ],
)
def test_on_one_thing_a_respondent_is_counted_once(text: str) -> None:
    assert wrong_counts(text)

"""Numbers and sentences that changed beside those that the conclusions speak of."""

import pytest
from test_dossier_claims import found

BODY = """
# 1. Phases

Trials run from 4 August 2031 to 12 September 2031 in the blue rooms, and every trial is seen by two clerks.

The desk is shut on the second Friday of the trials. A clerk answers within three hours.

# 2. Gate

The gate opens when 90% of the scripts have passed. Each script is read for 20 minutes, for 40 minutes and for 60 minutes.

# 3. Notes

Minutes are sent to those who came. A party books its seat six days ahead. The minutes are kept in the blue folder.
"""
START = ("from 4 August 2031 to", "from 11 August 2031 to")
SHUT = ("second Friday", "first Friday")
CAME = ("those who came", "everybody who wants them")


@pytest.mark.parametrize(
    ("response", "changes"),
    [
        ("The start of the trials in Section 1 has been put back to 11 August 2031.", (START,)),
        ("Section 2 has been amended: scripts are no longer read for 60 minutes.", ((", for 40 minutes and for 60", " and for 40"),)),
        ("The last sentence of Section 3 has been deleted.", ((" The minutes are kept in the blue folder.", ""),)),
        (
            "The last two sentences of Section 3 have been deleted.",
            ((" A party books its seat six days ahead. The minutes are kept in the blue folder.", ""),),
        ),
        (
            "To clarify who gets them, Section 3 has been reworded: the minutes go to everybody who wants them, once a week.",
            (("sent to those who came", "put out for everybody who wants them once a week"),),
        ),
    ],
)
def test_what_is_told_of_is_not_found(response: str, changes: tuple[tuple[str, str], ...]) -> None:
    assert found(response, *changes, body=BODY) == []


@pytest.mark.parametrize(
    ("case", "response", "changes"),
    [
        (
            "the other day of a period",
            "The start of the trials in Section 1 has been put back to 11 August 2031.",
            (START, ("12 September 2031", "26 September 2031")),
        ),
        (
            "a number that is gone",
            "Section 2 has been amended: the gate opens a day later.",
            ((", for 40 minutes and for 60", " and for 40"),),
        ),
        (
            "a second sentence that is gone",
            "The last sentence of Section 3 has been deleted.",
            ((" A party books its seat six days ahead. The minutes are kept in the blue folder.", ""),),
        ),
        (
            "how often, in words that were only made clearer",
            "To clarify who gets them, Section 3 has been reworded: the minutes go to everybody who wants them.",
            (("sent to those who came", "put out for everybody who wants them twice a week"),),
        ),
        (
            "a weekday behind a claim that tells nothing",
            "We have put the new wording on seats into Section 3. You will find more on seats in Section 1 as well.",
            (CAME, SHUT),
        ),
    ],
)
def test_what_changed_beside_it_is_found(case: str, response: str, changes: tuple[tuple[str, str], ...]) -> None:
    assert {"AMD003", "AMD005"} & set(found(response, *changes, body=BODY)), case


def test_a_number_in_the_views_tells_only_of_what_its_own_sentence_speaks_of() -> None:
    views = "Three respondents agreed. One of them asked for later minutes and wished the clerks well. It asked for seats for all."
    response = "DCC has added this to Section 3 of the TAD."
    changes = (("A party books its seat", "Every party has a seat and books it"), ("seen by two clerks", "seen by three clerks"))
    assert "AMD003" in found(response, *changes, body=BODY, views=views)


def test_a_number_that_is_turned_down_tells_of_no_change() -> None:
    views = "One respondent asked that 95% of the scripts must have passed, and that everybody gets minutes."
    refused = "DCC does not agree that 95% is needed; the gate has stood the test of time.\n\n"
    changes = (CAME, ("90% of the scripts", "95% of the scripts"))
    assert "AMD003" in found(f"{refused}We have added this to Section 3: minutes go to everybody.", *changes, body=BODY, views=views)

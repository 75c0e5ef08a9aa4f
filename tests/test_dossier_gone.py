"""Claims that something was taken out, loosened or put otherwise, beside other claims about the same part."""

import pytest
from test_dossier_claims import found

BODY = """
# 1. Notices

A planned outage is announced five Working Days before it begins. DCC must announce an unplanned outage by telephone.

# 2. Equipment

Simulators replace one Gas Proxy Function. Every tester has a handheld terminal. Testers must wear a badge.

| Item | Type | Number |
|---|---|---|
| Handheld terminal | HT-5 | 9 |
| Signal meter | SM-1 | 2 |
| Router | RT-8 | 4 |

# 3. Retention

Recordings are kept for one year. They must not leave Derby.

# 4. Meetings

The board meets every week. Minutes are sent to all testers. It sees defects where their share is more than 10%.
Its chair must not vote, and may not speak either.

# 5. Definitions

| Term | Meaning |
|---|---|
| Board | The board that decides on defects |
"""

MORE = ("| HT-5 | 9 |", "| HT-5 | 12 |")
SIMULATORS = ("Simulators replace one Gas Proxy Function. ", "")
ROUTER = ("| Router | RT-8 | 4 |\n", "")
LONGER = ("for one year", "for two years")
DERBY = (" They must not leave Derby.", "")
TELEPHONE = ("must announce", "may announce")
FORTNIGHT = ("every week", "every fortnight")
OUTAGE = ("five Working Days", "seven Working Days")
SHARE = ("more than 10%", "more than 15%")
TERM = ("| Board |", "| Badge | What shows who somebody is |\n| Board |")
HANDHELD = "Section 2 now has twelve handheld terminals."

KEPT = [
    (f"{HANDHELD} We took the sentence on simulators out of Section 2.", [MORE, SIMULATORS]),
    ("Section 2 now has twelve handheld terminals and no longer mentions simulators.", [MORE, SIMULATORS]),
    (f"{HANDHELD} The row on routers has been deleted from it.", [MORE, ROUTER]),
    ("Recordings are kept for two years (Section 3). The mention of Derby in Section 3 has been dropped.", [LONGER, DERBY]),
    ("Recordings will be kept for two years, as the amended Section 3 says.", [LONGER]),
    ("The obligation to announce an unplanned outage in Section 1 has been removed.", [TELEPHONE]),
    ("The words “must not” in Section 3 have been replaced with “may”.", [("They must not", "They may")]),
    ("Section 4: the board will meet every two weeks.", [FORTNIGHT]),
    ("The time before a planned outage has been put up by two days in Section 1.", [OUTAGE]),
    ("The time for a planned outage in Section 1 becomes seven Working Days.", [OUTAGE]),
    ("Planned outages: seven Working Days, see Section 1.", [OUTAGE]),
    ("The time for a planned outage in Section 1 has slipped to seven Working Days.", [OUTAGE]),
    ("The share of defects in Section 4 is 15%.", [SHARE]),
    ("A definition of Badge can now be found in the definitions.", [TERM]),
]


@pytest.mark.parametrize(("claim", "changes"), KEPT, ids=[claim[:70] for claim, _ in KEPT])
def test_what_is_said_to_be_gone_or_otherwise_is(claim: str, changes: list[tuple[str, str]]) -> None:
    assert found(claim, *changes, body=BODY) == []


@pytest.mark.parametrize(("claim", "changes"), KEPT, ids=[claim[:70] for claim, _ in KEPT])
def test_what_is_said_to_be_gone_or_otherwise_and_is_not_is_told(claim: str, changes: list[tuple[str, str]]) -> None:
    assert {"AMD001"} == set(found(claim, *changes[:-1], body=BODY))


def test_a_claim_that_was_not_kept_excuses_no_other_change_in_its_part() -> None:
    claim = "A drawing of the cables behind each router has been added to Section 2."
    assert {"AMD001", "AMD003"} <= set(found(claim, ("Testers must wear", "Testers should wear"), body=BODY))


def test_a_clarification_and_two_other_changes_in_its_paragraph_are_told_one_by_one() -> None:
    claim = "Section 4 has been clarified: the minutes go to all testers by e-mail."
    sent = ("Minutes are sent to all testers.", "Minutes are sent to all testers by e-mail.")
    assert found(claim, sent, body=BODY) == []
    other = (("every week", "every month"), ("must not vote", "should not vote"))
    assert set(found(claim, sent, *other, body=BODY)) == {"AMD005", "AMD003"}


def test_a_day_of_a_row_may_be_told_by_how_long_it_is_put_off() -> None:
    rows = "\n# 6. Dates\n\n| Step | Day |\n|---|---|\n| Dry run | 3 March 2031 |\n| Wet run | 10 March 2031 |\n"
    claim = "The dry run in Section 6 has been put back by two weeks."
    later = ("3 March 2031", "17 March 2031")
    assert found(claim, later, body=BODY + rows) == []
    assert "AMD003" in found(claim, later, ("| Wet run | 10 March 2031", "| Wet run | 24 March 2031"), body=BODY + rows)


def test_what_would_be_so_is_not_announced() -> None:
    claim = "The share of defects in Section 4 has been raised from 10% to 15%; a share of 25% would leave hardly a defect for the board."
    assert found(claim, SHARE, body=BODY) == []

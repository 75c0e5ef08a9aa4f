"""Claims about rows and cells of tables, held against the very row and column that they name."""

import pytest
from test_dossier_claims import found

BODY = """
# 1. Phases

Table 1: Phases

| Phase | From | To |
|---|---|---|
| SIT | 4 August 2031 | 12 September 2031 |
| UIT | 15 September 2031 | 10 October 2031 |
| TT | 13 October 2031 | 17 October 2031 |

# 2. Limits

Table 2: Open defects at the end of a phase

| Severity | SIT | UIT |
|---|---|---|
| 2 | 2 | 1 |
| 3 | 12 | 8 |

# 3. Gates

Table 3: Criteria

| Phase | Entry criteria | Exit criteria |
|---|---|---|
| SIT | Scripts reviewed | All tests run; 95% passed |
| UIT | SIT left | Last day reached |
"""

CELL = ("| 2 | 2 | 1 |", "| 2 | 0 | 1 |")
RATE = ("95% passed", "98% passed")
ENTRY = ("| UIT | SIT left |", "| UIT | SIT left; release notes sent |")
LATER = ("17 October 2031", "24 October 2031")

TRUE = [
    ("In the table in Section 2 the limit for Severity 2 in SIT is now 0.", CELL),
    ("Table 3 has been amended: the exit criteria of SIT now ask for 98%.", RATE),
    ("The SIT row of Table 3 now has 98%.", RATE),
    ("DCC has added the release notes to the entry criteria for UIT in Table 3.", ENTRY),
    ("Agreed. Table 1 has been amended so that TT ends on 24 October 2031.", LATER),
    ("There is now a week more for TT, up to 24 October 2031, in Table 1 of the TAD.", LATER),
]

FALSE = [
    ("the limit of another severity", "In the table in Section 2 the limit for Severity 3 in SIT is now 0.", CELL),
    ("the limit of another phase", "In the table in Section 2 the limit for Severity 2 in UIT is now 0.", CELL),
    ("another number", "In the table in Section 2 the limit for Severity 2 in SIT is now 0.", ("| 2 | 2 | 1 |", "| 2 | 1 | 1 |")),
    ("another row", "Table 3 has been amended: the exit criteria of UIT now ask for 98%.", RATE),
    ("another column", "DCC has added the release notes to the exit criteria for UIT in Table 3.", ENTRY),
    ("another date", "Agreed. Table 1 has been amended so that TT ends on 31 October 2031.", LATER),
    ("a reply without a verb of change", "Accepted. Table 3 has 99% in SIT.", RATE),
]


@pytest.mark.parametrize(("claim", "change"), TRUE, ids=[claim for claim, _ in TRUE])
def test_a_claim_about_the_cell_that_changed_is_kept(claim: str, change: tuple[str, str]) -> None:
    assert not found(claim, change, body=BODY)


@pytest.mark.parametrize(("claim", "change"), [one[1:] for one in FALSE], ids=[one[0] for one in FALSE])
def test_a_claim_about_a_cell_that_did_not_change_so_is_told(claim: str, change: tuple[str, str]) -> None:
    assert {"AMD001", "AMD002"} & set(found(claim, change, body=BODY))


PROSE = """
# 1. Notice

Every User registers at least ten Working Days before the start. The the list is kept by DCC.

# 2. Access

Users have access to the portal until the last day.

# 3. Reports

A report is sent to the Testing Advisory Group (TAG) each week.

Table 1: Hours of the service desk

| Environment | Hours |
|---|---|
| UIT-A | 0900 to 1700 |
| UIT-B | 0900 to 1700 |
"""

SHORTER = ("at least ten Working Days", "at least five Working Days")
REPEATED = ("The the list", "The list")
HOURS = ("| UIT-B | 0900 to 1700 |", "| UIT-B | 0800 to 1800 |")

KEPT = [
    ("The notice that Users give before they register is reduced from ten Working Days to five.", [SHORTER]),
    ("A repeated word has been removed from Section 1.", [REPEATED]),
    ("The hours are in Table 1. The hours for UIT-B in that table have been extended and are now 0800 to 1800.", [HOURS]),
]


@pytest.mark.parametrize(("claim", "changes"), KEPT, ids=[claim for claim, _ in KEPT])
def test_a_claim_without_the_words_that_changed_is_kept(claim: str, changes: list[tuple[str, str]]) -> None:
    assert not found(claim, *changes, body=PROSE)


BROKEN = [
    (
        "a number that stands as before",
        "The notice that Users give before they register is reduced from ten Working Days to five.",
        [REPEATED],
    ),
    ("a row of a table named before", "The hours are in Table 1. The hours for UIT-B in that table are extended to 1800.", [REPEATED]),
    (
        "a number that came elsewhere",
        "The time for Users to register in Section 2 has been halved, to five Working Days.",
        [SHORTER, ("the portal until", "the portal up to")],
    ),
]


@pytest.mark.parametrize(("claim", "changes"), [one[1:] for one in BROKEN], ids=[one[0] for one in BROKEN])
def test_a_claim_that_names_no_part_or_the_wrong_one_is_told(claim: str, changes: list[tuple[str, str]]) -> None:
    assert {"AMD001", "AMD002"} & set(found(claim, *changes, body=PROSE))


def test_what_is_said_not_to_be_affected_is_no_claim() -> None:
    assert not found("Section 1 has been reworded: a word was repeated. The hours in Table 1 are not affected.", REPEATED, body=PROSE)


def test_a_share_that_stands_as_before_is_told() -> None:
    assert "AMD001" in found("We have raised the pass rate of SIT to 97% in Section 3.", ENTRY, body=BODY)

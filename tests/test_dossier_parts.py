"""Claims about captions, rows, references and words of a part, and what responses announce beside the document."""

import pytest
from test_dossier_claims import found

BODY = """
# 1. Laboratories

Every laboratory is open to all Users who have booked. Test stations in each laboratory are shown in Table 1.

| Site | Stations | Shifts |
|---|---|---|
| Leeds | 12 | 2 |
| Dual fuel | 4 | 1 |
| Cardiff annexe | 6 | 1 |

Table 1: Test stations

# 2. Faults

No more than nine faults that may be open at exit are carried over. Faults are listed as Section 3 requires.

# 3. Lists

A list of faults is sent to Users every Monday.

# 4. Records

Scripts and logs are not kept after the release. Photographs are kept for two years.
"""

STATIONS = ("| Leeds | 12 |", "| Leeds | 14 |")
CAPTION = ("Table 1: Test stations", "Table 1: Test stations in each laboratory")
ROW = ("| Leeds | 12 | 2 |", "| Leeds | 12 | 2 |\n| Pre-payment | E-77 | 3 |")
GONE = ("| Cardiff annexe | 6 | 1 |\n", "")
FAULTS = ("No more than nine", "No more than seven")
INSERTED = (
    ("# 3. Lists", "# 3. Visits\n\nUsers visit the laboratory in May.\n\n# 4. Lists"),
    ("as Section 3 requires", "as Section 4 requires"),
    ("# 4. Records", "# 5. Records"),
)
VISITS = "A new Section 3 on visits to the laboratory in May has been added."

KEPT = [
    ("The caption of Table 1 now reads “Test stations in each laboratory”.", [CAPTION]),
    ("The caption of Table 1 has been made longer.", [CAPTION]),
    ("A row for pre-payment has been added to Table 1.", [ROW]),
    ("The number of faults that may be open at exit has been cut from nine to seven in Section 2.", [FAULTS]),
    ("The limit in Section 2 is cut from nine to seven faults, so that it is nearer to what was asked for in Section 3.", [FAULTS]),
    (f"{VISITS} The pointer in Section 2 has been corrected.", list(INSERTED)),
    (f"{VISITS} The cross-reference in Section 2 is amended accordingly.", list(INSERTED)),
    (
        "Section 4 has been reworded for clarity: it names the logs first.",
        [("Scripts and logs are not kept after the release.", "None of the logs or scripts is kept after the release.")],
    ),
    ("DCC will publish a list of the stations in each laboratory on 3 March 2031. The TAD needs no change for that.", []),
    ("The list of laboratories will be published by 3 March 2031, separately from the TAD.", []),
    ("DCC will send every User a list of the stations in each laboratory by 3 March 2031.", []),
]


@pytest.mark.parametrize(("claim", "changes"), KEPT, ids=[claim[:60] for claim, _ in KEPT])
def test_what_is_said_is_kept(claim: str, changes: list[tuple[str, str]]) -> None:
    assert found(claim, *changes, body=BODY) == []


BROKEN = [
    ("The caption of Table 1 now reads “Test stations in each laboratory”.", [STATIONS], "AMD001"),
    ("The caption of Table 1 has been made longer.", [], "AMD001"),
    ("A row for pre-payment has been added to Table 1.", [ROW, GONE], "AMD003"),
    ("The number of faults that may be open at exit has been cut from nine to seven in Section 2.", [], "AMD001"),
    ("The number of faults that may be open at exit has been cut from nine to seven in Section 2.", [("nine", "eight")], "AMD002"),
    ("The weekly list is new in Section 4.", [], "AMD001"),
    (f"{VISITS} The pointer in Section 2 has been corrected.", [INSERTED[0], INSERTED[2]], "AMD001"),
    ("Section 4 has been reworded for clarity.", [("are not kept after", "are kept after")], "AMD005"),
]


@pytest.mark.parametrize(("claim", "changes", "rule"), BROKEN, ids=[claim[:60] for claim, _, _ in BROKEN])
def test_what_is_said_and_was_not_done_is_told(claim: str, changes: list[tuple[str, str]], rule: str) -> None:
    assert rule in found(claim, *changes, body=BODY)


def test_a_number_that_draft_and_final_document_give_to_two_parts_is_that_of_the_part_that_the_words_are_about() -> None:
    record = "\n# 5. Versions\n\n| Version | Date | Comment |\n|---|---|---|\n| 0.9 | 3 March 2031 | Draft for the Panel |\n"
    issued = (
        "Draft for the Panel |\n",
        "Draft for the Panel |\n| 1.0 | 4 March 2031 | Approved by the Panel, photographs of every laboratory |\n",
    )
    moved = [*INSERTED, ("# 5. Versions", "# 6. Versions"), issued]
    claim = f"{VISITS} Photographs are now kept for three years; Section 5 has been changed."
    assert found(claim, *moved, ("for two years", "for three years"), body=BODY + record) == []
    assert "AMD001" in found(claim, *moved, body=BODY + record)

"""Text that went to another place: its words must be the same there, whatever is said of the place."""

import pytest
from test_dossier_claims import found

BODY = """
# 1. Desk

The help desk opens with the first test. The Board of Users settles a quarrel between two testers on the day it arises.

Scripts that nobody has read are held back until somebody has signed them off in the register of scripts.

# 2. Meetings

The testers meet at the end of each phase. Notes of the meeting go to everybody who was there.

# 3. Records

Every run leaves a record.
"""

SENTENCE = " The Board of Users settles a quarrel between two testers on the day it arises."
PARAGRAPH = "Scripts that nobody has read are held back until somebody has signed them off in the register of scripts.\n\n"
OUT = ((SENTENCE, ""), ("who was there.", f"who was there.{SENTENCE}"))
DOWN = ((PARAGRAPH, ""), ("leaves a record.", f"leaves a record.\n\n{PARAGRAPH}"))
MOVED = [
    ("The sentence on quarrels has been moved from Section 1 to Section 2.", OUT),
    ("The sentence on quarrels now stands in Section 2.", OUT),
    ("The paragraph on scripts has gone from Section 1 to Section 3 as it was.", DOWN),
]


def moved(where: tuple[tuple[str, str], ...], before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The move, with other words in the new place."""
    taken, put = where
    assert before in put[1]
    return taken, (put[0], put[1].replace(before, after))


@pytest.mark.parametrize(("response", "where"), MOVED)
def test_text_may_move_and_take_a_name_for_a_pronoun(response: str, where: tuple[tuple[str, str], ...]) -> None:
    assert found(response, *where, body=BODY) == []
    if where is OUT:
        assert found(response, *moved(where, "it arises", "the quarrel arises"), body=BODY) == []


@pytest.mark.parametrize(
    ("response", "where", "before", "after"),
    [
        (*MOVED[0], "two testers", "two testers and their suppliers and agents"),
        (*MOVED[0], "on the day it arises", "within a week"),
        (*MOVED[1], "settles a quarrel", "hears of a quarrel"),
        (*MOVED[2], "signed them off", "thrown them out"),
        (*MOVED[2], "are held back", "are not held back"),
    ],
)
def test_words_that_slip_into_text_on_its_way_are_found(response: str, where: tuple[tuple[str, str], ...], before: str, after: str) -> None:
    assert "AMD003" in found(response, *moved(where, before, after), body=BODY)


def test_what_is_told_of_the_words_of_a_moved_sentence_is_believed() -> None:
    response = "The sentence on quarrels has been moved to Section 2, and the Board of Users settles them within a week."
    assert found(response, *moved(OUT, "on the day it arises", "within a week"), body=BODY) == []

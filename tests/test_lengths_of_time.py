"""Stated lengths of time: which period each is that of, and which are differences, gaps and delays."""

import pytest
from support.reading import quotes

CYCLES = "SIT Cycle 1 runs from 6 January 2031 to 31 January 2031. SIT Cycle 2 runs from 10 February 2031 to 7 March 2031."


@pytest.mark.parametrize(
    "text",
    [
        f"{CYCLES} SIT lasts eight weeks in all, in two cycles of four weeks.",
        "Version 2.0 moves the whole of SIT by one week, so that it runs from 13 January 2031 to 7 February 2031.",
        "SIT has slipped by two weeks and now runs from 13 January 2031 to 7 February 2031.",
        "SIT, which the builds have held up for two weeks, runs from 13 January 2031 to 7 February 2031.",
        "SIT has a gap of one week in the middle and runs from 13 January 2031 to 21 February 2031.",
        "SIT started a week late, on 13 January 2031, and ended on 7 February 2031.",
        "SIT was to have started on 13 January 2031, and the website showed that date until 6 January 2031.",
        "UIT opens on 13 January 2031, and notice can be given up to 6 January 2031.",
    ],
)
def test_what_is_not_the_length_of_a_period(text: str) -> None:
    assert quotes("DAT012", text, kind="tad") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{CYCLES} SIT Cycle 2 lasts six weeks.", "six weeks"),
        ("SIT runs for eight weeks, from 13 January 2031 to 7 February 2031.", "eight weeks"),
        ("SIT has been moved by one week and lasts eight weeks, from 13 January 2031 to 7 February 2031.", "eight weeks"),
        ("SIT starts on 13 January 2031 and runs until 6 January 2031.", "6 January 2031"),
    ],
)
def test_what_is(text: str, found: str) -> None:
    assert quotes("DAT012", text, kind="tad") == [found]


def test_the_length_of_a_plan_that_was_given_up_is_not_that_of_the_consultation() -> None:
    told = (
        "The consultation opened on 3 February 2031. It was to close on 21 February 2031, after 15 Working Days. It closed on 7 March 2031."
    )
    assert quotes("DAT012", told) == []
    assert quotes("DAT012", told.replace("7 March 2031.", "7 March 2031, after 15 Working Days.")) == ["15 Working Days"]

"""Webinars, workshops and the like, and when they were."""

import pytest
from support.reading import facts


def sessions(text: str) -> list[tuple[str, str]]:
    return [(session.name, session.value) for session in facts(text, "conclusions").sessions]


@pytest.mark.parametrize(
    "text",
    [
        "We also held a webinar on 24 June 2031.",
        "On 24 June 2031 we held a webinar.",
        "A webinar at 10:00 on Tuesday 24 June 2031 answers questions about the draft.",
        "The consultation closed on 4 July 2031, with a webinar on 24 June 2031.",
        "| What | When |\n|---|---|\n| Webinar for all parties | 24 June 2031 |\n",
    ],
)
def test_a_session_has_the_date_beside_it(text: str) -> None:
    assert sessions(text) == [("webinar", "2031-06-24")]


@pytest.mark.parametrize(
    "text",
    [
        "Two webinars were held, on 3 May 2031 and 5 May 2031.",
        "The webinar was moved to 26 June 2031.",
        "After the webinar the consultation closed on 4 July 2031.",
        "Slides of the webinar were published on 30 June 2031.",
        "Questions that were asked at the webinar are answered below. The consultation closed on 4 July 2031.",
    ],
)
def test_a_date_of_something_else_is_not_the_sessions(text: str) -> None:
    assert sessions(text) == []

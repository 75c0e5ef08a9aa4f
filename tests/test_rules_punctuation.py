"""Quotation marks, brackets and stops."""

import pytest
from support.reading import findings, messages, quotes


def test_the_message_shows_where_a_quotation_opens() -> None:
    text = "One respondent noted that “the existing hubs will support any new devices as they are. The respondent disagreed."
    assert messages("unbalanced-quotes", text) == ["The quotation that begins “the existing hubs will support any new ...” is never closed"]


def test_a_paragraph_with_several_lost_brackets_has_one_finding() -> None:
    (finding,) = findings("PUN001", "The Order (SI 1 (as amended (again is in force.")
    assert len(finding.related) == 2


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("It asked “why?”.", "why?”.", "why?”"),
        ("It said “we agree.”. Then it left.", "agree.”.", "agree.”"),
        ("One,, two.", "One,,", "One,"),
        ("It ends here.. Then more.", "here..", "here."),
        ("Is it so?. Yes.", "so?.", "so?"),
    ],
)
def test_doubled_stops_are_mended(text: str, found: str, right: str) -> None:
    (finding,) = findings("doubled-punctuation", text)
    assert finding.fix is not None
    assert (finding.quote, finding.fix.with_) == (found, right)


@pytest.mark.parametrize(
    "text",
    [
        "Wait ... and see... It goes on....",
        "It covers meters, hubs (antennas, aerials, etc.). It ends.",
        "They called it “Acme Ltd.”. It ends.",
        "It is so (is it not?). Yes!",
        "Some, e.g., meters, i.e., devices.",
        "See the folder ../docs and the range 1..5 in a.b.c.",
        "It was 5 p.m. (or 6 p.m.). They left.",
        "After paragraph 4 insert—\n\n“(5) This is inserted.”.",
        "1.1 Background ..... 3",
    ],
)
def test_right_punctuation_is_left_alone(text: str) -> None:
    assert quotes("PUN002", text) == []


def test_doubled_words_are_found_in_every_paragraph_that_has_one_and_only_there() -> None:
    text = "It ends with the the\n\nthe plan (the the one) of\n\nof DCC, and “was was” never.\n\nIt reads the plan, the one."
    assert quotes("PUN005", text) == ["the the", "the the", "was was"]

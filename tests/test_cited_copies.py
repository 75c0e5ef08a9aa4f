"""The draft and the final document, cited without their name, and what tables say of them."""

import pytest
from support.reading import facts

CONCLUSIONS = "# Conclusions on the June 2031 SEC Release Testing Approach Document\n\n"


@pytest.mark.parametrize(
    ("sentence", "number", "role"),
    [
        ("The draft was v0.3.", "0.3", "draft"),
        ("The draft on which we consulted was version 0.3 of 10 February 2031.", "0.3", "draft"),
        ("The version on which we sought views was v0.3.", "0.3", "draft"),
        ("Version 0.3 went out to consultation.", "0.3", "draft"),
        ("DCC consulted on the draft TAD for the June 2031 Smart Energy Code (SEC) Release, v0.3 dated 10 February 2031.", "0.3", "draft"),
        ("The approved text, v1.2, is enclosed.", "1.2", "final"),
        ("The one that I enclose is version 1.2.", "1.2", "final"),
        ("v1.2, dated 4 April 2031, is published with this document.", "1.2", "final"),
    ],
)
def test_a_version_is_of_the_document_that_the_sentence_speaks_of(sentence: str, number: str, role: str) -> None:
    (cited,) = facts(CONCLUSIONS + sentence, "conclusions").cited_versions
    assert (cited.number, cited.role, cited.is_subject) == (number, role, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "The draft says that the DUIS is v5.2.",
        "The DUIS draft was v5.4.",
        "Hubs of GBCS v4.3 were added to those of the draft, which listed v4.4 only.",
        "The draft TAD was discussed together with the Message Mapping Catalogue v5.3.",
        "The numbers are the same in the draft and in v2.0.",
    ],
)
def test_a_version_beside_another_name_is_not_the_drafts(sentence: str) -> None:
    assert not any(cited.is_subject for cited in facts(CONCLUSIONS + sentence, "conclusions").cited_versions)


def copies(table: str) -> list[tuple[str, str, str]]:
    return [(copy.role or copy.number, copy.what, copy.value) for copy in facts(CONCLUSIONS + table, "conclusions").copies]


def test_columns_for_both_copies_give_their_versions_and_dates() -> None:
    table = "| Item | Draft | Final |\n|---|---|---|\n| TAD version | v0.3 | v1.2 |\n| TAD date | 10 February 2031 | 4 April 2031 |\n"
    assert copies(table) == [
        ("draft", "version", "0.3"),
        ("final", "version", "1.2"),
        ("draft", "date", "2031-02-10"),
        ("final", "date", "2031-04-04"),
    ]


def test_a_row_that_is_called_by_a_version_gives_its_date() -> None:
    assert copies("| What | When |\n|---|---|\n| TAD v1.2 | 4 April 2031 |\n") == [("1.2", "date", "2031-04-04")]


@pytest.mark.parametrize(
    "table",
    [
        "| Milestone | Date |\n|---|---|\n| Draft TAD issued | 12 February 2031 |\n",
        "| Milestone | Date |\n|---|---|\n| Draft TAD v0.3 issued | 12 February 2031 |\n",
        "| Version | Date | Comment |\n|---|---|---|\n| v0.3 | 12 February 2031 | Ours |\n",
    ],
)
def test_a_row_about_what_was_done_dates_no_copy(table: str) -> None:
    assert copies(table) == []

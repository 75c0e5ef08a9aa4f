"""Whose numbers a document says that it uses."""

import pytest
from support.reading import facts

SAID = [
    "Section numbers below are those of the TAD; they are the same in the draft.",
    "Unless we say otherwise, section numbers are those of the TAD.",
    "All references to sections are to the draft TAD.",
    "Where a paragraph number is given without more, it is that of the approved TAD.",
    "In what follows, sections are numbered as in the draft TAD.",
    "By a section we mean a section of the TAD.",
    "Sections mentioned below are sections of the TAD unless stated otherwise.",
    "Where we cite an annex without naming its document, it belongs to the draft.",
]
NOT_SAID = [
    "References to sections are to sections of this document, not the TAD.",
    "DCC has amended Section 2.3 of the TAD to clarify that it is so.",
    "Section 4 of the draft TAD describes each stage.",
    "The section numbers in the TAD are wrong.",
    "The number of tests in Section 5 is given in the TAD.",
    "Sections 3 and 4 of this document are about the TAD.",
]


@pytest.mark.parametrize("sentence", SAID)
def test_a_document_says_that_bare_numbers_are_of_another_one(sentence: str) -> None:
    assert facts(sentence, "conclusions").declaration is not None


@pytest.mark.parametrize("sentence", NOT_SAID)
def test_a_sentence_about_parts_says_nothing_of_whose_bare_numbers_are(sentence: str) -> None:
    assert facts(sentence, "conclusions").declaration is None

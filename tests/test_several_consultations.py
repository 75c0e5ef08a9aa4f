"""Documents about several consultations, and about several versions that were approved one after the other."""

import pytest
from support.reading import findings

TITLE = "# Conclusions on the June 2031 SEC Release Testing Approach Document\n\n**Date:** 25 April 2031\n\n# 1. Introduction\n\n"
OPENING = (
    "The consultation opened on Monday 3 February 2031 and closed on Friday 7 March 2031. The responses were presented to the Testing "
    "Advisory Group (TAG) on Wednesday 26 March 2031. TAG approved version 2.0 of the Testing Approach Document (TAD) on Wednesday "
    "9 April 2031.\n\n"
)
FIRST = "opened on Monday 4 November 2030 and closed on Friday 29 November 2030."
SECOND = "opened on Monday 3 February 2031 and closed on Friday 14 February 2031."


def found(rule: str, text: str, opening: str = OPENING) -> list[str]:
    """The quotes of what one rule finds in conclusions that hold the text."""
    return [one.quote for one in findings(rule, f"{TITLE}{opening}{text}\n")]


def contradictions(text: str) -> list[str]:
    """The quotes of what is dated in two ways, or in the wrong order, in conclusions that say nothing else."""
    return [quote for rule in ("DAT002", "DAT003") for quote in found(rule, text, opening="")]


class TestSeveralConsultations:
    @pytest.mark.parametrize(
        "text",
        [
            f"DCC consulted twice. The November consultation was on all of the draft TAD. It {FIRST}\n\nThe February consultation {SECOND}",
            f"The main consultation on the TAD {FIRST}\n\nThe supplementary consultation {SECOND}",
            f"The consultation on the TAD {FIRST} As TAG asked for changes, DCC consulted again. That consultation {SECOND}",
            f"There were two consultations on the TAD.\n\nThe one on scope {FIRST}\n\nThe one on devices {SECOND}",
            f"This is on both consultations.\n\n## 1.1 The ETAD\n\nIt {FIRST}\n\n## 1.2 The SVTAD\n\nThe consultation {SECOND}",
            f"## 1.1 First round\n\nThe consultation on the TAD {FIRST}\n\n## 1.2 Second round\n\nThe consultation {SECOND}",
        ],
    )
    def test_each_has_its_own_dates(self, text: str) -> None:
        assert contradictions(text) == []

    def test_each_may_have_its_own_presentation(self) -> None:
        responses = "The responses to the November consultation were presented to TAG on 11 December 2030."
        others = "DCC presented the responses to the February consultation to TAG on 26 February 2031. TAG approved the TAD then."
        assert contradictions(f"The November consultation {FIRST} {responses}\n\nThe February consultation {SECOND} {others}") == []

    def test_one_of_them_is_held_against_itself(self) -> None:
        both = f"The November consultation {FIRST}\n\nThe February consultation {SECOND}"
        assert contradictions(f"{both}\n\nThe November consultation closed on 22 November 2030.") == [
            "The November consultation closed on 22 November 2030"
        ]
        assert contradictions(both.replace("29 November", "25 October"))

    def test_the_decision_comes_after_all_of_them(self) -> None:
        assert contradictions(
            f"The November consultation {FIRST}\n\nThe February consultation {SECOND} TAG approved the TAD on 10 February 2031."
        )

    @pytest.mark.parametrize(
        "besides", ["DCC did not consult again.", "Nobody asked for two consultations.", "It was the February consultation."]
    )
    def test_one_consultation_is_one(self, besides: str) -> None:
        assert found("DAT002", f"The consultation closed on 14 March 2031. {besides}")

    @pytest.mark.parametrize("several", ["There were four responses to the re-consultation.", "A call for views had come before it."])
    def test_all_respondents_may_be_those_of_one_of_several(self, several: str) -> None:
        told = "DCC received nine responses. {}\n\n## Question 1\n\n### Respondent Views\n\nAll four respondents agreed."
        assert found("CNT003", told.format(""))
        assert found("CNT003", told.format(several)) == []

    def test_respondents_of_several_are_not_added_up(self) -> None:
        views = (
            "DCC received four responses.\n\n## Question 1\n\n### Respondent Views\n\nThree respondents agreed. Two respondents disagreed."
        )
        assert found("CNT004", views)
        assert found("CNT004", f"DCC consulted twice.\n\n{views}") == []


class TestVersionsApprovedBefore:
    @pytest.mark.parametrize(
        "text",
        [
            "TAG approved version 1.0 of the TAD on 4 December 2030.",
            "The TAD in force is v1.0. It took effect on 30 June 2030.",
            "TAG had approved v1.0 of the TAD on 4 December 2030.",
            "Version 1.0 was approved by TAG on 4 December 2030 and version 2.0 on 9 April 2031.",
            "TAG has approved the TAD twice: as version 1.0 on 4 December 2030 and as version 2.0 on 9 April 2031.",
            "During the consultation version 1.0 of the TAD was in force. DCC consulted on v1.1.",
            "The version in force while DCC consulted was TAD v1.0. The draft was v1.1.",
            "One asked why section 2.5 of the draft relied on clause 4 when TAD v1.0 had relied on clause 5. The draft was v1.1.",
            "Before these changes the approved TAD was v1.0.",
            "For the November 2030 SEC Release TAG approved v3.0.",
            "The cover of the draft TAD bore v1.2 by mistake. DCC consulted on the draft TAD, v1.1.",
            "DCC consulted on the draft TAD twice: on v1.1 in November and on v1.3 in February.",
            "DCC consulted on draft v1.1 of the TAD. We gave TAG a paper on the responses, and draft v1.4 of the TAD, in March.",
            "You will recall that v1.0 of the TAD, approved last December, gave six weeks.",
        ],
    )
    def test_they_are_neither_the_draft_nor_the_approved_one(self, text: str) -> None:
        assert [quote for rule in ("DAT002", "DAT003", "VER003") for quote in found(rule, text)] == []

    @pytest.mark.parametrize(
        "text",
        [
            "The approved TAD is v2.1.",
            "TAG approved version 1.0 of the TAD.",
            "TAG approved version 1.0 of the TAD on Wednesday 9 April 2031.",
            "DCC consulted on the draft TAD, v1.1. The draft that respondents saw was the TAD, v1.2.",
            "The TAD in force was v1.0. The approved TAD is v2.1.",
        ],
    )
    def test_a_slip_in_the_number_is_found(self, text: str) -> None:
        assert found("VER003", text)

    def test_a_slip_in_the_day_is_found(self) -> None:
        assert found("DAT002", "TAG had approved v1.0 on 4 December 2030. TAG approved version 2.0 of the TAD on 16 April 2031.")


def test_the_capital_of_a_sentence_is_no_other_way_to_write_a_version() -> None:
    told = "DCC consulted on draft 0.5 of the TAD. In draft 0.5 of the TAD UIT took five weeks."
    assert found("VER001", f"{told} Draft 0.5 of the TAD gave five weeks.") == []
    assert found("VER001", f"{told} It was changed in Draft 0.5 of the TAD.")

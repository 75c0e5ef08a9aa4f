"""Days that hold no longer, or never did: plans that were given up, extensions, conditions, slips in other papers, columns of plans."""

import pytest
from support.reading import findings, quotes

OPENING = """
    # Conclusions on the June 2031 SEC Release Testing Approach Document

    **Date:** 25 April 2031

    # 1. Introduction

    The consultation opened on Monday 3 February 2031 and closed on Friday 7 March 2031. The responses were presented to the Testing
    Advisory Group (TAG) on Wednesday 26 March 2031. TAG approved version 2.0 of the Testing Approach Document (TAD) on Wednesday 9 April
    2031. The Release goes live on Thursday 26 June 2031.

    # 2. What happened

"""
CONSULTATION = """
    # Consultation on the June 2031 SEC Release Testing Approach Document

    **Date:** 3 February 2031

    # 1. Introduction

    This consultation document asks for your views. The consultation opens on Monday 3 February 2031 and closes on Friday 7 March 2031. DCC
    will present the responses to the Testing Advisory Group (TAG) on Wednesday 26 March 2031.

    **Question 1:** Do you agree?

    # 2. Background

"""


def contradictions(opening: str, text: str, kind: str = "conclusions") -> list[str]:
    """The quotes of what is dated in two ways, or in the wrong order."""
    document = opening + "\n".join(f"    {line}" for line in text.splitlines())
    return [one.quote for rule in ("DAT002", "DAT003") for one in findings(rule, document, kind=kind)]


class TestPlansThatWereGivenUp:
    @pytest.mark.parametrize(
        "text",
        [
            "The consultation was to have closed on Friday 28 February 2031. DCC gave respondents a week more.",
            "It had been due to close on 28 February 2031, but DCC gave respondents a week more.",
            "The closing date was first set at 28 February 2031 and was then moved to 7 March 2031.",
            "The closing date was put back from 28 February 2031 to 7 March 2031.",
            "DCC had meant to close the consultation on 28 February 2031.",
            "The consultation should have closed on 28 February 2031 but was kept open until 7 March 2031.",
            "The consultation was announced as closing on 28 February 2031; this was changed to 7 March 2031.",
            "The responses were on the agenda of TAG for 12 March 2031 and were not reached. They were presented on 26 March 2031.",
            "The responses had been scheduled to be presented to TAG on 12 March 2031, a meeting that was cancelled.",
            "TAG postponed its decision on the TAD from 26 March 2031 to 9 April 2031.",
        ],
    )
    def test_the_day_that_was_given_up_is_no_second_one(self, text: str) -> None:
        assert contradictions(OPENING, text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "The consultation was to have closed on 28 February 2031. It closed on 14 March 2031.",
            "DCC had planned to present the responses to TAG on 12 March 2031. It presented them to TAG on 19 March 2031.",
            "TAG approved the TAD, without further amendment, on 16 April 2031.",
            "A summary of the responses was put before TAG with the amended TAD on 19 March 2031.",
            "The closing date was 28 February 2031. DCC has moved the start of the tests.",
        ],
    )
    def test_the_day_that_took_its_place_is_held_against_the_others(self, text: str) -> None:
        assert len(contradictions(OPENING, text)) == 1


class TestWhatDidNotHappen:
    @pytest.mark.parametrize(
        "text",
        [
            "TAG neither approved nor rejected the TAD on 26 March 2031.",
            "On 26 March 2031 TAG declined to approve the TAD and asked for a change.",
            "TAG refused to approve the TAD on 26 March 2031.",
            "Had TAG approved the TAD on 26 March 2031, the tests would have begun a week earlier.",
            "The tests would have begun a week earlier had TAG approved the TAD on 26 March 2031.",
            "Had the consultation closed on 28 February 2031, three responses would have been late.",
            "If the decision is put off, the Release goes live on 3 July 2031.",
            "The contingency date for go-live is 3 July 2031.",
            "The draft minutes say that TAG approved the TAD on 10 April 2031.",
            "Under the first timetable the consultation closed on 28 February 2031.",
            "In the plan that DCC published in 2030, TAG approved the TAD on 26 March 2031.",
            "The notice gave 28 February 2031 as the closing date by mistake.",
        ],
    )
    def test_it_has_no_day(self, text: str) -> None:
        assert contradictions(OPENING, text) == []

    def test_what_did_happen_has(self) -> None:
        assert contradictions(OPENING, "TAG, which had asked for a change, approved the TAD on 10 April 2031.")
        assert contradictions(OPENING, "In the minutes TAG is said to have met. The consultation closed on 28 February 2031.")


class TestOtherDaysOfTheSameThings:
    @pytest.mark.parametrize(
        "text",
        [
            "On 20 February 2031 DCC put the closing date back by a week.",
            "The consultation's end was moved on 20 February 2031.",
            "A later closing date than 28 February 2031 was chosen.",
            "DCC told all Parties on 11 April 2031 that TAG had approved the TAD.",
            "TAG's approval of the TAD was announced on 11 April 2031.",
            "TAG approved the TAD in principle on 26 March 2031 and confirmed this on 9 April 2031.",
            "TAG approved Section 5 of the TAD on 26 March 2031 and the rest on 9 April 2031.",
            "The respondent had read in the newsletter that the consultation closed on 14 March 2031.",
            "A respondent thought that the Release went live on 29 May 2031. It goes live on 26 June 2031.",
            "DCC expects to consult again in September 2031.",
            "An interim summary of the responses was presented to TAG on 26 February 2031.",
            "TAG approved the test plan on 30 April 2031.",
            "The consultation document was published on 31 January 2031, the Friday before the consultation opened.",
            "One respondent was allowed to respond by 12 March 2031.",
            "DCC closed the survey on 10 March 2031, the Monday after the closing date.",
        ],
    )
    def test_they_are_no_second_days_of_them(self, text: str) -> None:
        assert contradictions(OPENING, text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "For the November 2030 SEC Release, the consultation closed on 7 June 2030 and TAG approved the TAD on 10 July 2030.",
            "A year ago the consultation closed on 8 March 2030 and TAG approved the TAD on 10 April 2030.",
            "In 2030, by contrast, the consultation opened on 4 February 2030 and closed on 8 March 2030.",
            "This paper concludes the consultation on the TAD for the release that is planned for November 2031.",
            "The responses had been planned for the meeting on 12 March 2031, which ran out of time.",
            "DCC's consultation on the charging statement closed on 28 March 2031.",
            "The responses on the SVTAD were presented to TAG on 16 April 2031.",
            "A consultation of the Department, which closes on 30 May 2031, is about the licence.",
            "| | November 2030 SEC Release | June 2031 SEC Release |\n|---|---|---|\n| Closing date | 6 September 2030 | 7 March 2031 |",
        ],
    )
    def test_nor_are_those_of_other_papers(self, text: str) -> None:
        assert contradictions(OPENING, text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "DCC told all Parties what it would do. TAG approved the TAD on 16 April 2031.",
            "On 14 March 2031 the consultation closed, and on 15 March 2031 DCC told all Parties.",
            "The consultation on these changes closed on 14 March 2031.",
            "For the June 2031 SEC Release, TAG approved the TAD on 16 April 2031.",
        ],
    )
    def test_a_slip_beside_them_is_found(self, text: str) -> None:
        assert len(contradictions(OPENING, text)) == 1


class TestClausesApartFromTheDate:
    @pytest.mark.parametrize(
        "text",
        [
            "From Thursday 5 June 2031 until the Release goes live, the meeting is held every day.",
            "On 5 June 2031, three weeks before the Release goes live, the build is frozen.",
            "On 12 March 2031, after the consultation had closed, DCC met the Service Providers.",
        ],
    )
    def test_the_date_before_one_is_not_its_own(self, text: str) -> None:
        assert contradictions(OPENING, text) == []

    def test_the_date_is_that_of_the_main_clause(self) -> None:
        (quote,) = contradictions(OPENING, "On 2 April 2031, after the consultation had closed, DCC presented the responses to TAG.")
        assert "presented the responses" in quote


class TestColumnsOfPlans:
    @pytest.mark.parametrize(
        "heads",
        [
            ("Planned", "Actual"),
            ("Original date", "Revised date"),
            ("First plan", "Outcome"),
            ("In the notice of 20 January", "Now"),
            ("Was", "Is"),
        ],
    )
    def test_the_column_that_came_of_it_counts(self, heads: tuple[str, str]) -> None:
        rows = "| Consultation closes | 28 February 2031 | {} |\n| TAD approved by TAG | 12 March 2031 | {} |"
        table = f"| Step | {{}} | {{}} |\n|---|---|---|\n{rows}"
        assert contradictions(OPENING, table.format(*heads, "7 March 2031", "9 April 2031")) == []
        assert len(contradictions(OPENING, table.format(*heads, "10 March 2031", "16 April 2031"))) == 2

    def test_it_may_stand_first(self) -> None:
        table = "| Step | Date | Was planned for |\n|---|---|---|\n| Consultation closes | {} | 28 February 2031 |"
        assert contradictions(OPENING, table.format("7 March 2031")) == []
        assert len(contradictions(OPENING, table.format("10 March 2031"))) == 1


class TestSteps:
    @pytest.mark.parametrize(
        "text",
        [
            "Should the build be late, it starts on 21 April 2031.",
            "The fallback is that SIT starts on 21 April 2031.",
            "\n\n| Change | From | To |\n|---|---|---|\n| Start of SIT | 7 April 2031 | 14 April 2031 |",
        ],
    )
    def test_days_that_do_not_hold_are_no_second_ones(self, text: str) -> None:
        assert quotes("DAT002", f"# 1. Plan\n\nSIT starts on 14 April 2031. {text}", kind="tad") == []

    def test_others_are(self) -> None:
        text = "# 1. Plan\n\nSIT starts on 14 April 2031.\n\nThe build must be ready when SIT starts on 21 April 2031."
        assert quotes("DAT002", text, kind="tad")


class TestEarlierConsultations:
    @pytest.mark.parametrize(
        "text",
        [
            "The first consultation, which closed on 28 June 2030, was wider. DCC published its conclusions on 5 September 2030.",
            "DCC consulted on the outline last year. It published the conclusions on 5 September 2030.",
            "An earlier consultation opened on 1 July 2030 and closed on 26 July 2030. TAG approved the outline on 2 October 2030.",
        ],
    )
    def test_what_has_come_of_one_is_none_of_this_one(self, text: str) -> None:
        assert contradictions(CONSULTATION, text, "consultation") == []

    @pytest.mark.parametrize("text", ["The consultation closes on 7 March 2030.", "DCC will publish its conclusions on 5 March 2031."])
    def test_what_is_to_come_is(self, text: str) -> None:
        assert contradictions(CONSULTATION, text, "consultation")


def test_a_release_is_not_that_of_a_document_that_has_none() -> None:
    opening = CONSULTATION.replace("June 2031 SEC Release Testing Approach Document", "Transition and Migration Approach Document")
    assert (
        contradictions(opening, "A test follows upon the February 2031 SEC Release, which goes live on 27 February 2031.", "consultation")
        == []
    )

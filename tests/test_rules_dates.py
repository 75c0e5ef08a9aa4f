"""Dates, events and their order: what the findings say, and what they leave alone."""

import pytest
from support.reading import findings, messages, quotes

TWO_YEARS = """
    # 1. Background

    1. In June 2023 DCC issued a consultation on the draft TAD.

    2. DCC presented the responses to TAG on 28 June 2023.

    # 2. TAG Decision

    3. On Wednesday 28 June 2022, DCC presented the responses and the amendments.
"""


class TestWeekday:
    def test_the_same_event_elsewhere_says_which_token_is_wrong(self) -> None:
        (finding,) = findings("weekday-mismatch", TWO_YEARS)
        assert finding.message == "28 June 2022 is a Tuesday, not a Wednesday"
        assert finding.notes[0] == "paragraph 2 dates the same event 28 June 2023, which is a Wednesday"
        assert "paragraph 1" in finding.notes[1]
        assert "June 2023" in finding.notes[1]
        assert finding.fix is not None
        assert (finding.fix.replace, finding.fix.with_, finding.fix.safe) == ("Wednesday 28 June 2022", "Wednesday 28 June 2023", False)

    def test_without_another_date_both_ways_out_are_offered_and_none_is_chosen(self) -> None:
        (finding,) = findings("DAT001", "Responses are due by Wednesday 28 June 2022.")
        assert finding.fix is not None
        assert finding.fix.replace == ""
        for offered in ("Tuesday 28 June 2022", "29 June 2022", "28 June 2023"):
            assert offered in finding.fix.description

    def test_a_wrong_day_is_corrected_with_its_weekday_kept(self) -> None:
        text = "The consultation closed on Friday 30 June 2023.\n\nThe consultation closed on Friday 29 June 2023."
        (finding,) = findings("DAT001", text)
        assert finding.fix is not None
        assert finding.fix.with_ == "Friday 30 June 2023"

    @pytest.mark.parametrize(
        "text", ["It met on Friday 30 June 2023.", "It met on Friday 30 June.", "It met on Friday.", "It met on 30 June 2023."]
    )
    def test_right_or_incomplete_dates_are_left_alone(self, text: str) -> None:
        assert quotes("DAT001", text) == []


class TestEventDates:
    def test_the_finding_stands_on_the_wrong_date_and_shows_the_other(self) -> None:
        (finding,) = findings("event-dated-twice", TWO_YEARS)
        assert finding.message == "The responses were presented on 28 June 2022 here, but on 28 June 2023 in paragraph 2"
        assert finding.quote.startswith("On Wednesday 28 June 2022")
        assert [other.quote for other in finding.related] == ["DCC presented the responses to TAG on 28 June 2023"]
        assert finding.fix is not None
        assert finding.fix.with_ == "Wednesday 28 June 2023"

    def test_without_evidence_no_fix_is_offered(self) -> None:
        text = "TAG approved the TAD on 19 July 2023.\n\nThe TAD was approved by TAG on 26 July 2023."
        (finding,) = findings("DAT002", text)
        assert finding.fix is None

    def test_three_tellings_of_one_event_make_one_finding(self) -> None:
        text = "The consultation closed on 30 June 2023.\n\nThe closing date was 30 June 2023.\n\nThe consultation closes on 7 July 2023."
        (finding,) = findings("DAT002", text)
        assert "7 July 2023" in finding.quote

    @pytest.mark.parametrize(
        "text",
        [
            "In June 2023 DCC issued a consultation. The consultation opened on 5 June 2023.",
            "TAG approved the TAD on 19 July 2023. Ofgem approved the TAD on 26 July 2023.",
            "DCC presented the responses to TAG on 19 July 2023. DCC presented the responses to the SEC Panel on 26 July 2023.",
            "DCC presented the responses to TAG on 19 July 2023. DCC presented the responses to TAG again on 26 July 2023.",
            "DCC issued a consultation on 5 June 2023. DCC issued a second consultation on 3 July 2023.",
            "The consultation was due to close on 30 June 2023. It closed on 7 July 2023.",
            "DCC will publish the conclusions on 1 August 2023. DCC published the approved TAD on 2 August 2023.",
        ],
    )
    def test_different_events_may_have_different_dates(self, text: str) -> None:
        assert quotes("DAT002", text) == []


class TestEventOrder:
    def test_the_finding_stands_on_the_event_that_the_evidence_speaks_against(self) -> None:
        (finding,) = findings("chronology-broken", TWO_YEARS)
        assert (
            finding.message == "The responses were presented on 28 June 2022, before the consultation was opened in June 2023 (paragraph 1)"
        )
        assert finding.quote.startswith("On Wednesday 28 June 2022")

    def test_one_wrong_date_makes_one_finding(self) -> None:
        text = """
            The consultation ran from 5 June 2023 to 30 June 2023.

            DCC presented the responses to TAG on 19 July 2022.

            TAG approved the TAD on 26 July 2023.
        """
        assert quotes("DAT003", text) == ["DCC presented the responses to TAG on 19 July 2022"]

    def test_the_cover_takes_part(self) -> None:
        text = """
            # Conclusions on the November 2023 SEC Release TAD

            **Date:** 19.07.2023

            # 1. TAG Decision

            1. TAG approved the TAD on 26 July 2023.
        """
        assert len(quotes("DAT003", text)) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "In June 2023 DCC issued a consultation. DCC presented the responses to TAG on 28 June 2023.",
            "DCC issued a consultation on 5 June 2023. DCC presented the draft TAD to TAG on 3 May 2023.",
            "DCC issued a consultation on 5 June 2023. The emulators were published on 3 May 2022.",
            "The consultation closed on 30 June 2023. TAG approved the TAD on 30 June 2023.",
            "DCC issued a consultation on 5 June 2023. Ofgem published its conclusions on 3 May 2022.",
        ],
    )
    def test_an_order_that_can_be_is_left_alone(self, text: str) -> None:
        assert quotes("DAT003", text) == []


def test_impossible_dates_are_named() -> None:
    assert messages("impossible-date", "It closes on 31 June 2023.") == ["There is no 31 June 2023"]


def test_a_place_that_bears_a_finding_out_is_told_once():
    [found] = findings("DAT012", "DCC consulted on a draft from 27 September 2021 to 15 October 2022, a period of three weeks.")
    assert [one.message for one in found.related] == ["the period"]

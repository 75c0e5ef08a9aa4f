"""What happened when: the ways in which documents tell of the steps of a consultation."""

import pytest
from support.reading import facts

Told = tuple[str, str]


def told(text: str, kind: str = "conclusions") -> list[Told]:
    """The events of this document's own subject."""
    return [(event.event, event.value) for event in facts(text, kind).events if not event.about]


ISSUED, CLOSED = ("issued", "2023-06-05"), ("closed", "2023-06-30")


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("DCC issued a consultation on the draft TAD on 5 June 2023.", [ISSUED]),
        ("In June 2023 DCC issued a consultation on the draft TAD.", [("issued", "2023-06")]),
        ("On 5 June 2023, DCC launched its consultation.", [ISSUED]),
        ("A consultation was published on the DCC website on 5 June 2023.", [ISSUED]),
        ("The draft TAD was published for consultation on 5 June 2023.", [ISSUED]),
        ("DCC sought views on the draft TAD in June 2023.", [("issued", "2023-06")]),
        ("The consultation opened on Monday 5 June 2023 and closed on 30 June 2023.", [ISSUED, CLOSED]),
        ("DCC consulted on the draft TAD (v0.4, dated 1 June 2023) from 5 June 2023 until 30 June 2023.", [ISSUED, CLOSED]),
        ("Please fill in the response form and send it to dcc@dcc.example before 17:00 on 30 June 2023.", [CLOSED]),
        ("We put version 0.4, the draft TAD, out for comment, on 5 June 2023 and gave parties until 30 June 2023.", [ISSUED, CLOSED]),
        ("Responses by 30 June 2023, please.", [CLOSED]),
        ("We asked for your replies by 30 June 2023.", [CLOSED]),
        ("Replies closed on 30 June 2023, and nobody was late.", [CLOSED]),
        ("You had to let us have your views no later than 30 June 2023.", [CLOSED]),
        ("Comments were wanted on or before 30 June 2023.", [CLOSED]),
        ("The comment period ran from 5 June 2023 to 30 June 2023.", [ISSUED, CLOSED]),
        ("DCC stopped taking comments on 30 June 2023.", [CLOSED]),
        ("We consult on v1.0 of our draft TAD until 30 June 2023.", [CLOSED]),
        ("The consultation opened on 5 June 2023. It closed on 30 June 2023.", [ISSUED, CLOSED]),
        ("The consultation opened today, Monday 5 June 2023, and closed on 30 June 2023.", [ISSUED, CLOSED]),
        ("A draft of the November 2023 SEC Release TAD, version 0.3, was put out to consultation on 5 June 2023.", [ISSUED]),
        ("The consultation ran from 5 June 2023 to 30 June 2023.", [ISSUED, CLOSED]),
        ("The consultation was open between 5 June 2023 and 30 June 2023.", [ISSUED, CLOSED]),
        ("DCC consulted on the draft TAD between 5 June 2023 and 30 June 2023.", [ISSUED, CLOSED]),
        ("From 5 June 2023 to 30 June 2023, DCC consulted on the draft TAD.", [ISSUED, CLOSED]),
        ("Responses were due by 5pm on 30 June 2023.", [CLOSED]),
        ("Please submit your response to the mailbox by 30 June 2023.", [CLOSED]),
        ("The closing date for responses was Friday 30 June 2023.", [CLOSED]),
        ("The consultation, which closed on 30 June 2023, drew four responses.", [CLOSED]),
        ("DCC published the responses after the consultation closed on 30 June 2023.", [CLOSED]),
        ("The responses were presented to TAG on 28 June 2023.", [("presented", "2023-06-28")]),
        ("At the TAG meeting on 28 June 2023, DCC presented the consultation responses.", [("presented", "2023-06-28")]),
        ("DCC submitted the responses to the Testing Advisory Group on 28 June 2023.", [("presented", "2023-06-28")]),
        ("The amended TAD was presented to TAG for approval on 28 June 2023.", [("presented", "2023-06-28")]),
        ("TAG approved the TAD on 26 July 2023.", [("approved", "2023-07-26")]),
        ("At its meeting on 26 July 2023, TAG approved the TAD.", [("approved", "2023-07-26")]),
        ("TAG approved the TAD, version 1.0, on 26 July 2023, having seen it on 19 July 2023.", [("approved", "2023-07-26")]),
        ("TAG met on 26 July 2023 and unanimously approved the TAD.", [("approved", "2023-07-26")]),
        ("On 26 July 2023 TAG signed the amended TAD off.", [("approved", "2023-07-26")]),
        ("TAG met on 26 July 2023, weighed every reply and approved the TAD.", [("approved", "2023-07-26")]),
        ("TAG met on 26 July 2023, and DCC asked it to approve the TAD.", []),
        ("TAG met on 26 July 2023, and DCC has published the conclusions.", []),
        ("The comments received were laid before TAG at its meeting on 28 June 2023.", [("presented", "2023-06-28")]),
        ("We took all of this to the Testing Advisory Group (TAG) on 28 June 2023.", [("presented", "2023-06-28")]),
        ("TAG received the responses and a revised draft on 28 June 2023.", [("presented", "2023-06-28")]),
        ("The comments were put to TAG before the release of June 2022 went live.", []),
        ("We put the draft on our website and gave everyone until 30 June 2023 to reply.", [CLOSED]),
        ("Amended draft and all answers to TAG: 28 June 2023", [("presented", "2023-06-28")]),
        ("A copy of the minutes to TAG: 28 June 2023", []),
        ("Presented to TAG: 28/06/2023. The decision is in Section 4.", [("presented", "2023-06-28")]),
        ("The draft on which DCC consulted was version 0.3 of 1 June 2023.", []),
        ("The TAD was approved by TAG on 26 July 2023.", [("approved", "2023-07-26")]),
        (
            "The responses were presented to TAG on 28 June 2023, and TAG approved the TAD on 26 July 2023.",
            [("presented", "2023-06-28"), ("approved", "2023-07-26")],
        ),
        ("DCC published its conclusions on 19 September 2023.", [("published", "2023-09-19")]),
        ("The approved TAD was published on 19 September 2023.", [("published", "2023-09-19")]),
        ("Following the workshop on 5 May 2023, DCC issued a consultation in June 2023.", [("issued", "2023-06")]),
        ("TAG reviewed the scope on 3 May 2023 and DCC issued the consultation on 5 June 2023.", [ISSUED]),
        ("DCC put the draft TAD out to consultation on 5 June 2023.", [ISSUED]),
        ("The consultation ran for four weeks, from the 5th of June 2023 until the 30th of June 2023.", [ISSUED, CLOSED]),
        ("Answers to the three questions are due by 30 June 2023.", [CLOSED]),
        ("We would like to have your comments by 30 June 2023.", [CLOSED]),
        ("Users have until 30 June 2023 to comment.", [CLOSED]),
        ("Users have to be ready by 30 June 2023.", []),
        ("The window for responses closes on 30 June 2023.", [CLOSED]),
        ("DCC presented the updated TAD to TAG on 5 July 2023.", [("presented", "2023-07-05")]),
        ("DCC presented the draft TAD to TAG on 5 July 2023.", []),
        ("TAG considered the responses on 5 July 2023.", [("presented", "2023-07-05")]),
        ("DCC considered the responses on 5 July 2023.", []),
        ("TAG went through the plan on 5 July 2023 and approved the TAD.", [("approved", "2023-07-05")]),
        ("TAG met on 5 July 2023. It approved version 2.0 of the TAD.", [("approved", "2023-07-05")]),
        ("TAG met on 5 July 2023. The Panel approved the TAD.", []),
        ("Approval was given by TAG on 5 July 2023.", [("approved", "2023-07-05")]),
        ("The release is due to be deployed on 2 November 2023.", [("went live", "2023-11-02")]),
    ],
)
def test_events_are_told(text: str, events: list[Told]) -> None:
    assert told(text) == events


@pytest.mark.parametrize(
    "text",
    [
        "DCC issued a previous consultation on 3 May 2022.",
        "DCC issued a second consultation on 3 July 2023.",
        "Ofgem issued a consultation on 3 May 2022.",
        "The Department published a consultation on metering policy on 3 May 2022.",
        "DCC issued a consultation on the MHHS Programme on 3 May 2022.",
        "The deadline for responses to the previous consultation was 3 May 2022.",
        "The consultation was due to close on 30 June 2023.",
        "If TAG approved the TAD on 5 June 2023, testing would begin on 6 June 2023.",
        "DCC presented the draft TAD to TAG on 3 May 2023.",
        "The emulators were approved on 3 May 2022.",
        "DCC met TAG on 3 May 2023.",
        "The consultation drew responses dated 3 May 2023.",
        "The draft TAD said that “the consultation will close on 3 May 2023”.",
    ],
)
def test_other_dates_take_no_part(text: str) -> None:
    assert told(text) == []


def test_events_of_an_earlier_release_are_not_this_documents() -> None:
    text = "# 1. Background\n\nThe {month} SEC Release TAD was approved by TAG on 4 May 2022."
    title = "# Conclusions on the November 2023 SEC Release TAD\n\n"
    assert told(title + text.format(month="June 2022")) == []
    assert told(title + text.format(month="November 2023")) == [("approved", "2022-05-04")]


def test_a_plan_is_told_from_what_has_happened() -> None:
    events = facts("TAG approved the TAD on 26 July 2023. DCC will publish its conclusions on 19 September 2023.", "conclusions").events
    assert [event.modality for event in events] == ["fact", "plan"]


def test_the_body_is_taken_from_the_heading_where_the_sentence_names_none() -> None:
    events = facts("# 4. TAG Decision\n\nOn 28 June 2023, DCC presented the consultation responses.", "conclusions").events
    assert [event.body for event in events] == ["TAG"]


def test_the_cover_dates_the_consultation() -> None:
    text = """
        # Consultation on the November 2023 SEC Release TAD

        **Consultation opens:** 5 June 2023

        **Consultation closes:** 30 June 2023

        # 1. Introduction

        1. Please read on.
    """
    assert told(text, "consultation") == [ISSUED, CLOSED]


ROWS = (
    "# Conclusions on the June 2031 SEC Release Testing Approach Document\n\n# 1. What happened\n\n| When | What | Who |\n|---|---|---|\n"
)


@pytest.mark.parametrize(
    ("row", "events"),
    [
        ("| 12 March 2031 | TAD approved, with the changes of part D | TAG |", [("approved", "2031-03-12")]),
        ("| Wed 12 March 2031, 14:00 | Responses and amended TAD presented to TAG | DCC |", [("presented", "2031-03-12")]),
        ("| 14 March 2031 | Conclusions and approved TAD published | DCC |", [("published", "2031-03-14")]),
        ("| 3 February 2031 | Consultation closed | DCC |", [("closed", "2031-02-03")]),
        ("| 3 February 2031 | Last day on which scripts are changed | DCC |", []),
        ("| 3 February 2031 | v0.9 of 1 February 2031 approved | DCC |", []),
    ],
)
def test_a_row_tells_of_an_event_in_one_cell_and_dates_it_in_another(row: str, events: list[Told]) -> None:
    assert told(ROWS + row) == events


def test_the_rows_of_a_history_of_versions_date_the_versions() -> None:
    history = "| Version | Date | Comment |\n|---|---|---|\n| 0.9 | 1 March 2031 | For TAG |\n| 1.0 | 14 March 2031 | Approved by TAG |\n"
    assert told(history, "tad") == []


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("TAG looked at it in May and approved the document on 26 July 2023.", [("approved", "2023-07-26")]),
        ("Write to us by 30 June 2023 if you want to bring Devices.", []),
        ("This TAD leaves out the website, for which a separate plan was agreed with TAG on 26 July 2023.", []),
        (
            "| Version | Date | Why |\n|---|---|---|\n| 1.0 | 1 August 2023 | As approved by TAG on 26 July 2023 |",
            [("approved", "2023-07-26")],
        ),
    ],
)
def test_a_testing_document_calls_itself_the_document(text: str, events: list[Told]) -> None:
    assert told(text, "tad") == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Write to views@dcc.example by 17:00 on 30 June 2023.", [CLOSED]),
        ("Let us know what you make of the draft by 30 June 2023.", [CLOSED]),
        ("We would be grateful for your reply by 30 June 2023.", [CLOSED]),
        ("We hope to hear from you no later than 30 June 2023.", [CLOSED]),
        ("DCC will present the revised draft to TAG on 26 July 2023.", [("presented", "2023-07-26")]),
        ("DCC will read the responses and amend the TAD. DCC will present both to TAG on 26 July 2023.", [("presented", "2023-07-26")]),
        ("We took version 0.1 to TAG on 26 April 2023, which asked for more. TAG approved the TAD on 26 April 2023.", []),
        ("We shall weigh every reply and bring the draft TAD to TAG on 26 July 2023.", [("presented", "2023-07-26")]),
        (
            "| Opens | 5 June 2023 |\n|---|---|\n| Closes | 30 June 2023, at 16:00 |\n| Decision | TAG, 26 July 2023 |",
            [ISSUED, CLOSED, ("approved", "2023-07-26")],
        ),
    ],
)
def test_a_consultation_tells_what_is_to_come(text: str, events: list[Told]) -> None:
    assert told(text, "consultation") == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("TAG considered the revised document on 26 July 2023 and approved it the same day.", [("approved", "2023-07-26")]),
        ("The TAD comes to TAG for approval on 26 July 2023.", [("presented", "2023-07-26")]),
        ("The final TAD and our conclusions will appear on 26 July 2023.", [("published", "2023-07-26")]),
        ("Consultation: 5 June 2023 to 30 June 2023", [ISSUED, CLOSED]),
        ("Consultation: 5 June 2023", []),
    ],
)
def test_what_a_testing_document_says_of_its_own_way(text: str, events: list[Told]) -> None:
    assert told(text, "tad") == events


def test_what_somebody_is_asked_to_do_is_a_plan() -> None:
    (event,) = facts("TAG is asked to approve the TAD on 26 July 2023.", "tad").events
    assert event.modality == "plan"


def test_a_month_before_the_opening_on_the_cover_of_a_consultation_is_that_of_an_earlier_one() -> None:
    cover = "# Consultation on the TAD\n\n**Consultation opens:** 5 June 2023\n\n# 1. Introduction\n\n"
    assert told(f"{cover}The TAD was consulted upon in February 2023.", "consultation") == [ISSUED]

"""Documents as other authors write them: what they leave out, and where they put it."""

import pytest
from support.reading import facts, findings, messages, quotes


class TestTopicsWithoutNumbers:
    TEXT = """
        # Conclusions on the plan

        ## Scope of testing

        ### Respondent views

        Respondents were content.

        ### DCC response

        DCC notes the support.

        ## Timing

        ### Respondent views

        One respondent felt the window too short.

        ### DCC response

        The window is as long as before, and DCC has made no change.

        ## Decision

        The Testing Advisory Group (TAG) approved the plan on 1 May 2030. TAG thanked DCC.
        """

    def test_each_heading_of_the_same_rank_begins_a_topic(self) -> None:
        topics = facts(self.TEXT, "conclusions").answers.questions
        assert [(topic.label, len(topic.views), len(topic.response)) for topic in topics] == [("Scope of testing", 1, 1), ("Timing", 1, 1)]

    def test_what_follows_the_last_one_is_no_response(self) -> None:
        assert quotes("QST008", self.TEXT) == []


class TestWhereAbbreviationsAreExplained:
    @pytest.mark.parametrize(
        "text",
        [
            "DCC[^1] consulted.\n\nDCC decided.\n\n[^1]: The Data Communications Company.",
            "It is written for DCC, where “DCC” is the Data Communications Company.",
            "The Data Communications Company (hereafter “DCC”) decided. DCC consulted.",
            "The Data Communications Company (here called the “old DCC”) decided. DCC consulted.",
        ],
    )
    def test_in_a_footnote_or_in_so_many_words(self, text: str) -> None:
        assert [quotes(rule, text) for rule in ("TRM001", "TRM005", "TRM006")] == [[], [], []]

    def test_a_footnote_about_something_else_explains_nothing(self) -> None:
        assert quotes("TRM001", "DCC[^1] consulted.\n\n[^1]: The consultation is on the website.") == ["DCC"]

    def test_a_row_of_the_glossary_with_a_wrong_letter(self) -> None:
        table = (
            "| Term | Meaning |\n| --- | --- |\n| STI | System Integration Testing |\n| UIT | User Integration Testing, which users do |\n"
        )
        assert messages("TRM008", table, "tad") == ['the letters of STI are not the initials of "System Integration Testing"']


class TestHalfOfAPairOfNames:
    def test_the_half_that_comes_back_is_not_called_missing(self) -> None:
        text = """
            # 3. Analysis

            ## 3.1. Question 1

            ### Respondent Views

            1. One respondent queried whether Batch Reads and Tariff Pushes would be in the pack, and GBCS v4.5 with them.

            ### DCC Response

            2. Tariff Pushes are in the pack.
            """
        assert messages("RSP002", text) == ["GBCS v4.5 is not mentioned in the response"]
        assert [finding.quote for finding in findings("RSP001", text)] == ["Batch Reads"]


class TestBareClausesOfTheCode:
    @pytest.mark.parametrize("clause", ["D10..18", "D10,18"])
    def test_a_slip_behind_the_name_of_the_code(self, clause: str) -> None:
        assert quotes("REF001", f"Under the Smart Energy Code, SEC {clause} asks for tests.") == [f"SEC {clause}"]

    @pytest.mark.parametrize("text", ["The SEC list has cells A4,12 and B2..4.", "It had D10,18 entries under the SEC."])
    def test_without_the_name_it_is_anything(self, text: str) -> None:
        assert quotes("REF001", f"The Smart Energy Code is in force. {text}") == []

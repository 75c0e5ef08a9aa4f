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
            "DCC – that is, the Data Communications Company – decided. DCC consulted.",
            "Under the DCC Licence, the Data Communications Company (DCC) has duties. DCC consulted.",
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
        assert messages("TRM008", table, "tad") == ['The letters of STI are not the initials of "System Integration Testing"']


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


class TestDecisions:
    START = "# Conclusions on the March 2031 SEC Release Testing Approach Document (TAD)\n\n# 4. Decision\n\n"

    @pytest.mark.parametrize(
        "told",
        [
            "The Testing Advisory Group (“TAG”) approved v1.0 of the TAD.",
            "TAG then unanimously approved version 2 of the TAD.",
            "The Panel, having considered the responses, approved it.",
        ],
    )
    def test_a_body_that_approves_decides(self, told: str) -> None:
        assert quotes("QST008", self.START + told) == []

    def test_a_version_of_the_document_is_the_document(self) -> None:
        (finding,) = findings("QST005", self.START + "2. The Testing Advisory Group approved v1.0 of the TAD.")
        assert finding.message.endswith("without its date and the clause that it rests on")

    def test_it_is_what_the_sentence_before_was_about(self) -> None:
        (finding,) = findings("QST005", self.START + "2. TAG discussed the TAD on 7 May 2031. It was approved without change.")
        assert finding.message.endswith("without the clause that it rests on")


class TestViewsInOtherWords:
    @pytest.mark.parametrize("answer", ["DCC has added the first two to the list.", "Both have been added to the list."])
    def test_several_things_are_taken_up_at_once(self, answer: str) -> None:
        text = f"""
            # 3. Analysis

            ## 3.1. Question 1

            ### What respondents said

            1. One respondent suggested a Prepayment Meter Interface Device and an In-Home Display.

            ### DCC response

            2. {answer}
            """
        assert quotes("RSP002", text) == []

    def test_one_operator_is_one_respondent(self) -> None:
        assert quotes("WRD001", "One Network Operator disagreed. The respondents wanted more detail.") == ["The respondents"]


class TestPlacesByPage:
    def test_the_author_points_at_a_page_anywhere(self) -> None:
        assert quotes("XRF003", "# 5. Next Steps\n\n1. DCC will test; see page 12 of the TAD.") == ["page 12 of the TAD"]

    def test_a_respondent_may(self) -> None:
        text = "# 3. Analysis\n\n## Question 1\n\n**Respondents' views:** One noted page 12 of the TAD.\n\n**DCC's response:** It is right."
        assert quotes("XRF003", text) == []


class TestStraightMarks:
    def test_one_that_opens_and_does_not_close(self) -> None:
        (finding,) = findings("PUN001", 'They are called "Supplier A" and "Supplier B in what follows.')
        assert finding.message == "The quotation that begins “Supplier B in what follows. ...” is never closed"

    @pytest.mark.parametrize(
        "text",
        ['A 5" screen and a 7" one.', 'Characters such as (") are escaped.', 'It said "yes".', 'They wrote:\n\n"One.\n\n"Two."'],
    )
    def test_inches_and_pairs_are_left_alone(self, text: str) -> None:
        assert quotes("PUN001", text) == []


class TestDocumentsWithoutSectionNumbers:
    @pytest.mark.parametrize("numbered", ["## Annex A: Forms", "## Q1 Are the dates right?"])
    def test_what_else_bears_a_number_does_not_end_the_cover(self, numbered: str) -> None:
        text = f"# Conclusions on the plan\n\n## Background\n\nDCC consulted.\n\n{numbered}\n\nIt is short.\n"
        assert next(section.title for section in facts(text).outline.sections) == "Background"

    def test_labels_in_front_of_a_paragraph_may_end_with_a_full_stop(self) -> None:
        text = """
            # Conclusions

            ## Q.1 Is the scope complete?

            *Respondents’ views.* One respondent asked for MP618 to be tested.

            *DCC’s response.* It is tested.

            ## Q.2 Are the dates right?

            *Respondents’ views.* All agreed.

            *DCC’s response.* DCC notes this.
            """
        topics = facts(text, "conclusions").answers.questions
        assert [(topic.numbers, len(topic.views), len(topic.response)) for topic in topics] == [(("1",), 1, 1), (("2",), 1, 1)]

    def test_a_table_of_attachments_may_hold_bare_letters(self) -> None:
        text = "# 5. Next Steps\n\nSee Attachment C.\n\n# 6. Attachments\n\n| Ref | Title |\n|---|---|\n| A | Plan |\n| B | Letters |\n"
        assert messages("XRF004", text) == ["Attachment C is referred to, but the list has only Attachment A and Attachment B"]


class TestTablesOfComments:
    HEAD = "# 3. Analysis\n\n| Ref | Respondent | Comment | DCC reply | Change |\n| --- | --- | --- | --- | --- |\n"

    def test_the_wordiest_column_before_the_reply_holds_the_views(self) -> None:
        (question,) = facts(self.HEAD + "| Q1 | Supplier | It wants MP702 in UIT too. | MP702 is in UIT. | None |\n").answers.questions
        assert (len(question.views), len(question.response)) == (1, 1)

    def test_each_row_answers_its_own_comment(self) -> None:
        rows = "| Q1 | Supplier | Why MP702 twice? | DCC does so. | None |\n| Q1 | Operator | Why MP703? | MP702 needs it. | None |\n"
        assert quotes("RSP002", self.HEAD + rows) == ["MP702", "MP703"]

    def test_a_reply_may_go_on_about_the_comment(self) -> None:
        assert quotes("RSP002", self.HEAD + "| Q1 | Supplier | It asked for MP702 in UIT. | It has no effect on Users. | None |\n") == []

    def test_a_comment_without_a_reply_is_not_answered(self) -> None:
        rows = "| Q1 | Supplier | It asked for more time. | | None |\n| Q1 | Operator | Why so late? | DCC needs the time. | None |\n"
        assert messages("QST004", self.HEAD + rows) == ['This comment on "Q1" has no response: its cell is empty']


class TestCoversWithoutANumber:
    def test_the_first_heading_is_the_title_though_sections_are_as_high(self) -> None:
        text = """
            # DCC’s conclusions on its draft Testing Approach Document

            ## for the February 2038 SEC Release

            DCC Public

            15 December 2037

            # Introduction

            The Data Communications Company (DCC) tests the changes that a new version of the Code brings.

            # Decision

            TAG approved it.
            """
        known = facts(text)
        assert known.front.title == "DCC’s conclusions on its draft Testing Approach Document"
        assert [section.title for section in known.outline.sections] == ["Introduction", "Decision"]

    def test_a_section_that_opens_a_document_is_no_title(self) -> None:
        text = (
            "# Introduction\n\n## Background\n\nDCC tests the changes that a new version of the Code brings to it.\n\n# Decision\n\nNo.\n"
        )
        assert [section.title for section in facts(text).outline.sections] == ["Introduction", "Background", "Decision"]


class TestPagesAndSections:
    def test_nobody_can_tell_which_section_stands_on_a_page(self) -> None:
        text = """
            # 3. Analysis

            ## 3.1. Question 1

            ### Respondent Views

            1. One respondent disliked the word on page 9 of the draft TAD.

            ### DCC Response

            2. The word has gone from Section 5.1 of the TAD.
            """
        assert quotes("RSP002", text) == []


class TestGlosses:
    def test_everyday_words_in_a_bracket_spell_nothing_out(self) -> None:
        text = "MP930 changes the GSME (gas meter).\n\n| Term | Meaning |\n| --- | --- |\n| GSME | Gas Smart Metering Equipment |\n"
        assert [quotes(rule, text, "tad") for rule in ("TRM001", "TRM007")] == [[], []]

    def test_the_title_of_an_appendix_is_a_name_too(self) -> None:
        assert quotes("NAM003", "Appendix AG of the SEC (Incident Managemont Policy) says so.") == ["Incident Managemont Policy"]

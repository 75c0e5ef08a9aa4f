"""Papers as DCC, the Panel and the Government publish them: plans, policies, parts of the Code, and consultations of their own forms."""

from support.reading import facts, messages, quotes


def test_a_list_of_other_documents_is_no_history_of_versions():
    text = """
        | Ref | Document | Version | Author | Date |
        |---|---|---|---|---|
        | 1 | Alert Guide | 2.0 | DCC | 12/09/2034 |
        | 2 | Device Plan | 1.0 | DCC | 28/02/2034 |
        | 3 | Test Plan | 3.0 | DCC | 17/11/2033 |
    """
    assert quotes("document-control-order", text) == []


def test_no_decision_of_the_testing_group_is_asked_of_a_plan():
    text = """
        # Conclusions on the plan

        ## Background

        DCC asked for views.

        ## Responses

        Two parties replied.

        ## DCC response

        DCC keeps the plan.

        ## Next Steps

        DCC publishes it.
    """
    assert messages("missing-decision", text) == messages("missing-section", text) == []


def test_a_list_of_the_parts_of_the_code_lists_no_attachments():
    text = "# Affected\n\n- Section H ‘DCC Services’\n- Appendix I ‘Hub Support’\n- Appendix T ‘Key Design’\n"
    assert quotes("attachment-uncited", text, kind="other") == []


def test_a_part_of_the_code_is_no_conclusions():
    text = """
        # SEC – May 2031 Conclusions (Clean)

        # SECTION C: GOVERNANCE

        C1.1 The Panel shall meet. C1.2 is not used. The Smart Energy Code binds SEC Parties.

        C1.2 The Panel shall keep minutes.
    """
    assert facts(text).kind == "other"


def test_the_name_of_a_programme_above_the_title_is_not_the_title():
    cover = "# Meter Renewal Programme (MRP)\n\n# Hub Testing Approach Document\n\nVersion 1.0\n\n"
    text = f"{cover}# Contents\n\n1 Scope ..... 2\n\n# 1 Scope\n\nAll hubs.\n"
    assert facts(text).front.title == "Hub Testing Approach Document"


def test_months_in_figures_have_their_place_in_the_history_of_versions():
    text = """
        | Version | Date | Comment |
        |---|---|---|
        | 1.0 | 11/05/2031 | Issued for consultation |
        | 1.1 – 1.4 | 06/32 | Changes of the reviewers |
        | 2.0 | 30/07/2031 | Approved |
    """
    assert quotes("document-control-order", text) == ["30/07/2031"]
    assert quotes("document-control-order", text.replace("06/32", "05/31 – 07/31")) == []


def test_a_known_name_in_front_of_another_title_has_no_version():
    [version] = facts("DCC publishes the SMETS1 Device Test Evidence Report v2.0.").mentions.versions
    assert version.name == "SMETS1 Device Test Evidence Report"


def test_an_abbreviation_in_its_own_bracket_spells_nothing_out():
    text = "It is the ‘Testing Approach Document for SMETS1’ (SMETS1 SVTAD)."
    assert [one.long for one in facts(text).abbreviations.definitions if one.short == "SMETS1"] in ([], [""])


def test_the_owner_in_front_of_a_clause_goes_before_a_document_behind_to():
    text = "The table relates the SEC Sections D10.18 – D10.20 to this document, and Annex B to the TAD is new."
    assert [one.owner for one in facts(text).mentions.references] == ["SEC", "TAD"]


def test_an_annex_whose_heading_bears_a_number_as_well_is_there():
    text = "# 1. Introduction\n\nSee Annex A.\n\n# 2. Scope\n\nAll hubs.\n\n# 3. Annex A – Abbreviations\n\nTAD: plan.\n"
    assert quotes("missing-target", text, kind="tad") == []


def test_those_who_answered_one_question_are_not_all_who_responded():
    text = """
        # Conclusions on the June 2031 SEC Release TAD

        ## 2. Responses

        Five written responses.

        ## 3. Analysis

        ### 3.1 Question 1

        Do you agree with the scope?

        #### Respondent Views

        Four respondents answered.

        #### DCC Response

        DCC keeps the scope.
    """
    assert [one.number for one in facts(text).received.told] == [5]


def test_a_label_may_name_the_document_that_is_asked_about():
    cells = "| {} | Do you agree with it? |\n|---|---|\n| Respondent views | One agreed. |\n| DCC response | DCC notes it. |\n\n"
    text = f"# Conclusions\n\n## 3. Analysis\n\n{cells.format('TMAD Q1')}{cells.format('(Q2)')}"
    assert [(one.label, bool(one.views), bool(one.response)) for one in facts(text, "conclusions").answers.questions] == [
        ("Q1", True, True),
        ("Q2", True, True),
    ]


def test_a_consultation_is_known_by_until_when_one_may_answer_whatever_its_title_names():
    text = """
        # The June 2031 SEC Release Testing Approach Document: what we ask you

        Open from: 3 May 2031

        Open until: 31 May 2031

        ## 1. Background

        DCC has written a draft for SEC Parties. The Smart Energy Code asks for it.
    """
    assert facts(text).kind == "consultation"


def test_a_part_of_a_letter_is_its_own_and_a_part_of_a_body_is_the_documents():
    text = "The plan is in Section 2 of this letter. See Section 7 of the body of the Alert Handling Policy."
    assert [one.owner for one in facts(text, "consultation").mentions.references] == ["self", "Alert Handling Policy"]


def test_a_response_deadline_closes_the_consultation():
    text = "# Consultation on the plan\n\nThe response deadline is 12 May 2031.\n"
    assert [(one.event, one.value) for one in facts(text, "consultation").events] == [("closed", "2031-05-12")]


def test_a_testing_approach_document_under_a_title_of_its_own_is_told_by_what_it_calls_itself():
    text = """
        # How the June 2032 SEC Release is tested

        Testing Approach Document

        ## What is tested?

        The Smart Energy Code (SEC) asks for tests under SEC Section D10.18. This Testing Approach Document (TAD) says how DCC tests.
    """
    assert facts(text).kind == "tad"

"""What is left behind when sentences are reworded, and dates of which one part was mistyped."""

from msgspec.structs import replace
from support.reading import LIBRARY, document, facts, findings, messages, quotes, results

from seclint.facts import Facts

SPACED = "The tests ran in three regions . Each took a week."
DATES = "DCC consulted on 12 March 2031 and concluded on 14 May 2031. The plan is dated 14 May 2031. "


def test_a_word_of_the_old_wording_beside_the_new_one():
    assert quotes("repeated-word", "The results that follow are is to be read first, and the pack will should run.") == [
        "are is",
        "will should",
    ]


def test_a_clause_that_ends_before_the_next_verb_leaves_nothing_over():
    assert quotes("repeated-word", "What the dates are is set out below. Under option a the tests run twice.") == []


def test_a_space_before_a_stop_counts_where_it_was_typed():
    assert quotes("doubled-punctuation", SPACED) == ["regions ."]


def test_a_space_before_a_stop_of_a_pdf_may_only_be_drawn():
    drawn = Facts(replace(document(SPACED), format="pdf"), LIBRARY, kind="tad")
    assert results("doubled-punctuation", drawn) == []


def test_a_lost_apostrophe_is_put_back():
    [finding] = findings("doubled-punctuation", "DCC welcomes respondents views on the plan.")
    assert finding.fix is not None
    assert finding.fix.with_ == "respondents’ views"


def test_a_misspelt_month_names_the_month():
    assert messages("near-miss-name", "The draft is of 3 Ocotber 2031.") == ["“Ocotber” looks like October misspelt"]


def test_the_year_of_one_date_against_those_of_the_others():
    [finding] = findings("event-dated-twice", f"{DATES}The method is dated 14 May 2030 and holds from 2 June 2031.")
    assert (finding.quote, finding.severity) == ("14 May 2030", "warning")
    assert finding.fix is not None
    assert finding.fix.with_ == "14 May 2031"


def test_a_year_that_other_dates_have_is_no_slip():
    assert (
        quotes("event-dated-twice", f"{DATES}The method is dated 14 May 2030. It was begun on 3 June 2030, and holds from 2 June 2031.")
        == []
    )


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
    assert [one.number for one in facts(text).responses_received] == [5]


def test_a_label_may_name_the_document_that_is_asked_about():
    cells = "| {} | Do you agree with it? |\n|---|---|\n| Respondent views | One agreed. |\n| DCC response | DCC notes it. |\n\n"
    text = f"# Conclusions\n\n## 3. Analysis\n\n{cells.format('TMAD Q1')}{cells.format('(Q2)')}"
    assert [(one.label, bool(one.views), bool(one.response)) for one in facts(text, "conclusions").answers.questions] == [
        ("Q1", True, True),
        ("Q2", True, True),
    ]

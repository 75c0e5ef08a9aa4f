"""What is left behind when sentences are reworded, and dates of which one part was mistyped."""

from msgspec.structs import replace
from support.reading import LIBRARY, document, findings, messages, quotes, results

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

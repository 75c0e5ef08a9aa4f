"""Printed numbers are told from the text behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seclint.readers.labels import (
    clean_label,
    follows,
    kind_of,
    number_of,
    split_bullet,
    split_caption,
    split_heading_label,
    split_label,
    split_part_label,
    split_title,
)

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
words = st.text("abcdefghijklmnopqrstuvwxyz ", min_size=2).map(str.strip).filter(lambda text: len(text) > 1)
sentences = words.map(lambda text: f"The {text}")
decimals = st.lists(st.integers(1, 99), min_size=1, max_size=4).map(lambda figures: ".".join(map(str, figures)))


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("3.1. Scope", "3.1", "Scope"),
        ("3.1 Scope", "3.1", "Scope"),
        ("1.1\tscope of the tests", "1.1", "scope of the tests"),
        ("1. Introduction", "1", "Introduction"),
        ("10.Further tests", "10", "Further tests"),
        ("17. DCC has analysed", "17", "DCC has analysed"),
        ("17\tDCC has analysed", "17", "DCC has analysed"),
        ("4 TAG Decision", "4", "TAG Decision"),
        ("4 Decision", "4", "Decision"),
        ("5 Separate tests", "5", "Separate tests"),
        ("3. May is when it starts", "3", "May is when it starts"),
        ("(a) the plan", "(a)", "the plan"),
        ("a) the plan", "a)", "the plan"),
        ("(iv) the plan", "(iv)", "the plan"),
        ("(AA) the plan", "(AA)", "the plan"),
        ("ii. the plan", "ii", "the plan"),
        ("b. the plan", "b", "the plan"),
        ("• DCC", "•", "DCC"),
        ("– DCC", "•", "DCC"),
        ("o\tDCC", "•", "DCC"),
        ("\uf0b7\tDCC", "•", "DCC"),
        ("2) the plan", "2", "the plan"),
        ("D10.18 The DCC shall", "D10.18", "The DCC shall"),
        ("A.1 Clauses", "A.1", "Clauses"),
        ("B.2.1\tPhases", "B.2.1", "Phases"),
    ],
)
def test_a_label_at_the_start_is_split_off(text, label, rest):
    assert split_label(text) == (label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2023 was a year of change.",
        "3.5 million meters",
        "2.0 was approved.",
        "1.5% of meters",
        "19.09.2023",
        "1 January 2024",
        "1 Jan 2024",
        "28. June 2023",
        "A. Smith chaired the meeting.",
        "4 parties replied",
        "DCC has 3 plans",
        "I. Newton",
        "5% of meters",
        "v2.0 was approved",
        "(SEC) is a contract",
        "(see above)",
        "(of) them",
        "is) not",
        "-5 degrees",
        "e. g. the plan",
        "p. 5 of the TAD",
        "12:30 is lunch",
        "1,000 Devices",
        "MP901 ‘Clearer Alerts’ is in scope.",
        "SR11.2 Requests",
    ],
)
def test_years_quantities_dates_and_names_are_no_labels(text):
    assert split_label(text) is None


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("Annex A Glossary", "Annex A", "Glossary"),
        ("Part I Governance", "Part I", "Governance"),
        ("CHAPTER II DUTIES", "CHAPTER II", "DUTIES"),
        ("Appendix AS ECoS Transition", "Appendix AS", "ECoS Transition"),
        ("Schedule 9 – SMETS", "Schedule 9", "SMETS"),
        ("4.9.5Time limits", "4.9.5", "Time limits"),
        ("4 Decision", "4", "Decision"),
    ],
)
def test_what_is_known_to_be_a_heading_is_labelled_by_its_part(text, label, rest):
    assert split_title(text) == (label, rest)


@pytest.mark.parametrize(
    "text", ["PART OF THE PLAN", "Annex to the Consultation", "Chapter and Verse", "Section headings", "ANNEX TO THE PLAN"]
)
def test_a_heading_that_only_speaks_of_parts_has_no_label(text):
    assert split_title(text) is None


@given(decimals, st.sampled_from([". ", ".\t", "\t", " ", "  "]), sentences)
def test_a_printed_number_is_read_back(label, gap, text):
    assert split_label(f"{label}{gap}{text}") == (label, text)


@given(st.sampled_from(["(a)", "(iv)", "(12)", "b)", "(B)", "(xxi)", "(dd)"]), words)
def test_a_printed_limb_is_read_back(label, text):
    assert split_label(f"{label} {text}") == (label, text)


@given(st.integers(1, 31), st.sampled_from(MONTHS), st.integers(1990, 2100))
def test_no_date_begins_with_a_label(day, month, year):
    for text in (f"{day} {month} {year}", f"{day} {month[:3]} {year}", f"{day}. {month} {year}", f"{day:02}.09.{year}", f"{year} was"):
        assert split_label(text) is None


@given(st.text())
def test_label_and_rest_are_parts_of_the_text(text):
    for split in (split_label, split_heading_label, split_part_label, split_caption):
        found = split(text)
        assert found is None or (found[0] and text.strip().endswith(found[1]))


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("Annex A – Glossary", "Annex A", "Glossary"),
        ("Appendix 1: Tests", "Appendix 1", "Tests"),
        ("ANNEX IV: TESTS", "ANNEX IV", "TESTS"),
        ("Annex B", "Annex B", ""),
        ("Schedule 9. Terms", "Schedule 9", "Terms"),
    ],
)
def test_a_heading_may_name_a_part(text, label, rest):
    assert split_part_label(text) == (label, rest)
    assert split_heading_label(text) == (label, rest)


@pytest.mark.parametrize("text", ["Annex A sets out the tests", "Part of: the tests", "Appendices - all of them"])
def test_a_sentence_about_a_part_is_no_part(text):
    assert split_part_label(text) is None


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [("A. Scope", "A", "Scope"), ("1: Scope", "1", "Scope"), ("2.1 – Scope", "2.1", "Scope"), ("IV. Scope", "IV", "Scope")],
)
def test_headings_are_numbered_in_more_ways(text, label, rest):
    assert split_heading_label(text) == (label, rest)


@pytest.mark.parametrize("text", ["Question 1", "• Scope", "2023 in numbers", "DCC Response", "A scope"])
def test_a_heading_without_number_has_no_label(text):
    assert split_heading_label(text) is None


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("Table 4: Test phases", "Table 4", "Test phases"),
        ("Figure 2 – Environments", "Figure 2", "Environments"),
        ("Table 4 Test phases", "Table 4", "Test phases"),
        ("Table 3.1. Test phases", "Table 3.1", "Test phases"),
    ],
)
def test_a_caption_is_labelled(text, label, rest):
    assert split_caption(text) == (label, rest)


@pytest.mark.parametrize("text", ["Table 4 shows the phases", "Table 4 Phases are set out below.", "See Table 4: phases"])
def test_a_sentence_about_a_table_is_no_caption(text):
    assert split_caption(text) is None


@pytest.mark.parametrize(
    ("raw", "label"), [("3.1.", "3.1"), ("17", "17"), ("(a)", "(a)"), ("\uf0b7", "•"), ("-", "•"), ("1)", "1"), ("Table 4:", "Table 4")]
)
def test_labels_have_one_form(raw, label):
    assert clean_label(raw) == label


@given(st.text())
def test_a_clean_label_stays_as_it_is(raw):
    assert clean_label(clean_label(raw)) == clean_label(raw)


@pytest.mark.parametrize(
    ("label", "depth", "kind"),
    [("17", 0, "paragraph"), ("3.2.1", 0, "paragraph"), ("(a)", 0, "item"), ("•", 0, "item"), ("1", 1, "item"), ("4.1", 1, "paragraph")],
)
def test_decimal_numbers_at_the_top_and_those_of_several_figures_are_paragraphs(label, depth, kind):
    assert kind_of(label, depth) == kind


@given(st.lists(st.integers(0, 999), min_size=1))
def test_the_figures_of_a_label_are_read_back(figures):
    assert number_of(".".join(map(str, figures))) == tuple(figures)


@pytest.mark.parametrize("label", ["(a)", "", "3.", "D10.18", "•", "Table 4"])
def test_other_labels_have_no_figures(label):
    assert number_of(label) is None


@pytest.mark.parametrize(
    ("before", "label"),
    [("(a)", "(b)"), ("(i)", "(ii)"), ("(h)", "(i)"), ("(iv)", "(v)"), ("a)", "b)"), ("3", "4"), ("3.1", "3.2"), ("•", "•")],
)
def test_a_label_follows_the_one_before(before, label):
    assert follows(label, before)


@pytest.mark.parametrize(
    ("before", "label"),
    [("(a)", "(c)"), ("a)", "(b)"), ("3", "5"), ("3.1", "3.3"), ("3.1", "4"), ("•", "(a)"), ("", "(a)"), ("(a)", "•"), ("2", "(a)")],
)
def test_other_labels_do_not_follow(before, label):
    assert not follows(label, before)


def test_in_a_table_cell_only_bullets_are_told_from_the_text() -> None:
    assert split_bullet("• the plan") == ("•", "the plan")
    assert split_bullet("o\tthe plan") == ("•", "the plan")
    assert split_bullet("– 3") is None
    assert split_bullet("3. the plan") is None

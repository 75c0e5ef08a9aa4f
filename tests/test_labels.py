"""Printed numbers are told from the text behind them."""

import pytest

from seclint.readers.labels import clean_label, kind_of, number_of, split_label, split_part_label


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("3.1. Scope", "3.1", "Scope"),
        ("3.1 Scope", "3.1", "Scope"),
        ("1. Introduction", "1", "Introduction"),
        ("17. DCC has analysed", "17", "DCC has analysed"),
        ("17\tDCC has analysed", "17", "DCC has analysed"),
        ("4 TAG Decision", "4", "TAG Decision"),
        ("(a) the plan", "(a)", "the plan"),
        ("a) the plan", "a)", "the plan"),
        ("(iv) the plan", "(iv)", "the plan"),
        ("ii. the plan", "ii", "the plan"),
        ("• DCC", "•", "DCC"),
        ("– DCC", "•", "DCC"),
        ("\uf0b7\tDCC", "•", "DCC"),
        ("2) the plan", "2", "the plan"),
        ("D10.18 The DCC shall", "D10.18", "The DCC shall"),
    ],
)
def test_a_label_at_the_start_is_split_off(text, label, rest):
    assert split_label(text) == (label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2023 was a year of change.",
        "3.5 million meters",
        "19.09.2023",
        "1 January 2024",
        "1 Jan 2024",
        "A. Smith chaired the meeting.",
        "4 parties replied",
        "DCC has 3 plans",
        "I. Newton",
        "5% of meters",
        "v2.0 was approved",
        "(SEC) is a contract",
        "(see above)",
        "-5 degrees",
        "MP901 ‘Clearer Alerts’ is in scope.",
    ],
)
def test_years_quantities_dates_and_names_are_no_labels(text):
    assert split_label(text) is None


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("Annex A – Glossary", "Annex A", "Glossary"),
        ("Appendix 1: Tests", "Appendix 1", "Tests"),
        ("Annex B", "Annex B", ""),
        ("Schedule 9. Terms", "Schedule 9", "Terms"),
    ],
)
def test_a_heading_may_name_a_part(text, label, rest):
    assert split_part_label(text) == (label, rest)


def test_a_sentence_about_a_part_is_no_part():
    assert split_part_label("Annex A sets out the tests") is None


@pytest.mark.parametrize(
    ("raw", "label"), [("3.1.", "3.1"), ("17", "17"), ("(a)", "(a)"), ("\uf0b7", "•"), ("-", "•"), ("1)", "1"), ("Table 4:", "Table 4")]
)
def test_labels_have_one_form(raw, label):
    assert clean_label(raw) == label


@pytest.mark.parametrize(
    ("label", "depth", "kind"), [("17", 0, "paragraph"), ("3.2.1", 0, "paragraph"), ("(a)", 0, "item"), ("•", 0, "item"), ("1", 1, "item")]
)
def test_decimal_numbers_at_the_top_are_paragraphs(label, depth, kind):
    assert kind_of(label, depth) == kind


def test_figures_of_a_label():
    assert number_of("3.2") == (3, 2)
    assert number_of("(a)") is None

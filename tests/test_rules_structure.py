"""Structure, numbering, counts, cross-references, placeholders and hygiene: what is found, and what is passed over."""

import pytest
from msgspec.structs import replace
from support.reading import LIBRARY, document, facts, findings, messages, quotes, results

from seclint.facts import Facts
from seclint.model import Block, Comment, Field, Finding, NoteMark, Revision, Span, Unchecked


def numbered(*numbers: int) -> str:
    return "\n\n".join(f"{number}. Paragraph that was given the number {number} in words." for number in numbers)


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((1, 2, 3, 4), []),
        ((1, 2, 4), ["Paragraph 4 follows paragraph 2: 3 is missing"]),
        ((7, 8, 9, 12), ["Paragraph 12 follows paragraph 9: 10 and 11 are missing"]),
        ((1, 2, 2, 3), ["The number 2 stands before two paragraphs"]),
        ((1, 2, 3, 3, 5), ["The number 3 stands before two paragraphs"]),
        ((1, 2, 3, 1, 2), []),  # an annex starts again
        ((1, 2, 5, 3), ["Paragraph 5 stands between paragraphs 2 and 3"]),
        ((1, 2, 40), []),  # not the next number but another kind of number
        ((1, 3), []),  # no series yet
    ],
)
def test_paragraph_numbers_run_on(numbers: tuple[int, ...], found: list[str]) -> None:
    assert messages("STR007", numbered(*numbers)) == found


def test_numbers_run_on_across_sections() -> None:
    text = "# 1. Introduction\n\n1. One.\n\n2. Two.\n\n# 2. Analysis\n\n4. Four.\n\n5. Five.\n"
    assert quotes("STR007", text) == ["Four."]


def test_a_list_inside_a_paragraph_is_a_series_of_its_own() -> None:
    text = "1. One.\n\n2. Two:\n\n   1. first;\n   2. second; and\n   3. third.\n\n3. Three.\n\n4. Four.\n"
    assert messages("STR007", text) == []


def test_numbers_of_several_levels_run_on() -> None:
    text = "# 3. Scope\n\n3.1. One.\n\n3.2. Two.\n\n3.4. Four.\n\n# 4. Dates\n\n4.1. One.\n"
    assert messages("STR007", text) == ["Paragraph 3.4 follows paragraph 3.2: 3.3 is missing"]


def test_a_gap_shows_the_paragraph_before_it() -> None:
    (finding,) = findings("STR007", numbered(1, 2, 4))
    assert [related.message for related in finding.related] == ["paragraph 2"]


@pytest.mark.parametrize(
    "sentence",
    [
        "DCC received responses from four parties, three of which are Energy Suppliers and two being Network Operators.",
        "Five respondents (three of whom are Energy Suppliers and one of whom is a Network Operator) answered.",
        "There were 10 responses, of which 6 were from Energy Suppliers and 5 were from Network Operators.",
        "DCC received six responses, comprising three Energy Suppliers, one Network Operator and one Service Provider.",
    ],
)
def test_sums_that_are_wrong(sentence: str) -> None:
    assert len(findings("CNT002", sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "DCC received responses from four parties, three of which are Energy Suppliers and one being a DCC Service Provider.",
        "DCC received six responses, of which two were confidential.",
        "DCC received ten responses, including three from Energy Suppliers and one from a Network Operator.",
        "Four parties responded, three of which are Energy Suppliers, and two meetings were held.",
        "Of the ten defects, two of which are severe and three of which are minor, none is open.",
        "Seven parties responded, four of whom are Energy Suppliers, two of whom are Network Operators and the other a Service Provider.",
        "Ten defects were raised, three of which were closed and two deferred.",
        "There are two releases, one of which is planned for June.",
    ],
)
def test_sums_that_are_right_or_no_sums(sentence: str) -> None:
    assert messages("CNT002", sentence) == []


RESPONSES = "# 2. Consultation Responses\n\n1. DCC received written responses from four parties.\n\n"


@pytest.mark.parametrize(
    "words", ["All five respondents", "All of the three respondents", "all 5 respondents", "Each of the six respondents"]
)
def test_all_of_another_number_is_found(words: str) -> None:
    found = quotes("CNT003", f"{RESPONSES}# 3. Analysis\n\n2. It was seen that {words} supported the approach.\n")
    assert [quote.lower() for quote in found] == [words.lower()]


@pytest.mark.parametrize(
    "sentence",
    [
        "All four respondents supported the approach.",
        "All respondents supported the approach.",
        "All three respondents who answered this question supported the approach.",
        "Three respondents supported the approach.",
        "Both respondents supported it.",
    ],
)
def test_all_of_the_number_or_of_a_part_is_not(sentence: str) -> None:
    assert messages("CNT003", f"{RESPONSES}# 3. Analysis\n\n2. {sentence}\n") == []


def test_without_a_count_nothing_is_said() -> None:
    assert messages("CNT003", "All five respondents agreed.") == []


SECTIONS = """
# 1. Introduction

1. {sentence}

# 2. Dates

## 2.1. Opening

2. The window opens in May.

Table 1: Dates

| Day | Event |
|---|---|
| 1 May | Opening |

# Annex A – Glossary

Terms.
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "See section 2.2 of this document.",
        "Table 3 gives the dates.",
        "The terms are in Annex B.",
        "Paragraph 9 of this document has the dates.",
    ],
)
def test_references_to_nothing_are_found(sentence: str) -> None:
    assert len(findings("XRF001", SECTIONS.format(sentence=sentence))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "See section 2.1 of this document.",
        "Table 1 gives the dates.",
        "The terms are in Annex A.",
        "Section 7.4 of the TAD lists the devices.",
        "SEC Section D10.18 says so.",
        "Section 23(2) of the Gas Act 1986 says so.",
        "Table 8 of the TAD lists them.",
        "One respondent referred to page 90 of the draft TAD.",
    ],
)
def test_references_to_something_or_elsewhere_are_not(sentence: str) -> None:
    assert messages("XRF001", SECTIONS.format(sentence=sentence)) == []


def test_what_cannot_be_followed_is_unchecked() -> None:
    (result,) = results("XRF001", facts("# Introduction\n\nThe figures are in section 4.2 of this document.\n", "other"))
    assert isinstance(result, Unchecked)
    assert "section" in result.reason


def test_marks_and_notes_must_match() -> None:
    text = "The first[^1] and the second[^2].\n\n[^1]: One.\n\n[^2]: Two.\n"
    assert messages("XRF005", text) == []
    assert messages("XRF005", text.replace("[^2]: Two.\n", "")) == ["Footnote mark 2 has no footnote"]


def test_a_note_needs_its_mark_and_marks_may_come_again() -> None:
    whole = document("The first[^1] and the second[^2].\n\n[^1]: One.\n\n[^2]: Two.\n")
    unmarked = Facts(replace(whole, notes=whole.notes[:1]), LIBRARY)
    again = Facts(replace(whole, notes=(*whole.notes, NoteMark("1", 20))), LIBRARY)
    assert [result.message for result in results("XRF005", unmarked) if isinstance(result, Finding)] == [
        "Footnote 2 has no mark in the text"
    ]
    assert results("XRF005", again) == []


def test_a_missing_number_is_found() -> None:
    text = "The first[^1] and the third[^3].\n\n[^1]: One.\n\n[^3]: Three.\n"
    assert messages("XRF005", text) == ["Footnote 3 follows footnote 1"]


@pytest.mark.parametrize(
    "text", ["The date is TBC.", "Approved on XX May 2025.", "Version X.X applies.", "<insert date>", "[TBC]", "See [insert link]."]
)
def test_placeholders_are_found(text: str) -> None:
    assert len(findings("PLC001", text.replace("<", "\\<"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The respondent noted that “TBC” stood there.",
        "The date is to be confirmed (TBC) by the panel, and TBC dates are listed.",
        "Part XX of the Act applies.",
        "Dates are written as DD/MM/YYYY.",
        "Is this agreed?? Nobody knows.",
        "Lists such as [1] and [a] are cited.",
        "The [draft] TAD was presented.",
        "XXL meters exist.",
        "IP addresses look like XXX.XXX.",
    ],
)
def test_other_words_are_not(text: str) -> None:
    assert messages("PLC001", text) == []


def test_what_word_fills_in_is_no_placeholder() -> None:
    read = document("The list is in Table 3 on page ? below.")
    at = read.text.index("?")
    in_field = replace(read, fields=(Field(Span(at, at + 1), "PAGEREF _Ref3 \\h"),))
    assert [len(results("PLC001", Facts(one, LIBRARY))) for one in (read, in_field)] == [1, 0]


@pytest.mark.parametrize(
    "text", ["Error! Reference source not found.", "See Error! Bookmark not defined.", "In ERROR! REFERENCE SOURCE NOT FOUND. it is."]
)
def test_broken_fields_are_found(text: str) -> None:
    assert len(findings("XRF006", text)) == 1


def reviewed(*, revisions: tuple[Revision, ...] = (), comments: tuple[Comment, ...] = ()) -> dict[str, list[Finding]]:
    known = Facts(replace(document("The testing starts in early May."), revisions=revisions, comments=comments), LIBRARY)
    return {rule: [result for result in results(rule, known) if isinstance(result, Finding)] for rule in ("HYG001", "HYG002")}


def test_tracked_changes_are_counted_by_author() -> None:
    changes = (
        Revision("insertion", Span(22, 27), "Ann"),
        Revision("deletion", Span(4, 4), "Ann", text="late"),
        Revision("insertion", Span(28, 31), "Bob"),
    )
    found = reviewed(revisions=changes)["HYG001"]
    assert [finding.message for finding in found] == [
        "2 tracked changes by Ann have not been accepted or rejected",
        "1 tracked change by Bob has not been accepted or rejected",
    ]
    assert [finding.quote for finding in found] == ["early", "May"]


def test_resolved_comments_only_warn() -> None:
    left = (Comment(Span(22, 27), "Right?", "Ann"), Comment(Span(28, 31), "Yes.", "Ann", resolved=True))
    found = reviewed(comments=left)["HYG002"]
    assert [finding.severity for finding in found] == ["error", "warning"]


def test_a_clean_file_has_nothing_left() -> None:
    assert reviewed() == {"HYG001": [], "HYG002": []}


SKELETON = """
# Conclusions on the March 2025 SEC Release Testing Approach Document

**Date:** 4 February 2025

**Author:** testing@example.org

**Classification:** DCC Public

# 1. Introduction

1. One.

# 2. Consultation Responses

2. Two.

# 3. Analysis of Responses

3. Three.

# 4. TAG Decision

4. Four.

# 5. Next Steps

5. Five.

# 6. Attachments

Attachment 1: March 2025 SEC Release TAD v2.0
"""


def test_a_whole_document_lacks_nothing() -> None:
    assert messages("FRM001", SKELETON) == []
    assert messages("STR001", SKELETON) == []


@pytest.mark.parametrize("field", ["Date", "Author", "Classification"])
def test_a_missing_field_is_named(field: str) -> None:
    text = "\n".join(line for line in SKELETON.splitlines() if not line.startswith(f"**{field}"))
    assert messages("FRM001", text) == [f"The cover of this conclusions document does not give the field {field}"]


@pytest.mark.parametrize("section", ["Consultation Responses", "TAG Decision", "Next Steps", "Attachments"])
def test_a_missing_section_is_named(section: str) -> None:
    text = SKELETON.replace(f". {section}", ". Something Else")
    assert [section in message for message in messages("STR001", text)] == [True]


def test_one_heading_may_open_two_sections() -> None:
    text = SKELETON.replace("# 2. Consultation Responses", "# 2. Consultation Responses and Analysis").replace(
        "# 3. Analysis of Responses", "# 3. More"
    )
    assert messages("STR001", text) == []


def test_a_classification_in_the_footer_will_do() -> None:
    plain = document(SKELETON.replace("**Classification:** DCC Public\n", ""))
    footer = Block("footer", Span(len(plain.text), len(plain.text) + 10))
    known = Facts(replace(plain, text=f"{plain.text}DCC Public\n", blocks=(*plain.blocks, footer)), LIBRARY, kind="conclusions")
    assert results("FRM001", known) == []

"""Outline, places, cover and kind of a document."""

import pytest
from support.reading import LIBRARY, facts

from seclint.facts.outline import depth_of
from seclint.model import Span

CONCLUSIONS = """
# Conclusions on the March 2025 SEC Release Testing Approach Document

**Date:** 4 February 2025

**Author:** testing@example.org

**Classification:** DCC Public

# Contents

- 1. Introduction ..... 2

# 1. Introduction

1. The Smart Energy Code (SEC) changes in SEC Releases.

# 2. Analysis of Responses

## 2.1. Question 1

### Respondent Views

2. One respondent asked for two things:

- (a) more devices; and
- (b) more time.

### DCC Response

3. DCC agrees.<sup>1</sup>

<sup>1</sup> The details are in the TAD.

### 2.2. Question 2

### Respondent Views

4. There were none.

## 3. Next Steps

5. DCC will publish the document.
"""


def sections(text: str) -> list[tuple[int, str, str]]:
    return [(section.depth, section.label, section.title) for section in facts(text).outline.sections]


@pytest.mark.parametrize(
    ("label", "depth"),
    [("3", 1), ("3.1", 2), ("3.1.2", 3), ("A", 1), ("A1", 2), ("A.1.2", 3), ("Annex A", 1), ("Appendix 1", 1), ("(a)", None)],
)
def test_a_number_tells_the_depth(label: str, depth: int | None) -> None:
    assert depth_of(label) == depth


def test_numbers_outweigh_heading_styles() -> None:
    assert sections(CONCLUSIONS) == [
        (1, "", "Contents"),
        (1, "1", "Introduction"),
        (1, "2", "Analysis of Responses"),
        (2, "2.1", "Question 1"),
        (3, "", "Respondent Views"),
        (3, "", "DCC Response"),
        (2, "2.2", "Question 2"),
        (3, "", "Respondent Views"),
        (1, "3", "Next Steps"),
    ]


def test_headings_without_numbers_nest_by_style() -> None:
    assert [depth for depth, _, _ in sections("# Scope\n\nText.\n\n## Devices\n\nText.\n\n## Dates\n\nText.\n\n# Glossary\n\nText.\n")] == [
        1,
        2,
        2,
        1,
    ]


def test_a_section_reaches_to_the_next_one_that_is_not_deeper() -> None:
    known = facts(CONCLUSIONS)
    analysis = next(section for section in known.outline.sections if section.label == "2")
    assert "There were none." in known.document.quote(analysis.span)
    assert "DCC will publish" not in known.document.quote(analysis.span)


@pytest.mark.parametrize(
    ("words", "section", "heading", "paragraph"),
    [
        ("SEC Releases.", "1", "Introduction", "1"),
        ("One respondent", "2.1", "Respondent Views", "2"),
        ("more time", "2.1", "Respondent Views", "2(b)"),
        ("DCC agrees", "2.1", "DCC Response", "3"),
        ("The details are", "2.1", "DCC Response", "3"),  # a footnote stands where its mark does
        ("There were none", "2.2", "Respondent Views", "4"),
        ("testing@example", None, None, None),
    ],
)
def test_places_are_what_an_author_looks_for(words: str, section: str | None, heading: str | None, paragraph: str | None) -> None:
    known = facts(CONCLUSIONS)
    at = known.document.text.index(words)
    place = known.place(Span(at, at + len(words)))
    assert (place.section, place.heading, place.paragraph) == (section, heading, paragraph)
    assert place.page is None
    assert place.line


def test_the_cover_is_read() -> None:
    front = facts(CONCLUSIONS).front
    assert front.title == "Conclusions on the March 2025 SEC Release Testing Approach Document"
    assert front.date == "2025-02-04"
    assert front.author == "testing@example.org"
    assert front.classification == "DCC Public"
    assert front.release == "2025-03"
    assert front.version is None


COVERS = {
    "table": """
        # March 2025 SEC Release Testing Approach Document

        | Version | v1.2 |
        |---|---|
        | Date of issue | 4 February 2025 |
        | Status | Draft |
        """,
    "lines": """
        # March 2025 SEC Release Testing Approach Document

        Version: 1.2

        Date: 04/02/2025

        Status: Draft
        """,
    "label above value": """
        # March 2025 SEC Release Testing Approach Document

        Document version

        V1.2

        Publication date

        4th February 2025

        Status

        Draft for consultation
        """,
    "one line": """
        # March 2025 SEC Release Testing Approach Document

        Version: v1.2 Date: 4 February 2025 Status: Draft
        """,
    "without labels": """
        # March 2025 SEC Release Testing Approach Document - Draft

        Version 1.2

        4 February 2025
        """,
    "document control": """
        # March 2025 SEC Release Testing Approach Document - Draft

        | Version | Date | Comment |
        |---|---|---|
        | 0.1 | 6 January 2025 | First draft |
        | 1.2 | 4 February 2025 | For consultation |
        """,
}


def test_the_latest_row_of_a_table_of_versions_counts_whether_it_stands_last_or_first() -> None:
    head, old, new = "| Version | Date |\n|---|---|\n", "| 0.9 | 6 January 2025 |\n", "| 0.10 | 4 February 2025 |\n"
    for rows in (old + new, new + old):
        front = facts(f"# A Testing Approach Document\n\n{head}{rows}\n# 1. Introduction\n", "tad").front
        assert (front.version, front.date) == ("0.10", "2025-02-04")


@pytest.mark.parametrize("layout", COVERS)
def test_fields_are_found_however_the_cover_is_laid_out(layout: str) -> None:
    front = facts(COVERS[layout] + "\n        # 1. Introduction\n\n        Text.\n", "tad").front
    assert (front.version, front.date, front.draft) == ("1.2", "2025-02-04", True)


def test_the_title_may_fill_a_row_of_the_table_on_the_cover() -> None:
    cover = "| March 2025 SEC Release Testing Approach Document | |\n|---|---|\n| Version | 1.2 |\n"
    sections = "\n# Background\n\nDCC tests every release of the Smart Energy Code before it goes live.\n\n# Annex A: Devices\n\nText.\n"
    known = facts(cover + sections, "tad")
    assert (known.front.title, known.front.version) == ("March 2025 SEC Release Testing Approach Document", "1.2")
    assert [section.title for section in known.outline.sections] == ["Background", "Devices"]


@pytest.mark.parametrize("above", ["DCC", "Smart DCC", "The Data Communications Company (DCC)", "DCC Public"])
def test_a_letterhead_is_no_title(above: str) -> None:
    title = "Conclusions on the March 2025 SEC Release Testing Approach Document"
    assert facts(f"{above}\n\n{title}\n\nDate: 4 February 2025\n\n## 1. Scope\n", "conclusions").front.title == title
    assert facts(f"# {above}\n\n{title}\n\nDate: 4 February 2025\n\n## 1. Scope\n", "conclusions").front.title == title


def test_a_letterhead_will_do_where_nothing_else_is_a_title() -> None:
    assert facts("# Smart DCC\n\nDate: 4 February 2025\n\n## 1. Scope\n", "conclusions").front.title == "Smart DCC"


def test_headings_over_running_prose_are_no_titles() -> None:
    prose = "DCC tests every release of the Smart Energy Code before it goes live."
    known = facts(f"# A Testing Approach Document\n\n## Foreword\n\n{prose}\n\n# 1. Introduction\n", "tad")
    assert known.front.title == "A Testing Approach Document"
    assert [section.title for section in known.outline.sections] == ["Foreword", "Introduction"]


def test_what_stands_behind_the_cover_is_not_the_cover() -> None:
    front = facts("# A Testing Approach Document\n\n# 1. Introduction\n\nDate: 4 February 2025\n", "tad").front
    assert "date" not in front.fields


KINDS = {
    "conclusions": CONCLUSIONS,
    "consultation": """
        # Consultation on the draft March 2025 SEC Release Testing Approach Document

        **Classification:** DCC Public

        # 1. Introduction

        1. DCC is seeking views on the draft Testing Approach Document for the SEC Release.

        # 2. Consultation Questions

        Question 1: Do you agree?

        # 3. How to Respond

        2. Write to us.
        """,
    "tad": """
        # March 2025 SEC Release Testing Approach Document

        **Version:** 2.0

        # 1. Introduction

        1. This document sets out how DCC Systems are tested in SIT-A and SIT-B.

        # 2. Test Phases

        2. There are two.
        """,
    "report": """
        # March 2025 SEC Release Test Completion Report

        **Version:** 1.0

        # 1. Test Results

        1. DCC has tested the changes of the SEC Release in SIT-A and SIT-B.
        """,
    "other": """
        # Consultation on the Testing of Rural Bus Services

        **Date:** 4 February 2025

        # 1. Consultation Questions

        1. The SEC is a regulator in Washington, and this is none of its business.
        """,
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_is_recognised_with_its_reason(kind: str) -> None:
    recognised = facts(KINDS[kind]).recognised_kind
    assert recognised.name == kind
    assert recognised.reason


def test_a_given_kind_is_kept() -> None:
    assert facts(KINDS["tad"], "report").kind == "report"


def test_every_profile_extends_the_common_one() -> None:
    for name in LIBRARY.names("profiles"):
        profile = facts("Text.", name).profile
        assert profile.answers.response
        assert profile.numbers["four"] == 4
        assert name == "other" or profile.sign


def test_the_title_of_an_attachment_ends_with_its_version() -> None:
    known = facts("# Enclosures\n\nEnclosure 1: draft Test Plan (v0.4), on which the questions are asked.\n")
    assert [(one.title, one.version) for one in known.attachments] == [("draft Test Plan", "0.4")]


def test_attachments_are_listed_with_their_versions() -> None:
    known = facts(
        """
        # 6. Attachments

        Attachment 1: March 2025 SEC Release Testing Approach Document v2.0

        Attachment 2 – Test Plan

        As Attachment 1 shows, there are two.
        """
    )
    assert [(one.label, one.title, one.version) for one in known.attachments] == [
        ("Attachment 1", "March 2025 SEC Release Testing Approach Document", "2.0"),
        ("Attachment 2", "Test Plan", ""),
    ]


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("DCC has amended Section 2.3 of the TAD to say so.", "2.3"),
        ("In response, DCC has therefore updated page 14 of the TAD.", "page 14"),
        ("Section 7.1 of the TAD has been revised.", "7.1"),
        ("DCC will clarify this in Section 4 of the TAD.", "4"),
    ],
)
def test_claims_name_what_was_amended(sentence: str, target: str) -> None:
    (claim,) = facts(sentence).claims
    assert claim.owner == "TAD"
    assert claim.target == target


@pytest.mark.parametrize(
    "sentence",
    [
        "One respondent asked about Section 2.3 of the TAD.",
        "DCC has amended the text. See Section 2.3 of the TAD.",
        "SEC Section D10.18 was amended.",
    ],
)
def test_other_sentences_claim_nothing(sentence: str) -> None:
    assert facts(sentence).claims == ()


def test_a_table_of_the_covers_fields_below_a_heading_is_the_cover() -> None:
    front = facts(
        "# Consultation document\n\n## Draft TAD\n\n| Item | Detail |\n|---|---|\n| Version | 1.0 |\n| Date | 9 January 2031 |\n"
        "| Author | DCC Testing |\n\n## 1. Introduction\n\nDCC consults.\n"
    ).front
    assert (front.version, front.date, front.author) == ("1.0", "2031-01-09", "DCC Testing")


def test_a_letter_is_by_whoever_signs_it() -> None:
    letter = (
        "# Conclusions on the plan\n\n4 May 2031\n\nDear all,\n\nThank you for your replies.\n\nYours faithfully,\n\nHead of Assurance\n"
    )
    assert facts(letter, "conclusions").front.author == "Head of Assurance"
    assert facts(letter.replace("Yours faithfully", "So we agree"), "conclusions").front.author is None


def test_headings_right_above_the_table_of_a_cover_are_titles() -> None:
    title = "May 2031 SEC Release – Testing Approach Document – Conclusions"
    table = "| | |\n|---|---|\n| **Version** | v1.1 |\n| **Date** | 4 May 2031 |\n| **Owner** | Test Team |\n"
    below = "*v1.1 replaces v1.0, which we issued in April.*\n\n## Part A – Why\n\nWe asked.\n\n## Part B – Who\n\nTwo replied.\n"
    front = facts(f"# YOUR VIEWS\n\n# {title}\n\n{table}\n{below}", "conclusions").front
    assert (front.title, front.version, front.author) == (title, "1.1", "Test Team")

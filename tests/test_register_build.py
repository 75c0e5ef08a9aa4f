"""Registers of clauses, made out of documents of the Code, let the rules on clauses find what is wrong."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from support.word_file import STYLES, abstract, level, num, paragraph, word_file

SECTION = """\
# Smart Energy Code

Version 91.0

14 February 2031

# Section D: Making Changes

## D1 Proposals

### Who may propose

D1.1 Any Party may put forward a change.

D1.2 The Panel may put one forward where:

(a) a Party asks for it; or

(b) the law asks for it.

### Form of a proposal

D1.2A Each proposal says what it changes.

## D2 Assessment

D2.1 The Panel weighs each proposal.
"""
APPENDIX = """\
# SEC Appendix AG – Handling of Incidents

## 1 Scope

1.1 This appendix tells how incidents are handled.

## 2 Priorities

2.1 Every incident has a priority.
"""
CITING = """\
# November 2031 SEC Release Testing Approach Document – Conclusions

Date: 3 March 2031

## 1 Introduction

1. SEC Section D1.2(b), Sections D1.1 to D1.2A, {clause} and clause 2.1 of SEC Appendix AG apply.
"""


@pytest.fixture
def built(run, write):
    """Runs `seclint register build` on the files; gives the register as data."""

    def build(*files, options=(), out="our/registers/clauses.toml"):
        write(out.replace("clauses.toml", ".keep"), "")
        result = run("register", "build", *files, "-o", out, *options)
        assert result.exit_code == 0, result.output
        return tomllib.loads(Path(out).read_text("utf-8"))["edition"]

    return build


def test_numbers_and_captions_are_those_that_the_files_print(built, write):
    (edition,) = built(write("section-d.md", SECTION), write("appendix-ag.md", APPENDIX))
    assert (edition["sec_version"], edition["from"]) == ("91.0", date(2031, 2, 14))
    assert edition["source"] == "section-d.md, appendix-ag.md"
    assert edition["clauses"] == {
        "D": "Making Changes",
        "D1": "Proposals",
        "D1.1": "Who may propose",
        "D1.2": "Who may propose",
        "D1.2A": "Form of a proposal",
        "D2": "Assessment",
        "D2.1": "",
        "Appendix AG": "Handling of Incidents",
        "Appendix AG clause 1": "Scope",
        "Appendix AG clause 1.1": "",
        "Appendix AG clause 2": "Priorities",
        "Appendix AG clause 2.1": "",
    }


def test_word_files_have_the_numbers_that_word_prints(built, write):
    numbering = abstract(1, level(0, "D%1"), level(1, "D%1.%2"), level(2, "(%3)", "lowerLetter")) + num(1, 1)
    body = "".join(
        [
            paragraph("Section D – Making Changes", style="Heading1"),
            paragraph("Proposals", style="Heading2", number=(1, 0)),
            paragraph("Any Party may put forward a change.", number=(1, 1)),
            paragraph("a Party asks for it", number=(1, 2)),
            paragraph("The Panel may put one forward.", number=(1, 1)),
        ]
    )
    file = write("section-d.docx", word_file(body, numbering=numbering, styles=STYLES))
    (edition,) = built(file, options=("--sec-version", "91.0", "--date", "2031-02-14"))
    assert edition["clauses"] == {"D": "Making Changes", "D1": "Proposals", "D1.1": "", "D1.2": ""}


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("SEC Section D1.9", ["unknown-clause"]),
        ("clause 2.7 of SEC Appendix AG", ["unknown-clause"]),
        ("SEC Section D1.2A (Who may propose)", ["clause-caption-mismatch"]),
        ("SEC Section D1.2A (Form of a Proposal)", []),
        ("Section 2.1 of SEC Appendix AG", []),
        ("SEC Section H14.1", []),  # of a Section that the register does not have
    ],
)
def test_the_rules_look_clauses_up_in_it(built, run, write, clause, found):
    built(write("section-d.md", SECTION), write("appendix-ag.md", APPENDIX))
    citing = write("conclusions.md", CITING.format(clause=clause))
    select = "unknown-clause,clause-caption-mismatch"
    output = run("check", citing, "--rules", "our", "--select", select, "--format", "brief", "--no-cache").output
    assert [name for name in select.split(",") if name in output] == found


def test_another_version_joins_the_register_and_the_same_one_is_replaced(built, write):
    file = write("section-d.md", SECTION)
    built(file)
    built(file, options=("--sec-version", "92.0", "--date", "2031-06-30"))
    editions = built(file, options=("--date", "2031-02-15"))
    assert [(one["sec_version"], one["from"]) for one in editions] == [("91.0", date(2031, 2, 15)), ("92.0", date(2031, 6, 30))]


@pytest.mark.parametrize(
    ("text", "options", "message", "hint"),
    [
        ("# A letter\n\n1. No clause stands here.\n", (), "no clauses of the Code were found", "seclint show"),
        (SECTION.replace("Version 91.0\n", ""), (), "does not say of which version", "--sec-version"),
        (SECTION.replace("14 February 2031\n", ""), (), "the day on which version 91.0 took effect is not known", "--date"),
        (SECTION, ("--sec-version", "92.0"), "the day on which version 92.0 took effect is not known", "--date"),
    ],
)
def test_what_is_missing_is_asked_for(run, write, text, options, message, hint):
    result = run("register", "build", write("section-d.md", text), "-o", "clauses.toml", *options)
    assert result.exit_code == 2
    assert message in result.output
    assert hint in result.output


def test_what_is_known_of_a_version_need_not_be_said(built, write):
    (edition,) = built(write("section-d.md", SECTION.replace("Version 91.0\n\n14 February 2031\n", "Version 61.0\n")))
    assert edition["from"] == date(2022, 6, 30)


def test_no_document_is_overwritten(run, write):
    file = write("section-d.md", SECTION)
    result = run("register", "build", file, "-o", file)
    assert result.exit_code == 2
    assert "would overwrite" in result.output

"""What counts as an abbreviation, and what as its definition."""

import pytest
from support.reading import facts

from seclint.facts.initials import spells


def undefined(text: str) -> list[str]:
    known = facts("# Background\n\n" + text, "conclusions").abbreviations
    return list(dict.fromkeys(use.short for use in known.uses if not known.defines(use.short)))


@pytest.mark.parametrize(
    "text",
    [
        "The Testing Advisory Group (TAG) met. TAG agreed.",
        "The Testing Advisory Group (the “TAG”) met. TAG agreed.",
        "The TAG (Testing Advisory Group) met. TAG agreed.",
        "TAG stands for the Testing Advisory Group. TAG agreed.",
        "The Testing Advisory Group, known as TAG, met. TAG agreed.",
        "“TAG” means the group that advises on testing. TAG agreed.",
        "TAG: Testing Advisory Group\n\nTAG agreed.",
        "TAG – Testing Advisory Group\n\nTAG agreed.",
        "Testing Approach Documents (TADs) are written. Each TAD is approved.",
        "Second-generation (SMETS2) meters are supported. SMETS2 is new.",
        "Market Wide Half Hourly Settlement (MHHS) changes. MHHS is tested.",
        "| Term | Meaning |\n| --- | --- |\n| TAG | Testing Advisory Group |\n\nTAG agreed.",
        "| Abbreviation | Explanation |\n| --- | --- |\n| PKI | the way in which keys are looked after |\n\nPKI is used.",
        "System Integration Testing and User Integration Testing (SIT and UIT) follow. SIT comes before UIT.",
        "MP216 and SECMP0062 are in scope, with error E120201 and part IV of it.",
        "System Integration Testing (SIT) comes first. Then SIT-B follows.",
        "It is read with the Enduring Testing Approach Document (ETAD v5.1). ETAD tests follow.",
        "ESME is Electricity Smart Metering Equipment, GSME Gas Smart Metering Equipment. GSME are installed first.",
        "Please quote RT/2031/03 or TA/L/24/07 when you write, and V/DCC/7 on the envelope.",
        "The UK publishes a PDF for Ofgem. This MUST NOT change, and it must not be lost.",
        "Write to tests@DCC.EXAMPLE or see https://EXAMPLE/SMKI for it.",
        "THIS PARAGRAPH IS SET IN CAPITALS AS A WHOLE AND SHOUTS.",
    ],
)
def test_these_are_defined_or_need_no_definition(text: str) -> None:
    assert undefined(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Under SEC Section D10.18 testing is planned.", ["SEC"]),
        ("System Integration Testing (SIT) comes first.\n\nThen SIT-B follows.", ["SIT-B"]),
        ("The CSPs and the SIT/UIT teams met.", ["CSP", "SIT", "UIT"]),
        ("DCC’s network is large.", ["DCC"]),
        ("The ECoS service and the CH&N programme follow.", ["ECoS", "CH&N"]),
        ("The approach (see SEC rules) is clear.", ["SEC"]),
    ],
)
def test_these_are_undefined(text: str, found: list[str]) -> None:
    assert undefined(text) == found


def test_a_word_behind_its_letters_explains_them() -> None:
    text = "## Sets\n\nThe sets are HW (hardware), ML (mail) and QZ (others). HW, ML and QZ are run.\n"
    assert [one for one in ("HW", "ML", "QZ") if not facts(text).abbreviations.defines(one)] == ["QZ"]


def test_headings_and_the_cover_do_not_count() -> None:
    text = "# SEC Release Conclusions\n\n**Classification:** DCC Public\n\n# 1. TAG Decision\n\n1. The group agreed."
    assert facts(text, "conclusions").abbreviations.uses == ()


@pytest.mark.parametrize(
    ("short", "long", "does"),
    [
        ("SEC", "Smart Energy Code", True),
        ("GBCS", "Great Britain Companion Specification", True),
        ("MHHS", "Market-wide Half-Hourly Settlement", True),
        ("DESNZ", "Department for Energy Security and Net Zero", True),
        ("SEC", "Security", False),
        ("TAG", "Technical Working Group", False),
        ("TAD", "draft Testing Approach Document", False),
    ],
)
def test_spelling(short: str, long: str, does: bool) -> None:
    assert spells(short, long) is does


def test_a_part_in_front_belongs_to_the_abbreviation_and_spells_the_whole_out_too() -> None:
    known = facts("Functional System Integration Testing (F-SIT) comes first. F-SIT is run in SIT-A, and then SIT is over.")
    assert {use.short for use in known.abbreviations.uses if not known.abbreviations.defines(use.short)} == set()


def test_a_table_of_criteria_defines_nothing() -> None:
    rows = "| UIT | UIT-A has passed its smoke test |\n| SIT | SIT-A has passed its smoke test |\n"
    known = facts(f"| Phase | Entry criterion |\n|---|---|\n{rows}")
    assert not [one for one in known.abbreviations.definitions if one.long]

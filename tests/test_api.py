"""seclint for Python programs: what is exported, what is checked, and what is said of a wrong argument."""

import re
from datetime import date

import pytest

import seclint


@pytest.fixture
def document(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("Responses are due by Tuesday 7 October 2024.\n", "utf-8")
    return file


def rules(report):
    return [finding.rule for finding in report.findings]


def test_everything_that_is_exported_is_there():
    assert all(getattr(seclint, name) for name in seclint.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        seclint.nothing  # noqa: B018


def test_a_document_is_read_and_checked(document):
    assert seclint.read(document).text.startswith("Responses are due by")
    assert rules(seclint.check(document, select=["DAT001"], as_of="2024-01-01")) == ["DAT001"]
    assert seclint.check(document, as_of=date(2024, 1, 1)).as_of == "2024-01-01"


def test_only_the_arguments_count(document):
    document.with_name("seclint.toml").write_text('ignore = ["DAT001"]\n', "utf-8")
    assert "DAT001" in rules(seclint.check(document))
    assert "DAT001" not in rules(seclint.check(document, ignore=["DAT"]))


def test_a_folder_is_searched_for_what_is_included(document):
    with pytest.raises(seclint.ConfigError, match="no document found"):
        seclint.check(document.parent)
    assert len(seclint.check(document.parent, include=["*.md"]).documents) == 1


@pytest.mark.parametrize(
    ("arguments", "says", "helps"),
    [
        ({"select": "DAT001"}, "select is the one word 'DAT001'", r"select=\['DAT001'\]"),
        ({"ignore": "DAT001"}, "ignore is the one word", "give a list"),
        ({"packs": "ours"}, "packs is the one word", "give a list"),
        ({"as_of": "tomorrow"}, "as_of is 'tomorrow', which is not a day", "2026-01-31"),
        ({"stage": "final"}, "there is no stage 'final'", "draft, publish"),
        ({"kind": "memo"}, "there is no kind of document 'memo'", "the kinds are"),
        ({"select": ["DAT999"]}, "there is no rule 'DAT999'", "did you mean"),
    ],
)
def test_a_wrong_argument_is_an_error_with_a_remedy(document, arguments, says, helps):
    with pytest.raises(seclint.ConfigError, match=says) as raised:
        seclint.check(document, **arguments)
    assert re.search(helps, raised.value.hint)


def test_what_cannot_be_read_is_an_error_of_reading_and_a_line_of_a_report(tmp_path):
    with pytest.raises(seclint.UnreadableDocument, match=r"none\.pdf"):
        seclint.read(tmp_path / "none.pdf")
    report = seclint.check(tmp_path / "none.pdf")
    assert (report.verdict, report.documents[0].status) == ("incomplete", "unreadable")

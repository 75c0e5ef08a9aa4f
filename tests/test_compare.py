"""`seclint compare`: what changed between two versions of a document, told to a person and to a program."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from seclint.cli import main
from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Words, align
from seclint.library import Library
from seclint.readers import markdown

CLEAN = Path(__file__).parent.parent / "samples" / "clean"
LIBRARY = Library()


def tad(body: str, version: str = "1.0") -> Facts:
    words = f"# June 2031 SEC Release Testing Approach Document\n\n**Version:** {version}\n\n{body}"
    return Facts(markdown.read(words.encode(), f"tad-{version}.md"), LIBRARY, kind="tad")


def aligned(old: str, new: str) -> Alignment:
    return align(tad(old), tad(new, "2.0"), LIBRARY.load("registers", "comparison", Words))


def substance(old: str, new: str) -> list[tuple[str, str]]:
    """The words that went and came, of every edit of substance."""
    alignment = aligned(old, new)
    return [
        (" ".join(word.key for word in edit.old), " ".join(word.key for word in edit.new))
        for change in alignment.changes
        if change.is_substantive
        for edit in change.edits
        if edit.nature == "substance"
    ]


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        ("Tests may be repeated in UIT.", "Tests must be repeated in UIT.", ("may", "must")),
        ("Open defects are acceptable here.", "Open defects are not acceptable here.", ("", "not")),
        ("The phase ends on 3 May 2031 at noon.", "The phase ends on 4 May 2031 at noon.", ("2031-05-03", "2031-05-04")),
        ("The hub is built to GBCS v4.4 in SIT.", "The hub is built to GBCS v4.5 in SIT.", ("v4.4", "v4.5")),
        ("No more than five defects stay open.", "No more than six defects stay open.", ("five", "six")),
    ],
)
def test_one_word_is_a_change_of_substance(old: str, new: str, edit: tuple[str, str]) -> None:
    assert substance(f"# 1. Tests\n\n{old}", f"# 1. Tests\n\n{new}") == [edit]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The pre-integration tests come first.", "The preintegration tests come first."),
        ("Tests are run by “Users”.", 'Tests are run by "Users".'),
        ("The resulst are recorded by DCC.", "The results are recorded by DCC."),
        ("This draft document is TAD v1.0 of DCC.", "This document is TAD v2.0 of DCC."),
        ("Where a fix fails, it's sent back.", "Where a fix fails, it is sent back."),
    ],
)
def test_spelling_signs_and_the_documents_own_version_are_not(old: str, new: str) -> None:
    assert substance(f"# 1. Tests\n\n{old}", f"# 1. Tests\n\n{new}") == []


def test_sections_are_the_same_through_renumbering_and_so_are_references_to_them() -> None:
    old = "# 1. Scope\n\nAll changes are tested. See Section 2 of this document.\n\n# 2. Devices\n\nDevices are listed in an annex to it.\n"
    new = (
        "# 1. Scope\n\nAll changes are tested. See Section 3 of this document.\n\n# 2. Governance\n\nTAG decides on every exit.\n\n"
        "# 3. Devices\n\nDevices are listed in an annex to it.\n"
    )
    assert substance(old, new) == [("", "tag decides on every exit .")]


def test_a_moved_paragraph_is_moved_and_not_gone() -> None:
    moved = "Every Device is reset before a test begins."
    old = f"# 1. Scope\n\nAll changes are tested.\n\n{moved}\n\n# 2. Devices\n\nDevices are listed below in full.\n"
    new = f"# 1. Scope\n\nAll changes are tested.\n\n# 2. Devices\n\nDevices are listed below in full.\n\n{moved}\n"
    (change,) = [change for change in aligned(old, new).changes if change.nature != "version"]
    assert change.moved
    assert not change.is_substantive


def test_a_paragraph_that_a_page_cuts_in_two_has_changed_only_at_its_end() -> None:
    first = "The test team keeps the scripts in one place. Every party may look at them there."
    rest = "Users repeat the scripts that failed before the next stage begins. DCC watches them do so."
    added = "Results are kept for ten months."
    assert substance(f"# 1. Tests\n\n{first} {rest}", f"# 1. Tests\n\n{first}\n\n{rest} {added}") == [
        ("", "results are kept for ten months .")
    ]


def test_a_section_that_is_split_loses_nothing() -> None:
    one, two = "Entry needs approved designs of all parts.", "Exit needs a report that TAG has seen."
    old = f"# 1. Criteria\n\n{one}\n\n{two}\n\n# 2. Devices\n\nDevices are listed below in full.\n"
    new = f"# 1. Entry Criteria\n\n{one}\n\n# 2. Exit Criteria\n\n{two}\n\n# 3. Devices\n\nDevices are listed below in full.\n"
    assert not [change for change in aligned(old, new).changes if change.is_substantive and not change.headed]


def test_a_row_that_is_put_between_others_is_the_only_change_of_a_table() -> None:
    table = "# 1. Phases\n\n| Phase | Days |\n|---|---|\n| SIT | 40 |\n{}| UIT | 20 |\n"
    assert substance(table.format(""), table.format("| PIT | 30 |\n")) == [("", "pit 30")]


def test_the_record_of_versions_changes_with_every_version() -> None:
    table = "# 1. Document Control\n\n| Version | Date | Comment |\n|---|---|---|\n| 1.0 | 3 May 2031 | Draft |\n"
    assert substance(table, table + "| 2.0 | 9 June 2031 | Approved by TAG |\n") == []


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["compare", str(CLEAN / "draft-tad.md"), str(CLEAN / "final-tad.md"), *arguments])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_text_shows_sections_words_and_claims() -> None:
    shown = " ".join(run("--conclusions", str(CLEAN / "conclusions.md")).split())
    assert "4.3 Regression Testing" in shown
    assert "{+twice:+}" in shown
    assert "paragraph 12: DCC has amended Section 4.3 of the TAD so that" in shown
    assert "the conclusions speak of all" in shown
    assert "Version" not in shown
    assert "Version: [-v1.0-]" in run("--all")


def test_the_json_says_of_what_nature_each_change_is() -> None:
    data = json.loads(run("--format", "json", "--conclusions", str(CLEAN / "conclusions.md")))
    assert data["schema"] == "seclint-compare/1"
    assert {change["nature"] for change in data["changes"]} >= {"substance", "version"}
    assert data["summary"]["unclaimed"] == 0


def test_the_html_marks_what_went_and_what_came() -> None:
    page = run("--format", "html")
    assert "<ins>twice:</ins>" in page
    assert "The conclusions speak of all" in run("--format", "html", "--conclusions", str(CLEAN / "conclusions.md"))
    assert "<script" not in page
    assert "default-src &#x27;none&#x27;; style-src &#x27;sha256-" in page

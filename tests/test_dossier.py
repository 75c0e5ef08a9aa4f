"""Dossiers: which documents belong together, in which role, and what is said of those that cannot be sorted."""

import json
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import seclint
from seclint.cli import main
from seclint.model import Finding, Report

SAMPLES = Path(__file__).parent.parent / "samples"
DOSSIERS = tomllib.loads((SAMPLES / "expected.toml").read_text("utf-8"))["dossier"]
FILES = ("consultation", "draft-tad", "conclusions", "final-tad")


def check(folder: Path, suffix: str = "md") -> Report:
    return seclint.check(*(path for path in sorted(folder.rglob(f"*.{suffix}"))), jobs=1)


def across(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule[:3] in ("DOS", "AMD") or finding.rule == "PDF004"]


def roles(report: Report) -> dict[str, str]:
    return {Path(document.path).name: (document.role or "").partition(":")[0] for document in report.documents if document.dossier}


def doubts(report: Report) -> list[str]:
    return [one.reason for one in report.unchecked if one.rule == "dossier"]


def copied(folder: Path, *names: str, **changes: tuple[str, str]) -> Path:
    """The clean samples of these names in a folder, with words changed in some of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        text = (SAMPLES / "clean" / f"{name}.md").read_text("utf-8")
        before, after = changes.get(name.replace("-", "_"), ("", ""))
        assert before in text
        (folder / f"{name}.md").write_text(text.replace(before, after) if before else text, "utf-8")
    return folder


@pytest.mark.parametrize("suffix", ["md", "docx", "pdf"])
@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda one: one["name"])
def test_the_samples_give_what_is_expected_and_nothing_besides(dossier: dict[str, Any], suffix: str) -> None:
    report = check(SAMPLES / dossier["name"], suffix)
    assert not report.errors
    found = across(report)
    wanted = dossier.get("finding", [])
    assert [one["rule"] for one in wanted if not any(_matches(finding, one) for finding in found)] == []
    assert [(one.rule, one.message, one.quote) for one in found if not any(_matches(one, other) for other in wanted)] == []


def _matches(finding: Finding, wanted: dict[str, Any]) -> bool:
    said = wanted["quote"] in finding.quote or wanted["quote"] in finding.context
    shown = not wanted["other"] or any(Path(other.path).stem == wanted["other"] and other.quote for other in finding.related)
    return finding.rule == wanted["rule"] and Path(finding.path).stem == wanted["document"] and said and shown


def test_roles_are_told_by_what_the_documents_say(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    for name in FILES:
        (folder / f"{name}.md").rename(folder / f"{name[::-1]}.md")
    assert roles(check(folder)) == {
        "noitatlusnoc.md": "consultation",
        "dat-tfard.md": "draft-tad",
        "snoisulcnoc.md": "conclusions",
        "dat-lanif.md": "tad",
    }


def test_a_word_file_and_its_pdf_are_one_document_and_agree() -> None:
    report = seclint.check(*(SAMPLES / "clean" / f"{name}.{suffix}" for name in FILES for suffix in ("docx", "pdf")), jobs=1)
    assert {document.dossier for document in report.documents} == {"2027-02 TAD"}
    assert across(report) == []


def test_a_pdf_that_says_something_else_is_told(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "clean" / "final-tad.docx", tmp_path / "tad.docx")
    shutil.copy(SAMPLES / "faulty-dossier" / "final-tad.pdf", tmp_path / "tad.pdf")
    report = seclint.check(tmp_path, jobs=1)
    assert {finding.rule for finding in across(report)} == {"PDF004"}
    assert any("quarter" in other.quote for finding in across(report) for other in finding.related)


def test_two_dossiers_in_one_folder_are_kept_apart(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    for name in FILES:
        text = (folder / f"{name}.md").read_text("utf-8").replace("February 2027", "June 2028")
        (folder / f"other-{name}.md").write_text(text, "utf-8")
    report = check(folder)
    assert {document.dossier for document in report.documents} == {"2027-02 TAD", "2028-06 TAD"}
    assert [finding for finding in across(report) if "other" not in finding.path] == []


def test_one_dossier_in_each_of_two_folders(tmp_path: Path) -> None:
    copied(tmp_path / "one", *FILES)
    copied(tmp_path / "two", *FILES)
    report = check(tmp_path)
    assert len({document.dossier for document in report.documents}) == 2
    assert across(report) == []


def test_an_older_draft_beside_the_one_consulted_on_is_left_out(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    text = (folder / "draft-tad.md").read_text("utf-8").replace("**Version:** v1.0", "**Version:** v0.1")
    (folder / "older.md").write_text(text, "utf-8")
    report = check(folder)
    assert "older.md" not in roles(report)
    assert roles(report)["draft-tad.md"] == "draft-tad"
    assert across(report) == []


def test_where_nothing_else_tells_them_apart_the_earlier_one_is_the_draft(tmp_path: Path) -> None:
    body = "# 1. Scope\n\nThis Testing Approach Document is for the June 2031 SEC Release.\n"
    cover = "# How we will test the June 2031 SEC Release\n\nTesting Approach Document\n\n**Date:** {date}\n\n"
    (tmp_path / "one.md").write_text(cover.format(date="25 March 2031") + body, "utf-8")
    (tmp_path / "other.md").write_text(cover.format(date="12 February 2031") + body.replace("is for", "is about"), "utf-8")
    assert roles(check(tmp_path)) == {"one.md": "tad", "other.md": "draft-tad"}


def test_two_that_claim_one_role_are_both_left_out_and_it_is_said(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    text = (folder / "conclusions.md").read_text("utf-8")
    (folder / "conclusions-new.md").write_text(text.replace("Energy Suppliers", "Energy Retailers"), "utf-8")
    report = check(folder)
    assert not {"conclusions.md", "conclusions-new.md"} & set(roles(report))
    assert len(doubts(report)) == 2
    assert report.verdict == "pass"


def test_two_files_with_the_same_words_are_one_document(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    shutil.copy(folder / "conclusions.md", folder / "conclusions (1).md")
    report = check(folder)
    assert roles(report)["conclusions.md"] == roles(report)["conclusions (1).md"] == "conclusions"
    assert doubts(report) == [] == across(report)


def test_a_version_that_the_others_do_not_cite_is_left_out_and_it_is_said(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    text = (folder / "draft-tad.md").read_text("utf-8")
    (folder / "old").mkdir()
    (folder / "old" / "draft-tad.md").write_text(text.replace("**Version:** v1.0", "**Version:** v0.3"), "utf-8")
    report = check(folder)
    (reason,) = doubts(report)
    assert "the other documents cite version 1.0 as the draft" in reason


def test_an_incomplete_dossier_says_what_it_lacks(tmp_path: Path) -> None:
    report = check(copied(tmp_path, "conclusions", "final-tad"))
    lacking = {one.rule: one.reason for one in report.unchecked}
    assert lacking["AMD001"] == "there is no draft TAD in the dossier “2027-02 TAD”"
    assert lacking["DOS003"] == "there is no consultation in the dossier “2027-02 TAD”"
    assert across(report) == []


def test_a_listed_document_may_be_any_file_of_the_run(tmp_path: Path) -> None:
    listed = "Attachment 1: February 2027 SEC Release Testing Approach Document v2.0"
    folder = copied(tmp_path, "conclusions", "final-tad", conclusions=(listed, f"{listed}\n\nAttachment 2: Test Data Plan v1.1"))
    assert [(one.rule, one.quote) for one in across(check(folder))] == [("DOS002", "Attachment 2: Test Data Plan v1.1")]
    (folder / "test_data-plan.md").write_text("# Data\n\nEvery meter has a tariff.\n", "utf-8")
    assert across(check(folder)) == []


def test_what_is_lacking_is_called_by_its_name(tmp_path: Path) -> None:
    folder = copied(tmp_path, "consultation", "conclusions")
    for name in ("consultation", "conclusions"):
        text = (folder / f"{name}.md").read_text("utf-8").replace("Testing Approach Document", "Transition and Migration Approach Document")
        (folder / f"{name}.md").write_text(text.replace("TAD", "TMAD"), "utf-8")
    reasons = {one.reason for one in check(folder).unchecked}
    assert any(reason.startswith("there is no draft TMAD and no final TMAD in") for reason in reasons)


def test_one_document_alone_is_no_dossier(tmp_path: Path) -> None:
    report = check(copied(tmp_path, "conclusions"))
    assert report.documents[0].dossier is None
    assert not [one for one in report.unchecked if one.rule[:3] in ("DOS", "AMD")]


def test_the_configuration_says_what_cannot_be_recognised(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES, final_tad=("TAG every month", "TAG every quarter"))
    (folder / "draft-tad.md").rename(folder / "b.md")
    (folder / "unrelated.md").write_text((folder / "b.md").read_text("utf-8"), "utf-8")
    config = '[[dossier]]\nconsultation = "consultation.md"\ndraft-tad = "b.md"\nconclusions = "conclusions.md"\ntad = "final-tad.md"\n'
    (folder / "seclint.toml").write_text(config, "utf-8")
    done = CliRunner().invoke(main, ["check", str(folder), "--include", "*.md", "--no-cache", "--format", "json"])
    data = json.loads(done.output)
    assert {Path(document["path"]).name for document in data["documents"] if document["dossier"]} == {
        f"{name}.md" for name in FILES[::2]
    } | {
        "b.md",
        "final-tad.md",
    }
    (finding,) = [one for one in data["findings"] if one["rule"] == "AMD003"]
    assert Path(finding["related"][0]["path"]).name == "b.md"


def test_dossiers_can_be_switched_off(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES, final_tad=("TAG every month", "TAG every quarter"))
    arguments = ["check", str(folder), "--include", "*.md", "--no-cache", "--verbose"]
    assert "dossier: 2027-02 TAD, draft-tad: its status is" in CliRunner().invoke(main, arguments).output
    off = CliRunner().invoke(main, [*arguments, "--dossier", "off"])
    assert "= dossier" not in off.output
    assert off.exit_code == 0


@pytest.mark.parametrize(
    ("override", "wanted"),
    [
        ('documents = ["conclusions.md"]\nignore = ["AMD", "DOS"]', {"DOS002": "error", "AMD003": "warning"}),
        ('documents = ["*"]\nignore = ["AMD", "DOS"]', {}),
        ('documents = ["conclusions.md"]\nselect = ["DOS003"]', {"DOS002": "error", "DOS003": "warning", "AMD003": "warning"}),
        (
            'documents = ["con*.md"]\nselect = ["DOS003", "DOS009"]\nseverity = { DOS003 = "error", DOS009 = "note" }',
            {"DOS003": "error", "DOS009": "note", "AMD003": "warning"},
        ),
    ],
    ids=["ignored in one", "ignored in all", "only one selected in one", "other severities in two"],
)
def test_what_the_configuration_says_of_a_document_holds_for_what_is_found_in_it(run, write, override: str, wanted: dict[str, str]) -> None:
    for file in (SAMPLES / "faulty-dossier").glob("*.md"):
        write(file.name, file.read_bytes())
    write("seclint.toml", f'include = ["*.md"]\n[[override]]\n{override}\n')
    for fresh in ("--no-cache", "--jobs=1"):
        findings = json.loads(run("check", ".", "--format", "json", fresh).output)["findings"]
        assert {one["rule"]: one["severity"] for one in findings if one["rule"][:3] in ("AMD", "DOS")} == wanted


def test_a_check_that_crashes_is_no_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from msgspec.structs import replace

    from seclint.checks import across as checks

    def crash(*_: object) -> None:
        raise ValueError("a fault")

    monkeypatch.setitem(checks.ACROSS, "events-agree", replace(checks.ACROSS["events-agree"], run=crash))
    report = check(copied(tmp_path, *FILES))
    assert report.verdict == "incomplete"
    assert any("DOS007" in error for error in report.errors)


def test_a_document_is_in_one_dossier_only(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    dossier = '[[dossier]]\nconclusions = "conclusions.md"\ntad = "final-tad.md"\n'
    (folder / "seclint.toml").write_text(dossier + dossier, "utf-8")
    done = CliRunner().invoke(main, ["check", str(folder), "--include", "*.md", "--no-cache"])
    assert done.exit_code == 2
    assert "line 4: final-tad.md is already named as tad of the dossier in line 1" in done.output


def test_a_configured_document_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path, "conclusions", "final-tad")
    (folder / "seclint.toml").write_text(
        '[[dossier]]\nconclusions = "conclusions.md"\ntad = "final-tad.md"\ndraft-tad = "gone.md"\n', "utf-8"
    )
    done = CliRunner().invoke(main, ["check", str(folder), "--include", "*.md", "--no-cache"])
    assert "gone.md as its draft, but there is no such file" in " ".join(done.output.split())


def test_documents_without_a_release_are_of_the_dossier_beside_them(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    path = folder / "conclusions.md"
    path.write_text(path.read_text("utf-8").replace("February 2027 SEC Release ", "").replace("February 2027", "winter"), "utf-8")
    assert roles(check(folder))["conclusions.md"] == "conclusions"


def test_documents_that_name_no_release_at_all_are_a_dossier(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    for name in FILES:
        path = folder / f"{name}.md"
        text = path.read_text("utf-8").replace("February 2027 SEC Release", "Enduring").replace("Release", "Change")
        path.write_text(text.replace("February 2027", "winter"), "utf-8")
    assert len(roles(check(folder))) == 4


def test_titles_that_do_not_say_what_a_document_is_leave_it_to_its_words(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    for name in FILES:
        path = folder / f"{name}.md"
        _, _, rest = path.read_text("utf-8").partition("**")
        path.write_text(f"# How we test the February 2027 SEC Release\n\n**{rest}", "utf-8")
    assert sorted(roles(check(folder)).values()) == ["conclusions", "consultation", "draft-tad", "tad"]


def test_of_two_drafts_that_nothing_else_tells_apart_the_later_is_the_final_document(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    for name in ("draft-tad", "final-tad"):
        path = folder / f"{name}.md"
        text = re.sub(r"\*\*(?:Version|Status):\*\* .*\n\n", "", path.read_text("utf-8"))
        path.write_text(text.replace("v2.0", "Issue B").replace("v1.0", "Issue A"), "utf-8")
    assert roles(check(folder)).items() >= {"draft-tad.md": "draft-tad", "final-tad.md": "tad"}.items()


def test_a_document_that_calls_what_is_consulted_on_by_no_known_name_is_of_the_dossier_beside_it(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES)
    path = folder / "consultation.md"
    path.write_text(re.sub(r"Testing Approach Document( \(“TAD”\))?|TAD\b", "scheme", path.read_text("utf-8")), "utf-8")
    assert roles(check(folder))["consultation.md"] == "consultation"


def test_a_cover_that_alone_names_another_release_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path, *FILES, final_tad=("# February 2027 SEC Release", "# February 2028 SEC Release"))
    report = check(folder)
    assert roles(report)["final-tad.md"] == "tad"
    assert [finding.rule for finding in across(report)].count("DOS001") >= 1


def test_conclusions_that_only_mention_the_release_of_a_dossier_beside_them_are_not_of_it(tmp_path: Path) -> None:
    folder = copied(tmp_path, "consultation", "draft-tad", "final-tad")
    text = (SAMPLES / "clean" / "conclusions.md").read_text("utf-8").replace("February 2027", "November 2029")
    moved = "DCC would rather look at this again for the February 2027 SEC Release, for which the TAD v2.0 is in force."
    (folder / "conclusions.md").write_text(f"{text}\n{moved}\n", "utf-8")
    report = check(folder)
    assert "conclusions.md" not in roles(report)
    assert not [finding for finding in across(report) if finding.path.endswith("conclusions.md")]

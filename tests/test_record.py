"""The record of a gate: equal runs give equal bytes, and every change to a file or to the record is seen."""

import json

import pytest

from seclint.reports.record import canonical

CLEAN = "Responses are due by Monday 7 October 2024.\n"
FAULTY = "Responses are due by Tuesday 7 October 2024.\n"


@pytest.fixture
def recorded(run, write, tmp_path):
    write("a.md", CLEAN)
    write("b.md", "All is well.\n")
    assert run("check", "a.md", "b.md", "--as-of", "2024-09-01", "--record", "gate.json").exit_code == 0
    return tmp_path / "gate.json"


def test_it_says_which_files_passed_which_rules_under_which_settings(recorded, tmp_path):
    record = json.loads(recorded.read_text("utf-8"))
    assert record["schema"] == "seclint-record/1"
    assert record["verdict"] == "pass"
    assert record["as_of"] == "2024-09-01"
    assert [document["path"] for document in record["documents"]] == ["a.md", "b.md"]
    assert record["configuration"]["stage"] == "publish"
    assert record["registers"]["sec"]


def test_equal_runs_give_equal_bytes(recorded, run, tmp_path):
    run("check", "a.md", "b.md", "--as-of", "2024-09-01", "--record", "again.json", "--no-cache")
    assert (tmp_path / "again.json").read_bytes() == recorded.read_bytes()


def test_the_files_that_passed_are_verified(recorded, run):
    result = run("verify", "gate.json")
    assert (result.exit_code, result.output) == (0, "verified: 2 documents passed as recorded\n")
    assert run("verify", "gate.json", "b.md").exit_code == 0


def test_a_folder_stands_for_the_documents_in_it(run, write, samples):
    write("documents/a.docx", (samples / "clean" / "conclusions.docx").read_bytes())
    run("check", "documents", "--record", "gate.json")
    assert run("verify", "gate.json", "documents").exit_code == 0
    write("documents/b.pdf", (samples / "clean" / "conclusions.pdf").read_bytes())
    result = run("verify", "gate.json", "documents")
    assert result.exit_code == 1
    assert "b.pdf: the record holds no such file" in result.output


def test_a_folder_without_documents_verifies_nothing(recorded, run, tmp_path):
    (tmp_path / "empty").mkdir()
    result = run("verify", "gate.json", "empty")
    assert result.exit_code == 2
    assert "no document found in empty" in result.output


def test_a_folder_stands_for_the_other_files_that_were_checked_too(run, write):
    write("notes/a.md", CLEAN)
    run("check", "notes", "--include", "*.md", "--record", "gate.json")
    assert run("verify", "gate.json", "notes").output == "verified: 1 document passed as recorded\n"
    write("notes/a.md", FAULTY)
    assert run("verify", "gate.json", "notes").exit_code == 1


def test_rules_that_are_not_here_do_not_hinder_it(run, write, tmp_path):
    write("pack/registers/abbreviations.toml", 'known = ["XYZ"]\n')
    run("check", write("a.md", CLEAN), "--rules", "pack", "--record", "gate.json")
    (tmp_path / "pack").rename(tmp_path / "gone")
    result = run("verify", "gate.json")
    assert result.exit_code == 0
    assert "note: the rules here are not those of the record" in result.output


def test_it_says_whether_the_rules_are_still_those_of_the_record(run, write, samples, tmp_path):
    pack = str(samples / "packs" / "minutes" / "rules")
    run("check", write("a.md", CLEAN), "--rules", pack, "--record", "gate.json")
    assert "note:" not in run("verify", "gate.json").output
    record = json.loads((tmp_path / "gate.json").read_text("utf-8"))
    record["rulebook"] = "sha256:" + "0" * 64
    write("other.json", canonical(record))
    result = run("verify", "other.json")
    assert result.exit_code == 0
    assert "note: the rules here are not those of the record" in result.output


def test_what_the_settings_say_of_rules_and_documents_is_in_it(run, write, tmp_path):
    write("seclint.toml", '[severity]\nDAT001 = "note"\n[[override]]\ndocuments = ["b*"]\nstage = "draft"\n')
    run("check", write("a.md", FAULTY), "--ignore", "PUN", "--record", "gate.json")
    settings = json.loads((tmp_path / "gate.json").read_text("utf-8"))["configuration"]
    assert settings["severity"] == {"DAT001": "note"}
    assert settings["override"][0]["stage"] == "draft"
    assert settings["ignore"] == ["PUN"]


def test_a_changed_a_lost_and_a_strange_file_are_not(recorded, run, write, tmp_path):
    write("a.md", CLEAN + "\n")
    result = run("verify", "gate.json")
    assert result.exit_code == 1
    assert "a.md: the file is not the one that was checked" in result.output
    (tmp_path / "b.md").unlink()
    assert "b.md: the file is not there" in run("verify", "gate.json").output
    assert "the record holds no such file" in run("verify", "gate.json", "a.md").output


def test_files_beside_the_record_are_found(recorded, run, tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert run("verify", "../gate.json").exit_code == 0


def test_a_run_that_failed_is_not_verified(run, write):
    run("check", write("a.md", FAULTY), "--record", "gate.json")
    result = run("verify", "gate.json")
    assert result.exit_code == 1
    assert "verdict is fail" in result.output


def test_the_waivers_used_are_in_it(run, write, tmp_path):
    write("seclint.toml", '[[waiver]]\nrule = "DAT001"\nreason = "as printed"\nby = "team"\n')
    run("check", write("a.md", FAULTY), "--record", "gate.json")
    (waiver,) = json.loads((tmp_path / "gate.json").read_text("utf-8"))["waivers"]
    assert (waiver["rule"], waiver["reason"], waiver["by"]) == ("DAT001", "as printed", "team")


def test_a_record_that_was_changed_is_refused(recorded, run):
    recorded.write_text(json.dumps(json.loads(recorded.read_text("utf-8")), indent=1), "utf-8")
    result = run("verify", "gate.json")
    assert result.exit_code == 2
    assert "not in the form in which seclint wrote it" in result.output


@pytest.mark.parametrize("content", ["", "{}", b"\xff"])
def test_what_is_no_record_is_refused(run, write, content):
    result = run("verify", write("gate.json", content))
    assert result.exit_code == 2
    assert "gate.json" in result.output

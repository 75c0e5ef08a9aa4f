"""Which documents a run is about: none that is there is passed over in silence."""

import json
import os
from pathlib import Path

import pytest
from support.word import docx_from_markdown

FAULTY = docx_from_markdown("Responses are due by Tuesday 7 October 2024.\n")

links = pytest.mark.skipif(os.name != "posix", reason="links need leave there")


@pytest.fixture
def checked(run):
    """Runs a check and gives the exit code and the documents with their status."""

    def checked(*arguments):
        result = run("check", *arguments, "--format", "json")
        documents = json.loads(result.output)["documents"]
        return result.exit_code, [(document["path"].replace("\\", "/"), document["status"]) for document in documents]

    return checked


class TestFolders:
    @pytest.fixture
    def closed(self, write, tmp_path, monkeypatch):
        """A folder with a document that this user may not search, be it root or not."""
        write("all/closed/a.docx", FAULTY)
        real = os.scandir

        def scandir(place="."):
            if Path(os.fsdecode(place)).name == "closed":
                raise PermissionError(13, "Permission denied", place)
            return real(place)

        monkeypatch.setattr(os, "scandir", scandir)

    def test_one_that_cannot_be_searched_is_never_clean(self, closed, checked, run, write):
        write("all/b.docx", docx_from_markdown("All is well.\n"))
        assert checked("all") == (2, [("all/b.docx", "checked"), ("all/closed", "unreadable")])
        assert "the folder cannot be searched: Permission denied" in run("check", "all").output

    def test_one_that_is_named_and_cannot_be_searched_is_told(self, closed, checked):
        assert checked("all/closed") == (2, [("all/closed", "unreadable")])

    def test_one_that_cannot_be_searched_may_be_excluded(self, closed, checked, write):
        write("seclint.toml", 'exclude = ["closed"]\n')
        write("all/b.docx", docx_from_markdown("All is well.\n"))
        assert checked("all") == (0, [("all/b.docx", "checked")])

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user")
    def test_a_document_that_nobody_lets_us_read_is_told_and_the_others_are_checked(self, checked, write, tmp_path):
        write("b.docx", FAULTY)
        (tmp_path / write("locked/a.docx", FAULTY)).parent.chmod(0)
        try:
            assert checked("locked/a.docx", "b.docx") == (2, [("locked/a.docx", "unreadable"), ("b.docx", "checked")])
        finally:
            (tmp_path / "locked").chmod(0o700)

    @links
    def test_links_to_folders_are_followed_once_and_round_no_circle(self, checked, write, tmp_path):
        write("elsewhere/a.docx", FAULTY)
        write("all/deep/b.docx", FAULTY)
        (tmp_path / "all" / "linked").symlink_to(tmp_path / "elsewhere")
        (tmp_path / "all" / "again").symlink_to(tmp_path / "elsewhere")
        (tmp_path / "all" / "deep" / "back").symlink_to(tmp_path / "all")
        assert checked("all") == (1, [("all/deep/b.docx", "checked"), ("all/again/a.docx", "checked")])


class TestExclusion:
    def test_a_run_with_excluded_documents_only_passes_and_says_so(self, run, write):
        write("seclint.toml", 'exclude = ["old/*"]\n')
        result = run("check", write("old/a.docx", FAULTY), "--format", "json", "--record", "gate.json")
        assert result.exit_code == 0
        assert json.loads(result.stdout)["verdict"] == "pass"
        assert result.stderr == "note: nothing was checked: seclint.toml excludes every document that was found\n"

    def test_a_record_of_nothing_verifies_nothing(self, run, write):
        write("seclint.toml", 'exclude = ["*"]\n')
        run("check", write("a.docx", FAULTY), "--record", "gate.json")
        assert run("verify", "gate.json").exit_code == 2

    def test_a_run_that_finds_nothing_is_an_error(self, run, tmp_path):
        (tmp_path / "empty").mkdir()
        assert run("check", "empty").exit_code == 2


class TestPatterns:
    """What the configuration file says of documents holds wherever seclint runs, under the same file."""

    SETTINGS = (
        ('exclude = ["drafts/*"]\n', 0),
        ('[[override]]\ndocuments = ["drafts/*"]\nignore = ["DAT"]\n', 0),
        ('[[waiver]]\nrule = "DAT001"\ndocument = "drafts/a.docx"\nreason = "as printed"\nby = "team"\n', 0),
        ('exclude = ["papers/*"]\n', 1),
    )

    @pytest.mark.parametrize(("text", "code"), SETTINGS)
    @pytest.mark.parametrize(
        ("where", "path"), [(".", "drafts/a.docx"), ("drafts", "a.docx"), ("drafts", "."), ("other", "../drafts/a.docx")]
    )
    def test_they_are_held_against_the_path_from_the_file_on(self, run, write, tmp_path, monkeypatch, text, code, where, path):
        write("seclint.toml", text)
        write("drafts/a.docx", FAULTY)
        write("other/b.txt", "")
        monkeypatch.chdir(tmp_path / where)
        assert run("check", path).exit_code == code

    def test_so_are_those_of_other_files(self, run, write, tmp_path, monkeypatch):
        write("seclint.toml", 'include = ["notes/*.md"]\n')
        write("notes/a.md", "Responses are due by Tuesday 7 October 2024.\n")
        assert run("check", ".").exit_code == 1
        monkeypatch.chdir(tmp_path / "notes")
        assert run("check", ".").exit_code == 1

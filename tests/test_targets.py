"""Where results are written: files are replaced whole, devices and pipes are written to, and no document is lost."""

import json
import os
import subprocess
import sys

import pytest
from support.word import docx_from_markdown

FAULTY = "Responses are due by Tuesday 7 October 2024.\n"

posix = pytest.mark.skipif(os.name != "posix", reason="devices, pipes and permissions are other things there")


@posix
class TestStreams:
    """What is no file is written to and stays what it is."""

    def test_a_pipe_gets_the_report(self, run, write, tmp_path):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        run("check", write("a.md", FAULTY), "--report", "json=pipe")
        assert json.loads(os.read(reading, 1 << 16))["verdict"] == "fail"
        os.close(reading)
        assert pipe.is_fifo()

    @pytest.mark.parametrize(
        "arguments", [["check", "a.md", "--report", "brief=NAME"], ["baseline", "a.md", "-o", "NAME"], ["fix", "a.md", "-o", "NAME"]]
    )
    def test_a_device_stays_one(self, run, write, arguments):
        write("a.md", FAULTY)
        leading, device = os.openpty()
        name = os.ttyname(device)
        assert run(*(argument.replace("NAME", name) for argument in arguments)).exit_code in (0, 1)
        assert os.isatty(device)
        assert b"7 October 2024" in os.read(leading, 1 << 16)
        os.close(leading)
        os.close(device)

    @pytest.mark.parametrize("where", ["/dev/stdout", "out.txt"])
    def test_what_is_printed_to_gets_report_and_text_one_after_the_other(self, write, tmp_path, where):
        write("a.md", FAULTY)
        command = [sys.executable, "-m", "seclint", "check", "a.md", "--report", f"json={where}"]
        with (tmp_path / "out.txt").open("wb") as out:
            subprocess.run(command, cwd=tmp_path, stdout=out, check=False)
        printed = (tmp_path / "out.txt").read_text("utf-8")
        assert json.JSONDecoder().raw_decode(printed)[0]["verdict"] == "fail"
        assert "error[weekday-mismatch] DAT001" in printed


class TestDocuments:
    """No report goes over a document, be it checked in this run or not."""

    @pytest.mark.parametrize("content", [docx_from_markdown(FAULTY), b"%PDF-1.7\nnot even whole"], ids=["Word", "PDF"])
    @pytest.mark.parametrize(
        "arguments",
        [["check", "a.md", "--report", "json=kept"], ["check", "a.md", "--record", "kept"], ["baseline", "a.md", "-o", "kept"]],
    )
    def test_a_report_goes_over_no_word_or_pdf_file(self, run, write, tmp_path, content, arguments):
        write("a.md", FAULTY)
        write("kept", content)
        result = run(*arguments)
        assert result.exit_code == 2
        assert "kept: the result would overwrite a Word or PDF document" in result.output
        assert (tmp_path / "kept").read_bytes() == content

    def test_a_report_goes_over_the_report_of_another_run(self, run, write):
        write("a.md", FAULTY)
        arguments = ("check", "a.md", "--report", "html=r.html", "--report", "markdown=r.md", "--record", "gate.json")
        assert [run(*arguments).exit_code for _ in range(2)] == [1, 1]

    def test_a_copy_goes_over_an_earlier_one(self, run, write):
        write("a.docx", docx_from_markdown(FAULTY))
        assert [run("annotate", "a.docx", "-o", "b.docx").exit_code for _ in range(2)] == [0, 0]


@posix
class TestPermissions:
    """What is confidential stays so."""

    @pytest.fixture(autouse=True)
    def umask(self):
        before = os.umask(0o027)
        yield
        os.umask(before)

    @staticmethod
    def mode(file):
        return file.stat().st_mode & 0o777

    @pytest.mark.parametrize(("original", "copy"), [(0o600, 0o600), (0o644, 0o640), (0o666, 0o640)])
    def test_a_copy_is_for_nobody_who_may_not_read_the_original(self, run, write, tmp_path, original, copy):
        write("a.docx", docx_from_markdown(FAULTY))
        (tmp_path / "a.docx").chmod(original)
        assert run("annotate", "a.docx", "-o", "b.docx").exit_code == 0
        assert self.mode(tmp_path / "b.docx") == copy
        (tmp_path / "b.docx").chmod(0o644)
        run("annotate", "a.docx", "-o", "b.docx")
        assert self.mode(tmp_path / "b.docx") == original & 0o644

    def test_a_report_is_for_those_whom_the_user_lets_read_new_files(self, run, write, tmp_path):
        run("check", write("a.md", FAULTY), "--report", "json=r.json")
        assert self.mode(tmp_path / "r.json") == 0o640

    @pytest.mark.parametrize("mode", [0o600, 0o664])
    def test_a_report_that_is_written_anew_keeps_its_permissions(self, run, write, tmp_path, mode):
        write("r.json", "{}")
        (tmp_path / "r.json").chmod(mode)
        run("check", write("a.md", FAULTY), "--report", "json=r.json")
        assert self.mode(tmp_path / "r.json") == mode

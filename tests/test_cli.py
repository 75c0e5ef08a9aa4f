"""The commands as a user meets them: what they print, and the exit codes that gates rely on."""

import json
import re
import subprocess
import sys
from io import BytesIO

import docx
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from support.pdf import pdf_from_markdown

FAULTY = "Responses are due by Tuesday 7 October 2024.\n"
CLEAN = "Responses are due by Monday 7 October 2024.\n"


def word_file(*paragraphs):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class TestExitCodes:
    def test_nothing_to_complain_of_is_0(self, run, write):
        assert run("check", write("a.md", CLEAN)).exit_code == 0

    def test_a_finding_is_1(self, run, write):
        assert run("check", write("a.md", FAULTY)).exit_code == 1

    def test_a_finding_below_the_level_is_0(self, run, write):
        assert run("check", write("a.md", "The end,, of it.\n"), "--fail-on", "error").exit_code == 0
        assert run("check", write("a.md", "The end,, of it.\n"), "--fail-on", "warning").exit_code == 1

    def test_never_forgives_findings_but_not_what_could_not_be_read(self, run, write):
        assert run("check", write("a.md", FAULTY), "--fail-on", "never").exit_code == 0
        assert run("check", "missing.docx", "--fail-on", "never").exit_code == 2

    def test_2_wins_over_1_and_the_other_documents_are_checked(self, run, write):
        result = run("check", write("a.md", FAULTY), "missing.docx")
        assert result.exit_code == 2
        assert "7 October 2024 is a Monday" in result.output
        assert "missing.docx: there is no such file" in result.output

    @pytest.mark.parametrize("format", ["text", "brief", "json"])
    def test_no_format_changes_the_exit_code(self, run, write, format):
        assert run("check", write("a.md", FAULTY), "--format", format).exit_code == 1


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "content", "told"),
        [
            ("empty.docx", b"", "the file is empty"),
            ("cut.docx", word_file("Some text.")[:900], "Word"),
            ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "PDF"),
            ("page.pdf", "<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
            ("pointer.pdf", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "git lfs pull"),
            ("notes.rtf", r"{\rtf1 Hello}", "Rich Text"),
            ("picture.docx", b"\x89PNG\r\n\x1a\n", "picture"),
            ("table.xlsx", b"PK\x03\x04nonsense", "Word"),
            ("blank.md", " \n\n ", "no text"),
        ],
        ids=lambda value: value if isinstance(value, str) and "." in value[:9] else "",
    )
    def test_what_cannot_be_read_is_said_in_one_line_with_a_remedy(self, run, write, name, content, told):
        result = run("check", write(name, content))
        assert result.exit_code == 2
        assert "error[unreadable]" in result.output
        assert told in result.output
        assert "= help: " in result.output
        assert "Traceback" not in result.output

    def test_a_pdf_of_pictures_is_told_to_need_ocr(self, run, write):
        buffer = BytesIO()
        canvas = Canvas(buffer)
        canvas.drawInlineImage(Image.new("L", (60, 80), 200), 50, 50, 500, 700)
        canvas.save()
        result = run("check", write("scan.pdf", buffer.getvalue()))
        assert result.exit_code == 2
        assert "OCR" in result.output

    def test_an_encrypted_pdf_is_told_from_a_broken_one(self, run, write):
        buffer = BytesIO()
        canvas = Canvas(buffer, encrypt="secret")
        canvas.drawString(50, 700, "Hidden")
        canvas.save()
        result = run("check", write("locked.pdf", buffer.getvalue()))
        assert result.exit_code == 2
        assert "password" in result.output

    def test_a_wrong_extension_does_not_matter(self, run, write):
        assert run("check", write("really-word.pdf", word_file(FAULTY.strip()))).exit_code == 1
        assert run("check", write("really-pdf.docx", pdf_from_markdown(FAULTY))).exit_code == 1

    def test_a_folder_without_documents_is_an_error(self, run, write):
        write("folder/notes.md", CLEAN)
        result = run("check", "folder")
        assert result.exit_code == 2
        assert "no document found in folder" in result.output
        assert "--include" in result.output

    @pytest.mark.parametrize("option", ["--select", "--ignore"])
    def test_an_unknown_rule_gets_a_suggestion(self, run, write, option):
        result = run("check", write("a.md", CLEAN), option, "weekday-mismach")
        assert result.exit_code == 2
        assert "did you mean weekday-mismatch?" in result.output

    def test_a_broken_rule_pack_names_the_file(self, run, write):
        write("pack/mine.toml", "[[rule]\n")
        result = run("check", write("a.md", CLEAN), "--rules", "pack")
        assert result.exit_code == 2
        assert "mine.toml" in result.output

    def test_a_day_that_is_none_is_refused(self, run, write):
        result = run("check", write("a.md", CLEAN), "--as-of", "yesterday")
        assert result.exit_code == 2
        assert "2023-09-19" in result.output


class TestCheck:
    def test_a_finding_shows_place_words_and_remedy(self, run, write):
        output = run("check", write("a.md", f"# 2. Plan\n\n1. {FAULTY}")).output
        assert "error[weekday-mismatch] DAT001: 7 October 2024 is a Monday, not a Tuesday" in output
        assert '--> a.md, line 3, section 2 "Plan", paragraph 1' in output
        assert "^" * len("Tuesday 7 October 2024") in output
        assert "seclint explain weekday-mismatch" in output

    def test_the_carets_stand_under_the_quote(self, run, write):
        lines = run("check", write("a.md", FAULTY)).output.splitlines()
        index = next(number for number, line in enumerate(lines) if "^^^" in line)
        start, end = lines[index].index("^"), lines[index].rindex("^") + 1
        assert lines[index - 1][start:end] == "Tuesday 7 October 2024"

    def test_a_folder_is_searched_for_word_and_pdf_files(self, run, write):
        write("dossier/deep/a.docx", word_file(FAULTY.strip()))
        write("dossier/b.PDF", pdf_from_markdown(CLEAN))
        write("dossier/~$a.docx", b"lock")
        write("dossier/notes.md", FAULTY)
        data = json.loads(run("check", "dossier", "--format", "json").output)
        assert [document["path"].replace("\\", "/") for document in data["documents"]] == ["dossier/b.PDF", "dossier/deep/a.docx"]

    def test_include_adds_other_files_of_a_folder(self, run, write):
        write("dossier/notes.md", FAULTY)
        assert run("check", "dossier", "--include", "*.md").exit_code == 1

    def test_a_document_that_is_named_twice_is_checked_once(self, run, write):
        name = write("a.md", FAULTY)
        data = json.loads(run("check", name, f"./{name}", "--format", "json").output)
        assert data["summary"]["documents"] == 1

    def test_json_is_as_the_contract_says(self, run, write):
        data = json.loads(run("check", write("a.md", FAULTY), "--format", "json", "--as-of", "2024-09-01").output)
        assert data["schema"] == "seclint-check/1"
        assert data["tool"]["as_of"] == "2024-09-01"
        assert data["verdict"] == "fail"
        assert set(data["documents"][0]) >= {"path", "kind", "release", "version", "date", "sha256", "pages", "status", "error", "dossier"}
        finding = data["findings"][0]
        assert set(finding) >= {
            "rule", "name", "severity", "message", "path", "place", "quote", "context", "related", "fix", "fingerprint", "status", "waiver",
        }  # fmt: skip
        assert set(finding["place"]) == {"page", "section", "heading", "paragraph", "line", "boxes"}
        assert finding["quote"] == "Tuesday 7 October 2024"
        assert finding["context"] == FAULTY.strip()
        assert data["summary"] == {
            "documents": 1, "unreadable": 0, "errors": 1, "warnings": 0, "notes": 0, "known": 0, "waived": 0, "unchecked": 0,
        }  # fmt: skip

    def test_a_pdf_finding_has_page_and_boxes(self, run, write):
        data = json.loads(run("check", write("a.pdf", pdf_from_markdown(FAULTY)), "--format", "json").output)
        (box,) = data["findings"][0]["place"]["boxes"]
        assert data["findings"][0]["place"]["page"] == box[0] == 1
        assert 0 < box[1] < box[3] < 595
        assert 0 < box[2] < box[4] < 842

    def test_the_fingerprint_survives_edits_elsewhere(self, run, write):
        def fingerprint(text):
            return json.loads(run("check", write("a.md", text), "--format", "json").output)["findings"][0]["fingerprint"]

        assert fingerprint(FAULTY) == fingerprint(f"# A new heading\n\nAnd a new paragraph.\n\n{FAULTY}")

    def test_two_equal_findings_have_two_fingerprints(self, run, write):
        data = json.loads(run("check", write("a.md", f"{FAULTY}\n{FAULTY}"), "--format", "json").output)
        assert len({one["fingerprint"] for one in data["findings"]}) == len(data["findings"]) == 2

    def test_reports_are_written_besides(self, run, write, tmp_path):
        run("check", write("a.md", FAULTY), "--report", "json=out.json", "--report", "brief=out.txt")
        assert json.loads((tmp_path / "out.json").read_text())["verdict"] == "fail"
        assert "DAT001 weekday-mismatch" in (tmp_path / "out.txt").read_text()

    def test_a_report_never_overwrites_an_input(self, run, write, tmp_path):
        result = run("check", write("a.md", FAULTY), "--report", "json=./a.md")
        assert result.exit_code == 2
        assert (tmp_path / "a.md").read_text() == FAULTY

    def test_select_and_ignore_choose_rules(self, run, write):
        assert run("check", write("a.md", FAULTY), "--ignore", "DAT").exit_code == 0
        assert run("check", write("a.md", FAULTY), "--select", "PUN,STR").exit_code == 0
        assert run("check", write("a.md", FAULTY), "--select", "weekday-mismatch").exit_code == 1

    @pytest.mark.parametrize("options", [["--select", "DAT", "--ignore", "DAT"], ["--select", "tracked-changes-left", "--stage", "draft"]])
    def test_no_rule_at_all_is_no_pass(self, run, write, options):
        result = run("check", write("a.md", FAULTY), *options)
        assert result.exit_code == 2
        assert "there is no rule left to check with" in result.output

    def test_a_rule_that_compares_documents_may_be_selected_for_one(self, run, write):
        result = run("check", write("a.md", FAULTY), "--select", "AMD001")
        assert result.exit_code == 0, result.output

    def test_the_same_result_with_one_worker_and_with_many(self, run, write):
        names = [write(f"{number}.md", FAULTY) for number in range(8)]
        one, many = (json.loads(run("check", *names, "--format", "json", "--jobs", jobs).output) for jobs in ("1", "4"))
        assert one == many

    @pytest.mark.parametrize("format", ["text", "brief"])
    def test_control_characters_never_reach_a_terminal(self, run, write, format):
        output = run(
            "check", write("\x1b[31mname.md", "Due by Tuesday 7 October 2024, \x1b]0;title\x07 and \u202eback.\n"), "--format", format
        ).output
        assert "\x1b" not in output
        assert "\x07" not in output
        assert "\u202e" not in output

    def test_quiet_says_findings_only(self, run, write):
        assert run("check", write("a.md", CLEAN), "--quiet").output == ""
        assert "pass" not in run("check", write("b.md", FAULTY), "-q").output

    def test_verbose_says_what_a_document_was_taken_for(self, run, write):
        output = run("check", write("a.md", CLEAN), "-v").output
        assert "== a.md: nothing found\n   = kind: other (its words are not those of the Smart Energy Code)\n" in output
        assert "   = kind: tad (it was given)" in run("check", "a.md", "-v", "--kind", "tad").output

    def test_verbose_says_how_long_each_floor_took(self, run, write):
        assert re.search(
            r"= time: reading [\d.]+ s, recognising [\d.]+ s, checking [\d.]+ s\n",
            run("check", write("a.md", CLEAN), "-v", "--no-cache").output,
        )
        run("check", "a.md")
        assert "= time: none: it has not changed since it was last checked" in run("check", "a.md", "-v").output
        assert re.search(r"^time: documents [\d.]+ s, dossiers [\d.]+ s, all [\d.]+ s$", run("check", "a.md", "-v").output, re.MULTILINE)

    def test_colours_only_when_wanted(self, run, write):
        name = write("a.md", FAULTY)
        assert "\x1b[" not in run("check", name).output
        assert "\x1b[" in run("check", name, "--color", "always").output

    def test_a_check_that_crashes_is_told_and_ends_with_2(self, run, write, monkeypatch):
        import msgspec

        from seclint.checks import KINDS

        def crash(facts, rule):
            raise ZeroDivisionError("no")
            yield

        monkeypatch.setitem(KINDS, "weekday", msgspec.structs.replace(KINDS["weekday"], run=crash))
        result = run("check", write("a.md", FAULTY), "--no-cache")
        assert result.exit_code == 2
        assert "the check DAT001 weekday-mismatch failed: ZeroDivisionError" in " ".join(result.output.split())


class TestOtherCommands:
    def test_explain_says_all_about_a_rule(self, run):
        output = run("explain", "weekday-mismatch").output
        assert output.startswith("DAT001 weekday-mismatch")
        for part in ("Why it matters", "How to put it right", "Source", "Example"):
            assert part in output

    def test_explain_takes_ids_and_formats(self, run):
        assert json.loads(run("explain", "dat001", "--format", "json").output)["name"] == "weekday-mismatch"
        assert run("explain", "DAT001", "--format", "markdown").output.startswith("# DAT001 weekday-mismatch")

    def test_explain_of_an_unknown_rule_is_2(self, run):
        assert run("explain", "nothing").exit_code == 2

    def test_rules_lists_them_all(self, run):
        listed = json.loads(run("rules", "--format", "json").output)
        text = run("rules").output
        assert all(rule["id"] in text and rule["name"] in text for rule in listed)

    def test_rules_go_into_the_width_of_the_terminal(self, run, monkeypatch):
        longest = {}
        for width in (80, 120):
            monkeypatch.setenv("COLUMNS", str(width))
            longest[width] = max(map(len, run("rules").output.splitlines()))
        assert longest[80] <= 80 < longest[120] <= 120

    def test_show_prints_blocks_with_labels(self, run, write):
        output = run("show", write("a.md", "# 1. Scope\n\n1. The first.\n")).output
        assert "heading 1    1      Scope" in output
        assert "paragraph    1      The first." in output

    def test_show_marks_what_is_recognised(self, run, write):
        file = write("a.md", "1. Under SEC Section D10.18, the November 2023 SEC Release TAD v2.0 was approved on 28 June 2023 at 5pm.\n")
        marked = "Under ⟦SEC Section D10.18⟧, the ⟦November 2023 SEC Release TAD v2.0⟧ was approved on ⟦28 June 2023⟧ at ⟦5pm⟧."
        assert marked in run("show", file).output
        assert "⟦" not in run("show", file, "--no-mentions").output + run("show", file, "--format", "markdown").output
        mentions = json.loads(run("show", file, "--format", "json").output)["mentions"]
        assert [one["quote"] for one in mentions["references"]] == ["SEC Section D10.18"]

    def test_show_of_what_cannot_be_read_is_2(self, run, write):
        result = run("show", write("a.docx", b""))
        assert result.exit_code == 2
        assert "error: a.docx: the file is empty" in result.output

    def test_facts_are_as_the_contract_says(self, run, write):
        data = json.loads(
            run("facts", write("a.md", "# 1. Scope\n\n1. Under SEC Section D10.18 by 28 June 2023.\n"), "--format", "json").output
        )
        assert data["schema"] == "seclint-facts/1"
        assert data["paragraphs"] == 1
        assert data["outline"] == [{"label": "1", "title": "Scope", "level": 1, "page": None}]
        (reference,) = data["references"]
        assert (reference["quote"], reference["owner"], reference["clauses"]) == ("SEC Section D10.18", "SEC", ["D10.18"])
        assert [date["value"] for date in data["dates"]] == ["2023-06-28"]
        assert set(data) >= {"versions", "questions", "events", "claims", "quotations", "abbreviations", "attachments", "document"}

    def test_facts_list_every_kind_of_mention(self, run, write):
        file = write(
            "a.md", "1. Sections D10,18 of the June 2023 SEC Release: MP216 ‘Faster Replies’ in ten Working Days by 5pm, TAD v1.0.\n"
        )
        data = json.loads(run("facts", file, "--format", "json").output)
        (reference,) = data["references"]
        assert (reference["malformed"], reference["canonical"]) == ("a comma stands where a full stop belongs", "SEC Section D10.18")
        assert [one["value"] for one in data["times"]] == ["17:00"]
        assert [(one["value"], one["unit"], one["working"]) for one in data["durations"]] == [(10, "day", True)]
        assert [one["month"] for one in data["releases"]] == ["2023-06"]
        assert [(one["id"], one["title"]) for one in data["modifications"]] == [("MP216", "Faster Replies")]
        text = run("facts", file).output
        assert "a comma stands where a full stop belongs; properly SEC Section D10.18" in text
        assert "ten Working Days  [10 working days]" in text

    def test_the_examples_of_all_rules_pass_and_a_failing_one_is_told(self, run, write):
        write("pack/mine.toml", """
[[rule]]
id = "MIN001"
name = "minutes-marker"
title = "A marker is left"
severity = "warning"
check = "phrases"
message = "{phrase} is left"
why = "w"
fix = "f"
source = "s"
[[rule.options.phrases]]
pattern = "ZZZ"
[[rule.example]]
text = "Nothing here."
finds = ["ZZZ"]
[[rule.example]]
text = "Nothing here."
finds = []
""")  # fmt: skip
        result = run("test", "pack")
        assert result.exit_code == 1
        assert "MIN001 example 1: finds [], should find ['ZZZ']" in result.output
        counts = r"^1 rule in pack, \d+ examples passed, 1 failed\n\d{3} built-in rules, \d+ examples passed, 0 failed$"
        assert re.search(counts, result.output, re.MULTILINE)

    def test_a_folder_without_rules_is_no_pass(self, run, tmp_path):
        (tmp_path / "pack").mkdir()
        result = run("test", "pack")
        assert result.exit_code == 2
        assert "pack: there are no rules in it" in result.output

    def test_the_module_runs_as_a_program(self):
        done = subprocess.run([sys.executable, "-m", "seclint", "--version"], capture_output=True, text=True, check=True)
        assert done.stdout.startswith("seclint ")

    def test_help_imports_nothing_heavy(self):
        def loaded(what):
            code = f"import sys, {what}\nprint(*sys.modules)"
            return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())

        more = {name.partition(".")[0] for name in loaded("seclint.cli") - loaded("click")}
        assert not more & {"lark", "lxml", "docx", "pypdfium2", "pdfplumber", "msgspec", "markdown_it", "pathlib", "json", "traceback"}

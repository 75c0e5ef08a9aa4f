"""Settings, waivers and baselines: what holds, where it comes from, and what is wrong with it."""

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT
from support.pdf import pdf_from_markdown
from support.word import docx_from_markdown

FAULTY = "Responses are due by Tuesday 7 October 2024.\n"
WAIVER = """
[[waiver]]
rule = "weekday-mismatch"
document = "*.md"
quote = "Tuesday 7 October 2024"
reason = "quoted as it was printed"
by = "regulation team"
"""


@pytest.fixture
def data(run):
    return lambda *arguments: json.loads(run("check", *arguments, "--format", "json").output)


class TestSettings:
    def test_the_nearest_file_upward_from_the_document_holds(self, run, write):
        write("seclint.toml", 'fail-on = "never"\n')
        write("deep/seclint.toml", 'fail-on = "error"\n')
        assert run("check", write("other/a.md", FAULTY)).exit_code == 0
        assert run("check", write("deep/er/a.md", FAULTY)).exit_code == 1

    def test_pyproject_counts_where_it_has_a_table_for_seclint(self, run, write):
        write("seclint.toml", 'fail-on = "never"\n')
        write("one/pyproject.toml", '[project]\nname = "x"\n')
        write("two/pyproject.toml", '[tool.seclint]\nignore = ["DAT"]\n')
        assert run("check", write("one/a.md", FAULTY)).exit_code == 0
        assert run("check", write("two/a.md", FAULTY)).exit_code == 0
        assert "DAT001" not in run("check", "two/a.md").output

    @pytest.mark.parametrize(
        "text",
        [
            '[tool]\nseclint = { ignore = ["DAT"] }\n',
            '[tool]\nseclint.ignore = ["DAT"]\n',
            '[tool."seclint"]\nignore = ["DAT"]\n',
            '[ tool . seclint ]\nignore = ["DAT"]\n',
            'tool.seclint.ignore = ["DAT"]\n',
            'tool = { seclint = { ignore = ["DAT"] } }\n',
        ],
    )
    def test_the_table_may_be_written_in_any_way(self, run, write, text):
        write("pyproject.toml", text)
        assert run("check", write("a.md", FAULTY)).exit_code == 0

    def test_a_pyproject_that_only_names_seclint_is_passed_over(self, run, write):
        write("seclint.toml", 'fail-on = "never"\n')
        write("one/pyproject.toml", '[dependency-groups]\ndev = ["seclint"]\n')
        assert run("check", write("one/a.md", FAULTY)).exit_code == 0

    @pytest.mark.parametrize("text", ['[tool]\nseclint = { ignore = ["DAT"]\n', "[tool]\nseclint = 3\n"])
    def test_a_pyproject_of_which_nobody_can_tell_is_an_error(self, run, write, text):
        write("pyproject.toml", text)
        result = run("check", write("a.md", FAULTY))
        assert result.exit_code == 2
        assert "pyproject.toml" in result.output

    @pytest.mark.parametrize("command", [["check"], ["baseline", "-o", "known.json"]])
    def test_files_that_are_nearest_to_others_than_the_first_are_named(self, run, write, command):
        write("one/seclint.toml", "")
        write("two/seclint.toml", 'ignore = ["DAT"]\n')
        first, *others = write("one/a.md", FAULTY), write("two/a.md", FAULTY), write("two/b.md", FAULTY), write("three/a.md", FAULTY)
        said = run(*command, first, *others).stderr.replace("\\", "/")
        assert said == "note: one/seclint.toml holds for all documents; not used: two/seclint.toml\n"
        said = run(*command, "three/a.md", "two").stderr.replace("\\", "/")
        assert said == "note: the first path has none, so none holds; not used: two/seclint.toml\n"
        assert run(*command, "two", "two/b.md").stderr == ""
        assert run(*command, first, *others, "--config", "one/seclint.toml").stderr == ""

    def test_the_command_line_wins_over_the_file(self, run, write):
        write("seclint.toml", 'fail-on = "never"\nignore = ["DAT001"]\n')
        write("a.md", FAULTY)
        assert run("check", "a.md", "--fail-on", "error").exit_code == 0
        assert run("check", "a.md", "--fail-on", "error", "--ignore", "VER").exit_code == 1
        assert run("check", "a.md", "--no-config").exit_code == 1

    def test_another_file_may_be_named(self, run, write):
        write("gate/strict.toml", 'fail-on = "warning"\n')
        write("a.md", "The end,, of it.\n")
        assert run("check", "a.md").exit_code == 0
        assert run("check", "a.md", "--config", "gate/strict.toml").exit_code == 1

    def test_a_rule_may_have_another_severity(self, data, write):
        write("seclint.toml", '[severity]\n"weekday-mismatch" = "note"\n')
        result = data(write("a.md", FAULTY))
        assert result["summary"]["notes"] == 1
        assert result["verdict"] == "pass"

    def test_documents_may_be_left_out(self, data, write):
        write("seclint.toml", 'include = ["*.md"]\nexclude = ["old/*"]\n')
        write("docs/old/a.md", FAULTY)
        write("docs/b.md", FAULTY)
        assert [document["path"].replace("\\", "/") for document in data("docs")["documents"]] == ["docs/b.md"]

    def test_some_documents_may_differ(self, data, write):
        write("seclint.toml", '[[override]]\ndocuments = ["drafts/*"]\nignore = ["DAT001"]\nkind = "tad"\n')
        result = data(write("drafts/a.md", FAULTY), write("b.md", FAULTY))
        assert [finding["path"] for finding in result["findings"] if finding["rule"] == "DAT001"] == ["b.md"]
        assert [document["kind"] for document in result["documents"]] == ["tad", "other"]

    def test_packs_lie_beside_the_file(self, run, write):
        write("team/ours/registers/abbreviations.toml", 'known = ["XYZ"]\n')
        write("team/seclint.toml", 'rules = ["ours"]\n')
        assert run("check", write("team/a.md", FAULTY)).exit_code == 1
        write("team/seclint.toml", '\nrules = ["nowhere"]\n')
        result = run("check", "team/a.md")
        assert result.exit_code == 2
        assert "team/seclint.toml, line 2: there is no folder team/nowhere" in result.output.replace("\\", "/")

    def test_what_holds_is_shown_with_where_it_comes_from(self, run, write):
        write("seclint.toml", 'stage = "draft"\n')
        lines = run("config", "--jobs", "3").output.splitlines()
        assert any(line.split() == ["stage", "draft", "seclint.toml"] for line in lines)
        assert any(line.split() == ["jobs", "3", "--jobs"] for line in lines)
        assert any(line.split() == ["fail-on", "error", "default"] for line in lines)
        shown = json.loads(run("config", "--format", "json").output)
        assert shown["stage"] == {"value": "draft", "source": "seclint.toml"}

    @pytest.mark.parametrize(
        ("text", "says", "helps"),
        [
            ('ignor = ["DAT001"]\n', "line 1: there is no key 'ignor'", "did you mean ignore?"),
            ('\nfail_on = "error"\n', "line 2: there is no key 'fail_on'", "did you mean fail-on?"),
            (
                '[[waiver]]\nrule = "DAT001"\nreason = "x"\nby = "y"\nuntil = 2024-01-01\n',
                "line 5: there is no key 'until' here",
                "the keys here are",
            ),
            ('[[waiver]]\nrule = "DAT001"\nby = "y"\n', "line 1: the key 'reason' is missing", "docs/gates.md"),
            (f"{WAIVER}{WAIVER}until = 1\n", "line 15: there is no key 'until' here", "the keys here are: rule, reason, by, document"),
            ("line = 3\n[[waiver]]\n", "line 1: there is no key 'line' here", ""),
            ('[[override]]\nignore = ["DAT"]\n', "line 1: the key 'documents' is missing", "docs/gates.md"),
            ('[[waiver]]\nrule = "DAT001"\nreason = " "\nby = "y"\n', "'reason' is empty", "few words"),
            ('stage = "final"\n', "line 1: stage cannot be 'final'", "it is one of: draft, publish"),
            ('stage = "publishh"\n', "line 1: stage cannot be 'publishh'", "did you mean publish?"),
            ('[[override]]\ndocuments = ["*"]\nstage = "drft"\n', "line 3: stage cannot be 'drft'", "did you mean draft?"),
            ('kind = "conclusion"\n', "line 1: there is no kind of document 'conclusion'", "did you mean conclusions?"),
            (
                '[[override]]\ndocuments = ["*"]\nkind = "memo"\n',
                "line 3: there is no kind of document 'memo'",
                "the kinds are: conclusions",
            ),
            ("as-of = 2024\n", "line 1: as-of is not a day, such as 2027-01-31", ""),
            ('as-of = "soon"\n', "line 1: as-of is not a day, such as 2027-01-31", ""),
            ('ignore = "DAT001"\n', "line 1: ignore is not a list", "seclint init"),
            ('jobs = "two"\n', "line 1: jobs is not a whole number", "seclint init"),
            ("jobs = -1\n", "line 1: jobs is -1", "at least 0"),
            ("stage = draft\n", "line 1", "quotation marks"),
            ('[severity]\nDAT001 = "fatal"\n', "severity cannot be 'fatal'", "it is one of: error, warning, note"),
            ('[severity]\nDAT999 = "note"\n', "seclint.toml, line 2: there is no rule 'DAT999'", ""),
            ('[[waiver]]\nrule = "weekday"\nreason = "x"\nby = "y"\n', "seclint.toml, line 2: there is no rule 'weekday'", ""),
            (
                '[[override]]\ndocuments = ["*"]\nignore = ["weekday-mismach"]\n',
                "line 3: there is no rule 'weekday-mismach'",
                "weekday-mismatch",
            ),
        ],
    )
    def test_what_is_wrong_in_it_is_said_with_a_remedy(self, run, write, text, says, helps):
        write("seclint.toml", text)
        result = run("check", write("a.md", FAULTY))
        assert result.exit_code == 2
        assert says in result.output
        assert helps in result.output

    def test_a_byte_order_mark_does_not_matter(self, run, write):
        write("seclint.toml", b'\xef\xbb\xbffail-on = "never"\n')
        assert run("check", write("a.md", FAULTY)).exit_code == 0

    def test_a_missing_file_is_an_error(self, run, write):
        result = run("check", write("a.md", FAULTY), "--config", "none.toml")
        assert result.exit_code == 2
        assert "none.toml" in result.output


class TestWaivers:
    def test_a_waived_finding_does_not_fail_and_is_shown_with_its_reason(self, run, write, data):
        write("seclint.toml", WAIVER)
        result = run("check", write("a.md", FAULTY))
        assert result.exit_code == 0
        assert "waived error DAT001" in result.output
        assert "quoted as it was printed; regulation team" in result.output
        (finding,) = data("a.md")["findings"]
        assert finding["status"] == "waived"
        assert finding["waiver"] == {"reason": "quoted as it was printed", "by": "regulation team", "expires": None}

    @pytest.mark.parametrize("format", ["text", "brief", "json", "sarif", "junit", "github", "gitlab", "markdown", "html"])
    def test_every_report_lists_what_was_waived(self, run, write, format):
        write("seclint.toml", WAIVER)
        assert "quoted as it was printed" in run("check", write("a.md", FAULTY), "--format", format).output

    def test_it_can_be_passed_over(self, run, write):
        write("seclint.toml", WAIVER)
        assert run("check", write("a.md", FAULTY), "--no-waivers").exit_code == 1

    @pytest.mark.parametrize("word", ["dat001", "Weekday-Mismatch"])
    def test_its_rule_may_be_written_in_small_letters_or_capitals(self, run, data, write, word):
        write("seclint.toml", WAIVER.replace("weekday-mismatch", word))
        assert run("check", write("a.md", FAULTY)).exit_code == 0
        assert [finding["rule"] for finding in data(write("a.md", "All is well.\n"))["findings"]] == ["WVR001"]

    def test_other_words_and_other_documents_are_not_waived(self, run, write):
        write("seclint.toml", WAIVER.replace("7 October", "8 October"))
        assert run("check", write("a.md", FAULTY)).exit_code == 1
        write("seclint.toml", WAIVER.replace("*.md", "b.md"))
        assert run("check", "a.md").exit_code == 1

    def test_an_unused_waiver_is_a_finding(self, data, write):
        write("seclint.toml", WAIVER)
        (finding,) = data(write("a.md", "All is well.\n"))["findings"]
        assert (finding["rule"], finding["path"], finding["place"]["line"]) == ("WVR001", "seclint.toml", 2)

    def test_two_waivers_for_one_finding_are_both_used(self, data, write):
        write("seclint.toml", WAIVER + WAIVER.replace("quoted as it was printed", "the printer's own words"))
        (finding,) = data(write("a.md", FAULTY))["findings"]
        assert finding["waiver"]["reason"] == "quoted as it was printed"

    def test_where_one_of_two_waivers_has_expired_the_other_counts(self, data, write):
        write("seclint.toml", f"{WAIVER}expires = 2024-03-31\n{WAIVER}expires = 2025-03-31\n")
        result = data(write("a.md", FAULTY), "--as-of", "2024-10-01")
        assert [(finding["rule"], finding["status"]) for finding in result["findings"]] == [("DAT001", "waived"), ("WVR002", "new")]
        assert result["findings"][0]["waiver"]["expires"] == "2025-03-31"

    def test_a_waiver_may_be_for_a_section(self, data, write):
        write("seclint.toml", WAIVER + 'section = "2"\n')
        findings = data(write("a.md", f"# 1. Dates\n\n{FAULTY}\n# 2. Dates again\n\n{FAULTY}"))["findings"]
        assert [finding["status"] for finding in findings] == ["new", "waived"]

    def test_what_is_found_in_a_pdf_can_be_waived(self, data, write):
        write("seclint.toml", WAIVER.replace("*.md", "conclusions-*.pdf"))
        result = data(write("documents/conclusions-2024.pdf", pdf_from_markdown(FAULTY)), write("b.pdf", pdf_from_markdown(FAULTY)))
        assert sorted((Path(finding["path"]).name, finding["status"]) for finding in result["findings"]) == [
            ("b.pdf", "new"),
            ("conclusions-2024.pdf", "waived"),
        ]

    def test_a_waiver_for_documents_that_are_not_checked_is_not_unused(self, data, write):
        write("seclint.toml", WAIVER.replace("*.md", "b.md"))
        assert data(write("a.md", "All is well.\n"))["findings"] == []

    def test_a_waiver_expires_on_a_given_day_only(self, run, data, write):
        write("seclint.toml", WAIVER + "expires = 2024-03-31\n")
        write("a.md", FAULTY)
        assert run("check", "a.md", "--as-of", "2024-03-31").exit_code == 0
        result = data("a.md", "--as-of", "2024-04-01")
        assert [(finding["rule"], finding["status"]) for finding in result["findings"]] == [("DAT001", "new"), ("WVR002", "new")]
        untold = data("a.md")
        assert untold["verdict"] == "pass"
        assert [one["rule"] for one in untold["unchecked"]] == ["WVR002"]

    @pytest.mark.parametrize("command", [["check", "a.md", "--rules", "ours"], ["test", "ours"]])
    def test_a_profile_that_protects_no_rule_that_there_is_is_an_error(self, run, write, command):
        write("a.md", FAULTY)
        write("ours/profiles/other.toml", 'unwaivable = ["weekday-mismach"]\n')
        result = run(*command)
        assert result.exit_code == 2
        assert "other.toml: unwaivable: there is no rule 'weekday-mismach'" in result.output
        assert "did you mean weekday-mismatch?" in result.output

    @pytest.mark.parametrize("word", ["weekday-mismatch", "DAT001", "dat001"])
    def test_a_profile_may_forbid_it_at_stage_publish(self, run, write, word):
        write("seclint.toml", WAIVER + '\n[[override]]\ndocuments = ["*"]\nkind = "tad"\n')
        write("seclint.toml", 'rules = ["ours"]\n' + WAIVER)
        write("ours/profiles/other.toml", f'unwaivable = ["{word}"]\n')
        write("a.md", FAULTY)
        result = run("check", "a.md")
        assert result.exit_code == 1
        assert "cannot be waived at this stage" in result.output
        assert run("check", "a.md", "--stage", "draft").exit_code == 0


class TestBaseline:
    def test_recorded_findings_are_known_and_new_ones_fail(self, run, data, write):
        write("a.md", FAULTY)
        assert run("baseline", "a.md", "-o", "known.json").exit_code == 0
        assert run("check", "a.md", "--baseline", "known.json").exit_code == 0
        assert data("a.md", "--baseline", "known.json")["summary"]["known"] == 1
        write("a.md", f"An introduction.\n\n{FAULTY}\nIt closes on Friday 6 November 2024.\n")
        result = data("a.md", "--baseline", "known.json")
        assert [(finding["quote"], finding["status"]) for finding in result["findings"]] == [
            ("Tuesday 7 October 2024", "known"),
            ("Friday 6 November 2024", "new"),
        ]

    @pytest.mark.parametrize("made", [docx_from_markdown, pdf_from_markdown])
    def test_it_survives_a_new_page_before_and_another_name_of_the_section(self, run, data, write, made):
        suffix = "docx" if made is docx_from_markdown else "pdf"
        name = write(f"a.{suffix}", made(f"# 1. Dates\n\n{FAULTY}"))
        run("baseline", name, "-o", "known.json")
        pages = "\n".join(f"This paragraph fills page {number}.\n" for number in range(60))
        write(name, made(f"# 1. Introduction\n\n{pages}\n# 2. When answers are due\n\n{FAULTY}"))
        assert [finding["status"] for finding in data(name, "--baseline", "known.json")["findings"]] == ["known"]

    def test_of_two_equal_findings_one_may_go_and_a_third_is_new(self, run, data, write):
        run("baseline", write("a.md", f"{FAULTY}\n{FAULTY}"), "-o", "known.json")
        write("a.md", f"All is well.\n\n{FAULTY}")
        assert [finding["status"] for finding in data("a.md", "--baseline", "known.json")["findings"]] == ["known"]
        write("a.md", f"{FAULTY}\n{FAULTY}\n{FAULTY}")
        assert [finding["status"] for finding in data("a.md", "--baseline", "known.json")["findings"]] == ["known", "known", "new"]

    def test_a_missing_section_that_is_known_hides_no_other(self, run, data, write):
        sections = ["Introduction", "Consultation Responses", "Analysis", "TAG Decision", "Next Steps", "Attachments"]

        def without(missing):
            headings = "".join(f"# {title}\n\nWords.\n\n" for title in sections if title != missing)
            return f"# Conclusions on the March 2025 SEC Release Testing Approach Document\n\n{headings}"

        arguments = ("--kind", "conclusions", "--select", "STR001")
        run("baseline", write("a.md", without("Next Steps")), "-o", "known.json", *arguments)
        write("a.md", without("Attachments"))
        assert [finding["status"] for finding in data("a.md", "--baseline", "known.json", *arguments)["findings"]] == ["new"]

    @pytest.mark.parametrize(
        ("format", "says"),
        [
            *((format, "0 waived, 1 known") for format in ("text", "brief", "github", "markdown")),
            ("json", '"known": 1'),
            ("sarif", '"baselineState": "unchanged"'),
            ("junit", "error, known: a.md"),
            ("html", '<span class="status">known</span>'),
        ],
    )
    def test_every_report_says_what_is_known(self, run, write, format, says):
        run("baseline", write("a.md", FAULTY), "-o", "known.json")
        assert says in run("check", "a.md", "--baseline", "known.json", "--format", format).output

    def test_a_widget_that_shows_what_is_to_be_done_shows_nothing_that_is_known(self, run, write):
        run("baseline", write("a.md", FAULTY), "-o", "known.json")
        assert run("check", "a.md", "--baseline", "known.json", "--format", "gitlab").output == "[]\n"

    def test_the_configuration_may_name_it(self, run, write):
        write("team/a.md", FAULTY)
        run("baseline", "team/a.md", "-o", "team/known.json")
        write("team/seclint.toml", 'baseline = "known.json"\n')
        assert run("check", "team/a.md").exit_code == 0

    def test_it_is_the_same_every_time(self, run, write, tmp_path):
        write("a.md", FAULTY)
        run("baseline", "a.md", "-o", "one.json")
        run("baseline", "a.md", "-o", "two.json", "--no-cache")
        assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()

    def test_what_is_known_of_one_document_is_not_of_another_of_its_name(self, run, data, write):
        run("baseline", write("one/a.md", FAULTY), "-o", "known.json")
        write("two/a.md", FAULTY)
        assert run("check", "two/a.md", "--baseline", "known.json").exit_code == 1
        findings = data("one/a.md", "two/a.md", "--baseline", "known.json")["findings"]
        assert [(finding["path"].replace("\\", "/"), finding["status"]) for finding in findings] == [
            ("one/a.md", "known"),
            ("two/a.md", "new"),
        ]

    def test_it_holds_wherever_seclint_runs(self, run, write, tmp_path, monkeypatch):
        run("baseline", write("one/a.md", FAULTY), "-o", write("gate/known.json", "{}"))
        monkeypatch.chdir(tmp_path / "one")
        assert run("check", "a.md", "--baseline", "../gate/known.json").exit_code == 0
        assert run("check", str(tmp_path / "one" / "a.md"), "--baseline", "../gate/known.json").exit_code == 0

    def test_an_old_one_knows_documents_by_name_while_no_two_bear_it(self, run, data, write, tmp_path):
        run("baseline", write("one/a.md", FAULTY), "-o", "known.json")
        old = (tmp_path / "known.json").read_text("utf-8").replace("seclint-baseline/2", "seclint-baseline/1")
        write("known.json", old.replace("one/a.md", "elsewhere/a.md"))
        assert run("check", "one/a.md", "--baseline", "known.json").exit_code == 0
        write("two/a.md", FAULTY)
        assert data("one", "two", "--include", "*.md", "--baseline", "known.json")["summary"]["known"] == 0

    @pytest.mark.parametrize("content", ["", "[]", '{"schema": "other/1", "findings": []}', b"\xff\xfe"])
    def test_what_is_no_baseline_is_an_error(self, run, write, content):
        write("known.json", content)
        result = run("check", write("a.md", FAULTY), "--baseline", "known.json")
        assert result.exit_code == 2
        assert "known.json" in result.output
        assert "seclint baseline" in result.output

    def test_it_is_never_written_over_a_document(self, run, write, tmp_path):
        write("a.md", FAULTY)
        assert run("baseline", "a.md", "-o", "a.md").exit_code == 2
        assert (tmp_path / "a.md").read_text("utf-8") == FAULTY


class TestInit:
    def test_it_writes_files_that_work_and_nothing_twice(self, run, write, tmp_path):
        assert run("init").exit_code == 0
        assert run("check", write("a.md", FAULTY)).exit_code == 1
        (tmp_path / "seclint.toml").write_text('fail-on = "never"\n', "utf-8")
        assert "stays as it is" in run("init").output
        assert run("check", "a.md").exit_code == 0

    def test_what_it_proposes_is_right_when_switched_on(self, run, write, tmp_path):
        run("init")
        file = tmp_path / "seclint.toml"
        proposed = [line.removeprefix("# ") for line in file.read_text("utf-8").splitlines() if " = " in line or line.startswith("# [")]
        keep = [line for line in proposed if not line.startswith(("rules", "baseline"))]
        file.write_text("\n".join(keep), "utf-8")
        result = run("check", write("a.md", FAULTY))
        assert "there is no key" not in result.output
        assert result.exit_code in (1, 2)
        assert "no rule" in result.output or result.exit_code == 1


def test_the_settings_in_the_readme_work(run, write):
    (shown,) = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    write("seclint.toml", shown)
    name = write("conclusions-1.docx", docx_from_markdown("He said this, that and so on..\n"))
    result = run("check", name, "--select", "PUN002,WVR", "--as-of", "2026-01-01")
    assert result.exit_code == 0
    assert "1 waived" in result.output

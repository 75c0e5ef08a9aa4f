"""The reports for machines: each is what its reader expects, and text of a document is only text in it."""

import json
import re
from html import unescape
from importlib.resources import files
from xml.etree import ElementTree as Xml

import pytest
from conftest import ROOT
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker
from msgspec.structs import replace
from support.effort import effort
from support.word import docx_from_markdown

from seclint.model import Checked, Finding, Passage, Place, Related, Report, Rule, Span, Unchecked, View
from seclint.reports import Look, renderer

FAULTY = "# 2. Plan\n\n1. Responses are due by Tuesday 7 October 2024.\n\n2. The end,, of it.\n"
HOSTILE = "It <img src=x onerror=alert(1)> ]]> ::error::boo %0A @everyone [a](b) | `x` \x1b[31m \u202e is due by Tuesday 7 October 2024.\n"
FORMATS = ("text", "brief", "json", "sarif", "junit", "github", "gitlab", "markdown", "html")


@pytest.fixture
def report(run, write):
    def written(format, text=FAULTY, name="a.md", *options):
        return run("check", write(name, text), "--format", format, *options).output

    return written


def closed(schema):
    """The schema with no object allowed more than it describes."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema and "type" in schema else {}
    return {key: closed(value) for key, value in schema.items()} | more


@pytest.mark.parametrize("format", FORMATS)
class TestEveryFormat:
    def test_the_exit_code_is_the_same(self, run, write, format):
        assert run("check", write("a.md", FAULTY), "--format", format).exit_code == 1
        assert run("check", write("b.md", "All is well.\n"), "--format", format).exit_code == 0
        assert run("check", "a.md", "missing.pdf", "--format", format).exit_code == 2

    def test_what_cannot_be_read_is_named(self, run, write, format):
        assert "missing.pdf" in run("check", write("a.md", FAULTY), "missing.pdf", "--format", format).output

    def test_no_control_character_gets_through(self, report, format):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", report(format, HOSTILE, "a\x1b[2Jb.md"))

    def test_no_line_of_a_document_becomes_a_command(self, report, format):
        lines = report(format, "::error::boo,, is due.\n", "::warning::x.md").splitlines()
        assert any("boo" in line for line in lines)
        assert not [line for line in lines if line.startswith("::") and not re.match(r"::(error|warning|notice) (file|title)=", line)]

    @pytest.mark.parametrize("with_finding", [False, True])
    def test_all_that_could_not_be_checked_is_told(self, format, with_finding):
        untold = (
            Unchecked("DAT001", "no weekday", "a.md"),
            Unchecked("DAT001", "no year", "a.md"),
            Unchecked("AMD001", "no draft", "a.md"),
            Unchecked("dossier", "two may be the draft", "a.md"),
            Unchecked("*", "seclint cannot read its drawings", "a.md"),
            Unchecked("WVR002", "no day is given", "seclint.toml"),
        )
        shown = with_findings(int(with_finding), apart=False)
        documents = (Checked("a.md", "checked", kind="other"),)
        findings = tuple(replace(finding, path="a.md") for finding in shown.findings)
        text = renderer(format)(replace(shown, documents=documents, findings=findings, views=(), unchecked=untold), Look())
        assert [one.reason for one in untold if one.reason not in text] == []
        assert "seclint.toml" in unescape(text)

    @pytest.mark.parametrize("apart", [False, True])
    def test_twice_as_many_findings_are_twice_the_work(self, format, apart):
        render = renderer(format)
        render(with_findings(100, apart=apart), Look())  # what is made once is made
        once, twice = (effort(render, with_findings(number, apart=apart), Look()) for number in (100, 200))
        assert twice < 2.3 * once


def with_findings(number, *, apart):
    """A report with so many findings: each in a document of its own, or all in one, which is shown as one paragraph and as many."""
    words = "It is due by Tuesday 7 October 2024. "
    documents = [[0]] * number if apart else [[len(words) * index for index in range(number)]]
    paths = [f"{index}.md" for index in range(len(documents))]
    return Report(
        tuple(Checked(path, "checked", kind="other") for path in paths),
        tuple(found(path, start, words) for path, starts in zip(paths, documents, strict=True) for start in starts),
        tuple(Unchecked("AMD001", "no", path) for path in paths),
        rules=(Rule("DAT001", "weekday-mismatch", "t", "error", "weekday", "m", "w", "f", "s"),),
        views=tuple(view for path, starts in zip(paths, documents, strict=True) for view in shown(path, starts, words)),
    )


def found(path, start, words):
    related = Related("see", "It", Span(start, start + 2), path)
    place = Place(line=start + 1)
    return Finding("DAT001", "weekday-mismatch", "error", "m", "due", Span(start + 6, start + 9), path, place, words, 6, (related,))


def shown(path, starts, words):
    yield View(path, "in one", passages=(Passage("paragraph", 0, "", 0, words * len(starts)),))
    yield View(path, "apart", passages=tuple(Passage("paragraph", 0, "", start, words[:-1]) for start in starts))


class TestJson:
    def test_it_has_the_form_of_its_schema(self, run, write, samples):
        schema = json.loads((files("seclint.reports") / "seclint-check-1.schema.json").read_text("utf-8"))
        write("seclint.toml", '[[waiver]]\nrule = "DAT001"\nreason = "as printed"\nby = "team"\nexpires = 2030-01-31\n')
        write("a.md", FAULTY)
        faulty = str(samples / "faulty" / "conclusions.pdf")
        report = json.loads(run("check", "a.md", faulty, "missing.docx", "--as-of", "2026-10-23", "--format", "json").output)
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(report)
        assert {finding["status"] for finding in report["findings"]} == {"new", "waived"}
        assert any(finding["related"] and finding["place"]["boxes"] for finding in report["findings"])

    def test_its_schema_describes_every_key(self, run, write, samples):
        """With nothing allowed but what it describes, the schema still takes a report that has everything in it."""
        schema = closed(json.loads((files("seclint.reports") / "seclint-check-1.schema.json").read_text("utf-8")))
        write("seclint.toml", '[[waiver]]\nrule = "DAT001"\nreason = "as printed"\nby = "team"\n')
        write("a.md", FAULTY)
        report = json.loads(run("check", "a.md", str(samples / "faulty-dossier"), "missing.docx", "--format", "json").output)
        assert [error.message for error in Draft202012Validator(schema).iter_errors(report)] == []

    def test_the_schema_refuses_what_is_something_else(self):
        schema = json.loads((files("seclint.reports") / "seclint-check-1.schema.json").read_text("utf-8"))
        assert not Draft202012Validator(schema).is_valid({"schema": "seclint-check/1"})


@pytest.fixture(scope="module")
def sarif_form():
    """The schema of SARIF 2.1.0 as it was published."""
    return Draft4Validator(json.loads((ROOT / "tests" / "schemas" / "sarif-schema-2.1.0.json").read_text("utf-8")))


class TestSarif:
    def test_it_has_the_form_that_was_published(self, run, write, samples, sarif_form):
        write("seclint.toml", '[[waiver]]\nrule = "DAT001"\nreason = "as printed"\nby = "team"\n')
        for name in ("a.md", "b.txt"):
            write(name, FAULTY)
        paths = ["a.md", "b.txt", "missing.docx", str(samples / "faulty"), str(samples / "faulty-dossier")]
        run("baseline", str(samples / "faulty" / "conclusions.pdf"), "-o", "known.json")
        log = json.loads(run("check", *paths, "--baseline", "known.json", "--format", "sarif").output)
        assert [error.message for error in sarif_form.iter_errors(log)] == []
        used = {key for result in log["runs"][0]["results"] for key in result}
        assert used >= {"relatedLocations", "partialFingerprints", "fixes", "suppressions"}

    def test_the_form_refuses_what_is_something_else(self, sarif_form):
        assert not sarif_form.is_valid({"version": "2.1.0", "runs": [{"results": []}]})

    def test_what_is_waived_or_known_is_suppressed_with_the_reason(self, run, write):
        write("seclint.toml", '[[waiver]]\nrule = "DAT001"\nreason = "as printed"\nby = "team"\n')
        run("baseline", write("a.md", FAULTY), "--select", "PUN", "-o", "known.json")
        (log,) = json.loads(run("check", "a.md", "--baseline", "known.json", "--format", "sarif").output)["runs"]
        reasons = {result["ruleId"]: result["suppressions"][0]["justification"] for result in log["results"]}
        assert reasons == {"DAT001": "as printed (team)", "PUN002": "recorded in the baseline"}

    def test_where_a_file_has_no_lines_the_message_says_where(self, run, write):
        write(
            "a.docx", docx_from_markdown("# 2. Plan\n\n1. TAG approved the TAD on 3 May 2023.\n\n2. TAG approved the TAD on 4 June 2024.\n")
        )
        (log,) = json.loads(run("check", "a.docx", "--select", "DAT002", "--format", "sarif").output)["runs"]
        (result,) = log["results"]
        assert 'section 2 "Plan", paragraph 2: “TAG approved' in result["message"]["text"]
        assert '. See [section 2 "Plan", paragraph 1](1): ' in result["message"]["text"]
        assert result["relatedLocations"][0]["id"] == 1
        assert {"name": "1", "kind": "paragraph"} in result["relatedLocations"][0]["logicalLocations"]

    def test_words_of_a_document_are_no_links(self, report):
        (log,) = json.loads(report("sarif", "See [here](https://x.example) \u201c[a](1),, b\u201d.\n"))["runs"]
        assert not [result for result in log["results"] if re.search(r"[^\\\\]\]\((?!\d\))", result["message"]["text"])]

    def test_what_github_does_not_take_is_left_out_and_said(self, run, write, monkeypatch):
        monkeypatch.setattr("seclint.reports.sarif.MOST_RESULTS", 1)
        (log,) = json.loads(run("check", write("a.md", FAULTY), "--format", "sarif").output)["runs"]
        assert [result["ruleId"] for result in log["results"]] == ["DAT001"]
        (notice,) = log["invocations"][0]["toolExecutionNotifications"]
        assert notice["message"]["text"] == "1 finding beyond the 1 that code scanning takes are left out here"

    def test_a_result_leads_to_its_rule_and_its_words(self, report):
        (run,) = json.loads(report("sarif"))["runs"]
        result = next(result for result in run["results"] if result["ruleId"] == "DAT001")
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "DAT001"
        assert "Why it matters" in run["tool"]["driver"]["rules"][result["ruleIndex"]]["help"]["markdown"]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        line = FAULTY.splitlines()[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "Tuesday 7 October 2024"
        assert {"name": "2", "kind": "section"} in location["logicalLocations"]
        assert result["partialFingerprints"]["seclint/v1"]

    def test_a_fix_that_the_file_can_take_is_a_fix(self, report):
        (run,) = json.loads(report("sarif"))["runs"]
        result = next(result for result in run["results"] if result["ruleId"] == "PUN002")
        (fix,) = result["fixes"]
        (replacement,) = fix["artifactChanges"][0]["replacements"]
        region = replacement["deletedRegion"]
        line = FAULTY.splitlines()[region["startLine"] - 1]
        fixed = line[: region["startColumn"] - 1] + replacement["insertedContent"]["text"] + line[region["endColumn"] - 1 :]
        assert fixed == "2. The end, of it."

    def test_what_could_not_be_read_is_a_notification(self, run, write):
        (log,) = json.loads(run("check", write("a.md", FAULTY), "missing.docx", "--format", "sarif").output)["runs"]
        (invocation,) = log["invocations"]
        assert invocation["exitCode"] == 2
        assert not invocation["executionSuccessful"]
        assert "missing.docx" in invocation["toolExecutionNotifications"][0]["message"]["text"]

    def test_a_path_is_a_uri(self, report):
        (run,) = json.loads(report("sarif", FAULTY, "my plan #1.md"))["runs"]
        assert run["artifacts"][0]["location"]["uri"] == "my%20plan%20%231.md"


class TestJunit:
    def test_a_document_is_a_suite_and_a_rule_a_case(self, report):
        root = Xml.fromstring(report("junit"))
        (suite,) = root.findall("testsuite")
        failed = [case.get("name") for case in suite.findall("testcase") if case.find("failure") is not None]
        assert failed == ["DAT001 weekday-mismatch"]
        assert int(suite.get("failures")) == 1
        assert int(suite.get("tests")) == len(suite.findall("testcase")) > 5

    def test_only_rules_that_were_tried_are_cases(self, report, run, samples):
        def names(text):
            return {case.get("name")[:3] for case in Xml.fromstring(text).iter("testcase")}

        assert not names(report("junit")) & {"AMD", "DOS", "WVR"}
        assert names(run("check", str(samples / "faulty-dossier"), "--format", "junit").output) >= {"AMD", "DOS"}

    def test_what_does_not_count_is_output(self, report):
        case = Xml.fromstring(report("junit")).find(".//testcase[@name='PUN002 doubled-punctuation']")
        assert case.find("failure") is None
        assert "the end" in case.find("system-out").text.lower() or "end,," in case.find("system-out").text

    def test_more_fails_where_more_counts(self, report):
        root = Xml.fromstring(report("junit", FAULTY, "a.md", "--fail-on", "warning"))
        assert int(root.get("failures")) == 2

    def test_an_unreadable_document_is_an_error(self, run):
        root = Xml.fromstring(run("check", "missing.docx", "--format", "junit").output)
        assert root.get("errors") == "1"
        assert root.find(".//testcase/error").get("type") == "unreadable"

    def test_characters_that_xml_cannot_hold_do_not_break_it(self, report):
        Xml.fromstring(report("junit", f"A\ufffe\uffff\x0b ]]> {HOSTILE}"))


class TestGithub:
    def test_an_annotation_names_file_and_line(self, report):
        (line,) = [line for line in report("github").splitlines() if "DAT001" in line]
        assert line.startswith("::error file=a.md,line=3,endLine=3,title=DAT001 weekday-mismatch::7 October 2024 is a Monday")

    def test_notes_are_notices_and_warnings_warnings(self, report):
        assert any(line.startswith("::warning file=a.md") for line in report("github").splitlines())

    def test_separators_in_a_name_are_escaped(self, report):
        assert "file=a%2Cb%3Ac.md," in report("github", FAULTY, "a,b:c.md")

    def test_what_github_does_not_show_stands_in_the_log(self, report):
        lines = report("github", f"{FAULTY}\n" * 12).splitlines()
        assert sum(line.startswith("::error ") for line in lines) == 10
        assert sum(line.startswith("::warning ") for line in lines) == 10
        assert sum(line.startswith("a.md: line ") for line in lines) == 4
        assert "GitHub shows 10 of each level at a step; 4 more stand only in this log" in lines

    def test_it_is_chosen_inside_github_actions(self, run, write, monkeypatch):
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        assert run("check", write("a.md", FAULTY)).output.startswith("::")
        assert run("check", "a.md", "--format", "text").output.startswith("error[")


class TestGitlab:
    def test_an_issue_has_what_the_widget_needs(self, report):
        issues = json.loads(report("gitlab"))
        assert [(issue["check_name"], issue["severity"]) for issue in issues] == [
            ("weekday-mismatch", "major"),
            ("doubled-punctuation", "minor"),
        ]
        assert issues[0]["location"] == {"path": "a.md", "lines": {"begin": 3}}

    def test_equal_findings_of_two_files_are_two(self, run, write):
        for name in ("one/a.md", "two/a.md"):
            write(name, FAULTY)
        issues = json.loads(run("check", "one", "two", "--include", "*.md", "--format", "gitlab").output)
        assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 4


class TestMarkdown:
    def test_a_row_says_where_what_and_how(self, report):
        (row,) = [line for line in report("markdown").splitlines() if "DAT001" in line]
        assert [cell.strip() for cell in row.split("|")][2:4] == ['line 3, section 2 "Plan", paragraph 1', "Tuesday 7 October 2024"]

    def test_the_other_place_of_a_contradiction_is_named(self, report):
        table = report("markdown", "1. TAG approved the TAD on 3 May 2023.\n\n2. TAG approved the TAD on 4 June 2024.\n")
        assert "<br>*See:* line 1, paragraph 1&#58; " in table

    def test_text_of_a_document_is_only_text(self, report):
        table = report("markdown", HOSTILE)
        assert "<img" not in table
        assert "@everyone" not in table
        assert all(line.count("|") in (0, 5) for line in table.splitlines())

    def test_a_comment_holds_it_and_says_what_it_leaves_out(self, report):
        table = report("markdown", "".join(f"Part {number},, is due by Tuesday 7 October 2024.\n\n" for number in range(600)))
        assert len(table) < 65_536
        assert re.search(r"\d+ more findings: run `seclint check`", table)


def test_several_reports_come_from_one_run(run, write, tmp_path):
    write("a.md", FAULTY)
    run("check", "a.md", "--report", "sarif=out.sarif", "--report", "junit=out.xml", "--report", "gitlab=out.json")
    assert json.loads((tmp_path / "out.sarif").read_text("utf-8"))["runs"][0]["tool"]["driver"]["rules"]
    assert Xml.parse(tmp_path / "out.xml").getroot().get("failures") == "1"
    assert len(json.loads((tmp_path / "out.json").read_text("utf-8"))) == 2

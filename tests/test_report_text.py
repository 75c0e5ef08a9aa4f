"""The text for a person at a terminal: what stands where, at every width, and whatever a document holds."""

import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as some
from support.word import docx_from_markdown

from seclint.cli import main
from seclint.reports.layout import columns, cut, cut_front, wrapped

FAULTY = "Responses are due by Tuesday 7 October 2024.\n"
LONG = (
    "The parties that had asked for more time, of whom there were several, were told that their responses are due by "
    "Tuesday 7 October 2024, which gave them the four working weeks that the procedure asks for in such cases.\n"
)


@pytest.fixture
def shown(run, write, monkeypatch):
    def printed(text, *options, name="a.md", width=100):
        monkeypatch.setenv("COLUMNS", str(width))
        return run("check", write(name, text), *options).output

    return printed


def underlined(output):
    """The words above the carets, as a terminal would place them."""
    lines = output.splitlines()
    index = next(number for number, line in enumerate(lines) if "^" in line)
    start, end = lines[index].index("^"), lines[index].rindex("^") + 1
    at, words = 0, ""
    for character in lines[index - 1]:
        if start <= at < end or (words and not columns(character) and at <= end):
            words += character
        at += columns(character)
    return words


class TestCarets:
    @pytest.mark.parametrize(
        "before",
        ["", "\u6771\u4eac\u30ac\u30b9 ", "\uff21\uff22 ", "Cafe\u0301 ", "a\tb ", "\u200bx ", "\U0001f600 "],
        ids=["plain", "ideographs", "full-width letters", "a combining mark", "a tab", "a mark of no width", "an emoji"],
    )
    def test_they_stand_under_the_words(self, shown, before):
        assert underlined(shown(f"{before}Responses are due by Tuesday 7 October 2024.\n")) == "Tuesday 7 October 2024"

    @pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
    def test_they_do_at_every_width(self, shown, width):
        assert underlined(shown(LONG, width=width)) == "Tuesday 7 October 2024"

    def test_a_sentence_is_cut_between_words(self, shown):
        excerpt = next(line for line in shown(LONG, width=80).splitlines() if "Tuesday 7 October 2024" in line and "|" in line)
        words = re.fullmatch(r"   \|  \.\.\. (.*) \.\.\.", excerpt)[1]
        assert f" {words} " in f" {LONG} "


class TestWidth:
    @pytest.mark.parametrize("width", [60, 80, 100])
    def test_no_line_is_wider_but_for_long_names(self, samples, monkeypatch, width):
        monkeypatch.chdir(samples)
        output = CliRunner().invoke(main, ["check", "faulty-dossier"], env={"COLUMNS": str(width)}).output
        wide = [line for line in output.splitlines() if columns(line) > width]
        assert all(len(line.split()) == 2 and line.startswith("  --> ") for line in wide)

    def test_a_file_does_not_depend_on_the_terminal(self, shown, tmp_path):
        shown(LONG, "--report", "text=one.txt", width=50)
        shown(LONG, "--report", "text=two.txt", width=110)
        assert (tmp_path / "one.txt").read_text("utf-8") == (tmp_path / "two.txt").read_text("utf-8")


class TestDocuments:
    def test_each_document_with_findings_has_a_heading(self, run, write):
        for name in ("a.md", "b.md"):
            write(name, FAULTY)
        write("clean.md", "All is well.\n")
        lines = run("check", "a.md", "clean.md", "b.md").output.splitlines()
        assert [line for line in lines if line.startswith("== ")] == ["== a.md: 1 error", "== b.md: 1 error"]

    def test_a_single_document_needs_none(self, shown):
        assert "== " not in shown(FAULTY)

    def test_an_author_in_word_is_told_how_to_get_comments(self, shown):
        output = shown(docx_from_markdown(FAULTY), name="my plan.docx")
        assert "next: `seclint annotate 'my plan.docx' -o 'my plan-annotated.docx'` puts the findings" in output

    def test_an_author_is_told_what_can_be_put_right_by_itself(self, shown):
        output = shown("The system system is tested. The end,, of it.\n", "--select", "PUN002", width=120)
        assert "next: `seclint fix a.md -o a-fixed.md` puts 1 of them right in a copy, where nothing else can be meant" in output

    def test_nothing_is_next_where_nothing_was_found(self, shown):
        assert "next:" not in shown(docx_from_markdown("All is well.\n"), name="a.docx")
        assert "next:" not in shown(docx_from_markdown(FAULTY), "--quiet", name="b.docx")


class TestColours:
    @pytest.mark.parametrize(
        ("environment", "options", "coloured"),
        [
            ({}, (), False),
            ({"FORCE_COLOR": "1"}, (), True),
            ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
            ({"NO_COLOR": "1"}, ("--color", "always"), True),
            ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ],
    )
    def test_they_are_there_when_they_are_wanted(self, shown, monkeypatch, environment, options, coloured):
        for name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert ("\x1b[" in shown(FAULTY, *options)) == coloured

    def test_nothing_but_colour_is_added(self, shown):
        plain, coloured = shown(LONG), shown(LONG, "--color", "always")
        assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


class TestHostileText:
    @pytest.mark.parametrize("format", ["text", "brief", "github"])
    @pytest.mark.parametrize("verbose", [(), ("--verbose",)])
    def test_no_line_is_a_command_of_a_ci(self, run, write, format, verbose):
        hostile = "::error::boo ##[add-mask]x is due by Tuesday 7 October 2024,, ##[error]boo.\n"
        for name in ("::warning::x.md", "##[group]y.md"):
            write(name, hostile)
        output = run("check", "::warning::x.md", "##[group]y.md", "gone.md", "--format", format, *verbose).output
        assert output.count("DAT001") == 2
        commands = [line for line in output.splitlines() if line.lstrip().startswith("::")]
        assert all(re.match(r"::(error|warning|notice) (file|title)=", line) for line in commands)
        assert [line for line in output.splitlines() if "##[" in line and not line.startswith("::")] == []


@given(some.text(), some.integers(8, 60))
def test_what_is_cut_fits_and_is_the_beginning_or_the_end(text, room):
    assert columns(cut(text, room)) <= room
    assert columns(cut_front(text, room)) <= room
    assert text.startswith(cut(text, room).removesuffix(" ..."))
    assert text.endswith(cut_front(text, room).removeprefix("... "))


@given(some.text(some.sampled_from("ab \u6771\u0301")), some.integers(10, 40))
def test_wrapped_lines_hold_the_same_words_and_fit(text, width):
    first, *rest = wrapped("--> ", text, width, 4)
    assert " ".join([first, *rest]).split() == f"--> {text}".split()
    assert first.startswith("--> " + text.partition(" ")[0])
    assert all(columns(line) <= width or len(line.split()) == 1 for line in (first[4:], *rest))

"""Which fixes are made and how small they are; fixes in Markdown and plain text; and the command."""

import pytest
from support.word_file import paragraph, word_file

from seclint.errors import UnreadableDocument
from seclint.markup.edits import planned
from seclint.markup.plain import edited
from seclint.model import Finding, Fix, Span
from seclint.readers import markdown

SLIPS = """# Plan

1. DCC has amended the the TAD,, and it goes
to to TAG for approval of SEC Sections D10.18 - D10.20.
"""  # the hyphen is found by a rule that is off by default


def finding(document, old, new, *, safe=True):
    start = document.text.index(old)
    return Finding("TST001", "test", "error", "Here.", old, Span(start, start + len(old)), fix=Fix(f"write {new}", old, new, safe))


def planned_in(text, *pairs, suggested=False):
    document = markdown.read(text.encode(), "a.md")
    edits, refused = planned(document, [finding(document, *pair[:2], safe=len(pair) == 2) for pair in pairs], suggested=suggested)
    return [(document.quote(edit.span), edit.text) for edit in edits], [one.reason for one in refused]


def fixed(data, name, *pairs):
    document = markdown.read(data, name)
    edits, refused = planned(document, [finding(document, *pair) for pair in pairs], suggested=True)
    source, _, unfit = edited(data, document, edits)
    return source.encoded(), [one.reason for one in (*refused, *unfit)]


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        ("It is sound,,", "It is sound,", (",", "")),
        ("amended the the plan", "amended the plan", ("the ", "")),
        ("D10.18 - D10.20", "D10.18 – D10.20", ("-", "–")),
        ("D10.18-D10.20", "D10.18 – D10.20", ("-", " – ")),
        ("V2.0", "v2.0", ("V2", "v2")),
        ("Wednesday 28 June 2022", "Wednesday 28 June 2023", ("2022", "2023")),
        ("Monday 28 June 2022", "Tuesday 28 June 2022", ("Monday", "Tuesday")),
        ("for November 2026", "for the November 2026", ("", "the ")),
        ("TAG", "Testing Advisory Group (TAG)", ("TAG", "Testing Advisory Group (TAG)")),
        ("respondents", "respondent", ("respondents", "respondent")),
    ],
)
def test_an_edit_is_no_larger_than_the_words_that_change(old, new, edit):
    assert planned_in(f"So {old} is here.\n", (old, new)) == ([edit], [])


def test_only_what_can_be_meant_in_one_way_is_planned_unless_more_is_asked_for():
    pairs = [("one", "two"), ("three", "four", "unsafe")]
    assert planned_in("Here one and three.\n", *pairs) == ([("one", "two")], [])
    assert planned_in("Here one and three.\n", *pairs, suggested=True) == ([("one", "two"), ("three", "four")], [])


def test_a_safe_fix_goes_before_a_suggested_one_for_the_same_words():
    edits, refused = planned_in("Here one two three.\n", ("one two", "none", "unsafe"), ("two three", "two"), suggested=True)
    assert edits == [(" three", "")]
    assert "another fix changes the same words" in refused[0]


def test_one_fix_may_be_due_in_several_places():
    document = markdown.read(b"First V1.1, then V1.1, then v1.1.\n", "a.md")
    first, second = document.text.index("V1.1"), document.text.rindex("V1.1")
    fix = Fix("write v1.1", "V1.1", "v1.1", safe=True, also=(Span(second, second + 4),))
    edits, _ = planned(document, [Finding("T", "t", "error", "", "V1.1", Span(first, first + 4), fix=fix)], suggested=False)
    assert [edit.span.start for edit in edits] == [first, second]


def test_words_of_an_undecided_insertion_are_left():
    edits, refused = planned_in("It is {++the the++} plan.\n", ("the the", "the"))
    assert edits == []
    assert "tracked change" in refused[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_markdown_keeps_every_other_byte(end, codec):
    before = "# Plan – “one”\n\n1. It is sound,, so\nso be it\t \n\n\n".replace("\n", end)
    after = "# Plan – “one”\n\n1. It is sound, so\nbe it\t \n\n\n".replace("\n", end)
    assert fixed(before.encode(codec), "a.md", ("sound,,", "sound,"), ("so so", "so")) == (after.encode(codec), [])


def test_bytes_that_are_no_text_stay():
    data = b"First \xff\xfe line, \xc3\xa9\xc3\xa9\xc3\xa9.\n\nThe plan is sound,,\n"
    assert fixed(data, "a.txt", ("sound,,", "sound,")) == (data.replace(b",,", b","), [])


def test_words_that_the_source_writes_otherwise_are_left():
    data = b"It is **sou**nd,, and R&amp;D too,, so.\n"
    result, refused = fixed(data, "a.md", ("R&D", "R and D"), ("too,,", "too,"), ("sound,,", "sound,"))
    assert result == b"It is **sou**nd, and R&amp;D too, so.\n"
    assert ["writes its words in another way" in one for one in refused] == [True]


def test_a_character_that_the_encoding_lacks_is_an_error():
    data = "é ü one ö – no.\n".encode("cp1252")
    assert fixed(data, "a.txt", ("–", "—"))[0] == data.replace(b"\x96", b"\x97")
    with pytest.raises(UnreadableDocument, match="encoding has no “→”"):
        fixed(data, "a.txt", ("one", "→"))


def test_the_command_puts_markdown_right_and_says_what_it_left(run, write, tmp_path):
    name = write("a.md", SLIPS)
    result = run("fix", name, "-o", "out.md")
    assert result.exit_code == 0
    assert "4 changes written into out.md" in result.output
    fixed_text = (tmp_path / "out.md").read_text("utf-8")
    assert "amended the TAD, and it goes\nto TAG for approval of SEC Sections D10.18 – D10.20." in fixed_text
    assert (tmp_path / name).read_text("utf-8") == SLIPS
    again = run("fix", "out.md", "-o", "again.md")
    assert "0 changes" in again.output
    assert (tmp_path / "again.md").read_bytes() == (tmp_path / "out.md").read_bytes()


def test_the_diff_can_be_applied_and_nothing_is_written(run, write, tmp_path):
    name = write("a.md", SLIPS)
    result = run("fix", name, "--diff", "-o", "out.md")
    assert result.exit_code == 0
    assert not (tmp_path / "out.md").exists()
    assert result.stdout.startswith("--- a.md\n+++ a.md (fixed)\n@@ ")
    assert "-1. DCC has amended the the TAD,, and it goes\n" in result.stdout
    assert "+1. DCC has amended the TAD, and it goes\n" in result.stdout


def test_the_diff_of_a_word_file_shows_its_paragraphs(run, write):
    name = write("a.docx", word_file(paragraph("It is sound,, so.") + paragraph("Nothing here.")))
    result = run("fix", name, "--diff")
    assert "-It is sound,, so.\n+It is sound, so.\n Nothing here.\n" in result.stdout


def test_fixes_that_were_not_made_are_named_with_the_reason(run, write):
    inserted = '<w:ins w:id="1" w:author="A. Person"><w:r><w:t>It is sound,, so.</w:t></w:r></w:ins>'
    result = run("fix", write("a.docx", word_file(paragraph(inserted))), "-o", "out.docx")
    assert result.exit_code == 0
    assert "not made: PUN002 doubled-punctuation" in result.output
    assert "A. Person" in result.output


def test_suggested_fixes_are_counted_until_they_are_asked_for(run, write):
    name = write("a.md", "# Plan\n\nThe tests for November 2026 SEC Release will be run twice.\n")
    assert "1 more with --suggested" in run("fix", name, "-o", "out.md").output
    result = run("fix", name, "-o", "out.md", "--suggested")
    assert "1 change written" in result.output
    assert "more with" not in result.output


def test_nowhere_to_write_is_a_wrong_use(run, write):
    result = run("fix", write("a.md", SLIPS))
    assert result.exit_code == 2
    assert "--diff" in result.stderr


def test_a_pdf_is_refused_with_what_to_do_instead(run, write, samples, tmp_path):
    name = write("a.pdf", (samples / "faulty" / "conclusions.pdf").read_bytes())
    result = run("fix", name, "-o", "out.pdf")
    assert result.exit_code == 2
    assert "seclint annotate" in result.stderr
    assert not (tmp_path / "out.pdf").exists()


def test_the_document_itself_is_never_written_to(run, write, tmp_path):
    name = write("a.md", SLIPS)
    (tmp_path / "link.md").symlink_to(tmp_path / name)
    for out in (name, "./a.md", "link.md"):
        assert run("fix", name, "-o", out).exit_code == 2
    assert (tmp_path / name).read_text("utf-8") == SLIPS

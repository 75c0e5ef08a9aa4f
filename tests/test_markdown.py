"""Markdown is read as converters and authors write it: its blocks, labels and words, with the way back into the lines."""

import pytest

from seclint.errors import UnreadableDocument
from seclint.model import Document
from seclint.readers.markdown import read

Shown = tuple[str, str, str]


def markdown(text: str | bytes) -> Document:
    return read(text if isinstance(text, bytes) else text.encode(), "test.md")


def blocks(text: str | bytes) -> list[Shown]:
    """Kind, label and words of each block."""
    document = markdown(text)
    return [(block.kind, block.label, document.quote(block.span)) for block in document.blocks]


def words(text: str | bytes) -> list[str]:
    return [shown for _, _, shown in blocks(text)]


def cells(text: str) -> list[tuple[int, int, str]]:
    document = markdown(text)
    return [(block.cell.row, block.cell.column, document.quote(block.span)) for block in document.blocks if block.cell is not None]


def assert_every_character_is_found_again(text: str) -> None:
    """Each character stands in the source where its origin says, white space and escapes apart."""
    document = markdown(text)
    lines = text.replace("\r\n", "\n").split("\n")
    for at, character in enumerate(document.text):
        origin = document.origin_at(at)
        if origin is not None and not character.isspace():
            assert lines[origin.item - 1][origin.offset + at - origin.start] == character


@pytest.mark.parametrize(
    "text",
    [
        "1. Introduction\n===============\n\n1.1 Background\n--------------\n\nDCC consulted.\n",
        "# 1. Introduction\n\n## 1.1 Background ##\n\nDCC consulted.\n",
        "# 1\\. Introduction\n\n## 1\\.1 Background\n\nDCC consulted.\n",
        "**1. Introduction**\n\n**1.1 Background**\n\nDCC consulted.\n",
        "# 1. Introduction {#introduction}\n\n## 1.1 Background {#background .unnumbered}\n\nDCC consulted.\n",
        "<h1>1. Introduction</h1>\n\n<h2>1.1 Background</h2>\n\nDCC consulted.\n",
    ],
)
def test_headings_are_told_however_they_are_marked(text: str) -> None:
    assert blocks(text) == [("heading", "1", "Introduction"), ("heading", "1.1", "Background"), ("paragraph", "", "DCC consulted.")]
    assert [block.level for block in markdown(text).blocks] == [1, 2, 0]


def test_a_bold_sentence_or_field_is_no_heading() -> None:
    assert [kind for kind, _, _ in blocks("**Date: 4 May 2026**\n\n**DCC consulted all parties.**\n\n**Note** that it did.\n")] == [
        "paragraph"
    ] * 3


def test_bold_words_are_no_headings_where_some_are_marked() -> None:
    assert blocks("# 1 Views\n\n**Agreed**\n")[1] == ("paragraph", "", "Agreed")


@pytest.mark.parametrize("number", ["7.", "7\\.", "7)", "7"])
def test_numbered_paragraphs_have_their_labels(number: str) -> None:
    text = f"{number} DCC consulted.\n\n{number.replace('7', '8')} Parties responded.\n"
    assert blocks(text) == [("paragraph", "7", "DCC consulted."), ("paragraph", "8", "Parties responded.")]


@pytest.mark.parametrize("text", ["2023 was a year of change.", "1.5 million meters.", "12 Energy Suppliers responded.", "5% of meters."])
def test_years_and_quantities_are_words(text: str) -> None:
    assert blocks(text) == [("paragraph", "", text)]


def test_line_breaks_inside_a_paragraph_are_spaces() -> None:
    assert words("one  \ntwo\\\nthree<br>four<br />five\nsix\n") == ["one two three four five six"]


def test_items_nest() -> None:
    document = markdown("- DCC\n  - tests\n    * reports\n- parties\n")
    assert [(block.kind, block.label, block.level) for block in document.blocks] == [("item", "•", level) for level in (0, 1, 2, 0)]


def test_limbs_on_lines_of_their_own_are_items() -> None:
    expected = [("paragraph", "1", "DCC will"), ("item", "a", "test"), ("item", "b", "report"), ("paragraph", "2", "Then it ends.")]
    assert blocks("1. DCC will\n   a. test\n   b. report\n2. Then it ends.\n") == expected
    assert blocks("(a) test\n(b) report\n    (i) at once\n") == [
        ("item", "(a)", "test"),
        ("item", "(b)", "report"),
        ("item", "(i)", "at once"),
    ]


def test_a_reference_at_the_start_of_a_line_is_no_item() -> None:
    assert words("as set out in paragraph\n(a) of the plan\n") == ["as set out in paragraph (a) of the plan"]


def test_an_item_goes_on_in_paragraphs_of_its_own() -> None:
    assert blocks("7. First.\n\n    More of it.\n\n8. Second.\n") == [
        ("paragraph", "7", "First."),
        ("paragraph", "", "More of it."),
        ("paragraph", "8", "Second."),
    ]


def test_a_quoted_block_is_read_as_what_it_holds() -> None:
    assert blocks("> Quoted words\n> go on.\n>\n> 1. one\n") == [("paragraph", "", "Quoted words go on."), ("paragraph", "1", "one")]


def test_limbs_nested_as_converters_indent_them_are_items() -> None:
    text = "2. It says:\n\n    a) this;\n    b) that:\n\n        i) deeper; and\n        ii) last.\n"
    places = [(block.label, block.level) for block in markdown(text).blocks]
    assert places == [("2", 0), ("a)", 0), ("b)", 0), ("i)", 1), ("ii)", 1)]


def test_merged_cells_of_html_have_their_first_place() -> None:
    text = (
        '<table><tr><th rowspan="2">Phase</th><th colspan="2">Dates</th></tr><tr><td>from</td><td>to</td></tr>'
        "<tr><td>SIT</td><td>May</td><td>June</td></tr></table>\n"
    )
    assert cells(text) == [
        (0, 0, "Phase"), (0, 1, "Dates"), (1, 1, "from"), (1, 2, "to"), (2, 0, "SIT"), (2, 1, "May"), (2, 2, "June"),
    ]  # fmt: skip


def test_a_cell_without_a_row_ends() -> None:
    assert cells("<table><td>DCC</td><td colspan=9>TAG</td></table>\n") == [(0, 0, "DCC"), (0, 1, "TAG")]


def test_a_caption_below_a_table_may_begin_with_a_colon() -> None:
    assert blocks("| A | B |\n|---|---|\n| 1 | 2 |\n\n: Table 1: Views by party\n")[-1] == ("caption", "Table 1", "Views by party")


def test_a_caption_below_a_table_may_have_no_number() -> None:
    assert blocks("| A | B |\n|---|---|\n| 1 | 2 |\n\n: Views by party\n")[-1] == ("caption", "", "Views by party")


def test_a_definition_is_a_paragraph_below_its_term() -> None:
    assert words("Batch\n:   What is tested together,\n    in one run.\n:   Or apart.\n") == [
        "Batch", "What is tested together, in one run.", "Or apart.",
    ]  # fmt: skip


def test_code_is_text() -> None:
    assert words("```\nSR 8.11\n  is sent\n```\n\n    indented\n") == ["SR 8.11 is sent", "indented"]


def test_a_pipe_table_has_its_cells() -> None:
    text = "| Party | Views |\n|:------|------:|\n| A \\| B | **yes** |\n| C |\n"
    assert cells(text) == [(0, 0, "Party"), (0, 1, "Views"), (1, 0, "A | B"), (1, 1, "yes"), (2, 0, "C"), (2, 1, "")]


DRAWN = {
    "simple": """
  **Version**   Date               Comment
  ------------- ------------------ --------------
  0.1           2 December 2031    A new *draft*
  0.2                              Comments
""",
    "simple, with no header": """
  ------------- ------------------ --------------
  Version       Date               Comment
  0.1           2 December 2031    A new draft
  0.2                              Comments
  ------------- ------------------ --------------
""",
    "multiline": """
  -----------------------------------------------
  Version       Date               Comment
  ------------- ------------------ --------------
  0.1           2 December         A new
                2031               draft

  0.2                              Comments
  -----------------------------------------------
""",
    "grid": """
+---------+-----------------+--------------+
| Version | Date            | Comment      |
+=========+=================+==============+
| 0.1     | 2 December 2031 | A new        |
|         |                 | draft        |
+---------+-----------------+--------------+
| 0.2     |                 | Comments     |
+---------+-----------------+--------------+
""",
}


@pytest.mark.parametrize("text", DRAWN.values(), ids=DRAWN)
def test_a_table_drawn_by_pandoc_has_its_cells(text: str) -> None:
    rows = [["Version", "Date", "Comment"], ["0.1", "2 December 2031", "A new draft"], ["0.2", "", "Comments"]]
    assert cells(text) == [(row, column, words) for row, texts in enumerate(rows) for column, words in enumerate(texts)]
    assert_every_character_is_found_again(text)


def test_what_stands_around_a_drawn_table_is_read_on() -> None:
    text = f"# 1. Scope\n{DRAWN['simple']}\nDCC tests it.\n{DRAWN['grid']}\nTable 1: Versions\n"
    kinds = [kind for kind, _, _ in blocks(text)]
    assert kinds == ["heading", *["cell"] * 9, "paragraph", *["cell"] * 9, "caption"]


@pytest.mark.parametrize("text", ["DCC tests\n-- -- --\nthe release.\n", "+---+---+\n\nDCC tests.\n", "A\n--- ---\n\nDCC tests.\n"])
def test_dashes_and_lines_alone_are_no_table(text: str) -> None:
    assert not cells(text)


def test_a_contents_entry_of_pandoc_is_a_link_in_a_link() -> None:
    text = "# Contents\n\n[1 Scope [3](#scope)](#scope)\n\n[1.1 Question 1 [12](#question-1)](#question-1)\n\n# 1 Scope\n"
    assert blocks(text)[1:] == [("contents", "1", "Scope"), ("contents", "1.1", "Question 1"), ("heading", "1", "Scope")]
    assert [block.page_label for block in markdown(text).blocks if block.kind == "contents"] == ["3", "12"]
    assert_every_character_is_found_again(text)


def test_a_table_of_html_has_its_cells() -> None:
    text = (
        "<table><tr><th>Party</th><th>Views</th></tr>\n<tr><td>A &amp; B</td><td>one<br>two</td></tr>\n"
        "<tr><td></td><td>no</td></tr></table>\n"
    )
    assert cells(text) == [(0, 0, "Party"), (0, 1, "Views"), (1, 0, "A & B"), (1, 1, "one two"), (2, 0, ""), (2, 1, "no")]


def test_a_caption_is_told_from_a_sentence_about_a_table() -> None:
    assert blocks("**Table 4: Phases**\n\nTable 4 shows them.\n") == [
        ("caption", "Table 4", "Phases"),
        ("paragraph", "", "Table 4 shows them."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "DCC consulted[^1].\n\n[^1]: See the\n    plan.\n",
        "DCC consulted<sup>1</sup>.\n\n<sup>1</sup> See the plan.\n",
        "DCC consulted^1^.\n\n[^1]: See the plan.\n",
        "DCC consulted¹.\n\n¹ See the plan.\n",
    ],
)
def test_footnote_marks_are_lifted_out(text: str) -> None:
    assert blocks(text) == [("paragraph", "", "DCC consulted."), ("footnote", "1", "See the plan.")]
    assert [(note.label, note.at) for note in markdown(text).notes] == [("1", len("DCC consulted"))]


def test_raised_figures_behind_units_and_raised_letters_are_text() -> None:
    assert words("An area of 40 m<sup>2</sup> on the 1<sup>st</sup> day, CO<sub>2</sub> apart.\n") == [
        "An area of 40 m2 on the 1st day, CO2 apart."
    ]


def test_a_paragraph_goes_on_behind_the_footnote_that_interrupts_it() -> None:
    text = "DCC consulted<sup>1</sup> on the draft of\n\n<sup>1</sup> The plan.\n\nthe document in June.\n"
    assert blocks(text) == [("paragraph", "", "DCC consulted on the draft of the document in June."), ("footnote", "1", "The plan.")]


def test_links_of_every_form_keep_their_targets() -> None:
    document = markdown(
        "[a](https://a.example/x_(y)) [b][1] [c] <https://d.example> <a href='e.html'>e</a>\n\n[1]: b.html\n[c]: c.html 'C'\n"
    )
    assert [(document.quote(link.span), link.target) for link in document.links] == [
        ("a", "https://a.example/x_(y)"),
        ("b", "b.html"),
        ("c", "c.html"),
        ("https://d.example", "https://d.example"),
        ("e", "e.html"),
    ]


@pytest.mark.parametrize("placeholder", ["<insert date>", "<TBC>", "<name of party>", "<title>", "<Summary of changes>", "<xx>"])
def test_placeholders_between_angle_brackets_are_words(placeholder: str) -> None:
    assert words(f"It was sent on {placeholder}.\n\n{placeholder}\n\n| a | {placeholder} |\n|---|---|\n") == [
        f"It was sent on {placeholder}.",
        placeholder,
        "a",
        placeholder,
    ]


def test_tags_comments_and_anchors_are_no_words() -> None:
    assert words('A <u>plan</u><!-- why? -->, <a name="x"></a><span class="y">here</span><o:p></o:p>.\n\n<!-- a\ncomment -->\n\n***\n') == [
        "A plan, here."
    ]


def test_entities_and_escapes_stand_for_one_character() -> None:
    text = "AT&amp;T &lt;insert&gt; &#8211; snake\\_case &copy;\n"
    document = markdown(text)
    assert document.text == "AT&T <insert> – snake_case ©\n"
    at = document.text.index("–")
    origin = document.origin_at(at)
    assert origin is not None
    assert text[origin.offset + at - origin.start :].startswith("&#8211;")


def test_contents_entries_are_taken_apart() -> None:
    lines = "1. Introduction ........ 3\n   1.1. Views ........ 4\n2. Decision\t5\n\nAnnex A – Terms ..... iv"
    document = markdown(f"# Contents\n\n{lines}\n\n# 1. Introduction\n")
    entries = [block for block in document.blocks if block.kind == "contents"]
    assert [(entry.label, document.quote(entry.span), entry.page_label) for entry in entries] == [
        ("1", "Introduction", "3"),
        ("1.1", "Views", "4"),
        ("2", "Decision", "5"),
        ("Annex A", "Terms", "iv"),
    ]


def test_critic_markup_is_data() -> None:
    document = markdown("It is {++now++}{--then--} and {~~old~>new~~}, {==this==}{>>why?<<} {==too==}.\n")
    assert document.text == "It is now and new, this too.\n"
    assert [(one.kind, document.quote(one.span), one.text) for one in document.revisions] == [
        ("insertion", "now", ""),
        ("deletion", "", "then"),
        ("deletion", "", "old"),
        ("insertion", "new", ""),
    ]
    assert [(document.quote(one.span), one.text) for one in document.comments] == [("this", "why?")]
    assert [document.quote(mark.span) for mark in document.marks] == ["too"]


def test_tags_of_html_and_double_signs_mark_words_too() -> None:
    document = markdown("With <mark>*30*</mark> ==gas meters==, <ins>new</ins><del>old</del> ones; a == b, c==d, </mark>, ==========.\n")
    assert document.text == "With 30 gas meters, new ones; a == b, c==d, , ==========.\n"
    assert [document.quote(mark.span) for mark in document.marks] == ["30", "gas meters"]
    assert [(one.kind, document.quote(one.span), one.text) for one in document.revisions] == [
        ("insertion", "new", ""),
        ("deletion", "", "old"),
    ]


def test_front_matter_gives_the_properties_and_the_cover() -> None:
    document = markdown("---\ntitle: 'TAD'\nauthor: DCC\nlang: en\n---\n\n# 1 Scope\n")
    assert document.properties == {"title": "TAD", "author": "DCC", "lang": "en"}
    assert document.text == "TAD\nauthor: DCC\nScope\n"
    assert [block.kind for block in document.blocks] == ["title", "paragraph", "heading"]
    assert document.origin_at(0).item == 2
    assert document.origin_at(0).offset == 8


def test_a_title_that_the_text_repeats_stands_once() -> None:
    assert markdown("---\ntitle: The Plan\n---\n\n# The plan\n\n## 1 Scope\n").text == "The plan\nScope\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("\ufeffDCC – plan\n".encode(), "DCC – plan"),
        (b"DCC\r\nconsulted.\r\n", "DCC consulted."),
        (b"DCC\rconsulted.\r", "DCC consulted."),
        ("DCC – “plan”\n".encode("cp1252"), "DCC – “plan”"),
        ("DCC – plan\n".encode("utf-16"), "DCC – plan"),
        (b"DCC\0 consulted.\n", "DCC\ufffd consulted."),
    ],
)
def test_bytes_of_every_origin_are_text(data: bytes, expected: str) -> None:
    assert words(data) == [expected]


@pytest.mark.parametrize("data", [b" \n", b"<!-- nothing -->\n", b"\xef\xbb\xbf", b"![](a.png)\n"])
def test_a_file_without_words_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        markdown(data)


@pytest.mark.parametrize(
    "text",
    [
        "# 1. Introduction\n\n7. DCC **consulted** [all](x.html) parties\n   on a_plan.\n\n> - (a) one\n> - (b) *two*\n",
        "| Party | Views |\n|---|---|\n| A \\| B | `yes` |\n\nEnd[^1]\n\n[^1]: Note\n    goes on.\n",
        "  <table>\n   <tr><td>one</td>\n  <td> two</td></tr></table>\n\n1. a\n   1. b b b\n",
        "1. Introduction\n===============\n\nIt {++is++} {==so==}, so <insert name>.\r\n",
    ],
)
def test_every_character_knows_its_line_and_column(text: str) -> None:
    assert_every_character_is_found_again(text)


@pytest.mark.parametrize(
    "text",
    [
        "<![CD\n\nwords\n",
        "{~~a~>" * 1000,
        "(a) words\n" * 1000,
        "words\n<b></b>\n(iv) words\n",
        "[a](b)\n![](c)\n(a) words\n",
        "<![99>_| a |\n\nwords\n",
        "*" * 2000 + "a" + "*" * 2000,
        "**a " * 1500 + "b**" * 1500,
        "<sup>1<b></b>2</sup> words\n",
        "[a <a href=x> b](c) </a></a> words\n",
        '<ol start="²³99"><li>words</li></ol>\n',
        f'<ol start="{"9" * 5000}"><li>words</li></ol>\n',
        "a " + ". " * 20000 + "\n",
        "a" + " " * 50000 + "b\n",
        "{" + ".a" * 5000 + "!\n",
        "> " * 40 + "words\n",
        "[" * 5000 + "words\n",
    ],
)
def test_hostile_text_is_read_all_the_same(text: str) -> None:
    assert markdown(text).text.strip()


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_what_is_nested_beyond_all_measure_is_not_left_out_in_silence(mark: str) -> None:
    with pytest.raises(UnreadableDocument):
        markdown("DCC consulted.\n\n" + mark * 500 + "words\n")


def test_headings_right_under_the_title_are_lines_of_the_cover() -> None:
    document = markdown("# Conclusions\n\n## March 2031 SEC Release\n\nDate: 4 May 2031\n\n## Introduction\n\nWords.\n")
    assert [(block.kind, block.level) for block in document.blocks if block.kind in ("title", "heading")] == [
        ("title", 1),
        ("title", 2),
        ("heading", 2),
    ]


def test_a_heading_right_under_the_title_opens_a_section_where_items_follow() -> None:
    document = markdown("# Conclusions\n\n## What changes\n\n- the scope\n- the dates\n\n## Introduction\n\nWords.\n")
    assert [block.kind for block in document.blocks if block.kind in ("title", "heading")] == ["title", "heading", "heading"]


def test_the_items_below_a_heading_of_contents_are_entries_without_pages() -> None:
    listed = "# Contents\n\n- 1. Scope\n  - 1.1. Question 1\n- 2 Next Steps\n\n"
    document = markdown(f"{listed}# 1. Scope\n\n## 1.1. Question 1\n\n- not an entry\n")
    entries = [(block.label, document.quote(block.span), block.page_label) for block in document.blocks if block.kind == "contents"]
    assert entries == [("1", "Scope", ""), ("1.1", "Question 1", ""), ("2", "Next Steps", "")]


def test_each_line_below_a_heading_of_contents_is_an_entry() -> None:
    listed = "# Contents\n\n1 Scope\n1.1 What is new\n2 Phases\nAnnex A Terms\n\n"
    document = markdown(f"{listed}# 1 Scope\n\n## 1.1 What is new\n\nOne\n1.2 of it\n\n# 2 Phases\n\n# Annex A Terms\n")
    entries = [(block.label, document.quote(block.span)) for block in document.blocks if block.kind == "contents"]
    assert entries == [("1", "Scope"), ("1.1", "What is new"), ("2", "Phases"), ("Annex A", "Terms")]


def test_a_figure_at_the_end_of_an_entry_is_no_page_where_the_others_have_none() -> None:
    listed = "# Contents\n\n- 1 Views\n  - 1.1 Question 1\n  - 1.2 Question 3\n- 2 Next steps\n\n"
    document = markdown(f"{listed}# 1 Views\n\n## 1.1 Question 1\n\n## 1.2 Question 2\n\n# 2 Next steps\n")
    entries = [(document.quote(block.span), block.page_label) for block in document.blocks if block.kind == "contents"]
    assert entries == [("Views", ""), ("Question 1", ""), ("Question 3", ""), ("Next steps", "")]


def test_a_last_line_in_parts_between_bars_is_the_running_footer() -> None:
    found = [
        (block.kind, block.span.start > 0) for block in markdown("# TAD\n\nText.\n\nTAD | v1.0 | DCC Public\n\n[^1]: A note.\n").blocks
    ]
    assert ("footer", True) in found
    assert all(block.kind != "footer" for block in markdown("# TAD\n\nIt is either | or nothing.\n").blocks)

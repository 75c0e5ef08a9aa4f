"""Raised figures that somebody typed into a Word file are marks of footnotes, or exponents."""

import pytest
from support.word_file import abstract, blocks, instruction, level, num, paragraph, read_word, run, texts

RAISED = '<w:vertAlign w:val="superscript"/>'
FOOTNOTES = (
    f'<w:footnote w:id="1">{paragraph(run("1", RAISED) + run(" The plan."))}</w:footnote>'
    f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>" + run(" The report."))}</w:footnote>'
)


def raised(text: str) -> str:
    return run(text, RAISED)


def test_a_typed_figure_behind_a_word_is_lifted_out_as_a_mark() -> None:
    document = read_word(paragraph(run("DCC asked each Provider") + raised("2") + run(" to respond.")))
    assert texts(document) == ["DCC asked each Provider to respond."]
    assert [(note.label, note.at) for note in document.notes] == [("2", len("DCC asked each Provider"))]


def test_a_figure_that_is_merely_set_higher_is_a_mark_too() -> None:
    higher = run("2", '<w:position w:val="7"/><w:sz w:val="18"/>')
    assert texts(read_word(paragraph(run("each Provider") + higher + run(" to respond.")))) == ["each Provider to respond."]


def test_the_parts_of_a_mark_that_runs_keep_apart_are_one() -> None:
    document = read_word(paragraph(run("Provider") + raised("1") + raised("2") + run(".")))
    assert texts(document) == ["Provider."]
    assert [note.label for note in document.notes] == ["12"]


def test_white_space_about_a_mark_stays() -> None:
    assert texts(read_word(paragraph(run("Provider") + raised("2 ") + run("and DCC")))) == ["Provider and DCC"]


@pytest.mark.parametrize("before", ["an area of 40 m", "a capacity of 10", "x"])
def test_an_exponent_is_text(before: str) -> None:
    document = read_word(paragraph(run(before) + raised("3") + run(" is enough")))
    assert texts(document) == [f"{before}3 is enough"]
    assert not document.notes


def test_a_year_bears_a_mark_not_an_exponent() -> None:
    assert texts(read_word(paragraph(run("published in 2026") + raised("4") + run(".")))) == ["published in 2026."]


def test_letters_are_text_however_high_they_stand() -> None:
    assert texts(read_word(paragraph(run("the 1") + raised("st") + run(" phase")))) == ["the 1st phase"]


def test_a_figure_behind_a_unit_is_a_mark_where_a_footnote_has_its_number() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    document = read_word(paragraph(run("A plan") + mark + run(" for 40 m") + raised("1")), footnotes=FOOTNOTES)
    assert texts(document) == ["A plan for 40 m", "The plan."]
    assert [note.label for note in document.notes] == ["1", "1"]


def test_a_typed_list_of_footnotes_is_one() -> None:
    document = read_word(
        paragraph(run("DCC consulted") + raised("1") + run(" on 40 m") + raised("2") + run("."))
        + paragraph(raised("1") + run(" See the plan."))
        + paragraph(raised("2") + run(" See the report."))
    )
    assert blocks(document) == [
        ("paragraph", "", "DCC consulted on 40 m."),
        ("footnote", "1", "See the plan."),
        ("footnote", "2", "See the report."),
    ]


def test_the_mark_typed_in_a_footnote_itself_is_its_label() -> None:
    marks = '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    document = read_word(paragraph(run("A plan") + marks), footnotes=FOOTNOTES)
    assert blocks(document, "footnote") == [("footnote", "1", "The plan."), ("footnote", "2", "The report.")]
    assert len(document.notes) == 2


def test_a_second_reference_to_a_footnote_is_a_mark_too() -> None:
    again = instruction("NOTEREF _Ref1 \\f \\h", raised("1"))
    document = read_word(
        paragraph(run("the plan") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + run(" and the plan") + again), footnotes=FOOTNOTES
    )
    assert texts(document)[0] == "the plan and the plan"
    assert [note.label for note in document.notes] == ["1", "1"]


def test_a_cell_or_numbered_paragraph_that_begins_with_a_raised_figure_is_no_footnote() -> None:
    numbering = abstract(1, level(0, "%1.")) + num(1, 1)
    cell = f"<w:tbl><w:tr><w:tc>{paragraph(raised('1') + run(' Provider'))}</w:tc></w:tr></w:tbl>"
    document = read_word(paragraph(raised("2") + run(" responses"), number=(1, 0)) + cell, numbering=numbering)
    assert [block.kind for block in document.blocks] == ["paragraph", "cell"]


def test_figures_deleted_or_hidden_are_no_marks() -> None:
    deleted = f'<w:del w:author="A"><w:r><w:rPr>{RAISED}</w:rPr><w:delText>2</w:delText></w:r></w:del>'
    document = read_word(paragraph(run("Provider") + deleted + run("3", RAISED + "<w:vanish/>") + run(".")))
    assert texts(document) == ["Provider."]
    assert not document.notes

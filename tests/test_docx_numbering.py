"""The labels of Word files are those that Word prints, though numbering.xml alone holds them."""

import pytest
from support.word_file import STYLES, abstract, blocks, first, instruction, labels, level, num, paragraph, read_word, run, texts

from seclint.readers.docx.formats import printed

CLAUSES = abstract(1, level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter")) + num(1, 1)


def numbered(numbering: str, *places: tuple[int, int]) -> list[str]:
    """The labels of one paragraph after the other, each given by its list and the level in it."""
    return labels(read_word("".join(paragraph("Words", number=place) for place in places), numbering=numbering))


def restarted(first_number: int, at: int = 0) -> str:
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{first_number}"/></w:lvlOverride>'


def test_levels_count_below_each_other() -> None:
    assert numbered(CLAUSES, (1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)) == [
        "1", "1.1", "(a)", "(b)", "1.2", "(a)", "2", "2.1",
    ]  # fmt: skip


def test_a_level_without_its_parent_counts_it_as_begun() -> None:
    assert numbered(CLAUSES, (1, 1), (1, 0), (1, 2), (1, 1)) == ["1.1", "2", "(a)", "2.2"]


def test_two_lists_of_one_abstract_list_count_on() -> None:
    assert numbered(CLAUSES + num(2, 1), (1, 0), (2, 0), (1, 0)) == ["1", "2", "3"]


def test_a_start_override_restarts_once() -> None:
    assert numbered(CLAUSES + num(2, 1, restarted(5)), (1, 0), (1, 0), (2, 0), (2, 0), (1, 0), (2, 0)) == ["1", "2", "5", "6", "7", "8"]


def test_an_overridden_level_has_its_own_form() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "[%1]", "upperRoman")}</w:lvlOverride>'
    assert numbered(CLAUSES + num(2, 1, own), (1, 0), (2, 0)) == ["1", "[II]"]


def test_a_level_that_never_restarts_counts_through() -> None:
    numbering = abstract(1, level(0, "%1."), level(1, "%2.", more='<w:lvlRestart w:val="0"/>')) + num(1, 1)
    assert numbered(numbering, (1, 0), (1, 1), (1, 1), (1, 0), (1, 1)) == ["1", "1", "2", "2", "3"]


def test_a_level_may_restart_only_after_the_highest() -> None:
    numbering = abstract(1, level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3", more='<w:lvlRestart w:val="1"/>')) + num(1, 1)
    places = ((1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2))
    assert numbered(numbering, *places) == ["1", "1.1", "1.1.1", "1.2", "1.2.2", "2", "2.1", "2.1.1"]


def test_legal_numbering_writes_the_levels_above_as_decimals() -> None:
    numbering = abstract(1, level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 1)
    assert numbered(numbering, (1, 0), (1, 0), (1, 1)) == ["I", "II", "2.1"]


def test_legal_numbering_keeps_the_nought_of_section_1_01() -> None:
    numbering = abstract(1, level(0, "Article %1.", "upperRoman"), level(1, "%1.%2", "decimalZero", more="<w:isLgl/>")) + num(1, 1)
    assert numbered(numbering, (1, 1), (1, 1))[-1] == "1.02"


@pytest.mark.parametrize(("form", "last"), [("lowerRoman", "(viii)"), ("upperRoman", "(XXXVIII)"), ("lowerLetter", "(aaa)")])
def test_long_numbers_are_no_words(form: str, last: str) -> None:
    count = {"(viii)": 8, "(XXXVIII)": 38, "(aaa)": 53}[last]
    assert numbered(abstract(1, level(0, "(%1)", form)) + num(1, 1), *[(1, 0)] * count)[-1] == last


def test_every_bullet_is_one_bullet() -> None:
    numbering = abstract(1, level(0, "\uf0b7", "bullet"), level(1, "o", "bullet"), level(2, "–", "bullet")) + num(1, 1)
    assert numbered(numbering, (1, 0), (1, 1), (1, 2)) == ["•", "•", "•"]


def test_list_number_zero_takes_the_number_away() -> None:
    styles = STYLES + '<w:style w:type="paragraph" w:styleId="Numbered"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = paragraph("One", style="Numbered") + paragraph("None", style="Numbered", number=(0, 0)) + paragraph("Two", style="Numbered")
    assert labels(read_word(body, numbering=CLAUSES, styles=styles)) == ["1", "", "2"]


def test_numbers_come_down_the_chain_of_styles_with_the_level_linked_to_them() -> None:
    linked = abstract(1, level(0, "%1", more='<w:pStyle w:val="Heading1"/>'), level(1, "%1.%2", more='<w:pStyle w:val="Heading2"/>'))
    numbered_style = "<w:pPr><w:numPr>{}<w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='{}'/></w:pPr>"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{rest}</w:style>'
        for identifier, name, rest in (
            ("Heading1", "heading 1", numbered_style.format("", 0)),
            ("Heading2", "heading 2", numbered_style.format("<w:ilvl w:val='1'/>", 1)),
            ("Mine", "House second level", '<w:basedOn w:val="Heading2"/>'),
        )
    )
    body = paragraph("Context", style="Heading1") + paragraph("Background", style="Heading2") + paragraph("Scope", style="Mine")
    document = read_word(body, numbering=linked + num(1, 1), styles=styles)
    assert [(block.kind, block.level, block.label) for block in document.blocks] == [
        ("heading", 1, "1"),
        ("heading", 2, "1.1"),
        ("heading", 2, "1.2"),
    ]


def test_a_numbering_style_lends_its_list() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="House"/></w:abstractNum>'
        + abstract(6, '<w:styleLink w:val="House"/>', level(0, "%1)", "lowerRoman"))
        + num(1, 5)
        + num(2, 6)
    )
    styles = (
        STYLES + '<w:style w:type="numbering" w:styleId="House"><w:name w:val="House"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    body = paragraph("One", number=(1, 0)) + paragraph("Two", number=(2, 0))
    assert labels(read_word(body, numbering=numbering, styles=styles)) == ["i)", "ii)"]


def test_a_plain_number_is_a_paragraph_and_what_hangs_below_it_an_item() -> None:
    body = paragraph("DCC consulted.", number=(1, 0)) + paragraph("first", number=(1, 2))
    document = read_word(body, numbering=CLAUSES)
    assert [(block.kind, block.level) for block in document.blocks] == [("paragraph", 0), ("item", 0)]


def test_levels_of_headings_do_not_nest_the_paragraphs_below_them() -> None:
    numbering = abstract(1, level(0, "%1", more='<w:pStyle w:val="Heading1"/>'), level(1, "%1.%2")) + num(1, 1)
    body = paragraph("Context", style="Heading1", number=(1, 0)) + paragraph("DCC consulted on the draft.", number=(1, 1))
    document = read_word(body, numbering=numbering)
    assert blocks(document) == [("heading", "1", "Context"), ("paragraph", "1.1", "DCC consulted on the draft.")]


def test_words_that_word_prints_with_a_number_are_text_unless_they_name_a_part() -> None:
    numbering = abstract(1, level(0, "Annex %1", "upperLetter")) + abstract(2, level(0, "Question %1:")) + num(1, 1) + num(2, 2)
    body = paragraph("Glossary", style="Heading1", number=(1, 0)) + paragraph("Do you agree?", style="Heading1", number=(2, 0))
    assert blocks(read_word(body, numbering=numbering)) == [
        ("heading", "Annex A", "Glossary"),
        ("heading", "", "Question 1: Do you agree?"),
    ]


def test_an_empty_numbered_paragraph_is_printed_but_one_that_only_ends_a_section_is_not() -> None:
    body = (
        paragraph("One", number=(1, 0))
        + paragraph(number=(1, 0))
        + paragraph(number=(1, 0), properties="<w:sectPr/>")
        + paragraph("Three", number=(1, 0))
    )
    assert blocks(read_word(body, numbering=CLAUSES)) == [("paragraph", "1", "One"), ("paragraph", "2", ""), ("paragraph", "3", "Three")]


def test_a_label_typed_by_hand_is_split_off() -> None:
    body = (
        paragraph("<w:r><w:t>3.1</w:t><w:tab/><w:t>Question 1</w:t></w:r>", style="Heading2")
        + paragraph("<w:r><w:t>17.</w:t><w:tab/><w:t>DCC agrees.</w:t></w:r>")
        + paragraph("(a) the plan")
        + paragraph("12 Users responded.")
        + paragraph("Annex B – Glossary", style="Heading1")
    )
    assert blocks(read_word(body)) == [
        ("heading", "3.1", "Question 1"),
        ("paragraph", "17", "DCC agrees."),
        ("item", "(a)", "the plan"),
        ("paragraph", "", "12 Users responded."),
        ("heading", "Annex B", "Glossary"),
    ]


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (4, "decimalZero", "04"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (1994, "lowerRoman", "mcmxciv"),
        (49, "upperRoman", "XLIX"),
        (112, "ordinal", "112th"),
        (23, "ordinal", "23rd"),
        (21, "cardinalText", "Twenty-one"),
        (1200, "cardinalText", "One thousand two hundred"),
        (40, "ordinalText", "Fortieth"),
        (32, "ordinalText", "Thirty-second"),
        (5, "none", ""),
        (7, "someFormatOfTheFuture", "7"),
        (0, "lowerRoman", ""),
    ],
)
def test_numbers_are_printed_as_word_prints_them(number: int, style: str, expected: str) -> None:
    assert printed(number, style) == expected


def test_a_damaged_numbering_gives_no_labels_and_no_failure() -> None:
    broken = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="99"><w:lvlText w:val="%9"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Self"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
        '<w:num w:numId="3"/>'
    )
    styles = STYLES + '<w:style w:type="numbering" w:styleId="Self"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    body = "".join(paragraph("Words", number=place) for place in ((1, 99), (1, -1), (1, 0), (2, 0), (3, 0), (4, 0)))
    document = read_word(body, numbering=broken, styles=styles)
    assert texts(document) == ["Words"] * 6
    assert first(document).label == ""


def test_the_lists_that_every_word_knows_count_in_fields() -> None:
    asked = ("LegalDefault", "LegalDefault \\l 2", '"LegalDefault" \\l 2', "LegalDefault \\l 1 \\s 7")
    read = read_word("".join(paragraph(run("Under ") + instruction(f"LISTNUM {one}") + run(" it ends.")) for one in asked))
    assert texts(read) == ["Under 1. it ends.", "Under 1.1. it ends.", "Under 1.2. it ends.", "Under 7. it ends."]


def test_a_field_in_a_numbered_paragraph_counts_one_level_further_in() -> None:
    numbering = abstract(1, level(0, "%1."), level(1, "(%2)", "lowerLetter")) + num(1, 1)
    words = run("The plan is: ") + instruction("LISTNUM") + run(" long; ") + instruction("LISTNUM") + run(" new.")
    assert texts(read_word(paragraph(words, number=(1, 0)), numbering=numbering)) == ["The plan is: (a) long; (b) new."]


def test_a_field_counts_in_the_list_of_its_name() -> None:
    numbering = abstract(1, '<w:name w:val="Seq1"/>', level(0, "%1."), level(1, "(%2)")) + num(1, 1)
    words = run("—") + instruction('LISTNUM "SEQ1" \\l 2') + run(" The title")
    assert texts(read_word(paragraph(words), numbering=numbering)) == ["—(1) The title"]

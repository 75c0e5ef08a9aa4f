"""How deep items are nested is told from where their labels stand, whatever lists the author's program made of them."""

import pytest
from support.sheets import Words, prose, sheets
from support.word_file import STYLES, abstract, level, num, paragraph, read_word

from seclint.model import Document
from seclint.readers import markdown, pdf


def _indent(left: int, hanging: int = 360) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


def _bullets(identifier: int, left: int) -> str:
    return abstract(identifier, level(0, "•", "bullet", f"<w:pPr>{_indent(left)}</w:pPr>")) + num(identifier, identifier)


def _nested(document: Document) -> list[tuple[str, str, int]]:
    return [(block.kind, block.label, block.level) for block in document.blocks if block.label]


NUMBERS = abstract(
    1, level(0, "%1.", more=f"<w:pPr>{_indent(360)}</w:pPr>"), level(1, "(%2)", "lowerLetter", f"<w:pPr>{_indent(720)}</w:pPr>")
)
LISTS = NUMBERS + num(1, 1) + _bullets(2, 720) + _bullets(3, 1080)


class TestWord:
    def test_lists_of_their_own_nest_by_their_indents(self) -> None:
        body = paragraph("DCC", number=(2, 0)) + paragraph("tests", number=(3, 0)) + paragraph("parties", number=(2, 0))
        assert _nested(read_word(body, numbering=LISTS)) == [("item", "•", 0), ("item", "•", 1), ("item", "•", 0)]

    def test_the_limbs_of_a_numbered_paragraph_are_the_outermost_items(self) -> None:
        body = paragraph("DCC will:", number=(1, 0)) + paragraph("test;", number=(1, 1)) + paragraph("logs", number=(3, 0))
        assert _nested(read_word(body, numbering=LISTS)) == [("paragraph", "1", 0), ("item", "(a)", 0), ("item", "•", 1)]

    def test_an_indent_of_the_style_goes_before_that_of_its_list(self) -> None:
        styled = f'<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>{_indent(1440)}</w:pPr>'
        styles = STYLES + f'<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Deep"/>{styled}</w:style>'
        body = paragraph("DCC", number=(3, 0)) + paragraph("tests", style="Deep")
        assert _nested(read_word(body, numbering=LISTS, styles=styles)) == [("item", "•", 0), ("item", "•", 1)]

    def test_typed_labels_nest_by_their_tabs(self) -> None:
        tab = "<w:r><w:tab/></w:r>"
        body = paragraph("(a) the plan") + paragraph(f"{tab}<w:r><w:t>(i) its dates</w:t></w:r>") + paragraph("(b) the report")
        assert _nested(read_word(body)) == [("item", "(a)", 0), ("item", "(i)", 1), ("item", "(b)", 0)]

    def test_a_paragraph_at_the_margin_ends_a_list(self) -> None:
        body = paragraph("DCC", number=(2, 0)) + paragraph("And then:") + paragraph("tests", number=(3, 0))
        assert _nested(read_word(body, numbering=LISTS)) == [("item", "•", 0), ("item", "•", 0)]

    def test_a_list_that_counts_below_a_numbered_paragraph_is_made_of_items(self) -> None:
        numbers = abstract(4, level(0, "%1.", more=f"<w:pPr>{_indent(1080)}</w:pPr>")) + num(4, 4)
        body = "".join(paragraph("Words", number=(one, 0)) for one in (1, 4, 4, 1))
        assert _nested(read_word(body, numbering=LISTS + numbers)) == [
            ("paragraph", "1", 0), ("item", "1", 0), ("item", "2", 0), ("paragraph", "2", 0),
        ]  # fmt: skip

    def test_numbers_that_go_on_are_those_of_paragraphs_wherever_they_stand(self) -> None:
        moved = _indent(1080)
        body = paragraph("One", number=(1, 0)) + paragraph("Two", number=(1, 0), properties=moved) + paragraph("Three", number=(1, 0))
        assert [kind for kind, _, _ in _nested(read_word(body, numbering=LISTS))] == ["paragraph"] * 3


class TestPages:
    def test_pages_bound_on_both_sides_are_measured_from_their_own_edges(self) -> None:
        long = "the report says what was done in each of the phases, and why so, at length, as it must."
        pages = [
            [Words(left, 700 - 60 * row, f"{6 * page + row}."), *prose([f"DCC: {long}", long], 700 - 60 * row, left + 30)]
            for page, left in enumerate((60.0, 95.0))
            for row in range(1, 7)
        ]
        document = pdf.read(sheets(*([words for lines in half for words in lines] for half in (pages[:6], pages[6:]))), "a.pdf")
        assert _nested(document) == [("paragraph", str(number), 0) for number in range(1, 13)]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_indented_lines_nest(name: str) -> None:
    document = markdown.read(b"(a) the plan;\n\n    (i) its dates;\n\n    (ii) its phases;\n\n(b) the report.\n", name)
    assert _nested(document) == [("item", "(a)", 0), ("item", "(i)", 1), ("item", "(ii)", 1), ("item", "(b)", 0)]

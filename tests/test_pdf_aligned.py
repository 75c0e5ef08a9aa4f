"""Tables without rulings, told from nothing but how their words stand; never from prose, columns or contents lists."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle
from support.sheets import Words, prose, sheets

from seclint.model import Document
from seclint.readers.pdf import read

_PHASES = [["Phase", "Begins", "Ends"], ["SIT", "1 May 2032", "3 June 2032"], ["UIT", "4 June 2032", "1 July 2032"]]
_LEFTS = (72.0, 200.0, 330.0, 450.0)
_LONG = [f"The {number} of these lines goes on to the edge of its page, as those of prose do, and ends there" for number in range(6)]


def _rows(rows: Sequence[Sequence[str]], *, head: str = "Helvetica-Bold", y: float = 600.0, lefts: Sequence[float] = _LEFTS) -> list[Words]:
    return [
        Words(left, y - 20 * index, text, font="Helvetica" if index else head)
        for index, row in enumerate(rows)
        for left, text in zip(lefts, row, strict=False)
        if text
    ]


def _ruled_off(rows: Sequence[Sequence[str]], widths: Sequence[float], align: str = "TOP") -> Document:
    """The rows set as a table in which nothing but the header is ruled off."""
    text = getSampleStyleSheet()["BodyText"]
    style = TableStyle([("LINEBELOW", (0, 0), (-1, 0), 1, colors.black), ("VALIGN", (0, 0), (-1, -1), align)])
    table = Table([[Paragraph(cell, text) for cell in row] for row in rows], colWidths=list(widths), style=style)
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build(
        [*(Paragraph(line, text) for line in _LONG), table, Paragraph("The text goes on. " * 9, text)]
    )
    return read(out.getvalue(), "a.pdf")


def _beside_a_grid(*drawn: Words) -> Document:
    """Words in this order, with a small ruled table among them."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.grid([250, 300, 350], [575, 595, 615])
    for words in (*prose(_LONG), *drawn):
        canvas.setFont(words.font, words.size)
        canvas.drawString(words.x, words.y, words.text)
    canvas.save()
    return read(out.getvalue(), "a.pdf")


def _cells(document: Document) -> list[tuple[int, int, str]]:
    return [(block.cell.row, block.cell.column, document.quote(block.span)) for block in document.blocks if block.cell]


def _read(*words: Words) -> Document:
    return read(sheets([*prose(_LONG), *words]), "a.pdf")


def _grid(rows: Sequence[Sequence[str]]) -> list[tuple[int, int, str]]:
    return [(number, column, text) for number, row in enumerate(rows) for column, text in enumerate(row)]


class TestTables:
    def test_rows_below_a_bold_header_are_a_table(self) -> None:
        document = _read(*_rows(_PHASES), *prose(["And the text goes on."], 500))
        assert _cells(document) == _grid(_PHASES)
        assert document.quote(document.blocks[-1].span) == "And the text goes on."

    def test_a_cell_over_two_lines_is_one(self) -> None:
        more = [Words(200, 547, "or a day later"), Words(330, 547, "without fail")]
        rows = [*_PHASES[:2], ["UIT", "4 June 2032 or a day later", "1 July 2032 without fail"]]
        assert _cells(_read(*_rows(_PHASES), *more)) == _grid(rows)

    def test_what_stands_below_a_table_is_no_part_of_it(self) -> None:
        below = [Words(72, 540, "Table 1: Phases"), Words(72, 505, "Annex A", 14.0)]
        assert _cells(_read(*_rows(_PHASES), *below)) == _grid(_PHASES)

    def test_an_empty_cell_has_its_place(self) -> None:
        rows = [*_PHASES, ["Live", "", "5 July 2032"]]
        assert _cells(_read(*_rows(rows))) == _grid(rows)

    def test_what_is_drawn_cell_by_cell_is_read_row_by_row(self) -> None:
        rows = [["Phase", "Begins", "Ends"], ["System Integration Testing", "1 May 2032", "3 June 2032 or a day later"], *_PHASES[2:]]
        assert _cells(_ruled_off(rows, [80, 80, 80])) == _grid(rows)

    def test_two_columns_below_a_ruled_header_are_a_table(self) -> None:
        rows = [["Term", "Meaning"], ["Device", "A thing that is installed in the premises of a consumer"], ["Party", "Whoever has signed"]]
        assert _cells(_ruled_off(rows, [60, 120])) == _grid(rows)

    def test_one_row_below_a_ruled_header_is_a_table_that_broke_off(self) -> None:
        assert _cells(_ruled_off(_PHASES[:2], [100, 100, 100])) == _grid(_PHASES[:2])

    def test_cells_that_stand_at_half_the_height_of_their_row_are_of_it(self) -> None:
        rows = [
            ["Phase", "Begins"],
            ["System Integration Testing", "1 May"],
            ["UIT", "4 June 2032 or a day later"],
            ["Live", "July"],
        ]
        assert _cells(_ruled_off(rows, [80, 80], "MIDDLE")) == _grid(rows)

    def test_rows_that_begin_with_versions_are_no_prose(self) -> None:
        rows = [["Version", "Date"], ["v0.1", "1 May 2032"], ["v0.2", "3 June 2032"], ["v1.0", "1 July 2032"]]
        assert _cells(_ruled_off(rows, [60, 80])) == _grid(rows)

    def test_a_reference_alone_on_its_line_is_no_caption(self) -> None:
        rows = [["Phase", "Criteria", "Ends"], ["SIT", "Open defects", "within the limits of Table 5"], ["UIT", "As above", "1 July"]]
        assert _cells(_ruled_off(rows, [60, 90, 62])) == _grid(rows)

    def test_a_header_over_the_second_column_alone_is_one(self) -> None:
        rows = [["", "Document"], ["Annex A", "Test phases of the release"], ["Annex B", "Responses in full"]]
        assert _cells(_ruled_off(rows, [70, 150])) == _grid(rows)

    def test_a_row_that_is_filled_instead_of_ruled_has_its_cells(self) -> None:
        style = [
            ("GRID", (0, 1), (-1, -1), 0.5, colors.black),
            ("BACKGROUND", (0, 0), (-1, 0), colors.grey),
            ("BOX", (0, 0), (-1, -1), 0.5, colors.black),
        ]
        out = BytesIO()
        SimpleDocTemplate(out, pagesize=A4).build(
            [Table(_PHASES, colWidths=[100, 100, 100], style=TableStyle([*style, ("ALIGN", (0, 0), (-1, -1), "LEFT")]))]
        )
        assert _cells(read(out.getvalue(), "a.pdf")) == _grid(_PHASES)


@pytest.mark.parametrize(
    "words",
    [
        _rows(_PHASES, head="Helvetica"),
        _rows(_PHASES[:2]),
        _rows([row[:2] for row in _PHASES]),
        _rows([["Terms", "Page"], ["Scope", "3"], ["Phases", "4"], ["Devices", "5"]]),
        _rows([["1", "Introduction", "3"], ["1.1", "Scope", "4"], ["1.2", "Terms", "5"]]),
        [
            words
            for index, row in enumerate(_PHASES)
            for words in _rows([row], y=600 - 20 * index, lefts=[left + 31 * index for left in _LEFTS])
        ],
    ],
    ids=["no header", "two rows", "two columns", "pages", "contents", "nothing aligned"],
)
def test_what_only_looks_like_a_table_is_none(words: list[Words]) -> None:
    assert not _cells(_read(*words))


def test_prose_in_three_columns_that_is_drawn_across_is_no_table() -> None:
    lines = ["Words that fill", "their column to", "its edge, as in", "a newspaper of", "three columns."]
    heads = [Words(left, 620, "Heading", font="Helvetica-Bold") for left in (72.0, 200.0, 328.0)]
    columns = [Words(left, 600 - 14 * row, line) for row, line in enumerate(lines) for left in (72.0, 200.0, 328.0)]
    assert not _cells(_read(*heads, *columns))


def test_a_line_that_a_ruled_table_parts_holds_none_of_the_tables_words() -> None:
    head, *rows = [["Phase", "Ends"], ["SIT", "3 June 2032"], ["UIT", "1 July 2032"], ["Live", "5 July 2032"]]
    phase, ends = _rows([head], y=602, lefts=(72, 450))
    inside = Words(310, 602, "B"), Words(260, 582, "C")
    below = _rows(rows, y=582, lefts=(72, 450), head="Helvetica")
    document = _beside_a_grid(Words(310, 582, "D"), phase, *inside, ends, *below)
    assert _cells(document) == [*_grid([["", "B"], ["C", "D"]]), *_grid([head, *rows])]


_COVER = ["Release 7 Testing Approach Document", "Draft"]
_FIELDS = [["Date", "1 May 2032"], ["Author", "Test Assurance of the"], ["Classification", "DCC Public"], ["Version", "0.3"]]


def _cover(*words: Words) -> Document:
    return read(sheets([*prose(_COVER, size=20), *words, *prose(_LONG, 400)]), "a.pdf")


def test_names_and_values_on_a_cover_are_a_table() -> None:
    more = Words(200, 566, "Communications Company")
    fields = [*_rows(_FIELDS, head="Helvetica")]
    document = _cover(*fields[:4], more, *[words._replace(y=words.y - 14) for words in fields[4:]])
    rows = [_FIELDS[0], ["Author", "Test Assurance of the Communications Company"], *_FIELDS[2:]]
    assert _cells(document) == _grid(rows)


def test_names_and_values_below_prose_are_none() -> None:
    assert not _cells(_read(*_rows(_FIELDS, head="Helvetica")))


def test_a_gap_that_is_wide_only_beside_flattened_letters_parts_nothing() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for x, text, height in ((72, "Plan ", 0.05), (96.3, "of", 0.05), (110.3, "it", 1)):
        words = canvas.beginText()
        words.setFont("Helvetica", 12)
        words.setTextTransform(1, 0, 0, height, x, 700)
        words.textOut(text)
        canvas.drawText(words)
    canvas.save()
    assert not _cells(read(out.getvalue(), "a.pdf"))


_PHASE = ("The phase of the tests of", "all that is new")


def _by_cells(numbers: Sequence[int], y: float = 760) -> list[Words]:
    """Rows as word processors draw them, cell by cell, each with a cell of two lines."""
    return [
        words
        for index, number in enumerate(numbers)
        for words in (
            Words(72, y - 40 * index, f"C{number}"),
            *(Words(160, y - 40 * index - 14 * line, said) for line, said in enumerate(_PHASE)),
            Words(300, y - 40 * index, f"{number} May 2032"),
        )
    ]


def _phases(numbers: Sequence[int]) -> list[list[str]]:
    return [[f"C{number}", " ".join(_PHASE), f"{number} May 2032"] for number in numbers]


_HEAD = [Words(left, 790, text) for left, text in zip((72, 160, 300), ("Ref", "Phase", "Begins"), strict=True)]


def test_three_columns_that_are_drawn_cell_by_cell_are_a_table_without_any_header() -> None:
    assert _cells(read(sheets([*_HEAD, *_by_cells([1, 2])]), "a.pdf")) == _grid([["Ref", "Phase", "Begins"], *_phases([1, 2])])


def test_such_a_table_goes_on_with_the_rest_of_a_row_on_the_next_page() -> None:
    first = _by_cells([1, 2, 3])
    rest = first.pop(-2)
    document = read(sheets([*_HEAD, *first], [rest._replace(y=785), *_by_cells([4, 5, 6])]), "a.pdf")
    assert _cells(document) == _grid([["Ref", "Phase", "Begins"], *_phases([1, 2, 3, 4, 5, 6])])


def test_a_row_may_begin_with_a_reference_to_a_table() -> None:
    rows = [
        ["Place", "Before", "Now"],
        ["1.3.1", "It goes live", "It went live"],
        ["Table 2", "SIT from 11 May", "SIT from 18 May"],
        ["3.1", "None", "One"],
    ]
    assert [words for row, column, words in _cells(_ruled_off(rows, (100, 150, 150))) if row == 2] == rows[2]


@pytest.mark.parametrize(("counts", "is_table"), [(("5", "3", "1", "9"), True), (("2", "2", "5", "9"), False)])
def test_two_columns_of_which_the_second_counts_are_a_table_unless_they_may_be_pages(counts: Sequence[str], is_table: bool) -> None:
    names = ("Energy Supplier", "Network Operator", "DCC Service Provider", "Total")
    assert bool(_cells(_ruled_off([["Kind of party", "Responses"], *zip(names, counts, strict=True)], (160, 80)))) == is_table

"""What breaks off and goes on elsewhere - paragraphs, rows of ruled tables - and what is drawn out of order or one in the other."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from support.sheets import prose, sheets

from seclint.readers.pdf import read

Rows = list[tuple[str, str]]
LEFT, MIDDLE, RIGHT, HEIGHT = 72, 200, 500, 24


def ruled(*pages: Rows) -> list[tuple[int, int, str]]:
    """Row, column and words of each cell of a table that is drawn over so many pages."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for rows in pages:
        top = 700
        for number, row in enumerate(rows):
            low = top - (number + 1) * HEIGHT
            canvas.rect(LEFT, low, MIDDLE - LEFT, HEIGHT)
            canvas.rect(MIDDLE, low, RIGHT - MIDDLE, HEIGHT)
            canvas.drawString(LEFT + 5, low + 8, row[0])
            canvas.drawString(MIDDLE + 5, low + 8, row[1])
        canvas.showPage()
    canvas.save()
    document = read(out.getvalue(), "table.pdf")
    return [(block.cell.row, block.cell.column, document.quote(block.span)) for block in document.blocks if block.cell]


def drawn(*things: tuple[str, tuple[float, ...]]) -> list[tuple[str, str]]:
    """Kind and words of the blocks of a page: words at (x, y), and boxes with left, foot, width and height."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for words, place in things:
        if words:
            canvas.drawString(*place, words)
        else:
            canvas.rect(*place)
    canvas.save()
    document = read(out.getvalue(), "page.pdf")
    return [(block.kind, document.quote(block.span)) for block in document.blocks]


HEAD = ("Ref", "Criterion")


def test_a_reference_at_the_head_of_a_page_goes_on_with_its_sentence() -> None:
    ends, begins = (
        "All that was said of the plan in the last consultation is set out again under Section",
        "D10.18 DCC has to make it known.",
    )
    document = read(sheets(prose([ends]), prose([begins])), "a.pdf")
    assert [document.quote(block.span) for block in document.blocks] == [f"{ends} {begins}"]


def test_a_row_that_breaks_off_goes_on_under_the_repeated_head() -> None:
    first = [HEAD, ("EC1", "All devices are installed."), ("EC2", "No defect of the highest severity is open in")]
    cells = ruled(first, [HEAD, ("", "any of the environments."), ("EC3", "The report is signed.")])
    assert cells[4:] == [
        (2, 0, "EC2"),
        (2, 1, "No defect of the highest severity is open in any of the environments."),
        (3, 0, "EC3"),
        (3, 1, "The report is signed."),
    ]


@pytest.mark.parametrize(
    "row", [("EC2", "a tester is named."), ("", "A tester is named."), ("", "")], ids=["a row of its own", "a new sentence", "an empty row"]
)
def test_a_row_that_is_whole_stays_one(row: tuple[str, str]) -> None:
    cells = ruled([HEAD, ("EC1", "All devices are installed")], [HEAD, row])
    assert cells[4:] == [(2, 0, row[0]), (2, 1, row[1])]


def test_a_paragraph_goes_on_at_the_top_of_the_next_page_whose_few_lines_do_not_tell_where_full_ones_end() -> None:
    wide = prose(["These lines run over the whole width of the page, as those of most documents do, up to here."] * 10)
    left = prose(["Then there are two columns, and here", *["each of the lines is as long as the"] * 18, "other ones."])
    right = prose(["The other ones of the narrow column"] * 20, x=320)
    rest = prose(["others at the end have", "a few words less and", "stop."])
    document = read(sheets(wide, [*left, *right], rest), "columns.pdf")
    assert document.quote(document.blocks[-1].span).endswith("column others at the end have a few words less and stop.")


def test_a_box_that_is_drawn_last_is_read_where_it_stands() -> None:
    words = [("The first paragraph.", (72, 700)), ("The second paragraph.", (72, 600)), ("In the box.", (90, 650))]
    assert [said for _, said in drawn(*words)] == ["The first paragraph.", "In the box.", "The second paragraph."]


def test_a_table_in_a_cell_keeps_its_words() -> None:
    frames = [(72, 500, 100, 200), (172, 500, 200, 200), (180, 520, 60, 40), (240, 520, 60, 40)]
    words = [("Phase", (80, 600)), ("Dates:", (180, 600)), ("SIT", (185, 530)), ("May", (245, 530))]
    cells = drawn(*(("", frame) for frame in frames), *words)
    assert cells == [("cell", "Phase"), ("cell", "Dates:"), ("cell", "SIT"), ("cell", "May")]


def test_the_second_line_of_a_hanging_paragraph_may_begin_in_small_letters() -> None:
    document = drawn(("Question 1: What do you think of the dates, and of the phases that they", (54, 700)), ("are for?", (90, 686)))
    assert [kind for kind, _ in document] == ["paragraph"]


def test_a_bullet_without_a_line_is_no_block() -> None:
    assert drawn(("•", (80, 714)), ("1. Scope", (110, 700)), ("•", (80, 686)), ("2. Phases", (110, 672))) == [
        ("paragraph", "Scope"),
        ("paragraph", "Phases"),
    ]


def test_a_number_in_a_cell_is_no_label_of_the_next_cell() -> None:
    frames = [(72, 670, 40, 20), (112, 670, 100, 20), (72, 650, 40, 20), (112, 650, 100, 20)]
    words = [("1.1", (77, 676)), ("Hub", (117, 676)), ("1.2", (77, 656)), ("Meter", (117, 656))]
    assert [said for _, said in drawn(*(("", frame) for frame in frames), *words)] == ["1.1", "Hub", "1.2", "Meter"]


def test_numbered_paragraphs_tell_where_the_lines_of_their_headings_end() -> None:
    heads = [("Respondent Views", (72, 760 - 60 * number)) for number in range(10)]
    said = "The respondents agreed with the plan that they had been shown, and gave no more views."
    texts = [(f"{number + 1}. {said}", (84, 742 - 60 * number)) for number in range(10)]
    words = drawn(*(one for both in zip(heads, texts, strict=True) for one in both))
    assert words == [("paragraph", "Respondent Views"), ("paragraph", said)] * 10


@pytest.mark.parametrize(
    ("before", "behind"),
    [("with the exception in paragraph", "2.3.2. So are the keys"), ("as in paragraphs 2.3.1 and", "2.3.2, which follow")],
)
def test_the_number_of_a_reference_at_the_beginning_of_a_line_labels_nothing(before: str, behind: str) -> None:
    lead = "2.3.1 Devices of the first generation are out of scope and so is all equipment, "
    found = drawn(
        (f"{lead}{before}", (60, 700)), (f"{behind} of all releases.", (60, 686)), ("2.3.2 MP366 applies to all of them.", (60, 660))
    )
    words = lead.partition(" ")[2]
    assert found == [("paragraph", f"{words}{before} {behind} of all releases."), ("paragraph", "MP366 applies to all of them.")]

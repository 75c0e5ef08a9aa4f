"""Tagged PDFs: headings and tables that only the tags of the file tell of."""

from support.tagged import Element, Tagged, Words

from seclint.model import Document
from seclint.readers.pdf import read


def tagged(*elements: Element) -> Document:
    return read(Tagged().written(list(elements)), "tagged.pdf")


def text(y: float, words: str = "The approach was put before the Panel, which agreed.", x: float = 72, size: float = 11) -> Words:
    return x, y, size, words


def kinds(document: Document) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, document.quote(block.span)) for block in document.blocks]


def row(y: float, *cells: str) -> Element:
    return "TR", [("TD", text(y, cell, 72 + 150 * index) if cell else None) for index, cell in enumerate(cells)]


def test_a_heading_that_looks_like_text_is_one_if_it_is_tagged() -> None:
    document = tagged(
        ("H1", text(760, "Background")), ("P", text(740)), ("H2", text(700, "What was said")), ("P", text(680)), ("P", text(640))
    )
    said = [(kind, level) for kind, level, _ in kinds(document)]
    assert said == [("title", 1), ("paragraph", 0), ("heading", 2), ("paragraph", 0), ("paragraph", 0)]


def test_what_is_bigger_than_the_tagged_headings_before_them_is_the_title() -> None:
    document = tagged(
        ("P", text(760, "Conclusions", size=24)), ("H1", text(700, "Background", size=14)), ("P", text(680)), ("H1", text(600, "Views"))
    )
    said = [(kind, level) for kind, level, _ in kinds(document)]
    assert said == [("title", 1), ("heading", 1), ("paragraph", 0), ("heading", 1)]


def test_a_tagged_table_needs_no_rulings() -> None:
    table = ("Table", [row(700, "Phase", "Start"), row(685, "SIT", ""), row(670, "UIT", "May 2027")])
    document = tagged(("P", text(760)), table, ("P", text(600)))
    cells = [(block.cell.row, block.cell.column, document.quote(block.span)) for block in document.blocks if block.cell]
    assert cells == [(0, 0, "Phase"), (0, 1, "Start"), (1, 0, "SIT"), (1, 1, ""), (2, 0, "UIT"), (2, 1, "May 2027")]


def test_a_table_whose_cells_run_into_each_other_is_text() -> None:
    long = "A phase whose name is so long that it runs on into the next column"
    document = tagged(("P", text(760)), ("Table", [row(700, "Phase", "Start"), row(685, long, "May")]), ("P", text(600)))
    assert not any(block.cell for block in document.blocks)


def test_a_heading_that_goes_on_on_another_page_says_nothing_of_what_is_counted_alike_here() -> None:
    document = tagged(("P", text(760, "First")), ("H1", (72.0, 700.0, 14.0, "Background", 0)), ("P", text(680)), ("P", text(640)))
    assert [kind for kind, _, _ in kinds(document)] == ["paragraph", "title", "paragraph", "paragraph"]

"""Which lines at the edges of PDF pages are running headers and footers, and which are the text itself."""

from collections.abc import Sequence

from support.sheets import Words, marked, prose, sheets

from seclint.model import Document
from seclint.readers.pdf import read

HEADER = "Conclusions on the draft"


def page(number: int, total: int, *lines: Words, header: str = HEADER) -> list[Words]:
    """The lines with a header and a footer around them."""
    top = [Words(72, 805, header, 8.5)] if header else []
    return [*top, *lines, Words(72, 36, "DCC Public", 8.5), Words(450, 36, f"Page {number} of {total}", 8.5)]


def text(*subjects: str, y: float = 745.0) -> list[Words]:
    return prose([f"The Panel noted what was said about {subject} and agreed." for subject in subjects], y)


def heading(words: str, y: float = 765.0) -> Words:
    return Words(72, y, words, 13, "Helvetica-Bold")


def said(document: Document, kind: str) -> Sequence[str]:
    return [document.quote(block.span) for block in document.blocks if block.kind == kind]


def test_a_heading_at_the_top_of_two_pages_is_no_header() -> None:
    bodies = [
        text("meters", "plans"),
        [heading("Respondent Views"), *text("reports", "scope")],
        text("devices", "costs", y=765),
        [heading("Respondent Views"), *text("phases", "dates")],
        text("entry", "exit", y=765),
    ]
    document = read(sheets(*(page(number, 5, *body) for number, body in enumerate(bodies, 1))), "a.pdf")
    assert said(document, "heading") == ["Respondent Views"] * 2
    assert said(document, "header") == [HEADER]
    assert said(document, "footer") == ["DCC Public Page 1 of 5"]


def test_a_heading_at_the_top_of_every_page_but_the_first_is_no_header() -> None:
    bodies = [text("meters"), [heading("DCC Response"), *text("plans")], [heading("DCC Response"), *text("scope")]]
    document = read(sheets(*(page(number, 3, *body) for number, body in enumerate(bodies, 1))), "a.pdf")
    assert said(document, "heading") == ["DCC Response"] * 2


def test_footnotes_that_differ_in_figures_only_are_no_footers() -> None:
    pages = [
        page(
            number,
            2,
            *marked(f"It was agreed under {what}", str(number), " by all.", 700),
            *text(what, "meters"),
            Words(72, 80, f"{number} SEC Section D10.{number}", 8.5),
        )
        for number, what in ((1, "the plan"), (2, "the report"))
    ]
    document = read(sheets(*pages), "a.pdf")
    assert said(document, "footnote") == ["SEC Section D10.1", "SEC Section D10.2"]


def test_a_header_may_be_missing_on_the_cover() -> None:
    cover = [heading("The Approach", 600), Words(72, 560, "Version 1.0")]
    document = read(sheets(cover, page(2, 3, *text("meters")), page(3, 3, *text("plans"))), "a.pdf")
    assert said(document, "header") == [HEADER]


def test_small_words_in_the_margin_of_the_only_page_behind_a_cover_are_its_header() -> None:
    cover = [heading("The Approach", 600), *text("meters", y=560), Words(72, 36, "DCC Public", 8.5)]
    document = read(sheets(cover, page(2, 2, *text("plans"))), "a.pdf")
    assert said(document, "header") == [HEADER]
    assert said(document, "paragraph") == [f"The Panel noted what was said about {what} and agreed." for what in ("meters", "plans")]


def test_a_running_header_may_change_with_the_chapter() -> None:
    subjects = ("meters", "plans", "reports", "devices", "phases", "dates")
    pages = [page(n, 6, *text(what), header=f"Chapter on {'meters' if n < 4 else 'plans'}") for n, what in enumerate(subjects, 1)]
    assert said(read(sheets(*pages), "a.pdf"), "header") == ["Chapter on meters", "Chapter on plans"]


def test_figures_at_the_edge_are_page_numbers() -> None:
    pages = [[*text(what), Words(290, 36, str(n), 9)] for n, what in enumerate(("meters", "plans", "reports"), 1)]
    document = read(sheets(*pages), "a.pdf")
    assert said(document, "footer") == ["1"]
    assert len(said(document, "paragraph")) == 3


def test_the_number_of_a_page_is_no_footnote_because_the_page_holds_such_a_mark() -> None:
    def sheet(number: int, subject: str) -> list[Words]:
        body = [*marked(f"All agreed on {subject}", str(number), " in the end.", 740), *text(subject, y=700)]
        note = Words(72, 80, f"{number} See the paper on {subject}.", 8.5)
        return [*body, note, Words(72, 50, "Conclusions on the draft approach"), Words(290, 30, str(number))]

    subjects = ("meters", "plans", "devices", "costs")
    document = read(sheets(*(sheet(number, subject) for number, subject in enumerate(subjects, 1))), "a.pdf")
    assert said(document, "footnote") == [f"See the paper on {subject}." for subject in subjects]
    assert said(document, "footer")[0] == "Conclusions on the draft approach"


def test_a_plain_heading_that_stands_inside_pages_too_is_no_header() -> None:
    views = Words(72, 765, "Respondent Views", 11, "Helvetica-Oblique")
    bodies = [
        [views, *text("meters")],
        text("devices"),
        [views, *text("costs"), views._replace(y=500), *text("plans", y=480)],
        text("exit"),
    ]
    document = read(sheets(*(page(number, 4, *body) for number, body in enumerate(bodies, 1))), "a.pdf")
    assert "Respondent Views" not in said(document, "header")


def test_a_header_that_bears_another_version_on_one_page_is_kept_beside_the_others() -> None:
    pages = [
        [
            Words(72, 800, f"Draft v0.{5 if page == 4 else 6}", 9),
            Words(72, 600, f"Text of page {page}.", 11),
            Words(72, 40, f"Page {page} of 4", 9),
        ]
        for page in range(1, 5)
    ]
    document = read(sheets(*pages), "versions.pdf")
    assert [document.quote(block.span) for block in document.blocks if block.kind in ("header", "footer")] == [
        "Draft v0.6",
        "Draft v0.5",
        "Page 1 of 4",
    ]

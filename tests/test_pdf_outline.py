"""What the bookmarks of a PDF tell of its headings: which lines are headings, and how deep they stand."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from support.sheets import LEADING, prose

from seclint.readers.pdf import read

_TEXT = "The plan is set out below, with all that was said about it in the last consultation and since."
_SIZES = {1: 16.0, 2: 14.0, 3: 11.0}


def _blocks(lines: Sequence[tuple[int, str]], *, bookmarks: bool = True) -> list[tuple[str, int, str]]:
    """Kind, level and words of a document of headings of these levels, below each a paragraph; of level 0 are bold lines that are none."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    y = 760.0
    for number, (level, words) in enumerate(lines):
        canvas.setFont("Helvetica-Bold", _SIZES.get(level, 11.0))
        canvas.drawString(72, y, words)
        if level and bookmarks:
            canvas.bookmarkPage(str(number))
            canvas.addOutlineEntry(words, str(number), level - 1)
        for line in prose([_TEXT] * 2, y - 20):
            canvas.setFont(line.font, line.size)
            canvas.drawString(line.x, line.y, line.text)
        y -= 20 + 3 * LEADING
    canvas.save()
    document = read(out.getvalue(), "a.pdf")
    return [(block.kind, block.level, document.quote(block.span)) for block in document.blocks if block.kind == "heading"]


_LINES = [(1, "The plan"), (2, "1 Scope"), (3, "Respondent Views"), (2, "2 Phases"), (0, "Who runs the tests"), (3, "DCC Response")]


def test_headings_stand_as_deep_as_their_bookmarks() -> None:
    assert _blocks(_LINES)[-4:] == [
        ("heading", 2, "Scope"),
        ("heading", 3, "Respondent Views"),
        ("heading", 2, "Phases"),
        ("heading", 3, "DCC Response"),
    ]


def test_a_bold_line_without_a_bookmark_is_no_heading_where_all_headings_have_one() -> None:
    assert "Who runs the tests" not in [words for _, _, words in _blocks(_LINES)]


def test_a_bold_line_is_a_heading_where_nothing_else_tells() -> None:
    assert "Who runs the tests" in [words for _, _, words in _blocks(_LINES, bookmarks=False)]

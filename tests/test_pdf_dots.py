"""Bullets that browsers draw instead of writing them are bullets all the same."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from seclint.readers.pdf import read

_ITEMS = (
    (72, 700, "the plan, which is set out in the pages that follow this one and in those that"),
    (72, 686, "follow them"),
    (72, 666, "the report"),
    (92, 646, "its dates"),
)
_DOTTED = (700, 666, 646)


def test_a_dot_drawn_before_a_line_makes_it_an_item() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.drawString(54, 720, "The release holds what is listed here:")
    for x, y, words in _ITEMS:
        canvas.drawString(x, y, words)
        if y in _DOTTED:
            canvas.circle(x - 10, y + 4, 2, stroke=0, fill=1)
    canvas.circle(300, 400, 2, stroke=0, fill=1)
    canvas.save()
    document = read(out.getvalue(), "a.pdf")
    assert [(block.kind, block.label, block.level, document.quote(block.span)) for block in document.blocks] == [
        ("paragraph", "", 0, "The release holds what is listed here:"),
        ("item", "•", 0, "the plan, which is set out in the pages that follow this one and in those that follow them"),
        ("item", "•", 0, "the report"),
        ("item", "•", 1, "its dates"),
    ]

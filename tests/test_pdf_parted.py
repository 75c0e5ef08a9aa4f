"""Words that a narrow cell breaks without a hyphen are one word, and words that only fill their line are two."""

from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from seclint.readers.pdf import read

_PROSE = [
    "The environments are those that were used before, and the tests ",
    "are run again by the people who have built them, each on its ",
    "own.",
]


def _cell(*lines: str) -> str:
    """What the first cell of a ruled row says, whose lines are written like this, with the spaces that end them."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, line in enumerate(_PROSE):
        canvas.drawString(72, 760 - 14 * number, line)
    canvas.grid([72, 140, 300], [500, 650])
    for number, line in enumerate(lines):
        canvas.drawString(77, 630 - 14 * number, line)
    canvas.drawString(145, 630, "Yes")
    canvas.save()
    document = read(out.getvalue(), "a.pdf")
    return next(document.quote(block.span) for block in document.blocks if block.cell)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Are the ", "interoperabi", "lity tests in?"], "Are the interoperability tests in?"),
        (["Since ", "17/11/20313", "1 or so."], "Since 17/11/203131 or so."),
        (["Is it all ", "interoperable", ", and how?"], "Is it all interoperable, and how?"),
        (["Where ", "environments", "are in use"], "Where environments are in use"),
        (["Where ", "interoperable ", "meters are"], "Where interoperable meters are"),
    ],
    ids=["a word", "a number", "a stop", "a word that is known", "a space"],
)
def test_what_a_line_breaks_off(lines: list[str], said: str) -> None:
    assert _cell(*lines) == said

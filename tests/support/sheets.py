"""PDF pages with words exactly where a test wants them."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

LEADING = 14.0


class Words(NamedTuple):
    """Words on one line; ``y`` is measured from the foot of the page."""

    x: float
    y: float
    text: str
    size: float = 11.0
    font: str = "Helvetica"

    @property
    def end(self) -> float:
        return self.x + float(stringWidth(self.text, self.font, self.size))


def sheets(*pages: Iterable[Words]) -> bytes:
    """A PDF of A4 pages."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in pages:
        for words in page:
            canvas.setFont(words.font, words.size)
            canvas.drawString(words.x, words.y, words.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def prose(lines: Sequence[str], y: float = 760.0, x: float = 72.0, size: float = 11.0) -> list[Words]:
    """Lines of text one below the other."""
    return [Words(x, y - index * LEADING * size / 11, line, size) for index, line in enumerate(lines)]


def marked(text: str, mark: str, rest: str, y: float, x: float = 72.0) -> list[Words]:
    """A line with a raised mark behind ``text``."""
    before = Words(x, y, text)
    raised = Words(before.end, y + 4, mark, 6.5)
    return [before, raised, Words(raised.end, y, rest)]

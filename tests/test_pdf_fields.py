"""What is filled into a form is text of its page, beside the words that it was filled in for."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from seclint.model import Span
from seclint.readers.pdf import boxes, read


def _form() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for y, words in (
        (760, "Application to take part in the tests"),
        (720, "Name of party:"),
        (690, "Phase:"),
        (660, "Agreed"),
        (600, "Signed below"),
    ):
        canvas.drawString(72, y, words)
    form = canvas.acroForm
    form.textfield(name="party", value="Northern Supplier Ltd", x=160, y=712, width=200, height=20, borderWidth=0)
    form.choice(name="phase", value="UIT", options=["SIT", "UIT"], x=160, y=684, width=100, height=20)
    form.checkbox(name="agreed", x=160, y=655, checked=True)
    canvas.linkURL("https://example.org", (72, 595, 160, 612))
    canvas.save()
    return out.getvalue()


FORM = _form()
DOCUMENT = read(FORM, "form.pdf")


def test_values_stand_beside_their_labels() -> None:
    assert [DOCUMENT.quote(block.span) for block in DOCUMENT.blocks] == [
        "Application to take part in the tests", "Name of party: Northern Supplier Ltd", "Phase: UIT", "Agreed", "Signed below",
    ]  # fmt: skip


def test_the_links_of_a_form_are_kept() -> None:
    assert [(DOCUMENT.quote(link.span), link.target) for link in DOCUMENT.links] == [("Signed below", "https://example.org")]


def test_a_value_has_its_box() -> None:
    start = DOCUMENT.text.index("Northern")
    ((page, left, top, right, bottom),) = boxes(FORM, DOCUMENT, [Span(start, start + len("Northern Supplier Ltd"))])[0]
    assert page == 1
    assert 158 < left < right < 362
    assert A4[1] - 734 < top < bottom < A4[1] - 710


def test_a_large_value_is_no_heading() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for y in (760, 740, 720, 640, 620, 600):
        canvas.drawString(72, y, "Words of the usual size, as they stand in every form of this kind.")
    canvas.acroForm.textfield(name="party", value="Northern Supplier", x=72, y=660, width=300, height=40, fontSize=24, borderWidth=0)
    canvas.save()
    blocks = [(block.kind, document.quote(block.span)) for document in [read(out.getvalue(), "form.pdf")] for block in document.blocks]
    assert ("paragraph", "Northern Supplier") in blocks

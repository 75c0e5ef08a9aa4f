"""What a reader sees around the findings: pictures of PDF pages, and sections of Word and Markdown files as text."""

import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from seclint.facts.outline import Outline
from seclint.model import Document, Passage, Span, View

_NEIGHBOURS = 12  # blocks on either side of a finding that are shown of a long section
_SCALE = 1.6  # pixels for each point of a page: print stays legible at twice the size


def views(document: Document, data: bytes, spans: Sequence[Span]) -> Iterator[View]:
    """The pages (of a PDF, whose bytes are ``data``) or the sections that hold the spans, each once, in reading order."""
    if document.format == "pdf":
        pages = {document.page_of(span.start) for span in spans}
        yield from _pages(document, data, sorted(page for page in pages if page is not None))
    else:
        yield from _sections(document, spans)


def _pages(document: Document, data: bytes, pages: Iterable[int]) -> Iterator[View]:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as file:
        for number in pages:
            page = file[number - 1]
            width, height = page.get_size()
            picture = page.render(scale=_SCALE, draw_annots=True).to_pil().convert("L").quantize(16)
            buffer = io.BytesIO()
            picture.save(buffer, "PNG", optimize=True)
            yield View(document.path, f"page {number}", page=number, width=width, height=height, image=buffer.getvalue())


def _sections(document: Document, spans: Sequence[Span]) -> Iterator[View]:
    outline = Outline(document)
    starts = sorted({section.block for section in outline.sections} | {0})
    ends = [*starts[1:], len(document.blocks)]
    wanted: dict[int, set[int]] = {}
    for span in spans:
        index = document.block_index(span.start)
        wanted.setdefault(bisect_right(starts, index) - 1, set()).add(index)
    for number, found in sorted(wanted.items()):
        start, end = starts[number], ends[number]
        near = (range(max(start, at - _NEIGHBOURS), min(end, at + _NEIGHBOURS + 1)) for at in found)
        shown = sorted({start}.union(*near))
        yield View(document.path, _name(document, outline, start), passages=tuple(_passage(document, index) for index in shown))


def _name(document: Document, outline: Outline, index: int) -> str:
    block = document.blocks[index]
    if block.kind != "heading":
        return "the beginning"
    place = outline.place(block.span)
    return f"{place.section or ''} {place.heading}".strip()


def _passage(document: Document, index: int) -> Passage:
    block = document.blocks[index]
    return Passage(block.kind, block.level, block.label, block.span.start, document.quote(block.span), block.cell)

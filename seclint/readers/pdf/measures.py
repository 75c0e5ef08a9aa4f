"""How a document is set: its body, the distances between its lines, the pages of its contents list."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from seclint.patterns import compiled
from seclint.readers.pdf.leaders import is_entry
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.pages import Page

_PAGE_NUMBER = compiled(r"\t(?:\d{1,4}|[ivxlc]{1,6})\s*$")
_CONTENTS = compiled(r"(?:table of )?contents:?$", re.IGNORECASE)
_ENTRIES = 3  # lines that end in page numbers make a contents list
_ENOUGH = 12  # steps between lines from which their usual distance can be told


class Measures(Struct, frozen=True):
    """Size and font of the body; by size, the distance from line to line where lines of the size are many; pages with contents lists."""

    body: float
    font: str
    leading: dict[float, float]
    contents: frozenset[int] = field(default_factory=frozenset)

    def usual(self, size: float) -> float:
        """The usual distance between the feet of two lines of this size."""
        return self.leading.get(size) or size * self.leading.get(self.body, 1.25 * self.body) / self.body

    def is_entry(self, line: Line) -> bool:
        """Whether the line ends like an entry of a contents list: with leaders, or in a contents list with a page number far off."""
        return is_entry(line.text) or (line.page in self.contents and _ends_far_off(line.text))


def _ends_far_off(text: str) -> bool:
    """Whether the text ends in a page number far off."""
    return "\t" in text and _PAGE_NUMBER.search(text) is not None


def measure(pages: Sequence[Page]) -> Measures:
    """Measure the lines of all pages."""
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    for page in pages:
        last: Line | None = None
        notes = 0.0  # the size of the footnotes below, which may be longer than the body
        for item in page.items:
            if not isinstance(item, Line):
                last = None
                continue
            if item.pieces[0].mark:
                notes = item.size
            if item.size != notes:
                sizes[item.size] += len(item.text)
                fonts[item.font] += len(item.text)
            if last and last.size == item.size and last.bold == item.bold and 0.8 * item.size < item.base - last.base < 2.2 * item.size:
                steps[item.size][round(2 * (item.base - last.base)) / 2] += 1
            last = item
    body = (sizes.most_common(1)[0][0] if sizes else 0.0) or 10.0
    many = {size: counts for size, counts in steps.items() if counts.total() >= _ENOUGH or size == body}
    leading = {size: _least_common_enough(counts) for size, counts in many.items()}
    return Measures(body, fonts.most_common(1)[0][0] if fonts else "", leading, frozenset(_contents(pages)))


def _least_common_enough(counts: Counter[float]) -> float:
    """The smallest distance that is seen often: larger ones are between paragraphs."""
    most = max(counts.values())
    return min(step for step, count in counts.items() if count >= 0.4 * most)


def _contents(pages: Iterable[Page]) -> Iterable[int]:
    """The pages on which a contents list stands: with leaders, under its heading, or going on from the page before."""
    before = False
    for page in pages:
        lines = [item for item in page.items if isinstance(item, Line)]
        leaders = sum(is_entry(line.text) for line in lines)
        numbers = sum(_ends_far_off(line.text) for line in lines)
        before = leaders >= _ENTRIES or (numbers >= _ENTRIES and (before or any(_CONTENTS.fullmatch(line.text.strip()) for line in lines)))
        if before:
            yield page.index

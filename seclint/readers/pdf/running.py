"""Running headers and footers: what stands at the same place on page after page, figures aside."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.pages import Page

_TOP, _BOTTOM = 0.16, 0.86  # shares of the page's height: above and below may stand what is running
_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:.*\s)?page\s+\d+(?:\s+of\s+\d+)?|[-–]?\s*\d{1,4}\s*[-–]?|\d+\s*(?:/|of)\s*\d+|[ivxl]{1,6}", re.IGNORECASE)
_Key = tuple[str, int, str]


def take_running(pages: Sequence[Page], body_size: float) -> tuple[list[list[Line]], list[list[Line]]]:
    """Take the running lines off the pages. Gives the headers and the footers, page by page, from the top."""
    keys = Counter(key for page in pages for key in {_key(page, line) for line in _near_edges(page)})
    slots = Counter((side, place) for page in pages for side, place in {_key(page, line)[:2] for line in _near_edges(page)})
    running = {key for key, count in keys.items() if _repeats(count, len(pages))}
    busy = {(side, place) for side, place, _ in running if slots[side, place] >= max(3, len(pages) * 0.6)}
    headers: list[list[Line]] = []
    footers: list[list[Line]] = []
    if not any(_beyond(page, running) for page in pages):
        return headers, footers
    for page in pages:
        found = [line for line in _near_edges(page) if _is_running(page, line, running, busy, body_size)]
        found = _edgewise(page, found)
        taken = {id(line) for line in found}
        page.items = [item for item in page.items if id(item) not in taken]
        found.sort(key=lambda line: (round(line.bottom), line.x0))
        headers.append([line for line in found if line.middle < page.height / 2])
        footers.append([line for line in found if line.middle >= page.height / 2])
    return headers, footers


def masked(text: str) -> str:
    """A running line without what changes from page to page."""
    return _FIGURES.sub("#", " ".join(text.split()))


def _near_edges(page: Page) -> Iterator[Line]:
    for item in page.items:
        if isinstance(item, Line) and (item.bottom < page.height * _TOP or item.top > page.height * _BOTTOM):
            yield item


def _key(page: Page, line: Line) -> _Key:
    side = "top" if line.middle < page.height / 2 else "bottom"
    from_edge = line.bottom if side == "top" else page.height - line.bottom
    return side, round(from_edge / 4), masked(line.text)


def _repeats(count: int, pages: int) -> bool:
    return count >= (2 if pages <= 8 else 3)


def _is_running(page: Page, line: Line, running: set[_Key], busy: set[tuple[str, int]], body_size: float) -> bool:
    side, place, text = _key(page, line)
    if any((side, near, text) in running for near in (place - 1, place, place + 1)):
        return True
    if (side, place) in busy and line.size <= body_size + 0.5:
        return True
    at_edge = line.top > page.height * 0.92 or line.bottom < page.height * 0.06
    return at_edge and _PAGE_NUMBER.fullmatch(" ".join(line.text.split())) is not None


def _beyond(page: Page, running: set[_Key]) -> bool:
    """Whether the page holds anything that does not repeat."""
    return any(not isinstance(item, Line) or _key(page, item) not in running for item in page.items)


def _edgewise(page: Page, found: list[Line]) -> list[Line]:
    """Those of the lines between which and the edge of the page nothing else stands."""
    taken = {id(line) for line in found}
    others = [item for item in page.items if id(item) not in taken]
    tops = [item.top if isinstance(item, Line) else item.box[1] for item in others]
    bottoms = [item.bottom if isinstance(item, Line) else item.box[3] for item in others]
    first, last = min(tops, default=page.height), max(bottoms, default=0.0)
    return [line for line in found if line.middle < first or line.middle > last or not others]
